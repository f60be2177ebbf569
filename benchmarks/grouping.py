"""Groups of four: how long a search takes, and how far its repeated meetings are from what is proven possible.

Earlier meetings are drawn by lot, as strangers meet at strangers' events, and made by the search
itself, round after round, which is the hardest past there is. CPU time of one process.
"""

from itertools import combinations
from random import Random

from benchmarks.figures import Figure, cpu_seconds
from platform_app.groups.bounds import met_bound
from platform_app.groups.problem import Pair, Person, Room, Table, pair
from platform_app.groups.scoring import pairs_at
from platform_app.groups.sizes import sizes
from platform_app.groups.solving import repeats, solved
from platform_app.vocabulary.groups import SizePolicy

#: People, seconds, and the rounds behind them.
SIZES = ((30, 1, 5), (120, 3, 20), (1000, 30, 20))
#: Crowds of at most thirty whose repeated meetings must be as few as is proven.
CROWDS = (12, 16, 20, 24, 27, 30)
MOST_EARLIER = 5
#: Repeated meetings above what is proven, for 120 people.
GAP = 0.05


def people(count: int) -> tuple[Person, ...]:
    """Return made-up people of two thirds as many organisations."""
    rng = Random(count)
    return tuple(
        Person(
            key,
            f"o{rng.randrange(count * 2 // 3)}",
            rng.choice(("npo", "company", "municipality", "council", "voluntary")),
            rng.choice("ABCDEFGH"),
            frozenset(rng.sample("0123456789abcdef", 2)),
            is_newcomer=rng.random() < 0.4,  # noqa: PLR2004
        )
        for key in range(count)
    )


def tables(count: int) -> tuple[Table, ...]:
    """Return the tables of so many people."""
    return tuple(Table(number, size) for number, size in enumerate(sizes(count, SizePolicy.THREES)[0], start=1))


def by_lot(count: int, rounds: int) -> frozenset[Pair]:
    """Return who met in so many rounds that were drawn by lot."""
    rng, met = Random(rounds), set()
    for _round in range(rounds):
        keys = list(range(count))
        rng.shuffle(keys)
        left = iter(keys)
        for table in tables(count):
            met |= {pair(one, other) for one, other in combinations([next(left) for _ in range(table.size)], 2)}
    return frozenset(met)


def measure() -> list[Figure]:
    """Return the figures of speed, and those of the distance from the bound."""
    return [*_speed(), *_quality()]


def _speed() -> list[Figure]:
    found = []
    for count, bound, rounds in SIZES:
        room = Room(people(count), tables(count), "bench", by_lot(count, rounds))
        taken = cpu_seconds(lambda room=room: solved(room))  # type: ignore[misc]
        solution = solved(room)
        detail = f"{rounds} rounds before; {repeats(room, solution.places)} meet again, proven {solution.met_least}"
        found.append(Figure(f"groups of four: {count:,} people, seconds", taken, bound, detail))
    return found


def _quality() -> list[Figure]:
    above, proven, rounds = 0, 0, 0
    for count in CROWDS:
        for is_own in (False, True):
            for earlier in range(MOST_EARLIER + 1):
                room = Room(people(count), tables(count), "bench", _past(count, earlier, is_own=is_own))
                solution = solved(room)
                above += repeats(room, solution.places) - solution.met_least
                proven, rounds = proven + solution.met_least, rounds + 1
    detail = f"{rounds} groupings of {min(CROWDS)} to {max(CROWDS)} people, 0 to {MOST_EARLIER} before; {proven} proven"
    large = Room(people(120), tables(120), "bench", _past(120, 10, is_own=True))
    reached = repeats(large, solved(large).places)
    least = met_bound(large, reached).least
    gap = 0.0 if reached == least else (reached - least) / max(least, 1)
    return [
        Figure("groups of four: repeated meetings above the proven bound, to 30", above, 0, detail),
        Figure(
            "groups of four: the same for 120 people, share", gap, GAP, f"10 own rounds before; {reached} / {least}"
        ),
        _golfers(),
    ]


def _past(count: int, rounds: int, *, is_own: bool) -> frozenset[Pair]:
    """Return who met, drawn by lot or by the search itself."""
    if not is_own:
        return by_lot(count, rounds)
    met: frozenset[Pair] = frozenset()
    for number in range(rounds):
        met |= pairs_at(solved(Room(people(count), tables(count), f"past{number}", met)).places)
    return met


def _golfers() -> Figure:
    """Count the weeks that 8 groups of 4 play without meeting again (CSPLib problem 010; 10 are known to be most)."""
    met: frozenset[Pair] = frozenset()
    strangers = tuple(Person(key) for key in range(32))
    for week in range(10):
        places = solved(Room(strangers, tables(32), f"week{week}", met)).places
        if pairs_at(places) & met:
            return Figure("social golfers: weeks of 8 groups of 4", week, 6, "week by week; 10 known", is_floor=True)
        met |= pairs_at(places)
    return Figure("social golfers: weeks of 8 groups of 4", 10, 6, "week by week; 10 known", is_floor=True)
