"""The sheets of a grouping: rows of 班別名簿, tables of 席次表, table cards, Zoom's rooms.

Sheets that are handed out name only who agreed to be listed; nobody's needs are on any of them.
"""

import csv
from io import StringIO
from typing import Any

from platform_app.dates import now, today
from platform_app.events import words as event_words
from platform_app.events.day_sheets import ROOM_HEADER, online_people
from platform_app.events.models import Event
from platform_app.events.pages import base_url
from platform_app.groups import queries, words
from platform_app.groups.models import Group, Grouping, GroupPlace
from platform_app.members.rosters import OUTPUTS
from platform_app.vocabulary.events import Attending, EventFormat
from reports.columns import Stamp
from reports.documents.group_seating import Seat, SeatedTable, group_seating
from reports.documents.group_table_cards import TableCard, group_table_cards
from reports.rosters.groups import GROUPS

NOT_LISTED = "（掲載なし）"


def roster_rows(grouping: Grouping) -> list[dict[str, Any]]:
    """Return the rows of 班別名簿; who did not agree to be listed is counted, not named."""
    return [_row(group, place) for group in queries.seated_groups(grouping) for place in group.places]


def _row(group: Group, place: GroupPlace) -> dict[str, Any]:
    person = place.participant
    is_listed = person.is_listed
    return {
        "group": words.group_name(group),
        "attending": group.attending,
        "role": place.role or None,
        "organisation": person.registration.organisation if is_listed else "",
        "position": "\u3000".join(part for part in (person.department, person.title) if part) if is_listed else "",
        "name": person.name if is_listed else NOT_LISTED,
    }


def roster_stamp(event: Event, grouping: Grouping, count: int) -> Stamp:
    """Return what 班別名簿 states of itself."""
    scope = "、".join([event_words.full_title(event), grouping.title, words.state(grouping), GROUPS.note.rstrip("。")])
    return Stamp(today(), now(), scope, count)


def roster(event: Event, grouping: Grouping, output: str) -> tuple[bytes, int]:
    """Return 班別名簿 in one format, and its number of rows."""
    rows = roster_rows(grouping)
    return OUTPUTS[output].write(GROUPS, rows, roster_stamp(event, grouping, len(rows))), len(rows)


def seating(event: Event, grouping: Grouping) -> bytes:
    """Return 席次表 as PDF."""
    is_mixed = event.format == EventFormat.HYBRID
    tables = [
        SeatedTable(
            words.group_name(group),
            Attending.label_of(group.attending) if is_mixed else "",
            tuple(_seat(place) for place in group.places),
        )
        for group in queries.seated_groups(grouping)
    ]
    lines = [event_words.full_title(event), f"{grouping.title}　{words.state(grouping)}　敬称略"]
    return group_seating(tables, title="席次表", lines=lines)


def _seat(place: GroupPlace) -> Seat:
    person, role = place.participant, words.role(place.role)
    if not person.is_listed:
        return Seat(NOT_LISTED, "", role)
    return Seat(person.name, person.registration.organisation, role)


def cards(event: Event, grouping: Grouping) -> bytes:
    """Return the cards of the tables at the venue as PDF."""
    found = [
        TableCard(words.group_name(group), event_words.full_title(event), table_address(group))
        for group in queries.seated_groups(grouping)
        if group.attending == Attending.VENUE
    ]
    return group_table_cards(found)


def table_address(group: Group) -> str:
    """Return the address of a table's page."""
    return f"{base_url()}/tables/{group.code}"


def zoom_csv(event: Event, grouping: Grouping) -> tuple[bytes, int]:
    """Return Zoom's pre-assignment of breakout rooms, and how many people it names."""
    groups = {place.participant_id: group for group in grouping.groups for place in group.places}
    people, _missing = online_people(event)
    found = [(groups[line.person_id], email) for line, email in people if line.person_id in groups]
    found.sort(key=lambda item: (item[0].number, item[1]))
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(ROOM_HEADER)
    writer.writerows((words.group_name(group), email) for group, email in found)
    return target.getvalue().encode("utf-8-sig"), len(found)
