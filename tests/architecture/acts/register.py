"""Acts on the register, by hand and by import."""

from collections.abc import Callable, Mapping
from typing import Any

from platform_app.dates import today
from platform_app.imports import operations as imports
from platform_app.imports.models import RegisterImport
from platform_app.imports.reading import Choice, read_register
from platform_app.members import operations as members
from platform_app.members.models import Member
from platform_app.office.queries import current
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.organisations import RegisterChange
from tests.architecture.world import World
from tests.imports.sheets import saved, workbook

WORKBOOK = saved(workbook(["No", "団体名", "入会日", "TEL"], ["902", "見本二の会", "2023-02-20", "088-000-9998"]))


def _reading() -> Any:
    return read_register(
        WORKBOOK, "名簿.xlsx", prefecture=current().prefecture, today=today(), choice=Choice(), memory=lambda _key: None
    )


BEFORE: Mapping[Action, Callable[[World], object]] = {}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.CORRECT_RECORD: lambda world: members.correct(
        world.row(Member, "member:own"),
        record_id=world.ids["line:own"],
        profile={"representative_name": "見本　次郎"},
        reason="誤記のため",
        by=world.actor("officer"),
    ),
    Action.CHANGE_STANDING: lambda world: members.change_standing(
        world.row(Member, "member:own"),
        change=RegisterChange.SUSPENSION,
        effective_on=today(),
        reason="申出による",
        by=world.actor("decider"),
    ),
    Action.LINK_MEMBERS: lambda world: members.link(
        world.row(Member, "member:third"),
        successor_id=world.ids["member:own"],
        linked_on=today(),
        note="法人化",
        by=world.actor("officer"),
    ),
    Action.MERGE_MEMBERS: lambda world: members.merge(
        world.row(Member, "member:third"),
        successor_id=world.ids["member:own"],
        linked_on=today(),
        note="合併",
        by=world.actor("decider"),
    ),
    Action.IMPORT_PREVIEW: lambda world: imports.prepare(
        None, reading=_reading(), by=world.actor("officer"), remember=True
    ),
    Action.IMPORT_APPLY: lambda world: imports.apply(
        world.row(RegisterImport, "import:previewed"),
        token=world.row(RegisterImport, "import:previewed").token,
        by=world.actor("officer"),
    ),
}
