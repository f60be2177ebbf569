"""Rosters from the query to the bytes, against the raw libraries given the same cells."""

from collections.abc import Sequence
from datetime import date
from io import BytesIO
from typing import Any

from flask import Flask
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from reportlab.pdfgen.canvas import Canvas

from benchmarks.figures import Figure, interleaved, milliseconds
from benchmarks.registers import register_of
from platform_app.members.rosters import OUTPUTS, Extract, rows, with_places
from reports.columns import Roster, shown_cells
from reports.roster_layout import FACE, PAGE_HEIGHT, PAGE_WIDTH, SIDE, TOP, RosterLayout
from reports.rosters.members import MEMBERS, MEMBERS_BRIEF
from reports.text import runs

SMALL, LARGE, ROUNDS = 1_000, 10_000, 3
DAY = Extract(date(2026, 4, 1))
#: Fifteen columns of the register.
FIFTEEN = MEMBERS.choose(tuple(column.key for column in MEMBERS.columns[:15]))
LINE_HEIGHT = 16


def measure() -> list[Figure]:
    """Return the figures of a workbook and of two printed lists."""
    with register_of(LARGE) as large, register_of(SMALL) as small:
        return [
            _workbook(large),
            _printed(small, SMALL),
            _printed(large, LARGE),
        ]


def write(app: Flask, roster: Roster, output: str) -> None:
    """Write a roster as the application does: query, rows, visibility, bytes."""
    with app.app_context():
        count, found = rows(roster.key, DAY)
        OUTPUTS[output].write(with_places(roster), found, DAY.stamp(count))


def cells_of(app: Flask, roster: Roster) -> list[list[str]]:
    """Return the texts of a roster, for the floors."""
    with app.app_context():
        placed = with_places(roster)
        return [list(shown_cells(placed, row)) for row in rows(roster.key, DAY)[1]]


def _workbook(app: Flask) -> Figure:
    cells = cells_of(app, FIFTEEN)
    write(app, FIFTEEN, "print.xlsx")
    ours, least = interleaved(
        lambda: write(app, FIFTEEN, "print.xlsx"), lambda: openpyxl_workbook(cells), rounds=ROUNDS
    )
    detail = f"{milliseconds(ours)} / {milliseconds(least)} CPU"
    return Figure(f"roster XLSX of {LARGE:,} × 15 from query / openpyxl styled", ours / least, 1.25, detail)


def _printed(app: Flask, size: int) -> Figure:
    cells = cells_of(app, MEMBERS_BRIEF)
    write(app, MEMBERS_BRIEF, "pdf")
    ours, least = interleaved(
        lambda: write(app, MEMBERS_BRIEF, "pdf"), lambda: canvas_list(MEMBERS_BRIEF, cells), rounds=ROUNDS
    )
    detail = f"{milliseconds(ours)} / {milliseconds(least)} CPU"
    return Figure(f"roster PDF of {size:,} from query / canvas.drawString", ours / least, 1.5, detail)


def openpyxl_workbook(rows_of_cells: Sequence[Sequence[str]]) -> None:
    """Write cells with openpyxl's write-only mode, styled."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("会員名簿")
    side = Side(style="thin")
    font, border = Font(size=10), Border(left=side, right=side, top=side, bottom=side)
    alignment = Alignment(vertical="top", wrap_text=True)
    for row in rows_of_cells:
        styled = []
        for text in row:
            cell = WriteOnlyCell(sheet, value=text)
            cell.font, cell.border, cell.alignment, cell.number_format = font, border, alignment, "@"
            styled.append(cell)
        sheet.append(styled)
    book.save(BytesIO())


def canvas_list(roster: Roster, rows_of_cells: Sequence[Sequence[str]]) -> None:
    """Draw texts with Canvas.drawString in the same font at the same columns; no grid, no wrapping."""
    layout = RosterLayout(roster)
    font = runs("あ", FACE)[0].font
    canvas: Any = Canvas(BytesIO(), (PAGE_WIDTH, PAGE_HEIGHT), invariant=1)
    canvas.setFont(font, layout.size)
    y = PAGE_HEIGHT - TOP
    for row in rows_of_cells:
        y -= LINE_HEIGHT
        if y < SIDE:
            canvas.showPage()
            canvas.setFont(font, layout.size)
            y = PAGE_HEIGHT - TOP
        for x, text in zip(layout.panels[0].lefts, row, strict=False):
            canvas.drawString(x, y, text)
    canvas.save()
