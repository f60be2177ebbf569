"""The operations on discussion records."""

from collections.abc import Callable, Mapping

from platform_app.actor import Actor, visitor
from platform_app.discussions.models import Theme
from platform_app.discussions.operations import curating, themes, writing
from platform_app.discussions.operations import tables as leaving
from platform_app.discussions.operations.tables import Outcome
from platform_app.discussions.operations.themes import PillarPlan, ThemePlan
from platform_app.discussions.operations.writing import Change
from platform_app.events.models import Event
from platform_app.vocabulary.actions import Action
from tests.architecture.building_discussions import photo, table, words
from tests.architecture.world import World


def _theme(world: World) -> Theme:
    return world.row(Theme, "theme:open")  # type: ignore[no-any-return]


def _officer(world: World) -> Actor:
    return world.actor("officer")


BEFORE: Mapping[Action, Callable[[World], object]] = {}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.SAVE_THEME: lambda world: themes.save_theme(
        world.row(Event, "event:published"),
        plan=ThemePlan("別のテーマ", [PillarPlan("いつ", world.ids["pillar:planned"]), PillarPlan("どこで")]),
        theme_id=world.ids["theme:planned"],
        by=_officer(world),
    ),
    Action.TURN_THEME: lambda world: themes.turn_theme(_theme(world), is_open=False, by=_officer(world)),
    Action.PUBLISH_THEME: lambda world: themes.publish_theme(_theme(world), is_published=False, by=_officer(world)),
    Action.WRITE_OPINION: lambda world: writing.write(
        _theme(world), words=words(world, "新しい意見"), writer=table(world), by=visitor()
    ),
    Action.EDIT_OPINION: lambda world: writing.edit(
        _theme(world), change=Change("line-plain", 1, words(world, "直した意見")), writer=table(world), by=visitor()
    ),
    Action.SETTLE_OPINION: lambda world: writing.settle(
        _theme(world),
        opinion_id=world.ids["opinion:conflict"],
        edit_id=world.ids["edit:conflict"],
        keep="both",
        group_id=world.ids["table:1"],
        by=visitor(),
    ),
    Action.REMOVE_OPINION: lambda world: writing.remove(
        _theme(world), opinion_id=world.ids["opinion:plain"], version=1, group_id=world.ids["table:1"], by=visitor()
    ),
    Action.GIVE_DOTS: lambda world: writing.give_dots(
        _theme(world), opinion_id=world.ids["opinion:plain"], group_id=world.ids["table:2"], count=3, by=visitor()
    ),
    Action.SUMMARISE_TABLE: lambda world: leaving.summarise(
        _theme(world), writer=table(world, 2), outcome=Outcome("まとめ"), base_version=0, by=visitor()
    ),
    Action.WITHHOLD_SUMMARY: lambda world: leaving.withhold_summary(
        _theme(world), summary_id=world.ids["summary:first"], is_withheld=True, reason="理由", by=_officer(world)
    ),
    Action.WITHHOLD_OPINION: lambda world: curating.withhold(
        _theme(world), opinion_id=world.ids["opinion:plain"], reason="理由", by=_officer(world)
    ),
    Action.SHOW_OPINION: lambda world: curating.show(
        _theme(world), opinion_id=world.ids["opinion:withheld"], by=_officer(world)
    ),
    Action.MERGE_OPINIONS: lambda world: curating.merge(
        _theme(world),
        opinion_ids=[world.ids["opinion:plain"], world.ids["opinion:plain2"]],
        text="同じ意見",
        kind="summary",
        by=_officer(world),
    ),
    Action.UNMERGE_OPINIONS: lambda world: curating.unmerge(
        _theme(world), opinion_id=world.ids["opinion:merged"], by=_officer(world)
    ),
    Action.SPLIT_OPINION: lambda world: curating.split(
        _theme(world), opinion_id=world.ids["opinion:plain"], version=1, parts=["前", "後"], by=_officer(world)
    ),
    Action.TAG_OPINION: lambda world: curating.tag(
        _theme(world), opinion_id=world.ids["opinion:plain"], tags=["啓発", "若者"], by=_officer(world)
    ),
    Action.MOVE_OPINION: lambda world: curating.move(
        _theme(world), opinion_id=world.ids["opinion:plain"], steps=1, by=_officer(world)
    ),
    Action.ADD_FLIP_CHART: lambda world: leaving.add_chart(
        _theme(world), writer=table(world), upload=photo(), alternative="模造紙", by=_officer(world)
    ),
    Action.REMOVE_FLIP_CHART: lambda world: leaving.remove_chart(
        _theme(world), chart_id=world.ids["chart:first"], by=_officer(world)
    ),
}
