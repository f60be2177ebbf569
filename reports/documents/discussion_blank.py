"""討議記録用紙: what lies on a table to be written on by hand, with the code that leads to its page."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.documents.discussion_sheet import OPINIONS, STEPS, head_rows, pillar_title
from reports.documents.discussion_values import Discussion, PrintedGroup
from reports.fonts import Face
from reports.layout import QR, Document, Grid, Heading, Note, Noun, Part, Row, Space, Table, TableRow, Title, Together
from reports.pdf import pages_of, render_packet

TITLE = "討議記録用紙"
#: Lines for the opinions of one pillar: as many as let a sheet stay one page; below the least, several pages with
#: enough of them are better.
MOST_LINES, LEAST_LINES, ENOUGH_LINES, STEP_LINES = 14, 3, 5, 2
#: Heights of a line, in millimetres: what is left of the page makes the lines higher.
LOWEST, HIGHEST, STEP = 9.0, 13.0, 0.5
CODE_LINES = (
    "スマートフォンからも記録できます。",
    "左の二次元コードを読み取ると、この班の入力画面が開きます。",
    "{address}",
)
#: What is printed where nobody has been seated yet, and where no pillar has been set.
UNKNOWN_MEMBERS = "進行　　　　　　　　　　　　　　　　記録\n\n"
UNNAMED = "柱"
NOTE = "発言のとおりに書くときは「」で囲んでください。個人の名前や、個人が分かることは書かないでください。"


@dataclass(frozen=True)
class _Ruling:
    """How many lines every pillar has, and how high they are."""

    lines: int
    height: float


def blank_sheets(discussion: Discussion, addresses: Sequence[str] = ()) -> bytes:
    """Return one sheet to write on for each group; ``addresses`` are those of the groups' own pages."""
    groups = discussion.groups or (PrintedGroup(""),)
    doors = [*addresses, *[""] * len(groups)][: len(groups)]
    fullest = max(range(len(groups)), key=lambda n: (len(groups[n].pillars), len(groups[n].members), bool(doors[n])))
    ruling = _fitting(discussion, groups[fullest], doors[fullest])
    parts = [_part(discussion, group, door, ruling) for group, door in zip(groups, doors, strict=True)]
    return render_packet(parts, title=TITLE)


def _fitting(discussion: Discussion, group: PrintedGroup, address: str) -> _Ruling:
    """Return the most lines that one page holds, as high as it allows; enough of them where it would be too few."""

    def fits(ruling: _Ruling) -> bool:
        return len(pages_of([_part(discussion, group, address, ruling)])) == 1

    choices = range(MOST_LINES, LEAST_LINES - 1, -1)
    lines = next((n for n in choices if fits(_Ruling(n, LOWEST))), ENOUGH_LINES)
    height = LOWEST
    while height < HIGHEST and fits(_Ruling(lines, height + STEP)):
        height += STEP
    return _Ruling(lines, height)


def _part(discussion: Discussion, group: PrintedGroup, address: str, ruling: _Ruling) -> Part:
    return Part(_document(group, ruling), _values(discussion, group, address) | _blank_rows(group, ruling.lines))


def _document(group: PrintedGroup, ruling: _Ruling) -> Document:
    body: list[Noun] = [
        Title(TITLE, 16, is_bold=True),
        Grid(head_rows(with_group=True, with_members=True, with_place=False), 24),
        QR("{address}", CODE_LINES, 18),
        Note((NOTE,), size=9),
    ]
    for number in range(1, max(len(group.pillars), 1) + 1):
        name = f"{{pillar{number}}}" if group.pillars else UNNAMED
        table = Table(OPINIONS, f"opinions{number}", size=10, row_height=ruling.height)
        body.append(Together((Heading(name), table)))
    steps = Table(STEPS, "steps", row_height=LOWEST)
    body.append(Together((Space(3), Grid((Row("まとめ", "", height=16),), 24), Heading("次の一歩"), steps)))
    return Document(TITLE, tuple(body), footer="{foot}", face=Face.GOTHIC, margin=18, top=12, bottom=15)


def _values(discussion: Discussion, group: PrintedGroup, address: str) -> dict[str, str | Sequence[TableRow]]:
    return {
        "event": discussion.event,
        "day": discussion.day,
        "theme": discussion.theme,
        "foot": discussion.foot,
        "group": group.name,
        "members": "\n".join(group.members) or UNKNOWN_MEMBERS,
        "address": address,
        **{f"pillar{n}": pillar_title(n, pillar.title) for n, pillar in enumerate(group.pillars, start=1)},
        "steps": [{}] * STEP_LINES,
    }


def _blank_rows(group: PrintedGroup, lines: int) -> dict[str, Sequence[TableRow]]:
    rows = [{"number": str(number)} for number in range(1, lines + 1)]
    return {f"opinions{number}": rows for number in range(1, max(len(group.pillars), 1) + 1)}
