"""The office's polls of the room: making one, showing its bars, opening and closing it."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.surveys import PollForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.events import queries as events
from platform_app.events import survey_queries as queries
from platform_app.events.operations import polling
from platform_app.events.pages import base_url
from platform_app.events.survey_staff import bp

__all__ = ["bp"]


@bp.get("/poll")
@allow(STAFF)
def polls(event_id: int) -> ResponseReturnValue:
    """The polls of an event."""
    return _polls(event_id, PollForm(formdata=None))


def _polls(event_id: int, form: PollForm) -> str:
    event = events.event(event_id, viewer=actor())
    return render_template("survey_staff/polls.html", form=form, event=event, polls=queries.polls(event_id))


@bp.post("/poll")
@allow(OFFICE, keeps_input=True)
def add_poll(event_id: int) -> ResponseReturnValue:
    """One more poll."""
    event, form = events.event(event_id, viewer=actor()), PollForm()
    if form.validate_on_submit():
        made = polling.save_poll(event, question=form.question.data, options=form.chosen(), by=actor())
        flash("投票を作りました。始めるときは「投票を始める」を押してください。", "success")
        return redirect(url_for(".poll", event_id=event_id, poll_id=made.id))
    return _polls(event_id, form), 422


@bp.get("/poll/<int:poll_id>")
@allow(STAFF)
def poll(event_id: int, poll_id: int) -> ResponseReturnValue:
    """The page for the screen in the room: the question, how to vote, and the bars."""
    event = events.event(event_id, viewer=actor())
    asked = queries.poll(event_id, poll_id)
    address = f"{base_url()}/polls/{asked.code}"
    return render_template(
        "survey_staff/poll.html", event=event, poll=asked, tally=queries.tally(asked), address=address
    )


@bp.get("/poll/<int:poll_id>/votes")
@allow(STAFF)
def votes(event_id: int, poll_id: int) -> ResponseReturnValue:
    """The present counts, for the page that draws them again."""
    events.event(event_id, viewer=actor())
    asked = queries.poll(event_id, poll_id)
    tally = queries.tally(asked)
    return {
        "total": tally.answered,
        "is_open": asked.is_open,
        "bars": [{"count": bar.count, "percent": bar.percent} for bar in tally.bars],
    }


@bp.post("/poll/<int:poll_id>")
@allow(OFFICE)
def turn_poll(event_id: int, poll_id: int) -> ResponseReturnValue:
    """Open the poll, or close it."""
    event = events.event(event_id, viewer=actor())
    polling.turn_poll(event, poll_id=poll_id, is_open=request.form.get("to") == "open", by=actor())
    return redirect(url_for(".poll", event_id=event_id, poll_id=poll_id))
