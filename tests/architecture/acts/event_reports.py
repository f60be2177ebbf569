"""The operations on reports of events."""

from collections.abc import Callable, Mapping

from platform_app.actor import Actor
from platform_app.event_reports import queries
from platform_app.event_reports.operations import approving, duties, photographing, writing
from platform_app.events.models import Event
from platform_app.vocabulary.actions import Action
from tests.architecture.building_event_reports import DUTY
from tests.architecture.world import World
from tests.event_reports import builders


def _event(world: World, name: str) -> Event:
    return world.row(Event, f"event:{name}")  # type: ignore[no-any-return]


def _version(world: World, name: str) -> int:
    return queries.needed_report(world.ids[f"event:{name}"]).version


def _officer(world: World) -> Actor:
    return world.actor("officer")


def _decider(world: World) -> Actor:
    return world.actor("decider")


BEFORE: Mapping[Action, Callable[[World], object]] = {}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.DRAFT_REPORT: lambda world: writing.draft(_event(world, "unreported"), text="報告", by=_officer(world)),
    Action.SAVE_REPORT: lambda world: writing.save(
        _event(world, "drafting"),
        text="新しい本文",
        based_on=_version(world, "drafting"),
        by=_officer(world),
    ),
    Action.SUBMIT_REPORT: lambda world: approving.submit(
        _event(world, "drafting"), based_on=_version(world, "drafting"), by=_officer(world)
    ),
    Action.RECALL_REPORT: lambda world: approving.recall(_event(world, "submitted"), by=_officer(world)),
    Action.RETURN_REPORT: lambda world: approving.send_back(
        _event(world, "submitted"), remark="日付を確かめてください。", by=_decider(world)
    ),
    Action.APPROVE_REPORT: lambda world: approving.approve(
        _event(world, "submitted"), based_on=_version(world, "submitted"), by=_decider(world)
    ),
    Action.PUBLISH_REPORT: lambda world: approving.publish(_event(world, "approved"), by=_officer(world)),
    Action.WITHDRAW_REPORT: lambda world: approving.withdraw(
        _event(world, "reported"), reason="内容を確かめるため。", by=_officer(world)
    ),
    Action.CORRECT_REPORT: lambda world: approving.correct(
        _event(world, "reported"), reason="誤字を改めました。", by=_officer(world)
    ),
    Action.ADD_REPORT_PHOTO: lambda world: photographing.add_photo(
        _event(world, "drafting"), picture=builders.picture(), alternative="会場の絵", by=_officer(world)
    ),
    Action.EDIT_REPORT_PHOTO: lambda world: photographing.edit_photo(
        _event(world, "drafting"),
        photo_id=world.ids["photo:drafting"],
        kind="photo",
        alternative="会場の絵",
        caption="会場",
        position=7,
        by=_officer(world),
    ),
    Action.REMOVE_REPORT_PHOTO: lambda world: photographing.remove_photo(
        _event(world, "drafting"), photo_id=world.ids["photo:drafting"], by=_officer(world)
    ),
    Action.SET_PHOTO_CONSENT: lambda world: photographing.set_consent(
        _event(world, "reported"), photo_id=world.ids["photo:reported"], consent="refused", note="", by=_officer(world)
    ),
    Action.DRAFT_DUTY_REPORT: lambda world: duties.draft(_event(world, "reported"), text=DUTY, by=_decider(world)),
    Action.SAVE_DUTY_REPORT: lambda world: duties.save(
        _event(world, "reported"),
        duty_id=world.ids["duty:officer"],
        text=DUTY,
        based_on=queries.duty_report(world.ids["event:reported"], world.ids["duty:officer"]).version,
        by=_officer(world),
    ),
}
