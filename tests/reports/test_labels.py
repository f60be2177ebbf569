"""Labels: the right number to a sheet, each inside its own label, and refused when illegible."""

import io

import pypdf
import pytest

from reports.documents.address_labels import SHEETS, TWENTY_FOUR
from reports.labels import Address, LabelSheet, label_marks, render_labels
from reports.layout import Overflow
from reports.marks import MM, TextMark
from tests.reports.filled import ENTRIES, RARE

every_sheet = pytest.mark.parametrize("sheet", SHEETS.values(), ids=str)


def address_of(entry: dict[str, object]) -> Address:
    return Address(
        str(entry.get("postal_code", "")),
        str(entry.get("address", "")),
        str(entry.get("name", "")),
        str(entry.get("contact_name", "")),
        building=str(entry.get("building", "")),
        department=str(entry.get("department", "")),
        code="96",
    )


@every_sheet
@pytest.mark.parametrize("entry", ENTRIES.values(), ids=ENTRIES)
def test_every_address_stays_inside_its_label(sheet: LabelSheet, entry: dict[str, object]) -> None:
    for mark in label_marks(sheet, address_of(entry)):
        assert isinstance(mark, TextMark)
        left, top, right, bottom = mark.box()
        assert left >= 3 * MM
        assert right <= (sheet.width - 3) * MM
        assert top >= 3 * MM
        assert bottom <= sheet.height * MM


@every_sheet
def test_sheets_lie_on_a4(sheet: LabelSheet) -> None:
    assert sheet.left + sheet.columns * sheet.width <= 210
    assert sheet.top + sheet.rows * sheet.height <= 297


@every_sheet
def test_a_sheet_begun_is_used_up_before_the_next(sheet: LabelSheet) -> None:
    addresses = [Address("000-0000", "見本県見本市1-1", name) for name in RARE[:5]] * 5

    def pages(first: int) -> int:
        return len(pypdf.PdfReader(io.BytesIO(render_labels(sheet, addresses[: sheet.count], first=first))).pages)

    assert pages(1) == 1
    assert pages(2) == 2


def test_an_organisation_without_a_person_is_addressed_as_onchu() -> None:
    texts = [m.text for m in label_marks(TWENTY_FOUR, Address("", "見本市1-1", "見本市")) if isinstance(m, TextMark)]

    assert "見本市\u3000御中" in texts


def test_an_address_that_nobody_could_read_is_refused() -> None:
    with pytest.raises(Overflow):
        label_marks(TWENTY_FOUR, Address("", "あ" * 2000, "い" * 2000))


@every_sheet
def test_no_address_is_one_page_that_says_so(sheet: LabelSheet) -> None:
    (page,) = pypdf.PdfReader(io.BytesIO(render_labels(sheet, [], scope="令和8年4月1日現在\u30000件"))).pages

    said = page.extract_text()
    for words in ("宛名ラベル", "令和8年4月1日現在", "0件", "該当するものはありません。"):
        assert words in said, words
