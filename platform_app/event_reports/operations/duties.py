"""復命書: one for each member of the staff who went, written by that person."""

from dataclasses import dataclass

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.errors import NotAllowed
from platform_app.event_reports import queries
from platform_app.event_reports.errors import DutyReportChanged, EventNotHeld
from platform_app.event_reports.models import DutyReport
from platform_app.event_reports.operations.writing import need_known_references
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action


@dataclass(frozen=True)
class DutyText:
    """What the person wrote; ``summary`` and ``errand`` may refer to facts."""

    reporter_name: str
    reporter_post: str
    addressee: str
    companions: str
    errand: str
    summary: str
    impressions: str


@operation(Action.DRAFT_DUTY_REPORT)
def draft(event: Event, *, text: DutyText, by: Actor) -> DutyReport:
    """Begin one's own report; one that was begun already is returned as it is. Raises EventNotHeld."""
    if by.user_id is None:
        raise NotAllowed
    found = queries.duty_report_by(event.id, by.user_id)
    if found is not None:
        return found
    if not queries.is_over(event):
        raise EventNotHeld
    row = DutyReport(event_id=event.id, reporter_id=by.user_id)
    _write(row, text)
    db.session.add(row)
    return row


@operation(Action.SAVE_DUTY_REPORT)
def save(event: Event, *, duty_id: int, text: DutyText, based_on: int, by: Actor) -> DutyReport:
    """Save one's own report. Raises NotAllowed for another's, DutyReportChanged, ReportFaulty."""
    row = queries.duty_report(event.id, duty_id)
    if row.reporter_id != by.user_id:
        raise NotAllowed
    if based_on != row.version:
        raise DutyReportChanged
    _write(row, text)
    row.version, row.reported_at = row.version + 1, now()
    return row


def _write(row: DutyReport, text: DutyText) -> None:
    need_known_references(text.summary)
    need_known_references(text.errand)
    row.reporter_name, row.reporter_post = text.reporter_name, text.reporter_post
    row.addressee, row.companions = text.addressee, text.companions
    row.errand, row.summary, row.impressions = text.errand, text.summary, text.impressions
