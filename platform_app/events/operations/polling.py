"""Polls of the room: one question, one choice for every browser."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.errors import NotFound
from platform_app.events.errors import AnswerNotOffered, SurveyClosed, SurveyNotReady
from platform_app.events.models import Event
from platform_app.events.operations.surveying import new_code
from platform_app.events.survey_models import Poll, PollVote
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action


def _poll(event: Event, poll_id: int) -> Poll:
    found = db.session.get(Poll, poll_id)
    if found is None or found.event_id != event.id:
        raise NotFound
    return found


@operation(Action.SAVE_POLL)
def save_poll(event: Event, *, question: str, options: Sequence[str], by: Actor) -> Poll:  # noqa: ARG001
    """Make one more poll for an event; nobody can vote before it is opened."""
    poll = Poll(event_id=event.id, code=new_code(), question=question, options=list(options))
    db.session.add(poll)
    return poll


@operation(Action.TURN_POLL)
def turn_poll(event: Event, *, poll_id: int, is_open: bool, by: Actor) -> Poll:  # noqa: ARG001
    """Open a poll or close it. Raises NotFound, and SurveyNotReady while the event is not public."""
    poll = _poll(event, poll_id)
    if is_open and not event.is_for_everybody:
        raise SurveyNotReady
    poll.is_open = is_open
    return poll


@operation(Action.VOTE)
def vote(event: Event, *, poll_id: int, option: int, voter: str, by: Actor) -> None:  # noqa: ARG001
    """Take the choice of one browser; a second one replaces the first.

    ``voter`` is a random word that the browser keeps. Call it as a visitor, whoever is
    signed in. Raises SurveyClosed, AnswerNotOffered, NotFound.
    """
    poll = _poll(event, poll_id)
    if not poll.is_open:
        raise SurveyClosed
    if option not in range(len(poll.options)):
        raise AnswerNotOffered
    key = voter_key(poll, voter)
    row = db.session.scalar(select(PollVote).where(PollVote.poll_id == poll.id, PollVote.voter_key == key))
    if row is None:
        db.session.add(PollVote(poll_id=poll.id, voter_key=key, option=option))
    else:
        row.option = option


def voter_key(poll: Poll, voter: str) -> str:
    """Return what is stored of a browser's word: different in every poll."""
    return hashlib.sha256(f"{poll.code}:{voter}".encode()).hexdigest()
