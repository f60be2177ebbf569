"""The applicant's block: who writes, at the right, and the code of the record at the left."""

from dataclasses import replace

from reports.blocks import qr_mark
from reports.composing import Hang, Sheet, compose, hanging
from reports.layout import BODY_SIZE, Applicant
from reports.marks import MM, Letters, Mark, moved, text_marks
from reports.strips import Solid, Strip
from reports.text import break_lines, text_width

#: Side of the code in points; at 20 mm a facsimile of ordinary quality can still be read.
CODE = 20 * MM
CODE_TEXT, GAP = 8.5, 3 * MM


@compose.register
def _applicant(noun: Applicant, sheet: Sheet) -> list[Strip]:
    rows = [(name, sheet.fill(content)) for name, content in noun.rows]
    widest = max(text_width(name, BODY_SIZE, sheet.face) for name, _ in rows)
    left, leading = sheet.width - noun.width * MM, noun.line_height * MM
    usual = Hang(left, left + widest + BODY_SIZE, BODY_SIZE, leading)
    small = replace(usual, size=BODY_SIZE - 2.5, leading=leading * 0.75)
    strips: list[Strip] = []
    for name, content in rows:
        lines = break_lines(content, BODY_SIZE, sheet.width - usual.indent, sheet.face)
        strips += hanging(sheet, name, content, usual if len(lines) <= 2 else small)  # noqa: PLR2004
    return _with_code(noun, sheet, strips, left)


def _with_code(noun: Applicant, sheet: Sheet, strips: list[Strip], left: float) -> list[Strip]:
    """Put the code beside the first lines, and keep the lines beside it on one page."""
    content = sheet.line(noun.code) if noun.code else ""
    if not content:
        return strips
    marks: list[Mark] = [qr_mark(content, 0, 1 * MM, CODE)]
    x = CODE + GAP
    lines = [
        line
        for text in noun.code_lines
        for line in break_lines(sheet.line(text), CODE_TEXT, left - x - GAP, sheet.face)
    ]
    letters = Letters(CODE_TEXT, CODE_TEXT * 1.4, sheet.face)
    marks += [moved(mark, 0, 1 * MM) for mark in text_marks(lines, x, left - x, letters)]
    missing = max(CODE + 2 * MM - sum(strip.height for strip in strips), 0.0)
    tied = [Solid(strip.height, tuple(strip.marks()), stays_with_next=True) for strip in strips[:6]]
    first = replace(tied[0], content=(*tied[0].content, *marks))
    return [first, *tied[1:], *strips[6:], Solid(missing)]
