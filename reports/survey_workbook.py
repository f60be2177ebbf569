"""アンケート結果 as a workbook: the counts, the free texts, and a native chart for every question."""

import re
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.chart import BarChart, Reference
from openpyxl.styles import Alignment, Font
from openpyxl.worksheet.pagebreak import Break
from openpyxl.worksheet.worksheet import Worksheet

from reports.characters import readable
from reports.columns import Stamp
from reports.rosters.survey_results import SURVEY_SUMMARY, SURVEY_TEXTS
from reports.spreadsheet import FONT_NAME, write_printed_book

CHART_SHEET = "グラフ"
#: Rows of the sheet that one chart covers, and the size of a chart in centimetres.
CHART_ROWS, CHART_WIDTH, CHART_HEIGHT = 16, 12.5, 7
#: A printed page of charts: how many questions, and at what per cent of their size they fit the width of A4.
CHARTS_ON_PAGE, PRINTED_SCALE = 4, 62
#: White at the sides of a printed page of charts, in inches.
SIDE_MARGIN = 0.4
#: The row of the printed sheet below its headings, and how its counts are written.
FIRST_ROW = 4
COUNTS = {"answered": "0", "count": "0", "percent": "0.0"}
_NUMBER = re.compile(r"[0-9]+(\.[0-9]+)?")

Rows = Sequence[Mapping[str, Any]]


def survey_workbook(summary: Rows, texts: Rows, stamp: Stamp, *, with_texts: bool) -> bytes:
    """Return the printed workbook: the counts, the free texts where wanted, and a native chart for every question."""
    parts = [(SURVEY_SUMMARY, summary, _counted(stamp, summary))]
    if with_texts:
        parts.append((SURVEY_TEXTS, texts, _counted(stamp, texts)))
    target = BytesIO()
    write_printed_book(parts, target)
    target.seek(0)
    book = load_workbook(target)
    _count(book.worksheets[0])
    _add_charts(book, summary)
    finished = BytesIO()
    book.save(finished)
    return finished.getvalue()


def _count(sheet: Worksheet) -> None:
    """Make the counts numbers, or Excel could not add them up; a hidden one stays its word."""
    for place, column in enumerate(SURVEY_SUMMARY.columns, start=1):
        for (cell,) in sheet.iter_rows(FIRST_ROW, min_col=place, max_col=place) if column.key in COUNTS else ():
            text = str(cell.value)
            if _NUMBER.fullmatch(text):
                cell.value = float(text) if "." in text else int(text)
                cell.number_format = COUNTS[column.key]
                cell.alignment = Alignment(horizontal="right", vertical="top")


def _counted(stamp: Stamp, rows: Rows) -> Stamp:
    return Stamp(stamp.as_of, stamp.printed_at, stamp.scope, len(rows))


def _add_charts(book: Workbook, summary: Rows) -> None:
    """Draw a chart for every question from a sheet of plain numbers; a hidden count is its word, and no bar."""
    sheet = book.create_sheet(CHART_SHEET)
    sheet.page_setup.paperSize, sheet.page_setup.orientation = sheet.PAPERSIZE_A4, sheet.ORIENTATION_PORTRAIT
    sheet.page_setup.scale = PRINTED_SCALE
    sheet.page_margins.left = sheet.page_margins.right = SIDE_MARGIN
    for column, width in (("A", 34), ("B", 12), ("C", 2)):
        sheet.column_dimensions[column].width = width
    row = 1
    for place, number in enumerate(sorted({line["number"] for line in summary})):
        if place and place % CHARTS_ON_PAGE == 0:
            sheet.row_breaks.append(Break(id=row - 1))
        lines = [line for line in summary if line["number"] == number]
        row = _add_chart(sheet, lines, row)


def _add_chart(sheet: Worksheet, lines: Rows, row: int) -> int:
    """Write the numbers of one question from ``row`` on, and its chart beside them; return the next free row."""
    _put(sheet, row, 1, f"{lines[0]['number']}　{lines[0]['question']}")
    _put(sheet, row, 2, "人数")
    for offset, line in enumerate(lines, start=1):
        _put(sheet, row + offset, 1, line["option"])
        if line["count"].isdigit():
            sheet.cell(row + offset, 2, int(line["count"])).font = Font(name=FONT_NAME)
        else:
            _put(sheet, row + offset, 2, line["count"])
    last = row + len(lines)
    chart = BarChart()
    chart.type, chart.style, chart.title, chart.legend = "bar", 10, f"設問{lines[0]['number']}", None
    chart.add_data(Reference(sheet, min_col=2, min_row=row, max_row=last), titles_from_data=True)
    chart.set_categories(Reference(sheet, min_col=1, min_row=row + 1, max_row=last))
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.scaling.min = 0
    chart.gapWidth = 60
    chart.width, chart.height = CHART_WIDTH, CHART_HEIGHT  # type: ignore[assignment] # the stub says int
    sheet.add_chart(chart, f"D{row}")
    return max(last + 2, row + CHART_ROWS)


def _put(sheet: Worksheet, row: int, column: int, text: str) -> None:
    """Write text as text, whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.value = readable(text)
    cell.data_type = "s"
    cell.font, cell.alignment = Font(name=FONT_NAME), Alignment(wrap_text=True, vertical="top")
