"""Participants on paper: nothing private is declared, pages say from whom to whom, cards hold whole names."""

from io import BytesIO
from pathlib import Path

import pypdf
import pytest

from reports import tents
from reports.cards import CardSheet, card_marks, render_cards
from reports.documents import name_cards, table_cards
from reports.documents.name_cards import NameCard
from reports.layout import Overflow
from reports.marks import A4, ARTIFACT, MM, TextMark, turned
from reports.roster_layout import RosterLayout
from reports.roster_pdf import to_pdf
from reports.rosters.participants import PARTICIPANTS, RECEPTION, REGISTRANTS, ROSTERS
from tests.reports.filled import RARE
from tests.reports_rosters.reading import pdf_text
from tests.reports_rosters.samples import stamp

LONG = NameCard(
    "ジョナサン・アレクサンダー・ヴァン・デル・ベルク",
    "ジョナサン・アレクサンダー・ヴァン・デル・ベルク",
    "特定非営利活動法人ひとりぼっちをつくらないまちづくりネットワーク見本県中央支部連絡協議会",
    "地域福祉部 地域福祉課　課長補佐兼地域共生推進担当リーダー",
    "令和8年度 第2回 孤独・孤立対策官民連携プラットフォーム 情報交換会",
)
SHEETS = [*name_cards.SHEETS.values(), table_cards.SHEET, tents.TWO.face, tents.ONE.face]
CARDS = {
    table_cards.SHEET.name: table_cards._card,
    tents.TWO.name: table_cards._card,
    tents.ONE.name: table_cards._card,
}
every_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.name)


def people(count: int) -> list[dict[str, object]]:
    same = {"organisation": "", "attending": "venue", "remarks": "", "position": ""}
    return [
        {"row_number": n, "receipt_number": f"R08-E-{n:04}", "kana": f"ヨミ{n:05}", "name": f"見本{n}", **same}
        for n in range(1, count + 1)
    ]


def test_only_the_offices_own_list_can_reach_anybody_and_none_knows_what_somebody_needs() -> None:
    for roster in ROSTERS.values():
        keys = {column.key for column in roster.columns}
        assert not keys & {"needs", "need_detail", "accommodation", "memo", "question"}
        assert bool(keys & {"email", "phone"}) == (roster is REGISTRANTS)
    assert {column.key for column in PARTICIPANTS.columns} == {
        "row_number", "organisation", "position", "name", "remarks"
    }  # fmt: skip


@pytest.mark.parametrize("count", [33, 1000])
def test_each_page_says_from_whom_to_whom_it_runs(count: int, tmp_path: Path) -> None:
    rows = people(count)
    sizes = [len(page) for page in RosterLayout(RECEPTION).pages(RECEPTION, rows)]

    pages = pdf_text(to_pdf(RECEPTION, rows, stamp(count)), tmp_path).split("\f")[: len(sizes)]

    first = 1
    for page, size in zip(pages, sizes, strict=True):
        assert f"ヨミ{first:05}～ヨミ{first + size - 1:05}" in page
        assert "フリガナ" in page
        first += size


def test_an_empty_list_is_a_page_without_a_range(tmp_path: Path) -> None:
    assert "～" not in pdf_text(to_pdf(RECEPTION, [], stamp(0)), tmp_path)


@every_sheet
@pytest.mark.parametrize("person", [LONG, *(NameCard(name, name, name, name, name) for name in RARE)])
def test_every_text_stays_whole_and_inside_its_card(sheet: CardSheet, person: NameCard) -> None:
    to_card = CARDS.get(sheet.name)
    card = to_card(person) if to_card else name_cards._card(person, is_tall=sheet is name_cards.NECK)
    marks = [mark for mark in card_marks(sheet, card) if isinstance(mark, TextMark)]

    for mark in marks:
        left, top, right, bottom = mark.box()
        assert left >= (sheet.pad - 0.5) * MM
        assert right <= (sheet.width - sheet.pad + 0.5) * MM
        assert top >= (sheet.head - 0.5) * MM
        assert bottom <= (sheet.height - sheet.foot + 0.5) * MM
    # A tab is set as a space.
    assert person.name.replace("\t", " ") in "".join(mark.text for mark in marks)


@every_sheet
def test_sheets_lie_on_a4(sheet: CardSheet) -> None:
    assert sheet.left + sheet.columns * sheet.width <= 210
    assert sheet.top + sheet.rows * sheet.height <= 297


def test_the_reading_stands_above_the_name_and_the_name_is_the_largest() -> None:
    person = NameCard("見本花子", "ミホンハナコ", "見本会", "代表", "見本セミナー")
    found = {
        mark.text: mark
        for mark in card_marks(name_cards.CLIP, name_cards._card(person, is_tall=False))
        if isinstance(mark, TextMark)
    }

    assert found["ミホンハナコ"].y < found["見本花子"].y
    assert found["見本花子"].size == max(mark.size for mark in found.values())


@pytest.mark.parametrize("sheet", [tents.ONE, tents.TWO], ids=lambda sheet: sheet.name)
def test_the_far_face_of_a_tent_is_the_near_one_on_its_head(sheet: tents.TentSheet) -> None:
    marks = [mark for mark in tents.tent_marks(sheet, table_cards._card(LONG)) if isinstance(mark, TextMark)]
    near, far = ([mark for mark in marks if mark.is_turned is side] for side in (False, True))
    fold = sheet.face.height * MM

    assert [mark.text for mark in near] == [mark.text for mark in far]
    assert {mark.role for mark in far} == {ARTIFACT} != {mark.role for mark in near}
    for upright, other in zip(near, far, strict=True):
        left, top, right, bottom = upright.box()
        assert top > fold
        turned_box = (A4[0] - right, 2 * fold - bottom, A4[0] - left, 2 * fold - top)
        assert other.box() == pytest.approx(turned_box)
        assert turned(other, A4[0], 2 * fold).box() == pytest.approx(upright.box())


def test_what_is_read_aloud_of_a_tent_is_said_once() -> None:
    (page,) = pypdf.PdfReader(BytesIO(table_cards.folded_cards([NameCard("見本花子")]))).pages
    content = page.get_contents()

    assert content is not None
    assert content.get_data().count(b"/P <</MCID") == 1


def test_ten_cards_are_a_sheet_and_the_eleventh_begins_another() -> None:
    for count, pages in ((0, 1), (1, 1), (10, 1), (11, 2)):
        content = name_cards.name_cards(name_cards.CLIP, [LONG] * count)
        assert len(pypdf.PdfReader(BytesIO(content)).pages) == pages


def test_a_text_that_fits_at_no_size_is_refused() -> None:
    stamp_sized = CardSheet("切手", columns=1, rows=1, width=12, height=10, left=20, top=20, pad=1, head=1, foot=1)

    with pytest.raises(Overflow):
        render_cards(stamp_sized, [name_cards._card(NameCard("あ" * 200), is_tall=False)], title="名札")
