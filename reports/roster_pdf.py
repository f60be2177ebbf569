"""A roster as PDF: A4 landscape, headings on every page, nothing cut.

The text is drawn by PDF operators through ``Canvas.addLiteral`` with the font
subsets that reportlab documents in ``reportlab.pdfbase.ttfonts``: a tenth of
the cost of a platypus table, and linear in the number of rows.
"""

from collections.abc import Iterable
from io import BytesIO
from typing import Any, BinaryIO

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfgen.canvas import Canvas

from platform_app.dates import to_tokyo
from reports.columns import Roster, RowCountDiffers, Stamp
from reports.fonts.loading import FONT_LOCK
from reports.roster_layout import (
    FACE,
    HEADING_FACE,
    LEADING,
    PADDING,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    SIDE,
    TOP,
    Cell,
    Panel,
    RosterLayout,
    Row,
    cell_width,
)
from reports.text import Face, runs, text_width

NOTHING = "該当するものはありません。"
_TITLE_SIZE, _SMALL_SIZE, _NOTHING_SIZE = 14.0, 8.0, 11.0
_LINE, _FILL = "0.58 G 0.4 w", "0.91 0.945 0.996 rg"
#: Letters sit this part of their size above the bottom of their line.
_ASCENT = 0.88
_RANGE_SIZE, _RANGE_WIDTH = 10.0, 330.0
_TOTAL = "total_pages"
_REMEMBERED = 20_000


def to_pdf(roster: Roster, rows: Iterable[Any], stamp: Stamp) -> bytes:
    """Return the roster as PDF; see ``write_pdf``."""
    target = BytesIO()
    write_pdf(roster, rows, stamp, target)
    return target.getvalue()


def write_pdf(roster: Roster, rows: Iterable[Any], stamp: Stamp, target: BinaryIO) -> None:
    """Draw the roster, taking rows one at a time; raises RowCountDiffers when the stamp's count is wrong.

    Every page carries title, 基準日, range, count, time of output and page x / y. Without rows it
    is one page that says so: headings of nothing tell a reader less.
    The bytes depend on rows and stamp alone, so the same list prints the same file.
    """
    counted = _Counted(rows)
    sheet = _Sheet(roster, stamp, target)
    for page in sheet.layout.pages(roster, counted):
        if not page:
            sheet.draw_nothing()
        for panel in sheet.layout.panels if page else ():
            sheet.draw(panel, page)
    if counted.count != stamp.count:
        raise RowCountDiffers(stamp.count, counted.count)
    # Only the embedding reads the font files through their shared position; rows may come slowly.
    with FONT_LOCK:
        sheet.save()


class _Counted:
    """An iterable that knows how many items it gave."""

    def __init__(self, rows: Iterable[Any]) -> None:
        self._rows = rows
        self.count = 0

    def __iter__(self) -> Any:
        for row in self._rows:
            self.count += 1
            yield row


class _Sheet:
    """The canvas of one roster, and the operators of texts that occur again."""

    def __init__(self, roster: Roster, stamp: Stamp, target: BinaryIO) -> None:
        self.layout = RosterLayout(roster)
        self._title, self._stamp = roster.title, stamp
        keys = [column.key for column in roster.columns]
        self._range_index = keys.index(roster.range_key) if roster.range_key else None
        # The stubs think that a font's name is a number; without it every page would refer to Helvetica.
        initial: Any = runs("あ", FACE)[0].font
        self._canvas: Any = Canvas(
            target, (PAGE_WIDTH, PAGE_HEIGHT), invariant=1, pageCompression=1, lang="ja-JP", initialFontName=initial
        )
        self._canvas.setTitle(f"{roster.title}（{stamp.sentences()[0]}）")
        self._canvas.setSubject(f"{to_tokyo(stamp.printed_at):%Y-%m-%d %H:%M}")
        self._known: dict[Face, dict[tuple[str, float], str]] = {FACE: {}, HEADING_FACE: {}}
        self._fonts: dict[str, Any] = {}
        self._choices: dict[tuple[str, int, float], str] = {}
        self._pages = 0

    def draw(self, panel: Panel, page: list[Row]) -> None:
        """Draw one page: head, headings, the rows of one panel, grid and foot."""
        self._pages += 1
        top = PAGE_HEIGHT - TOP
        grid = _grid(panel, page, top, self.layout.heading_height)
        code = [grid, "0 g BT"]
        self._head(code)
        self._row(code, panel, self.layout.headings, top, HEADING_FACE)
        edge = top - self.layout.heading_height
        for row in page:
            self._row(code, panel, row.cells, edge, FACE)
            edge -= row.height
        self._foot(code)
        self._range(code, page)
        code.append("ET")
        self._finish(code)

    def draw_nothing(self) -> None:
        """Draw the one page of a roster without rows: head, a sentence, and foot."""
        self._pages += 1
        code = ["0 g BT"]
        self._head(code)
        code.append(self._at(SIDE, PAGE_HEIGHT - TOP - 2 * _TITLE_SIZE, NOTHING, _NOTHING_SIZE, FACE))
        self._foot(code)
        code.append("ET")
        self._finish(code)

    def _finish(self, code: list[str]) -> None:
        self._canvas.addLiteral("\n".join(code))
        self._canvas.doForm(_TOTAL)
        self._canvas.showPage()

    def _head(self, code: list[str]) -> None:
        stated = "　".join(self._stamp.sentences())
        right = PAGE_WIDTH - SIDE - text_width(stated, _SMALL_SIZE, FACE)
        room = right - SIDE - 10
        size = min(_TITLE_SIZE, _TITLE_SIZE * room / max(text_width(self._title, _TITLE_SIZE, HEADING_FACE), 1))
        code.append(self._at(SIDE, PAGE_HEIGHT - 44, self._title, size, HEADING_FACE))
        code.append(self._at(right, PAGE_HEIGHT - 44, stated, _SMALL_SIZE, FACE))

    def _foot(self, code: list[str]) -> None:
        code.append(self._at(SIDE, 20, f"{self._title}　{self._stamp.sentences()[0]}", _SMALL_SIZE, FACE))
        text = f"{self._pages} / "
        left = PAGE_WIDTH / 2 - text_width(text, _SMALL_SIZE, FACE)
        code.append(self._at(left, 20, text, _SMALL_SIZE, FACE))

    def _range(self, code: list[str], page: list[Row]) -> None:
        """State the first and the last entry of a page, where the roster names a column for it."""
        if self._range_index is None or not page:
            return
        first, last = ("".join(row.cells[self._range_index].lines) for row in (page[0], page[-1]))
        text = first if first == last else f"{first}～{last}"
        size = min(_RANGE_SIZE, _RANGE_SIZE * _RANGE_WIDTH / max(text_width(text, _RANGE_SIZE, HEADING_FACE), 1))
        code.append(self._at(PAGE_WIDTH - SIDE - text_width(text, size, HEADING_FACE), 20, text, size, HEADING_FACE))

    def _row(self, code: list[str], panel: Panel, cells: tuple[Cell, ...], top: float, face: Face) -> None:
        for index, left, width in zip(panel.indices, panel.lefts, panel.widths, strict=True):
            cell = cells[index]
            size = cell.size
            x, y = left + PADDING, top - PADDING - size * _ASCENT
            is_number = self.layout.columns[index].kind == "integer"
            for line in cell.lines:
                if line:
                    start = left + width - PADDING - cell_width(line, size, face) if is_number else x
                    code.append(f"1 0 0 1 {start:.2f} {y:.2f} Tm {self._show(line, size, face)}")
                y -= size * LEADING

    def _at(self, x: float, y: float, text: str, size: float, face: Face) -> str:
        return f"1 0 0 1 {x:.2f} {y:.2f} Tm {self._show(text, size, face)}"

    def _show(self, text: str, size: float, face: Face) -> str:
        """Return the operators that set a text where the cursor stands."""
        known = self._known[face]
        code = known.get((text, size))
        if code is None:
            code = self._encode(text, size, face)
            if len(known) < _REMEMBERED:
                known[text, size] = code
        return code

    def _encode(self, text: str, size: float, face: Face) -> str:
        document = self._canvas._doc  # noqa: SLF001 - the subset functions are documented to take it
        parts = []
        for run in runs(text, face):
            font: Any = self._fonts.get(run.font)
            if font is None:
                font = self._fonts[run.font] = pdfmetrics.getFont(run.font)
            for subset, codes in font.splitString(run.drawn, document):
                choice = self._choices.get((run.font, subset, size))
                if choice is None:
                    choice = f"{font.getSubsetInternalName(subset, document)} {size:g} Tf <"
                    self._choices[run.font, subset, size] = choice
                parts.append(f"{choice}{codes.hex()}> Tj")
        return " ".join(parts)

    def save(self) -> None:
        """Draw the number of pages, which every page refers to, and write the file."""
        self._canvas.beginForm(_TOTAL, 0, 0, PAGE_WIDTH, PAGE_HEIGHT)
        text = f"{self._pages} ページ"
        self._canvas.addLiteral(f"BT {self._at(PAGE_WIDTH / 2, 20, text, _SMALL_SIZE, FACE)} ET")
        self._canvas.endForm()
        self._canvas.save()


def _grid(panel: Panel, page: list[Row], top: float, heading_height: float) -> str:
    """Return the operators of the heading's tint and of every line of the table."""
    left, right = panel.lefts[0], panel.lefts[-1] + panel.widths[-1]
    edges = [top, top - heading_height]
    for row in page:
        edges.append(edges[-1] - row.height)
    bottom = edges[-1]
    lines = [f"{left:.2f} {y:.2f} m {right:.2f} {y:.2f} l" for y in edges]
    lines += [f"{x:.2f} {top:.2f} m {x:.2f} {bottom:.2f} l" for x in (*panel.lefts, right)]
    tint = f"{_FILL} {left:.2f} {top - heading_height:.2f} {right - left:.2f} {heading_height:.2f} re f"
    return "\n".join([tint, _LINE, *lines, "S"])
