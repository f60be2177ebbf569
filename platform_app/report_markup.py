"""The small grammar in which reports are written: headings, lists, paragraphs, and references to facts.

A text becomes blocks of plain values; whoever shows them escapes them. Nothing in a
text is ever run. A line that begins with ■ (or #) is a heading, with □ (or ##) one
below it, with ・ (or -) an item of a list, with 1. an item of a numbered one. An empty
line parts paragraphs. ｛参加者数｝ refers to a fact, and ｛写真｝ alone on a line to a
whole part; narrow braces do as well.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from platform_app.vocabulary.event_reports import BLOCKS, INLINE, PHOTO_BLOCK

_REFERENCE = re.compile(r"[｛{]([^｛｝{}\n]{1,40})[｝}]")
_ADDRESS = re.compile(r"https?://[\w\-.~:/?#\[\]@!$&'()*+,;=%]+", re.ASCII)
_HEADING = re.compile(r"(■|□|#{1,2}[ \u3000])[ \u3000]*(\S.*)")
_ITEM = re.compile(r"(?:・|[-*][ \u3000])[ \u3000]*(\S.*)")
_COUNTED = re.compile(r"([0-9０-９]{1,3})[.．](?![0-9０-９])[ \u3000]*(\S.*)")
_NUMBERED_PHOTO = re.compile(rf"{PHOTO_BLOCK}([0-9]{{1,3}})")
_TORTOISE = str.maketrans("｛{｝}", "〔〔〕〕")
_NARROW = str.maketrans("０１２３４５６７８９", "0123456789")
#: Signs that end a sentence and do not belong to an address.
_AFTER_ADDRESS = ".,;:!?)]'"


@dataclass(frozen=True)
class Words:
    """Text as it was typed."""

    text: str


@dataclass(frozen=True)
class Reference:
    """A fact that is filled in when the text is shown."""

    name: str


@dataclass(frozen=True)
class Link:
    """The address of a page."""

    address: str


Inline = Words | Reference | Link
Line = tuple[Inline, ...]


@dataclass(frozen=True)
class Heading:
    """A heading; level 1 is a section, 2 one within it."""

    level: int
    line: Line


@dataclass(frozen=True)
class Paragraph:
    """Lines that belong together."""

    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Items:
    """A list; ``start`` is the first number of a numbered one."""

    items: tuple[Line, ...]
    start: int | None = None


@dataclass(frozen=True)
class Placed:
    """A whole part that stands here; ``number`` chooses one picture."""

    name: str
    number: int | None = None


Block = Heading | Paragraph | Items | Placed


@dataclass(frozen=True)
class Fault:
    """A reference that means nothing here: ``is_block`` when it must stand alone on its line."""

    line: int
    written: str
    is_block: bool


@dataclass
class _Reading:
    blocks: list[Block] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    items: list[Line] = field(default_factory=list)
    start: int | None = None

    def close(self) -> None:
        """End the paragraph or list that is being read."""
        if self.lines:
            self.blocks.append(Paragraph(tuple(self.lines)))
        if self.items:
            self.blocks.append(Items(tuple(self.items), self.start))
        self.lines, self.items, self.start = [], [], None

    def add(self, block: Block) -> None:
        """Add a block that stands by itself."""
        self.close()
        self.blocks.append(block)

    def item(self, text: str, number: int | None) -> None:
        """Add an item to the list that is being read, or begin another."""
        if self.lines or (self.items and (number is None) != (self.start is None)):
            self.close()
        if not self.items:
            self.start = number
        self.items.append(inlines(text))


def parse(text: str) -> list[Block]:
    """Return the blocks of a text, in order; every text has some reading."""
    reading = _Reading()
    for raw in text.splitlines():
        line = raw.strip(" \t\u3000")
        placed = _placed(line)
        if not line:
            reading.close()
        elif placed is not None:
            reading.add(placed)
        elif found := _HEADING.fullmatch(line):
            level = 2 if found[1] == "□" or found[1].startswith("##") else 1
            reading.add(Heading(level, inlines(found[2])))
        elif found := _ITEM.fullmatch(line):
            reading.item(found[1], None)
        elif found := _COUNTED.fullmatch(line):
            reading.item(found[2], int(found[1].translate(_NARROW)))
        else:
            if reading.items:
                reading.close()
            reading.lines.append(inlines(line))
    reading.close()
    return reading.blocks


def _placed(line: str) -> Placed | None:
    found = _REFERENCE.fullmatch(line)
    return _block_named(found[1]) if found else None


def _block_named(written: str) -> Placed | None:
    name = _name(written)
    if name in BLOCKS:
        return Placed(name)
    numbered = _NUMBERED_PHOTO.fullmatch(name)
    return Placed(PHOTO_BLOCK, int(numbered[1])) if numbered else None


def _name(written: str) -> str:
    return re.sub(r"\s", "", written).translate(_NARROW)


def inlines(line: str) -> Line:
    """Return the parts of one line."""
    parts: list[Inline] = []
    end = 0
    for found in _REFERENCE.finditer(line):
        if _name(found[1]) in INLINE:
            parts += [*_words(line[end : found.start()]), Reference(_name(found[1]))]
            end = found.end()
    return (*parts, *_words(line[end:]))


def _words(text: str) -> Iterator[Inline]:
    end = 0
    for found in _ADDRESS.finditer(text):
        address = found[0].rstrip(_AFTER_ADDRESS)
        if found.start() > end:
            yield Words(text[end : found.start()])
        yield Link(address)
        end = found.start() + len(address)
    if end < len(text):
        yield Words(text[end:])


def faults(text: str) -> list[Fault]:
    """Return the references of a text that nothing answers to, by line."""
    found = []
    for number, line in enumerate(text.splitlines(), start=1):
        if _placed(line.strip(" \t\u3000")):
            continue
        found += [
            Fault(number, each[0], is_block=_block_named(each[1]) is not None)
            for each in _REFERENCE.finditer(line)
            if _name(each[1]) not in INLINE
        ]
    return found


def neutral(text: str) -> str:
    """Return a text from elsewhere in which nothing is a reference: braces become tortoise-shell brackets."""
    return text.translate(_TORTOISE)


def lines_of(block: Block) -> tuple[Line, ...]:
    """Return the lines of a block that hold text."""
    match block:
        case Heading(_level, line):
            return (line,)
        case Paragraph(lines):
            return lines
        case Items(items, _start):
            return items
        case _:
            return ()


def placed_names(blocks: Sequence[Block]) -> set[str]:
    """Return the parts that a text places."""
    return {block.name for block in blocks if isinstance(block, Placed)}


def without_references(text: str) -> str:
    """Return a text of the same length in which references are blanks: what is left was typed."""
    return _REFERENCE.sub(lambda found: " " * len(found[0]), text)
