"""チラシ of an event, made from the event's own data: one A4 page that can be put up, handed out and sent by FAX."""

from collections.abc import Sequence

from reports.fonts import Face
from reports.layout import (
    QR,
    Centred,
    Column,
    Document,
    Grid,
    Heading,
    Noun,
    Row,
    Space,
    Table,
    Text,
    Title,
)

#: Items of the grid, in order: what a reader looks for first stands first.
ROWS = (
    ("日時", "when"),
    ("会場", "where"),
    ("住所", "address"),
    ("交通・駐車場", "access"),
    ("対象", "audience"),
    ("定員", "capacity"),
    ("参加費", "fee"),
    ("配慮・託児", "support"),
)
PROGRAMME = (Column("title", "内容", 0.58), Column("presenters", "発表者", 0.42))
TIMED = (Column("starts", "時刻", 0.12, "center"), Column("title", "内容", 0.52), Column("presenters", "発表者", 0.36))
#: Letter sizes of a title in points: at most, at least on one line, and on two.
LARGEST, SMALLEST, ON_TWO_LINES = 30.0, 19.0, 22.0
#: The room for a title in points.
ROOM = 480.0


def title_size(title: str) -> float:
    """Return the letter size of a title in points: one line where it can be read from afar, else two."""
    size = ROOM / max(len(title), 1)
    return min(LARGEST, size) if size >= SMALLEST else ON_TWO_LINES


def event_flyer(title: str, *, filled: Sequence[str], has_programme: bool = False, has_times: bool = False) -> Document:
    """Return the flyer.

    ``filled`` names the values that are there; ``has_times`` says that the programme
    has hours. Values: ``series`` (a line above the
    title), ``title``, ``subtitle``, ``lead``, those of ROWS, ``programme`` (rows with
    starts, title, presenters), ``apply``, ``url``, ``contact``, ``organisers``.
    """
    rows = tuple(Row(label, f"{{{key}}}", lines=4, height=10.5) for label, key in ROWS if key in filled)
    body: list[Noun] = [
        Centred("{series}", 12),
        Title("{title}", title_size(title), is_bold=True),
        Centred("{subtitle}", 15),
        Space(3),
        Text("{lead}", size=12),
        Space(3),
        Grid(rows, 30),
        Space(2),
    ]
    if has_programme:
        body += [Heading("プログラム", 13), Table(TIMED if has_times else PROGRAMME, "programme", size=10)]
    body += [
        Heading("お申込み・お問合せ", 13),
        QR("{url}", ("{apply}", "{url}", "{contact}"), size=28),
        Space(2),
        Centred("{organisers}", 11),
    ]
    return Document(title, tuple(body), face=Face.GOTHIC, margin=18, top=16, bottom=16)
