"""The office's list of members' people, and inviting the first one of a member."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.accounts import InviteToMemberForm, PeopleSearchForm
from platform_app.access import ADMINISTRATORS, actor, allow
from platform_app.accounts.operations import inviting
from platform_app.accounts.operations.inviting import Newcomer
from platform_app.errors import DomainError
from platform_app.members.queries import member_by_number
from platform_app.my import queries
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.actions import Action

bp = Blueprint("people_staff", __name__, url_prefix="/staff/people/members")

NO_SUCH_NUMBER = "この会員番号の団体は見つかりません。会員名簿で番号を確かめてください。"


@bp.get("")
@allow(ADMINISTRATORS)
def index() -> ResponseReturnValue:
    """List the people of the members."""
    form = PeopleSearchForm()
    words = (form.q.data or "").replace("\x00", "").strip()  # PostgreSQL keeps no text with a zero in it.
    page = Page(queries.people_count(words), asked_page())
    disclose(Action.VIEW, "user", by=actor(), what={"count": page.total, "page": page.number})
    rows = queries.people(words, page)
    return render_template("people_staff/index.html", form=form, page=page, people_rows=rows)


@bp.route("/invite", methods=["GET", "POST"])
@allow(ADMINISTRATORS, keeps_input=True)
def invite() -> ResponseReturnValue:
    """Invite somebody to a member, named by its number."""
    form = InviteToMemberForm(data={"number": request.args.get("number", "")})
    if form.validate_on_submit() and _invite(form):
        flash(f"{form.name.data}さんに招待のメールを送ります。", "success")
        return redirect(url_for(".index"))
    return render_template("people_staff/invite.html", form=form), 422 if form.is_submitted() else 200


def _invite(form: InviteToMemberForm) -> bool:
    """Invite whom the form names; False, with the reason on the form, if that can not be."""
    typed = form.values()
    number = typed["number"]
    member = member_by_number(int(number)) if number.isdecimal() else None
    if member is None:
        form.add_error("number", NO_SUCH_NUMBER)
        return False
    newcomer = Newcomer(typed["name"], typed["email"], typed["roles"], member.id)
    try:
        inviting.invite(None, newcomer=newcomer, by=actor())
    except DomainError as error:
        form.add_error(error.field, error.message)
        return False
    return True
