"""Counting places: how many are held, how many wait, and whether one can register."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.events.tallies import Tally, tallies
from platform_app.vocabulary.events import (
    HOLDING,
    EventAudience,
    EventStatus,
    Reception,
    RegistrationStatus,
    SeatPool,
)

#: Places at or below this share of the whole are few.
FEW_SHARE = 0.2


def held_by_pool(event_ids: Iterable[int]) -> dict[int, int]:
    """Count the people who hold places, by pool."""
    return _held(tallies(event_ids))


def _held(counted: Mapping[int, Tally]) -> dict[int, int]:
    held: Counter[int] = Counter()
    for found in counted.values():
        for part in found.people:
            if part.pool_id is not None and part.status in HOLDING:
                held[part.pool_id] += part.number
    return dict(held)


def people_by_status(event_ids: Iterable[int]) -> dict[tuple[int, str], int]:
    """Count the people registered, by event and status."""
    counted: Counter[tuple[int, str]] = Counter()
    for event_id, found in tallies(event_ids).items():
        for part in found.people:
            counted[event_id, part.status] += part.number
    return dict(counted)


def _waiting(counted: Mapping[int, Tally]) -> dict[tuple[int, str], int]:
    """Count the people who wait, by event and way of attending."""
    waiting: Counter[tuple[int, str]] = Counter()
    for event_id, found in counted.items():
        for part in found.people:
            if part.status == RegistrationStatus.WAITING:
                waiting[event_id, part.attending] += part.number
    return dict(waiting)


@dataclass(frozen=True)
class Figures:
    """Places of one event.

    ``capacity`` and ``free`` None are without limit; ``by_pool`` are the people who hold
    places of each pool; ``free`` counts the places that a
    newcomer would get at once: none where somebody waits for the same way of attending;
    ``free_by_way`` says it for every way of attending.
    """

    capacity: int | None
    held: int
    waiting: int
    free: int | None
    reception: Reception
    by_pool: Mapping[int, int] = field(default_factory=dict)
    free_by_way: Mapping[str, int | None] = field(default_factory=dict)


def figures(rows: Sequence[Event]) -> dict[int, Figures]:
    """Return the places of several events."""
    counted = tallies(row.id for row in rows)
    held, waiting = _held(counted), _waiting(counted)
    return {row.id: _figures(row, held, waiting) for row in rows}


def _figures(row: Event, held: Mapping[int, int], waiting: Mapping[tuple[int, str], int]) -> Figures:
    open_pools = [pool for pool in row.pools if pool.capacity != 0]
    is_endless = any(pool.capacity is None for pool in open_pools)
    capacity = None if is_endless or not open_pools else sum(pool.capacity or 0 for pool in open_pools)
    by_way = _free_by_way(row, held, waiting)
    free = None if None in by_way.values() else sum(left or 0 for left in by_way.values())
    waits = sum(count for (event_id, _way), count in waiting.items() if event_id == row.id)
    by_pool = {pool.id: held.get(pool.id, 0) for pool in row.pools}
    return Figures(capacity, sum(by_pool.values()), waits, free, reception(row, capacity, free), by_pool, by_way)


def _free_by_way(row: Event, held: Mapping[int, int], waiting: Mapping[tuple[int, str], int]) -> dict[str, int | None]:
    """Return the places that are open to those whom the event is for, by way of attending; None is without limit."""
    groups = {
        SeatPool.GENERAL.value,
        SeatPool.MEMBERS.value if row.audience == EventAudience.MEMBERS else SeatPool.PUBLIC.value,
    }
    left: dict[str, int | None] = {}
    for pool in row.pools:
        # What comes free in a pool that was released is for everybody.
        if pool.capacity == 0 or (pool.kept_for not in groups and not pool.released_at):
            continue
        before = left.setdefault(pool.attending, 0)
        if waiting.get((row.id, pool.attending)) or before is None:
            continue
        left[pool.attending] = None if pool.capacity is None else before + max(pool.capacity - held.get(pool.id, 0), 0)
    return left


def closing_of(event: Event) -> datetime:
    """Return when the event takes nobody any more: its closing, at the latest its start."""
    return min(event.closes_at or event.starts_at, event.starts_at)


def reception(row: Event, capacity: int | None, free: int | None) -> Reception:
    """Say whether one can register now."""
    moment = now()
    standing = (
        (row.status == EventStatus.CANCELLED, Reception.CANCELLED),
        (row.status == EventStatus.POSTPONED, Reception.POSTPONED),
        (moment >= row.ends_at, Reception.ENDED),
        (not row.pools, Reception.NONE),
        (row.opens_at is not None and moment < row.opens_at, Reception.NOT_YET),
        (moment >= closing_of(row), Reception.CLOSED),
        (free is None, Reception.OPEN),
        (free == 0, Reception.FULL),
        (capacity is not None and (free or 0) <= capacity * FEW_SHARE, Reception.FEW),
    )
    return next((answer for is_so, answer in standing if is_so), Reception.OPEN)
