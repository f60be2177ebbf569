"""What became of opinions: a trace runs from opinions to the steps that followed, in the order of their days."""

from datetime import date, datetime

from sqlalchemy import ForeignKey, Text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.extensions import Base, UtcDateTime


class Trace(Base):
    """One thread: the opinions it begins with, and at least one step."""

    id: Mapped[int] = mapped_column(primary_key=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    steps: Mapped[list["TraceStep"]] = relationship(
        order_by="(TraceStep.happened_on, TraceStep.id)", back_populates="trace", cascade="all, delete-orphan"
    )
    links: Mapped[list["TraceLink"]] = relationship(order_by="TraceLink.opinion_id", cascade="all, delete-orphan")

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return str(self.id)


class TraceLink(Base):
    """An opinion at the beginning of a trace."""

    trace_id: Mapped[int] = mapped_column(ForeignKey("trace.id"), primary_key=True, autoincrement=False)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True, autoincrement=False, index=True)


class TraceStep(Base):
    """議題, 決定, 課題, 取組 or 回答: what happened on a day. Only what ``is_published`` is read by everybody.

    ``person`` and ``due_on`` say who does it and by when, ``done_on`` when it was done.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    trace_id: Mapped[int] = mapped_column(ForeignKey("trace.id"), index=True)
    kind: Mapped[str]
    title: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text, default="")
    happened_on: Mapped[date]
    person: Mapped[str] = mapped_column(Text, default="")
    due_on: Mapped[date | None]
    done_on: Mapped[date | None]
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))
    is_published: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    trace: Mapped[Trace] = relationship(back_populates="steps")
    event: Mapped[Event | None] = relationship()

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.title
