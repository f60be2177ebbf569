"""What no grouping can undercut: proofs, not guesses.

Every bound holds for all groupings with the room's table sizes that keep the hard rules:
who may not sit together is left out of consideration, so a bound can only be too low, never too high.
"""

from collections.abc import Callable
from itertools import combinations

from platform_app.groups.problem import Pair, Room, pair
from platform_app.groups.proving import MetBound, Prover

#: People up to whom the search for a proof is made.
MOST_PEOPLE = 32


def spread(people: int, tables: int) -> int:
    """Return the pairs that share a table when so many people are spread evenly (pigeonhole)."""
    if not tables:
        return 0
    each, rest = divmod(people, tables)
    return (tables - rest) * each * (each - 1) // 2 + rest * (each + 1) * each // 2


def colleagues_bound(room: Room) -> int:
    """Return how many pairs of one organisation must share a table, without those who are wanted together."""
    together, total = room.kept_together(), 0
    for keys in room.organisations().values():
        excused = sum(two in together for two in combinations(keys, 2))
        total += max(0, spread(len(keys), len(room.tables)) - excused)
    return total


def likeness_bound(room: Room, mark: Callable[[int], str]) -> int:
    """Return how many pairs with the same mark, by place in ``people``, must share a table."""
    counts: dict[str, int] = {}
    for number in range(len(room.people)):
        if found := mark(number):
            counts[found] = counts.get(found, 0) + 1
    return sum(spread(count, len(room.tables)) for count in counts.values())


def met_bound(room: Room, found: int) -> MetBound:
    """Return the proven least number of repeated meetings, given that ``found`` were reached.

    First the counting of each person's unmet partners; then, for few people and while a
    gap is left, a search through all tables, which either ends with a proof or is given up.
    """
    if not found:
        return MetBound(0)
    least = max(_forced(room), _by_counting(room))
    if found <= least or len(room.people) > MOST_PEOPLE:
        return MetBound(min(least, found))
    barred = (room.kept_apart() | _barred_colleagues(room)) - room.kept_together()
    return Prover(room, barred, least).settle(found)


def _forced(room: Room) -> int:
    """Count the pairs that met before and are locked to one table, or wanted at one."""
    tables = room.locked
    return sum(
        (one in tables and tables.get(one) == tables.get(other)) or (one, other) in room.kept_together()
        for one, other in room.met
    )


def _by_counting(room: Room) -> int:
    """Return the bound by degrees: who has too few unmet partners left must meet somebody again."""
    if not room.tables:
        return 0
    smallest, total, keys = min(table.size for table in room.tables), 0, room.keys
    barred = room.kept_apart() | _barred_colleagues(room)
    for one in keys:
        unmet = sum(
            other != one and pair(one, other) not in room.met and pair(one, other) not in barred for other in keys
        )
        total += max(0, smallest - 1 - unmet)
    return -(-total // 2)


def _barred_colleagues(room: Room) -> set[Pair]:
    """Return the pairs of one organisation, where all of them can sit apart."""
    return set() if colleagues_bound(room) else room.colleagues()
