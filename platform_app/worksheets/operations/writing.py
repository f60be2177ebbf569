"""Writing at the same time: a cell that nobody else has changed is stored, otherwise both texts are kept.

The sheet's row is locked while cells are judged, so savings come one after the other.
Each saving carries the id that its browser drew and the count of changes that its
writer has seen; sent again after a lost answer, it is answered and not repeated.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from platform_app.actor import Actor, may_see
from platform_app.dates import now
from platform_app.errors import DomainError, NotAllowed, NotFound, StaleVersion
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.worksheets import (
    CANVAS_LINE,
    KIND_COLUMN,
    MEMO_COLUMN,
    MEMO_LINE,
    MOST_CHARACTERS,
    MOST_LINES,
    SELF_LINE,
    TYPED_BLOCKS,
    BenefitKind,
    SheetColumn,
)
from platform_app.worksheets import queries
from platform_app.worksheets.errors import CellTooLong, OwnLineStays, SheetClosed, TooManyLines, UnknownCell
from platform_app.worksheets.models import (
    Keeping,
    Worksheet,
    WorksheetAlternative,
    WorksheetCell,
    WorksheetRow,
    WorksheetSave,
    WorksheetVersion,
)
from platform_app.worksheets.operations.keeping import add_link

#: The id of a line, or of a saving, as a browser draws it.
CLIENT_ID = re.compile(r"[a-z0-9-]{8,40}")


@dataclass(frozen=True)
class CellSave:
    """One text for one cell; ``base`` counts the changes its writer has seen.

    ``replaces`` is the alternative that the same writer made before and writes on.
    """

    client_id: str
    line: str
    column: str
    text: str
    base: int
    replaces: int | None = None


@dataclass(frozen=True)
class Outcome:
    """What came of one saving: stored at this count, kept as an alternative, or refused with a sentence."""

    client_id: str
    revision: int = 0
    alternative_id: int | None = None
    refused: str = ""


def _writable(sheet: Worksheet, by: Actor) -> WorksheetVersion:
    """Return the newest phase. Raises NotAllowed for mere readers, SheetClosed."""
    if not may_see(by, sheet.writing):
        raise NotAllowed
    version = queries.newest_version(sheet.id)
    if version.closed_at is not None:
        raise SheetClosed
    sheet.revision, sheet.updated_at = sheet.revision + 1, now()
    return version


@operation(Action.WRITE_CELLS)
def write_cells(sheet: Worksheet, *, saves: Sequence[CellSave], by: Actor) -> list[Outcome]:
    """Store the cells that several savings name, each for itself, and say what came of every one.

    Raises NotAllowed, SheetClosed.
    """
    version = _writable(sheet, by)
    return [_outcome(version, save) for save in saves]


def _outcome(version: WorksheetVersion, save: CellSave) -> Outcome:
    try:
        return _saved(version, save)
    except DomainError as error:
        return Outcome(save.client_id, refused=error.message)


def _saved(version: WorksheetVersion, save: CellSave) -> Outcome:
    # Judged before it is looked for: PostgreSQL takes no NUL even in a question.
    if not CLIENT_ID.fullmatch(save.client_id):
        raise UnknownCell
    known = select(WorksheetSave).where(
        WorksheetSave.worksheet_id == version.worksheet_id, WorksheetSave.client_id == save.client_id
    )
    done = db.session.scalar(known)
    if done is None:
        cell = _cell(version, save)
        alternative = _merged(version, cell, save)
        done = WorksheetSave(
            worksheet_id=version.worksheet_id,
            client_id=save.client_id,
            revision=cell.revision,
            alternative_id=alternative.id if alternative else None,
        )
        db.session.add(done)
        db.session.flush()
    return Outcome(save.client_id, done.revision, done.alternative_id)


def _merged(version: WorksheetVersion, cell: WorksheetCell, save: CellSave) -> WorksheetAlternative | None:
    """Store the text, or keep it beside the one that came before it."""
    alternative = _alternative(version, save)
    if alternative is not None:
        alternative.text = save.text
        return alternative
    if save.text == cell.text:
        return None
    # Who goes on with a text that somebody has settled meanwhile has not seen what stands in the cell.
    if save.base == cell.revision and save.replaces is None:
        cell.text, cell.revision = save.text, cell.revision + 1
        return None
    alternative = WorksheetAlternative(version_id=version.id, line=save.line, column=save.column, text=save.text)
    db.session.add(alternative)
    db.session.flush()
    return alternative


def _alternative(version: WorksheetVersion, save: CellSave) -> WorksheetAlternative | None:
    """Return the alternative that a writer goes on with, while it is open and of this cell."""
    found = db.session.get(WorksheetAlternative, save.replaces) if save.replaces is not None else None
    if found is None or found.settled_at is not None:
        return None
    is_its = (found.version_id, found.line, found.column) == (version.id, save.line, save.column)
    return found if is_its else None


def _cell(version: WorksheetVersion, save: CellSave) -> WorksheetCell:
    """Return the cell that a saving names, with its line brought into being. Raises UnknownCell, TooManyLines."""
    if not _is_cell(save.line, save.column, save.text) or len(save.text) > MOST_CHARACTERS:
        raise UnknownCell
    if save.line not in (CANVAS_LINE, MEMO_LINE):
        _line(version, save.line)
    found = queries.cell(version.id, save.line, save.column)
    if found is None:
        found = WorksheetCell(version_id=version.id, line=save.line, column=save.column, text="", revision=0)
        db.session.add(found)
        db.session.flush()
    return found


def _is_cell(line: str, column: str, text: str) -> bool:
    if line == CANVAS_LINE:
        return column in TYPED_BLOCKS
    if line == MEMO_LINE:
        return column == MEMO_COLUMN
    if column == KIND_COLUMN:
        return not text or text in list(BenefitKind)
    return column in list(SheetColumn)


def _line(version: WorksheetVersion, client_id: str) -> WorksheetRow:
    """Return a line; an unknown one is added below, one that was removed comes back with what is written now."""
    rows = queries.rows(version.id, with_removed=True)
    found = next((row for row in rows if row.client_id == client_id), None)
    if found is None:
        if not CLIENT_ID.fullmatch(client_id):
            raise UnknownCell
        if sum(row.removed_at is None for row in rows) >= MOST_LINES:
            raise TooManyLines
        position = max((row.position for row in rows), default=0) + 1
        found = WorksheetRow(version_id=version.id, client_id=client_id, position=position)
        db.session.add(found)
        db.session.flush()
    found.removed_at = None
    return found


@operation(Action.SETTLE_CELL)
def settle(sheet: Worksheet, *, alternative_id: int, choice: str, base: int, by: Actor) -> WorksheetCell:
    """Settle two texts of one cell: ``keep`` the one that stands, ``take`` the other, or ``join`` them.

    ``base`` is the count of changes that the one who settles has seen. Raises
    NotFound, StaleVersion, CellTooLong, NotAllowed, SheetClosed.
    """
    version = _writable(sheet, by)
    alternative = db.session.get(WorksheetAlternative, alternative_id)
    if alternative is None or alternative.version_id != version.id:
        raise NotFound
    cell = queries.cell(version.id, alternative.line, alternative.column)
    if cell is None or alternative.settled_at is not None or cell.revision != base:
        raise StaleVersion
    wanted = {"take": alternative.text, "join": f"{cell.text}\n{alternative.text}"}.get(choice, cell.text)
    if len(wanted) > MOST_CHARACTERS:
        raise CellTooLong
    if wanted != cell.text:
        cell.text, cell.revision = wanted, cell.revision + 1
    alternative.settled_at = now()
    return cell


@operation(Action.ARRANGE_ROW)
def arrange(sheet: Worksheet, *, line: str, how: str, by: Actor) -> WorksheetVersion:
    """Move a line ``up`` or ``down``, ``remove`` it or bring it ``back``; its own organisation's stays first.

    What stands in a removed line is kept. Raises NotFound, OwnLineStays, NotAllowed, SheetClosed.
    """
    version = _writable(sheet, by)
    rows = queries.rows(version.id, with_removed=True)
    row = next((each for each in rows if each.client_id == line), None)
    if row is None:
        raise NotFound
    if row.client_id == SELF_LINE:
        raise OwnLineStays
    if how in ("remove", "back"):
        row.removed_at = now() if how == "remove" else None
        return version
    shown = [each for each in rows if each.removed_at is None and not each.is_self]
    at = shown.index(row) if row in shown else -1
    other = at + (1 if how == "down" else -1)
    if at >= 0 and 0 <= other < len(shown):
        row.position, shown[other].position = shown[other].position, row.position
    return version


@operation(Action.NAME_ROW_MEMBER)
def name_member(sheet: Worksheet, *, line: str, member_id: int | None, by: Actor) -> WorksheetRow:
    """Say which member organisation a line is about, or that it is none; the sheet then speaks of it too.

    Raises NotFound, NotAllowed, SheetClosed.
    """
    if not may_see(by, Keeping(sheet)):
        raise NotAllowed
    version = _writable(sheet, by)
    row = next((each for each in queries.rows(version.id) if each.client_id == line), None)
    if row is None:
        raise NotFound
    if member_id is not None:
        add_link(sheet, member_id)
    row.member_id = member_id
    return row
