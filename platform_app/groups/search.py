"""The search for tables: swaps of two people with a short memory, from a seed.

No clock and no ``hash()`` takes part in a decision: equal people, rules and seed give equal tables
on every machine, in whatever order the people were handed in.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from platform_app.groups.problem import Room
from platform_app.groups.swapping import NEVER, Seats
from platform_app.groups.weights import Prices, priced

#: For how many steps somebody who moved stays where they are, at least and at most.
TENURE = (3, 9)
#: Up to so many people every swap is looked at in every step; above, only those of some people.
SMALL, LOOKED_AT = 40, 12
#: Steps without an improvement after which a search ends, for few and for many people.
PATIENCE = ((40, 120), (200, 600), (10**9, 600))
#: How often the search begins anew.
STARTS = ((40, 3), (200, 2), (10**9, 1))


@dataclass(frozen=True)
class Seating:
    """A table's number for every key, and what it costs in all."""

    places: dict[int, int]
    cost: int


def seat(room: Room, *, start: Mapping[int, int] | None = None) -> Seating:
    """Seat everybody once, at tables of the sizes given; locked people stay. ``start`` is where to begin from."""
    if not room.people:
        return Seating({}, 0)
    prices, best = priced(room), None
    for number in range(1 if start else of_size(STARTS, len(room.people))):
        rng = Random(f"{room.seed}/{number}")  # noqa: S311 - reproducible on purpose, no secret
        found = _seated(room, prices, rng, start)
        if best is None or found.cost < best.cost:
            best = found
    return best or Seating({}, 0)


def of_size(steps: Sequence[tuple[int, int]], people: int) -> int:
    """Return the value for so many people."""
    return next(value for most, value in steps if people <= most)


def _seated(room: Room, prices: Prices, rng: Random, start: Mapping[int, int] | None) -> Seating:
    order = {table.number: number for number, table in enumerate(room.tables)}
    places = [order[start[person.key]] for person in room.people] if start else scattered(room, rng)
    fixed = frozenset(number for number, person in enumerate(room.people) if person.key in room.locked)
    improved, cost = improve(Seats(prices, places, len(room.tables), fixed), rng)
    numbers = [table.number for table in room.tables]
    return Seating({key: numbers[place] for key, place in zip(room.keys, improved, strict=True)}, cost)


def scattered(room: Room, rng: Random) -> list[int]:
    """Return a place for everybody by lot, the locked ones at their tables."""
    order = {table.number: number for number, table in enumerate(room.tables)}
    left = [table.size for table in room.tables]
    places = {person.key: order[room.locked[person.key]] for person in room.people if person.key in room.locked}
    for place in places.values():
        left[place] -= 1
    open_places = [place for place, count in enumerate(left) for _ in range(count)]
    others = [key for key in room.keys if key not in places]
    rng.shuffle(others)
    places.update(zip(others, open_places, strict=True))
    return [places[key] for key in room.keys]


def improve(seats: Seats, rng: Random) -> tuple[list[int], int]:
    """Descend, then search with a short memory until nothing has improved for long; return the best places."""
    if not seats.free:
        return list(seats.place), seats.cost
    _descend(seats, rng)
    patience = of_size(PATIENCE, seats.people)
    banned = [0] * seats.people
    best, cost = list(seats.place), seats.cost
    present, since, now = cost, 0, 0
    while since < patience and cost > seats.prices.least:
        now += 1
        since += 1
        change, one, other = _best_swap(seats, rng, banned, now, cost - present)
        if one < 0:
            continue
        seats.swap(one, other)
        banned[one], banned[other] = now + rng.randint(*TENURE), now + rng.randint(*TENURE)
        present += change
        if present < cost:
            best, cost, since = list(seats.place), present, 0
    return best, cost


def _descend(seats: Seats, rng: Random) -> None:
    """Take the best swap of one person after the other until nobody gains."""
    order, unbanned = list(seats.free), [0] * seats.people
    has_moved = True
    while has_moved:
        has_moved = False
        rng.shuffle(order)
        for one in order:
            change, other = seats.best_partner(one, unbanned, 0, NEVER)
            if change < 0:
                seats.swap(one, other)
                has_moved = True


def _best_swap(seats: Seats, rng: Random, banned: Sequence[int], now: int, needed: int) -> tuple[int, int, int]:
    """Return the change of the best swap and the two who swap; -1 when nobody may."""
    candidates = seats.free if seats.people <= SMALL else _looked_at(seats, rng)
    best = (NEVER, -1, -1)
    for one in candidates:
        is_banned = banned[one] > now
        change, other = seats.best_partner(one, banned, now, needed)
        if change < best[0] and other >= 0 and (not is_banned or change < needed):
            best = (change, one, other)
    return best


def _looked_at(seats: Seats, rng: Random) -> list[int]:
    """Return some people: half of them by lot, half the dearest of a larger lot."""
    half = LOOKED_AT // 2
    drawn = rng.sample(seats.free, min(len(seats.free), LOOKED_AT * 3))
    dear = sorted(drawn[half:], key=lambda number: (-seats.own[number], number))[:half]
    return drawn[:half] + dear
