"""Horizontal strips of a page: what a noun becomes before it is put on pages.

A strip knows its height and its marks. A row of a table can also be cut in
two, so that a cell longer than a page goes on overleaf.
"""

from dataclasses import dataclass, replace
from typing import Protocol

from reports.fonts import Face
from reports.marks import BoxMark, Letters, Mark, moved, text_marks

#: White above, below and beside the text of a ruled cell.
PAD_X, PAD_Y = 4.5, 3.0


class Strip(Protocol):
    """What paging needs to know of a strip."""

    @property
    def height(self) -> float:
        """Height in points."""

    @property
    def stays_with_next(self) -> bool:
        """Whether a page must not end just below it."""

    @property
    def header(self) -> "Strip | None":
        """What is repeated above it when it starts a page."""

    def marks(self) -> list[Mark]:
        """Return its marks, measured from its own top left corner."""

    def cut(self, room: float) -> "tuple[Strip, Strip] | None":
        """Return the part that fits into ``room`` points and the rest, or None if it can not be cut there."""


@dataclass(frozen=True)
class Solid:
    """A strip that can not be cut."""

    height: float
    content: tuple[Mark, ...] = ()
    stays_with_next: bool = False
    header: Strip | None = None

    def marks(self) -> list[Mark]:
        """Return the marks as they are."""
        return list(self.content)

    def cut(self, room: float) -> tuple[Strip, Strip] | None:
        """Return None: it is never cut."""
        del room
        return None


@dataclass(frozen=True)
class Break:
    """The end of a page."""

    height: float = 0
    stays_with_next: bool = False
    header: Strip | None = None

    def marks(self) -> list[Mark]:
        """Nothing is drawn."""
        return []

    def cut(self, room: float) -> tuple[Strip, Strip] | None:
        """Return None: it is never cut."""
        del room
        return None


@dataclass(frozen=True)
class Cell:
    """One ruled cell: lines of text, or ready marks ``block_height`` high.

    ``is_label`` cells are repeated when their row goes on overleaf.
    """

    x: float
    width: float
    lines: tuple[str, ...] = ()
    size: float = 10
    face: Face = Face.MINCHO
    align: str = "left"
    is_label: bool = False
    is_top: bool = False
    shade: float = 0
    block: tuple[Mark, ...] = ()
    block_height: float = 0

    @property
    def leading(self) -> float:
        """Distance from line to line."""
        return self.size * 1.35

    @property
    def content_height(self) -> float:
        """Height of text and block without the white around them."""
        return max(len(self.lines) * self.leading, self.block_height)

    def marks(self, height: float) -> list[Mark]:
        """Return frame and content for a row of the given height."""
        top = PAD_Y if self.is_top else (height - self.content_height) / 2
        inner = self.width - 2 * PAD_X
        text = text_marks(self.lines, self.x + PAD_X, inner, Letters(self.size, self.leading, self.face, self.align))
        frame = BoxMark(self.x, 0, self.width, height, shade=self.shade)
        return [frame, *(moved(mark, 0, top) for mark in text), *(moved(m, self.x + PAD_X, top) for m in self.block)]

    def first(self, count: int) -> "Cell":
        """Return the cell with its first lines only, set from the top."""
        return self if self.is_label else replace(self, lines=self.lines[:count], is_top=True)

    def after(self, count: int) -> "Cell":
        """Return the cell with the lines that follow the first ones."""
        return self if self.is_label else replace(self, lines=self.lines[count:], is_top=True)


@dataclass(frozen=True)
class Ruled:
    """A row of ruled cells."""

    cells: tuple[Cell, ...]
    least: float = 0
    stays_with_next: bool = False
    header: Strip | None = None

    @property
    def height(self) -> float:
        """The declared minimum, or what the fullest cell needs."""
        return max(self.least, *(cell.content_height + 2 * PAD_Y for cell in self.cells))

    def marks(self) -> list[Mark]:
        """Return the marks of every cell at the row's height."""
        return [mark for cell in self.cells for mark in cell.marks(self.height)]

    def cut(self, room: float) -> tuple[Strip, Strip] | None:
        """Cut between lines; None when not two lines fit, or a label or block alone is taller."""
        cuttable = [cell for cell in self.cells if not cell.is_label]
        fixed = max((c.content_height for c in self.cells if c.is_label or c.block), default=0) + 2 * PAD_Y
        leading = max(cell.leading for cell in self.cells)
        count = int((room - 2 * PAD_Y) / leading)
        if fixed > room or count < 2 or all(len(cell.lines) <= count for cell in cuttable):  # noqa: PLR2004
            return None
        head = Ruled(tuple(cell.first(count) for cell in self.cells), 0, header=self.header)
        return head, replace(self, cells=tuple(cell.after(count) for cell in self.cells), least=0)
