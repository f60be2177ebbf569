"""The printed list: pages, headings, panels, and nothing cut."""

import shutil
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from reports.columns import Column, Roster, RowCountDiffers
from reports.roster_layout import BODY_WIDTH, COMFORTABLE, FACE, SIDE, SMALLEST, RosterLayout, cell_width
from reports.roster_pdf import to_pdf
from reports.text import text_width
from tests.reports_rosters.reading import pdf_text
from tests.reports_rosters.samples import KEPT_TEXTS, ROSTERS, sample_row, sample_rows, stamp

MEMBERS, MEMBERS_BRIEF = ROSTERS[0], ROSTERS[1]
needs_poppler = pytest.mark.skipif(not shutil.which("pdftotext"), reason="needs poppler")


def test_every_page_is_a4_landscape() -> None:
    pages = PdfReader(BytesIO(to_pdf(MEMBERS_BRIEF, [sample_row(MEMBERS_BRIEF, "会")] * 80, stamp(80)))).pages
    assert len(pages) > 1
    assert all([round(float(v)) for v in page.mediabox] == [0, 0, 842, 595] for page in pages)


@needs_poppler
@pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: roster.key)
def test_a_roster_without_rows_is_one_page_that_says_so(tmp_path: Path, roster: Roster) -> None:
    (page,) = pdf_text(to_pdf(roster, [], stamp(0)), tmp_path).split("\f")[:-1]

    for words in ("該当するものはありません。", "令和8年4月1日現在", "0件", "1 / 1 ページ"):
        assert words in " ".join(page.split()), words
    assert "電話番号" not in page


@needs_poppler
def test_every_page_has_headings_title_day_and_its_number(tmp_path: Path) -> None:
    content = to_pdf(MEMBERS_BRIEF, [sample_row(MEMBERS_BRIEF, "会")] * 80, stamp(80))
    pages = pdf_text(content, tmp_path).split("\f")[:-1]
    for number, page in enumerate(pages, start=1):
        assert "団体名" in page
        assert "令和8年4月1日現在" in page
        assert "80件" in page
        assert f"{number} / {len(pages)} ページ" in " ".join(page.split())


@pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: roster.key)
def test_no_line_is_wider_than_its_column_and_no_row_higher_than_the_page(roster: Roster) -> None:
    layout = RosterLayout(roster)
    for page in layout.pages(roster, sample_rows(roster)):
        assert sum(row.height for row in page) <= layout.body_height + 0.01
        for panel in layout.panels:
            for index, width in zip(panel.indices, panel.widths, strict=True):
                for row in page:
                    cell = row.cells[index]
                    assert SMALLEST <= cell.size <= layout.size
                    assert cell.height <= row.height + 0.01
                    assert all(text_width(line.rstrip(), cell.size, FACE) <= width for line in cell.lines)


@pytest.mark.parametrize("roster", ROSTERS, ids=lambda roster: roster.key)
def test_every_panel_fills_the_page_and_every_column_stands_somewhere(roster: Roster) -> None:
    layout = RosterLayout(roster)
    assert layout.size >= COMFORTABLE
    assert {index for panel in layout.panels for index in panel.indices} == set(range(len(roster.columns)))
    for panel in layout.panels:
        assert sum(panel.widths) == pytest.approx(BODY_WIDTH)
        assert panel.lefts[0] == SIDE


def test_a_wide_roster_repeats_number_and_name_in_every_panel() -> None:
    assert len(RosterLayout(MEMBERS).panels) > 1
    assert all(panel.indices[:2] == (0, 1) for panel in RosterLayout(MEMBERS).panels)


@needs_poppler
def test_a_row_higher_than_a_page_goes_on_over_the_next_pages(tmp_path: Path) -> None:
    roster = Roster("名簿", (Column("名", "name", 10), Column("内容", "text", 20, "long_text")))
    letters = "".join(chr(0x4E00 + n) for n in range(6000))
    content = to_pdf(roster, [{"name": "一", "text": letters}, {"name": "二", "text": "終"}], stamp(2))
    text = "".join(pdf_text(content, tmp_path).split())
    assert len(PdfReader(BytesIO(content)).pages) > 1
    assert not [c for c in letters if c not in text]


def test_the_same_list_prints_the_same_file() -> None:
    rows = sample_rows(MEMBERS_BRIEF)
    assert to_pdf(MEMBERS_BRIEF, rows, stamp(len(rows))) == to_pdf(MEMBERS_BRIEF, iter(rows), stamp(len(rows)))


def test_every_font_is_embedded_and_none_is_a_standard_one() -> None:
    rows = sample_rows(MEMBERS_BRIEF)
    reader = PdfReader(BytesIO(to_pdf(MEMBERS_BRIEF, rows, stamp(len(rows)))))
    fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]  # type: ignore[index]
    assert fonts
    assert all("/FontFile2" in font["/FontDescriptor"] for font in fonts)
    assert reader.trailer["/Root"]["/Lang"] == "ja-JP"  # type: ignore[index]


def test_a_wrong_count_never_leaves_the_house() -> None:
    with pytest.raises(RowCountDiffers):
        to_pdf(MEMBERS_BRIEF, [], stamp(1))


@given(st.one_of(st.text(max_size=12), st.sampled_from(KEPT_TEXTS)))
def test_widths_are_those_of_the_text_engine(text: str) -> None:
    assert cell_width(text, 9, FACE) == pytest.approx(text_width(text, 9, FACE))
