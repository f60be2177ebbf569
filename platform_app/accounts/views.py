"""Signing in and out, a forgotten password, and the pages that a mailed link opens."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from forms.accounts import InvitationForm, NewPasswordForm, RequestResetForm, SecondFactorForm, SignInForm
from platform_app.access import PUBLIC, SIGNED_IN, actor, allow, from_staff_network
from platform_app.accounts import links, sessions
from platform_app.accounts.errors import LinkExpired
from platform_app.accounts.models import User
from platform_app.accounts.operations import inviting, own_account, signing_in
from platform_app.accounts.queries import linked_user
from platform_app.errors import DomainError

bp = Blueprint("accounts", __name__)


def home_of(user: User) -> str:
    """Return the page on which somebody arrives after signing in."""
    if user.is_staff and from_staff_network():
        return "/staff/"
    return "/my" if user.member_id is not None else url_for("accounts.account")


@bp.route("/sign-in", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def sign_in() -> ResponseReturnValue:
    """Ask for address and password."""
    target = sessions.local_path(request.args.get("next"))
    if current_user.is_authenticated and request.method == "GET":
        return redirect(target or home_of(current_user))
    form = SignInForm()
    if form.validate_on_submit():
        try:
            user = signing_in.authenticate(
                form.email.data, form.password.data, network=signing_in.network_of(request.remote_addr), by=actor()
            )
        except DomainError as error:
            form.add_error(None, error.message)
            return render_template("accounts/sign_in.html", form=form), error.status
        return _after_password(user, target)
    return render_template("accounts/sign_in.html", form=form), 422 if form.is_submitted() else 200


def _after_password(user: User, target: str) -> ResponseReturnValue:
    """Sign in whoever has no second factor; ask the others for it."""
    if user.has_second_factor:
        sessions.await_second_factor(user, target)
        return redirect(url_for(".code"))
    signing_in.sign_in(user, by=user.actor(request_id=actor().request_id))
    sessions.begin(user)
    return redirect(target or home_of(user))


@bp.route("/sign-in/code", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def code() -> ResponseReturnValue:
    """Ask for the second factor."""
    found = sessions.awaiting()
    if found is None:
        return redirect(url_for(".sign_in"))
    user, target = found
    form = SecondFactorForm()
    if form.validate_on_submit():
        try:
            signing_in.sign_in_with_code(user, form.given, by=actor())
        except DomainError as error:
            form.add_error(error.field, error.message)
            return render_template("accounts/code.html", form=form), error.status
        sessions.begin(user)
        return redirect(target or home_of(user))
    return render_template("accounts/code.html", form=form), 422 if form.is_submitted() else 200


@bp.post("/sign-out")
@allow(SIGNED_IN)
def sign_out() -> ResponseReturnValue:
    """End the session in this browser."""
    signing_in.sign_out(sessions.person(), by=actor())
    sessions.end()
    flash("ログアウトしました。", "success")
    return redirect("/")


@bp.route("/reset", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def request_reset() -> ResponseReturnValue:
    """Send a link for a new password; the answer is the same for every address."""
    form = RequestResetForm()
    if form.validate_on_submit():
        try:
            network = signing_in.network_of(request.remote_addr)
            own_account.ask_for_reset(form.email.data, network=network, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
            return render_template("accounts/request_reset.html", form=form), error.status
        return redirect(url_for(".reset_requested"))
    return render_template("accounts/request_reset.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/reset/sent")
@allow(PUBLIC)
def reset_requested() -> ResponseReturnValue:
    """Say what happens next."""
    return render_template("accounts/reset_requested.html")


@bp.route("/reset/<token>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def reset(token: str) -> ResponseReturnValue:
    """Let whoever holds the mailed link choose a new password."""
    try:
        user = linked_user(links.find(token, "reset"))
    except LinkExpired:
        return _spent()
    form = NewPasswordForm()
    form.email = user.email
    if form.validate_on_submit():
        by = user.actor(request_id=actor().request_id)
        own_account.reset_password(user, token=token, password=form.password.data, by=by)
        sessions.end()
        flash("パスワードを設定しました。新しいパスワードでログインしてください。", "success")
        return redirect(url_for(".sign_in"))
    return render_template("accounts/reset.html", form=form), 422 if form.is_submitted() else 200


@bp.route("/invitation/<token>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def invitation(token: str) -> ResponseReturnValue:
    """Let an invited person give a name and choose a password."""
    try:
        user = linked_user(links.find(token, "invitation"))
    except LinkExpired:
        return _spent()
    form = InvitationForm(name=user.name)
    form.email = user.email
    if form.validate_on_submit():
        by = user.actor(request_id=actor().request_id)
        inviting.accept_invitation(user, token=token, name=form.name.data, password=form.password.data, by=by)
        sessions.end()
        flash("登録が完了しました。設定したパスワードでログインしてください。", "success")
        return redirect(url_for(".sign_in"))
    return render_template("accounts/invitation.html", form=form, person=user), 422 if form.is_submitted() else 200


def _spent() -> ResponseReturnValue:
    """Offer the sign-in to the holder of a link that was used: most open the mail again to come back."""
    form = SignInForm(formdata=None)
    form.add_error(None, LinkExpired.at_sign_in)
    page = render_template("accounts/sign_in.html", form=form, action=url_for(".sign_in"))
    return page, LinkExpired.status
