"""After the doors have closed: the numbers, the paper sheet typed in, and the report of an online meeting."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.attendance import PaperForm, ReportApplyForm, ReportForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError
from platform_app.events import attendance_queries, online_reports, queries
from platform_app.events import roll_queries as roll
from platform_app.events.day_staff import bp
from platform_app.events.online_reports import Plan, ReportNotRead
from platform_app.events.operations import attending
from platform_app.events.roll_queries import Line, Roll
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.places.naming import full_place_label
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import Attending, SeatPool
from platform_app.vocabulary.organisations import OrganisationKind

__all__ = ["bp"]

#: The labels of classes as the counts name them.
CLASS_LABELS = {SeatPool.MEMBERS: "会員", SeatPool.PUBLIC: "一般", SeatPool.RESERVED: "招待・関係者"}


@bp.get("/attendance")
@allow(STAFF)
def summary(event_id: int) -> ResponseReturnValue:
    """The numbers of an event: people, organisations and 自治体, in every cut."""
    event = queries.event(event_id, viewer=actor())
    return render_template(
        "events_day/summary.html",
        event=event,
        counts=attendance_queries.counts(event),
        kind_label=lambda code: OrganisationKind.label_of(code) if code else "団体なし・不明",
        place_label=lambda code: full_place_label(code) if code else "団体なし・不明",
        class_labels=CLASS_LABELS,
        attending_label=Attending.label_of,
    )


@bp.route("/day/paper", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def paper(event_id: int) -> ResponseReturnValue:
    """Type the paper sheet; what differs from the screen is shown before it is written."""
    event, form = queries.event(event_id, viewer=actor()), PaperForm()
    page = Page(roll.roll_count(event_id, Roll()), asked_page())
    if not form.is_submitted():
        disclose(Action.VIEW, event, by=actor(), what={"scope": "paper", "page": page.number})
        event = queries.event(event_id, viewer=actor())
    lines = roll.roll_page(event_id, Roll(), page)
    marks = form.marks([line.person.id for line in lines])
    if form.validate_on_submit() and request.form.get("confirmed"):
        try:
            changed = attending.key_sheet(event, marks=marks, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash(f"紙の名簿のとおりに記録しました（変更 {changed}人）。", "success")
            number = min(page.number + 1, page.pages)
            return redirect(url_for(".paper", event_id=event_id, page=number))
        event, lines = queries.event(event_id, viewer=actor()), roll.roll_page(event_id, Roll(), page)
    differences = _differences(lines, marks) if form.is_submitted() and not form.error_items() else None
    html = render_template(
        "events_day/paper.html", event=event, form=form, page=page, lines=lines, marks=marks, differences=differences
    )
    return html, 422 if form.error_items() else 200


def _differences(lines: list[Line], marks: dict[int, str]) -> list[tuple[Line, str]]:
    """Return who stands otherwise on paper than on the screen; an empty row of the paper says nothing."""
    return [(line, mark) for line in lines if (mark := marks.get(line.person.id, "")) and mark != line.mark]


@bp.route("/day/report", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def report(event_id: int) -> ResponseReturnValue:
    """Take the report of an online meeting and show whom it is about."""
    event, form = queries.event(event_id, viewer=actor()), ReportForm()
    plan: Plan | None = None
    if form.validate_on_submit():
        try:
            plan = online_reports.plan(online_reports.read(form.upload.read()), roll.lines(event_id))
        except ReportNotRead as refusal:
            form.add_error("file", str(refusal))
    if plan is None:
        page = render_template("events_day/report.html", event=event, form=form)
        return page, 422 if form.is_submitted() else 200
    return _report_page(event_id, plan)


def _report_page(event_id: int, plan: Plan) -> ResponseReturnValue:
    """Show what would be recorded; nothing is yet."""
    stays = plan.stays()
    event = queries.event(event_id, viewer=actor())
    disclose(Action.VIEW, event, by=actor(), what={"scope": "online_report", "rows": len(stays)})
    found = {stay.participant_id for stay in stays}
    online = [line for line in roll.lines(event_id, attending=Attending.ONLINE) if line.person.id not in found]
    form = ReportApplyForm(formdata=None, data={"stays": online_reports.packed(stays)})
    by_id = {line.person.id: line for line in roll.lines(event_id)}
    return render_template(
        "events_day/report_plan.html",
        event=queries.event(event_id, viewer=actor()),
        form=form,
        plan=plan,
        stays=[(by_id[stay.participant_id], stay) for stay in stays],
        missing=online,
    )


@bp.post("/day/report/apply")
@allow(OFFICE)
def apply_report(event_id: int) -> ResponseReturnValue:
    """Record what the page before has shown."""
    event, form = queries.event(event_id, viewer=actor()), ReportApplyForm()
    if not form.validate_on_submit():
        flash("「上の内容を確かめました」にチェックを入れて、もう一度ファイルを選んでください。", "error")
        return redirect(url_for(".report", event_id=event_id))
    try:
        new = attending.take_report(event, stays=online_reports.unpacked(form.stays.data or ""), by=actor())
    except (DomainError, ReportNotRead) as error:
        flash(getattr(error, "message", str(error)), "error")
        return redirect(url_for(".report", event_id=event_id))
    flash(f"オンラインの出席を{new}件記録しました。", "success")
    return redirect(url_for(".summary", event_id=event_id))
