"""The operations on what became of opinions."""

from collections.abc import Callable, Mapping

from platform_app.actor import Actor
from platform_app.dates import today
from platform_app.discussions.operations import tracing
from platform_app.discussions.trace_models import Trace
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.trace import OutcomeKind
from tests.architecture.building_traces import step
from tests.architecture.world import World


def _trace(world: World, name: str = "followed") -> Trace:
    return world.row(Trace, f"trace:{name}")  # type: ignore[no-any-return]


def _officer(world: World) -> Actor:
    return world.actor("officer")


BEFORE: Mapping[Action, Callable[[World], object]] = {}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.START_TRACE: lambda world: tracing.start(
        None, opinion_ids=[world.ids["opinion:open"]], step=step(OutcomeKind.ANSWER), by=_officer(world)
    ),
    Action.LINK_OPINIONS: lambda world: tracing.link(
        _trace(world), opinion_ids=[world.ids["opinion:followed"], world.ids["opinion:open"]], by=_officer(world)
    ),
    Action.ADD_STEP: lambda world: tracing.add_step(_trace(world), step=step(OutcomeKind.ACTIVITY), by=_officer(world)),
    Action.EDIT_STEP: lambda world: tracing.edit_step(
        _trace(world), step_id=world.ids["step:followed"], step=step(OutcomeKind.ANSWER), by=_officer(world)
    ),
    Action.COMPLETE_STEP: lambda world: tracing.complete_step(
        _trace(world, "task"), step_id=world.ids["step:task"], done_on=today(), by=_officer(world)
    ),
    Action.PUBLISH_STEP: lambda world: tracing.publish_step(
        _trace(world, "task"), step_id=world.ids["step:task"], is_published=True, by=_officer(world)
    ),
    Action.REMOVE_STEP: lambda world: tracing.remove_step(
        _trace(world), step_id=world.ids["step:followed"], by=_officer(world)
    ),
}
