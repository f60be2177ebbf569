"""Groupings of an event's people into tables."""

from sqlalchemy import ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from platform_app.events.models import Event, Participant
from platform_app.extensions import Base


class Grouping(Base):
    """One division of an event's people into groups, for one item of the programme or for the whole event."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    programme_item_id: Mapped[int | None] = mapped_column(ForeignKey("programme_item.id"))
    title: Mapped[str] = mapped_column(Text, default="")
    event: Mapped[Event] = relationship()
    groups: Mapped[list["Group"]] = relationship(order_by="Group.number, Group.id", back_populates="grouping")

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.title or str(self.id)


class Group(Base):
    """One table. ``code`` is the short word of the QR code that lies on it; ``attending`` venue or online."""

    __table_args__ = (UniqueConstraint("grouping_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    grouping_id: Mapped[int] = mapped_column(ForeignKey("grouping.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    number: Mapped[int]
    name: Mapped[str] = mapped_column(Text, default="")
    code: Mapped[str] = mapped_column(unique=True)
    attending: Mapped[str]
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
