"""アンケート結果報告: the figures, and every question with its bars, on A4."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from reports.composing import Sheet, compose
from reports.fonts import Face
from reports.layout import Heading, Note, Noun, Numbered, Space, Text, Title
from reports.marks import A4, MM, BoxMark, Letters, Mark, moved, text_marks
from reports.paging import Pages
from reports.pdf import draw_pages
from reports.strips import Solid, Strip
from reports.text import break_lines

TITLE = "アンケート結果"
MARGIN, TOP, BOTTOM = 20 * MM, 18 * MM, 20 * MM
#: Shares of the width: the words of an answer, the track of its bar; the rest holds the count.
WORDS, TRACK = 0.36, 0.42
SIZE, BAR, GAP = 9.5, 3.6 * MM, 2.2 * MM
TRACK_SHADE, BAR_SHADE = 0.07, 0.55
FOOT_SIZE = 8.5


@dataclass(frozen=True)
class ReportBar:
    """One answer: its words, its share from 0 to 1 (None where hidden), and what is printed at the end."""

    label: str
    share: float | None
    shown: str


@dataclass(frozen=True)
class ReportQuestion:
    """One question of the report."""

    text: str
    answered: str
    bars: Sequence[ReportBar] = ()
    figures: str = ""
    texts: Sequence[str] = ()


@dataclass(frozen=True)
class SurveyReport:
    """What the report says. ``figures`` are (name, text) lines such as 回収率; ``notes`` stand at the end."""

    event: str
    figures: Sequence[tuple[str, str]]
    questions: Sequence[ReportQuestion]
    notes: Sequence[str] = ()
    foot: str = ""


def survey_report(report: SurveyReport) -> bytes:
    """Return the report as PDF."""
    width = A4[0] - 2 * MARGIN
    strips = _head(report, width)
    for number, question in enumerate(report.questions, start=1):
        strips += _question(number, question, width)
    notes = {f"note{i}": text for i, text in enumerate(report.notes)}
    strips += _set(width, Note(tuple(f"{{{name}}}" for name in notes)), notes)
    pages = Pages(MARGIN, TOP, A4[1] - TOP - BOTTOM).fill(strips)
    return draw_pages([page + _foot(report.foot, n, len(pages)) for n, page in enumerate(pages, start=1)], title=TITLE)


def _set(width: float, noun: Noun, values: Mapping[str, str]) -> list[Strip]:
    """Measure one noun; what people wrote comes in as a value and is never read as a template."""
    return compose(noun, Sheet(values, width, Face.GOTHIC))


def _head(report: SurveyReport, width: float) -> list[Strip]:
    values = {f"figure{i}": text for i, (_name, text) in enumerate(report.figures)}
    items = tuple((name, f"{{figure{i}}}") for i, (name, _text) in enumerate(report.figures))
    return [
        *_set(width, Title(TITLE), {}),
        *_set(width, Numbered((("催し", "{event}"), *items)), {"event": report.event, **values}),
        *_set(width, Space(3), {}),
    ]


def _question(number: int, question: ReportQuestion, width: float) -> list[Strip]:
    values = {
        "text": f"{number}　{question.text}",
        "facts": "　".join(filter(None, (question.answered, question.figures))),
    }
    strips = [*_set(width, Heading("{text}"), values), *_set(width, Text("{facts}", indent=0, size=9), values)]
    tied = [Solid(s.height, tuple(s.marks()), stays_with_next=True) for s in strips]
    bars = [_bar(bar, width, is_last=bar is question.bars[-1]) for bar in question.bars]
    texts = [
        strip for text in question.texts for strip in _set(width, Text("・{text}", indent=0, size=SIZE), {"text": text})
    ]
    return [*tied, *bars, *texts, *_set(width, Space(4), {})]


def _bar(bar: ReportBar, width: float, *, is_last: bool) -> Strip:
    """Return one answer: its words at the left, its bar, its count; a chart stays on one page."""
    words, track = width * WORDS, width * TRACK
    leading = SIZE * 1.35
    letters = Letters(SIZE, leading, Face.GOTHIC)
    lines = break_lines(bar.label, SIZE, words - GAP, Face.GOTHIC)
    height = max(len(lines) * leading, BAR) + GAP
    marks: list[Mark] = [
        moved(m, 0, (height - len(lines) * leading) / 2) for m in text_marks(lines, 0, words - GAP, letters)
    ]
    top = (height - BAR) / 2
    marks.append(BoxMark(words, top, track, BAR, 0, TRACK_SHADE))
    if bar.share:
        marks.append(BoxMark(words, top, track * min(bar.share, 1.0), BAR, 0, BAR_SHADE))
    counts = text_marks([bar.shown], words + track + GAP, width - words - track - GAP, letters)
    marks += [moved(mark, 0, (height - leading) / 2) for mark in counts]
    return Solid(height, tuple(marks), stays_with_next=not is_last)


def _foot(text: str, number: int, count: int) -> list[Mark]:
    letters = Letters(FOOT_SIZE, FOOT_SIZE, Face.GOTHIC)
    width = A4[0] - 2 * MARGIN
    left = text_marks([text], MARGIN, width, letters)
    pages = text_marks([f"{number} / {count}"], MARGIN, width, Letters(FOOT_SIZE, FOOT_SIZE, Face.GOTHIC, "right"))
    return [moved(mark, 0, A4[1] - 12 * MM) for mark in (*left, *pages)]
