"""Reading worksheets: one by its number or its code, and what a phase holds."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import select

from platform_app.actor import Actor, may_see
from platform_app.dates import today
from platform_app.errors import NotFound
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.groups.models import Group, Grouping
from platform_app.members.models import Member
from platform_app.members.queries import lines_as_of
from platform_app.vocabulary.worksheets import CANVAS_LINE, MEMO_LINE
from platform_app.worksheets.contents import EMPTY, Alternative, CellText, Contents, Line
from platform_app.worksheets.models import (
    Keeping,
    Worksheet,
    WorksheetAlternative,
    WorksheetCell,
    WorksheetRow,
    WorksheetVersion,
)


def sheet(sheet_id: int, *, viewer: Actor) -> Worksheet:
    """Return a sheet that the viewer may read. Raises NotFound."""
    found = db.session.get(Worksheet, sheet_id)
    if found is None or not may_see(viewer, found):
        raise NotFound
    return found


def kept_sheet(sheet_id: int, *, viewer: Actor) -> Worksheet:
    """Return a sheet that the viewer's organisation owns; the office keeps all. Raises NotFound."""
    found = sheet(sheet_id, viewer=viewer)
    if not may_see(viewer, Keeping(found)):
        raise NotFound
    return found


def is_keeper(sheet: Worksheet, viewer: Actor) -> bool:
    """Whether the viewer may settle what becomes of a sheet."""
    return may_see(viewer, Keeping(sheet))


def sheet_coded(code: str) -> Worksheet:
    """Return the sheet of a table's code: whoever has the code may see it. Raises NotFound."""
    is_code = code.isascii() and code.isalnum()
    found = db.session.scalar(select(Worksheet).where(Worksheet.code == code.upper())) if is_code else None
    if found is None:
        raise NotFound
    return found


def versions(sheet_id: int) -> Sequence[WorksheetVersion]:
    """Return the phases of a sheet, oldest first."""
    statement = select(WorksheetVersion).where(WorksheetVersion.worksheet_id == sheet_id)
    return db.session.scalars(statement.order_by(WorksheetVersion.number)).all()


def newest_version(sheet_id: int) -> WorksheetVersion:
    """Return the phase that is written now."""
    statement = select(WorksheetVersion).where(WorksheetVersion.worksheet_id == sheet_id)
    return db.session.scalars(statement.order_by(WorksheetVersion.number.desc()).limit(1)).one()


def rows(version_id: int, *, with_removed: bool = False) -> Sequence[WorksheetRow]:
    """Return the lines of a phase, its own organisation's first."""
    statement = select(WorksheetRow).where(WorksheetRow.version_id == version_id)
    if not with_removed:
        statement = statement.where(WorksheetRow.removed_at.is_(None))
    return db.session.scalars(statement.order_by(WorksheetRow.position, WorksheetRow.id)).all()


def cell(version_id: int, line: str, column: str) -> WorksheetCell | None:
    """Return one cell, if anybody has written into it."""
    statement = select(WorksheetCell).where(
        WorksheetCell.version_id == version_id, WorksheetCell.line == line, WorksheetCell.column == column
    )
    return db.session.scalar(statement)


def open_alternatives(version_id: int) -> Sequence[WorksheetAlternative]:
    """Return the texts that wait to be settled, oldest first."""
    statement = select(WorksheetAlternative).where(
        WorksheetAlternative.version_id == version_id, WorksheetAlternative.settled_at.is_(None)
    )
    return db.session.scalars(statement.order_by(WorksheetAlternative.id)).all()


def contents_of(sheet_id: int) -> Contents:
    """Return what the newest phase of a sheet holds."""
    return contents_of_all([newest_version(sheet_id)])[0]


def phases_of(sheet_id: int) -> list[Contents]:
    """Return what every phase of a sheet holds, oldest first."""
    return contents_of_all(versions(sheet_id))


def contents_of_all(found: Sequence[WorksheetVersion]) -> list[Contents]:
    """Read several phases with one statement for each table."""
    ids = [version.id for version in found]
    cells: dict[int, dict[str, dict[str, CellText]]] = defaultdict(lambda: defaultdict(dict))
    for each in db.session.scalars(select(WorksheetCell).where(WorksheetCell.version_id.in_(ids))):
        cells[each.version_id][each.line][each.column] = CellText(each.text, each.revision)
    lines: dict[int, list[WorksheetRow]] = defaultdict(list)
    ordered = select(WorksheetRow).where(WorksheetRow.version_id.in_(ids))
    for row in db.session.scalars(ordered.order_by(WorksheetRow.position, WorksheetRow.id)):
        lines[row.version_id].append(row)
    waiting: dict[int, list[Alternative]] = defaultdict(list)
    beside = select(WorksheetAlternative).where(
        WorksheetAlternative.version_id.in_(ids), WorksheetAlternative.settled_at.is_(None)
    )
    for kept in db.session.scalars(beside.order_by(WorksheetAlternative.id)):
        waiting[kept.version_id].append(Alternative(kept.id, kept.line, kept.column, kept.text))
    return [_phase(each, lines[each.id], cells[each.id], waiting[each.id]) for each in found]


def _phase(
    version: WorksheetVersion,
    lines: Iterable[WorksheetRow],
    cells: Mapping[str, Mapping[str, CellText]],
    waiting: Sequence[Alternative],
) -> Contents:
    every = [(row, Line(row.client_id, row.is_self, row.member_id, cells.get(row.client_id, {}))) for row in lines]
    return Contents(
        number=version.number,
        phase=version.phase,
        closed_at=version.closed_at,
        lines=tuple(line for row, line in every if row.removed_at is None),
        canvas=cells.get(CANVAS_LINE, {}),
        memo=next(iter(cells.get(MEMO_LINE, {}).values()), EMPTY),
        alternatives=tuple(waiting),
        removed=tuple(line for row, line in every if row.removed_at is not None and line.is_begun),
    )


def names_of(member_ids: Iterable[int | None]) -> dict[int, str]:
    """Return the present names of organisations, by their id."""
    wanted = sorted({each for each in member_ids if each is not None})
    if not wanted:
        return {}
    found: Sequence[Any] = db.session.scalars(lines_as_of(today()).where(Member.id.in_(wanted))).all()
    return {record.member_id: record.name for record in found}


def event_of(sheet: Worksheet, *, viewer: Actor) -> Event | None:
    """Return the event of a sheet, where the viewer may see it."""
    found = db.session.get(Event, sheet.event_id) if sheet.event_id is not None else None
    return found if found is not None and may_see(viewer, found) else None


def group_of(sheet: Worksheet) -> Group | None:
    """Return the table that a sheet was made for."""
    return db.session.get(Group, sheet.group_id) if sheet.group_id is not None else None


def groups_without_sheet(grouping_id: int) -> Sequence[Group]:
    """Return the tables of a grouping that have no sheet yet."""
    taken = select(Worksheet.group_id).where(Worksheet.group_id.is_not(None))
    statement = select(Group).where(Group.grouping_id == grouping_id, Group.id.not_in(taken))
    return db.session.scalars(statement.order_by(Group.number)).all()


def groupings_of(event_id: int) -> Sequence[Grouping]:
    """Return the groupings of an event in the order they were made."""
    return db.session.scalars(select(Grouping).where(Grouping.event_id == event_id).order_by(Grouping.id)).all()
