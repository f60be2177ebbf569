"""Reading reports: the working text, what is public, its pictures, and what came after the event."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.event_reports.models import (
    DutyReport,
    EventReport,
    ReportEdition,
    ReportPhoto,
    ReportVersion,
)
from platform_app.events.attendance_queries import counts
from platform_app.events.day_models import AttendanceTap
from platform_app.events.models import Event
from platform_app.events.queries import visible
from platform_app.extensions import db
from platform_app.vocabulary.event_reports import Count
from platform_app.vocabulary.events import Attending, EventStatus


@dataclass(frozen=True)
class Picture:
    """One picture as a text places it: its number, what is said of it, and whether it may be published now."""

    number: int
    photo_id: int
    kind: str
    alternative: str
    caption: str
    width: int
    height: int
    is_publishable: bool


def report_of(event_id: int) -> EventReport | None:
    """Return the report of an event with all that belongs to it, if there is one."""
    return db.session.scalar(
        select(EventReport)
        .where(EventReport.event_id == event_id)
        .options(
            selectinload(EventReport.editions),
            selectinload(EventReport.steps),
            selectinload(EventReport.photos),
            selectinload(EventReport.versions),
        )
    )


def needed_report(event_id: int) -> EventReport:
    """Return the report of an event. Raises NotFound."""
    found = report_of(event_id)
    if found is None:
        raise NotFound
    return found


def reported(event_ids: Iterable[int]) -> set[int]:
    """Return which of some events have a report that everybody can read."""
    newest = (
        select(ReportEdition.report_id, func.max(ReportEdition.number).label("number"))
        .group_by(ReportEdition.report_id)
        .subquery()
    )
    statement = (
        select(EventReport.event_id)
        .join(ReportEdition, ReportEdition.report_id == EventReport.id)
        .join(newest, (newest.c.report_id == ReportEdition.report_id) & (newest.c.number == ReportEdition.number))
        .where(EventReport.event_id.in_(list(event_ids)), ReportEdition.withdrawn_at.is_(None))
    )
    return set(db.session.scalars(statement))


def figures(event: Event) -> dict[str, int]:
    """Return the present counts of an event by their codes: the one set that every page shows."""
    counted = counts(event)
    people, organisations, governments = counted.total.attended.figures
    ways = {way: cut.attended.people for way, cut in counted.by_attending.items()}
    return {
        Count.PEOPLE: people,
        Count.ORGANISATIONS: organisations,
        Count.GOVERNMENTS: governments,
        Count.AT_VENUE: ways.get(Attending.VENUE, 0),
        Count.ONLINE: ways.get(Attending.ONLINE, 0),
        Count.REGISTERED: counted.total.expected.people,
    }


def attendance_changed_at(event_id: int) -> datetime | None:
    """Return when the attendance of an event was last recorded."""
    return db.session.scalar(select(func.max(AttendanceTap.recorded_at)).where(AttendanceTap.event_id == event_id))


def working_pictures(report: EventReport) -> list[Picture]:
    """Return the pictures of the working text, numbered in their order."""
    return [
        _picture(number, photo, photo.alternative, photo.caption, photo.kind)
        for number, photo in enumerate(report.kept_photos, start=1)
    ]


def public_pictures(report: EventReport, edition: ReportEdition) -> list[Picture]:
    """Return the pictures of an edition that may be published now; a consent taken back takes the picture away."""
    photos = {photo.id: photo for photo in report.photos}
    found = [
        _picture(number, photos[said["photo_id"]], said["alternative"], said["caption"], said["kind"])
        for number, said in enumerate(edition.pictures, start=1)
        if said["photo_id"] in photos
    ]
    return [picture for picture in found if picture.is_publishable]


def _picture(number: int, photo: ReportPhoto, alternative: str, caption: str, kind: str) -> Picture:
    is_publishable = photo.has_consent and bool(alternative.strip())
    return Picture(number, photo.id, kind, alternative, caption, photo.width, photo.height, is_publishable)


def photo(report: EventReport, photo_id: int) -> ReportPhoto:
    """Return one picture of the working text. Raises NotFound."""
    for each in report.kept_photos:
        if each.id == photo_id:
            return each
    raise NotFound


def contents(photo_ids: Iterable[int]) -> dict[int, bytes]:
    """Return the bytes of some pictures."""
    rows: Sequence[Any] = db.session.execute(
        select(ReportPhoto.id, ReportPhoto.content).where(ReportPhoto.id.in_(list(photo_ids)))
    ).all()
    return {key: content for key, content in rows}  # noqa: C416 - typed rows


def saved_text(report: EventReport, version: int) -> ReportVersion:
    """Return one saved text. Raises NotFound."""
    for each in report.versions:
        if each.version == version:
            return each
    raise NotFound


def counts_before(report: EventReport) -> dict[str, set[int]]:
    """Return every count that stood when a text was saved or published, by its code."""
    found: dict[str, set[int]] = {}
    for counted in [*(each.counts for each in report.versions), *(each.counts for each in report.editions)]:
        for code, number in counted.items():
            found.setdefault(code, set()).add(number)
    return found


def next_event(event: Event) -> Event | None:
    """Return the next event of the series, else the next event of all, as far as everybody may see it."""
    coming = (
        select(Event)
        .where(visible(), Event.id != event.id, Event.starts_at > event.starts_at)
        .where(Event.status != EventStatus.CANCELLED.value)
        .order_by(Event.starts_at, Event.id)
        .limit(1)
        .options(selectinload(Event.series))
    )
    if event.series_id is not None:
        found = db.session.scalar(coming.where(Event.series_id == event.series_id))
        if found is not None:
            return found
    return db.session.scalar(coming)


def is_over(event: Event) -> bool:
    """Whether an event was held and is over."""
    return event.status == EventStatus.PUBLISHED and not event.is_tentative and event.ends_at <= now()


def duty_reports(event_id: int) -> Sequence[DutyReport]:
    """Return the staff's own reports on an event."""
    return db.session.scalars(select(DutyReport).where(DutyReport.event_id == event_id).order_by(DutyReport.id)).all()


def duty_report(event_id: int, duty_id: int) -> DutyReport:
    """Return one report of the staff on an event. Raises NotFound."""
    found = db.session.get(DutyReport, duty_id)
    if found is None or found.event_id != event_id:
        raise NotFound
    return found


def duty_report_by(event_id: int, user_id: int | None) -> DutyReport | None:
    """Return somebody's own report on an event, if it was begun."""
    return db.session.scalar(
        select(DutyReport).where(DutyReport.event_id == event_id, DutyReport.reporter_id == user_id)
    )
