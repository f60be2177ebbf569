"""The office's pages of introductions: the list, suggesting two to each other, and answers by telephone."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.matching import NO_SUCH_NUMBER, PartnerNumberForm, ProxyAnswerForm, SuggestForm, number_of
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.dates import today
from platform_app.errors import DomainError
from platform_app.members.models import MemberRecord
from platform_app.members.queries import line_by_number
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.matching import IntroductionAnswer, IntroductionStatus
from platform_app.vocabulary.organisations import Standing
from platform_app.worksheets import matching_operations as acts
from platform_app.worksheets import matching_queries as queries
from platform_app.worksheets.matching_models import Introduction
from platform_app.worksheets.matching_reasons import Party, reasons

bp = Blueprint("introductions_staff", __name__, url_prefix="/staff/introductions")

_VERBS = {
    IntroductionAnswer.AGREED.value: acts.agree,
    IntroductionAnswer.DECLINED.value: acts.decline,
    IntroductionAnswer.WITHDRAWN.value: acts.withdraw,
}


@bp.get("")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """List the introductions, newest first."""
    asked = request.args.get("status", "")
    status = asked if asked in set(IntroductionStatus) else ""
    counts = queries.counts()
    page = Page(counts[status] if status else sum(counts.values()), asked_page())
    rows = queries.introductions(page, status=status)
    lines = queries.lines_of(side.member_id for row in rows for side in row.sides)
    tabs = [("すべて", url_for(".index"), not status, sum(counts.values()))] + [
        (code.label, url_for(".index", status=code.value), status == code, counts[code]) for code in IntroductionStatus
    ]
    return render_template("matching_staff/index.html", introductions=rows, lines=lines, page=page, tabs_shown=tabs)


@bp.get("/partners")
@allow(STAFF)
def partners() -> ResponseReturnValue:
    """Show the partners that suit one organisation."""
    form = PartnerNumberForm()
    own = _active(form.wanted())
    if form.number.data and own is None:
        form.add_error("number", NO_SUCH_NUMBER)
    found = queries.suggestions(own) if own else []
    status = 422 if form.number.errors else 200
    return render_template("matching_staff/partners.html", form=form, own=own, suggestions=found), status


def _active(number: int | None) -> MemberRecord | None:
    line = line_by_number(number, today()) if number is not None else None
    return line if line is not None and line.standing == Standing.ACTIVE else None


@bp.route("/new", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def new() -> ResponseReturnValue:
    """Suggest two organisations to each other."""
    form = SuggestForm(data={name: request.args.get(name, "") for name in ("first", "second")})
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            row = _suggest(form)
        except DomainError as error:
            form.add_error(None, error.message)
            status = error.status
        else:
            if row is not None:
                flash("両方の団体に紹介を送ります。双方が同意すると、互いの連絡先を知らせます。", "success")
                return redirect(url_for(".show", introduction_id=row.id))
    one, other = (_active(number_of(field.data)) for field in (form.first, form.second))
    why = reasons(Party(one), Party(other), (one.name, other.name)) if one and other else []
    return render_template("matching_staff/new.html", form=form, pair=(one, other), reasons=why), status


def _suggest(form: SuggestForm) -> Introduction | None:
    """Suggest whom the form names; None, with the reason on the form, if one is not there."""
    found = []
    for field in (form.first, form.second):
        line = _active(number_of(field.data))
        if line is None:
            form.add_error(field.name, NO_SUCH_NUMBER)
        else:
            found.append(line.member_id)
    if form.first.errors or form.second.errors:
        return None
    return acts.suggest(None, member_ids=(found[0], found[1]), message=form.message.data, by=actor())


@bp.get("/<int:introduction_id>")
@allow(STAFF)
def show(introduction_id: int) -> ResponseReturnValue:
    """Show one introduction with the answers of both; contacts stand in the register."""
    row = queries.introduction(introduction_id, viewer=actor())
    lines = queries.lines_of(side.member_id for side in row.sides)
    one, other = (lines[side.member_id] for side in row.sides)
    why = reasons(Party(one), Party(other), (one.name, other.name))
    return render_template(
        "matching_staff/show.html", introduction=row, lines=lines, reasons=why, channel_label=Channel.label_of
    )


@bp.route("/<int:introduction_id>/answer", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def answer(introduction_id: int) -> ResponseReturnValue:
    """Enter an answer that came by telephone, FAX, letter or at the counter."""
    row = queries.introduction(introduction_id, viewer=actor())
    lines = queries.lines_of(side.member_id for side in row.sides)
    names = {side.member_id: lines[side.member_id].name for side in row.sides}
    form = ProxyAnswerForm().offer(list(names.items()))
    status = 422 if form.is_submitted() else 200
    if form.validate_on_submit():
        try:
            _enter(row, form, names)
        except DomainError as error:
            form.add_error(None, error.message)
            status = error.status
        else:
            flash("回答を記録しました。", "success")
            return redirect(url_for(".show", introduction_id=introduction_id))
    return render_template("matching_staff/answer.html", form=form, introduction_id=introduction_id), status


def _enter(row: Introduction, form: ProxyAnswerForm, names: dict[int, str]) -> None:
    """Record an answer as somebody who acts for the organisation."""
    member_id = int(form.member_id.data)
    by = replace(actor(), channel=form.channel.data, on_behalf_of=names[member_id])
    verb = _VERBS[form.answer.data]
    more = {} if verb is acts.agree else {"reason": form.reason.data or ""}
    verb(row, member_id=member_id, **more, by=by)
