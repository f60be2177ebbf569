"""Every roster says the same in every format, cell by cell."""

import re
import shutil
from pathlib import Path

import pytest

from reports.columns import Roster, shown
from reports.delimited import csv_cell, read_csv, to_csv
from reports.roster_layout import RosterLayout
from reports.roster_pdf import to_pdf
from reports.roster_table import table
from reports.spreadsheet import to_xlsx
from tests.reports_rosters.reading import as_text, calamine_rows, openpyxl_rows, pdf_text
from tests.reports_rosters.samples import ROSTERS, empty_row, sample_row, sample_rows, stamp

every_roster = pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: roster.key)


@every_roster
def test_the_printed_workbook_shows_what_the_table_shows(roster: Roster) -> None:
    rows = sample_rows(roster)
    content = to_xlsx(roster, rows, stamp(len(rows)))
    expected = table(roster, rows).rows
    assert [[as_text(v) for v in row] for row in openpyxl_rows(content, 4)] == expected
    assert [[as_text(v) for v in row] for row in calamine_rows(content, 4, len(roster.columns))] == expected


@every_roster
def test_the_flat_workbook_holds_what_the_csv_holds(roster: Roster) -> None:
    rows = sample_rows(roster)
    width = len(roster.flat_columns())
    content = to_xlsx(roster, rows, stamp(len(rows)), form="data")
    heading, *lines = read_csv(to_csv(roster, rows, stamp(len(rows))))
    assert heading[:width] == openpyxl_rows(content, 1)[0]
    expected = [line[:width] for line in lines]
    assert [[as_text(v) for v in row] for row in openpyxl_rows(content, 2)] == expected
    assert [[as_text(v) for v in row] for row in calamine_rows(content, 2, width)] == expected


@every_roster
def test_the_flat_form_gives_back_what_the_printed_form_shows(roster: Roster) -> None:
    rows = sample_rows(roster)
    flat_rows = openpyxl_rows(to_xlsx(roster, rows, stamp(len(rows)), form="data"), 2)
    columns = roster.flat_columns()
    for cells, texts in zip(flat_rows, table(roster, rows).rows, strict=True):
        labels = [(c.origin, v) for c, v in zip(columns, cells, strict=True) if c.kind not in ("code", "choices")]
        for (column, value), text in zip(labels, texts, strict=True):
            if column.kind in ("choices", "list"):
                assert (value or "").replace(";", "、") == text
            elif column.kind == "datetime":
                assert (text == "") if value is None else f"{value:%H:%M}" in text
            elif column.kind == "code":
                assert (value or "") == text
            else:
                assert shown(column, value.date() if column.kind == "date" and value else value) == text


@every_roster
@pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")
def test_the_pdf_holds_every_character_of_every_cell(roster: Roster, tmp_path: Path) -> None:
    texts = ["𠮷田の会", "渡邉德永﨑山髙橋", "NPO法人You&ゆう", "=1+1", "葛\U000e0100城市", "<b>太字</b>"]
    rows = [*(sample_row(roster, text) for text in texts), empty_row(roster)]
    content = re.sub(r"\s", "", pdf_text(to_pdf(roster, rows, stamp(len(rows))), tmp_path))
    for row in table(roster, rows).rows:
        for cell in row:
            assert re.sub(r"\s", "", cell) in content
    for column in roster.columns:
        assert column.heading in content
    assert "令和8年4月1日現在" in content
    assert f"{len(rows)}件" in content
    assert "出力日時：" in content


@every_roster
def test_the_lines_of_a_pdf_row_are_the_cells_without_loss(roster: Roster) -> None:
    rows = sample_rows(roster)
    layout = RosterLayout(roster)
    drawn = [[""] * len(roster.columns) for _ in rows]
    expected = table(roster, rows).rows
    number = 0
    for page in layout.pages(roster, rows):
        for row in page:
            for index, cell in enumerate(row.cells):
                drawn[number][index] += "".join(cell.lines)
            if [_letters(t) for t in drawn[number]] == [_letters(t) for t in expected[number]]:
                number += 1
    assert number == len(rows)


def _letters(text: str) -> str:
    return re.sub("[\n\u2028\u200b\u202e\ufeff\u00ad\t ]", "", text)


def test_csv_cells_are_bare_numbers_and_iso_dates() -> None:
    roster = ROSTERS[3]
    line = read_csv(to_csv(roster, [sample_row(roster, "会")], stamp(1)))[1]
    assert "2026-04-01 10:30" in line
    assert "2026-04-02" in line
    assert csv_cell(-5) == "-5"
