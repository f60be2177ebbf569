"""What the application knows of an event, as a report shows it: filled into a text, or as whole parts.

Every output (page, preview, PDF, 復命書) takes its blocks from here, so a fact that is
corrected is corrected in all of them, and what may not be published appears in none.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from platform_app.event_reports import opinions, queries
from platform_app.event_reports.queries import Picture
from platform_app.events import survey_queries, words
from platform_app.events.models import Event
from platform_app.report_markup import Block, Heading, Inline, Items, Line, Paragraph, Placed, Reference, inlines, parse
from platform_app.vocabulary.event_reports import PHOTO_BLOCK, Count
from platform_app.vocabulary.events import Organiser
from platform_app.vocabulary.surveys import SurveyStatus


@dataclass(frozen=True)
class Fact:
    """A reference and what it gives now."""

    name: str
    value: str


Shown = Inline | Fact


@dataclass(frozen=True)
class Piece:
    """One block as it is shown; ``lines`` holds one line of a heading, or the lines or items of the others.

    ``kind`` is heading, paragraph, items or part; a part has its ``name`` and its ``content``,
    which is empty where nothing is known.
    """

    kind: str
    lines: tuple[tuple[Shown, ...], ...] = ()
    level: int = 1
    start: int | None = None
    name: str = ""
    content: Any = None


@dataclass
class Known:
    """The facts of one event; parts are looked up when a text places them, each once."""

    event: Event
    pictures: Sequence[Picture] = ()
    counts: dict[str, int] = field(default_factory=dict)
    _parts: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.counts = self.counts or queries.figures(self.event)
        self.pictures = [
            replace(p, caption=self.sentence(p.caption), alternative=self.sentence(p.alternative))
            for p in self.pictures
        ]

    def fact(self, name: str) -> str:
        """Return what a reference within a sentence gives."""
        if name in _COUNTS:
            return str(self.counts[_COUNTS[name]])
        return _FACTS[name](self.event)

    def part(self, name: str) -> Any:
        """Return the content of a whole part, empty where nothing is known."""
        if name not in self._parts:
            self._parts[name] = _PARTS[name](self)
        return self._parts[name]

    def pieces(self, text: str, *, is_public: bool = False) -> list[Piece]:
        """Return a text as it is shown; a public one leaves out what is empty, with a heading that has nothing else."""
        blocks = parse(text)
        chosen = {block.number for block in blocks if isinstance(block, Placed) and block.number}
        pieces = [self._piece(block, chosen) for block in blocks]
        return _without_empty(pieces) if is_public else pieces

    def line(self, line: Line) -> tuple[Shown, ...]:
        """Return a line with its references filled."""
        return tuple(Fact(p.name, self.fact(p.name)) if isinstance(p, Reference) else p for p in line)

    def sentence(self, text: str) -> str:
        """Return a text without parts, such as a caption, with its references filled."""
        return "\n".join(in_words(self.line(inlines(line))) for line in text.splitlines())

    def _piece(self, block: Block, chosen: set[int]) -> Piece:
        match block:
            case Heading(level, line):
                return Piece("heading", (self.line(line),), level=level)
            case Paragraph(lines):
                return Piece("paragraph", tuple(map(self.line, lines)))
            case Items(items, start):
                return Piece("items", tuple(map(self.line, items)), start=start)
            case Placed(name, number):
                content = self._pictures(number, chosen) if name == PHOTO_BLOCK else self.part(name)
                return Piece("part", name=name, content=content)

    def _pictures(self, number: int | None, chosen: set[int]) -> list[Picture]:
        if number is not None:
            return [picture for picture in self.pictures if picture.number == number]
        return [picture for picture in self.pictures if picture.number not in chosen]


def _without_empty(pieces: Sequence[Piece]) -> list[Piece]:
    """Leave out empty parts, and every heading below which nothing else stood."""
    kept: list[Piece] = []
    for place, piece in enumerate(pieces):
        if piece.kind == "part" and not piece.content:
            continue
        if piece.kind == "heading" and not _has_content(pieces[place + 1 :], piece.level):
            continue
        kept.append(piece)
    return kept


def _has_content(after: Sequence[Piece], level: int) -> bool:
    """Say whether something stands below a heading; one with nothing at all below it was meant so."""
    below: list[Piece] = []
    for piece in after:
        if piece.kind == "heading" and piece.level <= level:
            break
        below.append(piece)
    filled = [piece for piece in below if piece.kind != "heading" and (piece.kind != "part" or piece.content)]
    return not below or bool(filled)


def in_words(line: Sequence[Shown]) -> str:
    """Return a shown line as plain text."""
    return "".join(_plain(part) for part in line)


def _plain(part: Shown) -> str:
    if isinstance(part, Fact):
        return part.value
    return str(getattr(part, "text", "") or getattr(part, "address", ""))


def speakers(event: Event) -> list[str]:
    """Return who stands in the programme, each once, with 氏 after a person's name."""
    return list(dict.fromkeys(words.presenter_line(person) for item in event.programme for person in item.presenters))


def _survey(known: Known) -> Any:
    survey = survey_queries.survey_of(known.event.id)
    if survey is None or survey.status != SurveyStatus.CLOSED:
        return None
    result = survey_queries.result(survey, is_public=True)
    return result if result.collected else None


def _polls(known: Known) -> list[Any]:
    closed = [poll for poll in survey_queries.polls(known.event.id) if not poll.is_open]
    tallies = [survey_queries.tally(poll, is_public=True) for poll in closed]
    return [tally for tally in tallies if tally.answered != 0]


_COUNTS = {count.label: count.value for count in Count}
_FACTS: dict[str, Callable[[Event], str]] = {
    "催し名": words.full_title,
    "開催日": words.day_of,
    "開催時間": words.clock,
    "会場": words.where,
    "テーマ": lambda event: event.subtitle,
    "主催": lambda event: words.organisers_as(event, Organiser.HOST),
}
_PARTS: dict[str, Callable[[Known], Any]] = {
    "参加者の内訳": lambda known: known.counts,
    "プログラム": lambda known: words.programme(known.event),
    "登壇者": lambda known: speakers(known.event),
    "意見": lambda known: opinions.themes_shown(known.event.id),
    "アンケート": _survey,
    "会場の投票": _polls,
    "次回": lambda known: queries.next_event(known.event),
    "問合せ先": lambda known: words.contacts_shown(known.event),
}
