"""Set table cards that are folded and stand like a tent: each carries its texts twice, the far face on its head."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.cards import CardSheet, Line, card_marks
from reports.fonts import Face
from reports.marks import A4, ARTIFACT, MM, Mark, RuleMark, TextMark, moved, turned
from reports.pdf import draw_pages

#: Where to fold is said at both edges, where to cut right across; in letters that nobody reads from a chair.
TICK, HINT_SIZE, HINT_LEFT = 14 * MM, 6.0, 4 * MM
FOLD, CUT = "山折り", "切り取り"


@dataclass(frozen=True)
class TentSheet:
    """An A4 sheet of tents, one below the other over its whole width; lengths in millimetres.

    The ridge is the fold: ``ridge`` is kept free below it on both faces, ``foot`` at the edge on the table.
    """

    name: str
    count: int
    pad: float = 14
    ridge: float = 7
    foot: float = 9

    @property
    def face(self) -> CardSheet:
        """One face of a tent, as a card."""
        height = 297 / self.count / 2
        return CardSheet(self.name, 1, 2 * self.count, 210, height, 0, 0, pad=self.pad, head=self.ridge, foot=self.foot)


#: Two tents to a sheet, each face 210 × 74 mm: for a person.
TWO = TentSheet("210×74mm（二つ折り2枚）", 2)
#: One tent to a sheet, each face 210 × 148 mm: for a table.
ONE = TentSheet("210×148mm（二つ折り1枚）", 1, foot=14)


def render_tents(sheet: TentSheet, cards: Sequence[Sequence[Line]], *, title: str) -> bytes:
    """Return the PDF, one tent after the other; raises Overflow when a text fits its face at no size."""
    pages: list[list[Mark]] = [[]]
    for place, card in enumerate(cards):
        number = place % sheet.count
        if number == 0 and pages[-1]:
            pages.append([])
        top = number * 2 * sheet.face.height * MM
        pages[-1] += [moved(mark, 0, top) for mark in [*tent_marks(sheet, card), *_hints(sheet, number)]]
    return draw_pages(pages, title=title)


def tent_marks(sheet: TentSheet, card: Sequence[Line]) -> list[Mark]:
    """Return the marks of one tent from its own corner: the near face below the fold, the far face above it."""
    face = sheet.face
    near = card_marks(face, card)
    far = [turned(mark, face.width * MM, face.height * MM) for mark in near]
    return [*(moved(mark, 0, face.height * MM) for mark in near), *far]


def _hints(sheet: TentSheet, number: int) -> list[Mark]:
    """Return where to fold this tent, and where to cut it from the one above."""
    fold = sheet.face.height * MM
    marks: list[Mark] = [
        RuleMark(0, fold, TICK, fold, 0.3),
        RuleMark(A4[0] - TICK, fold, A4[0], fold, 0.3),
        _hint(FOLD, fold),
    ]
    return [*marks, RuleMark(0, 0, A4[0], 0, 0.3, is_dotted=True), _hint(CUT, 0)] if number else marks


def _hint(text: str, below: float) -> TextMark:
    return TextMark(HINT_LEFT, below + 2.6 * MM, text, HINT_SIZE, Face.GOTHIC, role=ARTIFACT)
