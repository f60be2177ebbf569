"""Where every mark on a page goes: the list that ``pdf`` draws and tests can read.

Points, measured from the top left corner of the page (or of a strip, before it
is placed). ``y`` of a text is its baseline.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from reports.fonts import Face
from reports.text import text_width

MM = 72 / 25.4
A4 = (210 * MM, 297 * MM)
#: BIZ UD's em box stands 0.88 em above the baseline and 0.12 em below it.
ASCENT, DESCENT = 0.88, 0.12
#: A line that would need wider gaps than this (in ems) to reach the margin is left uneven.
MOST_SPACING = 0.1
#: The role of a text that a screen reader passes over.
ARTIFACT = "Artifact"


@dataclass(frozen=True, slots=True)
class TextMark:
    """One line of text; ``spacing`` is added after every character to set a line even.

    ``role`` is its PDF structure type (``ARTIFACT`` is not read aloud); ``follows`` says that it
    goes on the paragraph of the mark before it. A turned line stands on its head: it begins at
    (x, y) and runs to the left, its letters below its baseline.
    """

    x: float
    y: float
    text: str
    size: float
    face: Face
    spacing: float = 0
    role: str = "P"
    follows: bool = False
    is_turned: bool = False

    def box(self) -> tuple[float, float, float, float]:
        """Return left, top, right and bottom of the letters (spaces at the end hang)."""
        text = self.text.rstrip(" \u3000")
        width = text_width(text, self.size, self.face) + self.spacing * max(len(text) - 1, 0)
        if self.is_turned:
            return self.x - width, self.y - DESCENT * self.size, self.x, self.y + ASCENT * self.size
        return self.x, self.y - ASCENT * self.size, self.x + width, self.y + DESCENT * self.size


@dataclass(frozen=True, slots=True)
class RuleMark:
    """A straight line."""

    x: float
    y: float
    to_x: float
    to_y: float
    weight: float = 0.5
    is_dotted: bool = False


@dataclass(frozen=True, slots=True)
class BoxMark:
    """An outlined rectangle whose top left corner is (x, y); ``shade`` 0 is none, 1 black."""

    x: float
    y: float
    width: float
    height: float
    weight: float = 0.5
    shade: float = 0


@dataclass(frozen=True, slots=True)
class TickMark:
    """A check mark inside the square whose top left corner is (x, y)."""

    x: float
    y: float
    size: float


@dataclass(frozen=True, slots=True)
class SquaresMark:
    """Filled squares of side ``unit``: runs (row, first column, length), for a QR code."""

    x: float
    y: float
    unit: float
    cells: tuple[tuple[int, int, int], ...]


@dataclass(frozen=True, slots=True)
class PictureMark:
    """A picture (JPEG or PNG) whose top left corner is (x, y); ``alternative`` says it to people who listen."""

    x: float
    y: float
    width: float
    height: float
    content: bytes
    alternative: str
    role: str = "Figure"
    follows: bool = False


Mark = TextMark | RuleMark | BoxMark | TickMark | SquaresMark | PictureMark


def moved(mark: Mark, x: float, y: float) -> Mark:
    """Return the mark moved right by ``x`` and down by ``y``."""
    if isinstance(mark, RuleMark):
        return replace(mark, x=mark.x + x, y=mark.y + y, to_x=mark.to_x + x, to_y=mark.to_y + y)
    return replace(mark, x=mark.x + x, y=mark.y + y)


def turned(mark: Mark, width: float, height: float) -> Mark:
    """Return the mark turned by 180° within a block of that size.

    It repeats what stands upright for who sits opposite, so a text of it is not read aloud again.
    """
    if isinstance(mark, TextMark):
        is_turned = not mark.is_turned
        return replace(mark, x=width - mark.x, y=height - mark.y, is_turned=is_turned, role=ARTIFACT, follows=False)
    if isinstance(mark, RuleMark):
        return replace(mark, x=width - mark.x, y=height - mark.y, to_x=width - mark.to_x, to_y=height - mark.to_y)
    if isinstance(mark, BoxMark):
        return replace(mark, x=width - mark.x - mark.width, y=height - mark.y - mark.height)
    message = f"{type(mark).__name__} has an upright only"
    raise TypeError(message)


def baseline(leading: float, size: float) -> float:
    """Return how far below the top of a line its baseline lies."""
    return (leading - size) / 2 + ASCENT * size


@dataclass(frozen=True, slots=True)
class Letters:
    """How lines are set: size and line distance in points; ``align`` is left, center, right or even.

    Even lines reach both margins, all but the last.
    """

    size: float
    leading: float
    face: Face
    align: str = "left"
    role: str = "P"


def text_marks(lines: Sequence[str], x: float, width: float, letters: Letters) -> list[TextMark]:
    """Set broken lines one below the other from the top of a block ``width`` points wide."""
    size, leading, face, align = letters.size, letters.leading, letters.face, letters.align
    marks = []
    for number, line in enumerate(lines):
        # A wide space at the end is an indent from the right, but would push a centred line aside.
        room = width - text_width(line.rstrip(" \u3000" if align == "center" else " "), size, face)
        shift = {"center": room / 2, "right": room}.get(align, 0.0)
        is_inner = align == "even" and number < len(lines) - 1
        spacing = room / (len(line.rstrip(" ")) - 1) if is_inner and len(line) > 1 else 0.0
        spacing = spacing if spacing <= MOST_SPACING * size else 0.0
        y = baseline(leading, size) + number * leading
        marks.append(TextMark(x + shift, y, line, size, face, spacing, letters.role, number > 0))
    return marks
