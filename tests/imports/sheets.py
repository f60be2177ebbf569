"""Small builders of sheets and workbooks."""

import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from platform_app.imports.matching import find_layout
from platform_app.imports.rows import ParsedSheet, parse_rows
from platform_app.imports.workbook import Cell, Row, Sheet

ROOT = Path(__file__).parents[2]
LEGACY = ROOT / "platform_app" / "sample" / "member-roster-legacy.xlsx"


def sheet(*rows: Sequence[Any], name: str = "名簿") -> Sheet:
    """Return a sheet with these values; a ready Cell is taken as it is."""
    width = max((len(row) for row in rows), default=0)
    return Sheet(
        name,
        tuple(
            Row(number, tuple(value if isinstance(value, Cell) else Cell(value) for value in row))
            for number, row in enumerate(rows, 1)
        ),
        width,
    )


def parse(*rows: Sequence[Any], **options: Any) -> ParsedSheet:
    """Read a sheet as its headings propose."""
    whole = sheet(*rows)
    layout = find_layout(whole)
    assert layout is not None
    return parse_rows(whole, layout, layout.proposal(), prefecture="徳島県", **options)


def workbook(*rows: Sequence[Any], title: str = "名簿") -> Workbook:
    """Return an openpyxl workbook with one sheet; text that looks like a formula stays text."""
    book = Workbook()
    page = book.active
    assert page is not None
    page.title = title
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column, value)
            if isinstance(value, str):
                cell.data_type = "s"
    return book


def saved(book: Workbook) -> bytes:
    """Return the bytes of a workbook."""
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


#: Another office's words for the columns, in its own order.
OTHER_HEADINGS = [
    "会員名称",
    "名称カナ",
    "区分",
    "加入年月日",
    "メールアドレス",
    "電話番号",
    "郵便番号",
    "所在地",
    "代表者職氏名",
    "担当課",
    "ご担当者名",
    "主な取組",
    "取組テーマ",
    "会員番号",
]


def other_office() -> bytes:
    """Return another office's register: one heading row, other words and order, western dates."""
    first = {
        "会員名称": "特定非営利活動法人こころの窓", "名称カナ": "ｺｺﾛﾉﾏﾄﾞ", "区分": "特活", "加入年月日": "2024/4/1",
        "メールアドレス": "kokoro@example.jp", "電話番号": "090-0000-1111", "郵便番号": "770-0941",
        "所在地": "徳島市万代町1-1", "代表者職氏名": "理事長　見本 花子", "ご担当者名": "見本",
        "主な取組": "居場所の運営", "取組テーマ": "居場所、子育て", "会員番号": 12,
    }  # fmt: skip
    second = {
        "会員名称": "ひなたぼっこの会", "名称カナ": "ひなたぼっこのかい", "区分": "市民団体", "加入年月日": 45444,
        "電話番号": "0880001112", "郵便番号": 7722, "所在地": "鳴門市撫養町1-2", "代表者職氏名": "代表 例野太郎",
        "担当課": "事務局", "ご担当者名": "例野", "取組テーマ": "高齢者/食支援", "会員番号": 13,
    }  # fmt: skip
    return saved(
        workbook(
            ["○○市孤独・孤立対策プラットフォーム　会員一覧（2025年1月31日時点）"],
            OTHER_HEADINGS,
            *([row.get(heading, "") for heading in OTHER_HEADINGS] for row in (first, second)),
            ["合計", "2団体"],
            ["※ 五十音順"],
        )
    )
