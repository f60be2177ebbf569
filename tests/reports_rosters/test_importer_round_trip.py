"""What the rosters write, the register's own importer reads back unchanged."""

import pytest

from platform_app.imports.workbook import read_workbook
from reports.columns import Roster
from reports.delimited import to_csv
from reports.roster_table import table
from reports.spreadsheet import to_xlsx
from tests.reports_rosters.samples import FORMULA_LIKE, KEPT_TEXTS, ROSTERS, sample_row, stamp

every_roster = pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: roster.key)
TEXTS = [text for text in KEPT_TEXTS if text.strip()]


def texts(content: bytes, name: str, first: int, width: int) -> list[list[str]]:
    """Return the texts of the first sheet from row ``first`` on, as the importer sees them."""
    sheet = read_workbook(content, name)[0]
    rows = [row for row in sheet.rows if row.number >= first]
    return [[cell.text for cell in row.cells[:width]] + [""] * (width - len(row.cells)) for row in rows]


@every_roster
def test_the_printed_workbook_reads_back_as_it_is_shown(roster: Roster) -> None:
    rows = [sample_row(roster, text) for text in TEXTS]
    content = to_xlsx(roster, rows, stamp(len(rows)))
    assert texts(content, "roster.xlsx", 4, len(roster.columns)) == table(roster, rows).rows


@every_roster
def test_the_flat_workbook_and_the_csv_read_back_alike(roster: Roster) -> None:
    rows = [sample_row(roster, text) for text in TEXTS if "\u2028" not in text]
    width = len(roster.flat_columns())
    plain = [c.kind != "datetime" for c in roster.flat_columns()]
    book = texts(to_xlsx(roster, rows, stamp(len(rows)), form="data"), "roster.xlsx", 2, width)
    lines = texts(to_csv(roster, rows, stamp(len(rows))), "roster.csv", 2, width)
    for one, other in zip(book, lines, strict=True):
        assert [c for c, p in zip(one, plain, strict=True) if p] == [c for c, p in zip(other, plain, strict=True) if p]


@pytest.mark.parametrize("text", FORMULA_LIKE)
def test_text_that_looks_like_a_formula_is_no_formula_to_the_importer(text: str) -> None:
    roster = ROSTERS[-1]
    sheet = read_workbook(to_xlsx(roster, [sample_row(roster, text)], stamp(1), form="data"), "roster.xlsx")[0]
    [cell] = {row.cells[1] for row in sheet.rows if row.number == 2}
    assert (cell.value, cell.is_formula, cell.error) == (text, False, "")
