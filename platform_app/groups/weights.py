"""What each broken rule costs, and all pairs of a room priced once before the search.

A rule's weight is above what one swap can gain by all lighter rules, so that no
mixture of light ones buys a heavy one.
"""

from dataclasses import dataclass, field

from platform_app.groups.problem import Pair, Person, Room
from platform_app.vocabulary.groups import GROUP_SIZE, Rule

WEIGHTS: dict[Rule, int] = {
    Rule.REQUEST: 100_000_000,
    Rule.ACCESS: 100_000_000,
    Rule.ORGANISATION: 1_000_000,
    Rule.ROLE: 100_000,
    Rule.MET: 2_000,
    Rule.MET_ORGANISATION: 150,
    Rule.NEWCOMER: 20,
    Rule.KIND: 6,
    Rule.AREA: 4,
    Rule.FIELD: 3,
}
#: Bits of what a person is to a table; an empty chair stands for nobody.
NEWCOMER, LEADER, RECORDER, EMPTY = 1, 2, 4, 8
KINDS_OF_PEOPLE = 16
#: What a table costs that has fewer people than it must, and one that has not four: above soft rules.
TOO_SMALL, UNEVEN = 10**9, 60_000
#: How many of one kind a table's signature can count.
BASE = 256


@dataclass
class Prices:
    """Prices of pairs by index; ``alone`` what a place itself costs a person, by index and table.

    ``least`` is below every possible sum. With empty chairs, tables differ in size:
    ``fewest`` is how many people each must have.
    """

    pairs: list[list[int]]
    kinds: list[int]
    needs_leaders: bool
    needs_recorders: bool
    least: int = 0
    fewest: int = 0
    alone: dict[int, list[int]] = field(default_factory=dict)
    _known: dict[int, int] = field(default_factory=dict)

    @property
    def is_uniform(self) -> bool:
        """Whether all people are the same to a table."""
        return len(set(self.kinds)) <= 1

    def table(self, signature: int) -> int:
        """Return what a table of so many of each kind costs."""
        if signature not in self._known:
            self._known[signature] = self._table(counts_of(signature))
        return self._known[signature]

    def _table(self, counts: list[int]) -> int:
        people = counts[:EMPTY]
        lacking = lacking_roles(people, leaders=self.needs_leaders, recorders=self.needs_recorders)
        cost = WEIGHTS[Rule.ROLE] * lacking + WEIGHTS[Rule.NEWCOMER] * is_of_newcomers(people)
        if self.fewest:
            cost += TOO_SMALL * max(0, self.fewest - sum(people)) + UNEVEN * abs(sum(people) - GROUP_SIZE)
        return cost

    def with_chairs(self, count: int, fewest: int) -> "Prices":
        """Return the prices with so many empty chairs, which cost nothing beside anybody."""
        rows = [[*row, *[0] * count] for row in self.pairs] + [[0] * (len(self.pairs) + count) for _ in range(count)]
        kinds = self.kinds + [EMPTY] * count
        return Prices(rows, kinds, self.needs_leaders, self.needs_recorders, self.least, fewest, self.alone)


def counts_of(signature: int) -> list[int]:
    """Return how many of each kind a signature counts."""
    return [signature // BASE**kind % BASE for kind in range(KINDS_OF_PEOPLE)]


def is_of_newcomers(counts: list[int]) -> bool:
    """Whether everybody at a table is new."""
    new = sum(count for kind, count in enumerate(counts) if kind & NEWCOMER)
    return 0 < new == sum(counts)


def lacking_roles(counts: list[int], *, leaders: bool, recorders: bool) -> int:
    """Return how many of the two roles nobody marked at a table can take; one person takes one role."""
    both = LEADER | RECORDER
    able = [sum(count for kind, count in enumerate(counts) if kind & both == mark) for mark in (LEADER, RECORDER, both)]
    lacking = (leaders and not able[0]) + (recorders and not able[1])
    return max(0, lacking - able[2])


def kind_of(person: Person) -> int:
    """Return what a person is to a table."""
    return NEWCOMER * person.is_newcomer + LEADER * person.may_lead + RECORDER * person.may_record


def priced(room: Room) -> Prices:
    """Price every pair of a room, and every place that somebody can not use."""
    people = room.people
    index = {person.key: number for number, person in enumerate(people)}
    pairs = _likeness(people)
    _add(pairs, index, room.colleagues(), WEIGHTS[Rule.ORGANISATION])
    _add(pairs, index, room.met, WEIGHTS[Rule.MET])
    _add_organisations(pairs, room)
    _add(pairs, index, room.kept_apart(), WEIGHTS[Rule.REQUEST])
    _add(pairs, index, room.kept_together(), -WEIGHTS[Rule.REQUEST])
    return Prices(
        pairs,
        [kind_of(person) for person in people],
        any(person.may_lead for person in people),
        any(person.may_record for person in people),
        -WEIGHTS[Rule.REQUEST] * len(room.kept_together()),
        alone={
            number: [0 if table.is_accessible else WEIGHTS[Rule.ACCESS] for table in room.tables]
            for number, person in enumerate(people)
            if person.needs_access
        },
    )


def likeness(one: Person, other: Person) -> int:
    """Return what two people cost who are alike in kind, area and field."""
    cost = WEIGHTS[Rule.KIND] * bool(one.kind and one.kind == other.kind)
    cost += WEIGHTS[Rule.AREA] * bool(one.area and one.area == other.area)
    return cost + WEIGHTS[Rule.FIELD] * bool(one.fields & other.fields)


def _likeness(people: tuple[Person, ...]) -> list[list[int]]:
    """Price likeness; people with the same marks are priced once."""
    marks = [(person.kind, person.area, person.fields) for person in people]
    examples = {mark: person for mark, person in zip(marks, people, strict=True)}  # noqa: C416 - the last one stands
    order = {mark: number for number, mark in enumerate(examples)}
    table = [[likeness(one, other) for other in examples.values()] for one in examples.values()]
    places = [order[mark] for mark in marks]
    rows = []
    for number, place in enumerate(places):
        prices = table[place]
        row = [prices[other] for other in places]
        row[number] = 0
        rows.append(row)
    return rows


def _add(rows: list[list[int]], index: dict[int, int], pairs: frozenset[Pair] | set[Pair], price: int) -> None:
    for one, other in pairs:
        if one in index and other in index:
            rows[index[one]][index[other]] += price
            rows[index[other]][index[one]] += price


def _add_organisations(rows: list[list[int]], room: Room) -> None:
    members: dict[str, list[int]] = {}
    for number, person in enumerate(room.people):
        members.setdefault(person.organisation, []).append(number)
    for one, other in room.met_organisations:
        for first in members.get(one, ()):
            for second in members.get(other, ()):
                rows[first][second] += WEIGHTS[Rule.MET_ORGANISATION]
                rows[second][first] += WEIGHTS[Rule.MET_ORGANISATION]
