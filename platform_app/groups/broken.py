"""Which hard rules the groups break as they stand, at which table and by whom.

``conflicts`` says which rules can not be kept together, however people are seated; this says what is not
kept now, whatever the reason: a place set by hand breaks a rule that could well be kept.
"""

from collections.abc import Iterator, Mapping, Sequence

from platform_app.groups import words
from platform_app.groups.basis import Basis
from platform_app.groups.models import Grouping
from platform_app.groups.problem import Room
from platform_app.groups.queries import seated_groups
from platform_app.groups.scoring import Line, companies, pairs_at
from platform_app.vocabulary.groups import Rule, TableRole, WishKind

#: What every table needs one of, and no more.
NEEDED = (TableRole.FACILITATOR, TableRole.RECORDER)
Seated = Sequence[tuple[str, Room, Mapping[int, int]]]


def sentences(known: Basis, grouping: Grouping, rooms: Seated, score: Sequence[Line]) -> list[str]:
    """Return one sentence for each hard rule that is broken somewhere, by table."""
    count = {line.rule: line for line in score}
    found = [text for _way, room, places in rooms for text in _colleagues(known, room, places)]
    if count[Rule.REQUEST].count:
        found += _wishes(known, {key: number for _way, _room, places in rooms for key, number in places.items()})
    if count[Rule.ACCESS].count:
        found.append(words.unreached(count[Rule.ACCESS].count))
    if not count[Rule.ROLE].is_proven:
        found += [text for _way, room, places in rooms for text in _unled(room, places)]
    return found + list(_roles(grouping))


def _colleagues(known: Basis, room: Room, places: Mapping[int, int]) -> Iterator[str]:
    """Name the people of one organisation who share a table, but those whom the office wants together."""
    unwanted = pairs_at(places) & room.colleagues()
    for number, company in companies(room, places).items():
        keys = {key for two in unwanted for key in two if places[key] == number}
        by_name: dict[str, list[int]] = {}
        for person in company:
            if person.key in keys:
                by_name.setdefault(person.organisation, []).append(person.key)
        for some in by_name.values():
            organisation = known.lines[some[0]].registration.organisation
            yield f"{number}班に、「{organisation}」の方が{len(some)}人います（{words.names(known, some)}）。"


def _wishes(known: Basis, places: Mapping[int, int]) -> Iterator[str]:
    for wish in known.wishes:
        numbers = [places[key] for key in wish.participant_ids if key in places]
        is_apart = wish.kind == WishKind.APART and len(set(numbers)) < len(numbers)
        is_together = wish.kind == WishKind.TOGETHER and len(set(numbers)) > 1
        if is_apart or is_together:
            yield f"「{words.wish(known, wish)}」が守られていません。"


def _unled(room: Room, places: Mapping[int, int]) -> Iterator[str]:
    """Name the tables without anybody whom the office marked, where there are such people."""
    tables = {number: company for number, company in companies(room, places).items() if company}
    for kind, mark in ((WishKind.MAY_LEAD, "may_lead"), (WishKind.MAY_RECORD, "may_record")):
        without = [number for number, company in tables.items() if not any(getattr(one, mark) for one in company)]
        if without and len(without) < len(tables):
            yield f"{words.tables(without)}に、{kind.label}方がいません。"


def _roles(grouping: Grouping) -> Iterator[str]:
    """Say which tables have nobody, or several, for a role that each has once."""
    for role in NEEDED:
        counts = {group.number: [one.role for one in group.places].count(role) for group in seated_groups(grouping)}
        without = [number for number, count in counts.items() if not count]
        if without:
            yield f"{words.tables(without)}に、{role.label}の方が決まっていません。"
        several = [number for number, count in counts.items() if count > 1]
        if several:
            yield f"{words.tables(several)}に、{role.label}の方が2人以上います。"
