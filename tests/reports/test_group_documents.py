"""The sheets of groups × {empty, typical, longest, rare characters}: complete, in their frame, nothing overprinted."""

import io

import pypdf
import pytest

from reports.documents.group_seating import Seat, SeatedTable, group_seating, seating_pages
from reports.documents.group_table_cards import TableCard, card_pages, group_table_cards
from reports.marks import A4
from tests.reports.filled import RARE
from tests.reports.test_documents import assert_framed, assert_inside_cells, squeezed, texts

#: As long as the forms let a name, an organisation, a group's name and an event's title be.
LONGEST = Seat("長" * 60, "一般社団法人" + "長い団体名" * 22, "進行")
FACES = {
    "empty": [],
    "typical": [Seat("見本　花子", "特定非営利活動法人ひだまりの会", "進行"), Seat("架空　太郎", "見本市", "記録")] * 9,
    "longest": [LONGEST] * 13,
    "rare": [Seat(text, text) for text in RARE],
}
NAMES = {
    "empty": "",
    "typical": "3班　子育て",
    "longest": "12班　" + "長い班の呼び名" * 4 + "です",
    "rare": "1班　髙﨑𠮷德邉葛󠄀",
}
ADDRESS = "https://platform.example.lg.jp/tables/ABCD-EFGH-JKLM"
every_case = pytest.mark.parametrize("case", FACES)


def tables_of(case: str) -> list[SeatedTable]:
    """Return the people of a case, five to the first table and four to the others."""
    people = FACES[case]
    parts = [people[:5], *(people[start : start + 4] for start in range(5, len(people), 4))] if people else []
    return [SeatedTable(NAMES[case], "会場", tuple(part)) for part in parts]


def lines_of(case: str) -> list[str]:
    """Return what stands below the title: an event's title in the length of the case."""
    return ["第3回情報交換会" * (12 if case == "longest" else 1), "グループ討議　確定　敬称略"]


def printed(content: bytes) -> str:
    """Return the whole text layer without blanks."""
    return squeezed("".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))


@every_case
def test_the_seating_plan_names_everybody_inside_their_seats(case: str) -> None:
    tables, lines = tables_of(case), lines_of(case)
    pages = seating_pages(tables, title="席次表", lines=lines)
    text = printed(group_seating(tables, title="席次表", lines=lines))

    assert_framed(pages)
    assert_inside_cells(pages)
    assert text == squeezed("".join(mark.text for page in pages for mark in texts(page)))
    for seat in FACES[case]:
        assert squeezed(seat.name) in text
    assert len(pages) == max(1, -(-len(tables) // 8))


@every_case
def test_a_card_shows_its_group_on_both_faces_of_its_sheet(case: str) -> None:
    cards = [TableCard(NAMES[case], lines_of(case)[0], ADDRESS)] if FACES[case] else []
    pages = card_pages(cards)
    text = printed(group_table_cards(cards))

    assert len(pages) == 1
    for page in pages:
        for mark in texts(page):
            left, top, right, bottom = mark.box()
            assert (left, top) > (0, 0)
            assert right < A4[0]
            assert bottom < A4[1]
    assert text.count(squeezed(NAMES[case])) == (2 if cards else len(text) + 1)
