"""The phases of a sheet laid side by side, and which cells have changed."""

from collections.abc import Sequence
from dataclasses import dataclass

from platform_app.vocabulary.worksheets import KIND_COLUMN, SheetColumn
from platform_app.worksheets.contents import Contents, Line

#: What is compared of a line.
COMPARED = (*(column.value for column in SheetColumn), KIND_COLUMN)
ADDED, CHANGED, EMPTIED, SAME = "added", "changed", "emptied", ""


@dataclass(frozen=True)
class ComparedCell:
    """One cell in one phase, and what became of it since the phase before."""

    text: str
    change: str


@dataclass(frozen=True)
class ComparedLine:
    """One line through all phases: None where it did not stand in a phase."""

    name: str
    is_self: bool
    cells: dict[str, list[ComparedCell | None]]
    changes: int


def compare(phases: Sequence[Contents]) -> list[ComparedLine]:
    """Return every line that stood in any phase, in the order of the newest that has it."""
    order: dict[str, Line] = {}
    for contents in reversed(phases):
        for line in contents.lines:
            order.setdefault(line.client_id, line)
    return [_compared(line, phases) for line in order.values()]


def _compared(newest: Line, phases: Sequence[Contents]) -> ComparedLine:
    through = [
        next((line for line in contents.lines if line.client_id == newest.client_id), None) for contents in phases
    ]
    cells = {column: _cells(through, column) for column in COMPARED}
    changes = sum(cell is not None and bool(cell.change) for column in cells.values() for cell in column)
    return ComparedLine(newest.text(SheetColumn.STAKEHOLDER), newest.is_self, cells, changes)


def _cells(through: Sequence[Line | None], column: str) -> list[ComparedCell | None]:
    found: list[ComparedCell | None] = []
    before = ""
    for number, line in enumerate(through):
        text = line.text(column) if line else ""
        change = change_of(before, text) if number else SAME
        found.append(ComparedCell(text, change) if line else None)
        before = text
    return found


def change_of(before: str, now: str) -> str:
    """Say what became of a text."""
    if before == now:
        return SAME
    return ADDED if not before else EMPTIED if not now else CHANGED
