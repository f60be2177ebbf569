"""The day: check-in, walk-ins, the waiting list at the door, the paper sheet and online reports."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.events import registration_queries
from platform_app.events.day_models import Attendance
from platform_app.events.errors import EventFull
from platform_app.events.models import Event
from platform_app.events.operations import seating
from platform_app.events.operations.registering import check_limit, own
from platform_app.events.operations.sheets import Sheet, record
from platform_app.events.operations.taps import Tap, check_day, marks_of, standing, take
from platform_app.events.registration_models import Registration
from platform_app.events.workflow import move
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import (
    UNDONE,
    AttendanceMark,
    AttendanceSource,
    EventStatus,
    LedgerCause,
    LedgerDecision,
    LedgerReason,
    RegistrationStatus,
)

__all__ = ["Stay", "Tap", "check_in", "key_sheet", "seat_at_door", "take_report", "walk_in"]


@dataclass(frozen=True)
class Stay:
    """When somebody was there online, from the first joining to the last leaving."""

    participant_id: int
    joined_at: datetime
    left_at: datetime


@operation(Action.CHECK_IN)
def check_in(event: Event, *, tap: Tap, by: Actor) -> Attendance | None:
    """Take one tap and return what then stands about the participant (None after an undo).

    A tap that arrived before changes nothing. Raises NotFound, NotConfirmed, NotTheDay,
    and WrongStatus for an event that is not held.
    """
    take(event, [tap], by)
    return standing(tap.participant_id)


@operation(Action.KEY_SHEET)
def key_sheet(event: Event, *, marks: Mapping[int, str], by: Actor) -> int:
    """Type what the paper sheet says; return how many marks differed from the screen's.

    Only differences are written, and hours that are known already stay. An empty mark says nothing.
    """
    known = marks_of(marks)
    taps = [
        Tap(person, mark, is_timed=False, source=AttendanceSource.PAPER.value)
        for person, mark in sorted(marks.items())
        if mark and mark != known.get(person, UNDONE)
    ]
    take(event, taps, by)
    return len(taps)


@operation(Action.TAKE_REPORT)
def take_report(event: Event, *, stays: Sequence[Stay], by: Actor) -> int:
    """Mark who was there online; the same report taken again changes nothing. Returns how many were new."""
    return take(
        event,
        [
            Tap(
                stay.participant_id,
                AttendanceMark.PRESENT.value,
                tap_id=f"report:{stay.participant_id}:{stay.joined_at.isoformat()}",
                at=stay.joined_at,
                left_at=stay.left_at,
                source=AttendanceSource.REPORT.value,
            )
            for stay in stays
        ],
        by,
    )


@operation(Action.WALK_IN)
def walk_in(event: Event, *, sheet: Sheet, by: Actor) -> Registration:
    """当日参加: register somebody who stands at the door and mark them present; the same page sent twice counts once.

    Raises EventFull (nothing is kept then), AlreadyRegistered, OrganisationLimitReached, NotTheDay, WrongStatus.
    """
    known = registration_queries.by_submission(event.id, sheet.submission_token)
    if known is not None:
        return known
    check_day(event, now())
    registration = record(event, sheet, by)
    check_limit(event, registration)
    if seating.is_frozen(event, now()):
        _seat(event, registration, by)
    elif seating.occupy(event, registration, by, cause=LedgerCause.REGISTERED) != RegistrationStatus.CONFIRMED:
        raise EventFull
    db.session.flush()
    for person in registration.participants:
        person.is_walk_in = True
    taps = [Tap(person.id, AttendanceMark.PRESENT.value) for person in registration.participants]
    take(event, taps, by)
    return registration


@operation(Action.SEAT_AT_DOOR)
def seat_at_door(event: Event, *, registration_id: int, by: Actor) -> Registration:
    """Give a waiting registration places that nobody holds, once nobody moves up any more.

    Raises EventFull when too few are free or the waiting list still moves by itself, RegistrationSettled
    when it does not wait.
    """
    registration = own(event, registration_id, by)
    if not seating.is_frozen(event, now()) or event.status != EventStatus.PUBLISHED:
        raise EventFull
    _seat(event, registration, by)
    return registration


def _seat(event: Event, registration: Registration, by: Actor) -> None:
    """Seat whoever is at the door from what nobody holds; the waiting list has stopped, so it is not overtaken."""
    size = seating.size_of(registration)
    for pool in seating.pools_for(event, registration):
        left = seating.free(pool)
        if left is None or size <= left:
            move(registration, "confirm")
            registration.pool_id, registration.has_conflict = pool.id, False
            cause, reason = LedgerCause.BY_OFFICE, LedgerReason.SEAT_FREE
            seating.note(registration, cause, LedgerDecision.CONFIRMED, reason, by, left)
            return
    raise EventFull
