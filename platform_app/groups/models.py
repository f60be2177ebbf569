"""Groupings of an event's people into tables."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from platform_app.dates import now
from platform_app.events.models import Event, ProgrammeItem
from platform_app.events.registration_models import Participant
from platform_app.extensions import Base, UtcDateTime
from platform_app.vocabulary.groups import GroupingStatus, PeopleSource, SizePolicy


class Grouping(Base):
    """One division of an event's people into groups, for one item of the programme or for the whole event.

    ``source`` and ``policy`` were chosen before the search ran from ``seed``. ``met_least`` is the
    least number of repeated meetings that was proven for the groups as they stand.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    programme_item_id: Mapped[int | None] = mapped_column(ForeignKey("programme_item.id"))
    title: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[str] = mapped_column(default=GroupingStatus.DRAFT.value)
    source: Mapped[str] = mapped_column(default=PeopleSource.CONFIRMED.value)
    policy: Mapped[str] = mapped_column(default=SizePolicy.THREES.value)
    seed: Mapped[str] = mapped_column(default="")
    run_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    met_least: Mapped[int] = mapped_column(default=0)
    programme_item: Mapped[ProgrammeItem | None] = relationship()
    event: Mapped[Event] = relationship()
    groups: Mapped[list["Group"]] = relationship(order_by="Group.number, Group.id", back_populates="grouping")

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.title or str(self.id)


class Group(Base):
    """One table. ``code`` is the short word of the QR code that lies on it; ``attending`` venue or online.

    A table that is given up keeps its row, without people: its code may be printed, and notes may belong to it.
    """

    __table_args__ = (UniqueConstraint("grouping_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    grouping_id: Mapped[int] = mapped_column(ForeignKey("grouping.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(Text, default="")
    code: Mapped[str] = mapped_column(unique=True)
    attending: Mapped[str]
    is_accessible: Mapped[bool] = mapped_column(default=False)
    grouping: Mapped[Grouping] = relationship(back_populates="groups")
    places: Mapped[list["GroupPlace"]] = relationship(order_by="GroupPlace.id", back_populates="group")

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.name or str(self.number)


class GroupPlace(Base):
    """One person's place at a table. ``role`` is a code of vocabulary.groups; a locked place stays in a re-run."""

    __table_args__ = (UniqueConstraint("grouping_id", "participant_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    grouping_id: Mapped[int] = mapped_column(ForeignKey("grouping.id"))
    group_id: Mapped[int] = mapped_column(ForeignKey("group.id"), index=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), index=True)
    role: Mapped[str] = mapped_column(default="")
    is_locked: Mapped[bool] = mapped_column(default=False)
    group: Mapped[Group] = relationship(back_populates="places")
    participant: Mapped[Participant] = relationship()


class GroupWish(Base):
    """What the office asks for about certain people of an event: ``kind`` is a WishKind."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    kind: Mapped[str]
    participant_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    reason: Mapped[str] = mapped_column(Text, default="", info={"audit": "redact"})
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return str(self.id)


class GroupMove(Base):
    """Who was moved by a repair, from which group (None: none before) to which, and why."""

    id: Mapped[int] = mapped_column(primary_key=True)
    grouping_id: Mapped[int] = mapped_column(ForeignKey("grouping.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"))
    origin: Mapped[int | None]
    target: Mapped[int]
    reason: Mapped[str]
    participant: Mapped[Participant] = relationship()
