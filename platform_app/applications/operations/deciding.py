"""決裁: approve, refuse, accept a withdrawal, and undo each by a later act."""

from datetime import date
from typing import Any

from platform_app.accounts.operations.inviting import invite_contact
from platform_app.actor import Actor
from platform_app.applications import letters
from platform_app.applications.errors import NotReadBack, OwnApplication
from platform_app.applications.models import Application, Notice
from platform_app.applications.notice_values import notice_values, number_label
from platform_app.applications.operations.applying import record_step
from platform_app.applications.operations.entering import enter, leave, take_back
from platform_app.applications.operations.proxy import typists
from platform_app.applications.workflow import advance
from platform_app.counters import next_number
from platform_app.dates import fiscal_year, now, today
from platform_app.errors import MissingReason, StaleVersion
from platform_app.extensions import db
from platform_app.members.models import MemberRecord
from platform_app.office import queries as office
from platform_app.office.models import RejectionReason
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.reviews import NoticeKind


@operation(Action.APPROVE)
def approve(application: Application, *, version: int, effective_on: date, by: Actor, note: str = "") -> MemberRecord:
    """承認: register entry, member number, notice, mail and invitation, all in one transaction.

    ``version`` is the one the decider read. Raises StaleVersion, OwnApplication,
    WrongStatus, NotAMember.
    """
    return approve_within(application, version, effective_on, by, note)


def approve_within(application: Application, version: int, effective_on: date, by: Actor, note: str) -> MemberRecord:
    """Approve inside the running transaction (one application of a batch, too)."""
    was = application.status
    step = advance(application, Action.APPROVE)
    _decide(application, version, by, note)
    record = enter(application, effective_on, by)
    application.effective_on, application.record_id = effective_on, record.id
    notice = issue_notice(
        application, NoticeKind.APPROVAL, member_number=str(record.member.number), effective_on=effective_on
    )
    record_step(application, Action.APPROVE, was, by)
    letters.tell(
        application,
        step.mail,
        occasion="approve",
        member_number=record.member.number,
        effective_on=effective_on.isoformat(),
        document_number=notice.document_number,
    )
    if application.procedure == Procedure.JOIN:
        invite_contact(record.member_id, application.contact_name, application.email)
    return record


def _decide(application: Application, version: int, by: Actor, note: str) -> None:
    """Check who decides on what, and write down that they did."""
    refuse_own(application, by)
    if version != application.version:
        raise StaleVersion
    application.decided_at, application.decided_by_id = now(), by.user_id
    application.decided_version, application.decision_note = version, note


def refuse_own(application: Application, by: Actor) -> None:
    """Raise OwnApplication for whoever typed it in, sent it, read it back, or belongs to the organisation."""
    hands = {application.submitted_by_id, application.entered_by_id, application.read_back_by_id} - {None}
    hands |= typists(application) if application.is_proxy else frozenset()
    if by.user_id in hands or (by.member_id is not None and by.member_id == application.member_id):
        raise OwnApplication


@operation(Action.REJECT)
def reject(application: Application, *, version: int, reason_id: int, by: Actor, note: str = "") -> Application:
    """不承認: refuse with a reason of the catalogue, tied to an article of the charter."""
    return reject_within(application, version, reason_id, by, note)


def reject_within(application: Application, version: int, reason_id: int, by: Actor, note: str) -> Application:
    """Refuse inside the running transaction."""
    reason = db.session.get(RejectionReason, reason_id)
    if reason is None:
        raise MissingReason(field="reason_id")
    was = application.status
    step = advance(application, Action.REJECT)
    _decide(application, version, by, note)
    application.rejection_reason_id = reason.id
    notice = issue_notice(application, NoticeKind.REJECTION, article=reason.article, reason=reason.sentence, note=note)
    record_step(application, Action.REJECT, was, by, message=reason.sentence)
    letters.tell(
        application,
        step.mail,
        occasion=f"reject:{application.version}",
        reason=reason.sentence,
        article=reason.article,
        document_number=notice.document_number,
    )
    return application


@operation(Action.ACCEPT)
def accept(application: Application, *, version: int, by: Actor) -> MemberRecord:
    """受理: a withdrawal is a notification; the office accepts it and the register ends the membership.

    The line takes effect on the day the organisation named.
    """
    if application.is_proxy and application.read_back_at is None:
        raise NotReadBack
    was = application.status
    step = advance(application, Action.ACCEPT)
    _decide(application, version, by, "")
    on = application.leave_on or today()
    record = leave(application, on, by)
    application.effective_on, application.record_id = on, record.id
    notice = issue_notice(application, NoticeKind.WITHDRAWAL, member_number=str(record.member.number), effective_on=on)
    record_step(application, Action.ACCEPT, was, by)
    letters.tell(
        application,
        step.mail,
        occasion="accept",
        effective_on=on.isoformat(),
        document_number=notice.document_number,
    )
    return record


@operation(Action.REVERSE)
def reverse(application: Application, *, reason: str, effective_on: date, by: Actor) -> Application:
    """決定の取消し: undo an approval or an acceptance by a later act with its own trace.

    The line that the decision added stays; a new one undoes it from ``effective_on``,
    or from the day of the decision's line where that is later.
    """
    if not reason.strip():
        raise MissingReason(field="reason")
    was = application.status
    step = advance(application, Action.REVERSE)
    refuse_own(application, by)
    take_back(application, effective_on, by, reason)
    for notice in application.notices:
        notice.cancelled_at = notice.cancelled_at or now()
    record_step(application, Action.REVERSE, was, by, message=reason)
    letters.tell(application, step.mail, occasion="reverse", reason=reason)
    return application


@operation(Action.REOPEN)
def reopen(application: Application, *, reason: str, by: Actor) -> Application:
    """Undo a refusal: the application goes back into review and can be decided anew."""
    if not reason.strip():
        raise MissingReason(field="reason")
    was = application.status
    step = advance(application, Action.REOPEN)
    refuse_own(application, by)
    application.decided_at = application.decided_by_id = application.decided_version = None
    application.rejection_reason_id = None
    application.version += 1
    for notice in application.notices:
        notice.cancelled_at = notice.cancelled_at or now()
    record_step(application, Action.REOPEN, was, by, message=reason)
    letters.tell(application, step.mail, occasion=f"reopen:{application.version}")
    return application


def issue_notice(application: Application, kind: NoticeKind, **values: Any) -> Notice:
    """Write down a notice: its number (by fiscal year, where the office numbers them) and all that it prints.

    The number is stored as year:number, and in full among what it prints; ``values`` are those of ``notice_values``.
    """
    on = today()
    number, printed = _next_document_number(on)
    notice = Notice(
        application_id=application.id,
        kind=kind.value,
        document_number=number,
        issued_on=on,
        values=notice_values(application, **values) | {"number_label": printed},
    )
    db.session.add(notice)
    db.session.flush()
    return notice


def _next_document_number(on: date) -> tuple[str, str]:
    """Return the next number of a day's fiscal year, stored (2026:12) and as it is printed; '' without numbers."""
    settings = office.current()
    if not settings.numbered_notices:
        return "", ""
    year = fiscal_year(on)
    number = next_number(f"document:{year}")
    return f"{year}:{number}", number_label(year, settings.document_symbol, str(number))
