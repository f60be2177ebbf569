"""Voting in the room: the page that a telephone opens."""

import secrets

from flask import redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from forms.surveys import VoteForm
from platform_app.access import PUBLIC, actor, allow
from platform_app.actor import visitor
from platform_app.errors import DomainError
from platform_app.events import survey_queries as queries
from platform_app.events.errors import TooManyAnswers
from platform_app.events.operations import polling
from platform_app.events.pages import base_url
from platform_app.events.survey_models import Poll
from platform_app.events.survey_views import bp, count_one, qr_code

__all__ = ["bp"]

#: The random word by which a browser's second vote replaces its first.
VOTER = "voter"
#: Votes within a quarter of an hour: of one browser that changes its mind, and from one hall.
MOST_OF_ONE_BROWSER, MOST_FROM_ONE_PLACE = 30, 1000


@bp.route("/polls/<code>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def poll(code: str) -> ResponseReturnValue:
    """One question, the browser's choice, and after the closing what came of it."""
    asked, event = queries.poll_coded(code, viewer=actor())
    form = VoteForm()
    form.offer(asked.question, asked.options)
    chosen, status = _chosen(asked), 422
    if not form.is_submitted():
        form.option.process_data(chosen)
    if form.validate_on_submit():
        voter, poll_id = session.setdefault(VOTER, secrets.token_urlsafe(16)), asked.id
        try:
            count_one("vote", voter, limit=MOST_OF_ONE_BROWSER)
            count_one("vote-place", request.remote_addr or "", limit=MOST_FROM_ONE_PLACE)
            polling.vote(event, poll_id=poll_id, option=int(form.option.data), voter=voter, by=visitor())
        except DomainError as error:
            form.add_error(None, error.message)
            status = error.status if isinstance(error, TooManyAnswers) else status
        else:
            return redirect(url_for(".poll", code=code))
    asked, event = queries.poll_coded(code, viewer=actor())
    tally = None if asked.is_open else queries.tally(asked, is_public=True)
    page = render_template("surveys/poll.html", form=form, poll=asked, event=event, chosen=chosen, tally=tally)
    return page, status if form.is_submitted() else 200


def _chosen(asked: Poll) -> int | None:
    voter = session.get(VOTER)
    return queries.choice_of(asked, polling.voter_key(asked, voter)) if voter else None


@bp.get("/polls/<code>/code.svg")
@allow(PUBLIC)
def poll_code_image(code: str) -> ResponseReturnValue:
    """The address of the voting page as a QR code."""
    asked, _event = queries.poll_coded(code, viewer=actor())
    return qr_code(f"{base_url()}/polls/{asked.code}")
