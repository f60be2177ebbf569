"""A proof that no grouping has fewer repeated meetings: all possible tables, prices for people, and what is left.

Every person gets a price such that no table's people together are priced above the table's
repeated meetings; then the sum of all prices is a lower bound (weak duality). A table whose
own cost exceeds its people's prices by more than the gap can be in no better grouping; the
few tables that remain are searched through to the end, or the proof is given up.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from platform_app.groups.problem import Pair, Room, pair

#: Prices are whole numbers of this fraction, which tables of 3, 4 and 5 divide.
SCALE = 60
#: Rounds of raising prices, and steps of the search that follows.
ROUNDS, MOST_STEPS = 12, 8_000


@dataclass(frozen=True)
class MetBound:
    """How few who met before can share a table; ``better`` are places that were found to reach less."""

    least: int
    better: Mapping[int, int] | None = None


class _GivenUp(Exception):
    """The steps are used up."""


@dataclass(frozen=True)
class _Table:
    """A possible table: its people as bits and by index, and its cost."""

    bits: int
    people: tuple[int, ...]
    cost: int


class Prover:
    """Proves how few pairs that met can share a table, or finds fewer."""

    def __init__(self, room: Room, barred: set[Pair], least: int) -> None:
        """Take a room, the pairs that may share no table, and a bound that is known already."""
        self.room, self.least, keys = room, least, room.keys
        self.count, self.steps = len(keys), 0
        self.met = [[int(one != other and pair(one, other) in room.met) for other in keys] for one in keys]
        self.free = [[one != other and pair(one, other) not in barred for other in keys] for one in keys]
        self.sizes: dict[int, int] = {}
        for table in room.tables:
            self.sizes[table.size] = self.sizes.get(table.size, 0) + 1

    def settle(self, found: int) -> MetBound:
        """Lower ``found`` until nothing lower exists (proven), or the steps are used up (not proven)."""
        tables = [table for size in sorted(self.sizes) for table in self._possible(size)]
        prices = _raised(tables, self.count)
        least = max(self.least, -(-sum(prices) // SCALE))
        better: Mapping[int, int] | None = None
        try:
            while found > least:
                self.steps = 0
                chosen = self._search(tables, prices, found - 1)
                if chosen is None:
                    return MetBound(found, better)
                found, better = sum(table.cost for table in chosen), self._places(chosen)
        except _GivenUp:
            return MetBound(min(least, found), better)
        return MetBound(min(least, found), better)

    def _possible(self, size: int) -> list[_Table]:
        """Return every table of a size whose people may sit together."""
        found: list[_Table] = []
        self._grow((), list(range(self.count)), 0, size, found)
        return found

    def _grow(self, people: tuple[int, ...], others: Sequence[int], cost: int, size: int, found: list[_Table]) -> None:
        if len(people) == size:
            found.append(_Table(sum(1 << one for one in people), people, cost))
            return
        for number, one in enumerate(others):
            met, free = self.met[one], self.free[one]
            rest = [other for other in others[number + 1 :] if free[other]]
            self._grow((*people, one), rest, cost + sum(met[other] for other in people), size, found)

    def _search(self, tables: Sequence[_Table], prices: Sequence[int], budget: int) -> list[_Table] | None:
        """Return tables that seat everybody once within the budget; None when there are none."""
        gap = budget * SCALE - sum(prices)
        over = [(table.cost * SCALE - sum(prices[one] for one in table.people), table) for table in tables]
        usable = sorted(((more, table) for more, table in over if more <= gap), key=lambda item: item[0])
        return self._cover(usable, (1 << self.count) - 1, gap, dict(self.sizes))

    def _cover(
        self, usable: Sequence[tuple[int, _Table]], left: int, gap: int, sizes: dict[int, int]
    ) -> list[_Table] | None:
        """Seat whoever has the fewest tables left, and the rest after them."""
        if not left:
            return []
        self.steps += 1 + len(usable) // 200
        if self.steps > MOST_STEPS:
            raise _GivenUp
        counts = [0] * self.count
        for _more, table in usable:
            for one in table.people:
                counts[one] += 1
        first = min((one for one in range(self.count) if left >> one & 1), key=counts.__getitem__)
        for more, table in usable:
            if not table.bits >> first & 1:
                continue
            size, rest = len(table.people), gap - more
            fewer = {**sizes, size: sizes[size] - 1}
            fitting = [
                (cost, other)
                for cost, other in usable
                if cost <= rest and not other.bits & table.bits and fewer[len(other.people)]
            ]
            deeper = self._cover(fitting, left & ~table.bits, rest, fewer)
            if deeper is not None:
                return [table, *deeper]
        return None

    def _places(self, chosen: Sequence[_Table]) -> dict[int, int]:
        """Return chosen tables as numbers of the room's tables."""
        numbers: dict[int, list[int]] = {}
        for table in self.room.tables:
            numbers.setdefault(table.size, []).append(table.number)
        keys, places = self.room.keys, {}
        for one in chosen:
            number = numbers[len(one.people)].pop(0)
            places.update({keys[person]: number for person in one.people})
        return places


def _raised(tables: Sequence[_Table], count: int) -> list[int]:
    """Return prices of people that no table's people exceed together, raised as far as one after the other allows."""
    costs = [table.cost * SCALE for table in tables]
    of: list[list[int]] = [[] for _ in range(count)]
    for number, table in enumerate(tables):
        for one in table.people:
            of[one].append(number)
    prices = [min((costs[n] // len(tables[n].people) for n in of[one]), default=0) for one in range(count)]
    slack = [cost - sum(prices[one] for one in table.people) for cost, table in zip(costs, tables, strict=True)]
    best = list(prices)
    for turn in range(ROUNDS):
        order = [(one + turn * 7) % count for one in range(count)]
        for one in order:
            _raise(one, min((slack[n] for n in of[one]), default=0), prices, slack, of)
        if sum(prices) > sum(best):
            best = list(prices)
        for one in order[:: 2 + turn % 3]:  # Let some down again, so that others can rise.
            _raise(one, -SCALE // 4, prices, slack, of)
    return best


def _raise(one: int, more: int, prices: list[int], slack: list[int], of: Sequence[Sequence[int]]) -> None:
    if more:
        prices[one] += more
        for number in of[one]:
            slack[number] -= more
