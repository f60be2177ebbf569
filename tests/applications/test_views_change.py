"""Changing and withdrawing: only differences travel, minor items at once, and only by whom the entry belongs to."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app import dates
from platform_app.applications import paper
from platform_app.applications.models import Application
from platform_app.applications.operations import deciding, reviewing
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.rendering import render
from platform_app.members.models import Member, MemberRecord
from platform_app.members.queries import record_on
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.profile import ITEMS_BY_KEY, PROFILE_ITEMS
from tests import factories
from tests.applications.journeys import MORNING, errors, links_in

Signed = Callable[..., FlaskClient]


def present(member: Member) -> MemberRecord:
    db.session.rollback()
    record = record_on(member.id, dates.today())
    assert record is not None
    return record


def changed(record: MemberRecord, **more: Any) -> dict[str, Any]:
    """Return what the form to change sends when nothing but ``more`` is rewritten."""
    typed: dict[str, Any] = dict(record.profile)
    typed |= {f"visibility_{item.key}": record.audience_of(item.key).value for item in PROFILE_ITEMS if item.choosable}
    return typed | {"submission_token": "c" * 32} | more


def the_application() -> Application:
    db.session.rollback()
    return db.session.query(Application).one()


def send(client: FlaskClient, address: str, typed: dict[str, Any]) -> str:
    """Fill in, confirm and send; return the text of the confirmation."""
    answer = client.post(address, data=typed)
    assert answer.status_code == 302, errors(answer)
    confirmation = client.get(answer.headers["Location"])
    assert client.post(answer.headers["Location"]).status_code == 302
    return confirmation.text


@pytest.fixture
def member(app: Flask) -> Member:
    return factories.member(name="見本の会", name_kana="ミホンノカイ", website="https://old.example.jp/")


def test_choices_in_the_order_of_another_sheet_are_no_difference(app: Flask, client_as: Signed) -> None:
    """A register that was taken over from Excel names the fields of activity in an order of its own."""
    kept = ["suicide_prevention", "single_parent"]
    member = factories.member(name="順番の会", themes=kept)
    representative = client_as(Role.REPRESENTATIVE, member_id=member.id)
    typed = changed(present(member), themes=kept[::-1], address="徳島県徳島市新町2番地")

    confirmation = send(representative, "/apply/change", typed)

    shown = confirmation.split("変更する内容")[1].split("添付書類")[0]
    assert "徳島県徳島市新町2番地" in shown
    assert "活動分野" not in shown
    assert the_application().profile["themes"] == kept


@pytest.fixture
def representative(member: Member, client_as: Signed) -> FlaskClient:
    return client_as(Role.REPRESENTATIVE, member_id=member.id)


def test_the_form_shows_the_present_entry_and_sends_only_what_differs(
    member: Member, representative: FlaskClient
) -> None:
    page = representative.get("/apply/change")
    confirmation = send(representative, "/apply/change", changed(present(member), representative_name="新代表　一子"))

    assert 'value="見本の会"' in page.text
    assert "新代表　一子" in confirmation
    assert "<del>見本　花子</del>" in confirmation
    assert "見本の会" not in confirmation.split("変更する内容")[1].split("添付書類")[0]
    application = the_application()
    assert (application.procedure, application.status) == ("change", "submitted")
    assert present(member).representative_name == "見本　花子"


def test_an_approved_change_enters_the_register(member: Member, representative: FlaskClient) -> None:
    send(representative, "/apply/change", changed(present(member), representative_name="新代表　一子"))
    officer, decider = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)

    application = reviewing.forward(reviewing.start_review(the_application(), by=officer), by=officer)
    deciding.approve(application, version=application.version, effective_on=dates.today(), by=decider)

    assert present(member).representative_name == "新代表　一子"


def test_minor_items_take_effect_at_once_and_are_told(member: Member, representative: FlaskClient) -> None:
    confirmation = send(representative, "/apply/change", changed(present(member), website="https://new.example.jp/"))

    assert "提出するとすぐに反映されます" in confirmation
    application = the_application()
    assert (application.status, present(member).website) == ("accepted", "https://new.example.jp/")
    assert application.number is not None
    assert [row["after"] for row in paper.changes_of(application)] == ["https://new.example.jp/"]
    [message] = db.session.query(OutboxMessage)
    subject, body = render(message.template, message.recipient_name, message.context)
    assert "登録内容を変更しました" in subject
    assert "WebサイトURL" in body


def test_of_a_mixed_change_the_minor_part_is_at_once_and_the_rest_awaits_approval(
    member: Member, representative: FlaskClient
) -> None:
    typed = changed(present(member), website="https://new.example.jp/", representative_name="新代表　一子")
    send(representative, "/apply/change", typed)

    application = the_application()
    assert application.status == "submitted"
    assert (present(member).website, present(member).representative_name) == ("https://new.example.jp/", "見本　花子")
    base = db.session.get_one(MemberRecord, application.base_record_id)
    assert base.website == application.website


def test_a_minor_change_outlives_a_line_that_takes_effect_later(member: Member, representative: FlaskClient) -> None:
    with dates.frozen(MORNING):
        send(representative, "/apply/change", changed(present(member), representative_name="新代表　一子"))
        officer = factories.actor(Role.OFFICER)
        application = reviewing.forward(reviewing.start_review(the_application(), by=officer), by=officer)
        deciding.approve(
            application, version=application.version, effective_on=date(2026, 5, 1), by=factories.actor(Role.DECIDER)
        )
        typed = changed(present(member), website="https://new.example.jp/", submission_token="d" * 32)
        answer = representative.post("/apply/change?new=1", data=typed)
        representative.post(answer.headers["Location"])

    for on in (date(2026, 4, 8), date(2026, 5, 1), date(2027, 1, 1)):
        record = record_on(member.id, on)
        assert record is not None
        assert record.website == "https://new.example.jp/"
    assert record.representative_name == "新代表　一子"


def test_the_longest_change_and_withdrawal_still_print(member: Member, representative: FlaskClient) -> None:
    long = {"activities": "い\n" * 990, "name": "長" * 200, "reason": "理\n" * 240}
    answer = representative.post("/apply/change", data=changed(present(member), **long))
    leaving = representative.post(
        "/apply/withdraw",
        data={
            "leave_on-year": dates.today().isoformat(),
            "leave_on-month": "",
            "leave_on-day": "",
            "reason": "理\n" * 490,
            "submission_token": "w" * 32,
        },
    )

    for one in (answer, leaving):
        assert one.status_code == 302, errors(one)
        form = representative.get(one.headers["Location"].replace("confirm", "form.pdf"))
        assert form.data.startswith(b"%PDF-")


def test_a_session_that_ended_leaves_what_was_typed_on_the_page(client: FlaskClient, member: Member) -> None:
    page = client.post("/apply/change", data=changed(present(member), message="消えないでほしい一言"))

    assert page.status_code == 422
    assert "この画面に残っています" in errors(page)[0]
    assert "消えないでほしい一言" in page.text


def test_a_session_that_ended_on_a_draft_leaves_what_was_typed_and_lets_it_be_sent_again(
    app: Flask, member: Member, representative: FlaskClient
) -> None:
    typed = changed(present(member), message="消えないでほしい一言")
    draft = representative.post("/apply/change", data=typed | {"save": "1"}).headers["Location"].removesuffix("/saved")
    leaving = {"leave_on-year": "8", "leave_on-month": "4", "leave_on-day": "30", "reason": "合併のため"}

    page = app.test_client().post(draft, data=typed | {"changed_on-year": ""})
    gone = app.test_client().post(draft, data=leaving)
    nobodys = app.test_client().post("/apply/draft/99999", data=typed | {"changed_on-year": ""})
    last_click = app.test_client().post(f"{draft}/confirm")

    assert (page.status_code, gone.status_code, nobodys.status_code) == (422, 422, 422)
    assert "消えないでほしい一言" in page.text
    assert "合併のため" in gone.text
    assert page.text.replace(draft, "") == nobodys.text.replace("/apply/draft/99999", "")
    assert last_click.headers["Location"] == f"/sign-in?next={draft}/confirm"
    assert representative.post(draft, data=typed).status_code == 302


def test_nothing_changed_is_said_and_nothing_is_sent(member: Member, representative: FlaskClient) -> None:
    answer = representative.post("/apply/change", data=changed(present(member)))
    confirmation = representative.get(answer.headers["Location"]).text
    refused = representative.post(answer.headers["Location"])

    assert "変更された項目がありません" in confirmation
    assert "この内容で提出する" not in confirmation
    assert refused.status_code == 422
    assert "変更された項目がありません" in errors(refused)[0]
    assert the_application().status == "draft"


def test_a_second_click_on_a_change_changes_once(member: Member, representative: FlaskClient) -> None:
    answer = representative.post("/apply/change", data=changed(present(member), website="https://new.example.jp/"))
    for _ in range(3):
        assert representative.post(answer.headers["Location"]).status_code == 302

    assert db.session.query(MemberRecord).count() == 2
    assert db.session.query(OutboxMessage).count() == 1


def test_an_editor_prepares_and_only_the_representative_sends(
    member: Member, client_as: Signed, representative: FlaskClient
) -> None:
    editor = client_as(Role.EDITOR, member_id=member.id)
    answer = editor.post("/apply/change", data=changed(present(member), representative_name="新代表　一子"))
    confirmation = answer.headers["Location"]

    assert "団体代表の方が行います" in editor.get(confirmation).text
    assert editor.post(confirmation).status_code == 403
    assert the_application().status == "draft"
    assert "下書きの続き" in representative.get("/apply/change").text
    assert f'href="{confirmation.removesuffix("/confirm")}"' in representative.get("/my/applications").text
    assert representative.post(confirmation).status_code == 302
    assert the_application().status == "submitted"


def test_while_a_change_is_under_way_no_second_one_is_begun(member: Member, representative: FlaskClient) -> None:
    send(representative, "/apply/change", changed(present(member), representative_name="新代表　一子"))

    page = representative.get("/apply/change")

    assert "すでに受け付けられています" in page.text
    assert the_application().number in page.text


def test_a_member_without_an_account_changes_through_a_link_to_the_registered_address(
    app: Flask, client: FlaskClient, member: Member
) -> None:
    record = present(member)
    wide = str(member.number).translate({ord("0") + digit: 0xFF10 + digit for digit in range(10)})
    for named in (f"No.{member.number}", f"第{member.number}号", f"{wide}番", "見本の会"):
        answer = client.post("/apply/change/link", data={"member": named, "email": record.email.upper()})
        assert answer.headers["Location"] == "/apply/change/link/sent"
    messages = db.session.query(OutboxMessage).order_by(OutboxMessage.id).all()
    path = links_in(messages[-1].context)
    elsewhere = app.test_client()

    assert elsewhere.get(path).status_code == 200
    assert elsewhere.get("/apply/change").text.count("手続用のリンクを受け取る") == 1
    assert elsewhere.post(path).headers["Location"] == "/apply/change"
    for again in (elsewhere.post(path), elsewhere.get(path)):
        assert again.headers["Location"] == "/apply/change"
    stranger = app.test_client().get(path)
    assert stranger.status_code == 410
    assert "有効期限が切れています" in errors(stranger)[0]
    assert 'action="/apply/change/link"' in stranger.text
    form = elsewhere.get("/apply/change")
    assert 'value="見本の会"' in form.text
    send(elsewhere, "/apply/change", changed(record, representative_name="新代表　一子"))
    assert the_application().status == "submitted"
    assert {message.recipient_address for message in messages} == {record.email}


def test_asking_for_a_link_tells_nothing_about_who_is_registered(client: FlaskClient, member: Member) -> None:
    for named in ("999", "見本の会", "無い会"):
        answer = client.post("/apply/withdraw/link", data={"member": named, "email": "a@example.jp"})
        assert (answer.status_code, answer.headers["Location"]) == (302, "/apply/withdraw/link/sent")

    assert db.session.query(OutboxMessage).count() == db.session.query(ContactTask).count() == 0
    assert "電話" in client.get("/apply/withdraw/link/sent").text


def test_asking_for_links_is_throttled(client: FlaskClient, member: Member) -> None:
    statuses = [
        client.post("/apply/change/link", data={"member": "1", "email": "a@example.jp"}).status_code for _ in range(8)
    ]

    assert statuses[:5] == [302] * 5
    assert statuses[5:] == [429] * 3


def test_a_withdrawal_tells_what_ends_and_reaches_the_register(member: Member, representative: FlaskClient) -> None:
    typed = {
        "leave_on-year": "令和9",
        "leave_on-month": "３",
        "leave_on-day": "31",
        "reason": "解散のため",
        "submission_token": "w" * 32,
    }
    with dates.frozen(MORNING):
        answer = representative.post("/apply/withdraw", data=typed)
        confirmation = representative.get(answer.headers["Location"])
        representative.post(answer.headers["Location"])
        application = deciding.accept(
            the_application(), version=the_application().version, by=factories.actor(Role.OFFICER)
        )

    assert "令和9年3月31日" in confirmation.text
    assert "利用者1名は、ログインして手続を行えなくなります" in confirmation.text
    assert application.effective_on == date(2027, 3, 31)
    assert (the_application().status, the_application().reason) == ("accepted", "解散のため")


def test_a_withdrawal_on_an_impossible_or_distant_day_is_refused_with_a_sentence(
    member: Member, representative: FlaskClient
) -> None:
    for typed in ("2020-01-01", "令和50年1月1日", "令和8年2月30日", "", "いつか"):
        sent = {"leave_on-year": typed, "leave_on-month": "", "leave_on-day": "", "reason": "のこる"}
        page = representative.post("/apply/withdraw", data=sent | {"submission_token": "w" * 32})

        assert page.status_code == 422
        assert errors(page)[0].startswith("退会年月日")
        assert "のこる" in page.text


def test_what_an_old_register_left_empty_or_odd_is_no_obstacle_and_keeps_its_spelling(
    app: Flask, client_as: Signed
) -> None:
    member = factories.member(
        areas=[],
        stage="",
        activities="",
        contact_name="",
        phone="０８８－６２１－２１７９（代）",
        postal_code="7708570",
    )
    client = client_as(Role.REPRESENTATIVE, member_id=member.id)

    send(client, "/apply/change", changed(present(member), website="https://new.example.jp/"))

    record = present(member)
    assert the_application().status == "accepted"
    assert (record.website, record.phone) == ("https://new.example.jp/", "０８８－６２１－２１７９（代）")
    assert record.postal_code == "7708570"


def test_another_members_draft_is_not_found(member: Member, client_as: Signed, representative: FlaskClient) -> None:
    answer = representative.post("/apply/change", data=changed(present(member), representative_name="新代表　一子"))
    other = client_as(Role.REPRESENTATIVE, member_id=factories.member().id)

    for path in ("", "/confirm", "/form.pdf"):
        assert other.get(answer.headers["Location"].removesuffix("/confirm") + path).status_code == 404
    assert other.post(answer.headers["Location"]).status_code == 404


def test_every_minor_item_is_declared_so() -> None:
    assert {key for key, item in ITEMS_BY_KEY.items() if item.minor} == {"website", "social", "message"}


@pytest.mark.parametrize("address", ["/apply/change", "/apply/withdraw"])
def test_before_the_day_of_joining_a_procedure_says_from_when_it_is_open(
    app: Flask, client_as: Signed, address: str
) -> None:
    """The contact person is invited on approval, which may be days before the entry takes effect."""
    member = factories.member(joined_on=dates.today() + timedelta(days=14))

    page = client_as(Role.REPRESENTATIVE, member_id=member.id).get(address)

    assert page.status_code == 409
    assert "入会日（承認通知書の入会年月日）から手続できます" in page.text
