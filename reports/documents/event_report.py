"""開催報告 on A4: the facts, the text with its parts, photos with captions."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from reports.fonts import Face
from reports.layout import (
    Centred,
    Column,
    Document,
    Grid,
    Heading,
    Noun,
    Part,
    Picture,
    Pictures,
    Right,
    Row,
    Space,
    Table,
    Text,
    Title,
    Together,
)

TITLE = "開催報告"
PROGRAMME = (
    Column("starts", "時刻", 0.12, "center"),
    Column("title", "内容", 0.5),
    Column("presenters", "発表者", 0.38),
)
COUNTED = (Column("label", "区分", 0.6), Column("value", "数", 0.4, "right"))
ANSWERS = (Column("label", "回答", 0.62), Column("value", "人数（割合）", 0.38, "right"))
#: A drawing is printed over the whole width.
WIDE, DRAWING_HEIGHT = 1, 96


@dataclass(frozen=True)
class PaperHeading:
    """A heading of the text."""

    text: str
    level: int = 1


@dataclass(frozen=True)
class PaperText:
    """A paragraph, line by line, or the items of a list, each with its mark."""

    lines: Sequence[str]
    marks: Sequence[str] = ()


@dataclass(frozen=True)
class PaperRows:
    """A table: ``kind`` is programme, counts or answers; ``lead`` stands above it."""

    kind: str
    rows: Sequence[dict[str, str]]
    lead: str = ""
    note: str = ""


@dataclass(frozen=True)
class PaperPictures:
    """Photos two by two, or drawings over the whole width."""

    pictures: Sequence[Picture]
    are_drawings: bool = False


PaperBlock = PaperHeading | PaperText | PaperRows | PaperPictures


@dataclass(frozen=True)
class ReportPaper:
    """What the report says; ``facts`` are (label, text) lines, ``stamp`` stands at the right above the title."""

    title: str
    facts: Sequence[tuple[str, str]]
    blocks: Sequence[PaperBlock]
    issuer: str = ""
    stamp: str = ""
    corrections: Sequence[str] = ()
    foot: str = ""


@dataclass
class Filling:
    """Nouns with the values that they are filled with: what people wrote is never read as a template."""

    nouns: list[Noun] = field(default_factory=list)
    values: dict[str, Any] = field(default_factory=dict)

    def key(self, text: Any) -> str:
        """Keep a value and return the name of its place."""
        name = f"v{len(self.values)}"
        self.values[name] = text
        return name

    def put(self, text: str) -> str:
        """Keep a text and return the template that prints it."""
        return f"{{{self.key(text)}}}"

    def add(self, block: PaperBlock) -> None:
        """Add one block of the text."""
        match block:
            case PaperHeading():
                self.nouns += [Space(2.5 if block.level == 1 else 1)]
                mark = "■ " if block.level == 1 else ""
                self.nouns.append(Heading(mark + self.put(block.text), 12 if block.level == 1 else 11))
            case PaperText():
                self._text(block)
            case PaperRows():
                self._rows(block)
            case PaperPictures():
                self.nouns.append(Space(1))
                columns, height = (WIDE, DRAWING_HEIGHT) if block.are_drawings else (2, 75)
                self.nouns.append(Pictures(tuple(block.pictures), columns, height))

    def _text(self, block: PaperText) -> None:
        if not block.marks:
            self.nouns += [Text(self.put(line)) for line in block.lines]
        for mark, line in zip(block.marks, block.lines, strict=False):
            self.nouns.append(Text(mark + self.put(line), indent=0))

    def _rows(self, block: PaperRows) -> None:
        columns = {"programme": PROGRAMME, "counts": COUNTED, "answers": ANSWERS}[block.kind]
        if block.kind == "programme" and not any(row.get("starts") for row in block.rows):
            columns = columns[1:]
        lead = (Text(self.put(block.lead), indent=0, size=10),) if block.lead else ()
        table = Table(columns, self.key(list(block.rows)), size=9.5)
        # The answers to one question stay on one page; a programme may be longer than one.
        self.nouns += [Together((*lead, table))] if block.kind == "answers" else [*lead, table]
        self.nouns.append(Space(2))
        if block.note:
            self.nouns.append(Text(self.put(block.note), indent=0, size=9))


def event_report(paper: ReportPaper) -> Part:
    """Return the report as a filled document."""
    filling = Filling()
    put = filling.put
    if paper.stamp:
        filling.nouns.append(Right(put(paper.stamp), 10))
    filling.nouns += [Title(put(paper.title), 17, is_bold=True), Centred("開　催　報　告", 13), Space(2)]
    filling.nouns.append(Grid(tuple(Row(label, put(text), lines=3, height=8) for label, text in paper.facts), 26))
    filling.nouns.append(Space(2))
    for line in paper.corrections:
        filling.nouns.append(Text(put(line), indent=0, size=9.5))
    for block in paper.blocks:
        filling.add(block)
    if paper.issuer:
        filling.nouns += [Space(4), Right(put(paper.issuer), 10.5)]
    return Part(
        Document(TITLE, tuple(filling.nouns), footer=put(paper.foot), face=Face.GOTHIC, margin=22), filling.values
    )
