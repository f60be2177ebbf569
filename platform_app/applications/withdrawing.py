"""The page of 様式2, and what it tells before the last click."""

from datetime import date

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.procedures import WithdrawalForm
from platform_app.applications import grants
from platform_app.applications.entering import Entering
from platform_app.applications.members_own import under_way
from platform_app.applications.models import Application
from platform_app.applications.operations.applying import Contents, save
from platform_app.applications.operations.starting import start_once
from platform_app.dates import wareki
from platform_app.errors import DomainError, WrongStatus
from platform_app.members.endings import ends_with
from platform_app.members.models import MemberRecord
from platform_app.vocabulary.applications import Procedure

STEPS = ("入力", "確認", "完了")


def page(
    form: WithdrawalForm, entering: Entering, record: MemberRecord | None, *, status: int = 200, way_back: str = ""
) -> ResponseReturnValue:
    """Show the form to withdraw; without a record it holds only what was typed, and a way back to the record."""
    shown = render_template(
        "applications/withdraw.html",
        form=form,
        record=record,
        application=entering.application,
        steps_names=STEPS,
        action=request.path,
        consequences=consequences(record) if record else [],
        way_back=way_back,
    )
    return shown, status


def stored(application: Application) -> WithdrawalForm:
    """Return the form of a draft."""
    form = WithdrawalForm(formdata=None)
    form.load({"leave_on": application.leave_on, "reason": application.reason})
    return form


def receive(entering: Entering, record: MemberRecord) -> ResponseReturnValue:
    """Take the day and the reason, and go on to the confirmation."""
    form = WithdrawalForm()
    if not form.validate_on_submit():
        return page(form, entering, record, status=422)
    contents = Contents(leave_on=form.leave_on.data, reason=form.reason.data or "")
    try:
        application = _keep(entering, contents)
    except WrongStatus:
        return redirect(url_for("applications.sent", key=entering.secret))
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return page(form, entering, record, status=refusal.status)
    if not entering.by.is_member:
        grants.grant(application, entering.secret)
    return redirect(url_for("applications.confirm", key=grants.key_of(application)))


def _keep(entering: Entering, contents: Contents) -> Application:
    if entering.application is not None:
        return save(entering.application, contents=contents, by=entering.by)
    return start_once(
        Procedure.WITHDRAW, contents, by=entering.by, secret=entering.secret, member_id=entering.member_id
    )


def consequences(record: MemberRecord, leave_on: date | None = None) -> list[str]:
    """Return, as sentences, everything that ends with a membership."""
    others = [pair for pair in under_way(record.member_id) if pair[0] != Procedure.WITHDRAW.label]
    return ends_with(record.member_id, wareki(leave_on) if leave_on else "退会の日", others)
