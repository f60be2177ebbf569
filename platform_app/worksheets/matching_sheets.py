"""What stands on worksheets as work still to be done, and waits for a partner."""

from collections import defaultdict

from sqlalchemy import Select, func, or_, select
from sqlalchemy.orm import aliased

from platform_app.extensions import db
from platform_app.vocabulary.worksheets import SheetAudience, SheetColumn
from platform_app.worksheets.matching_reasons import SheetNeed
from platform_app.worksheets.models import Worksheet, WorksheetCell, WorksheetLink, WorksheetRow, WorksheetVersion

#: Sheets that are read, those written last first: what was thought of long ago is done or given up.
MOST_SHEETS = 200
#: A line in which one of these is empty still looks for somebody.
_OPEN_COLUMNS = (SheetColumn.ROLE, SheetColumn.BENEFIT)
_READ = (SheetColumn.PROBLEM, SheetColumn.ACTIVITY, *_OPEN_COLUMNS)


def sheet_needs(viewer_id: int) -> dict[int, list[SheetNeed]]:
    """Return, by owner, what the sheets that one organisation may read say is needed.

    Every problem is a need; so is the activity of a line in which nobody has a role or a benefit yet.
    """
    lines: dict[tuple[int, str, str], dict[str, str]] = defaultdict(dict)
    for owner_id, title, sheet_id, line, column, text in db.session.execute(_cells(viewer_id)):
        lines[owner_id or 0, title, f"{sheet_id}:{line}"][column] = text
    found: dict[int, list[SheetNeed]] = defaultdict(list)
    for (owner_id, title, _line), cells in lines.items():
        found[owner_id] += [SheetNeed(owner_id, title, text) for text in _open_texts(cells)]
    return found


def _open_texts(cells: dict[str, str]) -> list[str]:
    is_open = any(not cells.get(column, "").strip() for column in _OPEN_COLUMNS)
    columns = (SheetColumn.PROBLEM, SheetColumn.ACTIVITY) if is_open else (SheetColumn.PROBLEM,)
    return [text for column in columns if (text := cells.get(column, "").strip())]


def _cells(viewer_id: int) -> Select[int | None, str, int, str, str, str]:
    """Say which cells: of the newest version of every sheet that may be read, without the lines taken out."""
    version = aliased(WorksheetVersion)
    newest = select(func.max(version.number)).where(version.worksheet_id == Worksheet.id).scalar_subquery()
    readable = _readable(viewer_id).subquery()
    return (
        select(
            Worksheet.owner_member_id,
            Worksheet.title,
            Worksheet.id,
            WorksheetRow.client_id,
            WorksheetCell.column,
            WorksheetCell.text,
        )
        .join(readable, readable.c.id == Worksheet.id)
        .join(WorksheetVersion, (WorksheetVersion.worksheet_id == Worksheet.id) & (WorksheetVersion.number == newest))
        .join(WorksheetRow, (WorksheetRow.version_id == WorksheetVersion.id) & WorksheetRow.removed_at.is_(None))
        .join(
            WorksheetCell,
            (WorksheetCell.version_id == WorksheetVersion.id) & (WorksheetCell.line == WorksheetRow.client_id),
        )
        .where(WorksheetCell.column.in_([column.value for column in _READ]))
        .order_by(Worksheet.id, WorksheetRow.position, WorksheetRow.id, WorksheetCell.column)
    )


def _readable(viewer_id: int) -> Select[int]:
    open_to = (SheetAudience.MEMBERS.value, SheetAudience.PUBLIC.value)
    linked = select(WorksheetLink.worksheet_id).where(WorksheetLink.member_id == viewer_id)
    is_shared = (Worksheet.audience == SheetAudience.LINKED.value) & Worksheet.id.in_(linked)
    return (
        select(Worksheet.id)
        .where(
            Worksheet.owner_member_id.is_not(None),
            or_(Worksheet.owner_member_id == viewer_id, Worksheet.audience.in_(open_to), is_shared),
        )
        .order_by(Worksheet.updated_at.desc(), Worksheet.id.desc())
        .limit(MOST_SHEETS)
    )
