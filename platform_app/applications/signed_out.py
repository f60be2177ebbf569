"""What somebody sees whose sign-in or link ended while typing: everything that was typed, and the way back in."""

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from forms.procedures import WithdrawalForm
from platform_app.access import actor
from platform_app.applications import grants, pages, withdrawing
from platform_app.applications.entering import Entering, new_form
from platform_app.applications.uploads import tell_lost_files
from platform_app.vocabulary.applications import Procedure

ENDED = (
    "時間がたったため、送信できませんでした。入力した内容は、この画面に残っています。"
    "下のリンクから、別の画面で手続を開き直した後、この画面に戻って、もう一度送信してください。"
)
NOT_SENT = "ログインの期限が切れたため、まだ提出されていません。ログインして、もう一度提出してください。"


def is_signed_out(key: str) -> bool:
    """Whether a page that is opened by an application's id was sent by somebody who is not signed in any more."""
    return grants.is_id(key) and actor().user_id is None and not grants.holds(str(int(key)))


def shown_again(procedure: Procedure | None = None) -> ResponseReturnValue:
    """Show what was just sent in its form, without anything of the record that it belongs to.

    Nothing is read for it, so that it tells no stranger what exists; once the right to
    the record is back in this browser, the same page can be sent again.
    """
    procedure = procedure or _procedure_sent()
    entering = Entering(procedure, actor())
    way_back = url_for("tracking.enter" if procedure is Procedure.JOIN else f"applications.{procedure.value}")
    if procedure is Procedure.WITHDRAW:
        withdrawal = WithdrawalForm()
        withdrawal.add_error(None, ENDED)
        return withdrawing.page(withdrawal, entering, None, status=422, way_back=way_back)
    form = new_form(procedure, request.form.get("municipality", "")[:6])
    form.add_error(None, ENDED)
    tell_lost_files(form)
    return pages.form_page(form, entering, status=422, way_back=way_back)


def _procedure_sent() -> Procedure:
    """Return the procedure whose form was sent, by the field that no other form has."""
    if "leave_on-year" in request.form:
        return Procedure.WITHDRAW
    return Procedure.CHANGE if "changed_on-year" in request.form else Procedure.JOIN


def sent_to_sign_in(key: str) -> ResponseReturnValue:
    """Say that the last click did not count, and lead back to it by way of the sign-in."""
    flash(NOT_SENT)
    return redirect(url_for("accounts.sign_in", next=url_for("applications.confirm", key=key)))
