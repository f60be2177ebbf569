"""Repair after no-shows and walk-ins: tables of the right size again, with the fewest people moved.

First the numbers: which tables are given up, how many new ones there are and how many people
leave a table that stays, so that nobody moves who need not. Then the names: the same search
as for new tables, in which leaving one's table costs more than every soft rule.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import product
from random import Random

from platform_app.groups import sizes
from platform_app.groups.problem import Room, Table
from platform_app.groups.search import improve, of_size
from platform_app.groups.swapping import Seats
from platform_app.groups.weights import Prices, priced
from platform_app.vocabulary.groups import GROUP_SIZE, LEAST_SIZE, MoveReason

#: What it costs that somebody leaves a table: above every soft rule, below every hard one.
MOVE = 300_000
#: How many choices among equally cheap tables are tried, for few and for many people.
TRIALS = ((40, 6), (200, 3), (10**9, 1))
#: Tables given up of one size where few would do.
MOST_GIVEN_UP = 4


@dataclass(frozen=True)
class Move:
    """One person's way: ``origin`` None was seated nowhere."""

    key: int
    origin: int | None
    target: int
    reason: MoveReason


@dataclass(frozen=True)
class Repair:
    """New places, and who got there how. No places at all: too few people are left."""

    places: dict[int, int]
    moves: tuple[Move, ...]

    @property
    def moved(self) -> int:
        """How many people leave a table that they had."""
        return sum(move.origin is not None for move in self.moves)


@dataclass(frozen=True)
class _Now:
    """A table as it stands: who is left, and how many of them are locked."""

    number: int
    people: int
    locked: int


@dataclass(frozen=True)
class Plan:
    """How many tables are given up by size, how many are new, and how many people that moves."""

    given_up: tuple[tuple[int, int], ...]
    new: int
    moves: int
    unevenness: int

    @property
    def rank(self) -> tuple[int, int, int]:
        """The better plan comes first: fewer moves, then sizes near to four, then fewer new tables."""
        return (self.moves, self.unevenness, self.new)


def repaired(room: Room, present: Mapping[int, int], policy: str, spare: Sequence[int]) -> Repair:
    """Return the cheapest repair.

    ``room`` holds everybody who shall have a place, with all tables as they are; ``present`` the tables
    of those who had one; ``spare`` numbers for new tables.
    """
    least, most = sizes.bounds(len(room.people), policy)
    present = {key: number for key, number in present.items() if key in set(room.keys)}
    tables = [_now(room, table.number, present) for table in room.tables]
    plan = best_plan([table for table in tables if table.people], len(room.people), least, most)
    if plan is None:
        return Repair({}, ())
    best: tuple[int, dict[int, int]] | None = None
    for trial in range(of_size(TRIALS, len(room.people))):
        rng = Random(f"{room.seed}/repair/{trial}")  # noqa: S311 - reproducible on purpose, no secret
        cost, places = _carried_out(room, present, (tables, plan, least, most), list(spare), rng)
        if best is None or cost < best[0]:
            best = (cost, places)
    places = best[1] if best else {}
    return Repair(places, tuple(_moves(places, present, most)))


def _now(room: Room, number: int, present: Mapping[int, int]) -> _Now:
    keys = [key for key, place in present.items() if place == number]
    return _Now(number, len(keys), sum(room.locked.get(key) == number for key in keys))


def best_plan(tables: Sequence[_Now], people: int, least: int, most: int) -> Plan | None:
    """Return the plan that moves the fewest; None when nobody can be seated."""
    if people < least:
        return None
    best: Plan | None = None
    for given_up in _choices(tables):
        kept = _kept(tables, given_up)
        lost = sum(size * count for size, count in given_up)
        if best is not None and lost > best.moves:
            continue
        for new in range(people // least + 1 - len(kept)):
            plan = _judged(kept, Plan(tuple(given_up), new, lost, 0), people, (least, most))
            if plan is not None and (best is None or plan.rank < best.rank):
                best = plan
    return best


def _choices(tables: Sequence[_Now]) -> Iterator[tuple[tuple[int, int], ...]]:
    """Yield how many tables of each size to give up; only those where nobody is locked."""
    counts: dict[int, int] = {}
    for table in tables:
        if not table.locked:
            counts[table.people] = counts.get(table.people, 0) + 1
    found = sorted(counts)
    most = [count if size < LEAST_SIZE else min(count, MOST_GIVEN_UP) for size, count in sorted(counts.items())]
    for numbers in product(*(range(count + 1) for count in most)):
        yield tuple(zip(found, numbers, strict=True))


def _kept(tables: Sequence[_Now], given_up: Sequence[tuple[int, int]]) -> list[_Now]:
    """Return the tables that stay when so many of each size are given up, the first ones of a size going."""
    left, kept = dict(given_up), []
    for table in tables:
        if not table.locked and left.get(table.people, 0):
            left[table.people] -= 1
        else:
            kept.append(table)
    return kept


def _judged(kept: Sequence[_Now], plan: Plan, people: int, bounds: tuple[int, int]) -> Plan | None:
    """Count the moves of a plan; None where the people do not fit its tables."""
    finals = _finals(kept, plan.new, people, bounds)
    if finals is None:
        return None
    pulled = sum(max(0, table.people - size) for table, size in zip(kept, finals, strict=False))
    unevenness = sum(abs(size - GROUP_SIZE) for size in finals)
    return replace(plan, moves=plan.moves + pulled, unevenness=unevenness)


def _finals(kept: Sequence[_Now], new: int, people: int, bounds: tuple[int, int]) -> list[int] | None:
    """Return the sizes at the end, of the kept tables and the new ones; None where that can not be."""
    least, most = bounds
    floors = [max(least, table.locked) for table in kept] + [least] * new
    tops = [max(most, table.locked) for table in kept] + [most] * new
    finals = [
        min(max(table.people, floor), top) for table, floor, top in zip(kept, floors, tops, strict=False)
    ] + [least] * new  # fmt: skip
    if not sum(floors) <= people <= sum(tops) or not finals:
        return None
    missing = people - sum(finals)
    for step in (1, -1):
        while missing * step > 0:
            open_ones = [
                number
                for number, size in enumerate(finals)
                if (size < tops[number] if step > 0 else size > floors[number])
            ]
            chosen = min(open_ones, key=lambda number: (finals[number] * step, number))
            finals[chosen] += step
            missing -= step
    return finals


def _carried_out(
    room: Room,
    present: Mapping[int, int],
    known: tuple[Sequence[_Now], Plan, int, int],
    spare: list[int],
    rng: Random,
) -> tuple[int, dict[int, int]]:
    """Seat everybody by a plan, and let the search choose who moves; return the cost and the places."""
    tables, plan, least, most = known
    shuffled = [table for table in tables if table.people]
    rng.shuffle(shuffled)
    kept = sorted(_kept(shuffled, plan.given_up), key=lambda table: (-table.people, rng.random()))
    finals = _finals(kept, plan.new, len(room.people), (least, most)) or []
    numbers = [table.number for table in kept]
    emptied = [table.number for table in tables if table.number not in numbers and not table.people]
    numbers += (emptied + spare)[: plan.new]
    accessible = {table.number for table in room.tables if table.is_accessible}
    new_tables = tuple(Table(number, size, number in accessible) for number, size in zip(numbers, finals, strict=True))
    whole = replace(room, tables=new_tables, locked=_still_locked(room, numbers))
    places = _first_places(whole, present, rng)
    chairs = [place for place, table in enumerate(new_tables) for _ in range(max(most, table.size) - table.size)]
    prices = _with_homes(whole, present).with_chairs(len(chairs), least)
    fixed = frozenset(index for index, person in enumerate(whole.people) if person.key in whole.locked)
    found, cost = improve(Seats(prices, places + chairs, len(numbers), fixed), rng)
    return cost, {key: numbers[place] for key, place in zip(whole.keys, found, strict=False)}


def _with_homes(room: Room, present: Mapping[int, int]) -> Prices:
    """Price a room so that it costs to leave a table that stays."""
    prices, order = priced(room), [table.number for table in room.tables]
    for index, person in enumerate(room.people):
        if present.get(person.key) in order:
            home, old = order.index(present[person.key]), prices.alone.get(index, [0] * len(order))
            prices.alone[index] = [cost + MOVE * (place != home) for place, cost in enumerate(old)]
    return prices


def _still_locked(room: Room, numbers: Sequence[int]) -> dict[int, int]:
    return {key: number for key, number in room.locked.items() if number in numbers and key in set(room.keys)}


def _first_places(room: Room, present: Mapping[int, int], rng: Random) -> list[int]:
    """Leave everybody where they are as far as the sizes allow, and put the others on what is left."""
    order = {table.number: place for place, table in enumerate(room.tables)}
    left = [table.size for table in room.tables]
    keys = list(room.keys)
    rng.shuffle(keys)
    keys.sort(key=lambda key: key not in room.locked)
    places: dict[int, int] = {}
    for key in keys:
        place = order.get(present.get(key, -1))
        if place is not None and left[place]:
            places[key], left[place] = place, left[place] - 1
    open_places = [place for place, count in enumerate(left) for _ in range(count)]
    places.update(zip((key for key in keys if key not in places), open_places, strict=True))
    return [places[key] for key in room.keys]


def _moves(places: Mapping[int, int], present: Mapping[int, int], most: int) -> Iterator[Move]:
    """Yield everybody who gets another place than before, with the reason."""
    before, after = _sizes(present), _sizes(places)
    for key in sorted(places):
        origin, target = present.get(key), places[key]
        if origin == target:
            continue
        if origin is None:
            reason = MoveReason.WALK_IN
        elif origin not in after:
            reason = MoveReason.TOO_SMALL
        elif before[origin] > most:
            reason = MoveReason.TOO_LARGE
        else:
            reason = MoveReason.FILLS if after[origin] < before[origin] else MoveReason.RULE
        yield Move(key, origin, target, reason)


def _sizes(places: Mapping[int, int]) -> dict[int, int]:
    found: dict[int, int] = {}
    for number in places.values():
        found[number] = found.get(number, 0) + 1
    return found
