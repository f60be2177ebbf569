"""Any office's headings find their items, or the office matches them by hand; no code is changed."""

from datetime import date

import pytest

from platform_app.imports.headings import HEADINGS, TARGETS
from platform_app.imports.matching import find_layout, target_of
from platform_app.imports.rows import parse_rows
from platform_app.imports.tables import guess_layout, layouts
from platform_app.imports.workbook import read_workbook
from platform_app.vocabulary.profile import PROFILE_ITEMS
from tests.imports.sheets import other_office, sheet


@pytest.mark.parametrize("target", TARGETS)
def test_the_label_of_every_item_matches_itself(target: str) -> None:
    assert target_of("", TARGETS[target], "") == (target, True)


@pytest.mark.parametrize(("target", "word"), [(key, word) for key, words in HEADINGS.items() for word in words])
def test_every_known_word_matches_in_any_width_and_spacing(target: str, word: str) -> None:
    wide = "".join(chr(ord(c) + 0xFEE0) if "!" <= c <= "~" else c for c in word)

    assert target_of("", f"　{wide[:1]}　{wide[1:]}：", "")[0] == target


def test_no_word_means_two_items() -> None:
    words = [word for known in HEADINGS.values() for word in known]

    assert sorted(words) == sorted(set(words))


@pytest.mark.parametrize(
    ("before", "reading"),
    [
        ("name", "name_kana"),
        ("representative_name", "representative_kana"),
        ("contact_name", "contact_kana"),
    ],
)
def test_a_reading_belongs_to_the_column_before_it(before: str, reading: str) -> None:
    assert target_of("", "フリガナ", before)[0] == reading


@pytest.mark.parametrize(
    ("group", "heading", "target"),
    [
        ("代表者", "氏名", "representative_name"),
        ("代表者", "役職", "representative_title"),
        ("代表者", "ふりがな", "representative_kana"),
        ("担当者", "氏　名", "contact_name"),
        ("連絡先", "氏名", "contact_name"),
        ("担当者", "所属", "department"),
        ("連絡先", "ＴＥＬ", "phone"),
        ("所在地", "〒", "postal_code"),
    ],
)
def test_a_heading_is_understood_within_its_group(group: str, heading: str, target: str) -> None:
    assert target_of(group, heading, "")[0] == target


def test_the_same_headings_have_the_same_fingerprint_and_other_ones_another() -> None:
    first = find_layout(sheet(["団体名", "住所", "ＴＥＬ"], ["甲の会", "徳島市", "088"]))
    spaced = find_layout(sheet(["名簿"], ["団体　名", "住　所", "TEL"], ["乙の会", "鳴門市", "088"]))
    other = find_layout(sheet(["団体名", "TEL", "住所"], ["甲の会", "088", "徳島市"]))

    assert first is not None
    assert spaced is not None
    assert other is not None
    assert first.fingerprint == spaced.fingerprint != other.fingerprint


def test_a_sheet_that_is_no_register_is_left_alone() -> None:
    assert find_layout(sheet(["日付", "団体", "内容"], ["R5.10.1", "鳴門市", "代表者変更"])) is None
    assert find_layout(sheet(["メモ"], ["買い物", "牛乳"])) is None


def test_a_two_row_heading_is_read_without_merged_cells_too() -> None:
    layout = find_layout(
        sheet(
            ["番号", "団体名", "代表者", None, "連絡先", None],
            [None, None, "職", "氏名", "電話", "メール"],
            [1, "甲", "長", "山", "1", "a"],
        )
    )

    assert layout is not None
    assert layout.last_heading_row == 2
    assert list(layout.proposal().values()) == [
        "number",
        "name",
        "representative_title",
        "representative_name",
        "phone",
        "email",
    ]


def test_another_office_s_layout_is_read_by_its_headings() -> None:
    sheets = read_workbook(other_office(), "名簿.xlsx")
    layout = next(iter(layouts(sheets).values()))

    parsed = parse_rows(sheets[0], layout, layout.proposal(), prefecture="徳島県")

    first, second = parsed.entries
    assert layout.as_of == date(2025, 1, 31)
    assert first.number == 12
    assert first.joined_on == date(2024, 4, 1)
    assert first.values["kind"] == "npo"
    assert first.values["name_kana"] == "ココロノマド"
    assert (first.values["representative_title"], first.values["representative_name"]) == ("理事長", "見本 花子")
    assert first.values["themes"] == ["place_to_be", "childcare"]
    assert second.joined_on == date(2024, 6, 1)
    assert second.values["themes"] == ["elderly", "food"]
    assert second.values["phone"] == "088-000-1112"


def test_a_layout_in_unknown_words_is_read_once_its_columns_are_matched() -> None:
    page = sheet(["なまえ", "名称", "いつ", "どこ"], ["甲の会", "x", "2024-05-01", "鳴門市大麻町"])
    layout = find_layout(sheet(["名称", "住所", "入会日"])) or find_layout(page)
    assert layout is not None

    parsed = parse_rows(page, layout, {1: "name", 3: "joined_on", 4: "address"}, prefecture="徳島県")

    assert parsed.entries[0].name == "甲の会"
    assert parsed.entries[0].joined_on == date(2024, 5, 1)
    assert parsed.entries[0].values["municipality"] == "362026"


def test_headings_in_unknown_words_are_where_the_table_begins() -> None:
    layout = guess_layout(sheet(["はなの一覧"], ["よび名", "場", "でんわ"], ["甲の会", "鳴門市", "088"]))

    assert layout is not None
    assert (layout.first_heading_row, layout.last_heading_row, layout.is_guess) == (2, 2, True)
    assert [column.samples for column in layout.columns] == [("甲の会",), ("鳴門市",), ("088",)]


@pytest.mark.parametrize("rows", [[["メモ"], ["牛乳"]], [["団体の名", "場所"]], [[1, 2], [3, 4]]])
def test_where_no_texts_stand_over_anything_there_is_no_table(rows: list[list[object]]) -> None:
    assert guess_layout(sheet(*rows)) is None


def test_a_column_with_values_and_no_heading_can_be_matched_too() -> None:
    layout = find_layout(sheet(["団体名", "住所", None, None], ["甲の会", "徳島市", "佐藤", None]))

    assert layout is not None
    assert [(column.index, column.label) for column in layout.columns] == [(1, "団体名"), (2, "住所"), (3, "")]


def test_items_of_the_entry_all_have_a_word_or_their_label() -> None:
    assert {item.key for item in PROFILE_ITEMS} <= set(TARGETS)
