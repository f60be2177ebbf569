"""What a grouping is worth, rule by rule, with what is proven to be the least, and whom everybody meets."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from platform_app.groups.bounds import colleagues_bound, likeness_bound
from platform_app.groups.problem import Pair, Person, Room, organisation_pair
from platform_app.groups.weights import (
    BASE,
    WEIGHTS,
    counts_of,
    is_of_newcomers,
    kind_of,
    lacking_roles,
)
from platform_app.vocabulary.groups import HARD_RULES, Rule


@dataclass(frozen=True)
class Line:
    """How often a rule is broken, and how often at least it must be; ``least`` None is unknown."""

    rule: Rule
    count: int
    least: int | None

    @property
    def points(self) -> int:
        """What it costs."""
        return self.count * WEIGHTS[self.rule]

    @property
    def is_proven(self) -> bool:
        """Whether it can not be lowered further."""
        return self.least is not None and self.count <= self.least


def companies(room: Room, places: Mapping[int, int]) -> dict[int, list[Person]]:
    """Return the people of every table, by number."""
    found: dict[int, list[Person]] = {table.number: [] for table in room.tables}
    for person in room.people:
        if person.key in places:
            found[places[person.key]].append(person)
    return found


def pairs_at(places: Mapping[int, int]) -> set[Pair]:
    """Return every pair that shares a table."""
    tables: dict[int, list[int]] = {}
    for key in sorted(places):
        tables.setdefault(places[key], []).append(key)
    return {two for keys in tables.values() for two in combinations(keys, 2)}


def scored(room: Room, places: Mapping[int, int], *, met_least: int) -> list[Line]:
    """Judge places by every rule; the least of repeated meetings was proven elsewhere."""
    tables, shared = companies(room, places), pairs_at(places)
    people = {person.key: person for person in room.people}
    couples = [(people[one], people[other]) for one, other in sorted(shared)]
    counts = {
        Rule.REQUEST: len(shared & room.kept_apart()) + len(room.kept_together() - shared),
        Rule.ACCESS: _unreached(room, places),
        Rule.ORGANISATION: len(shared & room.colleagues()),
        Rule.ROLE: _lacking(room, tables.values()),
        Rule.MET: len(shared & room.met),
        Rule.MET_ORGANISATION: _met_organisations(room, couples),
        Rule.NEWCOMER: sum(bool(company) and is_of_newcomers(_counts(company)) for company in tables.values()),
        Rule.KIND: sum(bool(one.kind) and one.kind == other.kind for one, other in couples),
        Rule.AREA: sum(bool(one.area) and one.area == other.area for one, other in couples),
        Rule.FIELD: sum(bool(one.fields & other.fields) for one, other in couples),
    }
    least = _least(room, met_least)
    return [Line(rule, count, least[rule]) for rule, count in counts.items()]


def _least(room: Room, met_least: int) -> dict[Rule, int | None]:
    return {
        **dict.fromkeys(HARD_RULES, 0),
        Rule.ORGANISATION: colleagues_bound(room),
        Rule.ROLE: roles_bound(room),
        Rule.MET: met_least,
        Rule.MET_ORGANISATION: 0,
        Rule.NEWCOMER: 0 if any(not person.is_newcomer for person in room.people) else len(room.tables),
        Rule.KIND: likeness_bound(room, lambda number: room.people[number].kind),
        Rule.AREA: likeness_bound(room, lambda number: room.people[number].area),
        Rule.FIELD: 0,
    }


def roles_bound(room: Room) -> int:
    """Return how many roles must go to people who were not marked for them."""
    leads, records = (sum(bool(marked) for marked in marks) for marks in zip(*_marks(room), strict=True))
    both = sum(one.may_lead or one.may_record for one in room.people)
    wanted = len(room.tables) * ((leads > 0) + (records > 0))
    return max(0, wanted - min(both, min(leads, len(room.tables)) + min(records, len(room.tables))))


def _marks(room: Room) -> list[tuple[bool, bool]]:
    return [(person.may_lead, person.may_record) for person in room.people] or [(False, False)]


def _unreached(room: Room, places: Mapping[int, int]) -> int:
    accessible = {table.number for table in room.tables if table.is_accessible}
    return sum(one.needs_access and places.get(one.key) not in accessible for one in room.people)


def _counts(company: Sequence[Person]) -> list[int]:
    return counts_of(sum(BASE ** kind_of(person) for person in company))


def _lacking(room: Room, tables: Iterable[Sequence[Person]]) -> int:
    leaders = any(person.may_lead for person in room.people)
    recorders = any(person.may_record for person in room.people)
    return sum(lacking_roles(_counts(company), leaders=leaders, recorders=recorders) for company in tables)


def _met_organisations(room: Room, couples: Sequence[tuple[Person, Person]]) -> int:
    """Count the couples of organisations that met before."""
    return sum(
        organisation_pair(one.organisation, other.organisation) in room.met_organisations for one, other in couples
    )


def is_kept(lines: Sequence[Line]) -> bool:
    """Whether no hard rule is broken."""
    return not any(line.count for line in lines if line.rule in HARD_RULES)
