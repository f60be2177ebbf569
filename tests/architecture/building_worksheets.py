"""Worksheets of the built platform: one public in two phases, one of a table that is open, one of its owner alone."""

from platform_app.extensions import db, writer
from platform_app.groups.models import Group, Grouping
from platform_app.vocabulary.worksheets import CANVAS_LINE, MEMO_LINE, SELF_LINE, Phase, SheetAudience
from platform_app.worksheets import queries
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.operations import keeping, writing
from platform_app.worksheets.operations.keeping import SheetPlan
from platform_app.worksheets.operations.writing import CellSave
from tests.architecture.world import World

LINE = "line-0001"


def build_worksheets(world: World) -> None:
    """Three sheets with writing in them, one of them with two texts for one cell."""
    own = world.actor("representative")
    for name in ("public", "private"):
        sheet = keeping.create(None, plan=SheetPlan(f"見本の表（{name}）", "見本の会"), by=own)
        world.ids[f"sheet:{name}"], world.texts[f"code:sheet:{name}"] = sheet.id, sheet.code
        write(world, name)
    public: Worksheet = world.row(Worksheet, "sheet:public")
    keeping.edit(public, title=public.title, audience=SheetAudience.PUBLIC.value, by=own)
    keeping.start_phase(public, phase=Phase.IMPROVEMENT.value, by=own)
    _table(world)


def write(world: World, name: str) -> None:
    """Write into a sheet, and twice into one cell."""
    saves = [
        CellSave(f"{name}-save-1", SELF_LINE, "problem", "担い手が足りない。", 0),
        CellSave(f"{name}-save-2", LINE, "stakeholder", "町内会", 0),
        CellSave(f"{name}-save-3", LINE, "benefit", "苦情が減る。", 0),
        CellSave(f"{name}-save-4", LINE, "benefit", "顔の見える関係ができる。", 0),
        CellSave(f"{name}-save-5", CANVAS_LINE, "goal", "猫も人も暮らしやすい町", 0),
        CellSave(f"{name}-save-6", MEMO_LINE, "memo", "次は町内会の目的を聞く。", 0),
    ]
    writing.write_cells(world.row(Worksheet, f"sheet:{name}"), saves=saves, by=world.actor("representative"))
    found = queries.open_alternatives(queries.newest_version(world.ids[f"sheet:{name}"]).id)
    world.ids[f"alternative:{name}"] = found[0].id


def _table(world: World) -> None:
    event_id = world.ids["event:published"]
    with writer():
        grouping = Grouping(event_id=event_id, title="相利評価表の班")
        db.session.add(grouping)
        db.session.flush()
        group = Group(
            grouping_id=grouping.id, event_id=event_id, number=1, name="1班", code="SHEETGRP", attending="venue"
        )
        db.session.add(group)
        db.session.commit()
        world.ids["grouping:sheets"], world.ids["group:sheets"] = grouping.id, group.id
    officer = world.actor("officer")
    sheet = keeping.create_for_groups(
        world.row(Grouping, "grouping:sheets"), titles={world.ids["group:sheets"]: "見本　1班"}, by=officer
    )[0]
    world.ids["sheet:table"], world.texts["code:sheet:table"] = sheet.id, sheet.code
