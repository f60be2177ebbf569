"""What is told to registrants on purpose: reminder rules and mailings; and the draws of lots."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.extensions import Base, CodeList, UtcDateTime


class ReminderRule(Base):
    """A message so many hours before the start, to those who then stand in one of ``statuses``.

    Its hour is reckoned from the event's start at every look, so it moves with the
    event. A rule that was made after its hour sends nothing: a late mail helps nobody.
    """

    __table_args__ = (CheckConstraint("hours_before > 0", name="hours_positive"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    hours_before: Mapped[int]
    statuses: Mapped[list[str]] = mapped_column(CodeList, default=list)
    message: Mapped[str] = mapped_column(Text, default="")
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    event: Mapped[Event] = relationship()

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return str(self.id)


class Mailing(Base):
    """One message to a selection of registrations: what was written, to how many, by whom."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    submission_token: Mapped[str] = mapped_column(unique=True)
    statuses: Mapped[list[str]] = mapped_column(CodeList, default=list)
    attending: Mapped[str] = mapped_column(default="")
    subject: Mapped[str] = mapped_column(Text)
    body: Mapped[str] = mapped_column(Text)
    mail_count: Mapped[int] = mapped_column(default=0)
    task_count: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    sent_by_label: Mapped[str] = mapped_column(default="")

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return str(self.id)


class Draw(Base):
    """One draw of lots: the seed, the list as it stood, and what came of it.

    ``entries`` keeps, in the order drawn, {number, size, seat_class, attending,
    rank, outcome}; with the seed anyone can draw again and compare.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    seed: Mapped[str]
    entries: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    drawn_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    drawn_by_label: Mapped[str] = mapped_column(default="")
