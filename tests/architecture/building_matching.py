"""Introductions of the built platform: one that waits for an answer, one agreed, and one between others."""

from datetime import date

from platform_app.members.models import Member
from platform_app.worksheets import matching_operations as acts
from platform_app.worksheets.matching_models import Introduction
from tests import factories
from tests.architecture.world import World

#: What every organisation says that partners are found for.
ENTRY = {
    "needs": "会場を借りたい。学習支援のボランティアを募集しています。",
    "offers": "会議室の貸出し、ボランティアの派遣、食材の提供",
}


def build_matching(world: World) -> None:
    """Bring organisations together in every way."""
    officer = world.actor("officer")
    for name in ("friend", "far"):
        member = factories.member(joined_on=date(2023, 2, 20), **ENTRY)
        world.ids[f"member:{name}"], world.ids[f"number:{name}"] = member.id, member.number
    asked = acts.ask(
        None,
        other_id=world.ids["member:own"],
        message="一緒に学習会を開きませんか。",
        by=world.actor("foreign_representative"),
    )
    world.ids["introduction:asked"] = asked.id
    _suggested(world, "own", "friend")
    for name in ("own", "friend"):
        acts.agree(world.row(Introduction, "introduction:agreed"), member_id=world.ids[f"member:{name}"], by=officer)
    _suggested(world, "foreign", "far", name="foreign")
    own = world.actor("representative")
    acts.set_hidden(world.row(Member, "member:own"), other_id=world.ids["member:far"], is_hidden=True, by=own)


def _suggested(world: World, one: str, other: str, name: str = "agreed") -> None:
    pair = (world.ids[f"member:{one}"], world.ids[f"member:{other}"])
    row = acts.suggest(None, member_ids=pair, message="合いそうです。", by=world.actor("officer"))
    world.ids[f"introduction:{name}"] = row.id
