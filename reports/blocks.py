"""Drawn things that are not running text: tick boxes, digit boxes, QR codes."""

from functools import lru_cache

import segno

from reports.composing import Sheet, compose
from reports.fonts import Face
from reports.layout import CELL_SIZE, QR, Boxes, Choices
from reports.marks import MM, BoxMark, Letters, Mark, RuleMark, SquaresMark, TextMark, TickMark, baseline, text_marks
from reports.strips import Solid, Strip
from reports.text import break_lines, text_width

LINE = CELL_SIZE * 1.45
#: Side of a tick box, and the white between it and its label.
BOX, GAP = 7.6, 2.8
DIGIT = 6 * MM


def choices_block(noun: Choices, chosen: list[str], width: float, face: Face) -> tuple[list[Mark], float]:
    """Return tick boxes flowing over lines ``width`` points wide, and their height."""
    marks: list[Mark] = []
    x, top = 0.0, 0.0
    for code, label in noun.options:
        lines = break_lines(label, CELL_SIZE, width - BOX - GAP, face)
        needed = BOX + GAP + max(text_width(line, CELL_SIZE, face) for line in lines)
        if x and x + needed > width:
            x, top = 0.0, top + LINE
        box_top = top + (LINE - BOX) / 2
        marks.append(BoxMark(x, box_top, BOX, BOX))
        if code in chosen:
            marks.append(TickMark(x, box_top, BOX))
        for number, line in enumerate(lines):
            y = top + number * LINE + baseline(LINE, CELL_SIZE)
            marks.append(TextMark(x + BOX + GAP, y, line, CELL_SIZE, face))
        top += (len(lines) - 1) * LINE
        x += needed + CELL_SIZE
    return marks, top + LINE


def boxes_block(noun: Boxes, face: Face) -> tuple[list[Mark], float]:
    """Return empty digit boxes in groups joined by hyphens, and their height."""
    marks: list[Mark] = [TextMark(0, baseline(DIGIT, CELL_SIZE), noun.lead, CELL_SIZE, face)] if noun.lead else []
    x = text_width(noun.lead, CELL_SIZE, face) + 3 if noun.lead else 0.0
    for number, count in enumerate(noun.groups):
        if number:
            marks.append(RuleMark(x + 1.5, DIGIT / 2, x + 7, DIGIT / 2, 0.8))
            x += 8.5
        marks += [BoxMark(x + place * DIGIT, 0, DIGIT, DIGIT, 0.4) for place in range(count)]
        x += count * DIGIT
    return marks, DIGIT


def qr_mark(content: str, x: float, y: float, side: float) -> SquaresMark:
    """Return a QR code ``side`` points wide (error correction M or better, no border of its own)."""
    modules, runs = _qr_runs(content)
    return SquaresMark(x, y, side / modules, runs)


@lru_cache(maxsize=256)
def _qr_runs(content: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """Return the modules a side and the dark runs; kept, for the same code stands on many sheets."""
    rows = [bytes(row) for row in segno.make(content, error="m", micro=False).matrix]
    runs = []
    for number, row in enumerate(rows):
        start = None
        for column, dark in enumerate((*row, 0)):
            if dark and start is None:
                start = column
            elif not dark and start is not None:
                runs.append((number, start, column - start))
                start = None
    return len(rows), tuple(runs)


@compose.register
def _qr(noun: QR, sheet: Sheet) -> list[Strip]:
    content = sheet.fill(noun.content)
    if not content:
        return []
    side, quiet = noun.size * MM, 2.5 * MM
    left, size = side + 2 * quiet, 9.5
    lines = [
        line
        for text in noun.lines
        if sheet.line(text)
        for line in break_lines(sheet.line(text), size, sheet.width - left - quiet, sheet.face)
    ]
    leading = size * 1.5
    height = max(side + 2 * quiet, len(lines) * leading + 2 * quiet)
    top = (height - len(lines) * leading) / 2
    texts = text_marks(lines, left, sheet.width - left, Letters(size, leading, sheet.face))
    placed = [TextMark(mark.x, mark.y + top, mark.text, size, sheet.face) for mark in texts]
    code = qr_mark(content, quiet, (height - side) / 2, side)
    return [Solid(1.5 * MM), Solid(height, (BoxMark(0, 0, sheet.width, height, 0.4), code, *placed))]
