"""A roster as an Excel workbook: 印刷用 to hang on the wall, データ to compute with."""

from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from math import ceil
from typing import Any, BinaryIO, Literal

from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooter, HeaderFooterItem
from openpyxl.worksheet.header_footer import _HeaderFooterPart as FooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from platform_app.dates import to_tokyo
from reports.columns import Column, Flat, FlatColumn, Kind, Roster, Stamp, flat_cells, shown_cells
from reports.data_dictionary import add_dictionary, add_statement
from reports.row_heights import NORMAL_SIZE, SMALL_SIZE, RowHeights
from reports.sheet_rows import Body, write_bodies

Form = Literal["print", "data"]

#: Fixed pitch: a half-width letter is exactly half an em, so the heights of wrapped rows can be told beforehand.
FONT_NAME = "BIZ UDゴシック"
NORMAL_STYLE_SIZE = 11
PAPER_A4 = "9"
#: Half-width letters side by side on A4 landscape at about 7 points, the smallest that is read with ease.
READABLE_WIDTH = 220
DATA_SHEET = "データ"

_THIN = Side(style="thin", color="FF949494")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_HEADING_FILL = PatternFill("solid", fgColor="FFE8F1FE")
_NUMBER_FORMATS: dict[Kind, str] = {
    "integer": "0",
    "date": "yyyy-mm-dd",
    "datetime": "yyyy-mm-dd hh:mm",
    "long_text": "General",
}
_ALIGNED: dict[Kind, str] = {"integer": "right", "date": "center", "datetime": "center", "identifier": "center"}


def to_xlsx(roster: Roster, rows: Iterable[Any], stamp: Stamp, *, form: Form = "print") -> bytes:
    """Return the workbook as bytes; see ``write_xlsx``."""
    target = BytesIO()
    write_xlsx(roster, rows, stamp, target, form=form)
    return target.getvalue()


def write_xlsx(roster: Roster, rows: Iterable[Any], stamp: Stamp, target: BinaryIO, *, form: Form = "print") -> None:
    """Write the workbook to a binary file, taking rows one at a time.

    ``form="print"``: title, 基準日, A4 landscape fitted to the width, repeated
    headings, page numbers. ``form="data"``: headings in row 1, typed values, a
    data dictionary as second sheet. Raises RowCountDiffers when ``stamp.count``
    is not the number of rows, SheetOverflow beyond Excel's limits.
    """
    if form == "print":
        write_printed_book([(roster, rows, stamp)], target)
        return
    book, sheet = _new_book(roster.title, stamp)
    body = _data_sheet(sheet, roster, stamp)
    add_dictionary(book, roster)
    add_statement(book, roster, stamp)
    write_bodies(_saved(book), [(body, _values(roster, rows, form))], target)


def write_printed_book(parts: Sequence[tuple[Roster, Iterable[Any], Stamp]], target: BinaryIO) -> None:
    """Write several rosters as the sheets of one printed workbook (the packet of a decision batch).

    Sheets are named after the rosters' titles, which must differ. Raises as ``write_xlsx``.
    """
    book, sheet = _new_book(parts[0][0].title, parts[0][2])
    bodies = []
    for number, (roster, rows, stamp) in enumerate(parts, start=1):
        page = sheet if number == 1 else book.create_sheet()
        body = _print_sheet(page, roster, stamp, f"xl/worksheets/sheet{number}.xml")
        bodies.append((body, _values(roster, rows, "print")))
    write_bodies(_saved(book), bodies, target)


def _values(roster: Roster, rows: Iterable[Any], form: Form) -> Iterator[Sequence[Flat]]:
    if form == "data":
        return (flat_cells(roster, row) for row in rows)
    numbers = [n for n, column in enumerate(roster.columns) if column.kind == "integer"]
    return (_with_numbers(shown_cells(roster, row), numbers) for row in rows)


def _with_numbers(cells: list[str], numbers: list[int]) -> Sequence[Flat]:
    """Counts stay numbers in print too, or Excel could not add them up."""
    values: list[Flat] = list(cells)
    for n in numbers:
        values[n] = int(cells[n]) if cells[n] else None
    return values


def _new_book(title: str, stamp: Stamp) -> tuple[Workbook, Worksheet]:
    book = Workbook()
    sheet = book.active
    assert isinstance(sheet, Worksheet)
    # Column widths count digits of the Normal style's font, so it must be one whose digits we know.
    styles: Any = book._named_styles  # type: ignore[attr-defined]  # noqa: SLF001 - openpyxl offers no other way
    styles["Normal"].font = Font(name=FONT_NAME, size=NORMAL_STYLE_SIZE)
    book.properties.title = title
    book.properties.creator = ""
    book.properties.created = book.properties.modified = to_tokyo(stamp.printed_at).replace(tzinfo=None)
    return book, sheet


def _print_sheet(sheet: Worksheet, roster: Roster, stamp: Stamp, part: str) -> Body:
    sheet.title = sheet_title(roster.title)
    sheet["A1"], sheet["A2"] = roster.title, "　".join(stamp.sentences())
    sheet["A1"].data_type = sheet["A2"].data_type = "s"
    sheet["A1"].font, sheet["A2"].font = Font(name=FONT_NAME, size=14, bold=True), Font(name=FONT_NAME, size=9)
    for number, column in enumerate(roster.columns, start=1):
        _heading(sheet, 3, number, column.heading, column.width)
    kinds = [(column.kind, _print_format(column)) for column in roster.columns]
    normal = _prototype(sheet, 4, kinds, wrap=True)
    small = _prototype(sheet, 5, kinds, wrap=True, size=SMALL_SIZE)
    last = f"{get_column_letter(len(roster.columns))}{3 + stamp.count}"
    sheet.freeze_panes, sheet.auto_filter.ref = "A4", f"A3:{last}"
    sheet.print_area, sheet.print_title_rows = f"A1:{last}", "3:3"
    _page_setup(sheet, roster.title, stamp)
    _spread(sheet, roster)
    heights = RowHeights(tuple(column.width for column in roster.columns))
    return Body(part, 4, normal, stamp.count, small, heights)


def _spread(sheet: Worksheet, roster: Roster) -> None:
    """Fit to one page's width; a roster too wide to read that small takes several, its first two columns on each."""
    widths = [column.width + 1 for column in roster.columns]
    across = 1
    if sum(widths) > READABLE_WIDTH:
        pinned = sum(widths[:2])
        across = ceil((sum(widths) - pinned) / (READABLE_WIDTH - pinned))
        sheet.print_title_cols = "A:B"
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = across, 0


def _print_format(column: Column) -> str:
    return {"integer": "0", "long_text": "General"}.get(column.kind, "@")


def _page_setup(sheet: Worksheet, title: str, stamp: Stamp) -> None:
    """Set A4 landscape and as many pages high as it takes; & is a command in footers and so is doubled."""
    sheet.page_setup.paperSize = PAPER_A4
    sheet.page_setup.orientation = "landscape"
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    margins = sheet.page_margins
    margins.left = margins.right = 0.4
    margins.top, margins.bottom, margins.header, margins.footer = 0.5, 0.6, 0.3, 0.3
    stated = stamp.sentences()
    left, right = f"{title}　{stated[0]}".replace("&", "&&"), stated[-1].replace("&", "&&")
    sheet.HeaderFooter = HeaderFooter(
        oddFooter=HeaderFooterItem(
            left=FooterPart(text=left), center=FooterPart(text="&P / &N ページ"), right=FooterPart(text=right)
        )
    )


def _data_sheet(sheet: Worksheet, roster: Roster, stamp: Stamp) -> Body:
    sheet.title = DATA_SHEET
    columns = roster.flat_columns()
    for number, column in enumerate(columns, start=1):
        _heading(sheet, 1, number, column.heading, column.origin.width)
    styles = _prototype(sheet, 2, [(column.kind, _flat_format(column)) for column in columns], wrap=False)
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(columns))}{1 + stamp.count}"
    return Body("xl/worksheets/sheet1.xml", 2, styles, stamp.count)


def _flat_format(column: FlatColumn) -> str:
    return _NUMBER_FORMATS.get(column.kind, "@")


def _heading(sheet: Worksheet, row: int, number: int, heading: str, width: float) -> None:
    cell = sheet.cell(row=row, column=number, value=heading)
    cell.data_type = "s"
    cell.font, cell.fill, cell.border = Font(name=FONT_NAME, size=10, bold=True), _HEADING_FILL, _GRID
    cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
    # One more unit than the text needs: Excel takes padding from the width.
    sheet.column_dimensions[get_column_letter(number)].width = width + 1


def _prototype(
    sheet: Worksheet, row: int, columns: list[tuple[Kind, str]], *, wrap: bool, size: float = NORMAL_SIZE
) -> tuple[int, ...]:
    """Style one row as every row of the body shall be and return the style of each column."""
    styles: list[int] = []
    for number, (kind, number_format) in enumerate(columns, start=1):
        cell = sheet.cell(row=row, column=number, value="")
        cell.font, cell.border, cell.number_format = Font(name=FONT_NAME, size=size), _GRID, number_format
        cell.alignment = Alignment(horizontal=_ALIGNED.get(kind), vertical="top", wrap_text=wrap)
        styles.append(cell.style_id)
    return tuple(styles)


def sheet_title(title: str) -> str:
    """Return a title that Excel accepts for a sheet: 31 characters, no brackets, slashes, colons, * or ?."""
    return "".join("・" if c in "[]:*?/\\'" else c for c in title)[:31] or "名簿"


def _saved(book: Workbook) -> BinaryIO:
    shell = BytesIO()
    book.save(shell)
    shell.seek(0)
    return shell
