"""Taps: what a device, a sheet of paper or a report says about somebody's attendance, and what follows.

Taps carry the id that the device gave them and the hour at which they were made, so the
same tap may arrive twice, late, and in any order: what stands about a participant
follows from the set of taps alone.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.dates import now, to_tokyo
from platform_app.errors import NotFound
from platform_app.events.day_models import Attendance, AttendanceTap
from platform_app.events.errors import EventSettled, NotConfirmed, NotTheDay
from platform_app.events.models import Event
from platform_app.events.registration_models import Participant, Registration
from platform_app.extensions import db
from platform_app.numbering import new_secret
from platform_app.vocabulary.events import (
    ATTENDED,
    UNDONE,
    AttendanceMark,
    AttendanceSource,
    EventStatus,
    RegistrationStatus,
)


@dataclass(frozen=True)
class Tap:
    """One mark as a device made it; ``at`` None is now, ``is_timed`` whether the hour is that of the fact."""

    participant_id: int
    mark: str
    tap_id: str = field(default_factory=new_secret)
    at: datetime | None = None
    is_timed: bool = True
    left_at: datetime | None = None
    note: str = ""
    source: str = AttendanceSource.SCREEN.value


def check_day(event: Event, at: datetime) -> None:
    """Refuse attendance at an event that is not held, or before its day."""
    if event.status != EventStatus.PUBLISHED:
        raise EventSettled
    if to_tokyo(at).date() < to_tokyo(event.reception_at or event.starts_at).date():
        raise NotTheDay


def take(event: Event, taps: Sequence[Tap], by: Actor) -> int:
    """Write the taps that are new and settle whom they are about; return how many were new."""
    if event.status != EventStatus.PUBLISHED:
        raise EventSettled
    known = set(
        db.session.scalars(
            select(AttendanceTap.tap_id).where(
                AttendanceTap.event_id == event.id, AttendanceTap.tap_id.in_([tap.tap_id for tap in taps])
            )
        )
    )
    fresh = [tap for tap in {tap.tap_id: tap for tap in taps}.values() if tap.tap_id not in known]
    _check_people(event, fresh)
    for tap in fresh:
        db.session.add(_row(event, tap, by))
    db.session.flush()
    _settle(event, {tap.participant_id for tap in fresh})
    return len(fresh)


def _check_people(event: Event, taps: Iterable[Tap]) -> None:
    """Refuse taps about strangers, about people without a place, and arrivals before the day."""
    taps = list(taps)
    found = db.session.execute(
        select(Participant.id, Participant.is_active, Registration.status)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(Participant.event_id == event.id, Participant.id.in_([tap.participant_id for tap in taps]))
    )
    holds = {key: is_active and status == RegistrationStatus.CONFIRMED for key, is_active, status in found}
    for tap in taps:
        if tap.participant_id not in holds:
            raise NotFound
        if not holds[tap.participant_id]:
            raise NotConfirmed
        if tap.mark in ATTENDED:
            check_day(event, tap.at or now())


def _row(event: Event, tap: Tap, by: Actor) -> AttendanceTap:
    moment = now()
    return AttendanceTap(
        event_id=event.id,
        participant_id=tap.participant_id,
        tap_id=tap.tap_id,
        mark=str(tap.mark),
        # A clock that runs ahead must not outrank what is tapped later.
        at=min(tap.at or moment, moment),
        is_timed=tap.is_timed,
        left_at=tap.left_at,
        note=tap.note,
        source=str(tap.source),
        entered_by_id=by.user_id,
    )


def _settle(event: Event, participant_ids: Iterable[int]) -> None:
    """Derive the attendance of some participants anew from all their taps."""
    wanted = sorted(participant_ids)
    taps: dict[int, list[AttendanceTap]] = {key: [] for key in wanted}
    for tap in db.session.scalars(select(AttendanceTap).where(AttendanceTap.participant_id.in_(wanted))):
        taps[tap.participant_id].append(tap)
    rows = {
        row.participant_id: row
        for row in db.session.scalars(select(Attendance).where(Attendance.participant_id.in_(wanted)))
    }
    for key in wanted:
        state, row = _state(taps[key]), rows.get(key)
        if state is None:
            if row is not None:
                db.session.delete(row)
            continue
        if row is None:
            row = Attendance(participant_id=key, event_id=event.id)
            db.session.add(row)
        for name, value in state.items():
            setattr(row, name, value)
    db.session.flush()


def _state(taps: Sequence[AttendanceTap]) -> dict[str, Any] | None:
    """Return what stands after the taps in the order of their hours; None when nothing does."""
    state: dict[str, Any] | None = None
    for tap in sorted(taps, key=lambda tap: (tap.at, tap.tap_id)):
        if tap.mark == UNDONE:
            state = None
            continue
        arrived, left = (state["arrived_at"], state["left_at"]) if state else (None, None)
        hour = tap.at if tap.is_timed else None
        if tap.mark == AttendanceMark.ABSENT:
            arrived, left = None, None
        elif tap.mark == AttendanceMark.LEFT_EARLY:
            left = hour or left
        else:
            arrived, left = arrived or hour, tap.left_at
        state = {
            "mark": tap.mark,
            "arrived_at": arrived,
            "left_at": left,
            "note": tap.note or (state["note"] if state else ""),
            "source": tap.source,
            "changed_at": tap.at,
        }
    return state


def standing(participant_id: int) -> Attendance | None:
    """Return what stands about a participant."""
    return db.session.scalar(select(Attendance).where(Attendance.participant_id == participant_id))


def marks_of(participant_ids: Iterable[int]) -> dict[int, str]:
    """Return the marks of some participants; who has none is left out."""
    rows = db.session.execute(
        select(Attendance.participant_id, Attendance.mark).where(Attendance.participant_id.in_(list(participant_ids)))
    )
    return {key: mark for key, mark in rows}  # noqa: C416 - typed rows
