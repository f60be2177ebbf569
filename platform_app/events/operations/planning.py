"""Planning: make an event, change it, copy it, publish it.

The subject of every act on an existing event is its row, locked first. What an event
looked like before and after is kept in its history, because people act on what they read.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.applications.errors import NothingChanged
from platform_app.dates import now
from platform_app.events.announcing import tell_all
from platform_app.events.errors import (
    AfterStart,
    ClosesAfterEvent,
    EndsBeforeStart,
    EventInPast,
    NotPositive,
    OpensAfterClosing,
)
from platform_app.events.models import Event, EventChange, EventSeries, Pool, ProgrammeItem
from platform_app.events.workflow import advance
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.trail import canonical
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import EventStatus

#: When and where: once an event is published, only ``moving.reschedule`` changes these.
WHEN_AND_WHERE = (
    "starts_at",
    "ends_at",
    "reception_at",
    "time_note",
    "is_tentative",
    "format",
    "venue",
    "room",
    "postal_code",
    "municipality",
    "address",
    "online_tool",
)
#: What an event says of itself, and its rules of registration: may be corrected at any time.
DESCRIPTION = (
    "kind",
    "series_number",
    "title",
    "title_kana",
    "subtitle",
    "summary",
    "description",
    "audience",
    "target_note",
    "access",
    "parking",
    "online_url",
    "fee",
    "accommodations",
    "accommodation_note",
    "childcare",
    "organisers",
    "contacts",
    "remarks",
    "selection",
    "opens_at",
    "closes_at",
    "per_organisation",
    "party_policy",
    "freeze_at",
    "offer_hours",
)
#: Columns that people outside must not read in the history.
UNTOLD = frozenset({"online_url"})
#: What a copy starts without: the copy page names these.
NOT_COPIED = (
    "starts_at",
    "ends_at",
    "reception_at",
    "time_note",
    "is_tentative",
    "opens_at",
    "closes_at",
    "freeze_at",
    "online_url",
)


@dataclass(frozen=True)
class PoolPlan:
    """So many places for one way of attending, kept for one group; ``capacity`` None is without limit."""

    attending: str
    kept_for: str
    capacity: int | None
    release_at: datetime | None = None


@operation(Action.CREATE_EVENT)
def create(
    event: None, *, values: Mapping[str, Any], pools: Sequence[PoolPlan] = (), series: str = "", by: Actor
) -> Event:
    """Make a draft from the columns named in WHEN_AND_WHERE and DESCRIPTION.

    Raises EndsBeforeStart, EventInPast, ClosesAfterEvent, OpensAfterClosing, AfterStart, NotPositive.
    """
    del event, by
    made = Event(**{key: values[key] for key in (*WHEN_AND_WHERE, *DESCRIPTION) if key in values})
    made.series_id = series_called(series)
    check(made, is_new=True)
    db.session.add(made)
    db.session.flush()
    lay_pools(made, pools)
    return made


@operation(Action.EDIT_EVENT)
def edit(  # noqa: PLR0913 - each is one thing that the page says
    event: Event,
    *,
    values: Mapping[str, Any],
    pools: Sequence[PoolPlan] | None = None,
    series: str | None = None,
    message: str = "",
    tells: bool = False,
    by: Actor,
) -> EventChange | None:
    """Change what an event says; a draft also when, where and its pools.

    A published event keeps the change in its history, and with ``tells`` registrants
    are told ``message``. Raises NothingChanged and what ``create`` raises.
    """
    del by
    is_draft = event.status == EventStatus.DRAFT
    before = snapshot(event)
    for key in (*DESCRIPTION, *(WHEN_AND_WHERE if is_draft else ())):
        if key in values:
            setattr(event, key, values[key])
    if series is not None:
        event.series_id = series_called(series)
    check(event, is_new=is_draft)
    if is_draft:
        if pools is not None:
            lay_pools(event, pools)
        return None
    if snapshot(event) == before:
        raise NothingChanged
    return record(event, Action.EDIT_EVENT, before, message=message, template="event_corrected" if tells else "")


@operation(Action.COPY_EVENT)
def copy(event: Event, *, starts_at: datetime, ends_at: datetime, by: Actor) -> Event:
    """Make a draft like this event on another day, with the next number of its series.

    Registrations, files, history and the columns in NOT_COPIED stay behind; pools keep
    their number of places, but no date of release. Raises EndsBeforeStart, EventInPast.
    """
    del by
    kept = [key for key in (*WHEN_AND_WHERE, *DESCRIPTION) if key not in NOT_COPIED]
    made = Event(
        **{key: getattr(event, key) for key in kept},
        series_id=event.series_id,
        starts_at=starts_at,
        ends_at=ends_at,
        copied_from_id=event.id,
    )
    made.series_number = event.series_number + 1 if event.series_number else None
    check(made, is_new=True)
    db.session.add(made)
    db.session.flush()
    lay_pools(made, [PoolPlan(pool.attending, pool.kept_for, pool.capacity) for pool in event.pools])
    _copy_programme(event, made)
    return made


def _copy_programme(event: Event, made: Event) -> None:
    """Copy the tree; materials belong to the day on which they were shown."""
    parents: dict[int | None, int | None] = {None: None}
    for item in sorted(event.programme, key=lambda each: each.parent_id is not None):
        row = ProgrammeItem(
            event_id=made.id,
            parent_id=parents.get(item.parent_id),
            position=item.position,
            starts=item.starts,
            minutes=item.minutes,
            title=item.title,
            detail=item.detail,
            presenters=item.presenters,
        )
        db.session.add(row)
        db.session.flush()
        parents[item.id] = row.id


@operation(Action.PUBLISH_EVENT)
def publish(event: Event, *, by: Actor) -> EventChange:
    """Show a draft to everybody. Raises EventInPast, WrongStatus."""
    del by
    advance(event, Action.PUBLISH_EVENT)
    check(event, is_new=True)
    event.published_at = now()
    return record(event, Action.PUBLISH_EVENT, {})


def series_called(title: str) -> int | None:
    """Return the series of this title, made where it is new; no title is no series."""
    title = title.strip()
    if not title:
        return None
    found = db.session.scalar(select(EventSeries).where(EventSeries.title == title).order_by(EventSeries.id).limit(1))
    if found is None:
        found = EventSeries(title=title)
        db.session.add(found)
        db.session.flush()
    return found.id


def lay_pools(event: Event, plans: Sequence[PoolPlan]) -> None:
    """Set the pools of an event nobody has registered for yet."""
    for plan in plans:
        if plan.capacity is not None and plan.capacity < 0:
            raise NotPositive(field="pools")
    known = {(pool.attending, pool.kept_for): pool for pool in event.pools}
    for position, plan in enumerate(plans):
        pool = known.pop((plan.attending, plan.kept_for), None)
        if pool is None:
            pool = Pool(attending=plan.attending, kept_for=plan.kept_for)
            event.pools.append(pool)
        pool.capacity, pool.release_at, pool.position = plan.capacity, plan.release_at, position
    for pool in known.values():
        event.pools.remove(pool)
        db.session.delete(pool)
    db.session.flush()


def check(event: Event, *, is_new: bool) -> None:
    """Refuse times and numbers that can not be; the field is named by its column."""
    if event.ends_at <= event.starts_at:
        raise EndsBeforeStart(field="ends_at")
    if is_new and event.starts_at <= now():
        raise EventInPast(field="starts_at")
    if event.closes_at is not None and event.closes_at > event.ends_at:
        raise ClosesAfterEvent(field="closes_at")
    if event.opens_at is not None and event.opens_at >= (event.closes_at or event.ends_at):
        raise OpensAfterClosing(field="opens_at")
    for key in ("reception_at", "freeze_at"):
        moment = getattr(event, key)
        if moment is not None and moment > event.starts_at:
            raise AfterStart(field=key)
    for key, least in (("per_organisation", 1), ("offer_hours", 0), ("series_number", 1)):
        number = getattr(event, key)
        if number is not None and number < least:
            raise NotPositive(field=key)


def snapshot(event: Event) -> dict[str, Any]:
    """Return where an event stands and what it says, in a JSON-safe form."""
    return {key: canonical(getattr(event, key)) for key in ("status", *WHEN_AND_WHERE, *DESCRIPTION)}


def record(
    event: Event, action: Action, before: Mapping[str, Any], *, message: str = "", template: str = ""
) -> EventChange:
    """Add a line to the history with the columns that differ, and tell registrants with ``template``."""
    after = snapshot(event)
    changed = [key for key in before if before[key] != after.get(key) and key not in UNTOLD]
    event.version += 1
    change = EventChange(
        event_id=event.id,
        action=action.value,
        message=message,
        before={key: before[key] for key in changed},
        after={key: after[key] for key in changed},
    )
    db.session.add(change)
    db.session.flush()
    if template:
        tell_all(event, change, template)
    return change
