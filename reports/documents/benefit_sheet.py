"""相利評価表 on A4 landscape: rows grow with their text and the headings repeat; or blank, for handwriting."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reports.composing import Sheet, compose
from reports.fonts import Face
from reports.layout import Heading, Noun, Space, Text, Title
from reports.marks import A4, MM, BoxMark, Letters, Mark, moved, text_marks
from reports.paging import Pages
from reports.pdf import draw_pages
from reports.strips import PAD_X, Cell, Ruled, Solid, Strip
from reports.text import break_lines

TITLE = "相利評価表"
COLUMNS = ("関係者", "問題", "目的", "活動", "役割", "相利")
#: Widths of the columns as shares; what all the work is for gets most.
SHARES = (0.13, 0.16, 0.16, 0.18, 0.16, 0.21)
PAPER = (A4[1], A4[0])
MARGIN, TOP, BOTTOM = 13 * MM, 12 * MM, 16 * MM
WIDTH, HEIGHT = PAPER[0] - 2 * MARGIN, PAPER[1] - TOP - BOTTOM
SIZE, SMALL_SIZE, HEADING_SIZE, FOOT_SIZE = 9.5, 8.5, 10.5, 8.5
ROW_HEIGHT, HEADING_HEIGHT = 14 * MM, 8 * MM
#: A text of more lines than this is set smaller.
MANY_LINES = 12
SHADE, BENEFIT_SHADE = 0.08, 0.18
OWN = "（自団体）"
STILL_TO_FIND = "（相利がまだ書かれていません）"
AS_ABOVE = "（上の行と同じ）"
#: As long as the page is wide, so that there is room for a pen.
BLANK_FACTS = f"題名：{chr(0x3000) * 46}局面：設計・改善・最終評価　　　団体・グループ：{chr(0x3000) * 36}日付："
HELP = "1行目に自団体、2行目から関係者を1行ずつ書きます。活動は、みんなで一緒に取り組む1つの活動です。"


@dataclass(frozen=True)
class SheetLine:
    """One row: the six texts in the order of the columns, and whether it is the sheet's own organisation."""

    cells: tuple[str, str, str, str, str, str]
    is_self: bool = False
    kind: str = ""


@dataclass(frozen=True)
class BenefitSheet:
    """What the paper says: its name, facts in one line, the rows, what is still to do, and the memo."""

    title: str
    facts: str
    lines: Sequence[SheetLine]
    work: str = ""
    memo: str = ""
    foot: str = ""


def benefit_sheet(sheet: BenefitSheet) -> bytes:
    """Return the sheet as PDF."""
    return draw_pages(benefit_pages(sheet), title=f"{TITLE}　{sheet.title}", size=PAPER)


def benefit_pages(sheet: BenefitSheet) -> list[list[Mark]]:
    """Return the marks of every page."""
    header = _header()
    strips = [*_head(sheet), header, *_rows(sheet.lines, header)]
    if sheet.work:
        strips += set_noun(Text("{work}", indent=0, size=SIZE), {"work": sheet.work})
    if sheet.memo:
        strips += set_noun(Heading("評価メモ"), {}) + set_noun(Text("{memo}", 0, SIZE), {"memo": sheet.memo})
    pages = Pages(MARGIN, TOP, HEIGHT).fill(strips)
    return [page + landscape_foot(sheet.foot, n, len(pages)) for n, page in enumerate(pages, start=1)]


def blank_benefit_sheet(rows: int) -> bytes:
    """Return an empty sheet of so many rows, on one page, for handwriting."""
    return draw_pages(blank_benefit_pages(rows), title=f"{TITLE}（記入用）", size=PAPER)


def blank_benefit_pages(rows: int) -> list[list[Mark]]:
    """Return the marks of the empty sheet."""
    head = [*set_noun(Title(TITLE, 15), {}), *_facts(BLANK_FACTS), *_facts(HELP), *set_noun(Space(1.5), {})]
    header = _header()
    used = sum(strip.height for strip in head) + header.height
    height = (HEIGHT - used - MM) / rows
    lefts = _lefts()
    strips: list[Strip] = [*head, header]
    for number in range(rows):
        first = Cell(0, lefts[1], (OWN,) if number == 0 else (), SMALL_SIZE, Face.GOTHIC, is_top=True)
        others = [Cell(x, width, (), SIZE, Face.GOTHIC) for x, width in zip(lefts[1:], _widths()[1:], strict=True)]
        strips.append(Ruled((first, *others), height))
    pages = Pages(MARGIN, TOP, HEIGHT).fill(strips)
    return [page + landscape_foot("", n, len(pages)) for n, page in enumerate(pages, start=1)]


def set_noun(noun: Noun, values: Mapping[str, str]) -> list[Strip]:
    """Measure one noun for the landscape page; what people wrote is never read as a template."""
    return compose(noun, Sheet(values, WIDTH, Face.GOTHIC))


def _facts(text: str) -> list[Strip]:
    return set_noun(Text("{facts}", indent=0, size=SMALL_SIZE), {"facts": text})


def _head(sheet: BenefitSheet) -> list[Strip]:
    strips = (
        set_noun(Title("{title}", 15), {"title": f"{TITLE}　{sheet.title}"})
        + _facts(sheet.facts)
        + set_noun(Space(1.5), {})
    )
    # The head of a sheet never stands alone at the foot of a page.
    return [Solid(each.height, tuple(each.marks()), stays_with_next=True) for each in strips]


def _widths() -> list[float]:
    return [WIDTH * share / sum(SHARES) for share in SHARES]


def _lefts() -> list[float]:
    widths = _widths()
    return [sum(widths[:number]) for number in range(len(widths))]


def _header() -> Ruled:
    cells = [
        Cell(x, width, (name,), HEADING_SIZE, Face.GOTHIC_BOLD, "center", is_label=True, shade=_shade(name))
        for name, x, width in zip(COLUMNS, _lefts(), _widths(), strict=True)
    ]
    return Ruled(tuple(cells), HEADING_HEIGHT, stays_with_next=True)


def _shade(name: str) -> float:
    return BENEFIT_SHADE if name == COLUMNS[-1] else SHADE


def _rows(lines: Sequence[SheetLine], header: Ruled) -> list[Strip]:
    before = ""
    strips: list[Strip] = []
    for line in lines:
        name, problem, purpose, activity, role, benefit = line.cells
        shown = (
            name + OWN if line.is_self else name,
            problem,
            purpose,
            AS_ABOVE if activity and activity == before else activity,
            role,
            (benefit + (f"\n［{line.kind}］" if line.kind else "")) if benefit else STILL_TO_FIND,
        )
        before = activity
        cells = [_cell(text, number) for number, text in enumerate(shown)]
        if len(cells[0].lines) <= 3:  # noqa: PLR2004 - a short name is repeated overleaf
            cells[0] = replace(cells[0], is_label=True)
        strips.append(Ruled(tuple(cells), ROW_HEIGHT, header=header))
    return strips


def _cell(text: str, number: int) -> Cell:
    face = Face.GOTHIC_BOLD if number == 0 else Face.GOTHIC
    width, size = _widths()[number], SIZE
    lines = break_lines(text, size, width - 2 * PAD_X, face)
    if len(lines) > MANY_LINES:
        size = SMALL_SIZE
        lines = break_lines(text, size, width - 2 * PAD_X, face)
    return Cell(_lefts()[number], width, tuple(lines), size, face, is_top=True)


def landscape_foot(text: str, number: int, count: int) -> list[Mark]:
    """Return the line at the foot of a landscape page: a text, and the number where there are more pages."""
    letters = Letters(FOOT_SIZE, FOOT_SIZE, Face.GOTHIC)
    left = text_marks([text], MARGIN, WIDTH, letters) if text else []
    numbered = [f"{number} / {count}"] if count > 1 else []
    pages = text_marks(numbered, MARGIN, WIDTH, replace(letters, align="right"))
    return [moved(mark, 0, PAPER[1] - 11 * MM) for mark in (*left, *pages)]


def frame(x: float, y: float, width: float, height: float, shade: float = 0) -> BoxMark:
    """Return the outline of a block."""
    return BoxMark(x, y, width, height, shade=shade)
