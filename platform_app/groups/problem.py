"""What a search for tables is given and what it answers: plain values, no database."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import combinations

#: Two keys, the smaller one first.
Pair = tuple[int, int]
#: Two organisations, in the order of their names.
OrganisationPair = tuple[str, str]


def pair(one: int, other: int) -> Pair:
    """Return two keys in order."""
    return (one, other) if one < other else (other, one)


def organisation_pair(one: str, other: str) -> OrganisationPair:
    """Return two organisations in order."""
    return (one, other) if one < other else (other, one)


@dataclass(frozen=True)
class Person:
    """One person. ``key`` is stable; an empty organisation, kind or area is like no other."""

    key: int
    organisation: str = ""
    kind: str = ""
    area: str = ""
    fields: frozenset[str] = frozenset()
    is_newcomer: bool = False
    may_lead: bool = False
    may_record: bool = False
    needs_access: bool = False


@dataclass(frozen=True)
class Table:
    """One table and how many sit at it."""

    number: int
    size: int
    is_accessible: bool = False


@dataclass(frozen=True)
class Wish:
    """People whom the office wants at one table, or at different ones."""

    key: int
    is_together: bool
    people: frozenset[int]


@dataclass(frozen=True)
class Room:
    """People who attend in one way, their tables, and all that is known and asked for.

    ``locked`` names the table that a person stays at. ``met`` holds people who sat
    together before, ``met_organisations`` organisations whose people did.
    """

    people: tuple[Person, ...]
    tables: tuple[Table, ...]
    seed: str = ""
    met: frozenset[Pair] = frozenset()
    met_organisations: frozenset[OrganisationPair] = frozenset()
    wishes: tuple[Wish, ...] = ()
    locked: Mapping[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Put the people in the order of their keys: the order of input means nothing."""
        object.__setattr__(self, "people", tuple(sorted(self.people, key=lambda person: person.key)))
        object.__setattr__(self, "wishes", tuple(sorted(self.wishes, key=lambda wish: wish.key)))

    @property
    def keys(self) -> list[int]:
        """The people's keys, in order."""
        return [person.key for person in self.people]

    def kept_together(self) -> set[Pair]:
        """Return the pairs that the office wants at one table, by one wish or through several."""
        return pairs_of(joined(wish.people for wish in self.wishes if wish.is_together))

    def kept_apart(self) -> set[Pair]:
        """Return the pairs that the office wants at different tables."""
        return pairs_of(wish.people for wish in self.wishes if not wish.is_together)

    def organisations(self) -> dict[str, list[int]]:
        """Return the keys of the people of every organisation that sends more than one."""
        found: dict[str, list[int]] = {}
        for person in self.people:
            if person.organisation:
                found.setdefault(person.organisation, []).append(person.key)
        return {name: keys for name, keys in found.items() if len(keys) > 1}

    def colleagues(self) -> set[Pair]:
        """Return the pairs of one organisation, but those whom the office wants together."""
        return pairs_of(map(frozenset, self.organisations().values())) - self.kept_together()


def joined(sets: Iterable[frozenset[int]]) -> list[frozenset[int]]:
    """Join sets that have somebody in common."""
    found: list[frozenset[int]] = []
    for people in sets:
        touched = [one for one in found if one & people]
        found = [one for one in found if not one & people]
        found.append(people.union(*touched))
    return found


def pairs_of(sets: Iterable[frozenset[int]]) -> set[Pair]:
    """Return every pair within any of the sets."""
    return {two for people in sets for two in combinations(sorted(people), 2)}
