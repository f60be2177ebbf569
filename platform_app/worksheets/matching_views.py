"""A member's pages: partners that suit it, asking for an introduction, and answering one."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms.base import PlatformForm
from forms.matching import AgreeForm, AskForm, RefusalForm
from platform_app.access import MEMBERS, actor, allow, own_member_id
from platform_app.dates import today
from platform_app.errors import DomainError, NotFound
from platform_app.extensions import db
from platform_app.members.models import Member, MemberRecord
from platform_app.members.queries import line_by_number
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.matching import IntroductionAnswer, IntroductionStatus
from platform_app.vocabulary.organisations import OrganisationKind, Standing
from platform_app.worksheets import matching_operations as acts
from platform_app.worksheets import matching_queries as queries
from platform_app.worksheets.matching_models import Introduction
from platform_app.worksheets.matching_reasons import Party, reasons
from platform_app.worksheets.matching_workflow import can_turn

bp = Blueprint("partners", __name__, url_prefix="/my/partners")


@bp.app_context_processor
def labels() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "introduction_status": IntroductionStatus.label_of,
        "introduction_answer": IntroductionAnswer.label_of,
        "organisation_kind": OrganisationKind.label_of,
    }


@bp.get("")
@allow(MEMBERS)
def index() -> ResponseReturnValue:
    """Show the introductions under way and the partners that suit the own organisation."""
    member_id = own_member_id()
    own = queries.partner(member_id)
    page = Page(queries.count(member_id), asked_page())
    rows = _with_names(member_id, queries.introductions(page, member_id))
    found = queries.suggestions(own) if own else []
    hidden = queries.hidden_lines(member_id)
    return render_template(
        "matching/index.html", own=own, page=page, introductions=rows, suggestions=found, hidden=hidden
    )


def _with_names(member_id: int, found: Any) -> list[tuple[Introduction, MemberRecord | None]]:
    """Return introductions with the line of the other organisation."""
    others = {row.id: row.across(member_id).member_id for row in found}
    lines = queries.lines_of(others.values())
    return [(row, lines.get(others[row.id])) for row in found]


def _other(number: int) -> MemberRecord:
    """Return another organisation that takes part, by its number."""
    line = line_by_number(number, today())
    if line is None or line.standing != Standing.ACTIVE or line.member_id == own_member_id():
        raise NotFound
    return line


@bp.route("/<int:number>/ask", methods=["GET", "POST"])
@allow(MEMBERS, keeps_input=True)
def ask(number: int) -> ResponseReturnValue:
    """Ask to be introduced to an organisation."""
    other, form = _other(number), AskForm()
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            row = acts.ask(None, other_id=other.member_id, message=form.message.data, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
            status = error.status
        else:
            flash("紹介を申し込みました。相手の団体が同意すると、互いの連絡先をお知らせします。", "success")
            return redirect(url_for(".show", introduction_id=row.id))
    return _ask_page(number, form), status


def _ask_page(number: int, form: AskForm) -> str:
    other, own = _other(number), queries.partner(own_member_id())
    why = reasons(Party(own), Party(other)) if own else []
    return render_template("matching/ask.html", form=form, other=other, reasons=why)


@bp.post("/<int:number>/hide")
@allow(MEMBERS)
def hide(number: int) -> ResponseReturnValue:
    """Stop suggesting an organisation."""
    return _set_hidden(number, is_hidden=True)


@bp.post("/<int:number>/unhide")
@allow(MEMBERS)
def unhide(number: int) -> ResponseReturnValue:
    """Suggest an organisation again."""
    return _set_hidden(number, is_hidden=False)


def _set_hidden(number: int, *, is_hidden: bool) -> ResponseReturnValue:
    line = line_by_number(number, today())
    if line is None:
        raise NotFound
    name, own = line.name, db.session.get_one(Member, own_member_id())
    acts.set_hidden(own, other_id=line.member_id, is_hidden=is_hidden, by=actor())
    flash(f"{name}を候補に表示しないようにしました。" if is_hidden else f"{name}を再び候補に表示します。", "success")
    return redirect(url_for(".index"))


@bp.get("/introductions/<int:introduction_id>")
@allow(MEMBERS)
def show(introduction_id: int) -> ResponseReturnValue:
    """Show one introduction; the other's contact only while both agree, and with a trace."""
    row = queries.introduction(introduction_id, viewer=actor())
    if row.status == IntroductionStatus.AGREED:
        scope = {"item": list(acts.CONTACT_ITEMS), "member_id": row.across(own_member_id()).member_id}
        disclose(Action.VIEW, row, by=actor(), what=scope)
    return render_template("matching/show.html", **_shown(introduction_id))


def _shown(introduction_id: int) -> dict[str, Any]:
    """Return what the pages of one introduction show."""
    row = queries.introduction(introduction_id, viewer=actor())
    mine, theirs = row.side(own_member_id()), row.across(own_member_id())
    own, other = queries.partner(mine.member_id), queries.partner(theirs.member_id)
    is_told = row.status == IntroductionStatus.AGREED and own is not None and other is not None
    return {
        "introduction": row,
        "mine": mine,
        "contact": theirs if is_told else None,
        "other": other or queries.lines_of([theirs.member_id])[theirs.member_id],
        "is_here": other is not None,
        "reasons": reasons(Party(own), Party(other)) if own and other else [],
        "can_answer": can_turn(row, Action.AGREE_INTRODUCTION) and mine.answer != IntroductionAnswer.AGREED,
        "can_withdraw": can_turn(row, Action.WITHDRAW_INTRODUCTION) and mine.answer == IntroductionAnswer.AGREED,
    }


@bp.route("/introductions/<int:introduction_id>/agree", methods=["GET", "POST"])
@allow(MEMBERS, keeps_input=True)
def agree(introduction_id: int) -> ResponseReturnValue:
    """Agree to an introduction."""
    return _answer(introduction_id, AgreeForm(), "agree", "同意しました。")


@bp.route("/introductions/<int:introduction_id>/decline", methods=["GET", "POST"])
@allow(MEMBERS, keeps_input=True)
def decline(introduction_id: int) -> ResponseReturnValue:
    """Decline an introduction."""
    return _answer(introduction_id, RefusalForm(), "decline", "見送りました。理由は、相手の団体には伝わりません。")


@bp.route("/introductions/<int:introduction_id>/withdraw", methods=["GET", "POST"])
@allow(MEMBERS, keeps_input=True)
def withdraw(introduction_id: int) -> ResponseReturnValue:
    """Take an agreement back."""
    return _answer(
        introduction_id,
        RefusalForm(),
        "withdraw",
        "同意を取り消しました。互いの連絡先は、どちらの画面にも表示されません。",
    )


def _answer(introduction_id: int, form: PlatformForm, verb: str, done: str) -> ResponseReturnValue:
    """Show the last look before an answer, and give it."""
    row = queries.introduction(introduction_id, viewer=actor())
    if not form.is_submitted() and not _shown(introduction_id)["can_withdraw" if verb == "withdraw" else "can_answer"]:
        return redirect(url_for(".show", introduction_id=introduction_id))
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        more = {"reason": form.values()["reason"]} if verb != "agree" else {}
        try:
            getattr(acts, verb)(row, member_id=own_member_id(), **more, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
            status = error.status
        else:
            flash(done, "success")
            return redirect(url_for(".show", introduction_id=introduction_id))
    shown = _shown(introduction_id) | {"contact": None}
    return render_template(f"matching/{verb}.html", form=form, **shown), status
