"""The two kinds of workbook: print set-up and machine-readable form."""

import tracemalloc
from datetime import date, datetime
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from reports.columns import Column, Roster, RowCountDiffers
from reports.data_dictionary import dictionary_rows
from reports.rosters.applications import APPLICATIONS, DECISION_BATCH
from reports.rosters.changes import DIFFERENCES, REGISTER_CHANGES, difference_text
from reports.spreadsheet import sheet_title, to_xlsx, write_printed_book, write_xlsx
from tests.reports_rosters.reading import openpyxl_rows, sheet_of
from tests.reports_rosters.samples import ROSTERS, sample_row, sample_rows, stamp

MEMBERS, MEMBERS_BRIEF = ROSTERS[0], ROSTERS[1]


def printed(roster: Roster) -> Any:
    """Return the printed workbook's sheet."""
    rows = sample_rows(roster)
    return sheet_of(to_xlsx(roster, rows, stamp(len(rows))))


@pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: roster.key)
def test_the_printed_form_is_set_up_for_a4_landscape(roster: Roster) -> None:
    sheet = printed(roster)
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "landscape")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert sheet.page_setup.fitToHeight == 0
    assert sheet.print_title_rows == "$3:$3"
    assert sheet.freeze_panes == "A4"
    assert sheet.oddFooter.center.text == "&P / &N ページ"
    assert roster.title in sheet.oddFooter.left.text
    assert sheet.auto_filter.ref == f"A3:{sheet.dimensions.split(':')[1]}"
    assert sheet.print_area.replace("$", "").endswith("!A1:" + sheet.dimensions.split(":")[1])


def test_the_printed_form_states_title_day_count_and_time() -> None:
    sheet = printed(MEMBERS_BRIEF)
    assert sheet["A1"].value == "会員名簿"
    for part in stamp(len(sample_rows(MEMBERS_BRIEF))).sentences():
        assert part in sheet["A2"].value


def test_a_roster_too_wide_to_read_takes_several_pages_with_its_first_columns_on_each() -> None:
    assert printed(MEMBERS).page_setup.fitToWidth > 1
    assert printed(MEMBERS).print_title_cols == "$A:$B"
    assert printed(MEMBERS_BRIEF).page_setup.fitToWidth == 1


def test_wrapped_rows_are_made_high_enough_and_none_exceeds_excels_limit() -> None:
    rows = [sample_row(DIFFERENCES, text) for text in ("短い", "長い" * 100, "とても長い" * 2000)]
    sheet = sheet_of(to_xlsx(DIFFERENCES, rows, stamp(3)))
    heights = [sheet.row_dimensions[n].height for n in (4, 5, 6)]
    assert heights[0] is None
    assert 100 < heights[1] < 300
    assert 300 < heights[2] <= 409
    assert sheet["B6"].font.size < sheet["B5"].font.size


def test_a_footer_command_in_a_title_is_only_text() -> None:
    roster = Roster("A&P名簿", (Column("団体名", "name", 10),))
    assert "A&&P名簿" in sheet_of(to_xlsx(roster, [], stamp(0))).oddFooter.left.text


def test_the_flat_form_has_headings_in_row_one_and_typed_cells() -> None:
    sheet = sheet_of(to_xlsx(APPLICATIONS, [sample_row(APPLICATIONS, "会")], stamp(1), form="data"))
    by_heading = {cell.value: sheet.cell(2, cell.column) for cell in sheet[1]}
    assert by_heading["受付日"].value == datetime(2026, 4, 2)
    assert by_heading["受付日"].number_format == "yyyy-mm-dd"
    assert by_heading["到達日時"].value == datetime(2026, 4, 1, 10, 30)
    assert by_heading["手続コード"].value == "join"
    assert by_heading["手続"].value == "入会申請"
    assert by_heading["決裁日"].value is None
    assert not sheet.merged_cells.ranges
    assert sheet.freeze_panes == "A2"


def test_the_flat_form_explains_its_columns_its_codes_and_itself() -> None:
    content = to_xlsx(MEMBERS, [], stamp(0), form="data")
    book = load_workbook(BytesIO(content))
    assert book.sheetnames == ["データ", "データ定義", "コード表", "出力情報"]
    assert [row[1] for row in dictionary_rows(MEMBERS)] == [cell.value for cell in book["データ"][1]]
    definitions = [[cell.value or "" for cell in row] for row in book["データ定義"].iter_rows(min_row=2)]
    assert definitions == [list(row) for row in dictionary_rows(MEMBERS)]
    statement: Any = dict(book["出力情報"].iter_rows(min_row=2, values_only=True))
    assert (statement["基準日"], statement["出力日時"], statement["件数"]) == ("2026-04-01", "2026-11-21 09:05", 0)


def test_a_wrong_count_never_leaves_the_house() -> None:
    with pytest.raises(RowCountDiffers):
        to_xlsx(MEMBERS_BRIEF, sample_rows(MEMBERS_BRIEF), stamp(1))


def test_an_empty_roster_still_has_its_headings() -> None:
    assert openpyxl_rows(to_xlsx(DIFFERENCES, [], stamp(0)), 3) == [["項目", "旧", "新"]]


def test_the_packet_of_a_batch_is_one_workbook_with_a_sheet_for_each_list() -> None:
    target = BytesIO()
    rosters = (DECISION_BATCH, DIFFERENCES, REGISTER_CHANGES)
    parts = [(roster, [sample_row(roster, "会")], stamp(1)) for roster in rosters]
    write_printed_book(parts, target)
    book = load_workbook(target)
    assert book.sheetnames == ["審査案件一覧", "新旧対照表", "異動一覧"]
    assert all(sheet.cell(4, 1).value for sheet in book.worksheets)


def test_a_sheet_is_named_as_excel_allows() -> None:
    title = sheet_title("審査[1]: a/b*?\\" + "長" * 40)
    assert title.startswith("審査・1・・ a・b・・・長")
    assert len(title) == 31


def test_old_and_new_stand_in_one_cell_line_by_line() -> None:
    assert difference_text([("電話番号", "", "088"), ("SNS", "a", "b")]) == "電話番号：（なし） → 088\nSNS：a → b"


def test_memory_does_not_grow_with_the_rows() -> None:
    roster = Roster("名簿", (Column("団体名", "name", 20), Column("日", "day", 12, "date")))

    def peak(count: int) -> int:
        rows = ({"name": f"団体{n}", "day": date(2026, 4, 1)} for n in range(count))
        tracemalloc.start()
        with Path("/dev/null").open("wb") as target:
            unseekable: Any = _Unseekable(target)
            write_xlsx(roster, rows, stamp(count), unseekable, form="data")
        used = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return used

    assert peak(20_000) < peak(2_000) + 2_000_000


class _Unseekable:
    """A target such as a socket: written to, never read or rewound."""

    def __init__(self, target: Any) -> None:
        self.write, self.flush = target.write, target.flush
