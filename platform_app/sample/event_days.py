"""What happened on the days of the sample's past events: who came, what the room was asked, what they thought of it."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from platform_app import dates
from platform_app.actor import Actor, visitor
from platform_app.events.models import Event
from platform_app.events.operations import attending, polling, registering, surveying
from platform_app.events.operations.attending import Stay, Tap
from platform_app.events.registration_models import Participant, Registration
from platform_app.events.survey_models import Survey, SurveyLink
from platform_app.extensions import db
from platform_app.sample.event_people import People
from platform_app.vocabulary.events import AttendanceMark, RegistrationStatus
from platform_app.vocabulary.surveys import DEFAULT_QUESTIONS, QuestionKind

#: A blank in the sample's rows of answers.
BLANK = "-"


def cancel_on_the_eve(event: Event, people: People, officer: Actor) -> None:
    """Let one more organisation register, and cancel by telephone on the day before."""
    with dates.frozen(event.starts_at - timedelta(days=9)):
        row = registering.register(event, sheet=people.sheet(1, "見本取消しの会", "voluntary"), by=visitor())
    with dates.frozen(event.starts_at - timedelta(hours=21)):
        registering.cancel(event, registration_id=row.id, by=officer)


def attend(event: Event, day: dict[str, Any], people: People, officer: Actor) -> None:
    """Check everybody in: late, leaving early and absent as the sample says, and walk-ins at the door."""
    opening = event.starts_at - timedelta(minutes=30)
    guests = _participants(event)
    absent, late = day.get("absent", 0), day.get("late", 0)
    for number, key in enumerate(guests):
        if number < absent:
            call = event.starts_at - timedelta(hours=4, minutes=10 * number)
            tap = Tap(key, AttendanceMark.ABSENT.value, at=call, note="電話で連絡あり")
        elif number < absent + late:
            at = event.starts_at + timedelta(minutes=12 + 9 * number)
            tap = Tap(key, AttendanceMark.LATE.value, at=at)
        else:
            tap = Tap(key, AttendanceMark.PRESENT.value, at=opening + timedelta(seconds=50 * number))
        _tap(event, tap, officer)
    for key in guests[len(guests) - day.get("left_early", 0) :]:
        _tap(event, Tap(key, AttendanceMark.LEFT_EARLY.value, at=event.ends_at - timedelta(minutes=40)), officer)
    for number in range(day.get("walk_in", 0)):
        with dates.frozen(event.starts_at + timedelta(minutes=2 + number)):
            attending.walk_in(event, sheet=people.sheet(1, f"見本飛び入りの会{number + 1}", "voluntary"), by=officer)


def attend_on_paper(event: Event, day: dict[str, Any], officer: Actor) -> None:
    """Type what the paper sheet of the reception said, on the day after."""
    absent, guests = day.get("absent", 0), _participants(event)
    marks = {
        key: (AttendanceMark.ABSENT if number < absent else AttendanceMark.PRESENT).value
        for number, key in enumerate(guests)
    }
    with dates.frozen(event.ends_at + timedelta(hours=18)):
        attending.key_sheet(event, marks=marks, by=officer)


def _participants(event: Event) -> Sequence[int]:
    statement = (
        select(Participant.id)
        .join(Registration)
        .where(Registration.event_id == event.id, Registration.status == RegistrationStatus.CONFIRMED.value)
        .order_by(Participant.id)
    )
    return db.session.scalars(statement).all()


def _tap(event: Event, tap: Tap, officer: Actor) -> None:
    with dates.frozen(tap.at or event.starts_at):
        attending.check_in(event, tap=tap, by=officer)


def attend_online(event: Event, officer: Actor) -> None:
    """Take the report of the meeting: everybody was there, some joined late."""
    stays = [
        Stay(
            key,
            event.starts_at + timedelta(minutes=14 if number % 11 == 5 else number % 7 - 9),  # noqa: PLR2004
            event.ends_at + timedelta(minutes=number % 3),
        )
        for number, key in enumerate(_participants(event))
    ]
    with dates.frozen(event.ends_at + timedelta(minutes=30)):
        attending.take_report(event, stays=stays, by=officer)


def ask_the_room(event: Event, case: dict[str, Any], officer: Actor) -> None:
    """Hold a poll: so many votes for each option, one browser each."""
    at = event.starts_at + timedelta(minutes=6)
    with dates.frozen(at):
        poll = polling.save_poll(event, question=case["question"], options=case["options"], by=officer)
        key = poll.id
        polling.turn_poll(event, poll_id=key, is_open=True, by=officer)
    votes = [option for option, number in enumerate(case["votes"]) for _ in range(number)]
    for number, option in enumerate(votes):
        with dates.frozen(at + timedelta(seconds=3 * number)):
            polling.vote(event, poll_id=key, option=option, voter=f"mihon{number}", by=visitor())
    with dates.frozen(at + timedelta(minutes=4)):
        polling.turn_poll(event, poll_id=key, is_open=False, by=officer)


def ask_afterwards(event: Event, case: dict[str, Any], officer: Actor) -> None:
    """Send the questionnaire round, take the answers on paper and by the web, close it, publish where it says so."""
    ends = event.ends_at
    with dates.frozen(ends - timedelta(days=3)):
        surveying.save(event, introduction=case["introduction"], questions=DEFAULT_QUESTIONS, by=officer)
        surveying.open_survey(event, by=officer)
    with dates.frozen(ends + timedelta(hours=2)):
        surveying.invite(event, by=officer)
    _answer(event, case, ends, officer)
    with dates.frozen(ends + timedelta(days=10)):
        surveying.close_survey(event, by=officer)
        surveying.set_distributed(event, distributed=case["distributed"], by=officer)
        if case.get("is_published"):
            surveying.publish_results(event, is_published=True, by=officer)


def _answer(event: Event, case: dict[str, Any], ends: datetime, officer: Actor) -> None:
    """Take the answers: the first on paper, then those with a personal link, the rest by the common one."""
    survey = db.session.scalars(
        select(Survey).where(Survey.event_id == event.id).options(selectinload(Survey.questions))
    ).one()
    secrets, answers = _secrets(survey, case["personal"]), list(_answers(survey, case))
    for number, given in enumerate(answers):
        with dates.frozen(ends + timedelta(days=1, hours=5 * number)):
            if number < case["paper"]:
                surveying.key_paper(event, sheet_number=number + 1, answers=given, by=officer)
            else:
                secret = secrets.pop() if secrets else ""
                surveying.answer(event, answers=given, submission_token=f"mihon{number}", secret=secret, by=visitor())


def _secrets(survey: Survey, number: int) -> list[str]:
    linked = select(SurveyLink.registration_id).where(SurveyLink.survey_id == survey.id)
    asked = select(Registration).where(Registration.id.in_(linked)).order_by(Registration.id).limit(number)
    return [surveying.personal_secret(survey, registration) for registration in db.session.scalars(asked)]


def _answers(survey: Survey, case: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Yield what each sheet says: a column of the rows of steps, and the free texts where there is one."""
    steps = [question for question in survey.questions if question.kind == QuestionKind.STEPS]
    texts = [question for question in survey.questions if question.kind == QuestionKind.TEXT]
    chosen = dict(zip((str(question.id) for question in steps), case["steps"], strict=True))
    written = dict(zip((str(question.id) for question in texts), case["texts"], strict=True))
    for number in range(len(case["steps"][0])):
        given: dict[str, Any] = {key: int(row[number]) for key, row in chosen.items() if row[number] != BLANK}
        yield given | {key: row[number] for key, row in written.items() if number < len(row) and row[number]}


def settle(event: Event, case: dict[str, Any], people: People, officer: Actor) -> None:
    """Do what the sample says of an event's day."""
    if case.get("day", {}).get("on_paper"):
        attend_on_paper(event, case["day"], officer)
    elif "day" in case:
        attend(event, case["day"], people, officer)
    if case.get("format") == "online":
        attend_online(event, officer)
    if "poll" in case:
        ask_the_room(event, case["poll"], officer)
    if "survey" in case:
        ask_afterwards(event, case["survey"], officer)
