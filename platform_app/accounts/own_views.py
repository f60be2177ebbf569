"""One's own account: name, password and second factor."""

import io
from collections.abc import Callable

import segno
from flask import Response, flash, redirect, render_template, session, url_for
from flask.typing import ResponseReturnValue

from forms.accounts import EnrolForm, OwnNameForm, OwnPasswordForm, RenewCodesForm, ReplaceForm
from platform_app.access import SIGNED_IN, actor, allow
from platform_app.accounts import second_factor as factor
from platform_app.accounts.models import User
from platform_app.accounts.operations import own_account
from platform_app.accounts.sessions import carry_over, person
from platform_app.accounts.views import bp
from platform_app.errors import DomainError
from platform_app.mail.rendering import office_address

#: Where the secret waits in the browser's session until a code proves that it arrived.
PENDING_SECRET = "pending_totp"  # noqa: S105 - the name of a place, not a secret


@bp.get("/account")
@allow(SIGNED_IN)
def account() -> ResponseReturnValue:
    """Show the own account."""
    return _account(OwnNameForm(name=person().name), OwnPasswordForm(), 200)


def _account(name_form: OwnNameForm, password_form: OwnPasswordForm, status: int) -> ResponseReturnValue:
    page = render_template(
        "accounts/account.html",
        person=person(),
        name_form=name_form,
        password_form=password_form,
        forms=[name_form, password_form],
    )
    return page, status


@bp.post("/account/name")
@allow(SIGNED_IN, keeps_input=True)
def change_name() -> ResponseReturnValue:
    """Correct the own name."""
    form = OwnNameForm()
    if not form.validate_on_submit():
        return _account(form, OwnPasswordForm(formdata=None), 422)
    own_account.change_name(person(), name=form.name.data, by=actor())
    flash("氏名を変更しました。", "success")
    return redirect(url_for(".account"))


@bp.post("/account/password")
@allow(SIGNED_IN, keeps_input=True)
def change_password() -> ResponseReturnValue:
    """Replace the own password; other sessions end, this one goes on."""
    form, user = OwnPasswordForm(), person()
    form.email = user.email
    names = OwnNameForm(formdata=None, data={"name": user.name})
    if not form.validate_on_submit():
        return _account(names, form, 422)
    try:
        own_account.change_own_password(user, form.current.data, form.password.data, by=actor())
    except DomainError as error:
        form.add_error(error.field, error.message)
        return _account(names, form, error.status)
    carry_over(user)
    flash("パスワードを変更しました。ほかの端末のログインは終了しました。", "success")
    return redirect(url_for(".account"))


@bp.route("/account/second-factor", methods=["GET", "POST"])
@allow(SIGNED_IN, keeps_input=True)
def second_factor() -> ResponseReturnValue:
    """Set the second factor up: show the secret, take the first code, show the recovery codes once."""
    user = person()
    form = ReplaceForm() if user.has_second_factor else EnrolForm()
    secret = session.setdefault(PENDING_SECRET, factor.new_secret())
    if form.validate_on_submit():
        current = form.current.data if isinstance(form, ReplaceForm) else ""
        return _codes_page(form, lambda: own_account.enrol(user, secret, form.code.data, current, by=actor()))
    return _enrol_page(form, 422 if form.is_submitted() else 200)


def _enrol_page(form: EnrolForm | RenewCodesForm, status: int) -> ResponseReturnValue:
    """Show the page of the second factor with whichever of its two forms was sent."""
    user = person()
    enrol_form: EnrolForm | RenewCodesForm = form
    renew_form: EnrolForm | RenewCodesForm = RenewCodesForm(formdata=None, prefix="renew-")
    if isinstance(form, RenewCodesForm):
        enrol_form, renew_form = ReplaceForm(formdata=None), form
    page = render_template(
        "accounts/second_factor.html",
        person=user,
        form=form,
        enrol_form=enrol_form,
        renew_form=renew_form,
        secret=session.setdefault(PENDING_SECRET, factor.new_secret()),
    )
    return page, status


def _codes_page(form: EnrolForm | RenewCodesForm, act: Callable[[], tuple[User, list[str]]]) -> ResponseReturnValue:
    """Do what gives new recovery codes and show them, this once."""
    try:
        user, codes = act()
    except DomainError as error:
        form.add_error(error.field, error.message)
        return _enrol_page(form, error.status)
    session.pop(PENDING_SECRET, None)
    return render_template("accounts/recovery_codes.html", codes=codes, email=user.email)


@bp.post("/account/recovery-codes")
@allow(SIGNED_IN, keeps_input=True)
def renew_codes() -> ResponseReturnValue:
    """Replace the recovery codes."""
    form, user = RenewCodesForm(prefix="renew-"), person()
    if not form.validate_on_submit():
        return _enrol_page(form, 422)
    return _codes_page(form, lambda: own_account.renew_codes(user, form.current.data, by=actor()))


@bp.get("/account/second-factor/qr.svg")
@allow(SIGNED_IN)
def qr_code() -> ResponseReturnValue:
    """Draw the waiting secret for an authenticator's camera."""
    user, secret = person(), session.get(PENDING_SECRET)
    if not secret:
        return redirect(url_for(".second_factor"))
    address = factor.provisioning_uri(secret, account=user.email, issuer=office_address()[0])
    drawing = io.BytesIO()
    segno.make(address, error="m").save(drawing, kind="svg", scale=5, border=4, light="#fff")
    return Response(drawing.getvalue(), mimetype="image/svg+xml")
