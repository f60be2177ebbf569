"""Rows of a worksheet written as XML into the shell that openpyxl made.

openpyxl makes the workbook (styles, print set-up, names); prototype rows at
its end stand for the body. This module replaces them by as many rows as the
roster has, at a twentieth of the cost of cell objects and with flat memory.
Text is always written as an inline string (ECMA-376 part 1, 18.3.1.53), so that
``=1+1`` can never become a formula; a test compares the result with openpyxl's
own writing cell by cell.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import IO, BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from reports.columns import Flat, RowCountDiffers

#: Excel's own bounds (Microsoft, "Excel specifications and limits").
LONGEST_TEXT, MOST_ROWS = 32_767, 1_048_576
#: Excel's calendar begins on 1 January 1900.
FIRST_YEAR = 1900
_ROWS_A_WRITE = 500
_SPECIAL = re.compile("[&<>]")
#: Excel reads _x0041_ as A unless its underscore is itself escaped (ECMA-376 part 1, 22.9.2.19 ST_Xstring).
_ESCAPE_LOOKALIKE = re.compile("_x[0-9A-Fa-f]{4}_")


class SheetOverflow(ValueError):
    """A text or a number of rows is beyond what a worksheet can hold."""

    def __init__(self, limit: int, what: str) -> None:
        super().__init__(f"a worksheet holds at most {limit} {what}")


@dataclass(frozen=True)
class Body:
    """Where the rows go: the sheet's part name, the prototype's row number, the style of each column.

    ``heights``, where given, says for each row its height in points and whether
    it is set in the small styles.
    """

    part: str
    first_row: int
    style_ids: tuple[int, ...]
    count: int
    small_style_ids: tuple[int, ...] = ()
    heights: Callable[[Sequence[Flat]], tuple[float | None, bool]] | None = None


def write_bodies(shell: BinaryIO, parts: Sequence[tuple[Body, Iterable[Sequence[Flat]]]], target: BinaryIO) -> None:
    """Copy the shell to ``target`` with each body's rows in place of its prototypes.

    Raises RowCountDiffers when a body got another number of rows than it announced,
    SheetOverflow beyond Excel's limits; the target is then unusable.
    """
    bodies = {body.part: (body, rows) for body, rows in parts}
    with ZipFile(shell) as source, ZipFile(target, "w", ZIP_DEFLATED) as output:
        for entry in source.infolist():
            if entry.filename in bodies:
                with output.open(_entry(entry), "w", force_zip64=True) as part:
                    _write_sheet(source.read(entry).decode("utf-8"), *bodies[entry.filename], part)
            else:
                output.writestr(_entry(entry), source.read(entry))


def _write_sheet(sheet: str, body: Body, rows: Iterable[Sequence[Flat]], part: IO[bytes]) -> None:
    head, tail = _split(sheet, body)
    written = 0
    part.write(head.encode("utf-8"))
    for count, chunk in _chunks(rows, body):
        part.write(chunk.encode("utf-8"))
        written = count
    part.write(tail.encode("utf-8"))
    if written != body.count:
        raise RowCountDiffers(body.count, written)


def _entry(original: ZipInfo) -> ZipInfo:
    entry = ZipInfo(original.filename, original.date_time)
    entry.compress_type = ZIP_DEFLATED
    return entry


def _split(sheet: str, body: Body) -> tuple[str, str]:
    """Cut the sheet at the prototype rows and mend the two places that name its extent."""
    last = get_column_letter(len(body.style_ids)) + str(max(body.first_row + body.count - 1, body.first_row - 1))
    sheet = re.sub(r'<dimension ref="[^"]*"', f'<dimension ref="A1:{last}"', sheet, count=1)
    found = re.search(rf'<row r="{body.first_row}".*</row>(?=</sheetData>)', sheet, re.DOTALL)
    if found is None:
        message = "the shell has no prototype rows"
        raise ValueError(message)
    # Telephone numbers are text on purpose: without this every one gets Excel's green warning triangle.
    quiet = f'<ignoredErrors><ignoredError sqref="A1:{last}" numberStoredAsText="1"/></ignoredErrors></worksheet>'
    return sheet[: found.start()], sheet[found.end() :].replace("</worksheet>", quiet)


def _chunks(rows: Iterable[Sequence[Flat]], body: Body) -> Iterator[tuple[int, str]]:
    normal, small = _openings(body.style_ids), _openings(body.small_style_ids)
    buffer: list[str] = []
    count = 0
    for count, row in enumerate(rows, start=1):
        number = body.first_row + count - 1
        if number > MOST_ROWS:
            raise SheetOverflow(MOST_ROWS, "rows")
        height, is_small = body.heights(row) if body.heights else (None, False)
        columns = small if is_small else normal
        cells = [_cell(letter, number, style, value) for (letter, style), value in zip(columns, row, strict=True)]
        taller = "" if height is None else f' ht="{height:g}" customHeight="1"'
        buffer.append(f'<row r="{number}"{taller}>{"".join(cells)}</row>')
        if len(buffer) == _ROWS_A_WRITE:
            yield count, "".join(buffer)
            buffer.clear()
    if buffer:
        yield count, "".join(buffer)


def _openings(style_ids: tuple[int, ...]) -> list[tuple[str, str]]:
    return [(get_column_letter(n), f'" s="{style}"') for n, style in enumerate(style_ids, start=1)]


def _cell(letter: str, number: int, style: str, value: Flat) -> str:
    if value.__class__ is str:
        return f'<c r="{letter}{number}{style}{_text(value)}' if value else f'<c r="{letter}{number}{style}/>'
    if value is None:
        return f'<c r="{letter}{number}{style}/>'
    if isinstance(value, int):
        return f'<c r="{letter}{number}{style}><v>{int(value)}</v></c>'
    if isinstance(value, str):
        return f'<c r="{letter}{number}{style}{_text(str(value))}'
    return f'<c r="{letter}{number}{style}{_day(value)}'


def _text(text: str) -> str:
    if len(text) > LONGEST_TEXT:
        raise SheetOverflow(LONGEST_TEXT, "characters in a cell")
    if "_x" in text:
        text = _ESCAPE_LOOKALIKE.sub(r"_x005F\g<0>", text)
    if _SPECIAL.search(text):
        text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f' t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'


@lru_cache(maxsize=4096)
def _day(value: date | datetime) -> str:
    """Return the rest of a date cell; a day before Excel's calendar begins stays ISO text."""
    if value.year < FIRST_YEAR:
        return _text(value.isoformat())
    return f"><v>{to_excel(value)}</v></c>"  # type: ignore[no-untyped-call]
