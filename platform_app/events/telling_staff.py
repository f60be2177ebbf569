"""What the office tells registrants on purpose: planned reminders, and letters to a selection."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.counter import MailingForm, ReminderForm
from forms.registrations import ConfirmForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.events import letters
from platform_app.events import registration_queries as queries
from platform_app.events.models import Event
from platform_app.events.operations import mailing, reminding
from platform_app.events.operations.mailing import Letter
from platform_app.events.telling_hours import hours, told_at
from platform_app.mail.rendering import render
from platform_app.vocabulary.events import Attending, RegistrationStatus

bp = Blueprint("telling", __name__, url_prefix="/staff/events/<int:event_id>")

NOTICE = "registration_notice"
HIDDEN = "/（本人だけに送られるリンク）"
NOBODY = "この条件に当たる申込みはありません。"


@bp.context_processor
def labels() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {"status_text": RegistrationStatus.label_of, "attending_text": Attending.label_of}


@bp.route("/reminders", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def reminders(event_id: int) -> ResponseReturnValue:
    """List the planned reminders, and plan another."""
    event = queries.event(event_id, viewer=actor())
    if request.method == "GET":
        start = ReminderForm(formdata=None, data={"amount": "3", "statuses": [RegistrationStatus.CONFIRMED.value]})
        return _reminders(event, start)
    form = ReminderForm()
    if not form.validate_on_submit():
        return _reminders(event, form), 422
    statuses, message = form.statuses.data, form.message.data
    reminding.save_rule(event, hours_before=form.hours(), statuses=statuses, message=message, by=actor())
    flash("お知らせの予定を登録しました。", "success")
    return redirect(url_for(".reminders", event_id=event_id))


def _reminders(event: Event, form: ReminderForm) -> str:
    rules = [
        (rule, reminding.due_at(rule, event), reminding.is_missed(rule, event)) for rule in reminding.rules_of(event.id)
    ]
    return render_template(
        "telling/reminders.html", hours=hours(), event=event, form=form, rules=rules, button=ConfirmForm(formdata=None)
    )


@bp.post("/reminders/<int:rule_id>/remove")
@allow(OFFICE)
def remove(event_id: int, rule_id: int) -> ResponseReturnValue:
    """Plan a reminder no more."""
    reminding.remove_rule(queries.event(event_id, viewer=actor()), rule_id=rule_id, by=actor())
    flash("お知らせの予定をやめました。", "success")
    return redirect(url_for(".reminders", event_id=event_id))


@bp.get("/mailings")
@allow(STAFF)
def mailings(event_id: int) -> ResponseReturnValue:
    """List what was sent to selections."""
    event = queries.event(event_id, viewer=actor())
    return render_template("telling/mailings.html", event=event, rows=mailing.mailings_of(event_id))


@bp.route("/mailings/new", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def write(event_id: int) -> ResponseReturnValue:
    """Write a letter, see to how many it goes, then send it."""
    event = queries.event(event_id, viewer=actor())
    if request.method == "GET":
        start = MailingForm(formdata=None, data={"statuses": [RegistrationStatus.CONFIRMED.value]})
        return render_template("telling/write.html", event=event, form=start)
    form = MailingForm()
    if not form.validate_on_submit() or "back" in request.form:
        return render_template("telling/write.html", event=event, form=form), 200 if "back" in request.form else 422
    if "send" not in request.form:
        return _preview(event, form)
    try:
        mailing.send(event, letter=_letter(form), by=actor())
    except NotFound:
        form.add_error("statuses", NOBODY)
        return render_template("telling/write.html", event=event, form=form), 422
    flash("送る準備をしました。順番に送られます。", "success")
    return redirect(url_for(".mailings", event_id=event_id))


def _letter(form: MailingForm) -> Letter:
    return Letter(
        form.subject.data, form.body.data, form.statuses.data, form.attending.data, form.submission_token.data or ""
    )


def _preview(event: Event, form: MailingForm) -> ResponseReturnValue:
    """Show the letter and to how many it goes."""
    addressed = queries.selected(event.id, form.statuses.data, form.attending.data)
    if not addressed:
        form.add_error("statuses", NOBODY)
        return render_template("telling/write.html", event=event, form=form), 422
    first = addressed[0]
    context = letters.context_of(first, NOTICE, subject=form.subject.data, message=form.body.data) | {"path": HIDDEN}
    typed = [(name, value) for name, value in request.form.items(multi=True) if name != "csrf_token"]
    return render_template(
        "telling/preview.html", event=event, form=form, letter=_letter(form), typed=typed, addressed=addressed,
        mail_count=sum(1 for one in addressed if one.email), confirmation=ConfirmForm(formdata=None),
        mail=render(NOTICE, letters.recipient_of(first).name, context), first=first, sent_at=told_at(event),
        is_put_off=told_at(event) > now(),
    )  # fmt: skip
