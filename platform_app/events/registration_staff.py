"""The office's lists of registrations: all, the waiting list's ledger, the draw of lots."""

from typing import Any

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.counter import DrawForm, ListSearchForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.dates import now, wareki_datetime
from platform_app.errors import DomainError, NotFound
from platform_app.events import counter_words
from platform_app.events import registration_queries as queries
from platform_app.events.operations import choosing, seating
from platform_app.events.registration_words import TONES
from platform_app.events.seat_queries import closing_of
from platform_app.events.words import full_title
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import Attending, RegistrationStatus, SeatPool, Selection
from reports.documents.lottery_result import LOTTERY_RESULT
from reports.pdf import render

bp = Blueprint("registrations_staff", __name__, url_prefix="/staff/events/<int:event_id>/registrations")

CONFLICTS = "conflicts"


@bp.context_processor
def labels() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "status_text": RegistrationStatus.label_of,
        "attending_text": Attending.label_of,
        "channel_text": Channel.label_of,
        "class_text": SeatPool.label_of,
        "tones": TONES,
        "ledger_line": counter_words.ledger_line,
    }


@bp.get("")
@allow(STAFF)
def index(event_id: int) -> ResponseReturnValue:
    """List registrations in order of arrival, narrowed as asked."""
    event = queries.event(event_id, viewer=actor())
    form = ListSearchForm()
    asked = queries.Search(
        words=str(form.q.data or ""),
        status=str(form.status.data or "") if form.validate() else "",
        attending=str(form.attending.data or ""),
        channel=str(form.channel.data or ""),
        is_conflict=request.args.get("view") == CONFLICTS,
    )
    disclose(Action.VIEW, event, by=actor(), what={"scope": "registrations", "status": asked.status})
    event = queries.event(event_id, viewer=actor())
    page = Page(queries.count(event_id, asked), asked_page())
    return render_template(
        "registrations_staff/index.html",
        event=event,
        search=form,
        asked=asked,
        page=page,
        rows=queries.page_of(event_id, asked, page),
        counts=queries.status_counts(event_id),
        conflict_count=queries.count(event_id, queries.Search(is_conflict=True)),
        outlook=queries.outlook(event),
        positions=seating.positions(event_id),
        is_lottery=event.selection == Selection.LOTTERY,
    )


@bp.get("/ledger")
@allow(STAFF)
def ledger(event_id: int) -> ResponseReturnValue:
    """Show why everybody stands where they stand."""
    event = queries.event(event_id, viewer=actor())
    page = Page(queries.ledger_count(event_id), asked_page())
    lines = queries.ledger(event_id, page)
    return render_template("registrations_staff/ledger.html", event=event, page=page, lines=lines)


@bp.route("/lottery", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def lottery(event_id: int) -> ResponseReturnValue:
    """Draw lots once, or show what was drawn."""
    event = queries.event(event_id, viewer=actor())
    form = DrawForm() if request.method == "POST" else DrawForm(formdata=None)
    if now() >= closing_of(event):
        del form.is_early
    status = 200
    if request.method == "POST":
        status = 422
        if form.validate_on_submit():
            try:
                choosing.draw(event, seed=form.seed.data, by=actor())
            except DomainError as refusal:
                form.add_error(None, refusal.message)
                status = refusal.status
            else:
                flash("抽選を行い、結果をお知らせしました。", "success")
                return redirect(url_for(".lottery", event_id=event_id))
    return _lottery_page(event_id, form), status


def _lottery_page(event_id: int, form: DrawForm) -> str:
    event = queries.event(event_id, viewer=actor())
    pending = queries.status_counts(event_id).get(RegistrationStatus.PENDING.value, 0)
    return render_template(
        "registrations_staff/lottery.html",
        event=event,
        form=form,
        draw=choosing.draw_of(event_id),
        closes_at=closing_of(event),
        pending=pending,
        outlook=queries.outlook(event),
        is_lottery=event.selection == Selection.LOTTERY,
    )


@bp.get("/lottery.pdf")
@allow(STAFF)
def lottery_pdf(event_id: int) -> ResponseReturnValue:
    """The result sheet of the draw."""
    event = queries.event(event_id, viewer=actor())
    draw = choosing.draw_of(event_id)
    if draw is None:
        raise NotFound
    disclose(Action.EXPORT, event, by=actor(), what={"scope": "lottery result", "rows": len(draw.entries)})
    draw = choosing.draw_of(event_id) or draw
    values: dict[str, Any] = {
        "event": full_title(queries.event(event_id, viewer=actor())),
        "drawn_at": wareki_datetime(draw.drawn_at),
        "drawn_by": draw.drawn_by_label,
        "seed": draw.seed,
        "count": f"{len(draw.entries)}件",
        "rows": [_row(entry) for entry in draw.entries],
    }
    content = render(LOTTERY_RESULT, values)
    name = f"attachment; filename=lottery-{event_id}.pdf"
    return Response(content, mimetype="application/pdf", headers={"Content-Disposition": name})


def _row(entry: dict[str, Any]) -> dict[str, str]:
    """Return one line of the result sheet in words; no name stands on it."""
    return {
        "rank": str(entry["rank"]),
        "number": entry["number"],
        "size": f"{entry['size']}人",
        "attending": Attending.label_of(entry["attending"]),
        "seat_class": SeatPool.label_of(entry["seat_class"]),
        "outcome": RegistrationStatus.label_of(entry["outcome"]),
    }
