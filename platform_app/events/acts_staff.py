"""What the office does with a published event: move, postpone, cancel, change places, and see who knows."""

from collections.abc import Callable, Mapping
from types import SimpleNamespace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.base import PlatformForm
from forms.event_acts import CapacityForm, MessageForm, MoveForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError, NotFound
from platform_app.events import queries, seat_queries
from platform_app.events.announcing import change_words
from platform_app.events.errors import CapacityBelowConfirmed
from platform_app.events.models import Event
from platform_app.events.operations import capacity as places
from platform_app.events.operations import moving
from platform_app.events.operations.planning import WHEN_AND_WHERE, snapshot
from platform_app.events.staff import attach, bp, looked_up, pool_rows, typed_plans
from platform_app.mail.rendering import render
from platform_app.office.queries import current as office
from platform_app.operation import disclose
from platform_app.places.naming import place_choices
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import RegistrationStatus

__all__ = ["bp"]


@bp.route("/<int:event_id>/postpone", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def postpone(event_id: int) -> ResponseReturnValue:
    """Say that the day is off; the mail is shown before it goes."""
    return _told_act(event_id, MessageForm(), "event_postponed", moving.postpone)


@bp.route("/<int:event_id>/cancel", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def cancel(event_id: int) -> ResponseReturnValue:
    """Say that it is not held at all; the mail is shown before it goes."""
    return _told_act(event_id, MessageForm(), "event_cancelled", moving.cancel)


@bp.route("/<int:event_id>/reschedule", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def reschedule(event_id: int) -> ResponseReturnValue:
    """Move to another time or place; the mail is shown before it goes."""
    event, form = queries.event(event_id, viewer=actor()), MoveForm()
    form.municipality.choices = list(place_choices(office().prefecture))
    if not form.is_submitted():
        form.load({name: getattr(event, name) for name in WHEN_AND_WHERE})
    return _told_act(event_id, form, "event_rescheduled", moving.reschedule)


def _told_act(event_id: int, form: Any, template: str, act: Callable[..., Any]) -> ResponseReturnValue:
    """Ask, show the mail that would go, and act once that has been seen."""
    event, mail = queries.event(event_id, viewer=actor()), None
    values = {name: form[name].data for name in WHEN_AND_WHERE if name in form}
    more = {"values": values} if values else {}
    if not looked_up(form) and form.validate_on_submit():
        mail = preview_of(event, template, form.message.data or "", values)
        if request.form.get("confirmed"):
            try:
                act(event, message=form.message.data or "", by=actor(), **more)
            except DomainError as error:
                attach(form, error)
            else:
                flash("公開ページを改め、申込者へのお知らせを用意しました。", "success")
                return redirect(url_for(".show", event_id=event_id))
    page = render_template(
        "events_staff/told_act.html",
        form=form,
        event=queries.event(event_id, viewer=actor()),
        template=template,
        mail=mail,
        count=queries.live_registrations(event_id),
    )
    return page, 422 if form.is_submitted() and form.error_items() else 200


def preview_of(event: Event, template: str, message: str, values: Mapping[str, Any]) -> tuple[str, str]:
    """Return subject and body of the mail to somebody whose place is sure."""
    changed = {name: getattr(event, name) for name in WHEN_AND_WHERE} | dict(values)
    told: Any = SimpleNamespace(**changed, title=event.title, series_number=event.series_number)
    change: Any = SimpleNamespace(message=message, before=snapshot(event))
    context = {
        "number": "（受付番号）",
        "path": f"/events/{event.id}",
        "status": RegistrationStatus.CONFIRMED.value,
        **change_words(told, change),
    }
    return render(template, "（申込者の名前）", context)


@bp.route("/<int:event_id>/capacity", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def capacity(event_id: int) -> ResponseReturnValue:
    """Change the number of places; fewer than the people seated is explained first."""
    event, form = queries.event(event_id, viewer=actor()), CapacityForm()
    if not form.is_submitted():
        form.show_pools(pool_rows(event))
    if form.validate_on_submit():
        try:
            places.change_capacity(
                event, plans=typed_plans(form), is_confirmed=bool(form.is_confirmed.data), by=actor()
            )
        except CapacityBelowConfirmed as error:
            form.add_error("is_confirmed", error.message)
        except DomainError as error:
            attach(form, error)
        else:
            flash("定員を変更しました。繰上げがあれば、本人へのお知らせを用意しました。", "success")
            return redirect(url_for(".show", event_id=event_id))
    event = queries.event(event_id, viewer=actor())
    page = render_template(
        "events_staff/capacity.html", form=form, event=event, held=seat_queries.held_by_pool([event_id])
    )
    return page, 422 if form.is_submitted() else 200


@bp.route("/<int:event_id>/pools/<int:pool_id>/release", methods=["GET", "POST"])
@allow(OFFICE)
def release(event_id: int, pool_id: int) -> ResponseReturnValue:
    """Ask once more, then give the unused places of a pool to everybody."""
    event, form = queries.event(event_id, viewer=actor()), PlatformForm()
    pool = next((each for each in event.pools if each.id == pool_id), None)
    if pool is None:
        raise NotFound
    if form.validate_on_submit():
        places.release_pool(event, pool_id=pool_id, by=actor())
        flash("残りの席を共通の枠に開放しました。", "success")
        return redirect(url_for(".show", event_id=event_id))
    held = seat_queries.held_by_pool([event_id]).get(pool_id, 0)
    return render_template("events_staff/release.html", form=form, event=event, pool=pool, held=held)


@bp.get("/<int:event_id>/changes/<int:change_id>")
@allow(STAFF)
def reached(event_id: int, change_id: int) -> ResponseReturnValue:
    """Who has not been reached yet about a change."""
    event = queries.event(event_id, viewer=actor())
    change = next((each for each in event.changes if each.id == change_id), None)
    if change is None:
        raise NotFound
    disclose(Action.VIEW, event, by=actor(), what={"scope": "not_reached", "change": change_id})
    event = queries.event(event_id, viewer=actor())
    change = next(each for each in event.changes if each.id == change_id)
    mails, tasks = queries.not_reached(change)
    return render_template(
        "events_staff/reached.html",
        event=event,
        change=change,
        mails=mails,
        tasks=tasks,
        total=queries.told_count(change),
    )
