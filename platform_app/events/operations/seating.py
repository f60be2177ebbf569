"""Places: who gets one, who waits, who moves up. One module decides, whoever asks.

Every function here runs inside an operation whose subject is the event, so the
event's row is locked before anything is counted. Counts are derived from the rows,
never stored. Each decision about a registration leaves a line in the ledger.
"""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.events.models import Event, Pool
from platform_app.events.registration_models import LedgerEntry, Participant, Registration
from platform_app.events.telling_hours import last_call, told_at
from platform_app.events.workflow import move
from platform_app.extensions import db
from platform_app.vocabulary.events import (
    HOLDING,
    EventStatus,
    LedgerCause,
    LedgerDecision,
    LedgerReason,
    PartyPolicy,
    RegistrationStatus,
    SeatPool,
    Selection,
)

#: Which pools a registration of a class may be seated from, in this order.
OPEN_TO: dict[str, tuple[SeatPool, ...]] = {
    SeatPool.MEMBERS: (SeatPool.MEMBERS, SeatPool.GENERAL),
    SeatPool.PUBLIC: (SeatPool.PUBLIC, SeatPool.GENERAL),
    SeatPool.RESERVED: (SeatPool.RESERVED, SeatPool.GENERAL),
}


#: Where those stand who were in no draw: behind those who were.
UNDRAWN = 10**9
#: The order of a waiting list: by lot where lots were drawn, then by arrival, never by typing.
WAITING_ORDER = (func.coalesce(Registration.draw_rank, UNDRAWN), Registration.arrived_at, Registration.id)


def held(pool: Pool) -> int:
    """Count the people who hold a place of a pool."""
    return (
        db.session.scalar(
            select(func.count())
            .select_from(Participant)
            .join(Registration, Registration.id == Participant.registration_id)
            .where(
                Registration.pool_id == pool.id,
                Registration.status.in_([status.value for status in HOLDING]),
                Participant.is_active,
            )
        )
        or 0
    )


def size_of(registration: Registration) -> int:
    """Count the people of a registration."""
    return sum(1 for person in registration.participants if person.is_active)


def free(pool: Pool) -> int | None:
    """Return how many places are left, None when the pool has no limit; never below 0 in what is given."""
    return None if pool.capacity is None else max(pool.capacity - held(pool), 0)


def pools_for(event: Event, registration: Registration) -> list[Pool]:
    """Return the pools a registration may be seated from, in order."""
    wanted = OPEN_TO[registration.seat_class]
    mine = [pool for pool in event.pools if pool.attending == registration.attending and kept_for(pool) in wanted]
    return sorted(mine, key=lambda pool: (wanted.index(kept_for(pool)), pool.position, pool.id))


def kept_for(pool: Pool) -> SeatPool:
    """Return for whom a pool is kept now: once released, what comes free in it is for everybody."""
    return SeatPool.GENERAL if pool.released_at else SeatPool(pool.kept_for)


def classes_of(pool: Pool) -> list[str]:
    """Return the classes of registrations that may be seated from a pool."""
    return [str(seat_class) for seat_class, pools in OPEN_TO.items() if kept_for(pool) in pools]


def queue(event: Event, pool: Pool) -> Sequence[Registration]:
    """Return who waits for a pool, first come first: by arrival, not by typing."""
    return db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.status == RegistrationStatus.WAITING.value,
            Registration.attending == pool.attending,
            Registration.seat_class.in_(classes_of(pool)),
        )
        .options(selectinload(Registration.participants))
        .order_by(*WAITING_ORDER)
    ).all()


def somebody_waits(event: Event, pool: Pool) -> bool:
    """Whether anybody waits for a pool: then it is full, however many places are free."""
    return (
        db.session.scalar(
            select(Registration.id)
            .where(
                Registration.event_id == event.id,
                Registration.status == RegistrationStatus.WAITING.value,
                Registration.attending == pool.attending,
                Registration.seat_class.in_(classes_of(pool)),
            )
            .limit(1)
        )
        is not None
    )


def occupy(event: Event, registration: Registration, by: Actor, *, cause: LedgerCause) -> RegistrationStatus:
    """Seat a newcomer, or put it on the waiting list; the only way a newcomer gets a place."""
    size, reason = size_of(registration), LedgerReason.FULL
    for pool in pools_for(event, registration):
        if somebody_waits(event, pool):
            reason = LedgerReason.OTHERS_WAIT
            continue
        left = free(pool)
        if left is None or size <= left:
            registration.pool_id = pool.id
            move(registration, "confirm")
            note(registration, cause, LedgerDecision.CONFIRMED, LedgerReason.SEAT_FREE, by, left)
            return RegistrationStatus.CONFIRMED
        reason = LedgerReason.FULL if left == 0 else LedgerReason.PARTY_TOO_LARGE
    move(registration, "wait")
    note(registration, cause, LedgerDecision.WAITS, reason, by, 0)
    _raise_conflict(event, registration, by)
    return RegistrationStatus.WAITING


def _raise_conflict(event: Event, registration: Registration, by: Actor) -> None:
    """Tell the office when somebody who arrived later already holds a place, where arrival decides."""
    if event.selection != Selection.FIRST_COME or registration.arrived_at >= registration.recorded_at:
        return
    pools = [pool.id for pool in pools_for(event, registration)]
    later = db.session.scalar(
        select(Registration.id)
        .where(
            Registration.pool_id.in_(pools),
            Registration.status.in_([status.value for status in HOLDING]),
            Registration.arrived_at > registration.arrived_at,
        )
        .limit(1)
    )
    if later is not None:
        registration.has_conflict = True
        note(registration, LedgerCause.LATE_ENTRY, LedgerDecision.CONFLICT, LedgerReason.ARRIVED_EARLIER, by, 0)


def is_frozen(event: Event, at: datetime) -> bool:
    """Whether nobody is promoted any more: after the freeze time, or the start, or when it is not held."""
    return event.status != EventStatus.PUBLISHED or at >= last_call(event)


def offer_end(event: Event) -> datetime:
    """Return how long an offer stands that is made now: counted from when it can be read, not through the night."""
    return min(told_at(event) + timedelta(hours=event.offer_hours), last_call(event))


def offered(event: Event) -> Sequence[Registration]:
    """Return the offers of an event that wait for an answer, in order of arrival."""
    return db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.OFFERED.value)
        .order_by(Registration.arrived_at, Registration.id)
    ).all()


def promote(event: Event, by: Actor, *, cause: LedgerCause) -> list[Registration]:
    """Give freed places to those who wait, in order; return who moved up.

    Called on every cause: cancellation, fewer people, more capacity, expiry,
    decline, release of a pool. Never gives more than is free, never after the freeze.
    """
    db.session.flush()
    moved: list[Registration] = []
    frozen = is_frozen(event, now())
    for pool in event.pools:
        moved += _fill(event, pool, by, cause, frozen=frozen)
    return moved


def _fill(event: Event, pool: Pool, by: Actor, cause: LedgerCause, *, frozen: bool) -> list[Registration]:
    """Fill one pool from its queue."""
    left, moved = free(pool), []
    if left == 0:
        return []
    for registration in queue(event, pool):
        if left == 0:
            break
        if frozen:
            note(registration, cause, LedgerDecision.STOPPED, LedgerReason.FROZEN, by, left)
            break
        size = size_of(registration)
        if left is not None and size > left:
            note(registration, cause, LedgerDecision.PASSED_OVER, LedgerReason.PARTY_TOO_LARGE, by, left)
            if event.party_policy == PartyPolicy.WAIT:
                break
            continue
        _move_up(event, registration, pool, by, cause, left)
        moved.append(registration)
        left = None if left is None else left - size
    db.session.flush()
    return moved


def _move_up(  # noqa: PLR0913, PLR0917
    event: Event, registration: Registration, pool: Pool, by: Actor, cause: LedgerCause, left: int | None
) -> None:
    """Give a waiting registration its places: at once, or as an offer with an end."""
    registration.pool_id, registration.has_conflict = pool.id, False
    if event.offer_hours:
        move(registration, "offer")
        registration.offer_expires_at = offer_end(event)
        note(registration, cause, LedgerDecision.OFFERED, LedgerReason.SEAT_FREE, by, left)
    else:
        move(registration, "confirm")
        note(registration, cause, LedgerDecision.PROMOTED, LedgerReason.SEAT_FREE, by, left)


def note(  # noqa: PLR0913, PLR0917
    registration: Registration,
    cause: LedgerCause,
    decision: LedgerDecision,
    reason: LedgerReason,
    by: Actor,
    left: int | None,
) -> None:
    """Write one line of the ledger."""
    db.session.add(
        LedgerEntry(
            event_id=registration.event_id,
            registration=registration,
            cause=cause.value,
            decision=decision.value,
            reason=reason.value,
            free=left,
            size=size_of(registration),
            actor_label=by.label,
        )
    )


def ends(registration: Registration, step: str) -> None:
    """End a registration's claim: its places are free from here on.

    Its line of the ledger is written before, while its people still count.
    """
    move(registration, step)
    registration.pool_id, registration.offer_expires_at = None, None
    registration.ended_at = now()
    registration.has_conflict = False
    for person in registration.participants:
        person.is_active = False


def position(registration: Registration) -> int | None:
    """Return the place on the waiting list (1 is next) among those who wait for the same places."""
    if registration.status != RegistrationStatus.WAITING:
        return None
    lot = func.coalesce(Registration.draw_rank, UNDRAWN)
    mine = registration.draw_rank or UNDRAWN
    earlier = Registration.arrived_at < registration.arrived_at
    same_moment = (Registration.arrived_at == registration.arrived_at) & (Registration.id <= registration.id)
    same = select(func.count()).where(
        Registration.event_id == registration.event_id,
        Registration.status == RegistrationStatus.WAITING.value,
        Registration.attending == registration.attending,
        Registration.seat_class.in_(_rivals(registration)),
        (lot < mine) | ((lot == mine) & (earlier | same_moment)),
    )
    return db.session.scalar(same)


def positions(event_id: int) -> dict[int, int]:
    """Return the places of all who wait for an event, by registration, in one statement."""
    rows = db.session.execute(
        select(Registration.id, Registration.attending, Registration.seat_class)
        .where(Registration.event_id == event_id, Registration.status == RegistrationStatus.WAITING.value)
        .order_by(*WAITING_ORDER)
    )
    seen: Counter[tuple[str, str]] = Counter()
    found: dict[int, int] = {}
    for key, attending, seat_class in rows:
        seen[attending, seat_class] += 1
        found[key] = sum(seen[attending, rival] for rival in _rivals_of(seat_class))
    return found


def _rivals(registration: Registration) -> list[str]:
    """Classes that wait for a pool this registration waits for, too."""
    return _rivals_of(registration.seat_class)


def _rivals_of(seat_class: str) -> list[str]:
    mine = set(OPEN_TO[seat_class])
    return [str(other) for other, pools in OPEN_TO.items() if mine & set(pools)]
