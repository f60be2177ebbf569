"""The administrator keeps the list of people: who may sign in, as what, and how safely."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms.accounts import InviteStaffForm, MemberRolesForm, StaffForm
from platform_app.access import ADMINISTRATORS, actor, allow
from platform_app.accounts import queries
from platform_app.accounts.models import User
from platform_app.accounts.operations import inviting, people
from platform_app.accounts.operations.inviting import Newcomer
from platform_app.errors import DomainError, NotFound
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action

bp = Blueprint("accounts_staff", __name__, url_prefix="/staff/people")


@bp.get("/")
@allow(ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """List the people of the office."""
    return render_template("accounts_staff/index.html", people=queries.staff_users())


@bp.route("/invite", methods=["GET", "POST"])
@allow(ADMINISTRATORS, keeps_input=True)
def invite() -> ResponseReturnValue:
    """Invite somebody to the office."""
    form = InviteStaffForm()
    if form.validate_on_submit():
        typed = form.values()
        newcomer = Newcomer(typed["name"], typed["email"], typed["roles"], post=typed["post"])
        try:
            inviting.invite(None, newcomer=newcomer, by=actor())
        except DomainError as error:
            form.add_error(error.field, error.message)
            return render_template("accounts_staff/invite.html", form=form), error.status
        flash(f"{newcomer.name}さんに招待のメールを送ります。", "success")
        return redirect(url_for(".index"))
    return render_template("accounts_staff/invite.html", form=form), 422 if form.is_submitted() else 200


def _form_for(person: User) -> StaffForm | MemberRolesForm:
    """Return the form that fits the side a person stands on, filled with what is stored."""
    if person.member_id is not None:
        return MemberRolesForm(data={"roles": person.roles})
    stored = {"post": person.post, "roles": person.roles, "second_factor_required": person.second_factor_required}
    return StaffForm(data=stored)


@bp.get("/<int:user_id>")
@allow(ADMINISTRATORS)
def show(user_id: int) -> ResponseReturnValue:
    """Show one person."""
    person = queries.person(user_id, viewer=actor())
    disclose(Action.VIEW, person, by=actor())
    return render_template("accounts_staff/show.html", person=person, form=_form_for(person))


@bp.post("/<int:user_id>")
@allow(ADMINISTRATORS, keeps_input=True)
def change(user_id: int) -> ResponseReturnValue:
    """Change what one person may do."""
    person = queries.person(user_id, viewer=actor())
    form = _form_for(person)
    status = 422
    if form.validate_on_submit():
        typed: dict[str, Any] = form.values()
        typed["post_title"] = typed.pop("post", None)
        try:
            people.change_account(person, by=actor(), **typed)
        except DomainError as error:
            form.add_error(error.field, error.message)
            status = error.status
        else:
            flash("変更しました。", "success")
            return redirect(url_for(".show", user_id=user_id))
    return render_template("accounts_staff/show.html", person=person, form=form), status


def _act(user_id: int, act: Callable[..., User], done: str) -> ResponseReturnValue:
    """Do one thing to one person, say so, and go back to the person's page."""
    try:
        act(queries.person(user_id, viewer=actor()), by=actor())
    except NotFound:
        raise
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(done, "success")
    return redirect(url_for(".show", user_id=user_id))


@bp.post("/<int:user_id>/resend")
@allow(ADMINISTRATORS)
def resend(user_id: int) -> ResponseReturnValue:
    """Send the invitation again."""
    return _act(user_id, inviting.resend_invitation, "招待のメールを送り直します。前のリンクは使えなくなりました。")


@bp.post("/<int:user_id>/deactivate")
@allow(ADMINISTRATORS)
def deactivate(user_id: int) -> ResponseReturnValue:
    """Stop somebody's access."""
    return _act(user_id, people.deactivate, "利用を停止しました。ログイン中の画面も使えなくなりました。")


@bp.post("/<int:user_id>/reactivate")
@allow(ADMINISTRATORS)
def reactivate(user_id: int) -> ResponseReturnValue:
    """Give access again."""
    return _act(user_id, people.reactivate, "利用の停止を解きました。")


@bp.post("/<int:user_id>/second-factor/reset")
@allow(ADMINISTRATORS)
def reset_second_factor(user_id: int) -> ResponseReturnValue:
    """Take the second factor off somebody who lost it."""
    return _act(user_id, people.reset_second_factor, "二段階認証を解除し、本人にメールで知らせます。")
