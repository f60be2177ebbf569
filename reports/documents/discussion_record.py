"""討議記録（まとめ）: what all groups said, by pillar."""

from collections.abc import Sequence

from reports.documents.discussion_sheet import STEPS, TITLE, head_rows, pillar_values
from reports.documents.discussion_values import Discussion, PrintedPillar
from reports.fonts import Face
from reports.layout import (
    Centred,
    Column,
    Document,
    Grid,
    Heading,
    Note,
    Noun,
    Part,
    Space,
    Table,
    TableRow,
    Title,
    Values,
)
from reports.pdf import render_packet

COLLECTED = (
    Column("number", "No.", 0.07, "center"),
    Column("text", "出された意見", 0.53),
    Column("origin", "班", 0.14, "center"),
    Column("tags", "分類", 0.16),
    Column("agreements", "賛同", 0.1, "center"),
)
SUMMARIES = (Column("group", "班", 0.16, "center"), Column("summary", "まとめ", 0.84))
STEPS_OF_ALL = (Column("group", "班", 0.16, "center"), *STEPS)
NOTES = (
    "「」は発言のとおりに記録したもの、ほかは要約です。",
    "似た意見を1つにまとめたものは、その下に「・」で元の意見を記しています。「2つの班から」などは、同じ趣旨の意見が出た班の数です。",
)


def discussion_record(discussion: Discussion, pillars: Sequence[PrintedPillar], *, notes: Sequence[str] = ()) -> bytes:
    """Return the record of a whole discussion as PDF; the groups give their summaries and next steps."""
    return render_packet([record_part(discussion, pillars, notes=notes)], title=TITLE)


def record_part(discussion: Discussion, pillars: Sequence[PrintedPillar], *, notes: Sequence[str] = ()) -> Part:
    """Return the record as a part of a packet."""
    return Part(_document(discussion, pillars, notes), _values(discussion, pillars, notes))


def _document(discussion: Discussion, pillars: Sequence[PrintedPillar], notes: Sequence[str]) -> Document:
    columns = _columns(pillars)
    rows = head_rows(with_group=False, with_members=False, with_place=bool(discussion.place))
    body: list[Noun] = [Title(TITLE, 18, is_bold=True), Grid(rows, 24)]
    for place in range(1, len(pillars) + 1):
        body += [
            Space(1),
            Heading(f"{{pillar{place}}}"),
            Table(columns, f"opinions{place}", "この柱の意見は、記録されていません。", 10, 7.5),
        ]
    if not pillars:
        body += [Space(6), Centred("討議の記録は、まだありません。")]
    if any(group.summary for group in discussion.groups):
        body += [Space(1), Heading("各班のまとめ"), Table(SUMMARIES, "summaries", size=10, row_height=7.5)]
    if any(group.steps for group in discussion.groups):
        body += [Space(1), Heading("次の一歩"), Table(STEPS_OF_ALL, "steps", size=10, row_height=7.5)]
    body += [Space(2), Note(tuple(f"{{note{number}}}" for number in range(len(NOTES) + len(notes))), "備考")]
    return Document(TITLE, tuple(body), footer="{foot}", face=Face.GOTHIC)


def _columns(pillars: Sequence[PrintedPillar]) -> tuple[Column, ...]:
    """Return the columns that say something somewhere; what no table gave would only take room."""
    lines = [line for pillar in pillars for line in pillar.opinions]
    optional = {key for key in ("origin", "tags", "agreements") if not any(getattr(line, key) for line in lines)}
    return tuple(column for column in COLLECTED if column.key not in optional)


def _values(discussion: Discussion, pillars: Sequence[PrintedPillar], notes: Sequence[str]) -> Values:
    found: dict[str, str | Sequence[TableRow]] = {
        "event": discussion.event,
        "day": discussion.day,
        "place": discussion.place,
        "theme": discussion.theme,
        "foot": discussion.foot,
        "summaries": [{"group": group.name, "summary": group.summary} for group in discussion.groups if group.summary],
        "steps": [
            {"group": group.name, "who": step.who, "what": step.what, "when": step.when}
            for group in discussion.groups
            for step in group.steps
        ],
    }
    found |= {f"note{number}": text for number, text in enumerate((*NOTES, *notes))}
    return found | pillar_values(pillars)
