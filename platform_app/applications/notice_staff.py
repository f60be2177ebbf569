"""Papers of an application: notices, as they would read and as they were issued, and what was attached."""

from flask import request
from flask.typing import ResponseReturnValue

from platform_app.access import STAFF, actor, allow
from platform_app.applications import correction_letter, notices, queries
from platform_app.applications.models import Application
from platform_app.applications.staff import bp, pdf
from platform_app.applications.views import handed_out
from platform_app.dates import DateNotUnderstood, parse_date, today
from platform_app.errors import NotFound
from platform_app.office import queries as office
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, Procedure
from platform_app.vocabulary.reviews import NoticeKind

__all__ = ["bp"]


@bp.get("/<int:application_id>/notices/<int:notice_id>.pdf")
@allow(STAFF)
def notice_pdf(application_id: int, notice_id: int) -> ResponseReturnValue:
    """Print an issued notice again."""
    notice = queries.notice(application_id, notice_id, viewer=actor())
    disclose(Action.EXPORT, notice, by=actor(), what={"scope": "notice"})
    return pdf(notices.render_notice(notice), f"notice-{notice.id}.pdf")


@bp.get("/<int:application_id>/correction-request.pdf")
@allow(STAFF)
def correction_request_pdf(application_id: int) -> ResponseReturnValue:
    """Print the letter that asks for corrections, for those who are not reached by mail."""
    application = queries.application(application_id, viewer=actor())
    if application.status != ApplicationStatus.RETURNED:
        raise NotFound
    disclose(Action.EXPORT, application, by=actor(), what={"scope": "correction-request.pdf"})
    return pdf(correction_letter.correction_pdf(application), f"{application.number}-correction.pdf")


@bp.get("/<int:application_id>/attachments/<int:attachment_id>")
@allow(STAFF)
def attachment(application_id: int, attachment_id: int) -> ResponseReturnValue:
    """Hand out a document that was attached."""
    found = queries.attachment(application_id, attachment_id, viewer=actor())
    disclose(Action.VIEW, found, by=actor(), what={"scope": "attachment"})
    return handed_out(found.content, found.file_name, found.content_type, found.id)


@bp.get("/<int:application_id>/draft-<any(approval, rejection, withdrawal):kind>.pdf")
@allow(STAFF)
def draft_pdf(application_id: int, kind: str) -> ResponseReturnValue:
    """Show the notice as it would be issued, with what the decision's form says so far."""
    application = queries.application(application_id, viewer=actor())
    disclose(Action.VIEW, application, by=actor(), what={"scope": f"draft-{kind}"})
    values = _rejection_values() if kind == NoticeKind.REJECTION else _values(application)
    return pdf(
        notices.render_draft(application, NoticeKind(kind), **values),
        f"draft-{application_id}.pdf",
    )


def _values(application: Application) -> dict[str, object]:
    member = application.member
    otherwise = application.leave_on if application.procedure == Procedure.WITHDRAW else None
    try:
        effective_on = parse_date(request.args.get("effective_on", ""))
    except DateNotUnderstood:
        effective_on = otherwise or today()
    return {"effective_on": effective_on, "member_number": str(member.number) if member else ""}


def _rejection_values() -> dict[str, object]:
    chosen = request.args.get("reason", "")
    reason = next((row for row in office.rejection_reasons() if str(row.id) == chosen), None)
    return {
        "article": reason.article if reason else "",
        "reason": reason.sentence if reason else "（理由を選ぶと入ります）",
        "note": request.args.get("note", "")[:500],
    }
