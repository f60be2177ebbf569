"""Check-in on a tablet or phone: find somebody, press a button; without JavaScript every press is a page."""

from datetime import timedelta
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.attendance import HourForm, RollForm, TapForm
from platform_app.access import OFFICE, actor, allow
from platform_app.dates import now, to_tokyo
from platform_app.errors import DomainError, NotFound
from platform_app.events import queries, registration_queries
from platform_app.events import roll_queries as roll
from platform_app.events.attendance_queries import counts
from platform_app.events.models import Event
from platform_app.events.operations import attending
from platform_app.events.operations.taps import Tap, check_day
from platform_app.events.roll_queries import Line, Roll
from platform_app.numbering import new_secret
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import UNDONE, AttendanceMark, AttendanceSource

bp = Blueprint("events_day", __name__, url_prefix="/staff/events/<int:event_id>")

#: So many people stand on one page, so that a device without a line can still find them.
ROLL_SIZE = 300
#: Taps taken in one request, and how old one may be.
MOST_TAPS, OLDEST = 200, timedelta(days=7)
MARK_LABELS = {**dict(AttendanceMark.choices()), UNDONE: "未受付"}
TONES = {"present": "success", "late": "warning", "left_early": "warning", "absent": "danger"}
FILTERS = ("q", "mark", "attending", "initial", "page")


@bp.context_processor
def day_words() -> dict[str, Any]:
    """Give the templates the labels and tones of marks, and the hour of an instant."""
    return {
        "mark_labels": MARK_LABELS,
        "mark_tones": TONES,
        "source_labels": dict(AttendanceSource.choices()),
        "kana_rows": roll.KANA_ROWS,
        "new_tap": new_secret,
        "clock": lambda instant: f"{to_tokyo(instant):%H:%M}",
    }


@bp.get("/day")
@allow(OFFICE)
def show(event_id: int) -> ResponseReturnValue:
    """The list of the day with its large buttons."""
    event, form, asked = queries.event(event_id, viewer=actor()), RollForm(), _asked()
    page = Page(roll.roll_count(event_id, asked), asked_page(), ROLL_SIZE)
    disclose(Action.VIEW, event, by=actor(), what={"scope": "day", "rows": page.last - page.first + 1})
    event = queries.event(event_id, viewer=actor())
    return render_template(
        "events_day/show.html",
        event=event,
        roll_form=form,
        asked=asked,
        page=page,
        lines=roll.roll_page(event_id, asked, page),
        counts=counts(event),
        kept=_kept(),
        initials=[*roll.KANA_ROWS, roll.OTHER_INITIALS],
        not_yet=_not_yet(event),
    )


def _not_yet(event: Event) -> str:
    """Return why nobody can be marked as present now, or ''."""
    try:
        check_day(event, now())
    except DomainError as refusal:
        return refusal.message
    return ""


def _asked() -> Roll:
    """Return what the address narrows the list to; nonsense asks for nothing."""
    form, initial = RollForm(), request.args.get("initial", "")
    return Roll(
        words=(form.q.data or "")[:80],
        initial=initial if initial in {*roll.KANA_ROWS, roll.OTHER_INITIALS} else "",
        mark=form.mark.data if form.mark.data in MARK_LABELS else "",
        attending=form.attending.data if form.attending.data in dict(form.attending.choices) else "",
    )


def _kept() -> dict[str, Any]:
    return {name: request.args[name] for name in FILTERS if request.args.get(name)}


@bp.post("/day/tap")
@allow(OFFICE)
def tap(event_id: int) -> ResponseReturnValue:
    """One press without JavaScript; a second press of the same page counts once."""
    event, form = registration_queries.event(event_id, viewer=actor()), TapForm()
    if not form.validate_on_submit():
        raise NotFound
    one = Tap(*form.tapped)
    try:
        attending.check_in(event, tap=one, by=actor())
    except DomainError as error:
        flash(error.message, "error")
        # The sentence stands at the top: going down to the row would hide it.
        return redirect(url_for(".show", event_id=event_id, **_kept()))
    return redirect(url_for(".show", event_id=event_id, _anchor=f"p{one.participant_id}", **_kept()))


@bp.post("/day/taps")
@allow(OFFICE)
def taps(event_id: int) -> ResponseReturnValue:
    """Presses that a device sends, the kept ones too; each gets an answer of its own.

    The device says how old a press is, not when it was: its clock may be wrong.
    """
    event = registration_queries.event(event_id, viewer=actor())
    sent = request.get_json(silent=True)
    items = sent.get("taps") if isinstance(sent, dict) else None
    if not isinstance(items, list) or len(items) > MOST_TAPS:
        raise NotFound
    return {"results": [_taken(event, item) for item in items]}


def _taken(event: Event, item: Any) -> dict[str, Any]:
    form = TapForm(formdata=None, data=item if isinstance(item, dict) else {}, meta={"csrf": False})
    if not form.validate():
        return {"id": form.tap_id.data, "refused": "画面の情報が正しく送られませんでした。"}
    age = item.get("age", 0)
    seconds = min(max(age, 0), OLDEST.total_seconds()) if isinstance(age, int | float) else 0
    source = AttendanceSource.KEPT if item.get("kept") else AttendanceSource.SCREEN
    one = Tap(
        *form.tapped,
        at=now() - timedelta(seconds=seconds),
        source=source.value,
    )
    try:
        row = attending.check_in(event, tap=one, by=actor())
    except DomainError as error:
        return {"id": one.tap_id, "refused": error.message}
    return {"id": one.tap_id, "mark": row.mark if row else UNDONE}


def expected_line(event_id: int, participant_id: int) -> Line:
    """Return one person who is expected. Raises NotFound."""
    found = roll.line(event_id, participant_id)
    if found is None:
        raise NotFound
    return found


@bp.route("/day/people/<int:participant_id>", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def person(event_id: int, participant_id: int) -> ResponseReturnValue:
    """One person: a mark with its hour and a word about it."""
    event, form = queries.event(event_id, viewer=actor()), HourForm()
    expected_line(event_id, participant_id)
    if form.validate_on_submit() and form.at is not None:
        one = Tap(participant_id, form.mark.data, at=form.at, note=form.note.data or "")
        try:
            attending.check_in(event, tap=one, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("記録しました。", "success")
            return redirect(url_for(".show", event_id=event_id, _anchor=f"p{participant_id}"))
    if not form.is_submitted():
        disclose(Action.VIEW, event, by=actor(), what={"scope": "day", "participant": participant_id})
        form.load({"hour": f"{to_tokyo(now()):%H:%M}"})
    event, line = queries.event(event_id, viewer=actor()), expected_line(event_id, participant_id)
    page = render_template("events_day/person.html", event=event, form=form, line=line, taps=roll.taps(participant_id))
    return page, 422 if form.is_submitted() else 200
