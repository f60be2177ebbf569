"""The way of a report to publication, and back: each step by the table, with who took it."""

from collections.abc import Sequence

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.event_reports import queries
from platform_app.event_reports.errors import EventNotHeld, OwnReport, PhotosNotReady, ReportSettled
from platform_app.event_reports.models import EventReport, ReportEdition, ReportStep
from platform_app.event_reports.operations.writing import need_known_references
from platform_app.event_reports.workflow import advance
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.event_reports import ReportStatus


@operation(Action.SUBMIT_REPORT)
def submit(event: Event, *, based_on: int, by: Actor) -> EventReport:
    """Ask for approval of the version that was seen. Raises ReportSettled, PhotosNotReady, ReportFaulty."""
    report = _step(event, Action.SUBMIT_REPORT, by)
    if based_on != report.version:
        raise ReportSettled
    _need_ready(report)
    return report


@operation(Action.RECALL_REPORT)
def recall(event: Event, *, by: Actor) -> EventReport:
    """Take a report back to write on. Raises ReportSettled."""
    return _step(event, Action.RECALL_REPORT, by)


@operation(Action.RETURN_REPORT)
def send_back(event: Event, *, remark: str, by: Actor) -> EventReport:
    """Give a report back to its writer with a remark. Raises ReportSettled, OwnReport."""
    report = _step(event, Action.RETURN_REPORT, by, remark)
    _need_second_person(report, by)
    return report


@operation(Action.APPROVE_REPORT)
def approve(event: Event, *, based_on: int, by: Actor) -> EventReport:
    """Approve the version that was seen, as somebody who neither wrote nor submitted it.

    Raises ReportSettled, OwnReport, PhotosNotReady.
    """
    report = _step(event, Action.APPROVE_REPORT, by)
    if based_on != report.version:
        raise ReportSettled
    _need_second_person(report, by)
    _need_ready(report)
    return report


@operation(Action.PUBLISH_REPORT)
def publish(event: Event, *, by: Actor) -> ReportEdition:
    """Show an approved report to everybody, in place of the edition before. Raises ReportSettled, PhotosNotReady."""
    report = queries.needed_report(event.id)
    if not queries.is_over(event):
        raise EventNotHeld
    approved = _last(report.steps, Action.APPROVE_REPORT)
    corrected = _last(report.steps, Action.CORRECT_REPORT)
    _step(event, Action.PUBLISH_REPORT, by)
    _need_ready(report)
    edition = ReportEdition(
        report_id=report.id,
        number=len(report.editions) + 1,
        version=report.version,
        text=report.text,
        pictures=[
            {"photo_id": p.id, "alternative": p.alternative, "caption": p.caption, "kind": p.kind}
            for p in report.kept_photos
        ],
        counts=queries.figures(event),
        note=corrected.remark if corrected else "",
        published_by=by.label,
        approved_by=approved.actor_label if approved else "",
    )
    report.writer_ids = []
    db.session.add(edition)
    return edition


@operation(Action.WITHDRAW_REPORT)
def withdraw(event: Event, *, reason: str, by: Actor) -> EventReport:
    """Stop showing the edition that everybody reads. Raises ReportSettled when there is none.

    A correction that is being written goes on.
    """
    report = queries.needed_report(event.id)
    edition = report.edition
    if edition is None:
        raise ReportSettled
    edition.withdrawn_at, edition.withdrawn_reason = now(), reason
    if report.status == ReportStatus.PUBLISHED:
        advance(report, Action.WITHDRAW_REPORT)
    _record(report, Action.WITHDRAW_REPORT, by, reason)
    return report


@operation(Action.CORRECT_REPORT)
def correct(event: Event, *, reason: str, by: Actor) -> EventReport:
    """Begin the next edition; the present one stays until that is published. Raises ReportSettled."""
    return _step(event, Action.CORRECT_REPORT, by, reason)


def _step(event: Event, action: Action, by: Actor, remark: str = "") -> EventReport:
    report = queries.needed_report(event.id)
    advance(report, action)
    _record(report, action, by, remark)
    return report


def _record(report: EventReport, action: Action, by: Actor, remark: str) -> None:
    db.session.add(
        ReportStep(report_id=report.id, action=str(action), actor_id=by.user_id, actor_label=by.label, remark=remark)
    )


def _last(steps: Sequence[ReportStep], action: Action) -> ReportStep | None:
    return next((step for step in reversed(steps) if step.action == action), None)


def concerned(report: EventReport) -> set[int]:
    """Return who may not approve: everybody who wrote on this edition, and who submitted it."""
    submitted = _last(report.steps, Action.SUBMIT_REPORT)
    submitter = submitted.actor_id if submitted else None
    return set(report.writer_ids) | ({submitter} if submitter is not None else set())


def _need_second_person(report: EventReport, by: Actor) -> None:
    if by.user_id is None or by.user_id in concerned(report):
        raise OwnReport


def _need_ready(report: EventReport) -> None:
    """Refuse a text with unknown references, and pictures without words or consent."""
    need_known_references(report.text)
    if not all(photo.is_publishable for photo in report.kept_photos):
        raise PhotosNotReady
