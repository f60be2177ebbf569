"""Writing a report: its first text, and every text that is saved after it."""

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.event_reports import queries
from platform_app.event_reports.errors import EventNotHeld, ReportChanged, ReportExists, ReportFaulty
from platform_app.event_reports.models import EventReport, ReportVersion
from platform_app.event_reports.workflow import need_writable
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.report_markup import faults
from platform_app.vocabulary.actions import Action


@operation(Action.DRAFT_REPORT)
def draft(event: Event, *, text: str, by: Actor) -> EventReport:
    """Begin the report of an event that was held. Raises ReportExists, EventNotHeld, ReportFaulty."""
    if db.session.scalar(select(EventReport.id).where(EventReport.event_id == event.id)) is not None:
        raise ReportExists
    if not queries.is_over(event):
        raise EventNotHeld
    need_known_references(text)
    report = EventReport(event_id=event.id, text=text, writer_ids=_with([], by))
    db.session.add(report)
    db.session.flush()
    _keep(report, event, by)
    return report


@operation(Action.SAVE_REPORT)
def save(event: Event, *, text: str, based_on: int, by: Actor) -> EventReport:
    """Save a text that was written upon version ``based_on``; the same text again changes nothing.

    Raises ReportSettled, ReportFaulty, and ReportChanged when somebody saved in between.
    """
    report = queries.needed_report(event.id)
    need_writable(report)
    need_known_references(text)
    if text == report.text:
        return report
    if based_on != report.version:
        raise ReportChanged
    report.text, report.version = text, report.version + 1
    report.writer_ids = _with(report.writer_ids, by)
    _keep(report, event, by)
    return report


def need_known_references(text: str) -> None:
    """Raise ReportFaulty when a text refers to what does not exist."""
    if faults(text):
        raise ReportFaulty(field="text")


def _with(writers: list[int], by: Actor) -> list[int]:
    return writers if by.user_id is None or by.user_id in writers else [*writers, by.user_id]


def _keep(report: EventReport, event: Event, by: Actor) -> None:
    """Keep the text as one of the versions, with the counts that stand now."""
    db.session.add(
        ReportVersion(
            report_id=report.id,
            version=report.version,
            text=report.text,
            author_id=by.user_id,
            author_label=by.label,
            counts=queries.figures(event),
        )
    )
