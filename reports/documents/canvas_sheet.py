"""協力モデルキャンバス on one A4 landscape page: eight blocks above, two below; or blank, for handwriting.

The letters of a block shrink until its text fits. What is too long even for the smallest
goes on overleaf, and the block says so: nothing is cut off.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.documents.benefit_sheet import (
    HEIGHT,
    MARGIN,
    PAPER,
    SHADE,
    SMALL_SIZE,
    TOP,
    WIDTH,
    frame,
    landscape_foot,
    set_noun,
)
from reports.fonts import Face
from reports.layout import Heading, Text, Title
from reports.marks import MM, Letters, Mark, moved, text_marks
from reports.paging import Pages
from reports.pdf import draw_pages
from reports.strips import PAD_X
from reports.text import break_lines

TITLE = "協力モデルキャンバス"
NAMES = ("目標", "戦略", "役割", "協力者", "相利", "拡大", "強化", "調整", "運営", "獲得")
#: Blocks side by side: four above four, and two below.
ACROSS, UPPER_ROWS = 4, 2
HEAD, NAME_HEIGHT, GAP = 21 * MM, 6.5 * MM, 1.5 * MM
LOWER_HEIGHT = 34 * MM
SIZES = (10.0, 9.0, 8.0, 7.0, 6.0)
LEADING = 1.35
GOES_ON = "（続きは次のページ）"
BLANK_FACTS = f"題名：{chr(0x3000) * 56}団体・グループ：{chr(0x3000) * 45}日付："


@dataclass(frozen=True)
class CanvasSheet:
    """What the canvas says: the texts of its ten blocks, in order."""

    title: str
    facts: str
    blocks: Sequence[str]
    foot: str = ""


@dataclass(frozen=True)
class _Room:
    """Where a block stands on the page."""

    x: float
    y: float
    width: float
    height: float


def canvas_sheet(sheet: CanvasSheet) -> bytes:
    """Return the canvas as PDF: one page, and overleaf what no block could hold."""
    return draw_pages(canvas_pages(sheet), title=f"{TITLE}　{sheet.title}", size=PAPER)


def blank_canvas() -> bytes:
    """Return an empty canvas for handwriting."""
    return draw_pages(
        canvas_pages(CanvasSheet("", BLANK_FACTS, [""] * len(NAMES))), title=f"{TITLE}（記入用）", size=PAPER
    )


def canvas_pages(sheet: CanvasSheet) -> list[list[Mark]]:
    """Return the marks of every page."""
    marks, head = _head(sheet)
    long: list[tuple[str, str]] = []
    for number, (name, text, room) in enumerate(zip(NAMES, sheet.blocks, _rooms(head), strict=True), start=1):
        drawn, is_whole = _block(f"{number} {name}", text, room)
        marks += drawn
        if not is_whole:
            long.append((f"{number} {name}", text))
    pages = [marks, *_overleaf(long)]
    return [page + landscape_foot(sheet.foot, n, len(pages)) for n, page in enumerate(pages, start=1)]


def _head(sheet: CanvasSheet) -> tuple[list[Mark], float]:
    """Return title and facts, and their height: a long title leaves less to the blocks."""
    strips = set_noun(Title("{title}", 15), {"title": f"{TITLE}　{sheet.title}".rstrip("　")})
    strips += set_noun(Text("{facts}", indent=0, size=SMALL_SIZE), {"facts": sheet.facts})
    marks: list[Mark] = []
    y = TOP
    for strip in strips:
        marks += [moved(mark, MARGIN, y) for mark in strip.marks()]
        y += strip.height
    return marks, max(HEAD, y - TOP + GAP)


def _rooms(head: float) -> list[_Room]:
    """Return where the ten blocks stand below a head of this height."""
    width = (WIDTH - GAP * (ACROSS - 1)) / ACROSS
    top = TOP + head
    height = (HEIGHT - head - LOWER_HEIGHT - GAP * UPPER_ROWS) / UPPER_ROWS
    rooms = [
        _Room(MARGIN + column * (width + GAP), top + row * (height + GAP), width, height)
        for row in range(UPPER_ROWS)
        for column in range(ACROSS)
    ]
    half, below = (WIDTH - GAP) / 2, top + UPPER_ROWS * (height + GAP)
    return [*rooms, *(_Room(MARGIN + n * (half + GAP), below, half, LOWER_HEIGHT) for n in range(2))]


def _block(name: str, text: str, room: _Room) -> tuple[list[Mark], bool]:
    """Return a block's marks, and whether all of its text stands in it."""
    inner, space = room.width - 2 * PAD_X, room.height - NAME_HEIGHT - 2 * PAD_X
    marks: list[Mark] = [
        frame(room.x, room.y, room.width, room.height),
        frame(room.x, room.y, room.width, NAME_HEIGHT, SHADE),
    ]
    title = Letters(10, NAME_HEIGHT, Face.GOTHIC_BOLD, role="H2")
    marks += [moved(mark, 0, room.y) for mark in text_marks([name], room.x + PAD_X, inner, title)]
    lines, size = _fitted(text, inner, space)
    most = int(space / (size * LEADING))
    is_whole = len(lines) <= most
    shown = lines if is_whole else [*lines[: most - 1], GOES_ON]
    letters = Letters(size, size * LEADING, Face.GOTHIC)
    body = text_marks(shown, room.x + PAD_X, inner, letters)
    return marks + [moved(mark, 0, room.y + NAME_HEIGHT + PAD_X) for mark in body], is_whole


def _fitted(text: str, width: float, height: float) -> tuple[list[str], float]:
    """Break a text in the largest letters in which it fits, else in the smallest."""
    lines: list[str] = []
    for size in SIZES:
        lines = list(break_lines(text, size, width, Face.GOTHIC)) if text else []
        if len(lines) * size * LEADING <= height:
            return lines, size
    return lines, SIZES[-1]


def _overleaf(long: Sequence[tuple[str, str]]) -> list[list[Mark]]:
    strips = [
        strip
        for name, text in long
        for strip in (*set_noun(Heading("{name}"), {"name": name}), *set_noun(Text("{text}", 0, 9), {"text": text}))
    ]
    return Pages(MARGIN, TOP, HEIGHT).fill(strips) if strips else []
