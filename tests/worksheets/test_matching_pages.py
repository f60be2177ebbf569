"""The pages of partners: what stands there before and after both agree, and whatever is typed."""

import re
from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.rendering import render
from platform_app.trail import AuditEntry
from platform_app.vocabulary.mail import TEMPLATE_LABELS
from platform_app.worksheets.matching_models import Introduction
from tests import factories
from tests.core.hostile import EVERY_TEXT

SECRETS = ("秋田見本", "akita@example.jp", "088-700-1111")
TYPED = {"message": "一緒に学習会を開きませんか。", "agrees": "y"}


@pytest.fixture
def pair(app: Flask, client_as: Callable[..., FlaskClient]) -> tuple[FlaskClient, FlaskClient, int, int]:
    """Two members that suit each other, and a browser for each: the first one's contact is known."""
    one = factories.member(
        name="会場を探す会",
        needs="会場を借りたい",
        contact_name=SECRETS[0],
        email=SECRETS[1],
        phone=SECRETS[2],
    )
    other = factories.member(name="会場の会", offers="会場の提供")
    browsers = [client_as("representative", member_id=row.id) for row in (one, other)]
    return browsers[0], browsers[1], one.number, other.number


def pages_of(browser: FlaskClient) -> str:
    """Open everything about partners that leads on from the first page, and return all that was shown."""
    seen: dict[str, str] = {}
    waiting = ["/my/partners"]
    while waiting:
        address = waiting.pop()
        answer = browser.get(address)
        assert answer.status_code == 200, address
        seen[address] = answer.text
        found = re.findall(r'href="(/my/partners[^"#]*|/members/\d+)"', answer.text)
        waiting += [each for each in dict.fromkeys(found) if each not in seen and each not in waiting]
    return "\n".join(seen.values())


def mails(member_number: int) -> str:
    """Return every letter to a member as it is read."""
    db.session.rollback()
    rows = [*db.session.scalars(select(OutboxMessage)), *db.session.scalars(select(ContactTask))]
    return "\n".join(
        "\n".join(render(row.template, row.recipient_name, row.context)) + str(row.context)
        for row in rows
        if row.member_id == member_number
    )


def knows(browser: FlaskClient, member_number: int) -> list[str]:
    """Return which of the first member's secrets the other can read anywhere."""
    text = pages_of(browser) + mails(member_number)
    return [secret for secret in SECRETS if secret in text]


def test_a_contact_is_readable_only_while_both_agree(
    pair: tuple[FlaskClient, FlaskClient, int, int],
) -> None:
    """Every step, everything that the other organisation can open and every letter to it."""
    mine, theirs, _number, other = pair
    assert knows(theirs, other) == []

    answer = mine.post(f"/my/partners/{other}/ask", data=TYPED)
    place = answer.location
    assert knows(theirs, other) == []
    assert "一緒に学習会を開きませんか。" in theirs.get(place).text
    assert "会場を借りたい" in theirs.get(place).text

    assert theirs.post(f"{place}/agree", data={}).status_code == 422
    assert knows(theirs, other) == []
    assert theirs.post(f"{place}/agree", data={"agrees": "y"}).status_code == 302
    assert knows(theirs, other) == list(SECRETS)

    assert mine.post(f"{place}/withdraw", data={"reason": "都合により"}).status_code == 302
    assert not any(secret in pages_of(theirs) for secret in SECRETS)
    assert "都合により" not in pages_of(theirs) + mails(other)


def test_every_look_at_a_contact_is_recorded(pair: tuple[FlaskClient, FlaskClient, int, int]) -> None:
    mine, theirs, _number, other = pair
    place = mine.post(f"/my/partners/{other}/ask", data=TYPED).location
    mine.get(place)
    assert _views() == 0
    theirs.post(f"{place}/agree", data={"agrees": "y"})

    theirs.get(place)
    mine.get(place)
    theirs.get(f"{place}/withdraw")

    assert _views() == 2


def _views() -> int:
    db.session.rollback()
    rows = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "disclosure.view"))
    return len([row for row in rows if row.subject_type == "introduction"])


def test_a_refusal_says_no_more_than_that(pair: tuple[FlaskClient, FlaskClient, int, int]) -> None:
    mine, theirs, number, other = pair
    place = mine.post(f"/my/partners/{other}/ask", data=TYPED).location

    theirs.post(f"{place}/decline", data={"reason": "手が足りないため"})
    for answer in ("agree", "decline", "withdraw"):  # There is nothing left to answer.
        assert theirs.get(f"{place}/{answer}").status_code == 302

    assert "今回は見送りとなりました。" in mine.get(place).text
    assert "手が足りない" not in pages_of(mine) + mails(number)
    assert mine.post(f"/my/partners/{other}/ask", data=TYPED).status_code == 409


def test_others_find_nothing_there(
    pair: tuple[FlaskClient, FlaskClient, int, int], client_as: Callable[..., FlaskClient]
) -> None:
    mine, _theirs, _number, other = pair
    place = mine.post(f"/my/partners/{other}/ask", data=TYPED).location
    stranger = client_as("representative", member_id=factories.member().id)

    for address in (place, f"{place}/agree", f"{place}/decline", f"{place}/withdraw"):
        assert stranger.get(address).status_code == 404
    assert stranger.post(f"{place}/agree", data={"agrees": "y"}).status_code == 404


@pytest.mark.parametrize("text", EVERY_TEXT)
def test_whatever_is_typed_is_kept_or_refused(pair: tuple[FlaskClient, FlaskClient, int, int], text: str) -> None:
    mine, theirs, _number, other = pair

    answer = mine.post(f"/my/partners/{other}/ask", data=TYPED | {"message": text})

    assert answer.status_code in {302, 422}
    if answer.status_code == 302:
        shown = theirs.get(answer.location)
        assert shown.status_code == 200
        assert "<script>alert" not in shown.text


def test_an_empty_entry_is_told_how_to_be_found(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    browser = client_as("editor", member_id=factories.member().id)

    text = browser.get("/my/partners").text

    assert "まだ登録されていません" in text
    assert 'href="/apply/change"' in text


def test_the_office_suggests_and_answers_by_telephone(
    pair: tuple[FlaskClient, FlaskClient, int, int], client_as: Callable[..., FlaskClient]
) -> None:
    mine, _theirs, number, other = pair
    officer = client_as("officer")
    assert "会場の会" in officer.get(f"/staff/introductions/partners?number={number}").text
    assert officer.get("/staff/introductions/partners?number=99999").status_code == 422
    typed = {"first": number, "second": other, "message": "合いそうです。"}
    assert officer.post("/staff/introductions/new", data=typed | {"second": number}).status_code == 422
    assert officer.post("/staff/introductions/new", data=typed | {"second": "９９９９９"}).status_code == 422

    place = officer.post("/staff/introductions/new", data=typed).location
    row = db.session.scalars(select(Introduction)).one()
    for member_id in (row.low_member_id, row.high_member_id):
        answer = {"member_id": member_id, "answer": "agreed", "channel": "phone", "reason": ""}
        assert officer.post(f"{place}/answer", data=answer).status_code == 302
    page = officer.get(place).text

    assert page.count("電話（代理入力）") == 2
    assert "双方同意" in page
    assert not any(secret in page for secret in SECRETS)
    assert "会場の会" in mine.get(place.replace("/staff/introductions/", "/my/partners/introductions/")).text


def test_every_letter_about_an_introduction_renders(app: Flask) -> None:
    context = {
        "introduction_id": 1,
        "path": "/my/partners/introductions/1",
        "other": "会場の会\r\nBcc: x@example.invalid",
        "message": "ご一緒に。",
        "agreed_at": "2026-06-10T01:00:00+00:00",
        "contact_name": "秋田見本",
        "contact_email": "",
        "contact_phone": "088-700-1111",
    }
    for name in TEMPLATE_LABELS:
        if name.startswith("introduction_"):
            subject, body = render(name, "会場を探す会", context)
            assert "\n" not in subject
            assert "None" not in body
            assert ("秋田見本" in body) is (name == "introduction_agreed")
            assert "メール　　" not in body.partition("----")[0]
