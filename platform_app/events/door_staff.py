"""At the door: substitutes, people whom nobody expected, and those who wait."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.attendance import AtDoorForm, SubstituteForm
from forms.base import PlatformForm
from platform_app.access import OFFICE, actor, allow
from platform_app.dates import now
from platform_app.errors import DomainError
from platform_app.events import queries, registration_queries
from platform_app.events import roll_queries as roll
from platform_app.events.attendance_queries import counts
from platform_app.events.day_staff import bp, expected_line
from platform_app.events.errors import AlreadyRegistered
from platform_app.events.operations import attending, registering
from platform_app.events.operations.registering import Person, Sheet
from platform_app.events.operations.seating import WAITING_ORDER, is_frozen
from platform_app.events.operations.taps import Tap
from platform_app.numbering import new_secret
from platform_app.office.queries import current as office
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import AttendanceMark, SeatPool

__all__ = ["bp"]


@bp.route("/day/people/<int:participant_id>/substitute", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def substitute(event_id: int, participant_id: int) -> ResponseReturnValue:
    """代理出席: whoever came instead takes the place and is present."""
    event, form = queries.event(event_id, viewer=actor()), SubstituteForm()
    line = expected_line(event_id, participant_id)
    if form.validate_on_submit():
        values = form.values()
        tap_id, is_confirmed = values.pop("tap_id"), bool(values.pop("is_confirmed"))
        try:
            row = registering.substitute(
                event, registration_id=line.registration.id, participant_id=participant_id,
                person=Person(**values), by=actor(), is_confirmed=is_confirmed,
            )  # fmt: skip
            attending.check_in(event, tap=Tap(row.id, AttendanceMark.PRESENT.value, tap_id), by=actor())
        except DomainError as error:
            form.add_error("is_confirmed" if isinstance(error, AlreadyRegistered) else None, error.message)
        else:
            flash("代理の方を受け付けました。", "success")
            return redirect(url_for(".show", event_id=event_id, _anchor=f"p{row.id}"))
    if not form.is_submitted():
        form.load({"tap_id": new_secret()})
    event, line = queries.event(event_id, viewer=actor()), expected_line(event_id, participant_id)
    page = render_template("events_day/substitute.html", event=event, form=form, line=line)
    return page, 422 if form.is_submitted() else 200


@bp.route("/day/walk-in", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def walk_in(event_id: int) -> ResponseReturnValue:
    """当日参加: somebody who was not expected."""
    event, form = queries.event(event_id, viewer=actor()), AtDoorForm()
    form.place.prefecture = office().prefecture
    ways = {pool.attending for pool in event.pools}
    form.attending.choices = [choice for choice in form.attending.choices if choice[0] in ways]
    if not form.is_submitted() and form.attending.choices:
        form.attending.data = form.attending.choices[0][0]
    if form.validate_on_submit():
        try:
            row = attending.walk_in(event, sheet=_sheet(form), by=actor())
        except DomainError as error:
            form.add_error("is_confirmed" if isinstance(error, AlreadyRegistered) else None, error.message)
        else:
            flash(f"当日参加を受け付けました（受付番号 {row.number}）。", "success")
            return redirect(url_for(".show", event_id=event_id))
    event = queries.event(event_id, viewer=actor())
    page = render_template(
        "events_day/walk_in.html", event=event, form=form, outlook=registration_queries.outlook(event)
    )
    return page, 422 if form.is_submitted() else 200


def _sheet(form: AtDoorForm) -> Sheet:
    """Return what was typed at the door."""
    keys = ("name", "kana", "department", "title", "is_listed", "is_photographed")
    values: dict[str, Any] = {key: form[key].data for key in keys}
    return Sheet(
        people=[Person(**values)],
        attending=form.attending.data,
        seat_class=SeatPool.PUBLIC,
        organisation=form.organisation.data or "",
        organisation_kind=form.organisation_kind.data or "",
        municipality=form.place.code,
        contact_name=form.name.data or "",
        phone=form.phone.data or "",
        channel=Channel.COUNTER,
        is_confirmed=bool(form.is_confirmed.data),
        submission_token=str(form.submission_token.data),
    )


@bp.route("/day/waiting", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def waiting(event_id: int) -> ResponseReturnValue:
    """補欠 at the door: who waits, and a button for each once nobody moves up any more."""
    event, form = queries.event(event_id, viewer=actor()), PlatformForm()
    wanted = request.form.get("registration_id", "")
    if form.validate_on_submit() and wanted.isdigit():
        try:
            row = attending.seat_at_door(event, registration_id=int(wanted[:9]), by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash(f"{row.number} の席を確定しました。来た方の「出席」を押してください。", "success")
            return redirect(url_for(".show", event_id=event_id, q=row.number))
    disclose(Action.VIEW, event, by=actor(), what={"scope": "waiting"})
    event = queries.event(event_id, viewer=actor())
    page = render_template(
        "events_day/waiting.html",
        event=event,
        form=form,
        lines=roll.waiting_lines(event_id, WAITING_ORDER),
        is_stopped=is_frozen(event, now()),
        outlook=registration_queries.outlook(event),
        absent=counts(event).by_mark.get(AttendanceMark.ABSENT.value, 0),
    )
    return page, 422 if form.is_submitted() else 200
