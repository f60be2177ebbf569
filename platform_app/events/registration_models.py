"""Registrations, their participants and what these need, and the ledger of who got a place."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from platform_app.dates import now
from platform_app.events.models import Event, Pool
from platform_app.extensions import Base, CodeList, UtcDateTime


class Registration(Base):
    """One application to take part, for one or several participants of one organisation.

    Its participants are seated, wait and move up together. ``seat_class`` (member,
    public, reserved) and ``attending`` say which pools it may be seated from;
    ``pool_id`` from which it holds places. ``arrived_at`` orders (not the time of
    typing); ``offer_expires_at`` ends an offer, None while it stands still. ``version``
    goes up with every step, for the calendar entry of those who take part.
    """

    __table_args__ = (
        Index("ix_registration_queue", "event_id", "status", "arrived_at", "id"),
        Index("ix_registration_arrival", "event_id", "arrived_at", "id"),
        UniqueConstraint("event_id", "submission_token"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    number: Mapped[str] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True, info={"audit": "redact"})
    submission_token: Mapped[str]
    status: Mapped[str]
    attending: Mapped[str]
    seat_class: Mapped[str]
    pool_id: Mapped[int | None] = mapped_column(ForeignKey("pool.id"), index=True)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    organisation: Mapped[str] = mapped_column(Text, default="")
    organisation_kind: Mapped[str] = mapped_column(Text, default="")
    organisation_key: Mapped[str] = mapped_column(Text, default="", info={"audit": "skip"})
    municipality: Mapped[str] = mapped_column(Text, default="")
    contact_name: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    phone: Mapped[str] = mapped_column(Text, default="")
    phone_key: Mapped[str] = mapped_column(Text, default="", index=True, info={"audit": "skip"})
    question: Mapped[str] = mapped_column(Text, default="")
    memo: Mapped[str] = mapped_column(Text, default="")
    channel: Mapped[str]
    arrived_at: Mapped[datetime] = mapped_column(UtcDateTime)
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    offer_expires_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    draw_rank: Mapped[int | None]
    has_conflict: Mapped[bool] = mapped_column(default=False)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=0)

    event: Mapped[Event] = relationship()
    pool: Mapped[Pool | None] = relationship()
    participants: Mapped[list["Participant"]] = relationship(order_by="Participant.id", back_populates="registration")

    @property
    def owner_member_id(self) -> int | None:
        """The organisation it belongs to (object scope)."""
        return self.member_id

    @property
    def owner_registration_id(self) -> int:
        """Itself: whoever holds its secret may see it (object scope)."""
        return self.id

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.number


class Participant(Base):
    """One person of a registration. A person who withdraws or is substituted keeps the row."""

    __table_args__ = (
        Index(
            "uq_participant_live_person",
            "event_id",
            "person_key",
            unique=True,
            sqlite_where=text("is_active AND person_key <> ''"),
            postgresql_where=text("is_active AND person_key <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    name: Mapped[str] = mapped_column(Text)
    kana: Mapped[str] = mapped_column(Text, default="")
    kana_key: Mapped[str] = mapped_column(Text, default="", index=True, info={"audit": "skip"})
    department: Mapped[str] = mapped_column(Text, default="")
    title: Mapped[str] = mapped_column(Text, default="")
    email: Mapped[str] = mapped_column(Text, default="")
    person_key: Mapped[str] = mapped_column(Text, default="", info={"audit": "skip"})
    is_listed: Mapped[bool] = mapped_column(default=False)
    is_photographed: Mapped[bool] = mapped_column(default=False)
    joins_social: Mapped[bool] = mapped_column(default=False)
    is_active: Mapped[bool] = mapped_column(default=True)
    is_walk_in: Mapped[bool] = mapped_column(default=False)
    replaces_id: Mapped[int | None] = mapped_column(ForeignKey("participant.id"))
    registration: Mapped[Registration] = relationship(back_populates="participants")

    @property
    def owner_member_id(self) -> int | None:
        """The organisation of the registration (object scope)."""
        return self.registration.member_id

    @property
    def owner_registration_id(self) -> int:
        """The registration (object scope)."""
        return self.registration_id

    @property
    def audit_label(self) -> str:
        """How the audit page names the person."""
        return str(self.id)


class AccommodationNeed(Base):
    """配慮事項, apart from everything else: seen by few, on no distributed sheet, erased soonest."""

    id: Mapped[int] = mapped_column(primary_key=True)
    participant_id: Mapped[int] = mapped_column(ForeignKey("participant.id"), unique=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    needs: Mapped[list[str]] = mapped_column(CodeList, default=list, info={"audit": "redact"})
    detail: Mapped[str] = mapped_column(Text, default="", info={"audit": "redact"})
    participant: Mapped[Participant] = relationship()


class LedgerEntry(Base):
    """繰上げ台帳: one decision about one registration, with its reason."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    cause: Mapped[str]
    decision: Mapped[str]
    reason: Mapped[str]
    free: Mapped[int | None]
    size: Mapped[int]
    actor_label: Mapped[str] = mapped_column(default="")
    registration: Mapped[Registration] = relationship()
