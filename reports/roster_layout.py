"""Where every cell of a printed roster goes: sizes, panels, lines and pages.

The rules, in order:

1. The columns' declared widths are stretched or squeezed to the page's width.
2. If that would need letters below ``COMFORTABLE`` points, the roster is cut
   into panels side by side; the first ``PINNED`` columns are repeated in each.
3. A number, date or code is set smaller rather than broken. Any other cell
   wraps by the rules of Japanese typesetting, and one that needs more than
   ``TALL`` lines is set smaller, both down to ``SMALLEST`` points.
4. A row that does not fit on the rest of the page moves to the next page; a row
   taller than a whole page goes on over as many pages as it needs.

Nothing is ever cut. Lengths are points.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Any

from reports.columns import Column, Kind, Roster, shown_cells
from reports.fonts import fallback_chain
from reports.text import Face, break_lines, text_width

PAGE_WIDTH, PAGE_HEIGHT = 841.89, 595.28
SIDE, TOP, BOTTOM = 30.0, 58.0, 36.0
BODY_WIDTH = PAGE_WIDTH - 2 * SIDE
NORMAL, COMFORTABLE, SMALLEST = 9.0, 7.0, 6.0
PADDING = 2.5
LEADING = 1.25
TALL = 6
PINNED = 2
FACE, HEADING_FACE = Face.GOTHIC, Face.GOTHIC_BOLD
#: Kinds that lose their sense when they are broken, and how much wider digits are than half an em.
WHOLE: frozenset[Kind] = frozenset({"integer", "date", "datetime", "phone", "postal_code", "identifier"})
_DIGITS = 1.16
_REMEMBERED = 5_000


@dataclass(frozen=True, slots=True)
class Cell:
    """The lines of one cell and the size they are set in."""

    size: float
    lines: tuple[str, ...]

    @property
    def height(self) -> float:
        """Return the room the cell needs with its padding."""
        return len(self.lines) * self.size * LEADING + 2 * PADDING


@dataclass(frozen=True, slots=True)
class Row:
    """One row, or the part of a tall row that fits on a page."""

    height: float
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Panel:
    """The columns that stand side by side on one page: their indices, left edges and widths."""

    indices: tuple[int, ...]
    lefts: tuple[float, ...]
    widths: tuple[float, ...]


class RosterLayout:
    """The geometry of one roster on A4 landscape."""

    def __init__(self, roster: Roster) -> None:
        """Choose letter size and panels, and set the headings."""
        self.columns = roster.columns
        self.size, self.panels = _arrange(roster.columns)
        self._widths = self._inner_widths()
        self._cells: list[dict[str, Cell]] = [{} for _ in self.columns]
        self.headings = tuple(
            _set(column.heading, width, self.size, HEADING_FACE)
            for column, width in zip(self.columns, self._widths, strict=True)
        )
        self.heading_height = max(cell.height for cell in self.headings)
        self.body_height = PAGE_HEIGHT - TOP - BOTTOM - self.heading_height

    def _inner_widths(self) -> list[float]:
        widths = [0.0] * len(self.columns)
        for panel in self.panels:
            for index, width in zip(panel.indices, panel.widths, strict=True):
                # A pinned column has one width in all panels, so its lines are the same everywhere.
                widths[index] = width - 2 * PADDING
        return widths

    def row(self, texts: list[str]) -> Row:
        """Set one row of texts."""
        cells = tuple(self._cell(index, text) for index, text in enumerate(texts))
        return Row(max(cell.height for cell in cells), cells)

    def _cell(self, index: int, text: str) -> Cell:
        known = self._cells[index]
        cell = known.get(text)
        if cell is None:
            cell = _set(text, self._widths[index], self.size, FACE, is_whole=self.columns[index].kind in WHOLE)
            if len(known) < _REMEMBERED:
                known[text] = cell
        return cell

    def pages(self, roster: Roster, rows: Iterable[Any]) -> Iterator[list[Row]]:
        """Yield the rows of each page; at least one page, even without rows."""
        page: list[Row] = []
        left = self.body_height
        for item in rows:
            rest: Row | None = self.row(shown_cells(roster, item))
            while rest is not None:
                if rest.height > left and page:
                    yield page
                    page, left = [], self.body_height
                part, rest = _fit(rest, left)
                page.append(part)
                left -= part.height
        yield page


@cache
def _advances(face: Face) -> dict[str, float]:
    """Return the widths of the characters that stand alone, in thousandths of the size."""
    font = next(fallback_chain(face))
    return {char: font.widths[ord(char)] for char in font.plain}


def cell_width(text: str, size: float, face: Face) -> float:
    """Return what ``text_width`` returns; lists are mostly plain texts, for which adding up widths is enough."""
    try:
        return sum(map(_advances(face).__getitem__, text)) * size / 1000
    except KeyError:
        return text_width(text, size, face)


def _set(text: str, width: float, size: float, face: Face, *, is_whole: bool = False) -> Cell:
    """Set a text in a width; too many lines make it smaller step by step."""
    if "\n" not in text and cell_width(text, size, face) <= width:
        return Cell(size, (text,))
    lines = break_lines(text, size, width, face)
    most = 1 if is_whole else TALL
    while len(lines) > most and size > SMALLEST:
        size = max(size - 0.5, SMALLEST)
        lines = break_lines(text, size, width, face)
    return Cell(size, tuple(lines))


def _fit(row: Row, room: float) -> tuple[Row, Row | None]:
    """Cut a row that is taller than the room into what fits and the rest."""
    if row.height <= room:
        return row, None
    counts = [int((room - 2 * PADDING) / (cell.size * LEADING)) for cell in row.cells]
    first = tuple(Cell(c.size, c.lines[:n]) for c, n in zip(row.cells, counts, strict=True))
    rest = tuple(Cell(c.size, c.lines[n:]) for c, n in zip(row.cells, counts, strict=True))
    return Row(room, first), Row(max(cell.height for cell in rest), rest)


def _arrange(columns: tuple[Column, ...]) -> tuple[float, tuple[Panel, ...]]:
    """Choose the letter size and the panels for the declared widths."""
    scale = BODY_WIDTH / sum(_natural(column, NORMAL) for column in columns)
    if NORMAL * scale >= COMFORTABLE or len(columns) <= PINNED + 1:
        widths = [_natural(column, NORMAL) * scale for column in columns]
        return max(min(NORMAL, NORMAL * scale), SMALLEST), (_panel(range(len(columns)), widths),)
    return COMFORTABLE, _panels(columns)


def _natural(column: Column, size: float) -> float:
    return column.width * size / 2 * (_DIGITS if column.kind in WHOLE else 1) + 2 * PADDING


def _panels(columns: tuple[Column, ...]) -> tuple[Panel, ...]:
    """Share the columns behind the pinned ones among as few panels as hold them."""
    widths = [_natural(column, COMFORTABLE) for column in columns]
    pinned = list(range(PINNED))
    room = BODY_WIDTH - sum(widths[:PINNED])
    groups: list[list[int]] = [[]]
    for index in range(PINNED, len(columns)):
        if groups[-1] and sum(widths[i] for i in [*groups[-1], index]) > room:
            groups.append([])
        groups[-1].append(index)
    panels = []
    for group in groups:
        stretch = room / sum(widths[i] for i in group)
        panels.append(_panel([*pinned, *group], [*widths[:PINNED], *(widths[i] * stretch for i in group)]))
    return tuple(panels)


def _panel(indices: Iterable[int], widths: list[float]) -> Panel:
    lefts = [SIDE]
    for width in widths[:-1]:
        lefts.append(lefts[-1] + width)
    return Panel(tuple(indices), tuple(lefts), tuple(widths))
