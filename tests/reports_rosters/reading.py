"""Read workbooks and PDFs back with programs other than the one that wrote them."""

import subprocess
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook


def sheet_of(content: bytes, name: str | None = None) -> Any:
    """Return a sheet as openpyxl reads it."""
    book = load_workbook(BytesIO(content))
    return book[name] if name else book.worksheets[0]


def openpyxl_rows(content: bytes, first: int) -> list[list[Any]]:
    """Return the values from row ``first`` on, with openpyxl, which leaves Excel's escapes to its caller."""
    sheet = sheet_of(content)
    return [
        [unescape(cell.value) if isinstance(cell.value, str) else cell.value for cell in row]
        for row in sheet.iter_rows(min_row=first)
    ]


def calamine_rows(content: bytes, first: int, width: int) -> list[list[Any]]:
    """Return the values from row ``first`` on, with calamine; empty cells are empty texts."""
    sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0)
    return [row[:width] for row in sheet.to_python(skip_empty_area=False)[first - 1 :]]


def as_text(value: Any) -> str:
    """Return a cell's value as CSV writes it, whatever the reader made of it."""
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.date().isoformat() if value.hour == value.minute == 0 else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)


def pdf_text(content: bytes, tmp_path: Path) -> str:
    """Return the text layer with poppler, in the order of drawing."""
    path = tmp_path / "roster.pdf"
    path.write_bytes(content)
    done = subprocess.run(["pdftotext", "-raw", str(path), "-"], check=True, capture_output=True)
    return done.stdout.decode("utf-8")
