"""Changing an entry and withdrawing: for a signed-in member, or through a link sent to its address."""

import secrets
from collections.abc import Sequence

from flask import Response, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.applications import SendForm
from forms.procedures import MemberLinkForm, WithdrawalForm
from platform_app.access import PUBLIC, actor, allow
from platform_app.accounts import links, throttle
from platform_app.accounts.errors import LinkExpired, TooManyAttempts
from platform_app.applications import finding, grants, pages, queries, signed_out, withdrawing
from platform_app.applications.entering import Entering, new_form, read_patiently
from platform_app.applications.letters import recipient_of_member
from platform_app.applications.models import Application
from platform_app.applications.operations.linking import request_link, use_link
from platform_app.applications.secrets import secret_for
from platform_app.applications.views import bp
from platform_app.dates import today
from platform_app.members.errors import NotAMember
from platform_app.members.models import MemberRecord
from platform_app.members.queries import BELONGING, record_on
from platform_app.numbering import member_number_in
from platform_app.vocabulary.applications import Procedure

__all__ = ["bp"]

#: Requests for a link within a quarter of an hour: from one address of the network, for one name.
MOST_FROM_ONE_PLACE, MOST_FOR_ONE_NAME = 20, 5
NOT_TODAY = (
    "貴団体は、今日の時点で会員名簿に載っていないため、この手続はできません。"
    "入会の承認を受けた団体は、入会日（承認通知書の入会年月日）から手続できます。退会した団体が再び参加するときは、入会を申請してください。"
)
PROCEDURES = {"change": Procedure.CHANGE, "withdraw": Procedure.WITHDRAW}


@bp.route("/change", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def change() -> ResponseReturnValue:
    """Show the form filled with the present entry, or take what was changed."""
    found = _entry(Procedure.CHANGE)
    if not isinstance(found, tuple):
        return found
    entering, record = found
    if request.method == "POST":
        return pages.receive(entering)
    form = new_form(Procedure.CHANGE, record.municipality, base=record.profile)
    form.show(record.profile, _audiences(record), (), grant=_pass(entering))
    return pages.form_page(form, entering)


@bp.route("/withdraw", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def withdraw() -> ResponseReturnValue:
    """Show 様式2, or take the day and the reason."""
    found = _entry(Procedure.WITHDRAW)
    if not isinstance(found, tuple):
        return found
    entering, record = found
    if request.method == "POST":
        return withdrawing.receive(entering, record)
    form = WithdrawalForm()
    form.grant.data = _pass(entering)
    return withdrawing.page(form, entering, record)


def _entry(procedure: Procedure) -> tuple[Entering, MemberRecord] | Response:
    """Return who begins a procedure and the present entry, or the page that stands in its way."""
    read_patiently()
    known = grants.member_actor(request.form.get("grant", ""))
    if known is None:
        return make_response(_identify(procedure))
    member_id, by = known
    record = record_on(member_id, today())
    if record is None or record.standing not in BELONGING:
        raise NotAMember(NOT_TODAY)
    under_way = [one for one in queries.of_member(member_id) if one.is_open and one.procedure == procedure]
    drafts = finding.drafts_of(member_id, procedure) if by.is_member and request.method != "POST" else []
    is_new = request.args.get("new") == "1"
    if request.method != "POST" and (under_way or (drafts and not is_new)):
        for one in under_way:
            grants.grant(one)
        return make_response(_standing_in_the_way(procedure, under_way, drafts))
    base = record.profile if procedure is Procedure.CHANGE else None
    return Entering(procedure, by, member_id, secret=_secret(), base=base), record


def _standing_in_the_way(procedure: Procedure, under_way: Sequence[Application], drafts: Sequence[Application]) -> str:
    return render_template(
        "applications/under_way.html",
        procedure=procedure,
        under_way=under_way,
        drafts=drafts,
        heading=pages.TITLES[procedure],
    )


def _secret() -> str:
    """Return the secret of the draft that this page makes, the same for the same page."""
    return secret_for(request.form.get("submission_token") or secrets.token_urlsafe(24))


def _pass(entering: Entering) -> str:
    """Return the pass that a form carries for the holder of a link."""
    is_link = not entering.by.is_member and entering.member_id is not None
    return grants.member_pass(entering.member_id or 0) if is_link else ""


def _audiences(record: MemberRecord) -> dict[str, str]:
    return {key: value for key, value in (record.visibility or {}).items() if value}


def _identify(procedure: Procedure) -> ResponseReturnValue:
    """Ask who it is; after a session that ended while typing, show what was typed."""
    if request.method == "POST":
        return signed_out.shown_again(procedure)
    return _identify_page(procedure, MemberLinkForm(formdata=None))


def _identify_page(procedure: Procedure, form: MemberLinkForm, status: int = 200) -> ResponseReturnValue:
    """Ask who it is, with the ways for members without an account or an address."""
    shown = render_template(
        "applications/identify.html", form=form, procedure=procedure, heading=pages.TITLES[procedure]
    )
    return shown, status


@bp.route("/<any(change, withdraw):name>/link", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def ask_for_link(name: str) -> ResponseReturnValue:
    """Send a link to the registered address; the answer tells nothing about who is registered."""
    procedure = PROCEDURES[name]
    if request.method != "POST":
        return _identify_page(procedure, MemberLinkForm(formdata=None))
    form = MemberLinkForm()
    if not form.validate_on_submit():
        return _identify_page(procedure, form, 422)
    try:
        _count(form.member.data, form.email.data)
    except TooManyAttempts as refusal:
        form.add_error(None, refusal.message)
        return _identify_page(procedure, form, refusal.status)
    record = finding.registered(form.member.data, form.email.data)
    if record is not None:
        request_link(
            None,
            recipient=recipient_of_member(record),
            path=f"/apply/{name}/open/{{token}}",
            procedure=procedure.value,
            by=actor(),
        )
    return redirect(url_for("applications.link_sent", name=name))


def _count(member: str, email: str) -> None:
    """Count every request, found or not, and refuse too many."""
    number = member_number_in(member)
    place, name = request.remote_addr or "", f"{member.strip() if number is None else number}:{email.lower()}"
    throttle.check("link-place", place, limit=MOST_FROM_ONE_PLACE)
    throttle.check("link-member", name, limit=MOST_FOR_ONE_NAME)
    throttle.count("link-place", place)
    throttle.count("link-member", name)


@bp.get("/<any(change, withdraw):name>/link/sent")
@allow(PUBLIC)
def link_sent(name: str) -> ResponseReturnValue:
    """Say that a mail was sent if the address is registered."""
    procedure = PROCEDURES[name]
    return render_template("applications/link_sent.html", heading=pages.TITLES[procedure], procedure=procedure)


@bp.route("/<any(change, withdraw):name>/open/<token>", methods=["GET", "POST"])
@allow(PUBLIC)
def open_link(name: str, token: str) -> ResponseReturnValue:
    """Open a link from a mail: a button first, so that a mail scanner does not use it up."""
    form = SendForm()
    try:
        if form.validate_on_submit():
            link = use_link(None, token=token, purpose="member", by=actor())
            grants.grant_member(link.member_id or 0)
            return redirect(url_for(f"applications.{name}"))
        links.find(token, "member")
    except LinkExpired as refusal:
        return _spent(name, token, refusal)
    return render_template("applications/open_link.html", form=form, heading=pages.TITLES[PROCEDURES[name]])


def _spent(name: str, token: str, refusal: LinkExpired) -> ResponseReturnValue:
    """Go on where this browser has opened the link before, by a second click or from the mail; else offer a new one."""
    link, known = links.spent(token, "member"), grants.member_actor()
    if link is not None and known is not None and known[0] == link.member_id:
        return redirect(url_for(f"applications.{name}"))
    form = MemberLinkForm(formdata=None)
    form.add_error(None, refusal.message)
    return _identify_page(PROCEDURES[name], form, refusal.status)
