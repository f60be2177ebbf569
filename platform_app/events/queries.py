"""Reading events: what comes, what was, what is free, who is to be told."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import joinedload, selectinload

from platform_app.actor import Actor, may_see
from platform_app.dates import TOKYO, now
from platform_app.errors import NotFound
from platform_app.events.models import Event, EventChange, EventFile, EventSeries, Pool
from platform_app.events.registration_models import Registration
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.paging import Page
from platform_app.trail import AuditHead
from platform_app.vocabulary.events import (
    EventStatus,
    SeatPool,
)


@dataclass(frozen=True)
class EventSearch:
    """What a list of events is narrowed to; ``when`` is coming, past, or '' for both."""

    when: str = ""
    kind: str = ""
    month: date | None = None
    status: str = ""


def visible() -> ColumnElement[bool]:
    """Whether everybody may see an event."""
    return Event.status != EventStatus.DRAFT.value


def is_coming() -> ColumnElement[bool]:
    """Whether an event is still to come: one whose new day is not known is, however old the day it had."""
    return or_(
        Event.ends_at >= now(),
        Event.status == EventStatus.POSTPONED.value,
        and_(Event.is_tentative, Event.status == EventStatus.PUBLISHED.value),
    )


def event(event_id: int, *, viewer: Actor) -> Event:
    """Return an event that the viewer may see. Raises NotFound."""
    found = db.session.scalar(select(Event).where(Event.id == event_id).options(*_whole()))
    if found is None or not may_see(viewer, found):
        raise NotFound
    return found


def _whole() -> tuple[Any, ...]:
    return (
        selectinload(Event.pools),
        selectinload(Event.programme),
        selectinload(Event.files),
        selectinload(Event.changes),
        joinedload(Event.series),
    )


def file(event_id: int, file_id: int, *, viewer: Actor) -> EventFile:
    """Return a file of an event, its content included; outsiders get public ones only. Raises NotFound."""
    event(event_id, viewer=viewer)
    found = db.session.get(EventFile, file_id)
    if found is None or found.event_id != event_id or not (found.is_public or viewer.is_staff):
        raise NotFound
    return found


def _narrowed(search: EventSearch) -> Select[Any]:
    statement = select(Event)
    if search.when == "coming":
        statement = statement.where(is_coming())
    elif search.when == "past":
        statement = statement.where(~is_coming())
    if search.kind:
        statement = statement.where(Event.kind == search.kind)
    if search.status:
        statement = statement.where(Event.status == search.status)
    if search.month is not None:
        first, beyond = month_span(search.month)
        statement = statement.where(Event.starts_at < beyond, Event.ends_at >= first)
    return statement


def public_version() -> tuple[int, int, int]:
    """Return what differs whenever a public page of events would.

    Every act counts up the audit log, and the minute tells when registration opens,
    closes or an event ends.
    """
    acts, newest = db.session.execute(
        select(select(AuditHead.count).scalar_subquery(), select(func.max(Event.id)).scalar_subquery())
    ).one()
    return acts or 0, newest or 0, int(now().timestamp()) // 60


def month_span(month: date) -> tuple[datetime, datetime]:
    """Return the first instant of a month in Japan, and the first of the next."""
    first = datetime(month.year, month.month, 1, tzinfo=TOKYO)
    return first, (first + timedelta(days=32)).replace(day=1)


def event_count(search: EventSearch, *, for_office: bool = False) -> int:
    """Count the events of a list."""
    statement = _narrowed(search) if for_office else _narrowed(search).where(visible())
    return db.session.scalar(select(func.count()).select_from(statement.subquery())) or 0


def events(search: EventSearch, page: Page | None = None, *, for_office: bool = False) -> Sequence[Event]:
    """Return a page of events (or all): coming ones soonest first, others newest first."""
    statement = _narrowed(search) if for_office else _narrowed(search).where(visible())
    soonest_first = search.when == "coming" or search.month is not None
    order = (Event.starts_at, Event.id) if soonest_first else (Event.starts_at.desc(), Event.id.desc())
    statement = statement.order_by(*order).options(
        selectinload(Event.pools), selectinload(Event.series), selectinload(Event.changes)
    )
    if page is not None:
        statement = statement.limit(page.size).offset(page.offset)
    return db.session.scalars(statement).all()


def feed() -> Sequence[Event]:
    """Return the events of the calendar feed: what comes and what has been for a year; days still open are left out."""
    return db.session.scalars(
        select(Event)
        .where(visible(), Event.ends_at >= now() - timedelta(days=366), Event.is_tentative.is_(False))
        .order_by(Event.starts_at, Event.id)
        .options(selectinload(Event.changes), selectinload(Event.series))
    ).all()


def published() -> Sequence[Event]:
    """Return every event that everybody may see, oldest first: the open data."""
    return db.session.scalars(
        select(Event)
        .where(visible())
        .order_by(Event.starts_at, Event.id)
        .options(selectinload(Event.pools), selectinload(Event.series), selectinload(Event.changes))
    ).all()


def series_titles() -> Sequence[str]:
    """Return the titles of all series."""
    return db.session.scalars(select(EventSeries.title).order_by(EventSeries.title, EventSeries.id)).all()


def live_registrations(event_id: int) -> int:
    """Count the registrations that an act of planning would be told to."""
    return (
        db.session.scalar(
            select(func.count(Registration.id)).where(
                Registration.event_id == event_id, Registration.ended_at.is_(None)
            )
        )
        or 0
    )


def not_reached(change: EventChange) -> tuple[Sequence[OutboxMessage], Sequence[ContactTask]]:
    """Return who has not been reached about an act: mails not sent (yet, or failed), calls and letters not done."""
    occasion = f"registration:%:change:{change.id}"
    mails = db.session.scalars(
        select(OutboxMessage)
        .where(OutboxMessage.occasion.like(occasion), OutboxMessage.sent_at.is_(None))
        .order_by(OutboxMessage.id)
    ).all()
    tasks = db.session.scalars(
        select(ContactTask)
        .where(ContactTask.occasion.like(occasion), ContactTask.done_at.is_(None))
        .order_by(ContactTask.id)
    ).all()
    return mails, tasks


def told_count(change: EventChange) -> int:
    """Count the messages and tasks that an act caused."""
    occasion = f"registration:%:change:{change.id}"
    counts = (
        select(func.count(table.id)).where(table.occasion.like(occasion)) for table in (OutboxMessage, ContactTask)
    )
    return sum(db.session.scalar(statement) or 0 for statement in counts)


def due_releases() -> Sequence[Pool]:
    """Return the pools whose unused places are to be given to everybody by now."""
    return db.session.scalars(
        select(Pool)
        .join(Event)
        .where(
            Pool.release_at <= now(),
            Pool.released_at.is_(None),
            Pool.capacity.is_not(None),
            Pool.kept_for != SeatPool.GENERAL.value,
            Event.status == EventStatus.PUBLISHED.value,
        )
        .order_by(Pool.release_at, Pool.id)
    ).all()
