"""Municipalities and postal codes of the whole of Japan, offline."""

import time
from importlib.resources import files

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_app.folding import is_kana
from platform_app.numbering import municipality_code_is_valid
from platform_app.places import (
    PREFECTURES,
    lookup_postal_code,
    municipalities,
    municipality,
    municipality_in,
    prefecture_in,
)
from platform_app.places.municipalities import _LONGEST_NAME
from platform_app.places.naming import whole_address
from tests.core.test_numbering import TOKUSHIMA_CODES


def test_all_of_japan_is_there() -> None:
    """1,741 municipalities, the 23 special wards of Tokyo among them; 171 wards of 20 designated cities."""
    assert len(municipalities()) == 1741
    assert len(municipalities(wards=True)) == 1741 + 171
    assert len({place.city_code for place in municipalities(wards=True)} - {""}) == 20
    assert {place.prefecture for place in municipalities()} == set(PREFECTURES)


def test_every_municipality_has_a_right_code_a_reading_and_its_prefecture() -> None:
    for place in municipalities(wards=True):
        assert municipality_code_is_valid(place.code)
        assert PREFECTURES[int(place.code[:2]) - 1] == place.prefecture
        assert is_kana(place.kana)
        assert len(place.full_name) <= _LONGEST_NAME
        assert municipality(place.code) is municipality(place.code[:5]) is place
        assert not place.city_code or place.name.startswith(municipality(place.city_code).name)
        assert place.name[-1] in "市区町村"


def test_the_prefecture_has_its_municipalities() -> None:
    assert [place.code for place in municipalities("徳島県")] == TOKUSHIMA_CODES[1:]
    assert municipality("363219").full_name == "名東郡佐那河内村"
    assert municipality("363219").name == "佐那河内村"
    assert municipality("364894").kana == "ヒガシミヨシチョウ"
    assert municipalities("江戸") == ()


def test_every_municipality_is_found_in_its_own_address() -> None:
    for place in municipalities(wards=True):
        assert municipality_in(f"{place.prefecture}{place.full_name}本町1-2-3") == place
        assert municipality_in(f"{place.prefecture}{place.name}", prefecture_default="") == place


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("徳島市万代町1-1", "362018"),
        ("徳島県　徳島市", "362018"),
        ("〒770-8570 徳島県徳島市万代町１丁目", "362018"),
        ("７７０ー８５７０　徳島市", "362018"),
        ("佐那河内村下", "363219"),
        ("名東郡佐那河内村下", "363219"),
        ("三好郡東みよし町", "364894"),
        ("三好市池田町", "362085"),
        ("松戸市本町", "122076"),
        ("茨城県龍ヶ崎市", "082082"),
        ("神戸市中央区", "281107"),
        ("神戸市", "281000"),
    ],
)
def test_an_address_says_its_municipality_however_it_begins(address: str, code: str) -> None:
    found = municipality_in(address)

    assert found is not None
    assert found.code == code


@pytest.mark.parametrize("address", ["", "〃", "府中市", "万代町1-1", "徳島県", "東京都徳島市", "県内全域"])
def test_an_address_that_does_not_say_finds_none(address: str) -> None:
    assert municipality_in(address) is None


def test_the_default_prefecture_decides_between_two_of_a_name() -> None:
    tokyo, hiroshima = municipality_in("府中市", "東京都"), municipality_in("府中市", "広島県")

    assert tokyo is not None
    assert hiroshima is not None
    assert (tokyo.prefecture, hiroshima.prefecture) == ("東京都", "広島県")


def test_a_prefecture_is_recognised() -> None:
    assert prefecture_in("〒770-8570 徳島県徳島市") == "徳島県"
    assert prefecture_in("徳島市") is None


@given(st.text())
def test_no_text_troubles_the_search_for_a_place(text: str) -> None:
    found = municipality_in(text)

    assert found is None or found in municipalities(wards=True)
    assert isinstance(lookup_postal_code(text), list)


@pytest.mark.parametrize("text", ["7708570", "770-8570", "〒７７０ー８５７０"])
def test_the_code_of_an_office_leads_to_its_street(text: str) -> None:
    (place,) = lookup_postal_code(text)

    assert place.address == "徳島県徳島市万代町1丁目"
    assert place.municipality_code == "362018"


def test_a_code_may_stand_for_two_municipalities_or_prefectures() -> None:
    assert [place.city for place in lookup_postal_code("7710200")] == ["板野郡松茂町", "板野郡北島町"]
    assert [place.prefecture for place in lookup_postal_code("4980000")] == ["愛知県", "三重県"]


def test_an_unknown_code_has_no_places() -> None:
    assert lookup_postal_code("9999999") == lookup_postal_code("") == lookup_postal_code("770") == []


def test_the_prefecture_has_its_postal_codes() -> None:
    found = {f"{code:07}" for code in range(7700000, 7800000) if lookup_postal_code(f"{code:07}")}
    codes = {place.municipality_code for code in found for place in lookup_postal_code(code)}

    assert codes == set(TOKUSHIMA_CODES[1:])
    assert 1_100 < len(found) < 1_200


def test_a_look_up_is_quick_and_the_tables_are_small() -> None:
    lookup_postal_code("1000001")
    began = time.perf_counter()
    for _ in range(1000):
        lookup_postal_code("7708570")

    assert time.perf_counter() - began < 1
    assert (
        sum(
            len(files("platform_app.places").joinpath(name).read_bytes())
            for name in ("postal_codes.zip", "municipalities.tsv")
        )
        < 3_000_000
    )


@pytest.mark.parametrize(
    ("text", "code", "whole"),
    [
        ("撫養町1-1", "362026", "徳島県鳴門市撫養町1-1"),
        ("徳島県撫養町1-1", "362026", "徳島県鳴門市撫養町1-1"),
        ("高川原1", "363413", "徳島県名西郡石井町高川原1"),
        ("鳴門市撫養町1-1", "362026", "鳴門市撫養町1-1"),
        ("徳島県鳴門市撫養町1-1", "362026", "徳島県鳴門市撫養町1-1"),
        ("撫養町1-1", "", "撫養町1-1"),
        ("", "362026", ""),
    ],
)
def test_an_address_for_the_post_names_its_municipality_once(text: str, code: str, whole: str) -> None:
    assert whole_address(text, code) == whole
