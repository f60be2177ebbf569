"""討議記録: one sheet for each group, as it was written at the table."""

from collections.abc import Sequence

from reports.documents.discussion_values import Discussion, PrintedGroup, PrintedOpinion, PrintedPillar
from reports.fonts import Face
from reports.layout import (
    Centred,
    Column,
    Document,
    Grid,
    Heading,
    Noun,
    Pair,
    Part,
    Row,
    Space,
    Table,
    TableRow,
    Title,
    Values,
)
from reports.pdf import render_packet

TITLE = "討議記録"
OPINIONS = (
    Column("number", "No.", 0.07, "center"),
    Column("text", "出された意見", 0.63),
    Column("tags", "分類", 0.19),
    Column("agreements", "賛同", 0.11, "center"),
)
STEPS = (Column("who", "誰が", 0.25), Column("what", "何を", 0.5), Column("when", "いつまでに", 0.25))
#: Heights of the rows of the head, and of the box for the summary.
ROW, SUMMARY = 8.0, 14.0


def discussion_sheets(discussion: Discussion) -> bytes:
    """Return one sheet for each group as PDF; without a group, one that says that there is no record."""
    groups = discussion.groups or (PrintedGroup(""),)
    return render_packet(sheet_parts(discussion, groups), title=TITLE)


def sheet_parts(discussion: Discussion, groups: Sequence[PrintedGroup]) -> list[Part]:
    """Return the sheets as parts of a packet."""
    return [Part(_document(group), _values(discussion, group)) for group in groups]


def head_rows(*, with_group: bool, with_members: bool, with_place: bool) -> tuple[Row | Pair, ...]:
    """Return the labelled rows at the head of every sheet of a discussion."""
    rows: list[Row | Pair] = [Row("催し", "{event}", 2, ROW)]
    day = Row("日付", "{day}", 2, ROW)
    rows.append(Pair(day, Row("班", "{group}", 2, ROW)) if with_group else day)
    if with_place:
        rows.append(Row("会場", "{place}", 2, ROW))
    rows.append(Row("テーマ", "{theme}", 3, ROW))
    if with_members:
        rows.append(Row("メンバー", "{members}", 6, ROW))
    return tuple(rows)


def _document(group: PrintedGroup) -> Document:
    rows = head_rows(with_group=True, with_members=bool(group.members), with_place=False)
    body: list[Noun] = [Title(TITLE, 18, is_bold=True), Grid(rows, 24)]
    for number in range(1, len(group.pillars) + 1):
        body += [
            Space(1),
            Heading(f"{{pillar{number}}}"),
            Table(OPINIONS, f"opinions{number}", "この柱の意見は、記録されていません。", 10, 7.5),
        ]
    if not group.pillars:
        body += [Space(6), Centred("討議の記録は、まだありません。")]
    body += [Space(4), Grid((Row("まとめ", "{summary}", 12, SUMMARY),), 24)]
    body += [Space(1), Heading("次の一歩"), Table(STEPS, "steps", "記録されていません。", 10, 7.5)]
    return Document(TITLE, tuple(body), footer="{foot}", face=Face.GOTHIC)


def _values(discussion: Discussion, group: PrintedGroup) -> Values:
    found: dict[str, str | Sequence[TableRow]] = {
        "event": discussion.event,
        "day": discussion.day,
        "theme": discussion.theme,
        "foot": discussion.foot,
        "group": group.name,
        "members": "\n".join(group.members),
        "summary": group.summary or "（記載なし）",
        "steps": [{"who": step.who, "what": step.what, "when": step.when} for step in group.steps],
    }
    return found | pillar_values(group.pillars)


def pillar_values(pillars: Sequence[PrintedPillar]) -> dict[str, str | Sequence[TableRow]]:
    """Return the names of the pillars and the lines below each, as the templates ask for them."""
    found: dict[str, str | Sequence[TableRow]] = {}
    for place, pillar in enumerate(pillars, start=1):
        found[f"pillar{place}"] = pillar_title(place, pillar.title)
        found[f"opinions{place}"] = [opinion_row(number, line) for number, line in enumerate(pillar.opinions, start=1)]
    return found


def pillar_title(place: int, title: str) -> str:
    """Return the heading of a pillar, with its place."""
    return f"柱{place}　{title}"


def opinion_row(number: int, opinion: PrintedOpinion) -> TableRow:
    """Return one line of a table of opinions; what was merged into it stands below its words."""
    return {
        "number": str(number),
        "text": "\n".join((opinion.text, *(f"・{source}" for source in opinion.sources))),
        "tags": opinion.tags,
        "agreements": opinion.agreements,
        "origin": opinion.origin,
    }
