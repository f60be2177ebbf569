"""One row at a time: every way of writing a value, and every way of getting it wrong."""

import string
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest

from platform_app.imports.entry import Entry
from platform_app.imports.findings import ERRORS, Finding, Level
from platform_app.imports.rows import RowKind
from platform_app.imports.sentences import FINDINGS
from platform_app.imports.values import is_lossy_copy
from platform_app.imports.workbook import Cell
from tests.imports.sheets import parse


def read(heading: str, value: Any, *, name: str = "甲の会") -> Entry:
    """Read one entry with a name, a join date and one more cell."""
    parsed = parse(["団体名", "入会日", heading], [name, "R5.2.20", value])
    return parsed.entries[0]


def codes(entry: Entry) -> list[str]:
    return [finding.code for finding in entry.findings]


@pytest.mark.parametrize(
    "value",
    [
        "令和5年2月20日",
        "令和５年２月２０日",
        "R5.2.20",
        "r5.2.20",
        "Ｒ５．２．２０",
        "2023/2/20",
        "2023-02-20",
        "2023年2月20日",
        "20230220",
        20230220,
        44977,
        "44977",
        date(2023, 2, 20),
        datetime(2023, 2, 20, 9, 30),
        "令和五年二月二十日",
        " R5.2.20 ",
        "令和5年2月20日（月）",
    ],
)
def test_a_day_is_read_however_it_is_written(value: Any) -> None:
    entry = parse(["団体名", "入会日"], ["甲の会", value]).entries[0]

    assert entry.joined_on == date(2023, 2, 20)
    assert not entry.has_error


@pytest.mark.parametrize("value", ["未定", "令和5年13月1日", "2/20", "R5", 5, 1.5, True, "平成40年1月1日"])
def test_what_is_no_day_is_an_error_with_its_cell_and_remedy(value: Any) -> None:
    entry = parse(["団体名", "入会日"], ["甲の会", value]).entries[0]

    (finding,) = [each for each in entry.findings if each.level is Level.ERROR]
    assert finding.place == "B2"
    assert finding.code == "bad_date"
    assert str(value) in finding.sentence
    assert finding.remedy
    assert entry.joined_on is None


@pytest.mark.parametrize(
    "value",
    [
        "088-621-2179",
        "(088)621-2179",
        "０８８－６２１－２１７９",
        "088ー621ー2179",
        "0886212179",
        "088 621 2179",
        "088‐621‐2179",
        886212179,
    ],
)
def test_a_telephone_number_has_one_plain_form(value: Any) -> None:
    assert read("TEL", value).values["phone"] == "088-621-2179"


@pytest.mark.parametrize("value", [7700941, "7700941", "770-0941", "〒770-0941", "〒７７０－０９４１", "770 0941"])
def test_a_postal_code_is_seven_digits(value: Any) -> None:
    assert read("〒", value).values["postal_code"] == "7700941"


def test_a_postal_code_gets_back_the_noughts_that_a_number_lost() -> None:
    assert read("〒", 600001).values["postal_code"] == "0600001"


@pytest.mark.parametrize(
    "value", [8000020130001, "8000020130001", "８０００－０２０１３－０００１", "8000 0201 3000 1"]
)
def test_a_corporate_number_is_thirteen_digits(value: Any) -> None:
    entry = read("法人番号", value)

    assert entry.values["corporate_number"] == "8000020130001"
    assert codes(entry) == []


def test_a_wrong_check_digit_warns_and_does_not_block() -> None:
    entry = read("法人番号", "1000020130001")

    assert codes(entry) == ["wrong_check_digit"]
    assert not entry.has_error
    assert entry.values["corporate_number"] == "1000020130001"


@pytest.mark.parametrize("heading", ["TEL", "FAX", "メール", "HP", "法人番号", "〒", "代表者ふりがな"])
@pytest.mark.parametrize("mark", ["なし", "－", "-", "ー", "無", "　", "該当なし", None])
def test_a_mark_for_none_is_nothing_and_no_finding(heading: str, mark: str | None) -> None:
    entry = read(heading, mark)

    assert codes(entry) == []
    assert all(value in ("", []) for key, value in entry.values.items() if key not in {"name", "kind"})


@pytest.mark.parametrize(
    "text", ["=1+1", "+81-88", "-", "@あ", "00123", "090", "髙　﨑", "葛󠄀城", "NPO法人You&ゆう", "<b>甲</b>"]
)
@pytest.mark.parametrize("heading", ["略称", "一言PR", "代表者氏名"])
def test_free_text_comes_out_as_it_was_typed(heading: str, text: str) -> None:
    entry = read(heading, text)

    assert text in entry.values.values()
    assert codes(entry) == []


@pytest.mark.parametrize(
    "name", ["髙﨑の会", "𠮷野川の会", "辻󠄀の会", "社会福祉法人　渦の道", "医療法人 みらい", "神社の会", "㈱甲", "ｱｲｳ会"]
)
def test_a_name_is_never_normalised_but_loses_blanks_at_its_ends(name: str) -> None:
    assert parse(["団体名", "入会日"], [f" {name}　", "R5.2.20"]).entries[0].name == name


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("特定非営利活動法人", "npo"),
        ("NPO法人", "npo"),
        ("ＮＰＯ", "npo"),
        ("認定NPO法人", "certified_npo"),
        ("社福", "welfare_corporation"),
        ("社協", "welfare_council"),
        ("企業", "company"),
        ("株式会社等", "company"),
        ("市町村", "municipality"),
        ("町", "municipality"),
        ("公益財団法人", "foundation"),
        ("一般社団法人", "association"),
        ("ボランティア団体", "voluntary"),
        ("生協", "cooperative"),
        ("npo", "npo"),
        ("その他", "other"),
    ],
)
def test_a_kind_is_understood_by_its_many_names(typed: str, kind: str) -> None:
    entry = read("種別", typed)

    assert entry.values["kind"] == kind
    assert codes(entry) == []


def test_an_unknown_kind_warns_and_takes_the_name_s_legal_form() -> None:
    entry = read("種別", "団体その3", name="社会福祉法人　渦の道")

    assert entry.values["kind"] == "welfare_corporation"
    assert codes(entry) == ["unknown_kind"]


@pytest.mark.parametrize(
    ("typed", "themes"),
    [
        ("DV・虐待・高齢者・不登校", ["abuse", "elderly", "truancy"]),
        ("産後・子育て・就労", ["childcare", "employment"]),
        ("居場所\n自殺対策", ["place_to_be", "suicide_prevention"]),
        ("子ども・若者、産後・子育て", ["youth", "childcare"]),
        ("子育て・若者", ["childcare", "youth"]),
        ("ひきこもり／生活困窮", ["social_withdrawal", "poverty"]),
    ],
)
def test_themes_are_divided_but_not_within_a_theme(typed: str, themes: list[str]) -> None:
    entry = read("活動分野", typed)

    assert entry.values["themes"] == themes
    assert codes(entry) == []


def test_an_unknown_theme_is_named_and_becomes_other() -> None:
    entry = read("活動分野", "居場所・宇宙開発")

    assert entry.values["themes"] == ["place_to_be", "other"]
    assert "宇宙開発" in entry.findings[0].sentence


@pytest.mark.parametrize("mark", ["〃", "同上", "″", "”"])
def test_a_ditto_takes_the_value_above_over_blank_and_region_rows(mark: str) -> None:
    parsed = parse(
        ["No", "団体名", "入会日", "住所"],
        [1, "甲", "R5.2.20", "鳴門市大麻町1"],
        [],
        ["【南部】"],
        [2, "乙", mark, mark],
        [3, "丙", mark, mark],
    )

    assert {entry.values["address"] for entry in parsed.entries} == {"鳴門市大麻町1"}
    assert {entry.joined_on for entry in parsed.entries} == {date(2023, 2, 20)}
    assert codes(parsed.entries[1]) == ["ditto", "ditto"]


def test_a_ditto_with_nothing_above_is_an_error() -> None:
    assert codes(read("住所", "〃")) == ["ditto_without_above"]
    assert read("住所", "〃").has_error


@pytest.mark.parametrize(
    "remark",
    [
        "R5.6.30退会",
        "令和5年6月30日退会",
        "R5.6.30 退会届受理",
        "退会（2023/6/30）",
        "Ｒ５．６．３０付け退会",
        "R5.4.1改称、R5.6.30退会",
    ],
)
def test_a_struck_leaver_s_date_is_found_in_the_remarks(remark: str) -> None:
    parsed = parse(["団体名", "入会日", "備考"], [Cell("甲の会", is_struck=True), "R5.2.20", remark])

    assert parsed.entries[0].left_on == date(2023, 6, 30)
    assert codes(parsed.entries[0]) == []


def test_a_strike_through_without_a_date_is_an_error_and_a_date_without_one_a_warning() -> None:
    parsed = parse(
        ["団体名", "入会日", "備考"],
        [Cell("甲の会", is_struck=True), "R5.2.20", ""],
        ["乙の会", "R5.2.20", "R5.6.30退会"],
        ["丙の会", "R5.2.20", "退会予定"],
    )

    assert [codes(entry) for entry in parsed.entries] == [
        ["struck_without_date"],
        ["leaver_not_struck"],
        ["leaving_without_date"],
    ]
    assert [entry.has_error for entry in parsed.entries] == [True, False, True]


def test_leaving_before_joining_is_an_error() -> None:
    parsed = parse(["団体名", "入会日", "退会日"], ["甲の会", "R5.2.20", "R4.2.20"])

    assert codes(parsed.entries[0]) == ["left_before_joined"]


def test_without_a_join_date_the_given_one_is_used_or_the_row_is_an_error() -> None:
    rows = (["団体名", "住所"], ["甲の会", "徳島市"])

    assert parse(*rows).entries[0].has_error
    assert parse(*rows, default_joined_on=date(2024, 4, 1)).entries[0].joined_on == date(2024, 4, 1)


def test_numbers_and_corporate_numbers_that_occur_twice_are_named_with_the_row() -> None:
    parsed = parse(
        ["No", "団体名", "入会日", "法人番号"],
        [1, "甲", "R5.2.20", "8000020130001"],
        [1, "乙", "R5.2.20", "8000020130001"],
    )

    assert codes(parsed.entries[0]) == []
    assert codes(parsed.entries[1]) == ["repeated_number", "repeated_corporate_number"]
    assert "2の行" in parsed.entries[1].findings[0].sentence


def test_two_rows_of_one_name_need_numbers_that_tell_them_apart() -> None:
    headings = ["No", "団体名", "入会日", "法人番号"]
    told = parse(headings, [1, "甲の会", "R5.2.20", ""], [2, "甲の 会", "R5.2.20", ""])
    untold = parse(headings, [1, "甲の会", "R5.2.20", ""], [None, "甲の会", "R5.2.20", ""])

    assert codes(told.entries[1]) == ["repeated_name"]
    assert codes(untold.entries[1]) == ["same_organisation"]
    assert [told.entries[1].has_error, untold.entries[1].has_error] == [False, True]


def test_totals_notes_spare_rows_and_repeated_headings_are_no_members() -> None:
    parsed = parse(
        ["No", "団体名", "入会日"],
        [1, "甲", "R5.2.20"],
        [2, None, None],
        ["No", "団体名", "入会日"],
        ["計", "1団体", None],
        [None, "合計　１団体", None],
        ["※注意"],
        ["以上"],
    )

    assert len(parsed.entries) == 1
    assert [row.kind for row in parsed.skipped] == [
        RowKind.HEADING,
        RowKind.NOTE,
        RowKind.NOTE,
        RowKind.NOTE,
        RowKind.NOTE,
    ]


def test_what_the_sheet_does_not_tell_is_not_in_the_values() -> None:
    assert set(read("住所", "徳島市").values) == {"name", "address", "municipality"}


def test_formulas_and_error_values_are_named() -> None:
    assert codes(read("住所", Cell("徳島市", is_formula=True))) == ["formula"]
    assert codes(read("住所", Cell(None, is_formula=True))) == ["formula_without_value"]
    assert codes(read("住所", Cell(None, error="#REF!"))) == ["error_value"]


def test_line_breaks_invisible_and_private_characters_are_named() -> None:
    assert read("代表者氏名", "見本\n花子").values["representative_name"] == "見本 花子"
    assert codes(read("代表者氏名", "見本\n花子")) == ["newline"]
    assert read("代表者氏名", "見\u200b本").values["representative_name"] == "見本"
    assert codes(read("代表者氏名", "見\u200b本")) == ["invisible_character"]
    assert read("代表者氏名", "見\ue000本").has_error


def test_a_text_beyond_its_item_s_limit_is_an_error() -> None:
    assert codes(read("略称", "あ" * 121)) == ["too_long"]


@pytest.mark.parametrize("code", FINDINGS)
def test_every_finding_has_its_sentence_and_remedy(code: str) -> None:
    names = {name for text in FINDINGS[code] for _, name, _, _ in string.Formatter().parse(text) if name}
    finding = Finding(code, "A1", "name", dict.fromkeys(names - {"label"}, "値"))

    assert finding.sentence.endswith("。")
    assert finding.remedy.endswith("。")


def test_every_error_has_a_sentence() -> None:
    assert set(FINDINGS) >= ERRORS


@pytest.mark.parametrize("value", [time(1, 2), timedelta(days=3), 1.5, True])
def test_odd_kinds_of_value_are_text(value: Any) -> None:
    assert str(value) in read("略称", value).values.values()


@pytest.mark.parametrize(
    ("known", "told", "is_copy"),
    [
        ("葛󠄀城の会", "〓城の会", True),
        ("𠮷田[仮]*会", "〓田[仮]*会", True),
        ("吉田の会", "〓田の別会", False),
        ("会", "〓会", False),
        ("あ" * 59, "〓" * 60, False),
        ("あ" * 200, "〓あ" * 90 + "い", False),
    ],
)
def test_marks_of_lost_characters_are_known_again_and_take_no_time(known: str, told: str, is_copy: bool) -> None:
    assert is_lossy_copy(known, told) is is_copy
