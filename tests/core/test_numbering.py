"""Numbers with a check: those the state gives and those the platform gives."""

import re
from string import ascii_uppercase

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from platform_app.dates import fiscal_year_short
from platform_app.numbering import (
    KIND_LETTERS,
    SECRET_ALPHABET,
    ReceiptNumberNotUnderstood,
    corporate_number_for_municipality,
    corporate_number_is_valid,
    member_number_in,
    municipality_code_is_valid,
    new_secret,
    normalise_secret,
    parse_receipt_number,
    receipt_fiscal_year,
    receipt_number,
)
from tests.core.hostile import HOSTILE

RECEIPTS = st.builds(
    receipt_number, st.sampled_from(sorted(KIND_LETTERS)), st.integers(2019, 2100), st.integers(1, 99_999)
)
#: The codes of the prefecture and its municipalities that are known to be right.
TOKUSHIMA_CODES = (  # noqa: SIM905 - a table reads better as words
    "360007 362018 362026 362034 362042 362051 362069 362077 362085 363014 363022 363219 363413 "
    "363421 363685 363839 363871 363880 364011 364029 364037 364045 364053 364681 364894"
).split()


@pytest.mark.parametrize("number", [*HOSTILE["corporate_numbers"]["valid"], "2120901007402", "7-0000-2001-0006"])
def test_published_corporate_numbers_pass(number: str) -> None:
    assert corporate_number_is_valid(number)


@pytest.mark.parametrize("number", [*HOSTILE["corporate_numbers"]["invalid"], "", "0000000000000"])
def test_false_corporate_numbers_fail(number: str) -> None:
    assert not corporate_number_is_valid(number)


@given(st.text())
def test_any_text_is_or_is_not_a_corporate_number(text: str) -> None:
    assert corporate_number_is_valid(text) in {True, False}


@pytest.mark.parametrize(
    ("code", "number"),
    [
        ("360007", "4000020360007"),
        ("362018", "6000020362018"),
        ("310000", "7000020310000"),
        ("130001", "8000020130001"),
    ],
)
def test_a_local_government_has_the_corporate_number_of_its_code(code: str, number: str) -> None:
    assert corporate_number_for_municipality(code) == number
    assert corporate_number_is_valid(number)


def test_a_wrong_code_has_no_corporate_number() -> None:
    with pytest.raises(ValueError, match="360008"):
        corporate_number_for_municipality("360008")


@pytest.mark.parametrize("code", TOKUSHIMA_CODES)
def test_the_codes_of_the_prefecture_pass(code: str) -> None:
    assert municipality_code_is_valid(code)
    assert not municipality_code_is_valid(code[:5] + str((int(code[5]) + 1) % 10))


@given(RECEIPTS)
def test_a_receipt_number_reads_back(number: str) -> None:
    assert parse_receipt_number(number) == number


@given(RECEIPTS, st.sampled_from(["", "-", " ", "ー", "の", "ハイフン", "−", "．", "　"]), st.booleans())
def test_a_receipt_number_is_understood_however_it_is_typed_or_said(number: str, mark: str, wide: bool) -> None:
    typed = number.replace("-", mark).lower()
    if wide:
        typed = "".join(chr(ord(character) + 0xFEE0) if "!" <= character <= "~" else character for character in typed)

    assert parse_receipt_number(f" {typed} ") == number


@given(RECEIPTS, st.data())
def test_one_wrong_character_is_found(number: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([at for at, character in enumerate(number) if character != "-"]))
    wrong = data.draw(st.sampled_from("0123456789" + ascii_uppercase))
    assume(wrong != number[at])

    assert _read(number[:at] + wrong + number[at + 1 :]) in {None, number}


@given(RECEIPTS, st.data())
def test_two_exchanged_neighbours_are_found(number: str, data: st.DataObject) -> None:
    plain = number.replace("-", "")
    at = data.draw(st.integers(0, len(plain) - 2))
    exchanged = plain[:at] + plain[at + 1] + plain[at] + plain[at + 2 :]
    assume(exchanged != plain)

    assert _read(exchanged) is None


@pytest.mark.parametrize("year", [2019, 2023, 2031])
def test_every_slip_of_the_pen_in_a_number_is_found(year: int) -> None:
    """The same two rules without chance, for one number of each kind."""
    for kind in KIND_LETTERS:
        number = receipt_number(kind, year, 1907)
        for at, character in enumerate(number):
            others = [other for other in "0123456789" + ascii_uppercase if other != character]
            readings = {_read(number[:at] + other + number[at + 1 :]) for other in others if character != "-"}
            assert readings <= {None, number}


def _read(text: str) -> str | None:
    try:
        return parse_receipt_number(text)
    except ReceiptNumberNotUnderstood:
        return None


@given(st.text() | st.text(alphabet="RHSTM0123456789OILABCJW- ー"))
def test_any_text_is_a_receipt_number_in_canonical_form_or_refused(text: str) -> None:
    number = _read(text)

    assert number is None or parse_receipt_number(number) == number


@given(RECEIPTS)
def test_a_receipt_number_holds_no_letter_that_looks_like_a_digit(number: str) -> None:
    assert re.fullmatch(r"[RH][0-9]{2}-[JCWE]-[0-9]{4,}-[A-HJ-NPR-Z]", number)
    assert fiscal_year_short(receipt_fiscal_year(number)) == number[:3]


@pytest.mark.parametrize("sequence", [0, -1, 10**8])
def test_receipts_are_counted_from_one(sequence: int) -> None:
    with pytest.raises(ValueError, match="numbered from 1"):
        receipt_number("join", 2023, sequence)


@pytest.mark.parametrize(
    "text",
    [
        "2",
        "２",
        "No.2",
        "No. 2",
        "№2",
        "ｎｏ２",
        "第2号",
        "第２号",
        "２番",
        "2号",
        "会員番号2",
        "会員番号：２",
        "#2",
        "002",
    ],
)
def test_the_number_of_a_member_is_read_with_the_words_around_it(text: str) -> None:
    assert member_number_in(text) == 2


@pytest.mark.parametrize("text", ["", "第号", "2の会", "つながる会2", "1234567890", "2-3", "²番地"])
def test_what_is_no_number_of_a_member_is_none(text: str) -> None:
    assert member_number_in(text) is None


def test_a_secret_is_long_and_never_the_same() -> None:
    secrets = {new_secret() for _ in range(500)}

    assert len(secrets) == 500
    assert all(re.fullmatch(rf"([{SECRET_ALPHABET}]{{5}}-){{3}}[{SECRET_ALPHABET}]{{5}}", secret) for secret in secrets)
    assert len(SECRET_ALPHABET) ** 20 > 2**80
    assert not set(SECRET_ALPHABET) & set("01ILOQU")


def test_a_secret_is_understood_however_it_is_typed() -> None:
    secret = new_secret()
    wide = "".join(chr(ord(character) + 0xFEE0) for character in secret.lower())

    assert {normalise_secret(text) for text in (secret, secret.lower(), secret.replace("-", ""), f" {wide} ")} == {
        secret
    }


@given(st.text())
def test_no_text_troubles_the_reading_of_secrets(text: str) -> None:
    once = normalise_secret(text)

    assert normalise_secret(once) == once
