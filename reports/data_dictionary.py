"""The sheets that explain a flat workbook: データ定義 and 出力情報.

統一ルール level 3 asks for the definition of every column, its codes, units and
physical name beside the table, and for one table a sheet.
"""

from collections.abc import Iterator, Sequence

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from platform_app.dates import to_tokyo
from reports.columns import FLAT_SEPARATOR, KIND_LABELS, FlatColumn, Roster, Stamp

DICTIONARY_SHEET, STATEMENT_SHEET, CODES_SHEET = "データ定義", "出力情報", "コード表"
DICTIONARY_HEADINGS = ("No.", "見出し", "物理名", "型", "単位", "コード", "説明")


def dictionary_rows(roster: Roster) -> list[tuple[int, str, str, str, str, str, str]]:
    """Return one row for each flat column: number, heading, physical name, type, unit, codes, description."""
    return [
        (
            number,
            column.heading,
            column.physical_name,
            _type_label(column),
            column.origin.unit,
            _codes(column),
            _description(column),
        )
        for number, column in enumerate(roster.flat_columns(), start=1)
    ]


def code_rows(roster: Roster) -> Iterator[tuple[str, str, str]]:
    """Yield (physical name, code, label) for every code that can occur."""
    for column in roster.flat_columns():
        if column.kind in ("code", "choices"):
            for code, label in column.origin.code_table():
                yield column.physical_name, code, label


def add_dictionary(book: Workbook, roster: Roster) -> None:
    """Append the データ定義 sheet, and コード表 where the roster has coded columns."""
    _table(book, DICTIONARY_SHEET, DICTIONARY_HEADINGS, dictionary_rows(roster), (6, 30, 28, 26, 8, 60, 60))
    codes = list(code_rows(roster))
    if codes:
        _table(book, CODES_SHEET, ("物理名", "コード", "表示"), codes, (28, 24, 40))


def add_statement(book: Workbook, roster: Roster, stamp: Stamp) -> None:
    """Append 出力情報: what the table is, as of when, when it was made, and how many rows it has."""
    rows: list[tuple[str, str | int]] = [
        ("名称", roster.title),
        ("基準日", stamp.as_of.isoformat()),
        ("出力日時", f"{to_tokyo(stamp.printed_at):%Y-%m-%d %H:%M}"),
        ("範囲", stamp.scope),
        ("件数", stamp.count),
        ("文字について", "ファイルに記録できない制御文字は〓に置き換えています。"),
    ]
    _table(book, STATEMENT_SHEET, ("項目", "内容"), rows, (16, 60))


def _type_label(column: FlatColumn) -> str:
    return "表示名" if column.is_label else KIND_LABELS[column.kind]


def _codes(column: FlatColumn) -> str:
    if column.kind not in ("code", "choices"):
        return ""
    return FLAT_SEPARATOR.join(f"{code}={label}" for code, label in column.origin.code_table())


def _description(column: FlatColumn) -> str:
    base = column.origin.description
    if not column.is_label:
        return base
    return f"{column.origin.heading}コードの表示名。" + base


def _table(
    book: Workbook, title: str, headings: Sequence[str], rows: Sequence[Sequence[str | int]], widths: Sequence[int]
) -> None:
    sheet = book.create_sheet(title)
    sheet.append(list(headings))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    for row in rows:
        sheet.append(list(row))
        for cell in sheet[sheet.max_row]:
            cell.alignment = Alignment(vertical="top", wrap_text=True)
            # A description that begins with = is still a description.
            cell.data_type = "n" if isinstance(cell.value, int) else "s"
    for letter, width in zip("ABCDEFG", widths, strict=False):
        sheet.column_dimensions[letter].width = width
    sheet.freeze_panes = "A2"
