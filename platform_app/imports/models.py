"""Imports of a register, what they added, and the matchings that are remembered."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary
from sqlalchemy.orm import Mapped, deferred, mapped_column

from platform_app.dates import now
from platform_app.extensions import Base, UtcDateTime
from platform_app.vocabulary.imports import ImportStage


class RegisterImport(Base):
    """One workbook that was handed in, how it was read, and what applying it will do or did.

    ``digest`` is the SHA-256 of the file; ``mapping`` the targets by 1-based column;
    ``as_of`` the day from which differing items take effect. ``plan`` holds the rows
    as ``planning.Planned.to_json`` writes them, ``token`` the digest of that plan:
    only a plan with the token that was shown is applied.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    filename: Mapped[str]
    digest: Mapped[str] = mapped_column(index=True)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary))
    sheet: Mapped[str]
    fingerprint: Mapped[str]
    mapping: Mapped[dict[str, str]] = mapped_column(JSON)
    as_of: Mapped[date]
    default_joined_on: Mapped[date | None]
    plan: Mapped[list[dict[str, Any]]] = deferred(mapped_column(JSON, info={"audit": "skip"}))
    skipped: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info={"audit": "skip"})
    notes: Mapped[list[dict[str, Any]]] = mapped_column(JSON, info={"audit": "skip"})
    counts: Mapped[dict[str, int]] = mapped_column(JSON)
    token: Mapped[str]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    created_by: Mapped[str] = mapped_column(default="")
    applied_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    applied_by: Mapped[str] = mapped_column(default="")

    @property
    def stage(self) -> ImportStage:
        """How far it has come."""
        return ImportStage.APPLIED if self.applied_at else ImportStage.PREVIEWED

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.filename


class ImportedLine(Base):
    """Which row of which import added a line to the register."""

    record_id: Mapped[int] = mapped_column(ForeignKey("member_record.id"), primary_key=True)
    import_id: Mapped[int] = mapped_column(ForeignKey("register_import.id"), index=True)
    row: Mapped[int]


class ColumnMatching(Base):
    """The targets that the office gave to the columns of one layout, in their order."""

    fingerprint: Mapped[str] = mapped_column(primary_key=True)
    targets: Mapped[list[str]] = mapped_column(JSON)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, onupdate=now)
