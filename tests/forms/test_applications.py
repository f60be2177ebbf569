"""The form of an entry: made from the items in use, it keeps or refuses, and converts what can be converted."""

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from forms.applications import OUTSIDE, EntryForm, entry_form
from platform_app.vocabulary.applications import Declaration
from platform_app.vocabulary.profile import PROFILE_ITEMS, ItemKind
from tests.core.hostile import HOSTILE

PLACES = (("362018", "徳島市"), ("362026", "鳴門市"))
FORM = entry_form(PROFILE_ITEMS, tuple(Declaration), PLACES)
COMPLETE: dict[str, Any] = {
    "name": "見本の会",
    "name_kana": "ミホンノカイ",
    "kind": "npo",
    "representative_title": "代表",
    "representative_name": "見本　花子",
    "postal_code": "770-8570",
    "municipality": "362018",
    "address": "徳島市万代町1",
    "contact_name": "例示　太郎",
    "phone": "088-621-2179",
    "email": "info@example.jp",
    "themes": ["youth"],
    "areas": ["all"],
    "stage": "active",
    "activities": "居場所づくり",
    "submission_token": "t" * 32,
    **{f"visibility_{item.key}": "private" for item in PROFILE_ITEMS if item.choosable},
    **{f"declare_{declaration.value}": "y" for declaration in Declaration},
}


@pytest.fixture(scope="module", autouse=True)
def request_at_hand() -> Iterator[None]:
    app = Flask(__name__)
    app.config.update(SECRET_KEY="only-for-these-tests", WTF_CSRF_ENABLED=False, WTF_I18N_ENABLED=False)
    with app.test_request_context():
        yield


def filled(**more: Any) -> EntryForm:
    return FORM(formdata=MultiDict(COMPLETE | more))


def judged(**more: Any) -> dict[str, Any]:
    form = filled(**more)
    form.validate()
    return dict(form.errors)


def test_a_complete_form_passes_and_says_what_was_typed() -> None:
    form = filled()

    assert form.validate(), form.errors
    assert form.profile()["themes"] == ["youth"]
    assert set(form.profile()) == {item.key for item in PROFILE_ITEMS}
    assert form.audiences()["phone"] == "private"
    assert set(form.ticked()) == {declaration.value for declaration in Declaration}


@pytest.mark.parametrize("item", [item for item in PROFILE_ITEMS if item.required], ids=lambda item: item.key)
def test_every_required_item_is_asked_for_by_its_name(item: Any) -> None:
    [sentence, *_] = judged(**{item.key: []} if isinstance(COMPLETE[item.key], list) else {item.key: "　"})[item.key]

    assert sentence.startswith(item.label)


@pytest.mark.parametrize(
    ("kind", "right", "spellings"),
    [
        *[("phone", right, spellings) for right, spellings in HOSTILE["telephones"].items() if "-" in right],
        *[("name_kana", right, spellings) for right, spellings in HOSTILE["readings"].items()],
    ],
)
def test_codes_and_readings_are_converted_not_refused(kind: str, right: str, spellings: list[str]) -> None:
    for spelling in spellings:
        form = filled(**{kind: spelling})
        assert form.validate(), form.errors
        assert form.profile()[kind] == right


@pytest.mark.parametrize("number", HOSTILE["corporate_numbers"]["valid"])
def test_a_right_corporate_number_passes_in_any_width(number: str) -> None:
    assert judged(corporate_number=number) == {}


@pytest.mark.parametrize(
    ("key", "text"),
    [
        *[("corporate_number", number) for number in HOSTILE["corporate_numbers"]["invalid"]],
        *[("email", address) for address in HOSTILE["emails"]["invalid"]],
        *[("website", text) for text in ("javascript:alert(1)", "example", "ftp://example.jp/", "https://a b.jp/")],
        *[("founded", text) for text in HOSTILE["dates"]["impossible"]],
        ("postal_code", "77085"),
        ("phone", "内線"),
        ("kind", "unheard_of"),
        ("municipality", "131016"),
        ("themes", "none"),
        ("name", "あ" * 201),
        ("visibility_phone", "everybody"),
        ("declare_charter_read", ""),
        ("submission_token", "x"),
    ],
)
def test_what_is_wrong_is_told_at_its_field_only(key: str, text: str) -> None:
    found = judged(**{key: text})

    assert set(found) == {key}
    assert found[key][0].endswith(("。", "）。", "）"))


@given(st.sampled_from([i.key for i in PROFILE_ITEMS if i.kind in {ItemKind.TEXT, ItemKind.LONG_TEXT}]), st.text())
def test_a_text_is_kept_as_written_or_refused(key: str, text: str) -> None:
    form = filled(**{key: text})

    if form.validate():
        kept = form.profile()[key]
        assert isinstance(kept, str)
        assert "".join(kept.split()) == "".join(text.split())


@given(st.dictionaries(st.sampled_from([item.key for item in PROFILE_ITEMS]), st.text(max_size=40)))
def test_a_draft_may_hold_anything_that_can_be_stored(typed: dict[str, str]) -> None:
    form = filled(**typed)

    is_storable = form.is_storable()

    profile = form.profile()
    assert not any("\0" in value for value in profile.values() if isinstance(value, str))
    assert is_storable == (not form.errors)
    assert OUTSIDE not in profile.values()


@pytest.mark.parametrize(
    "text", ["なし", "準備中です。近日公開。", "令和5.7", "info@example.jp", "mailto:a.jp", "//example.jp"]
)
def test_what_is_no_address_of_a_page_is_not_made_one(text: str) -> None:
    form = filled(website=text)

    assert not form.validate()
    assert form.website.data == text


def test_what_is_stored_is_shown_again_unchanged() -> None:
    form = filled(founded="平成25年7月", short_name="ﾈｯﾄﾜｰｸ")
    again = FORM(formdata=None)

    again.show(form.profile(), form.audiences(), form.ticked())

    assert again.profile() == form.profile()
    assert again.audiences() == form.audiences()
    assert again.ticked() == form.ticked()


def test_items_and_statements_that_are_not_used_are_not_asked() -> None:
    items = tuple(item for item in PROFILE_ITEMS if item.key != "social")
    form = entry_form(items, (), PLACES)(formdata=None)

    assert "social" not in form
    assert "visibility_social" not in form
    assert form.declaration_fields() == []


def test_an_audience_is_preset_as_the_item_says() -> None:
    form = FORM(formdata=None)
    form.show({}, {}, ())

    assert {item.key: form[f"visibility_{item.key}"].data for item in PROFILE_ITEMS if item.choosable} == {
        item.key: str(item.visibility) for item in PROFILE_ITEMS if item.choosable
    }
