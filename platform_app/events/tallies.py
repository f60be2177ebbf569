"""How many people and registrations an event has: counted, and remembered until somebody comes, goes or is moved.

Nothing is stored. Every decision about a registration leaves a line in the ledger and
every newcomer a participant, so the newest of both tell whether a count still holds.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import current_app
from sqlalchemy import bindparam, func, select

from platform_app.events.models import Event
from platform_app.events.registration_models import LedgerEntry, Participant, Registration
from platform_app.extensions import db

#: Events of which one process remembers the counts.
MOST = 500


@dataclass(frozen=True)
class People:
    """So many people of one pool (None while they hold no place), way of attending, class and status."""

    pool_id: int | None
    attending: str
    seat_class: str
    status: str
    number: int


@dataclass(frozen=True)
class Sheets:
    """So many registrations of one status, way of attending and channel, in conflict or not."""

    status: str
    attending: str
    channel: str
    has_conflict: bool
    number: int


@dataclass(frozen=True)
class Tally:
    """The counts of one event."""

    people: tuple[People, ...] = ()
    sheets: tuple[Sheets, ...] = ()


_known: dict[tuple[Any, ...], Tally] = {}


def tally(event_id: int) -> Tally:
    """Return the counts of one event."""
    return tallies([event_id])[event_id]


def tallies(event_ids: Iterable[int]) -> dict[int, Tally]:
    """Return the counts of several events: one statement when all are remembered, else three however many."""
    wanted = list(event_ids)
    keys = _keys(wanted)
    missing = [event_id for event_id in wanted if keys.get(event_id) not in _known]
    counted = _count(missing) if missing else {}
    found = {key: counted[key] if key in counted else _known[keys[key]] for key in wanted}
    if len(_known) + len(counted) > MOST:
        _known.clear()
    _known.update({keys[event_id]: one for event_id, one in counted.items() if event_id in keys})
    return found


def forget_tallies() -> None:
    """Forget what was counted: the database has been replaced by another (a restore, a test)."""
    _known.clear()


def _keys(event_ids: list[int]) -> dict[int, tuple[Any, ...]]:
    """Return what differs whenever the counts of an event may; all by index, however many are registered."""
    place = current_app.config["SQLALCHEMY_DATABASE_URI"]
    return {row[0]: (place, *row) for row in db.session.execute(_NEWEST, {"wanted": event_ids})}


#: The newest line of the ledger and the newest person of each event. The hour of the line as well:
#: after a transaction that came to nothing, its number may be given again.
_NEWEST = select(
    Event.id,
    select(func.max(LedgerEntry.id)).where(LedgerEntry.event_id == Event.id).scalar_subquery(),
    select(LedgerEntry.at)
    .where(LedgerEntry.event_id == Event.id)
    .order_by(LedgerEntry.id.desc())
    .limit(1)
    .scalar_subquery(),
    select(func.max(Participant.id)).where(Participant.event_id == Event.id).scalar_subquery(),
).where(Event.id.in_(bindparam("wanted", expanding=True)))


def _count(event_ids: list[int]) -> dict[int, Tally]:
    people: dict[int, list[People]] = {event_id: [] for event_id in event_ids}
    sheets: dict[int, list[Sheets]] = {event_id: [] for event_id in event_ids}
    by_place = (Registration.pool_id, Registration.attending, Registration.seat_class, Registration.status)
    statement = (
        select(Registration.event_id, *by_place, func.count())
        .join(Participant, Participant.registration_id == Registration.id)
        .where(Registration.event_id.in_(event_ids), Participant.is_active)
        .group_by(Registration.event_id, *by_place)
    )
    for event_id, pool_id, attending, seat_class, status, number in db.session.execute(statement):
        people[event_id].append(People(pool_id, attending, seat_class, status, number))
    by_kind = (Registration.status, Registration.attending, Registration.channel, Registration.has_conflict)
    kinds = (
        select(Registration.event_id, *by_kind, func.count())
        .where(Registration.event_id.in_(event_ids))
        .group_by(Registration.event_id, *by_kind)
    )
    for event_id, status, attending, channel, has_conflict, number in db.session.execute(kinds):
        sheets[event_id].append(Sheets(status, attending, channel, has_conflict, number))
    return {event_id: Tally(tuple(people[event_id]), tuple(sheets[event_id])) for event_id in event_ids}
