"""Rows written as XML equal the rows that openpyxl itself would write."""

from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Font
from openpyxl.utils.escape import unescape

from reports.characters import readable
from reports.columns import Flat, RowCountDiffers
from reports.sheet_rows import LONGEST_TEXT, Body, SheetOverflow, write_bodies
from tests.reports_rosters.samples import KEPT_TEXTS

FORMATS = ("@", "General", "0", "yyyy-mm-dd", "yyyy-mm-dd hh:mm")
PART = "xl/worksheets/sheet1.xml"
flat_values = st.one_of(
    st.none(),
    st.integers(-(2**53), 2**53),
    st.dates(date(1900, 1, 1), date(2200, 1, 1)),
    st.datetimes(datetime(1950, 1, 1), datetime(2200, 1, 1)).map(lambda d: d.replace(second=0, microsecond=0)),
    st.text(max_size=20).map(readable),
)


def styled(cell: Cell, number_format: str) -> Cell:
    """Style a cell as the shells do."""
    cell.font, cell.number_format = Font(size=10, bold=number_format == "0"), number_format
    cell.alignment = Alignment(vertical="top", wrap_text=True)
    return cell


def by_openpyxl(rows: list[list[Flat]]) -> bytes:
    """Write every cell with openpyxl, text forced to be text."""
    book = Workbook()
    sheet: Any = book.active
    for r, row in enumerate(rows, start=1):
        for c, (value, number_format) in enumerate(zip(row, FORMATS, strict=True), start=1):
            cell = sheet.cell(row=r, column=c)
            if isinstance(value, str):
                cell.value = "x"
                cell._value, cell.data_type = value, "s"
            else:
                cell.value = value
            styled(cell, number_format)
    return saved(book)


def by_rows(rows: list[list[Flat]]) -> bytes:
    """Write a shell with openpyxl and the rows as the rosters do."""
    book = Workbook()
    sheet: Any = book.active
    styles = tuple(styled(sheet.cell(row=1, column=c, value=""), f).style_id for c, f in enumerate(FORMATS, start=1))
    target = BytesIO()
    write_bodies(BytesIO(saved(book)), [(Body(PART, 1, styles, len(rows)), rows)], target)
    return target.getvalue()


def saved(book: Workbook) -> bytes:
    """Return the workbook's bytes."""
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def cells(content: bytes, *, is_escaped: bool = False) -> list[tuple[Any, ...]]:
    """Return what can be seen of every cell: value, type and style.

    openpyxl neither writes nor reads Excel's escape for a literal ``_x0041_``; the rows have it.
    """
    sheet: Any = load_workbook(BytesIO(content)).active
    return [
        (
            c.coordinate,
            unescape(c.value) if is_escaped and isinstance(c.value, str) else c.value,
            c.data_type if c.value else "n",
            c.number_format,
            c.font.size,
            c.font.bold,
            c.alignment.vertical,
            c.alignment.wrap_text,
        )
        for row in sheet.iter_rows()
        for c in row
    ]


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(flat_values, min_size=len(FORMATS), max_size=len(FORMATS)), min_size=1, max_size=6))
def test_value_type_and_style_of_every_cell_equal_openpyxls(rows: list[list[Flat]]) -> None:
    rows = [[in_its_format(v, n) for n, v in enumerate(row)] for row in rows]
    assert cells(by_rows(rows), is_escaped=True) == cells(by_openpyxl(rows))


def in_its_format(value: Flat, place: int) -> Flat:
    """A date belongs under a date format; under another one no reader could know it for a date."""
    if isinstance(value, datetime):
        return value if place == 4 else value.isoformat()
    if isinstance(value, date):
        return value if place == 3 else value.isoformat()
    return value if isinstance(value, str) or place < 3 else None


@pytest.mark.parametrize("text", KEPT_TEXTS)
def test_text_stays_text(text: str) -> None:
    rows: list[list[Flat]] = [[text, text, None, None, None]]
    assert cells(by_rows(rows), is_escaped=True) == cells(by_openpyxl(rows))
    first = cells(by_rows(rows), is_escaped=True)[0]
    assert (first[1], first[2]) == (text, "s")


def test_a_date_before_excels_calendar_is_iso_text() -> None:
    assert cells(by_rows([[None, None, None, date(1868, 10, 23), None]]))[3][1] == "1868-10-23"


def test_a_text_longer_than_a_cell_holds_is_refused() -> None:
    by_rows([["長" * LONGEST_TEXT, None, None, None, None]])
    with pytest.raises(SheetOverflow):
        by_rows([["&" + "長" * LONGEST_TEXT, None, None, None, None]])


def test_another_number_of_rows_than_announced_is_refused() -> None:
    book = Workbook()
    sheet: Any = book.active
    sheet["A1"] = "x"
    with pytest.raises(RowCountDiffers):
        write_bodies(BytesIO(saved(book)), [(Body(PART, 1, (0,), 2), [["一つだけ"]])], BytesIO())
