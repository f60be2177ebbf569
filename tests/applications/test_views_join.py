"""Joining on the pages: input, confirmation, completion; nothing typed is lost, nothing is sent twice."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from markupsafe import escape

from platform_app import dates
from platform_app.applications.models import Application, Attachment
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.mail.rendering import render
from tests import factories
from tests.applications.journeys import (
    MORNING,
    PDF,
    confirmed,
    entry,
    errors,
    number_and_secret,
    sent,
    set_office,
    upload,
)
from tests.core.hostile import EVERY_TEXT, HOSTILE

FILE_NAMES = json.loads((Path(__file__).parent / "file_names.json").read_text("utf-8"))


def applications() -> list[Application]:
    db.session.rollback()
    return list(db.session.query(Application).order_by(Application.id))


def test_an_organisation_joins_in_three_pages_and_holds_number_secret_and_form(app: Flask, client: FlaskClient) -> None:
    with dates.frozen(MORNING):
        page = client.get(sent(client, name="NPO法人You&ゆう"))
        number, secret = number_and_secret(page)
        form = client.get(f"/apply/draft/{secret}/form.pdf")

    [application] = applications()
    assert (application.status, application.number) == ("submitted", number)
    assert number == "R08-J-0001-" + number[-1]
    assert "アール ゼロ ハチ、ジェイ、ゼロ ゼロ ゼロ イチ" in page.text
    assert "令和8年4月22日（水）まで" in page.text
    assert form.data.startswith(b"%PDF-")
    [message] = db.session.query(OutboxMessage)
    assert (message.template, message.recipient_address) == ("application_received", application.email)


def test_the_confirmation_shows_what_the_form_prints(app: Flask, client: FlaskClient) -> None:
    page = client.get(confirmed(client, name_kana="ﾂﾅｶﾞﾘ", phone="０８８ー６２１−２１７９", founded="H25.7"))

    for printed in ("ツナガリ", "088-621-2179", "平成25年7月", "徳島市", "県内全域", "子ども・若者、居場所"):
        assert printed in page.text
    assert "まだ提出されていません" in page.text


def test_an_address_without_its_scheme_is_completed_and_shown_before_it_is_sent(client: FlaskClient) -> None:
    page = client.get(confirmed(client, website="ｗｗｗ．example.jp/つながり")).text

    assert "https://www.example.jp/つながり" in page


def test_a_second_click_reload_or_way_back_finds_the_first_sending(app: Flask, client: FlaskClient) -> None:
    confirmation = confirmed(client)

    places = [client.post(confirmation).headers["Location"] for _ in range(3)]
    back_to_form = client.post("/apply/join", data=entry())
    back_to_confirmation = client.get(confirmation)

    assert set(places) == {confirmation.replace("confirm", "sent")}
    assert back_to_form.headers["Location"] == back_to_confirmation.headers["Location"] == places[0]
    assert len(applications()) == 1
    assert db.session.query(OutboxMessage).count() == 1


def test_an_incomplete_form_keeps_everything_typed_and_stores_nothing(app: Flask, client: FlaskClient) -> None:
    page = client.post("/apply/join", data=entry(name="", short_name="のこる", visibility_phone="public"))

    assert page.status_code == 422
    assert errors(page) == ["団体名を入力してください。"]
    assert 'value="のこる"' in page.text
    assert 'href="#name"' in page.text
    assert applications() == []


def test_documents_are_kept_when_the_form_is_not_finished(app: Flask, client: FlaskClient) -> None:
    page = client.post("/apply/join", data=entry(name="", attach_rules=upload()))

    [application] = applications()
    assert page.status_code == 422
    assert [one.file_name for one in application.attachments] == ["規約.pdf"]
    assert "規約.pdf" in page.text
    assert 'action="/apply/draft/' in page.text


def test_an_expired_token_shows_the_form_again_with_everything_typed(app: Flask) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = app.test_client().post("/apply/join", data=entry(short_name="のこる", csrf_token="stale"))
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert page.status_code == 422
    assert 'value="のこる"' in page.text
    assert "もう一度送信してください" in errors(page)[0]
    assert applications() == []


def test_an_expired_token_at_the_last_click_sends_nothing_and_asks_again(app: Flask, client: FlaskClient) -> None:
    confirmation = confirmed(client)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        page = app.test_client().post(confirmation, data={"csrf_token": "stale"})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert page.status_code == 422
    assert [one.status for one in applications()] == ["draft"]


def test_a_draft_may_be_unfinished_and_is_resumed_from_anywhere_by_its_link(app: Flask, client: FlaskClient) -> None:
    kept = client.post("/apply/join", data=entry(activities="", phone="まだ", save="1"))
    page = client.get(kept.headers["Location"])
    address = kept.headers["Location"].removesuffix("/saved")
    elsewhere = app.test_client()

    assert address in page.text
    resumed = elsewhere.get(address)
    assert 'value="まだ"' in resumed.text
    refused = elsewhere.get(f"{address}/confirm")
    assert "孤独・孤立に関する活動の内容を入力してください。" in refused.text
    assert "この内容で提出する" not in refused.text
    elsewhere.post(f"{address}/confirm")
    assert [one.status for one in applications()] == ["draft"]
    finished = elsewhere.post(address, data=entry())
    assert elsewhere.post(finished.headers["Location"]).status_code == 302
    assert [one.status for one in applications()] == ["submitted"]


def test_the_link_of_a_draft_is_mailed_without_a_word_that_was_typed(app: Flask, client: FlaskClient) -> None:
    kept = client.post("/apply/join", data=entry(name="知らない人の言葉", save="1"))

    [message] = db.session.query(OutboxMessage)
    subject, body = render(message.template, message.recipient_name, message.context)
    assert message.template == "application_draft"
    assert kept.headers["Location"].removesuffix("/saved") in body
    assert "知らない人の言葉" not in subject + body


def test_a_hostile_name_comes_through_unchanged_or_is_refused_with_a_sentence(app: Flask, client: FlaskClient) -> None:
    for number, text in enumerate(EVERY_TEXT):
        before = len(applications())
        page = client.post("/apply/join", data=entry(name=text, activities=text, submission_token=f"{number:032}"))

        if page.status_code == 422:
            assert errors(page), text
            assert len(applications()) == before, text
            continue
        application = applications()[-1]
        assert application.name == text.replace("\r\n", " ").strip().strip("\u3000")
        assert str(escape(application.name)) in client.get(page.headers["Location"]).text
        assert client.get(page.headers["Location"].replace("confirm", "form.pdf")).data.startswith(b"%PDF-")


def test_a_hostile_draft_never_fails(app: Flask, client: FlaskClient) -> None:
    for number, text in enumerate(HOSTILE["control_and_invisible"]):
        typed = entry(name=text, message=text, save="1", submission_token=f"{number:032}")
        page = client.post("/apply/join", data=typed)
        assert page.status_code == 302 or (page.status_code == 422 and errors(page)), text


def test_a_file_of_any_name_is_kept_and_handed_out_safely(app: Flask, client: FlaskClient) -> None:
    for number, name in enumerate(FILE_NAMES):
        sent_name = name if name.endswith(".pdf") and len(name) > 4 else f"{name or 1}.pdf"
        confirmation = confirmed(client, attach_rules=upload(name=sent_name), submission_token=f"{number:032}")

        attachment = db.session.query(Attachment).order_by(Attachment.id.desc()).first()
        assert attachment is not None
        answer = client.get(confirmation.replace("confirm", f"attachments/{attachment.id}"))
        assert answer.data == PDF
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Content-Disposition"].isascii()
        assert not set("\r\n/\\\0") & set(answer.headers["Content-Disposition"])


def test_a_document_can_be_taken_off_without_losing_what_was_typed(app: Flask, client: FlaskClient) -> None:
    confirmation = confirmed(client, attach_rules=upload())
    [attachment] = db.session.query(Attachment)

    answer = client.post(confirmation.removesuffix("/confirm"), data=entry(name="変えた名前", detach=attachment.id))

    [application] = applications()
    assert answer.status_code == 302
    assert (application.name, application.attachments) == ("変えた名前", [])


def test_a_needed_document_is_asked_for(app: Flask, client: FlaskClient) -> None:
    set_office(required_attachments=["rules"])

    page = client.post("/apply/join", data=entry())
    answer = client.post("/apply/join", data=entry(attach_rules=upload()))

    assert errors(page) == ["規約・定款を添付してください。"]
    assert answer.status_code == 302


def test_a_file_that_is_refused_costs_a_sentence_and_nothing_that_was_typed(app: Flask, client: FlaskClient) -> None:
    page = client.post("/apply/join", data=entry(short_name="のこる", attach_rules=upload(b"", "空.pdf")))

    assert page.status_code == 422
    assert "「空.pdf」は、中身が空" in errors(page)[0]
    assert 'value="のこる"' in page.text


def test_too_much_at_once_is_a_sentence_not_a_lost_form(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = b"%PDF-1.4" + b"0" * 150_000 + b"%%EOF"
    monkeypatch.setitem(app.config, "MAX_CONTENT_LENGTH", 100_000)

    page = client.post("/apply/join", data=entry(short_name="のこる", attach_rules=upload(large, "大.pdf")))

    assert page.status_code == 422
    assert "合計20MBを超えています" in errors(page)[0]
    assert 'value="のこる"' in page.text


def test_the_postal_code_is_looked_up_without_scripts_and_overwrites_nothing(app: Flask, client: FlaskClient) -> None:
    filled = client.post("/apply/join", data={**entry(address=""), "postal_code": "7708570", "postal_code-lookup": "1"})
    kept = client.post("/apply/join", data={**entry(address="手で入力"), "postal_code-lookup": "1"})
    unknown = client.post("/apply/join", data=entry(postal_code="999-9999"))

    assert 'value="徳島県徳島市万代町1丁目"' in filled.text
    assert 'value="手で入力"' in kept.text
    assert unknown.status_code == 302


def test_an_organisation_outside_the_prefecture_is_placed_by_its_address(app: Flask, client: FlaskClient) -> None:
    confirmed(client, municipality="outside", address="香川県高松市番町4丁目1番10号", postal_code="760-8570")

    [application] = applications()
    assert application.municipality == "372013"


def test_characters_without_a_font_are_told_and_do_not_block(app: Flask, client: FlaskClient) -> None:
    page = client.get(confirmed(client, name="\U00030000の会"))

    assert "印刷できない文字があります" in page.text
    assert "この内容で提出する" in page.text


def test_what_is_not_ones_own_is_not_found(
    app: Flask, client: FlaskClient, client_as: Callable[..., FlaskClient]
) -> None:
    confirmed(client, attach_rules=upload())
    [application] = applications()
    member = client_as("representative", member_id=factories.member().id)

    for browser in (app.test_client(), member, client_as("officer")):
        for key in (application.id, "AAAAA-BBBBB-CCCCC-DDDDD", 999999999, 10**14, "²", "%00", "𠮷"):
            for path in ("", "/confirm", "/sent", "/saved", "/form.pdf", "/attachments/1", "/notices/1.pdf"):
                assert browser.get(f"/apply/draft/{key}{path}").status_code == 404
    for browser in (member, client_as("officer")):
        for key in (application.id, "AAAAA-BBBBB-CCCCC-DDDDD", 999999999, 10**14, "²", "%00", "𠮷"):
            assert browser.post(f"/apply/draft/{key}/confirm").status_code == 404


def test_several_sendings_of_one_page_at_once_make_one_draft(app: Flask) -> None:
    def press(_: int) -> int:
        with app.app_context():
            return app.test_client().post("/apply/join", data=entry()).status_code

    with ThreadPoolExecutor(4) as pool:
        statuses = list(pool.map(press, range(4)))

    assert statuses == [302] * 4
    assert len(applications()) == 1


def test_the_longest_texts_still_print(app: Flask, client: FlaskClient) -> None:
    tall = "あ\n" * 990
    confirmation = confirmed(client, activities=tall, purpose=tall[:998], message=tall[:398], name="長" * 200)

    assert client.get(confirmation).status_code == 200
    assert client.get(confirmation.replace("confirm", "form.pdf")).data.startswith(b"%PDF-")


def test_looking_writes_nothing(app: Flask, client: FlaskClient) -> None:
    confirmation = confirmed(client)
    before = [(one.version, one.status) for one in applications()]

    own = (confirmation, confirmation.removesuffix("/confirm"))
    for path in (*own, "/apply/join", "/apply/change", "/apply/track", "/forms"):
        assert client.get(path).status_code == 200

    assert [(one.version, one.status) for one in applications()] == before


def test_documents_that_no_page_can_keep_are_asked_for_again(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A stale token and the look-up of an address show the form again, but a browser empties its file choosers."""
    with monkeypatch.context() as checked:
        checked.setitem(app.config, "WTF_CSRF_ENABLED", True)
        stale = client.post("/apply/join", data=entry(attach_rules=upload(name="会の規約.pdf")))
    looked_up = client.post(
        "/apply/join", data=entry(**{"postal_code-lookup": "1", "attach_rules": upload(name="会の規約.pdf")})
    )

    for page in (stale, looked_up):
        assert "「会の規約.pdf」は、まだ添付されていません。もう一度選んでください。" in errors(page)
    assert applications() == []


def test_every_document_that_is_refused_is_named(app: Flask, client: FlaskClient) -> None:
    files = [upload(b"", "空.pdf"), upload(b"MZ", "中身違い.pdf"), upload(name="よい.pdf")]

    page = client.post("/apply/join", data=entry(attach_rules=files))

    [sentence] = errors(page)
    assert "「空.pdf」" in sentence
    assert "「中身違い.pdf」" in sentence
    assert "よい.pdf" in page.text
