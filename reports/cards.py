"""Set cards on sheets: the texts of a card stand one below the other, each as large as its card allows."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.fonts import Face
from reports.layout import Overflow
from reports.marks import A4, MM, Letters, Mark, RuleMark, moved, text_marks
from reports.pdf import draw_pages
from reports.phrases import whole_phrases
from reports.text import break_lines, runs

LEADING = 1.25
#: A text shrinks on its own down to this size to keep its number of lines; then the whole card shrinks.
LEAST_SIZE, STEP = 6.0, 0.5
#: A further line must make the letters so much larger.
WORTH_A_LINE = 1.4
LEAST_SCALE, SCALE_STEP = 0.3, 0.05
#: Marks for the cutter stand in the margin, this long and this far from the card.
TICK, TICK_GAP = 4 * MM, 1 * MM


@dataclass(frozen=True)
class CardSheet:
    """An A4 sheet of equal cards without gaps; lengths in millimetres.

    ``pad`` is kept free at the sides, ``head`` at the top (the hole of a neck card), ``foot`` at the bottom.
    """

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float
    pad: float = 4
    head: float = 4
    foot: float = 4

    @property
    def count(self) -> int:
        """Cards on one sheet."""
        return self.columns * self.rows


@dataclass(frozen=True)
class Line:
    """One text of a card: its size in points when nothing is in the way, the lines it may take, the gap above."""

    text: str
    size: float
    lines: int = 1
    gap: float = 0
    face: Face = Face.GOTHIC


def render_cards(sheet: CardSheet, cards: Sequence[Sequence[Line]], *, title: str) -> bytes:
    """Return the PDF, one card after the other; raises Overflow when a text fits its card at no size."""
    pages: list[list[Mark]] = [[]] if not cards else []
    for place, card in enumerate(cards):
        number = place % sheet.count
        if number == 0:
            pages.append(list(cutting_marks(sheet)))
        x = (sheet.left + number % sheet.columns * sheet.width) * MM
        y = (sheet.top + number // sheet.columns * sheet.height) * MM
        pages[-1] += [moved(mark, x, y) for mark in card_marks(sheet, card)]
    return draw_pages(pages, title=title)


def card_marks(sheet: CardSheet, card: Sequence[Line]) -> list[Mark]:
    """Return the marks of one card from its own corner, the block of texts in the middle of its height."""
    lines = [line for line in card if line.text.strip()]
    width, room = (sheet.width - 2 * sheet.pad) * MM, (sheet.height - sheet.head - sheet.foot) * MM
    scale = 1.0
    while scale >= LEAST_SCALE:
        blocks = [_block(line, width, scale) for line in lines]
        height = sum(gap + len(texts) * letters.leading for gap, texts, letters in blocks)
        if height <= room:
            return _placed(blocks, sheet, width, (room - height) / 2)
        scale -= SCALE_STEP
    message = f"{lines[-1].text!r} does not fit a card of {sheet.name}"
    raise Overflow(message)


#: The gap above, the lines, and how they are set.
_Block = tuple[float, list[str], Letters]


def _block(line: Line, width: float, scale: float) -> _Block:
    """Break one text so that it is large: a further line is taken only where it makes the letters much larger."""
    face = _even_face(line)
    size = 0.0
    for lines in range(1, line.lines + 1):
        possible = _largest(line, width, scale, lines, face)
        if possible > size * WORTH_A_LINE:
            size = possible
    texts = _balanced(line.text, size, width, face)
    return line.gap * scale, texts, Letters(size, size * LEADING, face, "center")


def _largest(line: Line, width: float, scale: float, lines: int, face: Face) -> float:
    """Return the largest size at which a text keeps to so many lines, or the least of all."""
    size = line.size * scale
    while size - STEP >= LEAST_SIZE * scale and len(break_lines(line.text, size, width, face)) > lines:
        size -= STEP
    return size


def _balanced(text: str, size: float, width: float, face: Face) -> list[str]:
    """Break a text into lines of about one length, as many as the width asks for, at its spaces where it has some."""
    room = width
    best = break_lines(text, size, width, face)
    while len(best) > 1 and width > size:
        width -= size / 2
        narrower = break_lines(text, size, width, face)
        if len(narrower) > len(best):
            break
        best = narrower
    return whole_phrases(text, len(best), size, room, face) or best


def _even_face(line: Line) -> Face:
    """Return the face, or the plain one for a text of which the bold one lacks a character: one name, one weight."""
    is_mixed = len({run.font for run in runs(line.text, line.face)}) > 1
    return Face.GOTHIC if is_mixed and line.face is Face.GOTHIC_BOLD else line.face


def _placed(blocks: Sequence[_Block], sheet: CardSheet, width: float, above: float) -> list[Mark]:
    marks: list[Mark] = []
    top = sheet.head * MM + above
    for gap, texts, letters in blocks:
        top += gap
        marks += [moved(mark, 0, top) for mark in text_marks(texts, sheet.pad * MM, width, letters)]
        top += len(texts) * letters.leading
    return marks


def cutting_marks(sheet: CardSheet) -> list[Mark]:
    """Return where to cut: ticks in the margins, or dotted lines where the cards reach the edge of the paper."""
    left, top = sheet.left * MM, sheet.top * MM
    right, bottom = left + sheet.columns * sheet.width * MM, top + sheet.rows * sheet.height * MM
    across = [top + row * sheet.height * MM for row in range(sheet.rows + 1)]
    down = [left + column * sheet.width * MM for column in range(sheet.columns + 1)]
    if left < TICK + TICK_GAP:
        return [RuleMark(0, y, A4[0], y, 0.3, is_dotted=True) for y in across if 0 < y < A4[1] - 1]
    marks: list[Mark] = []
    for y in across:
        marks += [RuleMark(left - TICK_GAP - TICK, y, left - TICK_GAP, y, 0.3)]
        marks += [RuleMark(right + TICK_GAP, y, right + TICK_GAP + TICK, y, 0.3)]
    for x in down:
        marks += [RuleMark(x, top - TICK_GAP - TICK, x, top - TICK_GAP, 0.3)]
        marks += [RuleMark(x, bottom + TICK_GAP, x, bottom + TICK_GAP + TICK, 0.3)]
    return marks
