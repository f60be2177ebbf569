"""CSV: safe in a spreadsheet, and every text comes back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.characters import readable
from reports.columns import Column, Roster, RowCountDiffers
from reports.delimited import csv_chunks, guarded, lost_characters, read_csv, to_csv, unguarded
from tests.reports_rosters.samples import KEPT_TEXTS, stamp

NAMES = Roster("名簿", (Column("団体名", "name", 20), Column("人数", "count", 5, "integer")))


def csv_of(*texts: str, encoding: str = "utf-8-sig") -> bytes:
    """Return the CSV of a list of names."""
    rows = [{"name": text, "count": -1} for text in texts]
    return to_csv(NAMES, rows, stamp(len(rows)), encoding=encoding)  # type: ignore[arg-type]


def test_every_awkward_text_comes_back() -> None:
    assert [row[0] for row in read_csv(csv_of(*KEPT_TEXTS))[1:]] == KEPT_TEXTS


@given(st.lists(st.text(max_size=12), max_size=8))
def test_every_text_comes_back(texts: list[str]) -> None:
    assert [row[0] for row in read_csv(csv_of(*texts))[1:]] == [readable(text) for text in texts]


@given(st.text())
def test_a_guard_is_taken_off_exactly_once(text: str) -> None:
    assert unguarded(guarded(text)) == text
    assert not guarded(text).startswith(tuple("=+-@\t\r\n＝＋－＠"))


def test_a_number_is_not_guarded() -> None:
    assert read_csv(csv_of("会"))[1][1] == "-1"
    assert b"'-1" not in csv_of("会")


def test_the_file_begins_with_a_mark_and_states_day_time_and_count() -> None:
    content = csv_of("会")
    assert content.startswith(b"\xef\xbb\xbf")
    assert content.count(b"\xef\xbb\xbf") == 1
    assert read_csv(content) == [
        ["団体名", "人数", "基準日", "出力日時", "件数"],
        ["会", "-1", "2026-04-01", "2026-11-21 09:05", "1"],
    ]


def test_an_empty_list_has_its_heading_line() -> None:
    assert len(read_csv(csv_of())) == 1


def test_a_long_list_is_streamed_in_pieces() -> None:
    rows = [{"name": f"会{n}", "count": n} for n in range(1200)]
    pieces = list(csv_chunks(NAMES, rows, stamp(1200)))
    assert len(pieces) == 3
    assert read_csv(b"".join(pieces))[-1][:2] == ["会1199", "1199"]


def test_cp932_comes_back_and_what_it_lacks_is_told_beforehand() -> None:
    rows = [{"name": "髙橋﨑山①㈱", "count": 1}, {"name": "𠮷田𠮷川〜", "count": 2}]
    lost = lost_characters(NAMES, rows)
    assert [(c.character, c.count, c.heading, c.row) for c in lost] == [("𠮷", 2, "団体名", 2), ("〜", 1, "団体名", 2)]
    back = read_csv(to_csv(NAMES, rows, stamp(2), encoding="cp932"))
    assert [row[0] for row in back[1:]] == ["髙橋﨑山①㈱", "〓田〓川〓"]
    assert lost_characters(NAMES, rows, encoding="utf-8-sig") == []


@given(st.text(max_size=10))
def test_a_text_is_lost_in_cp932_exactly_when_it_would_come_back_changed(text: str) -> None:
    back = read_csv(csv_of(text, encoding="cp932"))[1][0]
    assert (back == readable(text)) == (not lost_characters(NAMES, [{"name": text, "count": 1}]))


def test_a_wrong_count_never_leaves_the_house() -> None:
    with pytest.raises(RowCountDiffers):
        to_csv(NAMES, [], stamp(1))
