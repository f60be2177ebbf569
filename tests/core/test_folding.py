"""What is folded for comparing, dialling and sending."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_app import folding
from platform_app.variants import VARIANTS
from tests.core.hostile import EVERY_TEXT, HOSTILE

Fold = Callable[[str], str]
FOLDS: list[Fold] = [
    folding.fold_code,
    folding.fold_digits,
    folding.digits_of,
    folding.to_katakana,
    folding.search_key,
    folding.name_key,
    folding.normalise_phone,
    folding.normalise_postal_code,
    folding.format_postal_code,
    folding.normalise_email,
    folding.clean_text,
]
#: Any character, with those that folding is about made common.
TEXTS = st.text() | st.text(
    alphabet="かがカガｶﾞﾟ゛゜ーｰ-‐−～ァヶ髙高㈱(株)（）NPO特定非営利活動法人株式会社 　"
    "\u3099\u309a\ufe00𠮷辻\U000e0100Ⅳßİ①0８+内線/〒\r\n"
)


@pytest.mark.parametrize("fold", FOLDS, ids=lambda fold: fold.__name__)
def test_folding_never_raises_and_changes_its_own_result_no_further(fold: Fold) -> None:
    @given(TEXTS)
    def holds(text: str) -> None:
        once = fold(text)
        assert fold(once) == once

    holds()


@pytest.mark.parametrize("fold", FOLDS, ids=lambda fold: fold.__name__)
@pytest.mark.parametrize("text", EVERY_TEXT)
def test_hostile_texts_are_folded_too(fold: Fold, text: str) -> None:
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("reading", "text"), [(r, text) for r, texts in HOSTILE["readings"].items() for text in texts])
def test_every_kana_becomes_the_same_reading(reading: str, text: str) -> None:
    assert folding.to_katakana(text) == reading
    assert folding.is_kana(folding.to_katakana(text))


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("か゛っこう", "ガッコウ"),
        ("か\u3099", "ガ"),
        ("ﾊﾟﾝﾌﾚｯﾄ", "パンフレット"),
        ("サポ-ト", "サポート"),
        ("たなか たろう", "タナカ　タロウ"),
        ("ゔぁいおりん", "ヴァイオリン"),
        ("ｱ･ﾍﾞ", "ア・ベ"),
    ],
)
def test_a_reading_is_written_in_composed_full_width_katakana(text: str, reading: str) -> None:
    assert folding.to_katakana(text) == reading


@pytest.mark.parametrize("text", ["", "NPOホウジン", "徳島", "１２", "・", "　", "カナ!"])
def test_letters_digits_and_kanji_are_no_reading(text: str) -> None:
    assert not folding.is_kana(folding.to_katakana(text))


@given(st.text(alphabet=[chr(code) for code in range(0x3041, 0x3097)], min_size=1))
def test_all_hiragana_is_a_reading(text: str) -> None:
    assert folding.is_kana(folding.to_katakana(text))


@pytest.mark.parametrize(
    "words",
    [
        ("髙橋", "高橋"),
        ("﨑山", "崎山"),
        ("𠮷田", "吉田"),
        ("渡邊", "渡邉", "渡辺"),
        ("濵口", "濱口", "浜口"),
        ("𣘺本", "橋本"),
        ("德永", "徳永"),
        ("齋藤", "齊藤", "斎藤", "斉藤"),
        ("辻\U000e0100", "辻"),
        ("葛\U000e0100城", "葛城"),
        ("\ufa10\ufa19\ufa1b", "塚神福"),
        ("ネットワーク", "ﾈｯﾄﾜｰｸ", "ねっとわーく", "ネットワ-ク", "ネットワ−ク"),
        ("A＆B・C", "a&b c", "Ａ＆Ｂ　Ｃ"),
        ("鶴ヶ島", "鶴ケ島", "鶴ｹ島"),
        ("㈱ひだまり", "(株)ヒダマリ"),
        ("が", "か\u3099", "ｶﾞ"),
        ("088-621-2179", "088ー621ー2179", "０８８－６２１－２１７９", "0886212179"),
        ("一般社団法人「こもれび」", "一般社団法人こもれび"),
        ("つな\u200bがり", "つながり"),
    ],
)
def test_spellings_that_people_take_for_one_word_share_a_search_key(words: tuple[str, ...]) -> None:
    assert len({folding.search_key(word) for word in words}) == 1


@pytest.mark.parametrize(("one", "other"), [("ビル", "ビール"), ("はし", "ばし"), ("A&B", "AB"), ("橋", "端")])
def test_different_words_keep_different_search_keys(one: str, other: str) -> None:
    assert folding.search_key(one) != folding.search_key(other)


def test_the_table_of_variants_leads_to_characters_that_are_no_variants() -> None:
    assert not {ord(form) for form in VARIANTS.values()} & VARIANTS.keys()


@pytest.mark.parametrize(
    "name",
    [
        "NPO法人つながる",
        "特定非営利活動法人　つながる",
        "認定NPO法人つながる",
        "認定特定非営利活動法人つながる",
        "ＮＰＯ つながる",
        "社会福祉法人つながる",
        "株式会社つながる",
        "つながる株式会社",
        "(株)つながる",
        "つながる㈱",
        "㈲ つながる",
        "一般社団法人ツナガル",
        "公益財団法人ﾂﾅｶﾞﾙ",
        "（一社）つながる",
        "(特非)つながる",
        "医療法人社団つながる",
        "とくていひえいりかつどうほうじんつながる",
        "シャカイフクシホウジン　ツナガル",
        "えぬぴーおーほうじんつながる",
        "つながる",
    ],
)
def test_a_name_is_compared_without_its_legal_form(name: str) -> None:
    assert folding.name_key(name) == folding.search_key("つながる")


@pytest.mark.parametrize("name", ["株式会社", "NPO法人", "(株)", "NPO"])
def test_a_name_that_is_only_a_legal_form_keeps_it(name: str) -> None:
    assert folding.name_key(name) == folding.search_key(name) != ""


def test_a_shared_word_at_the_end_is_no_legal_form() -> None:
    assert folding.name_key("とくしまNPO") == folding.search_key("とくしまNPO")


@pytest.mark.parametrize(("plain", "text"), [(p, text) for p, texts in HOSTILE["telephones"].items() for text in texts])
def test_every_spelling_of_a_telephone_number_becomes_one(plain: str, text: str) -> None:
    number = folding.normalise_phone(text)

    assert folding.digits_of(number) == folding.digits_of(plain)
    assert {folding.normalise_phone(other) for other in HOSTILE["telephones"][plain]} == {number}
    assert folding.is_phone(number)


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("07013623777", "070-1362-3777"),
        ("0367096893", "03-6709-6893"),
        ("0455348849", "045-534-8849"),
        ("0884221234", "0884-22-1234"),
        ("0886-21-2179", "088-621-2179"),
        ("0120123456", "0120-123-456"),
        ("05012345678", "050-1234-5678"),
        ("08001234567", "0800-123-4567"),
        ("0136712345", "0136-71-2345"),
        ("0126761234", "01267-6-1234"),
        ("+81-88-621-2179", "088-621-2179"),
        ("+81 (0)88 621 2179", "088-621-2179"),
        ("886212179", "088-621-2179"),
        ("9012345678", "090-1234-5678"),
        ("088-621-2179（内線123）", "088-621-2179 内線123"),
        ("03-6709-6893、088-621-2179", "03-6709-6893 / 088-621-2179"),
        ("(088)000-1001", "088-000-1001"),
        ("0880001028", "088-000-1028"),
        ("0883-00-1234", "0883-00-1234"),
        ("+1-650-253-0000", "+1-650-253-0000"),
    ],
)
def test_hyphens_stand_where_the_numbering_plan_puts_them(text: str, number: str) -> None:
    assert folding.normalise_phone(text) == number
    assert folding.is_phone(number)


@pytest.mark.parametrize("text", ["", "110", "621-2179", "なし", "088-621-217", "088-621-21799", "12345678901234"])
def test_what_can_not_be_dialled_is_no_number(text: str) -> None:
    assert not folding.is_phone(folding.normalise_phone(text))


@given(st.from_regex(r"0[1-9][0-9]{8}", fullmatch=True))
def test_a_telephone_number_never_loses_a_digit(digits: str) -> None:
    assert folding.digits_of(folding.normalise_phone(digits)) == digits


@pytest.mark.parametrize("text", ["7708570", "770-8570", "〒770-8570", "７７０ー８５７０", "〒 770 8570", "770−8570"])
def test_a_postal_code_is_seven_digits_in_any_spelling(text: str) -> None:
    assert folding.normalise_postal_code(text) == "7708570"
    assert folding.format_postal_code(text) == "770-8570"


def test_what_is_no_postal_code_stays_as_typed() -> None:
    assert folding.format_postal_code("770-857") == "770-857"


def test_an_address_of_mail_is_half_width() -> None:
    assert folding.normalise_email("　ｉｎｆｏ＠ｅｘａｍｐｌｅ．ｊｐ ") == "info@example.jp"


@given(TEXTS)
def test_pairs_of_characters_cover_the_key(text: str) -> None:
    key, pairs = folding.search_key(text), folding.bigrams(text)

    assert all(pair in key for pair in pairs)
    assert bool(pairs) == bool(key)
    if len(key) > 1:
        assert pairs[0] + "".join(pair[1] for pair in pairs[1:]) == key


@pytest.mark.parametrize("text", [*HOSTILE["names_to_keep_verbatim"], *HOSTILE["markup"]])
def test_names_and_markup_are_kept_to_the_character(text: str) -> None:
    assert folding.clean_text(text) == text
    assert folding.forbidden_characters(text, multiline=False) == []


@pytest.mark.parametrize(
    "text",
    [
        "a\x00b",
        "a\x07b",
        "a\u200bb",
        "a\u202eb",
        "a\ufeffb",
        "a\u00adb",
        "a\u2028b",
        "a\x85b",
        "\ue000",
        "\ud800",
        "\uffff",
    ],
)
def test_what_can_be_neither_seen_nor_printed_is_named(text: str) -> None:
    assert folding.forbidden_characters(text) == [text.replace("a", "").replace("b", "")]


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "\r\nBcc: x@example.invalid"])
def test_line_ends_belong_only_where_several_lines_may_be_typed(text: str) -> None:
    clean = folding.clean_text(text)

    assert folding.forbidden_characters(clean) == []
    assert folding.forbidden_characters(clean, multiline=False) != []


@given(st.text())
def test_cleaning_loses_nothing_but_blanks_at_the_ends(text: str) -> None:
    clean = folding.clean_text(text)

    assert clean in text.replace("\r\n", "\n").replace("\r", "\n")
    assert clean == clean.strip(" \u3000")
