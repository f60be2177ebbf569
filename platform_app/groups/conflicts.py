"""Which rules can not be kept together: the smallest cause, found by trying, never guessed.

The rules are single elements (one wish, one organisation, one lock, the accessible tables). Some of
them are a cause when nobody can be seated by them alone; a cause is the smallest when no fewer are one.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import comb

from platform_app.groups.problem import Room, Wish, joined
from platform_app.vocabulary.groups import Cause

#: Steps of one trial; what takes longer counts as possible, so that no conflict is claimed without a proof.
MOST_STEPS, MOST_UNITS = 4_000, 300
#: Trials for a smaller cause than the first one found, and causes that are named at most.
MOST_TRIALS, MOST_CAUSES = 1_500, 5


@dataclass(frozen=True, order=True)
class Element:
    """One rule: ``name`` is a wish's key, an organisation, a locked person's key, or empty."""

    cause: str
    name: str


class _GivenUp(Exception):
    """The steps are used up."""


def elements(room: Room) -> list[Element]:
    """Return every rule of a room that can stand against another one."""
    found = [Element(Cause.WISH, str(wish.key)) for wish in room.wishes]
    found += [Element(Cause.LOCK, str(key)) for key in sorted(room.locked)]
    if any(person.needs_access for person in room.people):
        found.append(Element(Cause.ACCESS, ""))
    return found + [Element(Cause.ORGANISATION, name) for name in sorted(room.organisations())]


def causes(room: Room) -> list[tuple[Element, ...]]:
    """Return the smallest causes why not every hard rule can be kept, each of other rules than those before."""
    left = elements(room)
    found: list[tuple[Element, ...]] = []
    while len(found) < MOST_CAUSES:
        cause = smallest(room, left)
        if cause is None:
            break
        found.append(cause)
        left = [element for element in left if element not in cause]
    return found


def smallest(room: Room, among: Sequence[Element]) -> tuple[Element, ...] | None:
    """Return the fewest rules that can not be kept together; None when all can, as far as is known."""
    if is_possible(room, among):
        return None
    core = list(among)
    for element in among:
        fewer = [one for one in core if one != element]
        if not is_possible(room, fewer):
            core = fewer
    for size in range(1, len(core)):
        if comb(len(among), size) > MOST_TRIALS:
            break
        for some in combinations(among, size):
            if not is_possible(room, some):
                return some
    return tuple(core)


def is_possible(room: Room, active: Iterable[Element]) -> bool:
    """Whether people can be seated by these rules; what is not known counts as possible."""
    try:
        return possible(room, active) is not None
    except _GivenUp:
        return True


def kept(room: Room) -> Mapping[int, int] | None:
    """Return places by which every hard rule is kept, for whom rules are about; None when none are known."""
    try:
        return possible(room, elements(room))
    except _GivenUp:
        return None


@dataclass(frozen=True)
class _Unit:
    """People who sit together, and the tables that they may sit at, by place."""

    people: frozenset[int]
    tables: frozenset[int]


def possible(room: Room, active: Iterable[Element]) -> dict[int, int] | None:
    """Return places for whom these rules are about, by key and table number; None when there are none."""
    trial = _Trial(room, frozenset(active))
    if len(trial.units) > MOST_UNITS:
        raise _GivenUp
    if trial.is_crowded():
        return None
    chosen = trial.place({}, [table.size for table in room.tables])
    if chosen is None:
        return None
    return {key: room.tables[place].number for number, place in chosen.items() for key in trial.units[number].people}


class _Trial:
    """Seating whom some rules are about; everybody else fills what is left."""

    def __init__(self, room: Room, active: frozenset[Element]) -> None:
        self.room, self.steps = room, 0
        wishes = [wish for wish in room.wishes if Element(Cause.WISH, str(wish.key)) in active]
        self.groups = {
            name: frozenset(keys)
            for name, keys in room.organisations().items()
            if Element(Cause.ORGANISATION, name) in active
        }
        locks = {key: table for key, table in room.locked.items() if Element(Cause.LOCK, str(key)) in active}
        access = {one.key for one in room.people if one.needs_access and Element(Cause.ACCESS, "") in active}
        self.units = self._units(wishes, locks, access)
        self.of = {key: number for number, unit in enumerate(self.units) for key in unit.people}
        self.enemies = self._enemies(wishes)

    def _units(self, wishes: Sequence[Wish], locks: Mapping[int, int], access: set[int]) -> list[_Unit]:
        known = set(self.room.keys)
        together = joined(wish.people & known for wish in wishes if wish.is_together)
        apart = [wish.people & known for wish in wishes if not wish.is_together]
        people = set(locks) | access | {key for some in (*apart, *self.groups.values()) for key in some}
        alone = people - {key for unit in together for key in unit}
        found = [*together, *(frozenset({key}) for key in sorted(alone))]
        return [_Unit(unit, self._tables(unit, locks, access)) for unit in found if unit]

    def _tables(self, unit: frozenset[int], locks: Mapping[int, int], access: set[int]) -> frozenset[int]:
        numbers = {locks[key] for key in unit if key in locks}
        return frozenset(
            place
            for place, table in enumerate(self.room.tables)
            if numbers <= {table.number} and (table.is_accessible or not unit & access) and len(unit) <= table.size
        )

    def _enemies(self, wishes: Sequence[Wish]) -> list[set[int]]:
        """Return who may not sit with whom; a unit that is its own enemy can sit nowhere."""
        found: list[set[int]] = [set() for _ in self.units]
        for wish in wishes:
            if not wish.is_together:
                self._part(found, wish.people, is_of_one=False)
        for people in self.groups.values():
            self._part(found, people, is_of_one=True)
        return found

    def _part(self, found: list[set[int]], people: frozenset[int], *, is_of_one: bool) -> None:
        for one, other in combinations(sorted(key for key in people if key in self.of), 2):
            first, second = self.of[one], self.of[other]
            if first != second or not is_of_one:
                found[first].add(second)
                found[second].add(first)

    def is_crowded(self) -> bool:
        """Whether it is plain at once: nowhere to sit, or more who must part than tables."""
        if any(not unit.tables or number in self.enemies[number] for number, unit in enumerate(self.units)):
            return True
        most = len(self.room.tables)
        crowds = [{self.of[key] for key in people} for people in self.groups.values()]
        return any(len(crowd) > most for crowd in crowds)

    def place(self, chosen: dict[int, int], left: list[int]) -> dict[int, int] | None:
        """Seat whoever has the fewest tables to choose from, and the rest after them."""
        if len(chosen) == len(self.units):
            return chosen
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _GivenUp
        options = {
            number: self._options(number, chosen, left) for number in range(len(self.units)) if number not in chosen
        }
        number = min(options, key=lambda one: (len(options[one]), -len(self.units[one].people), one))
        seen: set[tuple[object, ...]] = set()
        for place in options[number]:
            alike = self._alike(place, chosen, left)
            if alike in seen:
                continue
            seen.add(alike)
            left[place] -= len(self.units[number].people)
            found = self.place({**chosen, number: place}, left)
            left[place] += len(self.units[number].people)
            if found is not None:
                return found
        return None

    def _options(self, number: int, chosen: Mapping[int, int], left: Sequence[int]) -> list[int]:
        taken = {chosen[enemy] for enemy in self.enemies[number] if enemy in chosen}
        size = len(self.units[number].people)
        return [place for place in sorted(self.units[number].tables) if place not in taken and left[place] >= size]

    def _alike(self, place: int, chosen: Mapping[int, int], left: Sequence[int]) -> tuple[object, ...]:
        """Return what makes one empty table as good as another."""
        if place in chosen.values():
            return ("taken", place)
        wanted = tuple(
            number for number, unit in enumerate(self.units) if number not in chosen and place in unit.tables
        )
        return (left[place], wanted)
