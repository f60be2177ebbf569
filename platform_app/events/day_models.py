"""出欠 of participants, and what devices, paper and online reports said about it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from platform_app.dates import now
from platform_app.extensions import Base, UtcDateTime
from platform_app.vocabulary.events import AttendanceSource


class Attendance(Base):
    """出欠 of one participant. ``taps`` keeps the ids of what devices sent, so a repeat changes nothing."""

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    mark: Mapped[str]
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(default="screen")
    changed_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class AttendanceTap(Base):
    """One tap: a mark (AttendanceMark, or UNDONE) that somebody made at an hour.

    ``tap_id`` was given by the device, so a tap that is sent again is known. ``is_timed``
    says whether ``at`` is the hour of the fact itself; a sheet typed afterwards knows none.
    The Attendance row of a participant follows from the taps alone.
    """

    __table_args__ = (UniqueConstraint("event_id", "tap_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    tap_id: Mapped[str]
    mark: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    is_timed: Mapped[bool] = mapped_column(default=True)
    left_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    note: Mapped[str] = mapped_column(Text, default="")
    source: Mapped[str] = mapped_column(default=AttendanceSource.SCREEN.value)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
