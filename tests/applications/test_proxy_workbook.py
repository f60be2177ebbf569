"""A filled Excel form dropped into proxy entry: what it says is typed in, and nothing is lost."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from flask import Flask

from platform_app.office.queries import current
from platform_app.places.naming import place_choices
from platform_app.vocabulary.profile import PROFILE_ITEMS
from reports.form_workbook import blank_application, blank_withdrawal
from tests import factories
from tests.applications.journeys import errors
from tests.applications.test_proxy import RECEPTION, at_a_fixed_time, newest, started
from tests.reports_rosters.filled_forms import filled

clock = pytest.fixture(autouse=True)(at_a_fixed_time)


def form(**values: Any) -> tuple[BytesIO, str]:
    """Return 様式1 as this office offers it, filled in, as an upload."""
    blank = blank_application(PROFILE_ITEMS, place_choices(current().prefecture), current())
    return BytesIO(filled(blank, **values)), "様式1.xlsx"


def test_a_filled_form_is_read_into_the_entry_folded_as_if_typed(app: Flask, client_as: Any) -> None:
    place = place_choices(current().prefecture)[0]
    application = started(
        client_as("officer"),
        procedure="",
        workbook=form(
            procedure="入会申請",
            name="NPO法人You&ゆう",
            name_kana="えぬぴーおー",
            kind="NPO法人",
            phone="０８８６２１２１７９",
            municipality=place[1],
            themes__youth="○",
            areas__all="○",
            founded="平成25年7月",
            visibility_phone="公開",
            declarations__charter_read="○",
        ),
    )

    assert application.procedure == "join"
    assert (application.name, application.name_kana, application.kind) == ("NPO法人You&ゆう", "エヌピーオー", "npo")
    assert (application.phone, application.founded, application.municipality) == ("088-621-2179", "2013-07", place[0])
    assert (application.themes, application.areas) == (["youth"], ["all"])
    assert application.audience_of("phone").value == "public"
    assert application.declarations == ["charter_read"]
    assert [one.file_name for one in application.attachments] == ["様式1.xlsx"]


def test_what_can_not_be_taken_over_is_listed_with_its_cell_or_its_words(app: Flask, client_as: Any) -> None:
    browser = client_as("officer")
    application = started(
        browser,
        procedure="",
        workbook=form(
            procedure="入会申請",
            name="つながる会",
            kind="知らない種別",
            phone="でんわなし",
            founded="いつか",
        ),
    )

    page = browser.get(f"/staff/entry/{application.id}").get_data(as_text=True)

    assert "選択肢にない値です。" in page
    assert "!" in page.split("団体種別")[0][-200:]  # the cell stands in the row of its item
    assert "でんわなし" in page
    assert "いつか" in page


def test_an_empty_cell_of_a_change_means_as_before(app: Flask, client_as: Any) -> None:
    member = factories.member(name="つながる会", phone="088-000-1111", website="https://example.jp/")

    application = started(
        client_as("officer"),
        procedure="",
        workbook=form(
            procedure="変更届",
            member_number=str(member.number),
            changed_on=date(2026, 6, 1),
            phone="088-000-2222",
        ),
    )

    assert (application.procedure, application.member_id) == ("change", member.id)
    assert (application.name, application.phone, application.website) == (
        "つながる会",
        "088-000-2222",
        "https://example.jp/",
    )
    assert application.changed_on == date(2026, 6, 1)


def test_a_withdrawal_says_by_itself_what_it_is_and_whose(app: Flask, client_as: Any) -> None:
    member = factories.member()
    sheet = BytesIO(
        filled(
            blank_withdrawal(current()), member_number=f"第{member.number}号", leave_on=date(2026, 6, 30), reason="解散"
        )
    )

    application = started(client_as("officer"), procedure="", workbook=(sheet, "様式2.xlsx"))

    assert (application.procedure, application.member_id) == ("withdraw", member.id)
    assert (application.leave_on, application.reason) == (date(2026, 6, 30), "解散")


@pytest.mark.parametrize("content", [b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, b"%PDF-1.4\n%%EOF"])
def test_what_is_no_workbook_gets_a_sentence_of_its_own_and_nothing_else_is_asked(
    app: Flask, client_as: Any, content: bytes
) -> None:
    data = {**RECEPTION, "submission_token": "t" * 24, "workbook": (BytesIO(content), "様式.xls")}

    said = errors(client_as("officer").post("/staff/entry/new", data=data))

    assert len(said) == 1, said
    assert said[0].startswith("「様式.xls」：Excelファイル（.xlsx）ではないため、読み込めません。Excelで開き、")


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04nonsense", b"%PDF-1.4\n%%EOF", b"hello"])
def test_what_is_no_form_gets_a_sentence_and_begins_nothing(app: Flask, client_as: Any, content: bytes) -> None:
    data = {**RECEPTION, "procedure": "join", "submission_token": "t" * 24, "workbook": (BytesIO(content), "様式.xlsx")}

    answer = client_as("officer").post("/staff/entry/new", data=data)

    assert answer.status_code == 422
    assert "error-summary" in answer.get_data(as_text=True)
    assert newest() is None
