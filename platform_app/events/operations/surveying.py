"""A questionnaire: its questions, its opening and closing, and the answers that come in."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from platform_app.actor import Actor
from platform_app.applications.secrets import hash_secret, secret_for
from platform_app.errors import NotFound
from platform_app.events import letters
from platform_app.events.day_models import Attendance
from platform_app.events.errors import AlreadyAnswered, AnswerNotOffered, SurveyClosed, SurveyHasAnswers, SurveyNotReady
from platform_app.events.models import Event
from platform_app.events.registration_models import Participant, Registration
from platform_app.events.survey_models import Survey, SurveyLink, SurveyQuestion, SurveyResponse
from platform_app.events.telling_hours import told_at
from platform_app.events.workflow import turn
from platform_app.extensions import db
from platform_app.numbering import SECRET_ALPHABET
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import ATTENDED, RegistrationStatus
from platform_app.vocabulary.surveys import AnswerChannel, QuestionKind, QuestionPlan, SurveyStatus

CODE_LENGTH = 8
INVITATION = "survey_invitation"


def new_code() -> str:
    """Draw the code of a common address: short enough to be typed from a screen."""
    return "".join(secrets.choice(SECRET_ALPHABET) for _ in range(CODE_LENGTH))


def _survey(event: Event) -> Survey:
    found = db.session.scalar(select(Survey).where(Survey.event_id == event.id).options(selectinload(Survey.questions)))
    if found is None:
        raise NotFound
    return found


def _response_count(survey: Survey) -> int:
    statement = select(func.count()).select_from(SurveyResponse).where(SurveyResponse.survey_id == survey.id)
    return db.session.scalar(statement) or 0


@operation(Action.SAVE_SURVEY)
def save(event: Event, *, introduction: str, questions: Sequence[QuestionPlan], by: Actor) -> Survey:  # noqa: ARG001
    """Set the questions of an event's questionnaire, in order. Raises SurveyHasAnswers when they differ too late."""
    survey = db.session.scalar(select(Survey).where(Survey.event_id == event.id))
    if survey is None:
        survey = Survey(event_id=event.id, code=new_code())
        db.session.add(survey)
        db.session.flush()
    survey.introduction = introduction
    if [plan_of(question) for question in survey.questions] == list(questions):
        return survey
    if _response_count(survey):
        raise SurveyHasAnswers
    survey.questions = [
        SurveyQuestion(
            position=number,
            kind=str(plan.kind),
            text=plan.text,
            options=list(plan.options),
            is_required=plan.is_required,
        )
        for number, plan in enumerate(questions)
    ]
    return survey


def plan_of(question: SurveyQuestion) -> QuestionPlan:
    """Return a stored question as it was planned."""
    return QuestionPlan(question.kind, question.text, tuple(question.options), question.is_required)


@operation(Action.OPEN_SURVEY)
def open_survey(event: Event, *, by: Actor) -> Survey:  # noqa: ARG001
    """Take answers from now on. Raises SurveyNotReady."""
    survey = _survey(event)
    if not survey.questions or not event.is_for_everybody:
        raise SurveyNotReady
    turn(survey, Action.OPEN_SURVEY)
    return survey


@operation(Action.CLOSE_SURVEY)
def close_survey(event: Event, *, by: Actor) -> Survey:  # noqa: ARG001
    """Take no more answers by the web; papers can still be typed in. Raises SurveyClosed when it is not open."""
    survey = _survey(event)
    turn(survey, Action.CLOSE_SURVEY)
    return survey


@operation(Action.COUNT_SURVEY)
def set_distributed(event: Event, *, distributed: int | None, by: Actor) -> Survey:  # noqa: ARG001
    """Say how many copies were given out, by paper and by mail together; None for unknown."""
    survey = _survey(event)
    survey.distributed = distributed
    return survey


@operation(Action.PUBLISH_SURVEY)
def publish_results(event: Event, *, is_published: bool, by: Actor) -> Survey:  # noqa: ARG001
    """Show the result to everybody, small counts hidden, or stop. Raises SurveyClosed while answers come in."""
    survey = _survey(event)
    if is_published and survey.status != SurveyStatus.CLOSED:
        raise SurveyClosed
    survey.is_published = is_published
    return survey


def personal_secret(survey: Survey, registration: Registration) -> str:
    """Return the secret of the personal link of one registration; it is not stored."""
    return secret_for(f"survey:{survey.code}:{registration.id}")


@operation(Action.INVITE_TO_SURVEY)
def invite(event: Event, *, by: Actor) -> int:  # noqa: ARG001
    """Send its personal link to every registration with an address that has none yet; return how many.

    Those who came are asked where attendance was kept, else all who held a place.
    Raises SurveyClosed while no answer would be taken.
    """
    survey = _survey(event)
    if survey.status != SurveyStatus.OPEN:
        raise SurveyClosed
    asked = _to_be_asked(event, survey)
    for registration in asked:
        secret = personal_secret(survey, registration)
        db.session.add(SurveyLink(survey_id=survey.id, registration_id=registration.id, token_hash=hash_secret(secret)))
        path = f"/surveys/{survey.code}/{secret}"
        letters.tell(registration, INVITATION, f"survey:{survey.id}", due_at=told_at(event), path=path)
    return len(asked)


def _to_be_asked(event: Event, survey: Survey) -> Sequence[Registration]:
    linked = select(SurveyLink.registration_id).where(SurveyLink.survey_id == survey.id)
    statement = (
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.status == RegistrationStatus.CONFIRMED.value,
            Registration.email != "",
            Registration.id.not_in(linked),
        )
        .order_by(Registration.id)
        .options(selectinload(Registration.participants), selectinload(Registration.event))
    )
    came = (
        select(Participant.registration_id)
        .join(Attendance, Attendance.participant_id == Participant.id)
        .where(Attendance.event_id == event.id, Attendance.mark.in_(ATTENDED))
    )
    if db.session.scalar(select(Attendance.id).where(Attendance.event_id == event.id).limit(1)) is not None:
        statement = statement.where(Registration.id.in_(came))
    return db.session.scalars(statement).all()


@operation(Action.ANSWER_SURVEY)
def answer(
    event: Event,
    *,
    answers: Mapping[str, Any],
    submission_token: str,
    secret: str = "",
    by: Actor,  # noqa: ARG001
) -> None:
    """Take one answer by the common link, or by the personal link of a secret, once.

    The same page sent twice is one answer. Call it as a visitor, whoever is signed in:
    the audit log must not name who answered. Raises SurveyClosed, AlreadyAnswered,
    AnswerNotOffered, NotFound.
    """
    survey = _survey(event)
    statement = select(SurveyResponse.id).where(
        SurveyResponse.survey_id == survey.id, SurveyResponse.submission_token == submission_token
    )
    if db.session.scalar(statement) is not None:
        return
    if survey.status != SurveyStatus.OPEN:
        raise SurveyClosed
    if secret:
        _use(survey, secret)
    channel = AnswerChannel.PERSONAL if secret else AnswerChannel.COMMON
    judged = _judged(survey, answers)
    if not judged:
        raise AnswerNotOffered
    db.session.add(
        SurveyResponse(survey_id=survey.id, submission_token=submission_token, channel=channel.value, answers=judged)
    )


def _use(survey: Survey, secret: str) -> None:
    link = db.session.scalar(
        select(SurveyLink).where(SurveyLink.survey_id == survey.id, SurveyLink.token_hash == hash_secret(secret))
    )
    if link is None:
        raise NotFound
    if link.is_used:
        raise AlreadyAnswered
    link.is_used = True


@operation(Action.KEY_SURVEY)
def key_paper(event: Event, *, sheet_number: int, answers: Mapping[str, Any], by: Actor) -> None:  # noqa: ARG001
    """Type in one paper by the number written on it; the same number again corrects it.

    A paper may be blank: it came back. Papers are typed after the closing too.
    Raises SurveyClosed before the first opening, AnswerNotOffered.
    """
    survey = _survey(event)
    if survey.status == SurveyStatus.DRAFT:
        raise SurveyClosed
    row = db.session.scalar(
        select(SurveyResponse).where(SurveyResponse.survey_id == survey.id, SurveyResponse.sheet_number == sheet_number)
    )
    if row is None:
        row = SurveyResponse(
            survey_id=survey.id,
            submission_token=f"paper:{sheet_number}",
            channel=AnswerChannel.PAPER.value,
            sheet_number=sheet_number,
        )
        db.session.add(row)
    row.answers = _judged(survey, answers)


def _judged(survey: Survey, answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers if every one belongs to a question and fits it. Raises AnswerNotOffered."""
    asked = {str(question.id): question for question in survey.questions}
    for key, given in answers.items():
        if key not in asked or not _fits(asked[key], given):
            raise AnswerNotOffered
    return dict(answers)


def _fits(question: SurveyQuestion, given: Any) -> bool:
    offered = range(len(question.options))
    match question.kind:
        case QuestionKind.STEPS | QuestionKind.CHOICE:
            return isinstance(given, int) and given in offered
        case QuestionKind.MULTIPLE:
            return isinstance(given, list) and bool(given) and all(number in offered for number in given)
        case QuestionKind.NUMBER:
            return isinstance(given, int)
        case _:
            return isinstance(given, str) and bool(given)
