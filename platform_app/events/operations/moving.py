"""Postpone, move or cancel a published event; those who registered are told, and keep what they have.

Nothing here touches a registration's choice, its place or its order on the waiting
list. Offers stand without an end while there is no day, and get their whole time again
with the new one. Only when a later start takes back the freeze may somebody who waits move up.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from platform_app.actor import Actor
from platform_app.applications.errors import NothingChanged
from platform_app.dates import now
from platform_app.errors import MissingReason
from platform_app.events import letters
from platform_app.events.errors import EventOver
from platform_app.events.models import Event, EventChange
from platform_app.events.operations import seating
from platform_app.events.operations.planning import WHEN_AND_WHERE, check, record, snapshot
from platform_app.events.telling_hours import last_call
from platform_app.events.workflow import advance
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import EventStatus, LedgerCause

#: Instants that keep their distance to the start when an event moves.
FOLLOWING = ("reception_at", "opens_at", "closes_at", "freeze_at")


@operation(Action.POSTPONE_EVENT)
def postpone(event: Event, *, message: str, by: Actor) -> EventChange:
    """Say that the event is not held on its day, and that the new day is not known yet.

    Registrations stay as they are; new ones are not taken. Raises MissingReason, EventOver, EventSettled.
    """
    del by
    _need(message)
    _not_over(event)
    before = snapshot(event)
    advance(event, Action.POSTPONE_EVENT)
    _stop_offers(event)
    return record(event, Action.POSTPONE_EVENT, before, message=message, template="event_postponed")


@operation(Action.CANCEL_EVENT)
def cancel(event: Event, *, message: str, by: Actor) -> EventChange:
    """Say that the event is not held at all. Raises MissingReason, EventOver, EventSettled."""
    del by
    _need(message)
    _not_over(event)
    before = snapshot(event)
    advance(event, Action.CANCEL_EVENT)
    _stop_offers(event)
    return record(event, Action.CANCEL_EVENT, before, message=message, template="event_cancelled")


@operation(Action.RESCHEDULE_EVENT)
def reschedule(event: Event, *, values: Mapping[str, Any], message: str = "", by: Actor) -> EventChange:
    """Move an event to another time or place; a postponed one is held again.

    ``values`` are columns of WHEN_AND_WHERE. What is timed relative to the start
    (reception, opening, closing, freeze, release of pools) moves along, unless
    ``values`` names it. Raises EndsBeforeStart, EventInPast, NothingChanged, EventOver, EventSettled.
    """
    _not_over(event)
    before = snapshot(event)
    advance(event, Action.RESCHEDULE_EVENT)
    start, was_off = event.starts_at, before["status"] == EventStatus.POSTPONED
    for key in (*WHEN_AND_WHERE, *FOLLOWING):
        if key in values:
            setattr(event, key, values[key])
    _shift(event, event.starts_at - start, given=set(values))
    check(event, is_new=True)
    if snapshot(event) == before:
        raise NothingChanged
    _retime_offers(event, was_off=was_off)
    change = record(event, Action.RESCHEDULE_EVENT, before, message=message, template="event_rescheduled")
    letters.moved_up(seating.promote(event, by, cause=LedgerCause.BY_OFFICE))
    return change


def _stop_offers(event: Event) -> None:
    """Let the offers stand without an end: nobody can decide about a day that is not known."""
    for one in seating.offered(event):
        one.offer_expires_at = None


def _retime_offers(event: Event, *, was_off: bool) -> None:
    """Give stopped offers their whole time again, and let none outlast the time for moving up."""
    for one in seating.offered(event):
        end = one.offer_expires_at
        one.offer_expires_at = seating.offer_end(event) if was_off or end is None else min(end, last_call(event))


def _shift(event: Event, distance: timedelta, *, given: set[str]) -> None:
    """Move what follows the start by the same distance; what opened already stays open."""
    for key in FOLLOWING:
        moment: datetime | None = getattr(event, key)
        if moment is not None and key not in given and (key != "opens_at" or distance < timedelta(0)):
            setattr(event, key, moment + distance)
    for pool in event.pools:
        if pool.release_at is not None and pool.released_at is None:
            pool.release_at += distance


def _need(message: str) -> None:
    if not message.strip():
        raise MissingReason(field="message")


def _not_over(event: Event) -> None:
    """Refuse what comes too late; a day that was never settled, or was called off, can not be over."""
    if event.status == EventStatus.PUBLISHED and not event.is_tentative and now() >= event.ends_at:
        raise EventOver
