"""The rows of the sheets: everybody of an event as plain values, so that ten thousand are read in one go."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import Select, select

from platform_app.events.day_models import Attendance
from platform_app.events.operations.seating import WAITING_ORDER
from platform_app.events.registration_models import Participant, Registration
from platform_app.events.roll_queries import BY_KANA, BY_ORGANISATION, expected
from platform_app.extensions import db
from platform_app.vocabulary.events import RegistrationStatus


class SheetLine(NamedTuple):
    """One person with the registration and what is known of the attendance."""

    person_id: int
    name: str
    kana: str
    department: str
    title: str
    own_email: str
    is_listed: bool
    is_photographed: bool
    is_walk_in: bool
    replaces_id: int | None
    registration_id: int
    number: str
    member_id: int | None
    organisation: str
    organisation_kind: str
    contact_name: str
    seat_class: str
    attending: str
    email: str
    phone: str
    channel: str
    arrived_at: datetime
    mark: str | None
    came_at: datetime | None
    left_at: datetime | None
    note: str | None

    @property
    def position(self) -> str:
        """Department and post in one line."""
        return "\u3000".join(part for part in (self.department, self.title) if part)


_COLUMNS = (
    Participant.id, Participant.name, Participant.kana, Participant.department, Participant.title, Participant.email,
    Participant.is_listed, Participant.is_photographed, Participant.is_walk_in, Participant.replaces_id,
    Registration.id, Registration.number, Registration.member_id, Registration.organisation,
    Registration.organisation_kind, Registration.contact_name, Registration.seat_class, Registration.attending,
    Registration.email, Registration.phone, Registration.channel, Registration.arrived_at,
    Attendance.mark, Attendance.arrived_at.label("came_at"), Attendance.left_at, Attendance.note,
)  # fmt: skip


def lines(event_id: int, *, by_organisation: bool = False, attending: str = "") -> list[SheetLine]:
    """Return everybody whose place is sure, by reading or by organisation."""
    statement = expected(event_id).order_by(*(BY_ORGANISATION if by_organisation else BY_KANA))
    return _read(statement, attending)


def waiting(event_id: int, *, attending: str = "") -> list[SheetLine]:
    """Return everybody who waits, in the order of the waiting list."""
    statement = expected(event_id, RegistrationStatus.WAITING).order_by(*WAITING_ORDER, Participant.id)
    return _read(statement, attending)


def _read(statement: Select[Participant, Attendance], attending: str) -> list[SheetLine]:
    if attending:
        statement = statement.where(Registration.attending == attending)
    rows = db.session.execute(statement.with_only_columns(*_COLUMNS, maintain_column_froms=True))
    return [SheetLine._make(row) for row in rows]


def replaced_names(found: Iterable[SheetLine]) -> dict[int, str]:
    """Return whom each substitute stands in for, by the substitute's id."""
    pairs = {line.person_id: line.replaces_id for line in found if line.replaces_id}
    if not pairs:
        return {}
    rows = db.session.execute(select(Participant.id, Participant.name).where(Participant.id.in_(pairs.values())))
    names = {key: name for key, name in rows}  # noqa: C416 - typed rows
    return {key: names[old] for key, old in pairs.items() if old in names}


def alone(found: Sequence[SheetLine]) -> set[int]:
    """Return the registrations of one person, whose contact address is that person's."""
    counted: dict[int, int] = {}
    for line in found:
        counted[line.registration_id] = counted.get(line.registration_id, 0) + 1
    return {key for key, number in counted.items() if number == 1}
