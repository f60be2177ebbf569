"""Turn each noun of ``layout`` into strips: all measuring happens here, no drawing."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import singledispatch

from reports.fonts import Face
from reports.layout import (
    Centred,
    Heading,
    Left,
    Note,
    Noun,
    Numbered,
    PageBreak,
    Right,
    Space,
    Text,
    Title,
    Together,
    Values,
)
from reports.marks import MM, Letters, Mark, TextMark, baseline, text_marks
from reports.strips import Break, Ruled, Solid, Strip
from reports.text import break_lines, text_width

_PLACEHOLDER = re.compile(r"\{([a-z][a-z0-9_]*)\}")
#: Line distance of running text, in letter heights.
LEADING = 1.65


@dataclass(frozen=True)
class Sheet:
    """What nouns are measured for: the values, the width of the frame in points, and the lettering."""

    values: Values
    width: float
    face: Face = Face.MINCHO

    def fill(self, template: str) -> str:
        """Put the values into a template; values are never read as templates themselves."""
        return _PLACEHOLDER.sub(self._value, template)

    def line(self, template: str) -> str:
        """Fill a template, but return nothing when it has placeholders and all of them are empty."""
        found = _PLACEHOLDER.findall(template)
        values = self.values
        return self.fill(template) if not found or any(values.get(key) for key in found) else ""

    def _value(self, found: re.Match[str]) -> str:
        value = self.values.get(found[1], "")
        return value if isinstance(value, str) else ""

    def rows(self, key: str) -> list[Mapping[str, str]]:
        """Return the list of table rows under a key, empty when there is none."""
        value = self.values.get(key, ())
        return [] if isinstance(value, str) else list(value)

    @property
    def bold(self) -> Face:
        """The lettering of headings."""
        return Face.GOTHIC_BOLD


@singledispatch
def compose(noun: Noun, sheet: Sheet) -> list[Strip]:
    """Measure one noun for a sheet and return its strips from top to bottom."""
    raise TypeError(noun, sheet)


def _line_strips(sheet: Sheet, text: str, size: float, align: str, role: str = "P") -> list[Strip]:
    """Return a strip for each line of a text; headings stay with what follows, an empty text is no strip."""
    if not text.strip(" "):
        return []
    letters = Letters(size, size * LEADING, sheet.face, align, role)
    marks = text_marks(break_lines(text, size, sheet.width, sheet.face), 0, sheet.width, letters)
    keeps = role != "P"
    return [
        Solid(letters.leading, (replace(mark, y=baseline(letters.leading, size)),), keeps or number < 1 < len(marks))
        for number, mark in enumerate(marks)
    ]


@compose.register
def _left(noun: Left, sheet: Sheet) -> list[Strip]:
    return _line_strips(sheet, sheet.line(noun.text), noun.size, "left")


@compose.register
def _right(noun: Right, sheet: Sheet) -> list[Strip]:
    return _line_strips(sheet, sheet.line(noun.text), noun.size, "right")


@compose.register
def _centred(noun: Centred, sheet: Sheet) -> list[Strip]:
    lines = _line_strips(sheet, sheet.line(noun.text), noun.size, "center")
    return [replace(line, stays_with_next=True) for line in lines if isinstance(line, Solid)]


@compose.register
def _title(noun: Title, sheet: Sheet) -> list[Strip]:
    sheet = replace(sheet, face=sheet.bold) if noun.is_bold else sheet
    lines = _line_strips(sheet, sheet.line(noun.text), noun.size, "center", "H1")
    return [Solid(3 * MM, stays_with_next=True), *lines, Solid(3 * MM, stays_with_next=True)]


@compose.register
def _heading(noun: Heading, sheet: Sheet) -> list[Strip]:
    lines = _line_strips(replace(sheet, face=sheet.bold), sheet.line(noun.text), noun.size, "left", "H2")
    return [Solid(2 * MM, stays_with_next=True), *lines] if lines else []


@compose.register
def _text(noun: Text, sheet: Sheet) -> list[Strip]:
    paragraphs = sheet.line(noun.text).split("\n")
    indent = "\u3000" * noun.indent
    return [
        strip
        for part in paragraphs
        if part.strip()
        for strip in _line_strips(sheet, indent + part.lstrip("\u3000" if noun.indent else ""), noun.size, "even")
    ]


@compose.register
def _space(noun: Space, _sheet: Sheet) -> list[Strip]:
    return [Solid(noun.height * MM)]


@compose.register
def _page_break(_noun: PageBreak, _sheet: Sheet) -> list[Strip]:
    return [Break()]


@compose.register
def _together(noun: Together, sheet: Sheet) -> list[Strip]:
    strips = [strip for part in noun.nouns for strip in compose(part, sheet)]
    tied = [replace(s, stays_with_next=True) if isinstance(s, Solid | Ruled) else s for s in strips[:-1]]
    return [*tied, *strips[-1:]]


@dataclass(frozen=True)
class Hang:
    """A name at ``left`` and lines that all start at ``indent``; points."""

    left: float
    indent: float
    size: float
    leading: float


def hanging(sheet: Sheet, name: str, text: str, hang: Hang) -> list[Strip]:
    """Return the strips of one name and its text; the name's line stays with the next."""
    width = sheet.width - hang.indent
    letters = Letters(hang.size, hang.leading, sheet.face, "even")
    marks = text_marks(break_lines(text, hang.size, width, sheet.face), hang.indent, width, letters)
    line = baseline(hang.leading, hang.size)
    head = TextMark(hang.left, line, name, hang.size, sheet.face)
    first, *rest = (replace(mark, y=line) for mark in marks)
    return [
        Solid(hang.leading, (head, first) if name else (first,), stays_with_next=bool(rest)),
        *(Solid(hang.leading, (mark,)) for mark in rest),
    ]


def full_width(number: int) -> str:
    """Return a number as Japanese documents print item numbers: one full-width digit, else plain."""
    return chr(ord("０") + number) if 0 <= number <= 9 else str(number)  # noqa: PLR2004


@compose.register
def _numbered(noun: Numbered, sheet: Sheet) -> list[Strip]:
    items = [(name, sheet.line(content)) for name, content in noun.items]
    items = [item for item in items if item[1].strip()]
    widest = max((text_width(name, noun.size, sheet.face) for name, _ in items), default=0)
    left = 3.8 * noun.size
    hang = Hang(left, left + widest + 2 * noun.size, noun.size, noun.size * 1.5)
    strips: list[Strip] = []
    for number, (name, content) in enumerate(items, start=1):
        first, *rest = hanging(sheet, name, content, hang)
        mark = TextMark(2 * noun.size, baseline(hang.leading, noun.size), full_width(number), noun.size, sheet.face)
        strips += [Solid(first.height, (mark, *first.marks()), first.stays_with_next), *rest]
    return strips


@compose.register
def _note(noun: Note, sheet: Sheet) -> list[Strip]:
    texts = [text for text in map(sheet.line, noun.items) if text.strip()]
    indent = text_width(noun.name, noun.size, sheet.face) + noun.size
    strips: list[Strip] = [Solid(1.5 * MM)]
    for number, text in enumerate(texts, start=1):
        mark = f"{full_width(number)}\u3000" if len(texts) > 1 else ""
        head = noun.name if number == 1 else ""
        inner = indent + text_width(mark, noun.size, sheet.face)
        part = hanging(sheet, head, text, Hang(0, inner, noun.size, noun.size * 1.5))
        first = Solid(part[0].height, (*part[0].marks(), *_number_mark(mark, indent, noun.size, sheet)))
        strips += [first, *part[1:]]
    return strips if texts else []


def _number_mark(mark: str, x: float, size: float, sheet: Sheet) -> list[Mark]:
    return [TextMark(x, baseline(size * 1.5, size), mark, size, sheet.face)] if mark else []
