"""The list of the day: who is expected, found by initial, reading, organisation or number."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import contains_eager

from platform_app import folding
from platform_app.events.day_models import Attendance, AttendanceTap
from platform_app.events.registration_models import Participant, Registration
from platform_app.events.registration_queries import numbered
from platform_app.extensions import db
from platform_app.paging import Page
from platform_app.vocabulary.events import UNDONE, RegistrationStatus

#: The rows of the kana table: the name of a row, and the letters of the folded reading it begins with.
KANA_ROWS: dict[str, str] = {
    "ア": "アイウエオヴ",
    "カ": "カキクケコガギグゲゴ",
    "サ": "サシスセソザジズゼゾ",
    "タ": "タチツテトダヂヅデド",
    "ナ": "ナニヌネノ",
    "ハ": "ハヒフヘホバビブベボパピプペポ",
    "マ": "マミムメモ",
    "ヤ": "ヤユヨ",
    "ラ": "ラリルレロ",
    "ワ": "ワヰヱヲン",
}
OTHER_INITIALS = "other"
BY_KANA = (Participant.kana_key, Participant.id)
BY_ORGANISATION = (Registration.organisation_key, Registration.organisation, Participant.kana_key, Participant.id)


@dataclass(frozen=True)
class Roll:
    """What the list of the day is narrowed to; an empty value asks for nothing. ``mark`` UNDONE is nobody's yet."""

    words: str = ""
    initial: str = ""
    mark: str = ""
    attending: str = ""


@dataclass(frozen=True)
class Line:
    """One person of the list; ``attendance`` is None until something is known."""

    person: Participant
    attendance: Attendance | None

    @property
    def registration(self) -> Registration:
        """The registration the person stands on."""
        return self.person.registration

    @property
    def mark(self) -> str:
        """The mark, or UNDONE."""
        return self.attendance.mark if self.attendance else UNDONE


def expected(
    event_id: int, status: RegistrationStatus = RegistrationStatus.CONFIRMED
) -> Select[Participant, Attendance]:
    """Return the statement of everybody whose registration stands so, with what is known of each."""
    return (
        select(Participant, Attendance)
        .join(Registration, Registration.id == Participant.registration_id)
        .outerjoin(Attendance, Attendance.participant_id == Participant.id)
        .where(Participant.event_id == event_id, Participant.is_active, Registration.status == status.value)
    )


def _narrowed(event_id: int, roll: Roll) -> Select[Participant, Attendance]:
    statement = expected(event_id)
    if roll.attending:
        statement = statement.where(Registration.attending == roll.attending)
    if roll.mark == UNDONE:
        statement = statement.where(Attendance.id.is_(None))
    elif roll.mark:
        statement = statement.where(Attendance.mark == roll.mark)
    if roll.initial:
        statement = statement.where(_begins(roll.initial))
    return statement.where(_found(roll.words)) if roll.words.strip() else statement


def _begins(row: str) -> ColumnElement[bool]:
    """Say that a reading begins in a row of the kana table, or in none."""
    first = func.substr(Participant.kana_key, 1, 1)
    if row in KANA_ROWS:
        return first.in_(list(KANA_ROWS[row]))
    return first.not_in(list("".join(KANA_ROWS.values())))


def _found(words: str) -> ColumnElement[bool]:
    """Say that a person fits: reading, name, organisation, or the receipt number that the QR code holds."""
    one = numbered(words)
    if one is not None:
        return Registration.id == one.id
    key, name = folding.search_key(words), folding.name_key(words)
    ways: list[ColumnElement[bool]] = [Participant.name.contains(words.strip(), autoescape=True)]
    if key:
        ways.append(Participant.kana_key.startswith(key, autoescape=True))
    if name:
        ways.append(Registration.organisation_key.contains(name, autoescape=True))
    return or_(*ways)


def roll_count(event_id: int, roll: Roll) -> int:
    """Count the people of a list."""
    statement = _narrowed(event_id, roll).with_only_columns(func.count(Participant.id), maintain_column_froms=True)
    return db.session.scalar(statement) or 0


def _read(statement: Select[Participant, Attendance]) -> list[Line]:
    whole = statement.options(contains_eager(Participant.registration))
    return [Line(person, attendance) for person, attendance in db.session.execute(whole)]


def roll_page(event_id: int, roll: Roll, page: Page) -> list[Line]:
    """Return one page of a list, by reading."""
    statement = _narrowed(event_id, roll).order_by(*BY_KANA).limit(page.size).offset(page.offset)
    return _read(statement)


def line(event_id: int, participant_id: int) -> Line | None:
    """Return one person of the list, None for a stranger or somebody without a place."""
    found = _read(expected(event_id).where(Participant.id == participant_id))
    return found[0] if found else None


def taps(participant_id: int) -> Sequence[AttendanceTap]:
    """Return the taps about a person in the order of their hours."""
    statement = select(AttendanceTap).where(AttendanceTap.participant_id == participant_id)
    return db.session.scalars(statement.order_by(AttendanceTap.at, AttendanceTap.tap_id)).all()


def lines(event_id: int, *, by_organisation: bool = False, attending: str = "") -> list[Line]:
    """Return everybody whose place is sure, by reading or by organisation: the rows of the sheets."""
    order = BY_ORGANISATION if by_organisation else BY_KANA
    statement = _narrowed(event_id, Roll(attending=attending)).order_by(*order)
    return _read(statement)


def waiting_lines(event_id: int, order: Sequence[Any]) -> list[Line]:
    """Return everybody who waits, in the order of the waiting list that is handed in."""
    statement = expected(event_id, RegistrationStatus.WAITING).order_by(*order, Participant.id)
    return _read(statement)
