"""The office plans events: list, draft, copy, preview, publish."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.base import PlatformForm
from forms.event_acts import CopyForm
from forms.event_lines import CONTACT_PARTS, typed_lines, typed_organisers
from forms.events import EventForm, groups
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError
from platform_app.events import queries, seat_queries, words
from platform_app.events.models import Event
from platform_app.events.operations import planning
from platform_app.events.operations.planning import WHEN_AND_WHERE, PoolPlan
from platform_app.events.pages import door, page_values
from platform_app.events.queries import EventSearch
from platform_app.navigation import is_open
from platform_app.office.queries import current as office
from platform_app.paging import Page, asked_page
from platform_app.places.naming import place_choices
from platform_app.places.postal_codes import lookup_postal_code
from platform_app.vocabulary.events import EventStatus, Organiser

bp = Blueprint("events_staff", __name__, url_prefix="/staff/events")

#: The rooms of an event beside its planning: label and endpoint, in the order of the work.
ROOMS = (
    ("申込みの一覧", "registrations_staff.index"),
    ("電話・FAXの受付", "counter.show"),
    ("繰上げ台帳", "registrations_staff.ledger"),
    ("一斉メール", "telling.mailings"),
    ("お知らせの予定", "telling.reminders"),
    ("当日の受付", "events_day.show"),
    ("名簿・名札", "events_day.sheets"),
    ("班分け", "groups_staff.index"),
    ("出席の記録", "events_day.summary"),
    ("アンケート", "survey_staff.show"),
    ("会場投票", "survey_staff.polls"),
    ("相利評価表", "worksheet_staff.of_event"),
    ("開催報告", "event_reports_staff.show"),
    ("復命書", "duty_reports.index"),
    ("討議記録", "discussions_staff.index"),
)
TABS = {"coming": "これから", "past": "終わったもの", "": "すべて"}


@bp.get("")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """All events of the office, drafts among them."""
    when = request.args.get("when", "coming")
    search = EventSearch(when=when if when in TABS else "coming")
    page = Page(queries.event_count(search, for_office=True), asked_page())
    rows = queries.events(search, page, for_office=True)
    return render_template(
        "events_staff/index.html", rows=rows, page=page, figures=seat_queries.figures(rows), tabs=TABS, search=search
    )


@bp.get("/<int:event_id>")
@allow(STAFF)
def show(event_id: int) -> ResponseReturnValue:
    """One event: what it says, its places, what can be done, what was done."""
    event = queries.event(event_id, viewer=actor())
    return render_template(
        "events_staff/show.html",
        event=event,
        figures=seat_queries.figures([event])[event.id],
        held=seat_queries.held_by_pool([event.id]),
        people=seat_queries.people_by_status([event.id]),
        rooms=[(label, door(endpoint, event_id=event.id)) for label, endpoint in ROOMS if is_open(endpoint)],
    )


@bp.get("/<int:event_id>/preview")
@allow(STAFF)
def preview(event_id: int) -> ResponseReturnValue:
    """The public page, before it is public."""
    event = queries.event(event_id, viewer=actor())
    return render_template("events/show.html", **page_values(event), is_preview=True)


@bp.route("/new", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def create() -> ResponseReturnValue:
    """A new draft."""
    form = _event_form()
    if not form.is_submitted():
        form.load({"organisers": f"{Organiser.HOST.label}｜{office().platform_name}", "contacts": _desks()})
        form.show_pools([])
    if not looked_up(form) and form.validate_on_submit():
        try:
            made = planning.create(
                None, values=form.values(), pools=typed_plans(form), series=form.series.data, by=actor()
            )
        except DomainError as error:
            attach(form, error)
        else:
            flash("下書きを作りました。プログラムとファイルを加え、確かめてから公開してください。", "success")
            return redirect(url_for(".show", event_id=made.id))
    return _edit_page(form, None)


@bp.route("/<int:event_id>/edit", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def edit(event_id: int) -> ResponseReturnValue:
    """Change what an event says; a published one keeps its time, place and number of places here."""
    event = queries.event(event_id, viewer=actor())
    form = _event_form(event)
    if not form.is_submitted():
        _show(form, event)
    if not looked_up(form) and form.validate_on_submit():
        try:
            planning.edit(event, by=actor(), **_edited(form))
        except DomainError as error:
            attach(form, error)
        else:
            flash("変更しました。", "success")
            return redirect(url_for(".show", event_id=event_id))
    return _edit_page(form, queries.event(event_id, viewer=actor()))


def _edited(form: EventForm) -> dict[str, Any]:
    values = {"values": form.values(), "series": form.series.data}
    if "pools" in form:
        return {**values, "pools": typed_plans(form)}
    return {**values, "message": form.message.data or "", "tells": bool(form.tells.data)}


def _event_form(event: Event | None = None) -> EventForm:
    """Return the form with the fields that the event's status leaves open."""
    form = EventForm()
    form.municipality.choices = list(place_choices(office().prefecture))
    if event is None or event.status == EventStatus.DRAFT:
        del form.message, form.tells
    else:
        for name in (*WHEN_AND_WHERE, "pools"):
            del form[name]
    return form


def _show(form: EventForm, event: Event) -> None:
    stored = {name: getattr(event, name) for name in form.data if hasattr(event, name) and name != "pools"}
    stored |= {
        "series": event.series.title if event.series else "",
        "organisers": typed_organisers(event.organisers),
        "contacts": typed_lines(event.contacts, CONTACT_PARTS),
    }
    form.load(stored)
    if "pools" in form:
        form.show_pools(pool_rows(event))


def pool_rows(event: Event) -> list[dict[str, Any]]:
    """Return the pools of an event for a form."""
    return [
        {
            "attending": pool.attending,
            "kept_for": pool.kept_for,
            "capacity": pool.capacity,
            "release_at": pool.release_at,
        }
        for pool in event.pools
    ]


def _desks() -> str:
    """Offer the office's telephone desks as contacts."""
    rows = [
        {"purpose": desk.purpose, "name": office().office_name, "phone": desk.phone, "hours": desk.hours}
        for desk in office().desks
    ]
    return typed_lines(rows, CONTACT_PARTS)


def typed_plans(form: Any) -> list[PoolPlan]:
    """Return the places that were typed."""
    return [PoolPlan(**plan) for plan in form.pool_plans()]


def attach(form: PlatformForm, error: DomainError) -> None:
    """Put the sentence of a refused act beside the field it names, or above the form."""
    is_list = error.field is not None and error.field in form and hasattr(form[error.field], "entries")
    form.add_error(error.field if error.field in form and not is_list else None, error.message)


def _edit_page(form: EventForm, event: Event | None) -> ResponseReturnValue:
    page = render_template(
        "events_staff/edit.html", form=form, event=event, groups=groups(form), titles=queries.series_titles()
    )
    return page, 422 if form.is_submitted() and not looked_up(form) else 200


def looked_up(form: PlatformForm) -> bool:
    """Say whether only the address of a postal code was asked for, and put it beside the box."""
    box = getattr(form, "postal_code", None)
    if box is None or not box.is_lookup:
        return False
    box.found = [place.address for place in lookup_postal_code(box.data)]
    return True


@bp.route("/<int:event_id>/copy", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def copy(event_id: int) -> ResponseReturnValue:
    """A draft like this one on another day; the page says what is not copied."""
    event, form = queries.event(event_id, viewer=actor()), CopyForm()
    if form.validate_on_submit():
        try:
            made = planning.copy(event, starts_at=form.starts_at.data, ends_at=form.ends_at.data, by=actor())
        except DomainError as error:
            attach(form, error)
        else:
            flash("写しを下書きとして作りました。写していない項目を入力してください。", "success")
            return redirect(url_for(".show", event_id=made.id))
    not_copied = [words.FIELD_LABELS[name] for name in planning.NOT_COPIED]
    page = render_template(
        "events_staff/copy.html", form=form, event=queries.event(event_id, viewer=actor()), not_copied=not_copied
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/<int:event_id>/publish", methods=["GET", "POST"])
@allow(OFFICE)
def publish(event_id: int) -> ResponseReturnValue:
    """Ask once more, then show the event to everybody."""
    event, form = queries.event(event_id, viewer=actor()), PlatformForm()
    if form.validate_on_submit():
        try:
            planning.publish(event, by=actor())
        except DomainError as error:
            attach(form, error)
        else:
            flash("公開しました。", "success")
            return redirect(url_for(".show", event_id=event_id))
    page = render_template("events_staff/publish.html", form=form, event=queries.event(event_id, viewer=actor()))
    return page, 422 if form.is_submitted() else 200
