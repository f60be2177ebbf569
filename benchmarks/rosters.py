"""Rosters against the raw libraries: the same cells by openpyxl, the same strings by reportlab's canvas.

Rows are made up on the way, so these figures are of the writers alone;
``register_rosters`` measures from the query to the bytes. Times are CPU time,
medians of interleaved rounds; memory is the rise of
a fresh process's peak over its peak after imports.
"""

import itertools
import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from io import BytesIO
from pathlib import Path
from statistics import median
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Border, Font, Side
from reportlab.pdfgen.canvas import Canvas

from benchmarks.figures import Figure
from reports.columns import Column, Roster, Stamp, shown_cells
from reports.roster_layout import FACE, PAGE_HEIGHT, PAGE_WIDTH, SIDE, TOP, RosterLayout
from reports.roster_pdf import write_pdf
from reports.spreadsheet import Form, write_xlsx
from reports.text import runs

ROSTER = Roster(
    "会員名簿",
    (
        Column("会員番号", "number", 10, "identifier"),
        Column("団体名", "name", 30),
        Column("フリガナ", "kana", 24),
        Column("団体種別", "kind", 12),
        Column("代表者", "head", 14),
        Column("郵便番号", "postal_code", 10, "postal_code"),
        Column("所在地", "address", 30),
        Column("電話番号", "phone", 14, "phone"),
        Column("FAX番号", "fax", 14, "phone"),
        Column("メール", "email", 22),
        Column("URL", "url", 24),
        Column("入会日", "joined_on", 14, "date"),
        Column("異動日", "changed_on", 14, "date"),
        Column("人数", "heads", 6, "integer"),
        Column("備考", "note", 20),
    ),
    key="benchmark",
)
#: The printed list of the second figure: eight columns on one page's width.
PRINTED = ROSTER.choose(("number", "name", "kana", "kind", "head", "phone", "joined_on", "heads"))
ROUNDS = 3
SMALL, LARGE, HUGE = 1_000, 10_000, 100_000
KILOBYTES_A_MEGABYTE = 1024
_rounds = itertools.count(1)


def rows(count: int) -> Iterator[dict[str, Any]]:
    """Yield fictional organisations, every one different, also from those of earlier rounds: no cache is warm."""
    first = next(_rounds) * 1_000_000
    for n in range(first, first + count):
        yield {
            "number": f"{n:05}",
            "name": f"NPO法人つながりの会{n}",
            "kana": f"ツナガリノカイ{n}",
            "kind": "NPO法人",
            "head": f"髙橋{n}子",
            "postal_code": "7708570",
            "address": f"徳島市架空町{n % 97}丁目{n % 31}番地",
            "phone": f"088-{n % 1000:03}-{n % 10000:04}",
            "fax": "088-000-0000",
            "email": f"kai{n}@example.jp",
            "url": f"https://example.jp/{n}",
            "joined_on": date(2023, 2, 20),
            "changed_on": date(2024, 4, 1 + n % 28),
            "heads": n % 300,
            "note": "" if n % 3 else "「見守り」を担当",
        }


def stamp(count: int) -> Stamp:
    """Return the stamp of a list of so many rows."""
    return Stamp(date(2026, 4, 1), datetime(2026, 4, 1, tzinfo=UTC), "全会員", count)


def ours_xlsx(count: int, form: Form = "print") -> None:
    """Write the workbook as the application does."""
    write_xlsx(ROSTER, rows(count), stamp(count), BytesIO(), form=form)


def openpyxl_xlsx(count: int) -> None:
    """Write the same cells with openpyxl's write-only mode, styled (it uses lxml where installed)."""
    book = Workbook(write_only=True)
    sheet: Any = book.create_sheet("会員名簿")
    side = Side(style="thin")
    font, border = Font(size=10), Border(left=side, right=side, top=side, bottom=side)
    alignment = Alignment(vertical="top", wrap_text=True)
    for row in rows(count):
        cells = []
        for value in shown_cells(ROSTER, row):
            cell = WriteOnlyCell(sheet, value=value)
            cell.font, cell.border, cell.alignment, cell.number_format = font, border, alignment, "@"
            cells.append(cell)
        sheet.append(cells)
    book.save(BytesIO())


def ours_pdf(count: int) -> None:
    """Draw the list as the application does."""
    write_pdf(PRINTED, rows(count), stamp(count), BytesIO())


def canvas_pdf(count: int) -> None:
    """Draw the same strings at the same places with Canvas.drawString and the same font; no grid, no wrapping."""
    layout = RosterLayout(PRINTED)
    font = runs("あ", FACE)[0].font
    canvas: Any = Canvas(BytesIO(), (PAGE_WIDTH, PAGE_HEIGHT), invariant=1)
    [panel] = layout.panels
    y = PAGE_HEIGHT - TOP
    canvas.setFont(font, layout.size)
    for row in rows(count):
        y -= 16
        if y < SIDE:
            canvas.showPage()
            canvas.setFont(font, layout.size)
            y = PAGE_HEIGHT - TOP
        for x, text in zip(panel.lefts, shown_cells(PRINTED, row), strict=True):
            canvas.drawString(x, y, text)
    canvas.save()


def ratio(ours: Callable[[int], None], floor: Callable[[int], None], count: int, rounds: int = ROUNDS) -> float:
    """Return ours over floor, by the medians of interleaved rounds."""
    times: tuple[list[float], list[float]] = ([], [])
    for _ in range(rounds):
        for kept, work in zip(times, (ours, floor), strict=True):
            kept.append(cpu_seconds(work, count))
    return median(times[0]) / median(times[1])


def cpu_seconds(work: Callable[[int], None], count: int) -> float:
    """Return the CPU time of one run in seconds."""
    start = time.process_time()
    work(count)
    return time.process_time() - start


def memory_above_idle(work: str, count: int) -> float:
    """Return by how many MB a fresh process's peak memory rises while it runs one of this module's functions."""
    code = (
        "from benchmarks import rosters as b; b.ours_pdf(1); b.ours_xlsx(1); idle = b.peak_kilobytes();"
        f"b.{work}({count}); print(b.peak_kilobytes() - idle)"
    )
    root = Path(__file__).parent.parent
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True, cwd=root)
    return int(done.stdout) / KILOBYTES_A_MEGABYTE


def peak_kilobytes() -> int:
    """Return this process's peak resident size (Linux; ru_maxrss would include the parent's)."""
    status = Path("/proc/self/status").read_text(encoding="utf-8")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1])  # type: ignore[index]


def measure() -> list[Figure]:
    """Return the figure of every aim that concerns rosters; they are ratios but for those in MB."""
    ours_pdf(1)
    canvas_pdf(1)
    times = {count: median(cpu_seconds(ours_pdf, count) for _ in range(ROUNDS)) for count in (SMALL, LARGE)}
    xlsx_small, xlsx_huge = (memory_above_idle("ours_xlsx", count) for count in (LARGE, HUGE))
    return [
        Figure("roster XLSX 10,000 × 15 / openpyxl write-only styled", ratio(ours_xlsx, openpyxl_xlsx, LARGE, 1), 1.25),
        Figure("roster XLSX 10,000 × 15, MB above idle", xlsx_small, 60),
        Figure("roster XLSX 100,000 × 15, MB above idle, its bytes included", xlsx_huge, 60),
        Figure("roster PDF 1,000 rows / canvas.drawString", ratio(ours_pdf, canvas_pdf, SMALL), 1.5),
        Figure("roster PDF 10,000 rows / canvas.drawString", ratio(ours_pdf, canvas_pdf, LARGE), 1.5),
        Figure("roster PDF 10,000 rows / ten times 1,000 rows", times[LARGE] / times[SMALL] / 10, 1.3),
        Figure("roster PDF 10,000 rows, MB above idle", memory_above_idle("ours_pdf", LARGE), 80),
    ]
