"""What one phase of a worksheet holds, as pages, documents and comparisons read it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

from platform_app.vocabulary.worksheets import CANVAS_LINE, KIND_COLUMN, MEMO_COLUMN, MEMO_LINE, SheetColumn


@dataclass(frozen=True)
class CellText:
    """What stands in a cell, and how often it has changed."""

    text: str = ""
    revision: int = 0


EMPTY = CellText()


@dataclass(frozen=True)
class Line:
    """One line of the table."""

    client_id: str
    is_self: bool
    member_id: int | None
    cells: Mapping[str, CellText]

    def cell(self, column: str) -> CellText:
        """Return what stands in a column."""
        return self.cells.get(column, EMPTY)

    def text(self, column: str) -> str:
        """Return the text of a column."""
        return self.cell(column).text

    @property
    def kind(self) -> str:
        """The code of its kind of benefit, or ''."""
        return self.text(KIND_COLUMN)

    @property
    def is_begun(self) -> bool:
        """Whether anything stands in it."""
        return any(self.text(column) for column in SheetColumn)

    @property
    def lacks_benefit(self) -> bool:
        """Whether its 相利 is still to be found."""
        return self.is_begun and not self.text(SheetColumn.BENEFIT)


@dataclass(frozen=True)
class Alternative:
    """A text that waits beside the one that stands in its cell."""

    id: int
    line: str
    column: str
    text: str


@dataclass(frozen=True)
class Contents:
    """One phase: its lines, the canvas and the memo."""

    number: int
    phase: str
    closed_at: datetime | None
    lines: tuple[Line, ...]
    canvas: Mapping[str, CellText] = field(default_factory=dict)
    memo: CellText = EMPTY
    alternatives: tuple[Alternative, ...] = ()
    removed: tuple[Line, ...] = ()

    @property
    def missing(self) -> int:
        """How many lines have no 相利 yet: the work that is left."""
        return sum(line.lacks_benefit for line in self.lines)

    def block(self, name: str) -> CellText:
        """Return what stands in a block of the canvas."""
        return self.canvas.get(name, EMPTY)

    def cell(self, line: str, column: str) -> CellText:
        """Return any cell by its line and column."""
        if line == CANVAS_LINE:
            return self.block(column)
        if line == MEMO_LINE:
            return self.memo if column == MEMO_COLUMN else EMPTY
        return next((each.cell(column) for each in self.lines if each.client_id == line), EMPTY)

    def beside(self, line: str, column: str) -> list[Alternative]:
        """Return the texts that wait beside a cell."""
        return [each for each in self.alternatives if (each.line, each.column) == (line, column)]

    @property
    def benefits(self) -> list[tuple[str, str]]:
        """The block of benefits: (関係者, 相利) of every line that has one."""
        return [
            (line.text(SheetColumn.STAKEHOLDER), line.text(SheetColumn.BENEFIT))
            for line in self.lines
            if line.text(SheetColumn.BENEFIT)
        ]
