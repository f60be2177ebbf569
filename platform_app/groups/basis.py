"""From what is stored to what the search is given: people, tables, wishes, and what is behind them."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from math import ceil

from platform_app.dates import to_tokyo
from platform_app.events.models import Event
from platform_app.events.roll_queries import Line
from platform_app.extensions import db
from platform_app.groups import queries
from platform_app.groups.models import Group, Grouping, GroupWish
from platform_app.groups.problem import Person, Room, Table, Wish, pair
from platform_app.groups.queries import History
from platform_app.groups.sizes import sizes
from platform_app.members.models import MemberRecord
from platform_app.members.queries import lines_as_of
from platform_app.vocabulary.events import Attending
from platform_app.vocabulary.groups import GROUP_SIZE, SizeNote, WishKind


@dataclass(frozen=True)
class Basis:
    """What a grouping is judged and searched by.

    ``rooms`` by way of attending; ``notes`` say why sizes differ from the policy; ``ignored`` are
    locks that no table can hold; ``history`` tells whom somebody met where; ``seated`` who sits where now.
    """

    lines: dict[int, Line]
    rooms: dict[str, Room]
    notes: dict[str, SizeNote]
    wishes: Sequence[GroupWish]
    history: History
    ignored: tuple[int, ...] = ()
    seated: tuple[tuple[int, int], ...] = ()

    @property
    def fingerprint(self) -> str:
        """Return a mark of all that the search is given, to tell whether it changed meanwhile."""
        shown = [self.seated, *((way, *_exact(room)) for way, room in sorted(self.rooms.items()))]
        return hashlib.sha256(repr(shown).encode()).hexdigest()

    def crossing(self) -> list[GroupWish]:
        """Return the wishes to seat people at the venue and people online together."""
        ways = {key: line.registration.attending for key, line in self.lines.items()}
        return [
            wish
            for wish in self.wishes
            if wish.kind == WishKind.TOGETHER and len({ways[key] for key in wish.participant_ids if key in ways}) > 1
        ]


def _exact(room: Room) -> tuple[object, ...]:
    """Return a room as values that print in one order only."""
    people = [replace(person, fields=frozenset()) for person in room.people]
    return (
        people,
        [sorted(person.fields) for person in room.people],
        room.tables,
        room.seed,
        sorted(room.met),
        sorted(room.met_organisations),
        [(wish.key, wish.is_together, sorted(wish.people)) for wish in room.wishes],
        sorted(room.locked.items()),
    )


def basis(event: Event, grouping: Grouping, source: str = "") -> Basis:
    """Read what a search for this grouping is given; the grouping has been loaded with its people."""
    lines = queries.people(event.id, source or grouping.source)
    history = queries.history(event, grouping.id, lines)
    wishes = queries.wishes(event.id)
    people = _people(event, lines, history, wishes)
    rooms, notes, ignored = {}, {}, []
    used = max((group.number for group in grouping.groups), default=0)
    for way in Attending:
        some = [person for person, line in zip(people, lines, strict=True) if line.registration.attending == way]
        groups = [group for group in grouping.groups if group.attending == way]
        planned, notes[way.value] = sizes(len(some), grouping.policy)
        locks, loose = _locks(groups, {person.key for person in some}, planned)
        tables = _tables(groups, planned, locks, some, used)
        used = max([used, *(table.number for table in tables)])
        ignored += loose
        if some:
            rooms[way.value] = _room(some, tables, (history, wishes, locks), f"{grouping.seed}/{way}")
    seated = tuple(sorted(queries.numbers_of(grouping).items()))
    return Basis({line.person.id: line for line in lines}, rooms, notes, wishes, history, tuple(ignored), seated)


def _room(
    people: Sequence[Person],
    tables: tuple[Table, ...],
    known: tuple[History, Sequence[GroupWish], Mapping[int, int]],
    seed: str,
) -> Room:
    history, wishes, locks = known
    keys = {person.key for person in people}
    names = {person.organisation for person in people}
    return Room(
        tuple(people),
        tables,
        seed,
        frozenset(two for two in history.met if keys.issuperset(two)),
        frozenset(two for two in history.organisations if names.issuperset(two)),
        tuple(_wish(wish, keys) for wish in wishes if wish.kind in {WishKind.TOGETHER, WishKind.APART}),
        locks,
    )


def _wish(wish: GroupWish, keys: set[int]) -> Wish:
    return Wish(wish.id, wish.kind == WishKind.TOGETHER, frozenset(wish.participant_ids) & keys)


def _locks(groups: Sequence[Group], keys: set[int], planned: Sequence[int]) -> tuple[dict[int, int], list[int]]:
    """Return the locks that the tables can hold, and those that they can not."""
    held: dict[int, int] = {}
    loose: list[int] = []
    room = sorted(planned, reverse=True)
    asked = [(group, sorted(_locked_at(group) & keys)) for group in groups]
    asked = sorted((item for item in asked if item[1]), key=lambda item: (-len(item[1]), item[0].number))
    for place, (group, some) in enumerate(asked):
        size = room[place] if place < len(room) else 0
        held.update(dict.fromkeys(some[:size], group.number))
        loose += some[size:]
    return held, loose


def _locked_at(group: Group) -> set[int]:
    return {place.participant_id for place in group.places if place.is_locked}


def _tables(
    groups: Sequence[Group], planned: Sequence[int], locks: Mapping[int, int], people: Sequence[Person], used: int
) -> tuple[Table, ...]:
    """Return tables with numbers: those where somebody is locked, then those that exist, then new ones."""
    locked = {number: list(locks.values()).count(number) for number in locks.values()}
    numbers = sorted({group.number for group in groups}, key=lambda number: (-locked.get(number, 0), number))
    numbers = (numbers + [used + extra for extra in range(1, len(planned) + 1)])[: len(planned)]
    free = [number for number in numbers if number not in locked]
    order = sorted(locked, key=lambda number: (-locked[number], number)) + sorted(free)
    accessible = {group.number for group in groups if group.is_accessible}
    if not groups:
        accessible = set(order[: _accessible_wanted(people)])
    found = [
        Table(number, size, number in accessible)
        for number, size in zip(order, sorted(planned, reverse=True), strict=True)
    ]
    return tuple(sorted(found, key=lambda table: table.number))


def _accessible_wanted(people: Sequence[Person]) -> int:
    """Return how many tables to begin with that a wheelchair reaches."""
    needing = [person for person in people if person.needs_access]
    same = [sum(other.organisation == one.organisation != "" for other in needing) for one in needing]
    return max(ceil(len(needing) / (GROUP_SIZE - 1)), *same, 0) if needing else 0


def _people(event: Event, lines: Sequence[Line], history: History, wishes: Sequence[GroupWish]) -> list[Person]:
    records = _records(event, {line.registration.member_id for line in lines if line.registration.member_id})
    needing = queries.in_need_of_access(event.id)
    able = {kind: {key for wish in wishes if wish.kind == kind for key in wish.participant_ids} for kind in WishKind}
    return [
        replace(
            _person(line, records.get(line.registration.member_id or 0)),
            is_newcomer=line.person.id not in history.experienced,
            needs_access=line.person.id in needing and line.registration.attending == Attending.VENUE,
            may_lead=line.person.id in able[WishKind.MAY_LEAD],
            may_record=line.person.id in able[WishKind.MAY_RECORD],
        )
        for line in lines
    ]


def _person(line: Line, record: MemberRecord | None) -> Person:
    registration = line.registration
    return Person(
        line.person.id,
        queries.organisation_of(registration),
        registration.organisation_kind or (record.kind if record else ""),
        registration.municipality or (record.municipality if record else ""),
        frozenset([*(record.themes or ()), *(record.npo_fields or ())]) if record else frozenset(),
    )


def _records(event: Event, member_ids: set[int]) -> dict[int, MemberRecord]:
    """Return the members' lines in the register on the day of the event."""
    if not member_ids:
        return {}
    statement = lines_as_of(to_tokyo(event.starts_at).date()).where(MemberRecord.member_id.in_(sorted(member_ids)))
    return {line.member_id: line for line in db.session.scalars(statement)}


def met_with(basis: Basis, key: int, others: Iterable[int]) -> dict[int, str]:
    """Return whom of others a person met before, with the event."""
    return {other: basis.history.met[pair(key, other)] for other in others if pair(key, other) in basis.history.met}
