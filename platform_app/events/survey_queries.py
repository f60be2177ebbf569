"""Reading questionnaires and polls: by event or by public code, and what came of them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from platform_app.actor import Actor, may_see
from platform_app.applications.secrets import hash_secret
from platform_app.errors import NotFound
from platform_app.events.models import Event
from platform_app.events.survey_models import Poll, PollVote, Survey, SurveyLink, SurveyResponse
from platform_app.events.survey_results import Bar, QuestionResult, Result, published, result_of
from platform_app.extensions import db
from platform_app.vocabulary.surveys import QuestionKind, SurveyStatus


def survey_of(event_id: int) -> Survey | None:
    """Return the questionnaire of an event, if it has one."""
    return db.session.scalar(select(Survey).where(Survey.event_id == event_id).options(selectinload(Survey.questions)))


def published_code(event_id: int) -> str:
    """Return the public code of an event's questionnaire whose result is published, or ''."""
    return db.session.scalar(select(Survey.code).where(Survey.event_id == event_id, Survey.is_published)) or ""


def survey_coded(code: str, *, viewer: Actor) -> tuple[Survey, Event]:
    """Return the questionnaire of a public code, and its event. Raises NotFound for a draft and what is hidden."""
    found = db.session.scalar(select(Survey).where(Survey.code == code.upper()).options(selectinload(Survey.questions)))
    if found is None or found.status == SurveyStatus.DRAFT:
        raise NotFound
    return found, _visible(found.event_id, viewer)


def _visible(event_id: int, viewer: Actor) -> Event:
    event = db.session.get(Event, event_id)
    if event is None or not may_see(viewer, event):
        raise NotFound
    return event


def link_of(survey: Survey, secret: str) -> SurveyLink:
    """Return the personal link of a secret. Raises NotFound."""
    found = db.session.scalar(
        select(SurveyLink).where(SurveyLink.survey_id == survey.id, SurveyLink.token_hash == hash_secret(secret))
    )
    if found is None:
        raise NotFound
    return found


def link_count(survey: Survey) -> int:
    """Count the personal links that were sent."""
    return db.session.scalar(select(func.count()).select_from(SurveyLink).where(SurveyLink.survey_id == survey.id)) or 0


def result(survey: Survey, *, is_public: bool = False) -> Result:
    """Count a questionnaire; where nobody has said how many copies went out, the personal links are counted."""
    rows = db.session.execute(
        select(SurveyResponse.channel, SurveyResponse.answers)
        .where(SurveyResponse.survey_id == survey.id)
        .order_by(SurveyResponse.id)
    ).all()
    distributed = survey.distributed if survey.distributed is not None else link_count(survey) or None
    responses = [(channel, answers) for channel, answers in rows]
    return result_of(survey.questions, responses, distributed=distributed, is_public=is_public)


def paper(survey: Survey, sheet_number: int) -> SurveyResponse | None:
    """Return the paper of a number, if it was typed in."""
    return db.session.scalar(
        select(SurveyResponse).where(SurveyResponse.survey_id == survey.id, SurveyResponse.sheet_number == sheet_number)
    )


def next_sheet(survey: Survey) -> int:
    """Return the number of the next paper."""
    statement = select(func.max(SurveyResponse.sheet_number)).where(SurveyResponse.survey_id == survey.id)
    return (db.session.scalar(statement) or 0) + 1


def polls(event_id: int) -> Sequence[Poll]:
    """Return the polls of an event in the order they were made."""
    return db.session.scalars(select(Poll).where(Poll.event_id == event_id).order_by(Poll.id)).all()


def poll(event_id: int, poll_id: int) -> Poll:
    """Return one poll of an event. Raises NotFound."""
    found = db.session.get(Poll, poll_id)
    if found is None or found.event_id != event_id:
        raise NotFound
    return found


def poll_coded(code: str, *, viewer: Actor) -> tuple[Poll, Event]:
    """Return the poll of a public code, and its event. Raises NotFound."""
    found = db.session.scalar(select(Poll).where(Poll.code == code.upper()))
    if found is None:
        raise NotFound
    return found, _visible(found.event_id, viewer)


def tally(poll: Poll, *, is_public: bool = False) -> QuestionResult:
    """Count the votes of a poll; ``is_public`` hides small counts."""
    rows: Any = db.session.execute(
        select(PollVote.option, func.count()).where(PollVote.poll_id == poll.id).group_by(PollVote.option)
    )
    counts: dict[int, int] = dict(rows.all())
    total = sum(counts.values())
    bars = tuple(
        Bar(label, counts.get(number, 0), counts.get(number, 0) / total if total else 0.0)
        for number, label in enumerate(poll.options)
    )
    found = QuestionResult(poll.question, QuestionKind.CHOICE.value, total, bars)
    return published(found) if is_public else found


def choice_of(poll: Poll, voter_key: str) -> int | None:
    """Return what a browser has chosen, if it has."""
    return db.session.scalar(
        select(PollVote.option).where(PollVote.poll_id == poll.id, PollVote.voter_key == voter_key)
    )
