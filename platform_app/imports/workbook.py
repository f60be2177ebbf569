"""From an uploaded file to sheets of cells."""

import csv
import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import PurePath
from typing import Final

from python_calamine import CalamineError, CalamineWorkbook

from platform_app.imports.package import Refusal, WorkbookRefused, check_size, open_package
from platform_app.imports.structure import Merge, Structure, cell_styles, read_structure, sheet_parts

#: How far a sheet may reach; beyond, it is refused before memory is spent on it.
ROW_LIMIT: Final = 20_000
COLUMN_LIMIT: Final = 200
SHEET_LIMIT: Final = 50

#: What a spreadsheet is told to treat as the start of a formula; exports put an apostrophe before it.
FORMULA_STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'")

CellValue = str | int | float | bool | date | datetime | time | timedelta | None


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its value (None when blank) and what its look or origin says.

    Whole numbers are int; ``error`` is an error value such as ``#N/A``; ``fill``
    is a word for the background colour, empty for none.
    """

    value: CellValue = None
    is_struck: bool = False
    is_formula: bool = False
    error: str = ""
    fill: str = ""

    @property
    def text(self) -> str:
        """The value as text, verbatim for text; dates in ISO form; empty when blank."""
        if isinstance(self.value, str):
            return self.value
        if self.value is None:
            return ""
        if isinstance(self.value, datetime):
            return self.value.date().isoformat() if self.value.time() == time() else self.value.isoformat(" ")
        return str(self.value)

    @property
    def is_blank(self) -> bool:
        """Whether nothing but white space was typed."""
        return not self.text.strip() and not self.error and not self.is_formula


BLANK: Final = Cell()


@dataclass(frozen=True, slots=True)
class Row:
    """One row; ``number`` is the sheet's own 1-based row number."""

    number: int
    cells: tuple[Cell, ...]
    is_hidden: bool = False

    def cell(self, column: int) -> Cell:
        """Return the cell at a 1-based column, blank beyond the end."""
        return self.cells[column - 1] if 1 <= column <= len(self.cells) else BLANK

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return all(cell.is_blank for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet from its first row to its last non-empty one; columns are 1-based."""

    name: str
    rows: tuple[Row, ...]
    width: int
    hidden_columns: frozenset[int] = frozenset()
    merges: tuple[Merge, ...] = ()
    is_hidden: bool = False


def read_workbook(content: bytes, filename: str = "") -> tuple[Sheet, ...]:
    """Read an .xlsx, .xlsm or .csv by its content; the name only tells a CSV from rubbish.

    Raises WorkbookRefused with a sentence for everything else.
    """
    check_size(content)
    if PurePath(filename).suffix.lower() in {".csv", ".txt"} and not content.startswith(b"PK\x03\x04"):
        sheets = [_read_csv(content, filename)]
    else:
        sheets = list(_read_xlsx(content))
    if not any(sheet.rows for sheet in sheets):
        raise WorkbookRefused(Refusal.NO_ROWS)
    return tuple(sheets)


def _read_xlsx(content: bytes) -> Iterator[Sheet]:
    """Judge the structure of every sheet first, then let calamine read the values."""
    parts = open_package(content)
    styles = cell_styles(parts)
    described = []
    for part in sheet_parts(parts):
        structure = read_structure(part.xml, styles)
        _refuse_far_values(part.name, structure.last_row, structure.last_column)
        described.append((part, structure))
    if len(described) > SHEET_LIMIT:
        raise WorkbookRefused(Refusal.TOO_MANY_SHEETS, limit=SHEET_LIMIT)
    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
        for part, structure in described:
            values = workbook.get_sheet_by_name(part.name).to_python(skip_empty_area=False)
            yield _sheet(part.name, values, structure, is_hidden=part.is_hidden)
    except (CalamineError, OSError, ValueError) as error:
        raise WorkbookRefused(Refusal.DAMAGED) from error
    except BaseException as error:
        # A panic of the native reader derives from BaseException alone.
        if type(error).__name__ != "PanicException":
            raise
        raise WorkbookRefused(Refusal.DAMAGED) from error


def _sheet(name: str, values: Sequence[Sequence[object]], structure: Structure, *, is_hidden: bool) -> Sheet:
    rows = []
    for number in range(1, structure.last_row + 1):
        typed = values[number - 1] if number <= len(values) else ()
        cells = tuple(
            _cell(typed[column - 1] if column <= len(typed) else "", structure, (number, column))
            for column in range(1, structure.last_column + 1)
        )
        rows.append(Row(number, cells, number in structure.hidden_rows))
    return Sheet(
        name,
        _without_blank_end(rows),
        structure.last_column,
        frozenset(structure.hidden_columns),
        tuple(structure.merges),
        is_hidden,
    )


def _cell(value: object, structure: Structure, place: tuple[int, int]) -> Cell:
    mark = structure.marks.get(place)
    plain = _plain(value)
    if mark is None:
        return Cell(plain) if plain is not None else BLANK
    return Cell(plain, mark.style.is_struck, mark.is_formula, mark.error, mark.style.fill)


def _plain(value: object) -> CellValue:
    """Turn a whole float into int and the empty text into None."""
    if isinstance(value, str):
        return value or None
    if value is None:
        return None
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value  # noqa: PLR2004 - exact in a double
    if isinstance(value, bool | int | date | datetime | time | timedelta):
        return value
    return str(value)


def _without_blank_end(rows: list[Row]) -> tuple[Row, ...]:
    end = len(rows)
    while end and rows[end - 1].is_blank:
        end -= 1
    return tuple(rows[:end])


def _refuse_far_values(sheet: str, last_row: int, last_column: int) -> None:
    if last_row > ROW_LIMIT:
        raise WorkbookRefused(Refusal.TOO_MANY_ROWS, sheet=sheet, limit=ROW_LIMIT)
    if last_column > COLUMN_LIMIT:
        raise WorkbookRefused(Refusal.TOO_MANY_COLUMNS, sheet=sheet, limit=COLUMN_LIMIT)


def _read_csv(content: bytes, filename: str) -> Sheet:
    """Read UTF-8 (with or without its mark), UTF-16 with its mark, or CP932."""
    name = PurePath(filename).stem
    try:
        table = list(csv.reader(io.StringIO(_decoded(content), newline=""), strict=True))
    except csv.Error as error:
        raise WorkbookRefused(Refusal.DAMAGED) from error
    width = max((len(line) for line in table), default=0)
    _refuse_far_values(name, len(table), width)
    rows = [Row(number, tuple(Cell(_unguarded(text) or None) for text in line)) for number, line in enumerate(table, 1)]
    return Sheet(name, _without_blank_end(rows), width)


def _decoded(content: bytes) -> str:
    if b"\x00" in content and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise WorkbookRefused(Refusal.NOT_A_WORKBOOK)
    encodings = ["utf-16"] if content.startswith((b"\xff\xfe", b"\xfe\xff")) else ["utf-8-sig", "cp932"]
    for encoding in encodings:
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise WorkbookRefused(Refusal.NOT_A_WORKBOOK)


def _unguarded(text: str) -> str:
    """Take away the apostrophe that a CSV export puts before a formula's first character."""
    return text[1:] if text.startswith("'") and text[1:].startswith(FORMULA_STARTS) else text
