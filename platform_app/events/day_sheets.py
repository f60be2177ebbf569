"""The sheets of the day: rows for the declared rosters, cards, the programme and Zoom's room list."""

import csv
from datetime import date
from io import BytesIO, StringIO
from typing import Any

from platform_app.dates import now, to_tokyo, today
from platform_app.events import sheet_queries as queries
from platform_app.events import words
from platform_app.events.attendance_queries import kinds_of
from platform_app.events.flyers import programme_rows
from platform_app.events.models import Event
from platform_app.events.sheet_queries import SheetLine
from platform_app.extensions import db
from platform_app.folding import format_postal_code
from platform_app.members.models import MemberRecord
from platform_app.members.queries import lines_as_of
from platform_app.members.rosters import OUTPUTS
from platform_app.vocabulary.events import Attending
from reports.columns import Roster, Stamp
from reports.documents.name_cards import NameCard
from reports.documents.programme_sheet import programme_sheet
from reports.labels import Address
from reports.pdf import render
from reports.rosters.participants import (
    PARTICIPANTS,
    RECEPTION,
    RECEPTION_BY_ORGANISATION,
    REGISTRANTS,
    ROSTERS,
    WAITING,
)
from reports.spreadsheet import write_printed_book

#: The header that Zoom's pre-assignment of breakout rooms reads.
ROOM_HEADER = ("Pre-assign Room Name", "Email Address")
_BY_KANA = frozenset({RECEPTION.key, REGISTRANTS.key})


def rows(event: Event, key: str, attending: str = "") -> list[dict[str, Any]]:
    """Return the rows of one roster of an event, numbered."""
    lines = _lines(event, key, attending)
    names = queries.replaced_names(lines)
    kinds = kinds_of(event, {line.member_id for line in lines if line.member_id})
    return [
        _row(number, line, names.get(line.person_id, ""), kinds.get(line.member_id or 0, ""))
        for number, line in enumerate(lines, start=1)
    ]


def _lines(event: Event, key: str, attending: str) -> list[SheetLine]:
    if key == WAITING.key:
        return queries.waiting(event.id, attending=attending)
    found = queries.lines(event.id, by_organisation=key not in _BY_KANA, attending=attending)
    return [line for line in found if line.is_listed] if key == PARTICIPANTS.key else found


def _row(number: int, line: SheetLine, stands_for: str, kind: str) -> dict[str, Any]:
    came = "当日参加" if line.is_walk_in else ""
    return {
        "row_number": number,
        "receipt_number": line.number,
        "name": line.name,
        "kana": line.kana,
        "organisation": line.organisation,
        "organisation_kind": line.organisation_kind or kind or None,
        "position": line.position,
        "department": line.department,
        "job_title": line.title,
        "seat_class": line.seat_class,
        "attending": line.attending,
        "email": line.own_email or line.email,
        "phone": line.phone,
        "listed": "○" if line.is_listed else "",
        "photographed": "○" if line.is_photographed else "",
        "channel": line.channel,
        "arrived_at": line.arrived_at,
        "mark": line.mark,
        "came_at": line.came_at,
        "left_at": line.left_at,
        "stands_for": stands_for,
        "attendance_note": "、".join(filter(None, (came, line.note))),
        "remarks": "、".join(filter(None, ("代理出席" if stands_for else "", came))),
    }


def stamp(event: Event, roster: Roster, count: int, attending: str = "") -> Stamp:
    """Return what a sheet states of itself: the event, and who is on it."""
    parts = [words.full_title(event), Attending.label_of(attending) if attending else "", roster.note.rstrip("。")]
    return Stamp(today(), now(), "、".join(part for part in parts if part), count)


def write(event: Event, key: str, output: str, attending: str = "") -> tuple[bytes, int]:
    """Return a roster as bytes and its number of rows; the printed reception workbook has 補欠 as its second sheet."""
    found = rows(event, key, attending)
    roster = ROSTERS[key]
    stated = stamp(event, roster, len(found), attending)
    if key in {RECEPTION.key, RECEPTION_BY_ORGANISATION.key} and output == "print.xlsx":
        waiting = rows(event, WAITING.key, attending)
        target = BytesIO()
        parts = [(roster, found, stated), (WAITING, waiting, stamp(event, WAITING, len(waiting), attending))]
        write_printed_book(parts, target)
        return target.getvalue(), len(found) + len(waiting)
    return OUTPUTS[output].write(roster, found, stated), len(found)


def cards(event: Event, attending: str = Attending.VENUE) -> list[NameCard]:
    """Return who gets a card, by organisation: by default those who come to the venue."""
    return [
        NameCard(line.name, line.kana, line.organisation, line.position, words.full_title(event))
        for line in queries.lines(event.id, by_organisation=True, attending=attending)
    ]


def programme_pdf(event: Event) -> bytes:
    """Return 次第 as PDF."""
    materials = [file.caption or file.file_name for file in event.files if file.kind == "material"]
    texts = {
        "title": words.full_title(event),
        "subtitle": event.subtitle,
        "when": words.when(event),
        "where": words.where(event),
        "materials": "\n".join(f"{number}　{name}" for number, name in enumerate(materials, start=1)),
        "organisers": "\u3000".join(words.organiser_lines(event)),
    }
    filled = {key: value for key, value in texts.items() if value}
    lines = programme_rows(event)
    document = programme_sheet(filled=tuple(filled), has_times=any(line["starts"] for line in lines))
    return render(document, {**filled, "programme": lines})


def addresses(event: Event, on: date | None = None) -> tuple[list[Address], int]:
    """Return the labels of members who take part, and how many registrations have no address in the register."""
    registrations = {line.registration_id: line for line in queries.lines(event.id, by_organisation=True)}
    members = {one.member_id for one in registrations.values() if one.member_id}
    statement = lines_as_of(on or to_tokyo(now()).date()).where(MemberRecord.member_id.in_(members))
    known = {line.member_id: line for line in db.session.scalars(statement) if line.address}
    labels = [
        Address(
            postal_code=format_postal_code(line.postal_code),
            address=line.mailing_address,
            building=line.building,
            organisation=one.organisation,
            person=one.contact_name,
            code=one.number,
        )
        for one in registrations.values()
        if (line := known.get(one.member_id or 0)) is not None
    ]
    return labels, len(registrations) - len(labels)


def online_people(event: Event) -> tuple[list[tuple[SheetLine, str]], int]:
    """Return who takes part online with an address of their own, and how many have none."""
    lines = queries.lines(event.id, by_organisation=True, attending=Attending.ONLINE)
    alone = queries.alone(lines)
    found = [(line, line.own_email or (line.email if line.registration_id in alone else "")) for line in lines]
    reached = [(line, email) for line, email in found if email]
    return reached, len(lines) - len(reached)


def rooms_csv(event: Event, rooms: int) -> bytes:
    """Return Zoom's CSV: people of one organisation go to different rooms, rooms differ by one at most."""
    people, _ = online_people(event)
    target = StringIO(newline="")
    writer = csv.writer(target, lineterminator="\r\n")
    writer.writerow(ROOM_HEADER)
    for place, (_line, email) in enumerate(people):
        writer.writerow((f"グループ{place % rooms + 1}", email))
    return target.getvalue().encode("utf-8-sig")


#: Used by the list of the sheets: (key, label, what it is).
SHEET_LABELS: tuple[tuple[str, str, str], ...] = (
    ("participants", "参加者名簿（配布用）", "掲載に同意した方だけ。敬称略。電話・メールは載りません。"),
    ("reception", "受付名簿（五十音順）", "受付で印を付ける名簿。印刷用のExcelは、補欠を別のシートにします。"),
    ("reception_by_organisation", "受付名簿（団体順）", "団体ごとに並べたもの。"),
    ("waiting", "受付名簿（補欠）", "キャンセル待ちの方を、順番に並べたもの。"),
    ("attendees", "出席者名簿", "出欠と代理出席。会議の記録に使います。"),
    ("registrants", "参加者一覧（事務局用）", "電話・メールを含みます。配布しないでください。"),
)
