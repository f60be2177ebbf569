"""The office's worksheets: all of them, and those of an event, one for each group."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.worksheets import StaffSheetForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.dates import today
from platform_app.errors import NotFound
from platform_app.events import queries as events
from platform_app.members.queries import line_by_number
from platform_app.paging import Page, asked_page
from platform_app.worksheets import list_queries, queries
from platform_app.worksheets.list_queries import Wanted
from platform_app.worksheets.operations import keeping
from platform_app.worksheets.operations.keeping import SheetPlan
from platform_app.worksheets.words import group_sheet_title, template_words

bp = Blueprint("worksheet_staff", __name__, url_prefix="/staff")
bp.context_processor(template_words)


@bp.get("/worksheets")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """List every sheet."""
    page = Page(list_queries.count(Wanted(), viewer=actor()), asked_page())
    rows = list_queries.listed(Wanted(), page, viewer=actor())
    return render_template("worksheets_staff/index.html", rows=rows, page=page)


@bp.get("/events/<int:event_id>/worksheets")
@allow(STAFF)
def of_event(event_id: int) -> ResponseReturnValue:
    """List the sheets of an event, and offer more."""
    return _event_page(event_id, StaffSheetForm(formdata=None))


def _event_page(event_id: int, form: StaffSheetForm) -> str:
    event = events.event(event_id, viewer=actor())
    wanted = Wanted(event_id=event.id)
    page = Page(list_queries.count(wanted, viewer=actor()), asked_page())
    rows = list_queries.listed(wanted, page, viewer=actor())
    groupings = [(each, queries.groups_without_sheet(each.id)) for each in queries.groupings_of(event.id)]
    return render_template(
        "worksheets_staff/event.html", event=event, rows=rows, page=page, form=form, groupings=groupings
    )


@bp.post("/events/<int:event_id>/worksheets")
@allow(OFFICE, keeps_input=True)
def create(event_id: int) -> ResponseReturnValue:
    """Make one sheet for an event, the office's own or an organisation's."""
    form = StaffSheetForm()
    event = events.event(event_id, viewer=actor())
    number = form.number()
    record = line_by_number(number, today()) if number else None
    if form.validate_on_submit() and number and record is None:
        form.add_error("member_number", "この番号の会員は見つかりません。会員名簿で番号を確かめてください。")
    if form.error_items():
        return _event_page(event_id, form), 422
    plan = SheetPlan(
        str(form.title.data), record.name if record else "", record.member_id if record else None, event.id
    )
    keeping.create(None, plan=plan, by=actor())
    flash("相利評価表を作りました。", "success")
    return redirect(url_for(".of_event", event_id=event_id))


@bp.post("/events/<int:event_id>/worksheets/groups")
@allow(OFFICE)
def create_for_groups(event_id: int) -> ResponseReturnValue:
    """Make one open sheet for every group of a grouping that has none."""
    event = events.event(event_id, viewer=actor())
    sent = request.form.get("grouping", "")
    grouping = next((each for each in queries.groupings_of(event.id) if str(each.id) == sent), None)
    if grouping is None:
        raise NotFound
    titles = {group.id: group_sheet_title(event.title, group) for group in queries.groups_without_sheet(grouping.id)}
    made = keeping.create_for_groups(grouping, titles=titles, by=actor())
    flash(
        f"{len(made)}グループの相利評価表を作りました。" if made else "すべてのグループに、すでに表があります。",
        "success",
    )
    return redirect(url_for(".of_event", event_id=event_id))
