"""The operations on worksheets."""

from collections.abc import Callable, Mapping

from platform_app.extensions import db, writer
from platform_app.groups.models import Group, Grouping
from platform_app.numbering import new_secret
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.worksheets import Phase, SheetAudience
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.operations import keeping, writing
from platform_app.worksheets.operations.keeping import SheetPlan
from platform_app.worksheets.operations.writing import CellSave
from tests.architecture.building_worksheets import LINE
from tests.architecture.world import World


def _sheet(world: World, name: str = "private") -> Worksheet:
    return world.row(Worksheet, f"sheet:{name}")  # type: ignore[no-any-return]


def _another_group(world: World) -> None:
    """Seat one more group, which has no sheet yet."""
    with writer():
        group = Group(
            grouping_id=world.ids["grouping:sheets"],
            event_id=world.ids["event:published"],
            number=2,
            code=new_secret()[:8],
            attending="venue",
        )
        db.session.add(group)
        db.session.commit()
        world.ids["group:new"] = group.id


BEFORE: Mapping[Action, Callable[[World], object]] = {Action.CREATE_GROUP_WORKSHEETS: _another_group}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.CREATE_WORKSHEET: lambda world: keeping.create(
        None, plan=SheetPlan("新しい表", "見本の会"), by=world.actor("representative")
    ),
    Action.CREATE_GROUP_WORKSHEETS: lambda world: keeping.create_for_groups(
        world.row(Grouping, "grouping:sheets"), titles={world.ids["group:new"]: "見本　2班"}, by=world.actor("officer")
    ),
    Action.EDIT_WORKSHEET: lambda world: keeping.edit(
        _sheet(world), title="改めた題名", audience=SheetAudience.LINKED.value, by=world.actor("representative")
    ),
    Action.LINK_WORKSHEET: lambda world: keeping.link(
        _sheet(world), member_id=world.ids["member:foreign"], is_linked=True, by=world.actor("representative")
    ),
    Action.SHARE_WORKSHEET: lambda world: keeping.share(_sheet(world), is_open=True, by=world.actor("representative")),
    Action.START_PHASE: lambda world: keeping.start_phase(
        _sheet(world), phase=Phase.IMPROVEMENT.value, by=world.actor("representative")
    ),
    Action.CLOSE_PHASE: lambda world: keeping.close_phase(
        _sheet(world, "public"), is_closed=True, by=world.actor("representative")
    ),
    Action.WRITE_CELLS: lambda world: writing.write_cells(
        _sheet(world, "table"),
        saves=[CellSave(new_secret().lower()[:20], LINE, "role", "場所を貸す。", 0)],
        by=world.actor("officer"),
    ),
    Action.SETTLE_CELL: lambda world: writing.settle(
        _sheet(world),
        alternative_id=world.ids["alternative:private"],
        choice="join",
        base=1,
        by=world.actor("representative"),
    ),
    Action.ARRANGE_ROW: lambda world: writing.arrange(
        _sheet(world), line=LINE, how="remove", by=world.actor("representative")
    ),
    Action.NAME_ROW_MEMBER: lambda world: writing.name_member(
        _sheet(world), line=LINE, member_id=world.ids["member:third"], by=world.actor("representative")
    ),
}
