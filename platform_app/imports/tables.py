"""The tables of a workbook that the office can choose from, their headings in known words or not."""

from collections.abc import Sequence
from typing import Final

from platform_app.imports.matching import SEARCH_ROWS, Layout, columns_of, find_layout, may_be_headings, with_details
from platform_app.imports.workbook import Row, Sheet

#: Filled cells below which a row heads no table.
LEAST_HEADINGS: Final = 2


def layouts(sheets: Sequence[Sheet]) -> dict[str, Layout]:
    """Return the tables of all sheets by sheet name, the likeliest register first.

    A table whose headings use no known word comes last, for the office to match by hand.
    """
    found = {sheet.name: layout for sheet in sheets if (layout := find_layout(sheet) or guess_layout(sheet))}
    hidden = {sheet.name for sheet in sheets if sheet.is_hidden}
    ranked = sorted(
        found.values(),
        key=lambda each: (each.is_guess, each.sheet in hidden, -len(each.proposal()), -len(each.columns)),
    )
    return {layout.sheet: layout for layout in ranked}


def guess_layout(sheet: Sheet) -> Layout | None:
    """Take the first row of short texts that is at least half as wide as the table for its headings.

    None when no such row has anything below it.
    """
    rows = sheet.rows[:SEARCH_ROWS]
    widest = max((_filled(row) for row in rows), default=0)
    for position, row in enumerate(rows):
        if _filled(row) >= max(LEAST_HEADINGS, widest / 2) and may_be_headings([row]):
            headings = sheet.rows[position : position + _height(sheet, row)]
            if all(below.is_blank for below in sheet.rows[position + len(headings) :]):
                return None
            columns = columns_of(sheet, headings)
            layout = Layout(sheet.name, row.number, headings[-1].number, columns, is_guess=True)
            return with_details(sheet, layout, sheet.rows[:position])
    return None


def _filled(row: Row) -> int:
    return sum(not cell.is_blank for cell in row.cells)


def _height(sheet: Sheet, row: Row) -> int:
    """Return 2 when a heading is merged with the cell beside or below it, as two-line headings are."""
    return 1 + any(merge.first_row == row.number for merge in sheet.merges)
