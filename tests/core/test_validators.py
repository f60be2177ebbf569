"""What a field says to what is typed into it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form, SelectField, StringField

from forms import filters as f
from forms import validators as v
from tests.core.hostile import EVERY_TEXT, HOSTILE

CHECKS = [
    v.Length(10),
    v.NoForbiddenCharacters(),
    v.NoForbiddenCharacters(multiline=True),
    v.Kana(),
    v.CorporateNumber(),
    v.PostalCode(),
    v.Phone(),
    v.PartialDateText(),
    v.WarekiDate(date(2000, 1, 1), date(2030, 1, 1)),
    v.EmailAddress(),
    v.WebAddress(),
]
FILTERS = [
    f.to_clean_text,
    f.to_reading,
    f.to_phone,
    f.to_postal_code,
    f.to_corporate_number,
    f.to_web_address,
    f.to_partial_date,
]


def judge(text: str | None, *checks: Any, filters: Any = ()) -> tuple[Any, list[str]]:
    """Send one text to a form with one field; return what the field holds and says."""

    class OneField(Form):
        item = StringField("項目", validators=list(checks), filters=list(filters))

    form = OneField(MultiDict({} if text is None else {"item": text}))
    form.validate()
    return form.item.data, [str(error) for error in form.item.errors]


@given(st.text())
def test_every_check_passes_any_text_or_says_a_sentence_about_the_item(text: str) -> None:
    for check in CHECKS:
        _, errors = judge(text, check)
        assert all(error.startswith("項目") and error.endswith("。") and "半角で" not in error for error in errors)


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_hostile_texts_are_kept_to_the_character_or_refused_with_a_sentence(text: str) -> None:
    kept, errors = judge(text, v.NoForbiddenCharacters(multiline=True), filters=[f.to_clean_text])

    assert errors or kept == text.replace("\r\n", "\n").strip(" \u3000")


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: type(check).__name__)
@pytest.mark.parametrize("text", [None, "", " ", "\u3000"])
def test_what_is_not_filled_in_is_only_the_concern_of_required(check: Any, text: str | None) -> None:
    assert judge(text, check)[1] == []
    assert judge(text, v.Required(), check)[1] == ["項目を入力してください。"]


@given(st.text())
def test_a_filter_leaves_its_own_result_as_it_is(text: str) -> None:
    for fold in FILTERS:
        assert fold(fold(text)) == fold(text)
        assert fold(None) is None


def test_an_item_that_is_chosen_is_asked_for_as_a_choice() -> None:
    class Choosing(Form):
        item = SelectField("団体種別", choices=["", "NPO法人"], validators=[v.Required()])  # type: ignore[list-item]

    form = Choosing(MultiDict({"item": ""}))

    assert not form.validate()
    assert form.item.errors == ["団体種別を選択してください。"]


def test_required_may_have_its_own_sentence() -> None:
    assert judge("", v.Required("団体名を書いてください。"))[1] == ["団体名を書いてください。"]
    assert judge("あ", v.Required())[1] == []


@pytest.mark.parametrize("text", [None, "", " ", "\u3000", "\r\n"])
def test_an_item_may_be_left_empty(text: str | None) -> None:
    assert judge(text, v.MayBeEmpty(), v.Length(0), v.NoForbiddenCharacters())[1] == []


@pytest.mark.parametrize("text", ["\x00", "\x0b", "\x1c", "\x1f", "\x85", "\u2028"])
def test_control_characters_alone_are_not_taken_for_blanks(text: str) -> None:
    assert judge(text, v.MayBeEmpty(), v.NoForbiddenCharacters())[1] != []
    assert judge(text, v.Required(), v.NoForbiddenCharacters())[1] != []


@pytest.mark.parametrize(
    ("text", "check", "fold", "kept"),
    [
        ("とくしま", v.Kana(), f.to_reading, "トクシマ"),
        ("ﾄｸｼﾏ", v.Kana(), f.to_reading, "トクシマ"),
        ("８０００ー０２０１ー３０００１", v.CorporateNumber(), f.to_corporate_number, "8000020130001"),
        ("７７０−８５７０", v.PostalCode(), f.to_postal_code, "770-8570"),
        ("０８８ー６２１ー２１７９", v.Phone(), f.to_phone, "088-621-2179"),
        ("平成２５年７月", v.PartialDateText(), f.to_partial_date, "2013-07"),
        ("ｈｔｔｐｓ：／／ｅｘａｍｐｌｅ．ｊｐ", v.WebAddress(), f.to_web_address, "https://example.jp"),
        ("www.example.jp", v.WebAddress(), f.to_web_address, "https://www.example.jp"),
        (" ｅｘａｍｐｌｅ．ｊｐ／ｘ ", v.WebAddress(), f.to_web_address, "https://example.jp/x"),
        ("例え.jp:8080/?q=1", v.WebAddress(), f.to_web_address, "https://例え.jp:8080/?q=1"),
    ],
)
def test_what_can_be_converted_is_never_refused(text: str, check: Any, fold: Any, kept: str) -> None:
    assert judge(text, check, filters=[fold]) == (kept, [])
    assert judge(text, check) == (text, [])


@pytest.mark.parametrize(
    ("text", "check", "sentence"),
    [
        ("NPOホウジン", v.Kana(), "項目は、カタカナかひらがなで入力してください。"),
        ("123", v.CorporateNumber(), "項目は13桁の数字です。"),
        ("8000020130010", v.CorporateNumber(), "項目に、数字の間違いか入れ違いがあります。"),
        ("770857", v.PostalCode(), "項目は7桁の数字で入力してください"),
        ("621-2179", v.Phone(), "項目は、市外局番から入力してください"),
        ("去年", v.PartialDateText(), "項目は、例えば「平成25年7月」のように入力してください。"),
        ("令和5年2月30日", v.WarekiDate(), "項目に、暦にない日付が入力されています。"),
        ("平成31年5月1日", v.WarekiDate(), "項目の元号と年月日が合いません。"),
        ("R5.2.20(火)", v.WarekiDate(), "項目の日付と曜日が合いません。"),
        ("R5.2.20", v.WarekiDate(earliest=date(2023, 2, 21)), "項目は、令和5年2月21日以後の日付を入力してください。"),
        ("R5.2.20", v.WarekiDate(latest=date(2023, 2, 19)), "項目は、令和5年2月19日以前の日付を入力してください。"),
        ("あ" * 11, v.Length(10), "項目は10文字以内で入力してください（現在11文字）。"),
        (
            "さくら\u202e会",
            v.NoForbiddenCharacters(),
            "項目に、表示や印刷のできない文字（U+202E）が含まれています。「さくら」のすぐ後を",
        ),
        ("\x00", v.NoForbiddenCharacters(), "項目に、表示や印刷のできない文字（U+0000）が含まれています。先頭を"),
        (
            "\r\nBcc: x@example.invalid",
            v.NoForbiddenCharacters(),
            "項目は、改行やタブを入れずに1行で入力してください。",
        ),
    ],
)
def test_a_refusal_says_what_to_do(text: str, check: Any, sentence: str) -> None:
    _, errors = judge(text, check)

    assert len(errors) == 1
    assert errors[0].startswith(sentence)


def test_what_a_filter_takes_away_is_judged_all_the_same() -> None:
    assert judge("\r\nBcc: x", v.NoForbiddenCharacters(), filters=[str.strip])[1] != []


@pytest.mark.parametrize("address", HOSTILE["emails"]["valid"])
def test_an_address_of_mail_is_kept_as_typed(address: str) -> None:
    assert judge(address, v.EmailAddress()) == (address, [])


@pytest.mark.parametrize(
    "address", [*HOSTILE["emails"]["invalid"], "a@example.jp\nBcc: b@example.jp", "あ@example.jp", "a@b@c.jp"]
)
def test_an_address_that_can_not_be_sent_to_is_refused(address: str) -> None:
    assert judge(address, v.EmailAddress())[1] != []


@pytest.mark.parametrize(
    "address",
    [
        "https://example.jp",
        "http://www.example.co.jp:8080/a?b=c#d",
        "https://日本語.jp/道",
        "https://example.jp/%E3%81%82",
        "HTTPS://EXAMPLE.JP/",
    ],
)
def test_the_address_of_a_page_may_have_a_japanese_domain(address: str) -> None:
    assert judge(address, v.WebAddress())[1] == []


@pytest.mark.parametrize(
    "address",
    [
        "javascript:alert(1)",
        "https://",
        "ftp://example.jp",
        "https://user:pw@example.jp",
        "https://a b.jp",
        "https://example.jp/\r\nX: y",
        "https://exa\tmple.jp",
        "data:text/html,x",
        "https://example.jp:99999/",
        "https://[",
        "//example.jp",
        "https://localhost",
        "https://example.jp\\@evil.jp",
        'https://example.jp/"><script>',
    ],
)
def test_other_addresses_are_no_link(address: str) -> None:
    assert judge(address, v.WebAddress())[1] != []
