"""Following an application: number and secret, in any spelling, and nothing about anybody else's."""

import re
from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app import dates
from platform_app.actor import Actor
from platform_app.applications.models import Application
from platform_app.applications.operations import deciding, reviewing
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.vocabulary.accounts import Role
from tests import factories
from tests.applications.journeys import MORNING, entry, errors, links_in, number_and_secret, sent


@pytest.fixture
def receipt(app: Flask) -> tuple[str, str]:
    """Return number and secret of an application that somebody else's browser sent."""
    with dates.frozen(MORNING):
        browser = app.test_client()
        return number_and_secret(browser.get(sent(browser)))


def application() -> Application:
    db.session.rollback()
    return db.session.query(Application).one()


def opened(client: FlaskClient, receipt: tuple[str, str]) -> str:
    answer = client.post("/apply/track", data={"number": receipt[0], "secret": receipt[1]})
    assert answer.status_code == 302, errors(answer)
    return answer.headers["Location"]


def officer() -> Actor:
    return factories.actor(Role.OFFICER)


def test_number_and_secret_open_the_page_in_any_spelling(app: Flask, receipt: tuple[str, str]) -> None:
    number, secret = receipt
    wide = str.maketrans({chr(code): chr(code + 0xFEE0) for code in range(0x21, 0x7F)})

    for typed_number, typed_secret in (
        (number, secret),
        (number.lower().replace("-", ""), secret.lower()),
        (number.translate(wide), secret.translate(wide)),
        (f" {number} ", secret.replace("-", " ")),
    ):
        browser = app.test_client()
        with dates.frozen(MORNING):
            page = browser.get(opened(browser, (typed_number, typed_secret)))
        assert "受け付けました" in page.text
        assert "令和8年4月22日（水）までに結果をお知らせする予定です" in page.text


def test_without_the_secret_nothing_is_shown(client: FlaskClient, receipt: tuple[str, str]) -> None:
    for path in (f"/apply/track/{receipt[0]}", f"/apply/track/{receipt[0]}/retract", "/apply/track/R08-J-9999-A"):
        answer = client.get(path)
        assert answer.status_code == 302
        assert answer.headers["Location"].startswith("/apply/track?number=")
    wrong = client.post("/apply/track", data={"number": receipt[0], "secret": "AAAAA-BBBBB-CCCCC-DDDDD"})
    unknown = client.post("/apply/track", data={"number": "R08-J-9999-A", "secret": "AAAAA-BBBBB-CCCCC-DDDDD"})
    assert (wrong.status_code, errors(wrong)) == (unknown.status_code, errors(unknown)) == (422, errors(wrong))
    assert f'value="{receipt[0]}"' in wrong.text


def test_guessing_is_throttled_and_says_so(client: FlaskClient, receipt: tuple[str, str]) -> None:
    for _ in range(10):
        client.post("/apply/track", data={"number": receipt[0], "secret": "AAAAA"})

    answer = client.post("/apply/track", data={"number": receipt[0], "secret": receipt[1]})

    assert answer.status_code == 429
    assert "受け付けを止めています" in errors(answer)[0]


def test_an_overdue_answer_is_admitted(client: FlaskClient, receipt: tuple[str, str]) -> None:
    with dates.frozen(datetime(2026, 5, 20, tzinfo=UTC)):
        page = client.get(opened(client, receipt))

    assert "遅れています" in page.text


def test_what_came_back_is_corrected_beside_its_fields_and_sent_again(
    client: FlaskClient, receipt: tuple[str, str]
) -> None:
    reviewing.return_for_correction(
        reviewing.start_review(application(), by=officer()),
        points=[("address", "番地まで入力してください。"), ("", "規約を添付してください。")],
        message="お願いします",
        by=officer(),
    )

    page = client.get(opened(client, receipt))
    address = re.search(r'href="(/apply/draft/[^"#]+)#item-address"', page.text)
    assert address is not None
    form = client.get(address[1])
    item = form.text.split('id="item-address"')[1].split('id="item-building"')[0]
    answer = client.post(address[1], data=entry(address="徳島県徳島市万代町1丁目1番地"))
    client.post(answer.headers["Location"])

    assert "修正をお願いしています" in page.text
    assert "番地まで入力してください。" in item
    assert "規約を添付してください。" in form.text
    assert (application().status, application().number) == ("submitted", receipt[0])
    assert application().address == "徳島県徳島市万代町1丁目1番地"
    assert all(point.settled_at for point in application().return_points)
    assert "再提出" in client.get(f"/apply/track/{receipt[0]}").text


def test_an_application_is_taken_back_after_one_more_question(client: FlaskClient, receipt: tuple[str, str]) -> None:
    page = opened(client, receipt)

    question = client.get(f"{page}/retract")
    assert application().status == "submitted"
    client.post(f"{page}/retract", data={"reason": "都合により"})
    again = client.post(f"{page}/retract", data={"reason": "都合により"})

    assert "取り下げると、元に戻せません" in question.text
    assert again.status_code == 302
    assert application().status == "retracted"
    assert "取り下げられました" in client.get(page).text


def test_a_retraction_outlives_its_session(
    app: Flask, client: FlaskClient, receipt: tuple[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    address = f"{opened(client, receipt)}/retract"
    carried = re.search(r'name="grant"[^>]*value="([^"]+)"', client.get(address).text)
    assert carried is not None
    later, stranger = app.test_client(), app.test_client()

    with monkeypatch.context() as checked:
        checked.setitem(app.config, "WTF_CSRF_ENABLED", True)
        page = later.post(address, data={"reason": "都合により", "grant": carried[1]})
    refused = stranger.post(address, data={"reason": "都合により", "grant": "x"})

    assert (page.status_code, refused.headers["Location"]) == (422, f"/apply/track?number={receipt[0]}")
    assert "都合により" in page.text
    assert "まだ取り下げていません" in stranger.get(refused.headers["Location"]).text
    assert application().status == "submitted"
    assert later.post(address, data={"reason": "都合により"}).status_code == 302
    assert application().status == "retracted"


@pytest.mark.parametrize("address", ["/apply/track", "/apply/track/lost", "/apply/change", "/apply/withdraw/link"])
def test_asking_whether_a_page_is_there_finds_it(client: FlaskClient, address: str) -> None:
    """Link checkers and mail filters ask with HEAD."""
    assert client.head(address).status_code == 200


def test_a_decided_application_offers_its_notice_and_no_way_back(client: FlaskClient, receipt: tuple[str, str]) -> None:
    who = officer()
    found = reviewing.forward(reviewing.start_review(application(), by=who), by=who)
    deciding.approve(found, version=found.version, effective_on=dates.today(), by=factories.actor(Role.DECIDER))

    page = client.get(opened(client, receipt))

    assert "承認されました" in page.text
    assert "入会日" in page.text
    assert "効力" not in page.text
    completed = client.get(f"/apply/draft/{receipt[1]}/sent").text
    assert receipt[0] in completed
    assert "先へ進んでいます" in completed
    assert "取り下げることもできます" not in completed
    notice = re.search(r'href="(/apply/draft/[^"]+/notices/[^"]+)"', page.text)
    assert notice is not None
    assert client.get(notice[1]).data.startswith(b"%PDF-")
    assert "取下げの手続へ" not in page.text
    assert client.post(f"/apply/track/{receipt[0]}/retract").status_code == 302
    assert application().status == "approved"


def test_a_lost_secret_is_replaced_by_a_link_to_the_address_in_the_application(
    app: Flask, client: FlaskClient, receipt: tuple[str, str]
) -> None:
    email = application().email
    known = client.post("/apply/track/lost", data={"number": receipt[0].lower(), "email": email.upper()})
    unknown = client.post("/apply/track/lost", data={"number": receipt[0], "email": "other@example.jp"})

    assert known.headers["Location"] == unknown.headers["Location"] == "/apply/track/lost/sent"
    [message] = db.session.query(OutboxMessage).filter_by(template="application_link")
    assert message.recipient_address == email
    path = links_in(message.context)
    assert client.get(path).status_code == 200
    assert client.post(path).headers["Location"] == f"/apply/track/{receipt[0]}"
    assert "受け付けました" in client.get(f"/apply/track/{receipt[0]}").text
    for again in (client.post(path), client.get(path)):
        assert again.headers["Location"] == f"/apply/track/{receipt[0]}"
    elsewhere = app.test_client().get(path)
    assert elsewhere.status_code == 410
    assert "有効期限が切れています" in errors(elsewhere)[0]
    assert 'action="/apply/track/lost"' in elsewhere.text


def test_internal_words_never_reach_the_applicant(client: FlaskClient, receipt: tuple[str, str]) -> None:
    reviewing.note(reviewing.start_review(application(), by=officer()), text="内部のメモ", by=officer())

    page = client.get(opened(client, receipt)).text

    assert "内部のメモ" not in page
    assert "職員" not in page
