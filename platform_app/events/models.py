"""Events, their programme, places, files and changes."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from platform_app.dates import now
from platform_app.extensions import Base, CodeList, UtcDateTime
from platform_app.vocabulary.events import EventAudience, EventFormat, EventStatus, PartyPolicy, Selection


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
