"""Small builders of questionnaires and answers."""

from typing import Any

from platform_app.actor import visitor
from platform_app.events import survey_queries as queries
from platform_app.events.models import Event
from platform_app.events.operations import surveying
from platform_app.events.registration_models import Registration
from platform_app.events.survey_models import Survey
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.surveys import QuestionKind, QuestionPlan
from tests import factories
from tests.events.builders import event, registered

STEPS = QuestionPlan(
    QuestionKind.STEPS, "満足しましたか。", ("大変満足", "満足", "普通", "不満", "大変不満"), is_required=True
)
MULTIPLE = QuestionPlan(QuestionKind.MULTIPLE, "参考になったもの", ("講演", "事例", "交流"))
NUMBER = QuestionPlan(QuestionKind.NUMBER, "担当して何年目ですか。")
TEXT = QuestionPlan(QuestionKind.TEXT, "ご意見")
PLANS = (STEPS, MULTIPLE, NUMBER, TEXT)


def officer() -> Any:
    return factories.actor(Role.OFFICER)


def opened(plans: tuple[QuestionPlan, ...] = PLANS, it: Event | None = None) -> tuple[Event, Survey]:
    """Return an event with an open questionnaire."""
    it = it or event(capacity=None)
    clerk = officer()
    surveying.save(it, introduction="ご協力ください。", questions=plans, by=clerk)
    surveying.open_survey(it, by=clerk)
    return it, current(it)


def current(it: Event) -> Survey:
    found = queries.survey_of(it.id)
    assert found is not None
    return found


def keys(survey: Survey) -> list[str]:
    return [str(question.id) for question in survey.questions]


def answered(it: Event, answers: dict[str, Any], token: str, secret: str = "") -> None:
    surveying.answer(it, answers=answers, submission_token=token, secret=secret, by=visitor())


def invited(count: int = 1) -> tuple[Event, Survey, list[Registration], list[str]]:
    """Return an open questionnaire, registrations and the secrets of their personal links."""
    it = event(capacity=None)
    rows = [registered(it) for _ in range(count)]
    it, survey = opened(it=it)
    surveying.invite(it, by=officer())
    survey = current(it)
    return it, survey, rows, [surveying.personal_secret(survey, row) for row in rows]


def sent(survey: Survey, token: str = "t" * 24, **more: Any) -> dict[str, Any]:
    first = keys(survey)[0]
    return {"submission_token": token, f"q{first}": "0", **more}
