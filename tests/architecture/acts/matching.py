"""The operations that bring organisations together."""

from collections.abc import Callable, Mapping

from platform_app.actor import system
from platform_app.members.models import Member
from platform_app.vocabulary.actions import Action
from platform_app.worksheets import matching_operations as matching
from platform_app.worksheets.matching_index import rebuild
from platform_app.worksheets.matching_models import Introduction
from tests.architecture.world import World


def _introduction(world: World, name: str = "asked") -> Introduction:
    return world.row(Introduction, f"introduction:{name}")  # type: ignore[no-any-return]


BEFORE: Mapping[Action, Callable[[World], object]] = {}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.ASK_INTRODUCTION: lambda world: matching.ask(
        None, other_id=world.ids["member:third"], message="ご一緒に。", by=world.actor("representative")
    ),
    Action.SUGGEST_INTRODUCTION: lambda world: matching.suggest(
        None,
        member_ids=(world.ids["member:third"], world.ids["member:far"]),
        message="合いそうです。",
        by=world.actor("officer"),
    ),
    Action.AGREE_INTRODUCTION: lambda world: matching.agree(
        _introduction(world), member_id=world.ids["member:own"], by=world.actor("representative")
    ),
    Action.DECLINE_INTRODUCTION: lambda world: matching.decline(
        _introduction(world), member_id=world.ids["member:own"], reason="多忙", by=world.actor("editor")
    ),
    Action.WITHDRAW_INTRODUCTION: lambda world: matching.withdraw(
        _introduction(world, "agreed"), member_id=world.ids["member:own"], by=world.actor("representative")
    ),
    Action.HIDE_PARTNER: lambda world: matching.set_hidden(
        world.row(Member, "member:own"),
        other_id=world.ids["member:third"],
        is_hidden=True,
        by=world.actor("representative"),
    ),
    Action.INDEX_PARTNERS: lambda _world: rebuild(None, by=system()),
}
