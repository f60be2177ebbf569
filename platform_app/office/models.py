"""Settings and catalogues that the office edits."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, Text
from sqlalchemy.orm import Mapped, mapped_column

from platform_app.dates import now
from platform_app.extensions import Base, UtcDateTime


class OfficeSetting(Base):
    """One value that differs from the default of ``vocabulary.office.Office``."""

    key: Mapped[str] = mapped_column(primary_key=True)
    value: Mapped[Any] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)


class EligibilityCriterion(Base):
    """One line of the check-list that a reviewer answers for every application."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    sentence: Mapped[str] = mapped_column(Text)
    guidance: Mapped[str] = mapped_column(Text, default="")
    article: Mapped[str] = mapped_column(default="")
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.sentence


class RejectionReason(Base):
    """One reason for refusal, tied to an article of the charter."""

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    article: Mapped[str]
    sentence: Mapped[str] = mapped_column(Text)
    position: Mapped[int] = mapped_column(default=0)
    is_active: Mapped[bool] = mapped_column(default=True)

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.sentence
