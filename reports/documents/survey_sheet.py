"""アンケート用紙: the questions of an event on paper, on one A4 page wherever they fit."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.blocks import BOX, GAP, choices_block, qr_mark
from reports.composing import Sheet, compose
from reports.fonts import Face
from reports.layout import CELL_SIZE, Choices, Heading, Text
from reports.marks import A4, MM, BoxMark, Letters, Mark, RuleMark, moved, text_marks
from reports.paging import Pages
from reports.pdf import draw_pages
from reports.strips import Solid, Strip
from reports.text import break_lines

TITLE = "アンケート"
MARGIN, TOP, BOTTOM = 18 * MM, 13 * MM, 19 * MM
WIDTH, HEIGHT = A4[0] - 2 * MARGIN, A4[1] - TOP - BOTTOM
INDENT, BELOW = 5 * MM, 2.2 * MM
#: The QR code at the head, and what stands beside it.
CODE, CODE_WORDS = 21 * MM, 27 * MM
CODE_LINES = ("スマートフォンから", "回答することもできます。")
#: Free text has this much room: the least, what is wanted, and the most when the page has more.
LEAST_BOX, WANTED_BOX, MOST_BOX = 13 * MM, 24 * MM, 46 * MM
#: Letters of the answers to a question of steps, from the size that is tried first; then they take more lines.
STEP_SIZES = (CELL_SIZE, 9.0)
ASIDE = {"multiple": "（いくつでも）", "choice": "（1つ）"}


@dataclass(frozen=True)
class SheetQuestion:
    """One question; ``kind`` is steps, choice, multiple, number or text."""

    text: str
    kind: str
    options: Sequence[str] = ()
    is_required: bool = False


@dataclass(frozen=True)
class SurveySheet:
    """What the sheet says; ``address`` is the page on which the same is answered by the web."""

    event: str
    when: str
    introduction: str
    questions: Sequence[SheetQuestion]
    address: str


def survey_sheet(sheet: SurveySheet) -> bytes:
    """Return the sheet as PDF."""
    pages = Pages(MARGIN, TOP, HEIGHT).fill(_fitted(sheet))
    return draw_pages([page + _foot(n, len(pages)) for n, page in enumerate(pages, start=1)], title=TITLE)


def _fitted(sheet: SurveySheet) -> list[Strip]:
    """Return the strips with room for free text as large as one page allows; overleaf it has what is wanted."""
    texts = sum(question.kind == "text" for question in sheet.questions)
    bare = sum(strip.height for strip in _strips(sheet, 0))
    share = (HEIGHT - bare) / texts - 1 if texts else 0.0
    return _strips(sheet, min(share, MOST_BOX) if share >= LEAST_BOX else WANTED_BOX)


def _strips(sheet: SurveySheet, room: float) -> list[Strip]:
    strips = _head(sheet)
    for number, question in enumerate(sheet.questions, start=1):
        strips += _question(number, question, room)
    return strips


def _head(sheet: SurveySheet) -> list[Strip]:
    """Return name and day of the event at the left, the code at the right, and the introduction below both."""
    width = WIDTH - CODE - CODE_WORDS - 4 * MM
    marks: list[Mark] = []
    top = 0.0
    for text, size, face in (
        (sheet.event, 11.5, Face.GOTHIC),
        (TITLE, 20.0, Face.GOTHIC_BOLD),
        (sheet.when, 9.5, Face.GOTHIC),
    ):
        letters = Letters(size, size * 1.4, face, role="H1" if text == TITLE else "P")
        lines = break_lines(text, size, width, face) if text else []
        marks += [moved(mark, 0, top) for mark in text_marks(lines, 0, width, letters)]
        top += len(lines) * letters.leading
    beside = text_marks(
        CODE_LINES, WIDTH - CODE - CODE_WORDS - 2 * MM, CODE_WORDS, Letters(7, 10.5, Face.GOTHIC, "right")
    )
    marks += [moved(mark, 0, CODE - 21) for mark in beside]
    marks.append(qr_mark(sheet.address, WIDTH - CODE, 0, CODE))
    values = {"introduction": sheet.introduction}
    paragraphs = compose(Text("{introduction}", indent=0, size=9.5), Sheet(values, WIDTH, Face.GOTHIC))
    return [Solid(max(top, CODE) + 2 * MM, tuple(marks)), *paragraphs]


def _question(number: int, question: SheetQuestion, room: float) -> list[Strip]:
    aside = ASIDE.get(question.kind, "") + ("（必ずお答えください）" if question.is_required else "")
    values = {"text": f"{number}　{question.text}{aside}"}
    heading = compose(Heading("{text}", size=10.5), Sheet(values, WIDTH, Face.GOTHIC))
    marks, height = _answer(question, room)
    tied = [Solid(s.height, tuple(s.marks()), stays_with_next=True) for s in heading]
    return [*tied, Solid(height + BELOW, tuple(moved(mark, INDENT, 0) for mark in marks))]


def _answer(question: SheetQuestion, room: float) -> tuple[list[Mark], float]:
    """Return where the answer is written, and its height."""
    width = WIDTH - INDENT
    if question.kind == "text":
        return [BoxMark(0, 1 * MM, width, room, 0.4)], room + 1 * MM
    if question.kind == "number":
        return [RuleMark(0, 8 * MM, 45 * MM, 8 * MM, 0.6)], 9 * MM
    if question.kind == "steps":
        return _steps(question.options, width)
    options = tuple((str(number), option) for number, option in enumerate(question.options))
    return choices_block(Choices(options), [], width, Face.GOTHIC)


def _steps(options: Sequence[str], width: float) -> tuple[list[Mark], float]:
    """Return the steps side by side in equal columns, so that all scales of a sheet stand in line."""
    column = width / len(options)
    room = column - BOX - GAP - 3
    broken, size = _in_columns(options, room)
    leading = size * 1.3
    marks: list[Mark] = []
    for place, lines in enumerate(broken):
        x = place * column
        marks.append(BoxMark(x, (leading - BOX) / 2 + 2, BOX, BOX))
        letters = Letters(size, leading, Face.GOTHIC)
        marks += [moved(mark, 0, 2) for mark in text_marks(lines, x + BOX + GAP, room, letters)]
    return marks, max(len(lines) for lines in broken) * leading + 3


def _in_columns(options: Sequence[str], room: float) -> tuple[list[list[str]], float]:
    """Break the words of all steps at the largest size at which each is a single line, else at the least."""
    for size in STEP_SIZES:
        broken = [break_lines(option, size, room, Face.GOTHIC) for option in options]
        if all(len(lines) == 1 for lines in broken):
            return broken, size
    return broken, size


def _foot(number: int, count: int) -> list[Mark]:
    """Return what stands at the foot of every page: pages that came apart are put together by the sheet's number."""
    letters = Letters(8.5, 8.5, Face.GOTHIC)
    page = f"（{number}／{count}ページ）" if count > 1 else ""
    left = text_marks([f"お名前は書かないでください。ご協力ありがとうございました。{page}"], MARGIN, WIDTH, letters)
    box = 26 * MM
    words = text_marks(
        ["用紙番号（事務局で記入）"], MARGIN, WIDTH - box - 2 * MM, Letters(8.5, 8.5, Face.GOTHIC, "right")
    )
    top = A4[1] - 16 * MM
    frame = BoxMark(MARGIN + WIDTH - box, top, box, 7 * MM, 0.4)
    return [frame, *(moved(mark, 0, top + 2 * MM) for mark in (*left, *words))]
