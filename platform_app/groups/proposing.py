"""What a run or a repair would do: computed before anything is locked, stored afterwards in one act."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from platform_app.events.models import Event
from platform_app.groups import queries
from platform_app.groups.basis import Basis, basis
from platform_app.groups.models import Grouping
from platform_app.groups.problem import Room, Table
from platform_app.groups.repairing import Move, repaired
from platform_app.groups.solving import least_met, solved, with_roles


@dataclass(frozen=True)
class Planned:
    """A table that has people: how they attend, and whether a wheelchair reaches it."""

    attending: str
    is_accessible: bool


@dataclass(frozen=True)
class Proposal:
    """Places, roles and tables, and what they were computed from."""

    places: dict[int, int]
    roles: dict[int, str]
    tables: dict[int, Planned]
    met_least: int
    fingerprint: str
    source: str = ""
    moves: tuple[Move, ...] = ()
    unseated: tuple[int, ...] = ()
    gone: tuple[int, ...] = field(default=())


def run(event: Event, grouping: Grouping) -> Proposal:
    """Compute new groups; locked people stay, with their roles."""
    known = basis(event, grouping)
    kept = {key: place.role for key, place in queries.places_of(grouping).items() if place.is_locked}
    places: dict[int, int] = {}
    roles: dict[int, str] = {}
    tables: dict[int, Planned] = {}
    least = 0
    for way, room in known.rooms.items():
        if not room.tables:
            continue
        solution = solved(room)
        places |= solution.places
        roles |= with_roles(room, solution.places, kept)
        tables |= {table.number: Planned(way, table.is_accessible) for table in room.tables}
        least += solution.met_least
    return Proposal(places, roles, tables, least, known.fingerprint, unseated=_unseated(known, places))


def repair(event: Event, grouping: Grouping, source: str) -> Proposal:
    """Compute the cheapest repair for those who are there now."""
    known = basis(event, grouping, source)
    places: dict[int, int] = {}
    roles: dict[int, str] = {}
    tables: dict[int, Planned] = {}
    moves: list[Move] = []
    kept = {key: place.role for key, place in queries.places_of(grouping).items()}
    present, used, least = queries.numbers_of(grouping), max((one.number for one in grouping.groups), default=0), 0
    for way, room in known.rooms.items():
        as_it_is = standing(grouping, way, room)
        spare = range(used + 1, used + 1 + len(room.people))
        found = repaired(as_it_is, present, grouping.policy, spare)
        final = of_places(as_it_is, found.places)
        used = max([used, *found.places.values()])
        places |= found.places
        roles |= with_roles(final, found.places, kept)
        tables |= {table.number: Planned(way, table.is_accessible) for table in final.tables}
        moves += found.moves
        least += least_met(final, found.places) if found.places else 0
    gone = tuple(sorted(set(present) - set(known.lines)))
    return Proposal(
        places, roles, tables, least, known.fingerprint, source, tuple(moves), _unseated(known, places), gone
    )


def _unseated(known: Basis, places: Mapping[int, int]) -> tuple[int, ...]:
    return tuple(sorted(set(known.lines) - set(places)))


def standing(grouping: Grouping, way: str, room: Room) -> Room:
    """Return a room with the tables as they stand, and every lock."""
    groups = [group for group in grouping.groups if group.attending == way]
    keys = set(room.keys)
    locked = {
        place.participant_id: group.number
        for group in groups
        for place in group.places
        if place.is_locked and place.participant_id in keys
    }
    tables = tuple(Table(group.number, len(group.places), group.is_accessible) for group in groups)
    return replace(room, tables=tables, locked=locked)


def of_places(room: Room, places: Mapping[int, int]) -> Room:
    """Return a room with the tables that places fill, and only the people who have one."""
    numbers = sorted(set(places.values()))
    accessible = {table.number for table in room.tables if table.is_accessible}
    counts = list(places.values())
    tables = tuple(Table(number, counts.count(number), number in accessible) for number in numbers)
    people = tuple(person for person in room.people if person.key in places)
    return replace(room, people=people, tables=tables)


def judged(event: Event, grouping: Grouping) -> tuple[Basis, list[tuple[str, Room, dict[int, int]]]]:
    """Return the rooms of a grouping as it stands, with the places of those who are still to be seated."""
    known = basis(event, grouping)
    present = queries.numbers_of(grouping)
    found = []
    for way, room in known.rooms.items():
        places = {key: number for key, number in present.items() if key in set(room.keys)}
        as_it_is = standing(grouping, way, room)
        found.append((way, of_places(as_it_is, places), places))
    return known, found


def least_of(event: Event, grouping: Grouping) -> int:
    """Return the proven least number of repeated meetings for the groups as they stand."""
    _known, rooms = judged(event, grouping)
    return sum(least_met(room, places) for _way, room, places in rooms if places)
