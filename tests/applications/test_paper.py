"""The confirmation and the printed form say the same, because they read the same values."""

import io

import pytest
from flask import Flask
from flask.testing import FlaskClient
from pypdf import PdfReader

from platform_app.applications import paper
from platform_app.applications.models import Application
from platform_app.extensions import db, writer
from platform_app.office.models import OfficeSetting
from platform_app.vocabulary.profile import ITEMS_BY_KEY
from tests import factories


def printed(application: Application) -> str:
    pages = PdfReader(io.BytesIO(paper.form_pdf(application))).pages
    return "".join("".join(page.extract_text() for page in pages).split())


@pytest.fixture
def application(app: Flask) -> Application:
    return factories.submitted(
        name="NPO法人You&ゆう 髙﨑𠮷田", activities="居場所づくり\n二行目", founded="2013-07", areas=["362018"]
    )


def test_every_value_of_the_confirmation_is_on_the_sheet(application: Application) -> None:
    sheet = printed(application)

    for _group, rows in paper.sections(application):
        for _label, value, _key in rows:
            assert "".join(value.split()) in sheet


def test_the_sheet_names_its_record_and_opens_nothing(application: Application) -> None:
    assert application.number is not None
    assert application.number in printed(application)
    assert application.token_hash not in paper.values_of(application)["record_url"]


def test_a_draft_says_that_its_number_comes_later(app: Flask) -> None:
    draft, _secret = factories.draft()

    assert "提出前" in printed(draft)


def test_an_item_switched_off_since_is_still_shown_where_it_was_filled(application: Application) -> None:
    assert "npo_fields" not in {item.key for item in paper.shown_items(application)}
    application.npo_fields = ["npo01"]

    assert ITEMS_BY_KEY["npo_fields"] in paper.shown_items(application)


def test_characters_without_a_font_are_named_by_item_and_others_are_not(app: Flask) -> None:
    found = paper.missing_glyphs({"name": "見本\U00030000の会", "address": "髙﨑𠮷田葛󠄀城", "themes": ["youth"]})

    assert found == {"name": ["\U00030000"]}
    assert "「\U00030000」" in paper.glyph_warnings({"name": "\U00030000"})["name"]


def test_the_blank_form_goes_on_the_two_sides_of_one_sheet_and_says_what_each_telephone_is_for(
    client: FlaskClient,
) -> None:
    office = {
        "office_name": "見本県国保・地域共生課",
        "postal_code": "000-0000",
        "address": "見本県見本市本町1丁目1番地",
        "fax": "000-000-0003",
        "email": "office@example.jp",
        "desks": [
            {"purpose": "入会の手続", "phone": "000-000-0001"},
            {"purpose": "催し", "phone": "000-000-0002"},
        ],
    }
    with writer():
        db.session.add_all(OfficeSetting(key=key, value=value) for key, value in office.items())
        db.session.commit()

    pages = PdfReader(io.BytesIO(client.get("/forms/membership-application.pdf").data)).pages

    assert len(pages) == 2
    assert "000-000-0001（入会の手続）" in pages[1].extract_text()
    assert "000-000-0002（催し）" in pages[1].extract_text()
