"""Questionnaires and polls of the built platform's events."""

from typing import Any

from platform_app.actor import visitor
from platform_app.applications.secrets import secret_for
from platform_app.events.models import Event
from platform_app.events.operations import polling, surveying
from platform_app.events.survey_models import Survey
from platform_app.numbering import new_secret
from platform_app.vocabulary.surveys import DEFAULT_QUESTIONS
from tests.architecture.world import World


def build_surveys(world: World) -> None:
    """Three questionnaires: in preparation, open and closed with a published result; and two polls."""
    for name, event in (("draft", "offers"), ("open", "published"), ("closed", "today")):
        _survey(world, name, world.row(Event, f"event:{event}"))
    _answered(world)
    _polls(world)


def _survey(world: World, name: str, event: Event) -> None:
    officer = world.actor("officer")
    survey = surveying.save(event, introduction="ご協力ください。", questions=DEFAULT_QUESTIONS, by=officer)
    world.ids[f"survey:{name}"], world.texts[f"code:survey:{name}"] = survey.id, survey.code
    if name != "draft":
        surveying.open_survey(event, by=officer)


def answers(world: World, name: str) -> dict[str, Any]:
    """Return an answer to the first question of a questionnaire."""
    survey: Survey = world.row(Survey, f"survey:{name}")
    return {str(survey.questions[0].id): 0}


def _answered(world: World) -> None:
    officer = world.actor("officer")
    event: Event = world.row(Event, "event:today")
    for _number in range(4):
        surveying.answer(event, answers=answers(world, "closed"), submission_token=new_secret(), by=visitor())
    surveying.close_survey(event, by=officer)
    surveying.publish_results(event, is_published=True, by=officer)
    surveying.invite(world.row(Event, "event:published"), by=officer)
    secret = secret_for(f"survey:{world.texts['code:survey:open']}:{world.ids['registration:first']}")
    world.texts["secret:survey"] = secret


def _polls(world: World) -> None:
    officer = world.actor("officer")
    event: Event = world.row(Event, "event:published")
    for name in ("open", "closed"):
        poll = polling.save_poll(event, question="どちらがよいですか。", options=["午前", "午後"], by=officer)
        world.ids[f"poll:{name}"], world.texts[f"code:poll:{name}"] = poll.id, poll.code
    polling.turn_poll(event, poll_id=world.ids["poll:open"], is_open=True, by=officer)
    polling.vote(event, poll_id=world.ids["poll:open"], option=0, voter="見本", by=visitor())
