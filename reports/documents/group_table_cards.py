"""テーブル札: a tent for each group's table, its number read from both sides, with the code of its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.blocks import qr_mark
from reports.cards import CardSheet, Line, card_marks
from reports.fonts import Face
from reports.marks import ARTIFACT, MM, Letters, Mark, RuleMark, TextMark, moved, text_marks, turned
from reports.pdf import draw_pages
from reports.tents import FOLD, HINT_LEFT, HINT_SIZE, ONE, TICK

TITLE = "テーブル札"
#: The code and the words beside it; millimetres and points.
CODE, CODE_LEFT, WORDS_SIZE = 34.0, 14.0, 11.0


@dataclass(frozen=True)
class TableCard:
    """What a card says: the group, what it is about, and where its page is; no address, no code."""

    name: str
    event: str
    address: str = ""


def group_table_cards(cards: Sequence[TableCard]) -> bytes:
    """Return the tents as PDF, one to a sheet of A4 to be folded in the middle."""
    return draw_pages(card_pages(cards), title=TITLE)


def card_pages(cards: Sequence[TableCard]) -> list[list[Mark]]:
    """Return the marks of every sheet; one empty sheet for no cards."""
    return [_page(card) for card in cards] or [[]]


def _page(card: TableCard) -> list[Mark]:
    """Set the group large on both faces; the code stands on the face below the fold alone."""
    whole = ONE.face
    top = whole.height * MM
    foot = CODE + 20 if card.address else whole.foot
    near = card_marks(
        CardSheet(whole.name, 1, 2, whole.width, whole.height, 0, 0, pad=whole.pad, head=whole.head, foot=foot),
        _lines(card),
    )
    far = [turned(mark, whole.width * MM, top) for mark in card_marks(whole, _lines(card))]
    marks: list[Mark] = [moved(mark, 0, top) for mark in near] + far
    if card.address:
        marks += [moved(mark, 0, top + (whole.height - CODE - 14) * MM) for mark in _code(card)]
    return [*marks, *_folding(top, whole.width * MM)]


def _lines(card: TableCard) -> list[Line]:
    return [Line(card.event, 16, 2), Line(card.name, 150, 1, 6, Face.GOTHIC_BOLD)]


def _code(card: TableCard) -> list[Mark]:
    left = (CODE_LEFT + CODE + 8) * MM
    letters = Letters(WORDS_SIZE, WORDS_SIZE * 1.7, Face.GOTHIC)
    words = ["話し合ったことは、このコードのページに書き込めます。", "登録やログインは要りません。", card.address]
    texts = [moved(mark, 0, 6 * MM) for mark in text_marks(words, left, 130 * MM, letters)]
    return [qr_mark(card.address, CODE_LEFT * MM, 0, CODE * MM), *texts]


def _folding(fold: float, width: float) -> list[Mark]:
    return [
        RuleMark(0, fold, TICK, fold, 0.3),
        RuleMark(width - TICK, fold, width, fold, 0.3),
        TextMark(HINT_LEFT, fold + 2.6 * MM, FOLD, HINT_SIZE, Face.GOTHIC, role=ARTIFACT),
    ]
