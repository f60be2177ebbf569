"""Ruled nouns: grids of labelled cells, tables with repeating headings, and the 決裁欄."""

from dataclasses import dataclass, replace

from reports.blocks import boxes_block, choices_block
from reports.composing import Sheet, compose
from reports.layout import CELL_SIZE, ApprovalBoxes, Band, Choices, Column, Content, Grid, Pair, Row, Table, TableRow
from reports.marks import MM, BoxMark, Letters, Mark, RuleMark, moved, text_marks
from reports.phrases import break_phrases
from reports.strips import PAD_X, Cell, Ruled, Solid, Strip
from reports.text import break_lines, text_width

#: A cell whose text needs more lines than declared is set this much smaller, once, and then grows.
SHRINK = 1.5


@dataclass(frozen=True)
class _Room:
    """Where a cell stands, how wide it is, and how many lines it holds before its letters shrink."""

    x: float
    width: float
    lines: int


def _text_cell(sheet: Sheet, text: str, room: _Room, size: float = CELL_SIZE) -> Cell:
    inner = room.width - 2 * PAD_X
    broken = break_phrases(text, size, inner, sheet.face)
    if len(broken) > room.lines:
        size -= SHRINK
        broken = break_phrases(text, size, inner, sheet.face)
    return Cell(room.x, room.width, tuple(broken), size, sheet.face, is_top=len(broken) > 3)  # noqa: PLR2004


def _content_cell(sheet: Sheet, content: Content, room: _Room) -> Cell:
    inner = room.width - 2 * PAD_X
    if isinstance(content, str):
        return _text_cell(sheet, sheet.fill(content), room)
    if isinstance(content, Choices):
        marks, height = choices_block(content, sheet.fill(content.chosen).split(), inner, sheet.face)
    else:
        marks, height = boxes_block(content, sheet.face)
    return Cell(room.x, room.width, block=tuple(marks), block_height=height)


def _label_cell(sheet: Sheet, label: str, x: float, width: float) -> Cell:
    size, inner = CELL_SIZE, width - 2 * PAD_X
    lines = break_lines(label, size, inner, sheet.face)
    if len(lines) > 1:
        size = CELL_SIZE - 1
        lines = break_lines(label, size, inner, sheet.face)
        even = min(inner, text_width(label, size, sheet.face) / len(lines) + size)
        balanced = break_lines(label, size, even, sheet.face)
        lines = balanced if len(balanced) == len(lines) else lines
    return Cell(x, width, tuple(lines), size, sheet.face, is_label=True)


def _row_cells(sheet: Sheet, row: Row, x: float, width: float, label_width: float) -> list[Cell]:
    label = _label_cell(sheet, row.label, x, label_width)
    return [label, _content_cell(sheet, row.content, _Room(x + label_width, width - label_width, row.lines))]


def _grid_row(sheet: Sheet, row: Row | Pair | Band, label_width: float) -> Ruled:
    if isinstance(row, Band):
        cell = Cell(0, sheet.width, (row.text,), CELL_SIZE, sheet.bold, is_label=True)
        return Ruled((cell,), 6.5 * MM, stays_with_next=True)
    if isinstance(row, Row):
        return Ruled(tuple(_row_cells(sheet, row, 0, sheet.width, label_width)), row.height * MM)
    half = sheet.width / 2
    cells = _row_cells(sheet, row.left, 0, half, label_width) + _row_cells(sheet, row.right, half, half, label_width)
    return Ruled(tuple(cells), max(row.left.height, row.right.height) * MM)


@compose.register
def _grid(noun: Grid, sheet: Sheet) -> list[Strip]:
    return [_grid_row(sheet, row, noun.label_width * MM) for row in noun.rows]


def _heading_row(columns: tuple[Column, ...], widths: list[float], sheet: Sheet, size: float) -> Ruled:
    cells, x = [], 0.0
    for column, width in zip(columns, widths, strict=True):
        lines = break_lines(column.heading, size, width - 2 * PAD_X, sheet.face)
        cells.append(Cell(x, width, tuple(lines), size, sheet.face, "center", is_label=True, shade=0.08))
        x += width
    return Ruled(tuple(cells), 6.5 * MM, stays_with_next=True)


def _table_row(noun: Table, row: TableRow, widths: list[float], sheet: Sheet) -> tuple[Cell, ...]:
    """Return the cells of one line; a short first cell is repeated when the line goes on overleaf."""
    cells, x = [], 0.0
    for number, (column, width) in enumerate(zip(noun.columns, widths, strict=True)):
        cell = _text_cell(sheet, row.get(column.key, ""), _Room(x, width, 6), noun.size)
        is_label = number == 0 and len(cell.lines) <= 3  # noqa: PLR2004
        cells.append(replace(cell, align=column.align, is_top=False, is_label=is_label))
        x += width
    return tuple(cells)


@compose.register
def _table(noun: Table, sheet: Sheet) -> list[Strip]:
    total = sum(column.share for column in noun.columns)
    widths = [sheet.width * column.share / total for column in noun.columns]
    header = _heading_row(noun.columns, widths, sheet, noun.size)
    rows = [
        Ruled(_table_row(noun, row, widths, sheet), noun.row_height * MM, header=header)
        for row in sheet.rows(noun.rows)
    ]
    if not rows:
        rows = [Ruled((Cell(0, sheet.width, (noun.empty,), noun.size, sheet.face, "center"),), 7 * MM)]
    return [header, *rows]


POST_WIDTH, POST_HEAD, POST_BODY = 20 * MM, 6 * MM, 17 * MM


@compose.register
def _approval(noun: ApprovalBoxes, sheet: Sheet) -> list[Strip]:
    height = POST_HEAD + POST_BODY
    width = min(POST_WIDTH, sheet.width * 0.62 / max(len(noun.posts), 1))
    left = sheet.width - width * len(noun.posts)
    marks: list[Mark] = []
    for number, post in enumerate(noun.posts):
        x = left + number * width
        marks += [BoxMark(x, 0, width, POST_HEAD), BoxMark(x, POST_HEAD, width, POST_BODY)]
        marks += text_marks([post], x, width, Letters(9, POST_HEAD, sheet.face, "center"))
    pitch = height / max(len(noun.dates), 1)
    for number, (name, content) in enumerate(noun.dates):
        top = number * pitch
        setting = Letters(CELL_SIZE, pitch, sheet.face)
        marks += [moved(mark, 0, top) for mark in text_marks([name], 0, 18 * MM, setting)]
        text = sheet.fill(content) or "\u3000\u3000年\u3000\u3000月\u3000\u3000日"
        marks += [moved(mark, 0, top) for mark in text_marks([text], 18 * MM, left, setting)]
        marks.append(RuleMark(0, top + pitch - 1, left - 5 * MM, top + pitch - 1, 0.4, is_dotted=True))
    return [Solid(height, tuple(marks))]
