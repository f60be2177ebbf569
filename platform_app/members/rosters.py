"""The register's rosters: rows for one declaration, and bytes in every format."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from platform_app.dates import now, wareki
from platform_app.extensions import db
from platform_app.folding import format_postal_code
from platform_app.members.entry_text import difference_texts
from platform_app.members.models import Member, MemberRecord
from platform_app.members.profile import OrganisationProfile, visible_profile
from platform_app.members.queries import Search, count_as_of, narrowed, reconcile, register_as_of
from platform_app.office.queries import current as office
from platform_app.places.naming import place_choices
from platform_app.vocabulary.organisations import RegisterChange
from platform_app.vocabulary.profile import PROFILE_KEYS, WHOLE_AREA, WHOLE_AREA_LABEL
from reports.columns import Roster, Stamp
from reports.delimited import to_csv
from reports.labels import Address
from reports.roster_pdf import to_pdf
from reports.rosters.changes import RECONCILIATION, REGISTER_CHANGES, difference_text
from reports.rosters.members import MEMBERS, MEMBERS_BRIEF, PUBLIC_MEMBERS
from reports.spreadsheet import to_xlsx

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ROWS_AT_ONCE = 500


@dataclass(frozen=True)
class Output:
    """One format of a download: its ending, media type and writer."""

    ending: str
    media_type: str
    write: Callable[[Roster, Any, Stamp], bytes]


#: The word in the address: the format.
OUTPUTS: dict[str, Output] = {
    "print.xlsx": Output("xlsx", XLSX, lambda roster, rows, stamp: to_xlsx(roster, rows, stamp, form="print")),
    "data.xlsx": Output("xlsx", XLSX, lambda roster, rows, stamp: to_xlsx(roster, rows, stamp, form="data")),
    "csv": Output("csv", "text/csv; charset=utf-8", to_csv),
    "cp932.csv": Output(
        "csv", "text/csv; charset=Shift_JIS", lambda roster, rows, stamp: to_csv(roster, rows, stamp, encoding="cp932")
    ),
    "pdf": Output("pdf", "application/pdf", to_pdf),
}

#: Rosters of the register by their key in the address.
ROSTERS: dict[str, Roster] = {roster.key: roster for roster in (MEMBERS, MEMBERS_BRIEF, PUBLIC_MEMBERS)}


@dataclass(frozen=True)
class Extract:
    """Which lines a roster holds: the date, the knowledge, the search; ``scope`` says the last two in words."""

    on: date
    known_at: datetime | None = None
    search: Search = field(default_factory=Search)
    scope: str = ""

    def stamp(self, count: int) -> Stamp:
        """Return what every output states of itself."""
        return Stamp(self.on, now(), self.scope, count)


def with_places(roster: Roster) -> Roster:
    """Give the columns of places the names of the office's municipalities."""
    names = dict(place_choices(office().prefecture))
    known = {column.key for column in roster.columns}
    tables = {"municipality": names, "areas": {WHOLE_AREA: WHOLE_AREA_LABEL, **names}}
    return roster.with_codes({key: table for key, table in tables.items() if key in known})


def _lines(extract: Extract) -> Iterator[MemberRecord]:
    statement = narrowed(register_as_of(extract.on, known_at=extract.known_at), extract.search)
    yield from db.session.scalars(statement.execution_options(yield_per=ROWS_AT_ONCE))


def rows(key: str, extract: Extract) -> tuple[int, Iterator[dict[str, Any]]]:
    """Return the number of rows of a roster and the rows, read a batch at a time."""
    count = count_as_of(extract.on, extract.search, known_at=extract.known_at)
    if key == PUBLIC_MEMBERS.key:
        return count, (public_row(number, line) for number, line in enumerate(_lines(extract), start=1))
    joined = _joining_days(extract)
    return count, _office_rows(extract, joined, {column.key for column in ROSTERS[key].columns})


def _office_rows(extract: Extract, joined: dict[int, date], wanted: set[str]) -> Iterator[dict[str, Any]]:
    """Yield the lines with the items that a roster shows, for the office: plain rows, half the cost of objects."""
    items = [key for key in PROFILE_KEYS if key in wanted]
    columns = (
        Member.number,
        *(getattr(MemberRecord, key) for key in ("member_id", "standing", "effective_on", "change", *items)),
    )
    statement = narrowed(register_as_of(extract.on, known_at=extract.known_at), extract.search)
    plain = statement.with_only_columns(*columns, maintain_column_froms=True)
    for number, member_id, standing, effective_on, change, *values in db.session.execute(
        plain.execution_options(yield_per=ROWS_AT_ONCE)
    ):
        yield {
            "member_number": str(number),
            "standing": standing,
            "joined_on": joined.get(member_id),
            "effective_on": effective_on,
            "register_change": change,
            **dict(zip(items, values, strict=True)),
        }


def public_row(number: int, line: OrganisationProfile) -> dict[str, Any]:
    """Return a line with only what everybody may see; the visibility filter decides."""
    seen = visible_profile(line)
    contact = [seen[key] for key in ("phone", "fax", "email") if seen.get(key)]
    return {
        "number": number,
        "name": seen["name"],
        "kind": seen["kind"],
        "municipality": seen["municipality"],
        "themes": seen["themes"],
        "activities": seen["activities"],
        "public_contact": "\n".join(map(str, contact)),
        "website": seen.get("website", ""),
    }


def _joining_days(extract: Extract) -> dict[int, date]:
    """Return the day on which each member last joined, as far as known."""
    statement = (
        select(MemberRecord.member_id, func.max(MemberRecord.effective_on))
        .where(MemberRecord.change == RegisterChange.JOIN.value, MemberRecord.effective_on <= extract.on)
        .group_by(MemberRecord.member_id)
    )
    if extract.known_at is not None:
        statement = statement.where(MemberRecord.recorded_at <= extract.known_at)
    return {member_id: day for member_id, day in db.session.execute(statement)}  # noqa: C416 - typed rows


def write(key: str, output: str, extract: Extract) -> bytes:
    """Return a roster of the register as bytes."""
    count, found = rows(key, extract)
    return OUTPUTS[output].write(with_places(ROSTERS[key]), found, extract.stamp(count))


def changes(since: date, until: date) -> list[dict[str, Any]]:
    """Return the rows of 異動一覧: every line that takes effect between two days, both included."""
    found = db.session.scalars(
        select(MemberRecord)
        .where(MemberRecord.effective_on >= since, MemberRecord.effective_on <= until)
        .order_by(MemberRecord.effective_on, MemberRecord.id)
    ).all()
    before = _lines_before(found)
    return [
        {
            "effective_on": line.effective_on,
            "register_change": line.change,
            "member_number": str(line.member.number),
            "organisation_name": line.name,
            "difference": _what_changed(before.get(line.id), line),
        }
        for line in found
    ]


def _lines_before(lines: Any) -> dict[int, MemberRecord]:
    """Return the line that each one followed, with one statement for all."""
    members = {line.member_id for line in lines}
    history: dict[int, MemberRecord] = {}
    last: dict[int, MemberRecord] = {}
    statement = select(MemberRecord).where(MemberRecord.member_id.in_(members))
    for line in db.session.scalars(statement.order_by(MemberRecord.effective_on, MemberRecord.id)):
        if line.member_id in last:
            history[line.id] = last[line.member_id]
        last[line.member_id] = line
    return history


def _what_changed(before: MemberRecord | None, line: MemberRecord) -> str:
    text = difference_text(difference_texts(before.profile, line.profile)) if before else ""
    return "\n".join(part for part in (text, line.note) if part)


def write_changes(output: str, since: date, until: date) -> bytes:
    """Return 異動一覧 as bytes."""
    found = changes(since, until)
    scope = f"{wareki(since)}\uff5e{wareki(until)}"
    return OUTPUTS[output].write(REGISTER_CHANGES, found, Stamp(until, now(), scope, len(found)))


def reconciliation_rows(since: date, until: date, labels: tuple[str, str, str, str]) -> list[dict[str, Any]]:
    """Return 前回, 入会, 退会, 今回 with the organisations behind each figure."""
    found = reconcile(since, until)
    figures: tuple[tuple[int, list[str]], ...] = (
        (found.before, []),
        (len(found.joined), [line.name for line in found.joined]),
        (len(found.left), [line.name for line in found.left]),
        (found.after, []),
    )
    return [
        {"label": label, "count": count, "organisations": names}
        for label, (count, names) in zip(labels, figures, strict=True)
    ]


def write_reconciliation(output: str, since: date, until: date, labels: tuple[str, str, str, str]) -> bytes:
    """Return the reconciliation as bytes."""
    found = reconciliation_rows(since, until, labels)
    return OUTPUTS[output].write(RECONCILIATION, found, Stamp(until, now(), f"{wareki(since)}\uff5e", len(found)))


def addresses(extract: Extract) -> list[Address]:
    """Return the labels of the organisations, for letters to their contact persons."""
    return [
        Address(
            postal_code=format_postal_code(line.postal_code),
            address=line.mailing_address,
            building=line.building,
            organisation=line.name,
            department=line.department,
            person=line.contact_name,
            code=str(line.member.number),
        )
        for line in _lines(extract)
    ]
