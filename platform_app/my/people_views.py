"""The people who sign in for one organisation; its representatives invite and stop them."""

from collections.abc import Callable

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms.accounts import InviteMemberForm, MemberRolesForm
from platform_app.access import MEMBERS, REPRESENTATIVES, actor, allow, own_member_id
from platform_app.accounts.models import User
from platform_app.accounts.operations import inviting
from platform_app.accounts.operations import people as acts
from platform_app.accounts.operations.inviting import Newcomer
from platform_app.accounts.queries import member_users, person
from platform_app.errors import DomainError, NotFound
from platform_app.my.views import bp


@bp.get("/people")
@allow(MEMBERS)
def people() -> ResponseReturnValue:
    """List the people of the own organisation."""
    return render_template("my/people.html", people=member_users(own_member_id()))


@bp.route("/people/invite", methods=["GET", "POST"])
@allow(REPRESENTATIVES, keeps_input=True)
def invite() -> ResponseReturnValue:
    """Invite somebody to the own organisation."""
    form = InviteMemberForm()
    if form.validate_on_submit():
        typed = form.values()
        newcomer = Newcomer(typed["name"], typed["email"], typed["roles"], own_member_id())
        try:
            inviting.invite(None, newcomer=newcomer, by=actor())
        except DomainError as error:
            form.add_error(error.field, error.message)
            return render_template("my/invite.html", form=form), error.status
        flash(f"{newcomer.name}さんに招待のメールを送ります。", "success")
        return redirect(url_for(".people"))
    return render_template("my/invite.html", form=form), 422 if form.is_submitted() else 200


def _own_person(user_id: int) -> User:
    """Return somebody of the own organisation; everybody else is not found."""
    own_member_id()
    return person(user_id, viewer=actor())


@bp.route("/people/<int:user_id>", methods=["GET", "POST"])
@allow(REPRESENTATIVES, keeps_input=True)
def show_person(user_id: int) -> ResponseReturnValue:
    """Show one person and change what the person may do."""
    who = _own_person(user_id)
    form = MemberRolesForm(data={"roles": who.roles})
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            acts.change_account(who, roles=form.roles.data, by=actor())
        except DomainError as error:
            form.add_error(error.field, error.message)
            status = error.status
        else:
            flash("役割を変更しました。", "success")
            return redirect(url_for(".people"))
    return render_template("my/show_person.html", form=form, person=who), status


def _act(user_id: int, act: Callable[..., User], done: str) -> ResponseReturnValue:
    """Do one thing to one person of the own organisation and go back to the list."""
    try:
        act(_own_person(user_id), by=actor())
    except NotFound:
        raise
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(done, "success")
    return redirect(url_for(".people"))


@bp.post("/people/<int:user_id>/resend")
@allow(REPRESENTATIVES)
def resend(user_id: int) -> ResponseReturnValue:
    """Send the invitation again."""
    return _act(user_id, inviting.resend_invitation, "招待のメールを送り直します。前のリンクは使えなくなりました。")


@bp.post("/people/<int:user_id>/deactivate")
@allow(REPRESENTATIVES)
def deactivate(user_id: int) -> ResponseReturnValue:
    """Stop somebody's access."""
    return _act(user_id, acts.deactivate, "利用を停止しました。")


@bp.post("/people/<int:user_id>/reactivate")
@allow(REPRESENTATIVES)
def reactivate(user_id: int) -> ResponseReturnValue:
    """Give access again."""
    return _act(user_id, acts.reactivate, "利用の停止を解きました。")
