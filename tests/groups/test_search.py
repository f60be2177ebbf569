"""Everybody once, sizes as chosen, the same for the same seed, and never worse than what is proven possible."""

from collections import Counter
from dataclasses import replace
from itertools import permutations, product
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_app.groups import conflicts
from platform_app.groups.bounds import colleagues_bound, met_bound
from platform_app.groups.conflicts import Element
from platform_app.groups.problem import Person, Room, Table, Wish, pair
from platform_app.groups.scoring import is_kept, pairs_at, scored
from platform_app.groups.search import seat
from platform_app.groups.sizes import sizes
from platform_app.groups.solving import solved, with_roles
from platform_app.vocabulary.groups import HARD_RULES, Cause, Rule, SizeNote, SizePolicy, TableRole
from tests.groups.rooms import crowd, plain, policies, random_rounds, repeats, rooms, tables

cheaply = settings(max_examples=40, deadline=None)


@given(st.integers(0, 2000), policies)
def test_sizes_add_up_and_no_table_is_of_two(people: int, policy: str) -> None:
    found, note = sizes(people, policy)
    if people < 3:
        assert (found, note) == ([], SizeNote.TOO_FEW)
        return
    assert sum(found) == people
    assert set(found) <= {3, 4, 5}
    assert found == sorted(found, reverse=True)
    if policy == SizePolicy.THREES and people != 5:
        assert len(found) == -(-people // 4)
        assert found.count(3) == (4 - people % 4) % 4
    if note == SizeNote.NONE and policy == SizePolicy.FIVES:
        assert 3 not in found or people in {3, 6, 7, 11}


@pytest.mark.parametrize(
    ("people", "threes", "fives"),
    [
        (30, {4: 6, 3: 2}, {4: 5, 5: 2}),
        (33, {4: 6, 3: 3}, {4: 7, 5: 1}),
        (54, {4: 12, 3: 2}, {4: 11, 5: 2}),
        (5, {5: 1}, {5: 1}),
        (6, {3: 2}, {3: 2}),
        (7, {4: 1, 3: 1}, {4: 1, 3: 1}),
    ],
)
def test_the_sizes_of_the_examples(people: int, threes: dict[int, int], fives: dict[int, int]) -> None:
    assert Counter(sizes(people, SizePolicy.THREES)[0]) == threes
    assert Counter(sizes(people, SizePolicy.FIVES)[0]) == fives


@cheaply
@given(rooms())
def test_everybody_sits_once_and_every_table_has_its_size(room: Room) -> None:
    places = solved(room).places
    assert sorted(places) == room.keys
    assert Counter(places.values()) == {table.number: table.size for table in room.tables}


@cheaply
@given(rooms(), st.randoms(use_true_random=False))
def test_the_seed_decides_and_the_order_of_input_does_not(room: Room, rng: Random) -> None:
    people, wishes = list(room.people), list(room.wishes)
    rng.shuffle(people)
    rng.shuffle(wishes)
    other = replace(room, people=tuple(people), wishes=tuple(wishes))
    assert solved(room) == solved(other)
    assert with_roles(room, solved(room).places, {}) == with_roles(other, solved(other).places, {})


@cheaply
@given(rooms(), st.data())
def test_whoever_is_locked_stays(room: Room, data: st.DataObject) -> None:
    before = solved(room).places
    some = data.draw(st.frozensets(st.sampled_from(room.keys)))
    again = solved(replace(room, seed="other", locked={key: before[key] for key in some})).places
    assert {key: again[key] for key in some} == {key: before[key] for key in some}


def _ways(room: Room) -> list[dict[int, int]]:
    """Return every seating of a small room."""
    numbers = [table.number for table in room.tables for _ in range(table.size)]
    return [dict(zip(room.keys, way, strict=True)) for way in set(permutations(numbers))]


@settings(max_examples=25, deadline=None)
@given(rooms(most=7))
def test_hard_rules_are_kept_or_the_smallest_cause_is_named(room: Room) -> None:
    places = solved(room).places
    can_be_kept = any(is_kept(scored(room, way, met_least=0)) for way in _ways(room))
    assert is_kept(scored(room, places, met_least=0)) == can_be_kept
    found = conflicts.causes(room)
    assert bool(found) == (not can_be_kept)
    if found:
        smallest = len(found[0])
        assert not _possible(room, found[0])
        among = conflicts.elements(room)
        assert all(
            _possible(room, some) for size in range(1, smallest) for some in product(among, repeat=size)
        )  # fmt: skip


def _possible(room: Room, active: tuple[Element, ...]) -> bool:
    """Whether a room can be seated by these rules alone, tried in every way."""
    names = {(element.cause, element.name) for element in active}
    wishes = tuple(wish for wish in room.wishes if (Cause.WISH, str(wish.key)) in names)
    people = tuple(
        one if (Cause.ORGANISATION, one.organisation) in names else replace(one, organisation="") for one in room.people
    )
    less = replace(room, wishes=wishes, people=people)
    return any(is_kept(scored(less, way, met_least=0)) for way in _ways(less))


@settings(max_examples=25, deadline=None)
@given(rooms(most=8))
def test_what_is_called_the_least_is_the_least(room: Room) -> None:
    ways = [way for way in _ways(room) if is_kept(scored(room, way, met_least=0))]
    if not ways:
        return
    least = min(repeats(room, way) for way in ways)
    solution = solved(room)
    assert solution.met_least <= least
    assert repeats(room, solution.places) == least


@pytest.mark.parametrize("rounds", range(6))
@pytest.mark.parametrize("count", [12, 20, 30])
def test_few_people_meet_again_as_rarely_as_is_proven_possible(count: int, rounds: int) -> None:
    room = Room(crowd(count), tables(count), "s", random_rounds(count, rounds))
    solution = solved(room)
    assert repeats(room, solution.places) == solution.met_least


def test_rounds_of_thirty_two_as_good_as_the_known_bound_for_golfers() -> None:
    """CSPLib problem 010: 8 groups of 4 can play 10 weeks; week by week, without looking ahead, 6 are reached."""
    met: frozenset[tuple[int, int]] = frozenset()
    for week in range(6):
        places = seat(Room(plain(32), tables(32), f"{week}", met)).places
        assert not pairs_at(places) & met
        met |= pairs_at(places)


@pytest.mark.parametrize(("groups", "weeks"), [(4, 1), (5, 2), (6, 4), (7, 4)])
def test_other_golfers_never_beat_the_bound(groups: int, weeks: int) -> None:
    """Nobody can meet 3 new people more often than (n - 1) / 3 times."""
    count, met = groups * 4, frozenset[tuple[int, int]]()
    for week in range((count - 1) // 3 + 1):
        room = Room(plain(count), tables(count), "golf", met)
        solution = solved(room)
        reached = repeats(room, solution.places)
        assert solution.met_least <= reached
        if week < weeks:
            assert reached == 0
        met |= pairs_at(solution.places)
    assert reached > 0


def test_an_organisation_larger_than_the_tables_is_spread_and_explained() -> None:
    people = tuple(Person(key, "A" if key < 6 else "") for key in range(12))
    room = Room(people, tables(12), "s")
    score = {line.rule: line for line in scored(room, solved(room).places, met_least=0)}
    assert score[Rule.ORGANISATION].count == score[Rule.ORGANISATION].least == colleagues_bound(room) == 3
    assert score[Rule.ORGANISATION].is_proven
    assert conflicts.causes(room) == [(Element(Cause.ORGANISATION, "A"),)]


def test_wishes_that_contradict_one_another_are_named_and_nothing_else() -> None:
    wishes = (
        Wish(1, True, frozenset({0, 1})),
        Wish(2, False, frozenset({4, 5})),
        Wish(3, True, frozenset({1, 2})),
        Wish(4, False, frozenset({0, 2})),
    )
    room = Room(plain(12), tables(12), "s", wishes=wishes)
    assert conflicts.causes(room) == [tuple(Element(Cause.WISH, key) for key in "134")]


def test_whoever_needs_it_sits_at_an_accessible_table() -> None:
    people = tuple(replace(one, needs_access=one.key in {3, 7}) for one in plain(12))
    room = Room(people, (Table(1, 4), Table(2, 4, is_accessible=True), Table(3, 4)), "s")
    places = solved(room).places
    assert {places[3], places[7]} == {2}
    nowhere = replace(room, tables=tables(12))
    assert conflicts.causes(nowhere) == [(Element(Cause.ACCESS, ""),)]


def test_every_table_gets_one_of_those_who_can_lead_and_one_who_can_record() -> None:
    people = tuple(replace(one, may_lead=one.key in {0, 1, 2}, may_record=one.key in {0, 3, 4, 5}) for one in plain(12))
    room = Room(people, tables(12), "s")
    places = solved(room).places
    roles = with_roles(room, places, {})
    for number in (1, 2, 3):
        given_ = sorted((role, key) for key, role in roles.items() if places[key] == number)
        assert [role for role, _key in given_] == [TableRole.FACILITATOR, TableRole.RECORDER]
        assert given_[0][1] in {0, 1, 2}
        assert given_[1][1] in {0, 3, 4, 5}


def test_newcomers_sit_with_the_experienced_and_kinds_are_mixed() -> None:
    people = tuple(Person(key, kind="xy"[key % 2], is_newcomer=key < 12) for key in range(16))
    score = {line.rule: line for line in scored(*_seated(people), met_least=0)}
    assert score[Rule.NEWCOMER].count == 0
    assert score[Rule.KIND].count == score[Rule.KIND].least


def _seated(people: tuple[Person, ...]) -> tuple[Room, dict[int, int]]:
    room = Room(people, tables(len(people)), "s")
    return room, solved(room).places


def test_the_proof_counts_what_is_locked() -> None:
    room = Room(plain(8), tables(8), "s", frozenset({pair(0, 1)}), locked={0: 1, 1: 1})
    solution = solved(room)
    assert (repeats(room, solution.places), solution.met_least) == (1, 1)
    assert met_bound(replace(room, locked={}), 1).least == 0
    assert set(HARD_RULES) <= set(Rule)
