"""The named cells of a workbook, as they were typed: nothing is evaluated."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.cell import column_index_from_string, coordinate_from_string
from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from reports.characters import readable
from reports.workbook_safety import WorkbookRefused

#: A form has some 100 rows and 7 columns; a person may have inserted some.
MOST_ROWS, MOST_COLUMNS = 1_000, 50
#: Serial numbers of 1 January 2000 and 31 December 2099: a bare number between them in a day's cell is a day.
EARLIEST_SERIAL, LATEST_SERIAL = 36_526, 73_050


@dataclass(frozen=True)
class NamedCell:
    """One named cell as it was found."""

    place: str
    value: Any
    kind: str

    @property
    def text(self) -> str:
        """Return the value as text: ISO for dates, no ``.0`` behind whole numbers."""
        value = self.value
        if value is None:
            return ""
        if isinstance(value, datetime):
            return value.date().isoformat()
        if isinstance(value, date):
            return value.isoformat()
        if isinstance(value, float) and value.is_integer():
            return str(int(value))
        text = readable(unescape(value)) if isinstance(value, str) else str(value)
        return text if text.strip() else ""

    @property
    def day(self) -> str:
        """Return a bare number that can only be a day's serial number as ISO text, else nothing."""
        if not isinstance(self.value, int | float) or not EARLIEST_SERIAL <= self.value <= LATEST_SERIAL:
            return ""
        return str(from_excel(self.value).date().isoformat())


def named_cells(content: bytes, is_wanted: Callable[[str], bool]) -> dict[str, NamedCell]:
    """Return every cell that has a wanted name; only the rows they stand in are parsed.

    The content must have passed ``check_workbook``. Raises WorkbookRefused for a
    name far outside any form, and whatever the library raises for a forged part.
    """
    book = load_workbook(BytesIO(content), read_only=True, keep_links=False)
    by_sheet: dict[str, dict[tuple[int, int], str]] = {}
    for name, defined in book.defined_names.items():
        for sheet, place in defined.destinations if is_wanted(name) else ():
            by_sheet.setdefault(sheet, {})[_row_and_column(place)] = name
    found: dict[str, NamedCell] = {}
    for sheet, places in by_sheet.items():
        if sheet in book.sheetnames:
            found.update(_cells_of(book[sheet], places))
    return found


def _row_and_column(place: str) -> tuple[int, int]:
    column, row = coordinate_from_string(place.split(":", maxsplit=1)[0].replace("$", ""))
    index = column_index_from_string(column)
    if row > MOST_ROWS or index > MOST_COLUMNS:
        raise WorkbookRefused("too_many_rows")
    return row, index


def _cells_of(sheet: Any, places: Mapping[tuple[int, int], str]) -> Iterable[tuple[str, NamedCell]]:
    last_row, last_column = max(row for row, _ in places), max(column for _, column in places)
    for number, row in enumerate(sheet.iter_rows(min_row=1, max_row=last_row, max_col=last_column), start=1):
        for index, cell in enumerate(row, start=1):
            name = places.get((number, index))
            if name is not None:
                yield name, NamedCell(f"{sheet.title}!{getattr(cell, 'coordinate', '')}", cell.value, cell.data_type)
