"""復命書: what a member of the staff saw, for those who decide; it stays in the office."""

from collections.abc import Sequence
from dataclasses import dataclass

from reports.documents.event_report import Filling, PaperBlock
from reports.layout import ApprovalBoxes, Document, Grid, Heading, Left, Part, Right, Row, Space, Text, Title

TITLE = "復命書"
BODY = "次のとおり復命します。"


@dataclass(frozen=True)
class DutyPaper:
    """What the report says; ``posts`` are those of the 決裁欄."""

    posts: Sequence[str]
    addressee: str
    reported_on: str
    reporter: str
    errand: str
    when: str
    where: str
    summary: Sequence[PaperBlock]
    companions: str = ""
    impressions: Sequence[str] = ()


def duty_report(paper: DutyPaper) -> Part:
    """Return the report as a filled document."""
    filling = Filling()
    put = filling.put
    rows = [
        ("用務", paper.errand),
        ("日時", paper.when),
        ("場所", paper.where),
        ("復命者", paper.reporter),
        ("同行者", paper.companions),
    ]
    filling.nouns += [
        ApprovalBoxes(tuple(paper.posts)),
        Title("復　命　書", 18),
        Right(put(paper.reported_on) + "　"),
        Left(put(paper.addressee)),
        Right(put(paper.reporter) + "　"),
        Space(3),
        Text(BODY),
        Space(3),
        Grid(tuple(Row(label, put(text), lines=2, height=9) for label, text in rows if text), 26),
        Space(2),
        Heading("用務の概要", 11.5),
    ]
    for block in paper.summary:
        filling.add(block)
    if paper.impressions:
        filling.nouns += [Space(3), Heading("所感", 11.5)]
        filling.nouns += [Text(put(line)) for line in paper.impressions]
    return Part(Document(TITLE, tuple(filling.nouns), footer="庁内限り"), filling.values)
