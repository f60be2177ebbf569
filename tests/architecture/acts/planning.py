"""The operations that plan events."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from platform_app.actor import Actor, system
from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.events.operations import capacity, moving, planning, programme
from platform_app.events.operations.planning import PoolPlan
from platform_app.events.operations.programme import ProgrammeLine
from platform_app.sample import events as sample
from platform_app.vocabulary.actions import Action
from tests.architecture.world import World, document


def _published(world: World) -> Event:
    return world.row(Event, "event:published")  # type: ignore[no-any-return]


def _officer(world: World) -> Actor:
    return world.actor("officer")


def _day() -> dict[str, object]:
    start = now() + timedelta(days=50)
    return {"starts_at": start, "ends_at": start + timedelta(hours=2)}


BEFORE: Mapping[Action, Callable[[World], object]] = {}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.CREATE_EVENT: lambda world: planning.create(
        None,
        values={"kind": "seminar", "title": "新しい会", "format": "venue", **_day()},
        pools=[PoolPlan("venue", "general", 10)],
        series="新しいシリーズ",
        by=_officer(world),
    ),
    Action.EDIT_EVENT: lambda world: planning.edit(
        _published(world), values={"fee": "500円"}, message="参加費が変わりました。", tells=True, by=_officer(world)
    ),
    Action.COPY_EVENT: lambda world: planning.copy(_published(world), **_day(), by=_officer(world)),  # type: ignore[arg-type]
    Action.PUBLISH_EVENT: lambda world: planning.publish(world.row(Event, "event:draft"), by=_officer(world)),
    Action.POSTPONE_EVENT: lambda world: moving.postpone(_published(world), message="延期します。", by=_officer(world)),
    Action.RESCHEDULE_EVENT: lambda world: moving.reschedule(_published(world), values=_day(), by=_officer(world)),
    Action.CANCEL_EVENT: lambda world: moving.cancel(_published(world), message="中止します。", by=_officer(world)),
    Action.CHANGE_CAPACITY: lambda world: capacity.change_capacity(
        _published(world),
        plans=[PoolPlan("venue", "general", 30), PoolPlan("online", "general", 5)],
        by=_officer(world),
    ),
    Action.RELEASE_POOL: lambda world: capacity.release_pool(
        _published(world), pool_id=world.ids["pool:reserved"], by=_officer(world)
    ),
    Action.EDIT_PROGRAMME: lambda world: programme.set_programme(
        _published(world), lines=[ProgrammeLine("全体交流会")], by=_officer(world)
    ),
    Action.ADD_EVENT_FILE: lambda world: programme.add_file(
        _published(world), kind="flyer", upload=document("チラシ.pdf"), alternative="チラシの文章", by=_officer(world)
    ),
    Action.EDIT_EVENT_FILE: lambda world: programme.edit_file(
        _published(world),
        file_id=world.ids["file:flyer"],
        kind="flyer",
        alternative="新しい文章",
        caption="",
        is_public=True,
        by=_officer(world),
    ),
    Action.REMOVE_EVENT_FILE: lambda world: programme.remove_file(
        _published(world), file_id=world.ids["file:flyer"], by=_officer(world)
    ),
    Action.LOAD_SAMPLE_EVENTS: lambda _world: sample.settle_letters(None, by=system()),
}
