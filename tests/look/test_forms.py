"""What fields make of what is typed."""

from datetime import date
from typing import Any

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict

from tests.look.gallery import create_gallery
from tests.look.gallery_forms import FILLED, EveryForm, RegisterSearch

APP: Flask = create_gallery()


def form_of(**typed: Any) -> EveryForm:
    """Return the form after sending, without the protection that needs a session."""
    with APP.test_request_context():
        form = EveryForm(formdata=MultiDict(FILLED | typed), meta={"csrf": False})
        form.validate()
        return form


def test_a_filled_form_is_accepted_and_folded_into_what_is_stored() -> None:
    form = form_of()

    assert form.errors == {}
    values = form.values()
    assert "submission_token" not in values
    expected = {
        "name_kana": "ミホンノカイ",
        "postal_code": "770-8570",
        "phone": "088-621-2179",
        "email": "info@example.jp",
        "founded": "2013-07",
        "effective_on": date(2026, 4, 1),
        "code": "123456",
        "themes": ["food"],
        "website": "",
    }
    assert {name: values[name] for name in expected} == expected


@given(st.dates(date(1868, 1, 1), date(2100, 12, 31)))
def test_a_date_shown_in_the_boxes_is_read_back(day: date) -> None:
    with APP.test_request_context():
        shown = EveryForm(formdata=None, data={"effective_on": day}).effective_on.boxes()

    assert form_of(**{f"effective_on-{part}": text for part, _, text in shown}).effective_on.data == day


@pytest.mark.parametrize("whole", ["令和8年4月1日", "R8.4.1", "2026-04-01", "２０２６/４/１", "20260401"])
def test_a_whole_date_may_be_pasted_into_the_box_of_the_year(whole: str) -> None:
    form = form_of(**{"effective_on-year": whole, "effective_on-month": "", "effective_on-day": ""})
    assert form.effective_on.data == date(2026, 4, 1)


NO_DATES = [("令和8", "13", "1"), ("2026", "2", "30"), ("平成40", "1", "1"), ("", "4", "1"), ("来年", "", "")]


@pytest.mark.parametrize("boxes", NO_DATES)
def test_what_is_no_date_stays_in_the_boxes_and_is_refused_once(boxes: tuple[str, str, str]) -> None:
    form = form_of(**dict(zip(("effective_on-year", "effective_on-month", "effective_on-day"), boxes, strict=True)))

    assert tuple(text for _, _, text in form.effective_on.boxes()) == boxes
    assert form.effective_on.data is None
    assert [item.anchor for item in form.error_items()] == ["effective_on-year"]


def test_stored_values_come_back_unchanged_through_the_form() -> None:
    stored = form_of().values()
    with APP.test_request_context():
        form = EveryForm(formdata=None)
        form.load(stored)
        assert {name: value for name, value in form.values().items() if name != "rules"} == {
            name: value for name, value in stored.items() if name != "rules"
        }
        assert form.founded.shown == "平成25年7月"


def test_a_password_is_never_sent_back() -> None:
    assert "correct horse" not in str(form_of(name="").password)


@pytest.mark.parametrize("field", ["kind", "stage", "themes", "phone_visibility"])
def test_what_was_not_offered_is_refused(field: str) -> None:
    assert list(form_of(**{field: "invented"}).errors) == [field]


@pytest.mark.parametrize("field", [name for name in FILLED if name not in {"submission_token", "founded"}])
def test_each_missing_answer_is_asked_for_once(field: str) -> None:
    emptied = (
        {field: "　"}
        if not field.startswith("effective_on")
        else dict.fromkeys(("effective_on-year", "effective_on-month", "effective_on-day"), "")
    )
    if field == "agreed":
        emptied = {"agreed": "false"}
    messages = [item.message for item in form_of(**emptied).error_items()]
    assert len(messages) == 1
    assert messages[0].endswith("ください。")


def test_too_long_a_text_is_kept_and_counted() -> None:
    form = form_of(activities="あ" * 201)
    assert form.activities.data == "あ" * 201
    assert "現在201文字" in form.error_items()[0].message


def test_line_ends_count_as_one_character() -> None:
    assert form_of(activities="あ\r\n" * 99 + "終").errors == {}


def test_an_error_of_the_whole_form_comes_first_and_leads_nowhere() -> None:
    form = form_of(name="")
    form.add_error(None, "同じ団体の申請を受け付けています。")
    form.add_error("email", "このアドレスは使えません。")

    assert [item.anchor for item in form.error_items()] == ["", "name", "email"]


def test_a_submission_keeps_its_token_and_a_fresh_form_has_its_own() -> None:
    with APP.test_request_context():
        tokens = {EveryForm(formdata=None).submission_token.data for _ in range(20)}
    assert len(tokens) == 20
    assert form_of(name="").submission_token.data == FILLED["submission_token"]
    assert form_of(submission_token="<b>").error_items()[0].anchor == ""


def test_the_lookup_button_is_noticed_and_belongs_to_no_value() -> None:
    form = form_of(**{"postal_code-lookup": "1"})
    assert form.postal_code.is_lookup
    assert not form_of().postal_code.is_lookup
    assert set(form.values()) == {field.name for field in form} - {"submission_token"}


def test_a_search_reads_the_address_of_the_page_and_needs_no_token() -> None:
    with APP.test_request_context("/?q=%E5%B1%85%E5%A0%B4%E6%89%80&kind=npo"):
        search = RegisterSearch()
        assert search.validate()
        assert search.values() == {"q": "居場所", "kind": "npo"}
