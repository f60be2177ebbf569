"""次第: one sheet that lies on every chair."""

from collections.abc import Sequence

from reports.fonts import Face
from reports.layout import Centred, Column, Document, Grid, Noun, Row, Space, Table, Text, Title

PROGRAMME = (Column("title", "内容", 0.55), Column("presenters", "発表者", 0.45))
TIMED = (Column("starts", "時刻", 0.12, "center"), Column("title", "内容", 0.47), Column("presenters", "発表者", 0.41))


def programme_sheet(*, filled: Sequence[str] = (), has_times: bool = True) -> Document:
    """Return the sheet; ``filled`` names the values that are there, ``has_times`` gives the hours a column.

    Values: ``title``, ``subtitle``, ``when``, ``where``, ``programme`` (rows with starts, title,
    presenters), ``materials`` (配布資料, one to a line), ``organisers``.
    """
    rows = [Row(label, f"{{{key}}}", height=9) for label, key in (("日時", "when"), ("会場", "where")) if key in filled]
    body: list[Noun] = [Title("{title}", 20)]
    if "subtitle" in filled:
        body.append(Centred("{subtitle}", 13))
    body += [Centred("次　　第", 16), Space(2), Grid(tuple(rows), 26), Space(4)]
    columns = TIMED if has_times else PROGRAMME
    body.append(Table(columns, "programme", empty="プログラムは、会場で案内します。", size=11))
    if "materials" in filled:
        body += [Space(4), Text("配布資料", 0), Text("{materials}", size=10)]
    if "organisers" in filled:
        body += [Space(5), Centred("{organisers}", 11)]
    return Document("次第", tuple(body), face=Face.GOTHIC, margin=22, top=20)
