"""Set addresses on sheets of labels: each text shrinks until it fits its label."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.fonts import Face
from reports.layout import Overflow
from reports.marks import MM, Letters, Mark, TextMark, moved, text_marks
from reports.pdf import draw_pages
from reports.phrases import break_phrases

TITLE, NOTHING = "宛名ラベル", "該当するものはありません。"
PAD = 4 * MM
#: Letters start generous and shrink step by step. The least still holds an entry of which every
#: item is at its limit: one absurd entry must not keep a whole sheet from being printed.
MOST_SCALE, LEAST_SCALE, STEP = 1.2, 0.25, 0.05


@dataclass(frozen=True)
class LabelSheet:
    """An A4 sheet of equal labels; lengths in millimetres, no gaps between labels."""

    name: str
    columns: int
    rows: int
    width: float
    height: float
    left: float
    top: float

    @property
    def count(self) -> int:
        """Labels on one sheet."""
        return self.columns * self.rows


@dataclass(frozen=True)
class Address:
    """What stands on a label; ``code`` is a small mark for the sender (a member number)."""

    postal_code: str
    address: str
    organisation: str
    person: str = ""
    honorific: str = "様"
    building: str = ""
    department: str = ""
    code: str = ""


def render_labels(sheet: LabelSheet, addresses: Sequence[Address], *, first: int = 1, scope: str = "") -> bytes:
    """Return the PDF; ``first`` (from 1) is the first free label of a sheet already begun.

    Without addresses it is one page that says so, with ``scope``: which addresses were looked for.
    Raises Overflow when an address does not fit its label at the smallest size.
    """
    pages: list[list[Mark]] = [[]]
    for place, address in enumerate(addresses, start=first - 1):
        number = place % sheet.count
        if number == 0 and pages[-1]:
            pages.append([])
        x = (sheet.left + number % sheet.columns * sheet.width) * MM
        y = (sheet.top + number // sheet.columns * sheet.height) * MM
        pages[-1] += [moved(mark, x, y) for mark in label_marks(sheet, address)]
    if not addresses:
        pages = [_nothing(scope)]
    return draw_pages(pages, title=TITLE)


def _nothing(scope: str) -> list[Mark]:
    """Return the marks of the one page that stands for no label at all."""
    left, width = 20 * MM, 170 * MM
    lines = [line for text in (TITLE, scope, NOTHING) if text for line in break_phrases(text, 11, width, Face.MINCHO)]
    return [moved(mark, 0, 25 * MM) for mark in text_marks(lines, left, width, Letters(11, 18, Face.MINCHO))]


def label_marks(sheet: LabelSheet, address: Address) -> list[Mark]:
    """Return the marks of one label, from its own corner, in the largest letters that fit."""
    room = sheet.height * MM - 2 * PAD
    scale = MOST_SCALE
    while scale >= LEAST_SCALE:
        marks, height = _set(sheet, address, scale)
        if height <= room:
            return marks
        scale -= STEP
    message = f"The address of {address.organisation!r} does not fit a label of {sheet.name}"
    raise Overflow(message)


def _set(sheet: LabelSheet, address: Address, scale: float) -> tuple[list[Mark], float]:
    width = sheet.width * MM - 2 * PAD
    addressee = f"{address.person}\u3000{address.honorific}" if address.person else ""
    organisation = address.organisation if address.person else f"{address.organisation}\u3000御中"
    texts = (
        (address.postal_code and f"〒{address.postal_code}", 9.5),
        (address.address, 9.5),
        (address.building, 9.5),
        (organisation, 11.5),
        (address.department, 10),
        (addressee, 12.5),
    )
    marks: list[Mark] = []
    top = PAD
    for text, size in texts:
        if text.strip():
            letters = size * scale
            top += letters * 0.4 if text == organisation else 0
            lines = break_phrases(text, letters, width, Face.MINCHO)
            setting = Letters(letters, letters * 1.3, Face.MINCHO)
            marks += [moved(mark, 0, top) for mark in text_marks(lines, PAD, width, setting)]
            top += len(lines) * setting.leading
    if address.code:
        marks.append(_code(sheet, address.code))
    return marks, top - PAD


def _code(sheet: LabelSheet, code: str) -> TextMark:
    (mark,) = text_marks([code], PAD, sheet.width * MM - 2 * PAD, Letters(6, 6, Face.MINCHO, "right"))
    return TextMark(mark.x, sheet.height * MM - 1.6 * MM, code, 6, Face.MINCHO)
