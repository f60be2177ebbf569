"""Choosing who takes part: drawing lots, admitting and refusing, and settling who came first."""

import hashlib
from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.events import letters
from platform_app.events import registration_queries as queries
from platform_app.events.errors import RegistrationSettled
from platform_app.events.message_models import Draw
from platform_app.events.models import Event
from platform_app.events.operations import seating
from platform_app.events.operations.registering import own
from platform_app.events.registration_models import Registration
from platform_app.events.workflow import move
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import (
    EventStatus,
    LedgerCause,
    LedgerDecision,
    LedgerReason,
    RegistrationStatus,
    Selection,
)


def lot(seed: str, number: str) -> str:
    """Return the lot of one receipt number: SHA-256 of "seed:number", the lowest drawn first.

    Whoever has the seed and the list can draw again with any tool that knows SHA-256.
    """
    return hashlib.sha256(f"{seed}:{number}".encode()).hexdigest()


def order_of(seed: str, numbers: Sequence[str]) -> list[str]:
    """Return receipt numbers in the order in which their lots are drawn."""
    return sorted(numbers, key=lambda number: (lot(seed, number), number))


@operation(Action.DRAW_LOTS)
def draw(event: Event, *, seed: str, by: Actor) -> Draw:
    """Draw once: places go out in the order of the lots, the others wait in that order.

    A waiting list is by arrival, so a loser's place on it is written as one:
    ``draw_rank`` orders before the hour of arrival. Raises RegistrationSettled for an
    event that draws no lots, was drawn already, or is not held.
    """
    if event.selection != Selection.LOTTERY or event.drawn_at is not None or event.status != EventStatus.PUBLISHED:
        raise RegistrationSettled
    by_number = {one.number: one for one in queries.selected(event.id, [RegistrationStatus.PENDING.value])}
    drawn = [by_number[number] for number in order_of(seed, list(by_number))]
    for rank, one in enumerate(drawn, start=1):
        one.draw_rank = rank
        seating.occupy(event, one, by, cause=LedgerCause.DRAWN)
    letters.moved_up(
        one for one in seating.promote(event, by, cause=LedgerCause.DRAWN) if one.status == RegistrationStatus.OFFERED
    )
    for one in drawn:
        if one.status != RegistrationStatus.OFFERED:
            letters.chosen(one)
    event.lottery_seed, event.drawn_at = seed, now()
    result = Draw(event_id=event.id, seed=seed, entries=[_entry(one) for one in drawn], drawn_by_label=by.label)
    db.session.add(result)
    return result


def draw_of(event_id: int) -> Draw | None:
    """Return the draw of an event, if lots were drawn."""
    return db.session.scalar(select(Draw).where(Draw.event_id == event_id))


def _entry(one: Registration) -> dict[str, Any]:
    return {
        "rank": one.draw_rank,
        "number": one.number,
        "size": seating.size_of(one),
        "attending": one.attending,
        "seat_class": one.seat_class,
        "outcome": one.status,
    }


@operation(Action.ADMIT)
def admit(event: Event, *, registration_id: int, by: Actor) -> Registration:
    """承認: give a pending registration its place, or its number on the waiting list."""
    registration = _pending(event, registration_id, by)
    seating.occupy(event, registration, by, cause=LedgerCause.APPROVED)
    letters.chosen(registration)
    return registration


@operation(Action.REFUSE)
def refuse(event: Event, *, registration_id: int, by: Actor) -> Registration:
    """見送り: end a registration that is pending or waits; who waits behind it may move up."""
    registration = own(event, registration_id, by)
    seating.note(registration, LedgerCause.APPROVED, LedgerDecision.REFUSED, LedgerReason.SELECTION, by, None)
    seating.ends(registration, "refuse")
    letters.chosen(registration)
    letters.moved_up(seating.promote(event, by, cause=LedgerCause.BY_OFFICE))
    return registration


def _pending(event: Event, registration_id: int, by: Actor) -> Registration:
    found = own(event, registration_id, by)
    if found.status != RegistrationStatus.PENDING or event.selection != Selection.APPROVAL:
        raise RegistrationSettled
    return found


@operation(Action.SETTLE_CONFLICT)
def settle_conflict(
    event: Event, *, registration_id: int, displaced_ids: Sequence[int] = (), by: Actor
) -> Registration:
    """Decide about a registration that arrived before somebody who holds a place.

    Without ``displaced_ids`` it waits on, by the office's decision. Otherwise those
    go back to the waiting list, each told why, and places go out again in order of
    arrival. Raises RegistrationSettled when one of them did not arrive later or holds no place.
    """
    registration = own(event, registration_id, by)
    if not registration.has_conflict:
        raise RegistrationSettled
    later = {one.id: one for one in queries.rivals_of(registration)}
    if not set(displaced_ids) <= set(later):
        raise RegistrationSettled
    displaced = [later[key] for key in displaced_ids]
    for one in displaced:
        _move_back(one, by)
    registration.has_conflict = False
    seating.note(registration, LedgerCause.BY_OFFICE, LedgerDecision.WAITS, LedgerReason.ARRIVED_EARLIER, by, None)
    letters.moved_up(one for one in seating.promote(event, by, cause=LedgerCause.LATE_ENTRY) if one not in displaced)
    for one in displaced:
        if one.status == RegistrationStatus.WAITING:
            letters.moved_back(one)
    return registration


def _move_back(one: Registration, by: Actor) -> None:
    """Take the places of one registration back; it waits at the place of its arrival."""
    move(one, "wait")
    one.pool_id, one.offer_expires_at = None, None
    seating.note(one, LedgerCause.LATE_ENTRY, LedgerDecision.WAITS, LedgerReason.ARRIVED_EARLIER, by, None)
