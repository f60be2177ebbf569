"""Rooms that tests seat: made-up people, tables by the policy, and rounds one after the other."""

from itertools import combinations
from random import Random

from hypothesis import strategies as st

from platform_app.groups.problem import Pair, Person, Room, Table, Wish, pair
from platform_app.groups.scoring import pairs_at
from platform_app.groups.sizes import sizes
from platform_app.vocabulary.groups import SizePolicy

policies = st.sampled_from(list(SizePolicy))


def tables(people: int, policy: str = SizePolicy.THREES) -> tuple[Table, ...]:
    """Return the tables of so many people."""
    return tuple(Table(number, size) for number, size in enumerate(sizes(people, policy)[0], start=1))


def crowd(count: int, *, seed: int = 1) -> tuple[Person, ...]:
    """Return people of all sorts."""
    rng = Random(seed)
    return tuple(
        Person(
            key,
            f"o{rng.randrange(count * 2 // 3)}",
            rng.choice("abcde"),
            rng.choice("ABCDEFGH"),
            frozenset(rng.sample("123456789", 2)),
            is_newcomer=rng.random() < 0.4,
        )
        for key in range(count)
    )


def plain(count: int) -> tuple[Person, ...]:
    """Return people of whom nothing is known."""
    return tuple(Person(key) for key in range(count))


def random_rounds(count: int, rounds: int, *, seed: int = 1) -> frozenset[Pair]:
    """Return who met in so many rounds that were drawn by lot."""
    rng, met = Random(seed), set()
    for _round in range(rounds):
        keys = list(range(count))
        rng.shuffle(keys)
        left = iter(keys)
        for table in tables(count):
            company = [next(left) for _ in range(table.size)]
            met |= {pair(one, other) for one, other in combinations(company, 2)}
    return frozenset(met)


@st.composite
def rooms(draw: st.DrawFn, most: int = 14) -> Room:
    """Return a small room with organisations, wishes and earlier meetings."""
    count = draw(st.integers(3, most))
    keys = range(count)
    people = tuple(
        Person(key, draw(st.sampled_from(["", "", "A", "B", "C"])), draw(st.sampled_from("xyz"))) for key in keys
    )
    wishes = draw(
        st.lists(
            st.tuples(st.booleans(), st.frozensets(st.sampled_from(list(keys)), min_size=2, max_size=3)), max_size=3
        )
    )
    met = draw(st.frozensets(st.tuples(st.sampled_from(list(keys)), st.sampled_from(list(keys))), max_size=8))
    return Room(
        people,
        tables(count, draw(policies)),
        draw(st.text("abc", max_size=3)),
        frozenset(pair(one, other) for one, other in met if one != other),
        wishes=tuple(Wish(number, together, some) for number, (together, some) in enumerate(wishes)),
    )


def repeats(room: Room, places: dict[int, int]) -> int:
    """Count who meets again."""
    return len(pairs_at(places) & room.met)
