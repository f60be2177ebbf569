"""A roster as CSV: the flat projection, one heading line, safe to open in a spreadsheet.

A spreadsheet runs a CSV cell that begins with ``= + - @`` (also full-width), a
tab or a line end as a formula (OWASP, CSV Injection). Such a text, and a text
that begins with an apostrophe, gets one apostrophe in front; ``read_csv`` takes
exactly one leading apostrophe away again, so every text comes back unchanged.
Numbers and dates are written bare.
"""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import StringIO
from typing import Any, Literal

from platform_app.dates import to_tokyo
from reports.columns import Flat, Roster, RowCountDiffers, Stamp, flat_cells

Encoding = Literal["utf-8-sig", "cp932"]
#: The stamp in machine-readable form: constant columns behind the roster's own.
STAMP_HEADINGS = ("基準日", "出力日時", "件数")
_GUARD = "'"
_ROWS_A_PIECE = 500
_RISKY = tuple("=+-@\t\r\n＝＋－＠" + _GUARD)


@dataclass(frozen=True)
class LostCharacter:
    """A character that an encoding cannot hold: which, how often, and the heading and row (from 1) of its first use."""

    character: str
    count: int
    heading: str
    row: int


def to_csv(roster: Roster, rows: Iterable[Any], stamp: Stamp, *, encoding: Encoding = "utf-8-sig") -> bytes:
    """Return the CSV as bytes, CR LF at line ends (RFC 4180).

    With ``cp932`` a character that the code page lacks becomes 〓; call
    ``lost_characters`` first and show the person what that would be.
    """
    return b"".join(csv_chunks(roster, rows, stamp, encoding=encoding))


def csv_chunks(
    roster: Roster, rows: Iterable[Any], stamp: Stamp, *, encoding: Encoding = "utf-8-sig"
) -> Iterator[bytes]:
    """Yield the CSV in pieces of a few hundred rows, for a streamed download."""
    stated = [stamp.as_of.isoformat(), f"{to_tokyo(stamp.printed_at):%Y-%m-%d %H:%M}", str(stamp.count)]
    buffer = StringIO(newline="")
    writer = csv.writer(buffer, lineterminator="\r\n")
    writer.writerow([*(guarded(column.heading) for column in roster.flat_columns()), *STAMP_HEADINGS])
    mark = b"\xef\xbb\xbf" if encoding == "utf-8-sig" else b""
    number = 0
    for number, row in enumerate(rows, start=1):
        writer.writerow([*map(csv_cell, flat_cells(roster, row)), *stated])
        if number % _ROWS_A_PIECE == 0:
            yield mark + _encoded(buffer.getvalue(), encoding)
            mark = b""
            buffer.seek(0)
            buffer.truncate()
    if number != stamp.count:
        raise RowCountDiffers(stamp.count, number)
    yield mark + _encoded(buffer.getvalue(), encoding)


def csv_cell(value: Flat) -> str:
    """Return the text of one cell: ISO dates, bare numbers, guarded text."""
    if value is None:
        return ""
    if isinstance(value, str):
        return guarded(value)
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    return str(int(value))


def guarded(text: str) -> str:
    """Return the text with one apostrophe in front where a spreadsheet might run it."""
    return _GUARD + text if text.startswith(_RISKY) else text


def unguarded(text: str) -> str:
    """Undo ``guarded``: take one leading apostrophe away if a risky character follows it."""
    return text[1:] if text.startswith(_GUARD) and text[1:].startswith(_RISKY) else text


def read_csv(content: bytes) -> list[list[str]]:
    """Read back a CSV that this module wrote, in either encoding; guards are taken off."""
    encoding = "utf-8-sig" if content.startswith(b"\xef\xbb\xbf") else "cp932"
    lines = csv.reader(StringIO(content.decode(encoding), newline=""))
    return [[unguarded(cell) for cell in line] for line in lines]


def lost_characters(roster: Roster, rows: Iterable[Any], *, encoding: Encoding = "cp932") -> list[LostCharacter]:
    """Return what ``encoding`` cannot hold, in order of first use; empty when nothing would be lost."""
    columns = roster.flat_columns()
    found: dict[str, LostCharacter] = {}
    for number, row in enumerate(rows, start=1):
        for column, value in zip(columns, flat_cells(roster, row), strict=True):
            if isinstance(value, str) and not _holds(value, encoding):
                for character in (c for c in value if not _holds(c, encoding)):
                    first = found.get(character)
                    found[character] = (
                        LostCharacter(character, 1, column.heading, number)
                        if first is None
                        else LostCharacter(character, first.count + 1, first.heading, first.row)
                    )
    return list(found.values())


def _holds(text: str, encoding: Encoding) -> bool:
    """Tell whether the text survives the encoding and its decoding unchanged."""
    name = "utf-8" if encoding == "utf-8-sig" else encoding
    try:
        return text.encode(name).decode(name) == text
    except UnicodeEncodeError:
        return False


def _encoded(text: str, encoding: Encoding) -> bytes:
    if encoding == "utf-8-sig":
        return text.encode("utf-8")
    return text.encode(encoding) if _holds(text, encoding) else b"".join(_cp932(c) for c in text)


def _cp932(character: str) -> bytes:
    return character.encode("cp932") if _holds(character, "cp932") else "〓".encode("cp932")
