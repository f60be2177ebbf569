"""Photos and drawings: scaled into columns, each with its caption, a row never torn apart."""

from itertools import islice

from reports.composing import Sheet, compose
from reports.layout import Picture, Pictures
from reports.marks import MM, Letters, Mark, PictureMark, moved, text_marks
from reports.strips import Solid, Strip
from reports.text import break_lines

#: White between columns, between a picture and its caption, and below a row.
GUTTER, GAP, BELOW = 6 * MM, 1.2 * MM, 4 * MM


@compose.register
def _pictures(noun: Pictures, sheet: Sheet) -> list[Strip]:
    waiting = iter(noun.pictures)
    strips: list[Strip] = []
    while row := tuple(islice(waiting, noun.columns)):
        strips.append(_row(row, noun, sheet))
    return strips


def _row(row: tuple[Picture, ...], noun: Pictures, sheet: Sheet) -> Strip:
    width = (sheet.width - GUTTER * (noun.columns - 1)) / noun.columns
    sizes = [_size(picture, width, noun.most_height * MM) for picture in row]
    tallest = max(height for _width, height in sizes)
    marks: list[Mark] = []
    deepest = tallest
    # A row that is not full stands in the middle.
    start = (noun.columns - len(row)) * (width + GUTTER) / 2
    for place, (picture, (wide, high)) in enumerate(zip(row, sizes, strict=True)):
        x = start + place * (width + GUTTER)
        top = tallest - high
        marks.append(PictureMark(x + (width - wide) / 2, top, wide, high, picture.content, picture.alternative))
        caption, height = _caption(picture, width, noun, sheet)
        marks += [moved(mark, x, tallest + GAP) for mark in caption]
        deepest = max(deepest, tallest + GAP + height)
    return Solid(deepest + BELOW, tuple(marks))


def _size(picture: Picture, width: float, most: float) -> tuple[float, float]:
    """Return the largest size that keeps the shape within a column and a height."""
    scale = min(width / picture.width, most / picture.height)
    return picture.width * scale, picture.height * scale


def _caption(picture: Picture, width: float, noun: Pictures, sheet: Sheet) -> tuple[list[Mark], float]:
    if not picture.caption.strip():
        return [], 0.0
    leading = noun.size * 1.4
    lines = break_lines(picture.caption, noun.size, width, sheet.face)
    letters = Letters(noun.size, leading, sheet.face, "center")
    return list(text_marks(lines, 0, width, letters)), len(lines) * leading
