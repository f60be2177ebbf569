"""Events, their programme and places, registrations and participants, and the day."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from platform_app.dates import now
from platform_app.extensions import Base, CodeList, UtcDateTime
from platform_app.vocabulary.events import (
    LIVE,
    EventAudience,
    EventFormat,
    EventStatus,
    PartyPolicy,
    Selection,
)

_LIVE = ", ".join(f"'{status.value}'" for status in LIVE)


class EventSeries(Base):
    """A row of events that are counted (第n回)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.title


class Event(Base):
    """One event, after the GIF core data model イベント (domain notes 5.4).

    Instants are aware UTC. ``version`` goes up with every published change (the
    SEQUENCE of its calendar entry). ``freeze_at`` is the instant after which
    nobody is promoted any more; None means the start. ``offer_hours`` 0 promotes
    at once, otherwise a promoted person has so many hours to accept. While the day is
    ``is_tentative``, people read ``time_note`` in its place.
    """

    __table_args__ = (
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        CheckConstraint("per_organisation IS NULL OR per_organisation > 0", name="limit_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    series_id: Mapped[int | None] = mapped_column(ForeignKey("event_series.id"), index=True)
    series_number: Mapped[int | None]
    kind: Mapped[str] = mapped_column(index=True)
    status: Mapped[str] = mapped_column(default=EventStatus.DRAFT.value, index=True)
    title: Mapped[str] = mapped_column(Text)
    title_kana: Mapped[str] = mapped_column(Text, default="")
    subtitle: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    description: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[str] = mapped_column(default=EventAudience.EVERYBODY.value)
    target_note: Mapped[str] = mapped_column(Text, default="")
    format: Mapped[str] = mapped_column(default=EventFormat.VENUE.value)
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    reception_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    time_note: Mapped[str] = mapped_column(Text, default="")
    is_tentative: Mapped[bool] = mapped_column(default=False)
    venue: Mapped[str] = mapped_column(Text, default="")
    room: Mapped[str] = mapped_column(Text, default="")
    postal_code: Mapped[str] = mapped_column(Text, default="")
    municipality: Mapped[str] = mapped_column(Text, default="")
    address: Mapped[str] = mapped_column(Text, default="")
    access: Mapped[str] = mapped_column(Text, default="")
    parking: Mapped[str] = mapped_column(Text, default="")
    online_tool: Mapped[str] = mapped_column(Text, default="")
    online_url: Mapped[str] = mapped_column(Text, default="")
    fee: Mapped[str] = mapped_column(Text, default="")
    accommodations: Mapped[list[str]] = mapped_column(CodeList, default=list)
    accommodation_note: Mapped[str] = mapped_column(Text, default="")
    childcare: Mapped[str] = mapped_column(Text, default="")
    organisers: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    contacts: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    remarks: Mapped[str] = mapped_column(Text, default="")
    # Registration
    selection: Mapped[str] = mapped_column(default=Selection.FIRST_COME.value)
    opens_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closes_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    per_organisation: Mapped[int | None]
    party_policy: Mapped[str] = mapped_column(default=PartyPolicy.WAIT.value)
    freeze_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    offer_hours: Mapped[int] = mapped_column(default=0)
    lottery_seed: Mapped[str] = mapped_column(default="")
    drawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    version: Mapped[int] = mapped_column(default=0)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"))

    series: Mapped[EventSeries | None] = relationship()
    pools: Mapped[list["Pool"]] = relationship(order_by="Pool.position, Pool.id", back_populates="event")
    programme: Mapped[list["ProgrammeItem"]] = relationship(order_by="ProgrammeItem.position, ProgrammeItem.id")
    files: Mapped[list["EventFile"]] = relationship(order_by="EventFile.position, EventFile.id")
    changes: Mapped[list["EventChange"]] = relationship(order_by="EventChange.id")

    @property
    def is_for_everybody(self) -> bool:
        """Whether the event has been published (object scope)."""
        return self.status != EventStatus.DRAFT

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.title


class Pool(Base):
    """A number of places for one way of attending and one group of people.

    ``capacity`` None is unlimited. At ``release_at`` what is unused goes to the
    general pool of the same way of attending.
    """

    __table_args__ = (
        UniqueConstraint("event_id", "attending", "kept_for"),
        CheckConstraint("capacity IS NULL OR capacity >= 0", name="capacity_not_negative"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    attending: Mapped[str]
    kept_for: Mapped[str]
    capacity: Mapped[int | None]
    release_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    released_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    position: Mapped[int] = mapped_column(default=0)
    event: Mapped[Event] = relationship(back_populates="pools")


class ProgrammeItem(Base):
    """部 or 項目 of the programme; a 部 has no parent."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("programme_item.id"))
    position: Mapped[int] = mapped_column(default=0)
    starts: Mapped[str] = mapped_column(default="")
    minutes: Mapped[int | None]
    title: Mapped[str] = mapped_column(Text)
    detail: Mapped[str] = mapped_column(Text, default="")
    presenters: Mapped[list[dict[str, str]]] = mapped_column(JSON, default=list)
    material_ids: Mapped[list[int]] = mapped_column(JSON, default=list)


class EventFile(Base):
    """A flyer, material or photo; a picture has a text alternative."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    kind: Mapped[str]
    file_name: Mapped[str] = mapped_column(Text)
    content_type: Mapped[str]
    size: Mapped[int]
    alternative: Mapped[str] = mapped_column(Text, default="")
    caption: Mapped[str] = mapped_column(Text, default="")
    is_public: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int] = mapped_column(default=0)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, info={"audit": "skip"}))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class EventChange(Base):
    """An act of planning that people must learn of: published, moved, postponed, cancelled, corrected."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    action: Mapped[str]
    message: Mapped[str] = mapped_column(Text, default="")
    before: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    after: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


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
