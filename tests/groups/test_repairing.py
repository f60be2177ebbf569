"""A repair moves the fewest people that can be moved, and keeps what is locked."""

from collections import Counter
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_app.groups.problem import Person, Room, Table
from platform_app.groups.repairing import repaired
from platform_app.groups.sizes import bounds
from platform_app.vocabulary.groups import MoveReason, SizePolicy
from tests.groups.rooms import plain, policies

Case = tuple[dict[int, int], dict[int, int], str]


@st.composite
def cases(draw: st.DrawFn) -> tuple[int, dict[int, int], frozenset[int], str]:
    """Return how many people there are, who has which table, and who is locked."""
    count = draw(st.integers(3, 7))
    present = {key: draw(st.integers(1, 3)) for key in range(count) if draw(st.integers(0, 3))}
    locked = draw(st.frozensets(st.sampled_from(range(count)), max_size=1)) & frozenset(present)
    return count, present, locked, draw(policies)


def _fewest(count: int, present: dict[int, int], locked: frozenset[int], policy: str) -> int | None:
    """Return the least number of moves, tried in every way."""
    least, most = bounds(count, policy)
    ways = (
        way
        for way in product((1, 2, 3, 4), repeat=count)
        if all(least <= size <= most for size in Counter(way).values())
        and all(way[key] == present[key] for key in locked)
    )
    return min(
        (sum(key in present and present[key] != place for key, place in enumerate(way)) for way in ways), default=None
    )


@settings(max_examples=40, deadline=None)
@given(cases())
def test_nobody_moves_who_need_not(case: tuple[int, dict[int, int], frozenset[int], str]) -> None:
    count, present, locked, policy = case
    tables = tuple(Table(number, 0) for number in (1, 2, 3))
    room = Room(plain(count), tables, "s", locked={key: present[key] for key in locked})
    found = repaired(room, present, policy, [4, 5])
    fewest = _fewest(count, present, locked, policy)
    assert fewest is not None
    assert sorted(found.places) == room.keys
    assert found.moved == fewest
    assert all(found.places[key] == present[key] for key in locked)
    least, most = bounds(count, policy)
    assert all(least <= size <= most for size in Counter(found.places.values()).values())
    assert {move.key for move in found.moves} == {key for key in room.keys if present.get(key) != found.places[key]}


def test_walk_ins_fill_the_tables_of_three_first() -> None:
    present = {**dict.fromkeys(range(4), 1), **dict.fromkeys(range(4, 7), 2), **dict.fromkeys(range(7, 10), 3)}
    room = Room(plain(12), (Table(1, 4), Table(2, 3), Table(3, 3)), "s")
    found = repaired(room, present, SizePolicy.THREES, [4])
    assert sorted(found.places[key] for key in (10, 11)) == [2, 3]
    assert [move.reason for move in found.moves] == [MoveReason.WALK_IN, MoveReason.WALK_IN]


def test_a_table_of_two_is_given_up_with_the_reason() -> None:
    present = {**dict.fromkeys(range(3), 1), **dict.fromkeys(range(3, 6), 2), **dict.fromkeys(range(6, 8), 3)}
    found = repaired(Room(plain(8), tuple(Table(n, 0) for n in (1, 2, 3)), "s"), present, SizePolicy.THREES, [4])
    assert {(move.key, move.origin, move.reason) for move in found.moves} == {
        (6, 3, MoveReason.TOO_SMALL),
        (7, 3, MoveReason.TOO_SMALL),
    }


def test_a_walk_in_does_not_join_a_colleague_where_another_table_is_as_good() -> None:
    people = tuple(Person(key, "A" if key in {0, 6} else "") for key in range(7))
    present = {**dict.fromkeys(range(3), 1), **dict.fromkeys(range(3, 6), 2)}
    found = repaired(Room(people, (Table(1, 3), Table(2, 3)), "s"), present, SizePolicy.THREES, [3])
    assert (found.places[6], found.moved) == (2, 0)


@pytest.mark.parametrize("count", [0, 1, 2])
def test_too_few_people_are_not_seated(count: int) -> None:
    room = Room(plain(count), (Table(1, 4),), "s")
    assert repaired(room, dict.fromkeys(range(count), 1), SizePolicy.THREES, [2]).places == {}
