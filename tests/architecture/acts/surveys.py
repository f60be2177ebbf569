"""The operations on questionnaires and polls."""

from collections.abc import Callable, Mapping

from platform_app.actor import Actor, visitor
from platform_app.events.models import Event
from platform_app.events.operations import polling, surveying
from platform_app.numbering import new_secret
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.surveys import DEFAULT_QUESTIONS
from tests.architecture.building_surveys import answers
from tests.architecture.world import World


def _event(world: World, name: str = "published") -> Event:
    return world.row(Event, f"event:{name}")  # type: ignore[no-any-return]


def _officer(world: World) -> Actor:
    return world.actor("officer")


def _reopen(world: World) -> None:
    """Take answers again, so that those who came today can be asked."""
    surveying.open_survey(_event(world, "today"), by=_officer(world))


BEFORE: Mapping[Action, Callable[[World], object]] = {Action.INVITE_TO_SURVEY: _reopen}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.SAVE_SURVEY: lambda world: surveying.save(
        _event(world, "offers"), introduction="お願いします。", questions=DEFAULT_QUESTIONS[:2], by=_officer(world)
    ),
    Action.OPEN_SURVEY: lambda world: surveying.open_survey(_event(world, "offers"), by=_officer(world)),
    Action.CLOSE_SURVEY: lambda world: surveying.close_survey(_event(world), by=_officer(world)),
    Action.COUNT_SURVEY: lambda world: surveying.set_distributed(_event(world), distributed=40, by=_officer(world)),
    Action.PUBLISH_SURVEY: lambda world: surveying.publish_results(
        _event(world, "today"), is_published=False, by=_officer(world)
    ),
    Action.INVITE_TO_SURVEY: lambda world: surveying.invite(_event(world, "today"), by=_officer(world)),
    Action.ANSWER_SURVEY: lambda world: surveying.answer(
        _event(world),
        answers=answers(world, "open"),
        submission_token=new_secret(),
        secret=world.texts["secret:survey"],
        by=visitor(),
    ),
    Action.KEY_SURVEY: lambda world: surveying.key_paper(
        _event(world), sheet_number=7, answers=answers(world, "open"), by=_officer(world)
    ),
    Action.SAVE_POLL: lambda world: polling.save_poll(
        _event(world), question="次はいつがよいですか。", options=["春", "秋"], by=_officer(world)
    ),
    Action.TURN_POLL: lambda world: polling.turn_poll(
        _event(world), poll_id=world.ids["poll:open"], is_open=False, by=_officer(world)
    ),
    Action.VOTE: lambda world: polling.vote(
        _event(world), poll_id=world.ids["poll:open"], option=1, voter="別の見本", by=visitor()
    ),
}
