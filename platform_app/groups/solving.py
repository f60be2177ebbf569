"""One room from beginning to end: search, second beginnings where rules demand them, proof, roles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from platform_app.groups import conflicts
from platform_app.groups.bounds import met_bound
from platform_app.groups.problem import Person, Room
from platform_app.groups.scoring import companies, is_kept, pairs_at, scored
from platform_app.groups.search import Seating, seat
from platform_app.vocabulary.groups import TableRole

#: Roles that every table has once.
NEEDED = (TableRole.FACILITATOR, TableRole.RECORDER)


@dataclass(frozen=True)
class Solution:
    """A table for everybody, and the least number of repeated meetings that was proven."""

    places: dict[int, int]
    met_least: int


def solved(room: Room) -> Solution:
    """Seat a room's people as well as the search can, and prove what can be proven."""
    best = seat(room)
    if not is_kept(scored(room, best.places, met_least=0)):
        start = conflicts.kept(room)
        if start is not None:
            best = _cheaper(best, seat(room, start=completed(room, start)))
    bound = met_bound(room, repeats(room, best.places))
    if bound.better is not None and not room.locked and not room.wishes:
        best = _cheaper(best, seat(room, start=bound.better))
    return Solution(best.places, bound.least)


def least_met(room: Room, places: Mapping[int, int]) -> int:
    """Return the proven least number of repeated meetings, for places that somebody set by hand."""
    return met_bound(room, repeats(room, places)).least


def repeats(room: Room, places: Mapping[int, int]) -> int:
    """Count the pairs that share a table and met before."""
    return len(pairs_at(places) & room.met)


def _cheaper(one: Seating, other: Seating) -> Seating:
    return other if other.cost < one.cost else one


def completed(room: Room, some: Mapping[int, int]) -> dict[int, int]:
    """Seat by key order whoever has no place yet."""
    left = {table.number: table.size for table in room.tables}
    for number in some.values():
        left[number] -= 1
    open_ones = [number for number in sorted(left) for _ in range(left[number])]
    others = [key for key in room.keys if key not in some]
    return {**some, **dict(zip(others, open_ones, strict=True))}


def with_roles(room: Room, places: Mapping[int, int], kept: Mapping[int, str]) -> dict[int, str]:
    """Give every table one facilitator and one recorder; ``kept`` are roles that stay where they can.

    Whoever the office marked comes first, and who can do nothing else of what is wanted; then those
    who have come before; then the lot of the seed.
    """
    rng = Random(f"{room.seed}/roles")  # noqa: S311 - reproducible on purpose, no secret
    found: dict[int, str] = {}
    for company in companies(room, places).values():
        order = list(company)
        rng.shuffle(order)
        found.update(_roles_at(order, kept))
    return found


def _roles_at(company: Sequence[Person], kept: Mapping[int, str]) -> dict[int, str]:
    found: dict[int, str] = {}
    for person in sorted(company, key=lambda one: one.key):
        role = kept.get(person.key, "")
        if role and (role not in NEEDED or role not in found.values()):
            found[person.key] = role
    for role in sorted(NEEDED, key=lambda one: sum(_is_marked(person, one) for person in company)):
        if role in found.values():
            continue
        able = [person for person in company if person.key not in found]
        if able:
            best = min(
                able, key=lambda one: (not _is_marked(one, role), _is_marked(one, _other(role)), one.is_newcomer)
            )
            found[best.key] = role.value
    return found


def _is_marked(person: Person, role: TableRole) -> bool:
    return person.may_lead if role == TableRole.FACILITATOR else person.may_record


def _other(role: TableRole) -> TableRole:
    return TableRole.RECORDER if role == TableRole.FACILITATOR else TableRole.FACILITATOR
