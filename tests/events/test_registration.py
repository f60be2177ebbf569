"""A visitor registers on the web, looks at the registration again, and changes it, all without JavaScript."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app import dates
from platform_app.dates import now
from platform_app.events.registration_models import AccommodationNeed, Participant, Registration
from platform_app.extensions import db
from platform_app.mail.delivery import deliver
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import Attending, EventAudience, SeatPool
from tests import factories
from tests.events.builders import NOON, event, registered


def typed(**more: str) -> dict[str, Any]:
    """Return what a visitor types for one person."""
    return {
        "submission_token": "t" * 24,
        "contact_name": "見本花子",
        "organisation": "見本会",
        "organisation_kind": "npo",
        "place": "徳島市",
        "phone": "088-000-1234",
        "email": "hanako@example.jp",
        "attending": "venue",
        "people-0-name": "見本花子",
        "people-0-kana": "ミホンハナコ",
        "people-0-is_listed": "y",
        **more,
    }


def only() -> Registration:
    return db.session.query(Registration).one()


def test_a_visitor_types_confirms_and_gets_a_number(client: FlaskClient) -> None:
    it = event()
    address = f"/events/{it.id}/register"

    assert "参加申込み" in client.get(address).text
    confirm = client.post(address, data=typed())
    assert "まだ申込みは済んでいません" in confirm.text
    assert db.session.query(Registration).count() == 0
    hidden = re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', confirm.text)
    done = client.post(address, data={**dict(hidden), "send": "1"}, follow_redirects=True)

    row = only()
    assert row.number in done.text
    assert "参加が確定しています" in done.text
    assert row.status == "confirmed"
    assert [(p.name, p.is_listed, p.is_photographed) for p in row.participants] == [("見本花子", True, False)]
    message = db.session.query(OutboxMessage).one()
    assert message.template == "registration_received"


def test_the_same_page_sent_twice_is_one_registration(client: FlaskClient) -> None:
    address = f"/events/{event().id}/register"

    numbers = {client.post(address, data=typed(send="1")).headers["Location"] for _ in range(2)}

    assert len(numbers) == 1
    assert db.session.query(Registration).count() == 1


def test_one_page_sent_for_two_events_is_two_registrations_each_with_its_own_secret(client: FlaskClient) -> None:
    for it in (event(), event()):
        assert client.post(f"/events/{it.id}/register", data=typed(send="1")).status_code == 302

    assert len({row.token_hash for row in db.session.query(Registration)}) == 2


def test_a_row_is_added_by_a_button_and_an_empty_row_counts_for_nothing(client: FlaskClient) -> None:
    address = f"/events/{event(5).id}/register"

    page = client.post(address, data=typed(add="1")).text
    assert 'name="people-1-name"' in page
    blank = {"people-1-name": "", "people-1-kana": "", "people-1-department": ""}
    second = {"people-2-name": "見本次郎", "people-2-kana": "みほんじろう"}
    client.post(address, data=typed(send="1", **blank, **second))

    assert [p.kana for p in only().participants] == ["ミホンハナコ", "ミホンジロウ"]


def test_what_is_wrong_gets_a_sentence_and_loses_nothing(client: FlaskClient) -> None:
    answer = client.post(f"/events/{event().id}/register", data=typed(phone="12", **{"people-0-kana": "漢字"}))

    assert answer.status_code == 422
    assert "市外局番" in answer.text
    assert "カタカナ" in answer.text
    assert "見本花子" in answer.text


def test_the_waiting_list_is_explained_before_sending(client: FlaskClient) -> None:
    it = event(1)
    registered(it)

    assert "キャンセル待ちになります" in client.post(f"/events/{it.id}/register", data=typed()).text
    done = client.post(f"/events/{it.id}/register", data=typed(send="1"), follow_redirects=True)
    assert "あなたは1番目です" in done.text


def test_somebody_who_may_be_registered_twice_is_asked_and_may_confirm(client: FlaskClient) -> None:
    address = f"/events/{event(5).id}/register"
    client.post(address, data=typed(send="1"))

    again = typed(send="1", submission_token="u" * 24, organisation="別の会")
    refused = client.post(address, data=again)
    assert refused.status_code == 409
    assert "別の方です" in refused.text
    client.post(address, data={**again, "is_confirmed": "y"})

    assert db.session.query(Registration).count() == 2


def test_accommodations_are_kept_apart_and_shown_only_to_whoever_holds_the_secret(app: Flask) -> None:
    it = event()
    browser = app.test_client()
    needs = {"people-0-needs": "wheelchair", "people-0-need_detail": "入口近くの席"}
    browser.post(f"/events/{it.id}/register", data=typed(send="1", **needs))
    number = only().number
    assert db.session.query(AccommodationNeed).one().needs == ["wheelchair"]

    assert "入口近くの席" in browser.get(f"/registrations/{number}").text
    other = app.test_client()
    other.post("/registrations", data={"number": number, "secret": "1234"})
    page = other.get(f"/registrations/{number}").text
    assert "見本花子" in page
    assert "入口近くの席" not in page
    other.post(f"/registrations/{number}/edit", data=edited(only()))
    assert db.session.query(AccommodationNeed).one().detail == "入口近くの席"


def test_four_digits_do_not_turn_the_mail_with_the_secret_elsewhere(app: Flask) -> None:
    row = registered(event(), phone="088-000-4321", email="hanako@example.jp")
    browser = app.test_client()
    browser.post("/registrations", data={"number": row.number, "secret": "4321"})
    assert (
        "readonly"
        in re.findall(r'<input[^>]*name="email"[^>]*>', browser.get(f"/registrations/{row.number}/edit").text)[0]
    )

    browser.post(f"/registrations/{row.number}/edit", data=edited(row, email="dareka@example.jp"))

    assert only().phone == "088-000-9999"
    assert {message.recipient_address for message in db.session.query(OutboxMessage)} == {"hanako@example.jp"}
    link = db.session.query(OutboxMessage).first()
    assert link is not None
    browser.get(link.context["path"])
    browser.post(f"/registrations/{row.number}/edit", data=edited(row, email="atarashii@example.jp"))
    assert only().email == "atarashii@example.jp"


def edited(row: Registration, **more: str) -> dict[str, str]:
    return {
        "contact_name": "見本花子", "phone": "088-000-9999", "email": "", "people-0-key": str(row.participants[0].id),
        "people-0-department": "総務課", "people-0-title": "", **more,
    }  # fmt: skip


def test_a_registration_is_opened_by_digits_of_the_telephone_and_changed(client: FlaskClient) -> None:
    it = event(3)
    row = registered(it, 2, phone="088-000-4321")
    number = row.number
    assert client.get(f"/registrations/{number}").status_code == 302

    assert client.post("/registrations", data={"number": number.lower(), "secret": "0000"}).status_code == 422
    client.post("/registrations", data={"number": number.replace("-", ""), "secret": "４３２１"})
    client.post(f"/registrations/{number}/edit", data=edited(row))
    assert db.session.get_one(Registration, row.id).phone == "088-000-9999"

    leaver = row.participants[0].id
    client.post(f"/registrations/{number}/substitute/{leaver}", data={"name": "代理子", "kana": "ダイリコ"})
    names = [p.name for p in db.session.query(Participant).filter_by(is_active=True)]
    assert "代理子" in names
    assert len(names) == 2
    client.post(f"/registrations/{number}/reduce", data={"leaving": str(row.participants[1].id)})
    assert db.session.query(Participant).filter_by(is_active=True).count() == 1
    client.post(f"/registrations/{number}/cancel")
    assert db.session.get_one(Registration, row.id).status == "cancelled"
    assert "取り消されています" in client.get(f"/registrations/{number}").text


def test_an_old_tab_of_an_ended_registration_leads_to_where_it_stands(client: FlaskClient) -> None:
    row = registered(event(3), phone="088-000-4321")
    number = row.number
    client.post("/registrations", data={"number": number, "secret": "4321"})
    client.post(f"/registrations/{number}/cancel")

    for path in ("edit", "cancel", "reduce", "decline", f"substitute/{row.participants[0].id}"):
        shown = client.get(f"/registrations/{number}/{path}", follow_redirects=True)
        assert "取り消されています" in shown.text
        assert "新しくお申し込みください" in shown.text
    again = client.post(f"/registrations/{number}/cancel", follow_redirects=True)
    assert "この操作は行えません" in again.text
    assert "取り消されています" in again.text


def test_a_page_whose_session_is_over_asks_for_the_number_again(app: Flask) -> None:
    number = registered(event()).number

    answer = app.test_client().get(f"/registrations/{number}/edit")

    assert answer.location == f"/registrations?number={number}"
    assert app.test_client().post(f"/registrations/{number}/edit").status_code == 404


def test_whoever_waits_is_not_told_to_come(client: FlaskClient) -> None:
    it = event(1)
    registered(it)

    page = client.post(f"/events/{it.id}/register", data=typed(send="1"), follow_redirects=True).text

    assert "参加は、まだ決まっていません" in page
    assert "受付では" not in page
    assert "/code.svg" not in page


def test_another_persons_row_opens_where_it_is_typed(client: FlaskClient) -> None:
    page = client.post(f"/events/{event().id}/register", data=typed(add="1")).text

    (box,) = re.findall(r"<input[^>]*autofocus[^>]*>", page)
    assert 'name="people-1-name"' in box


def test_digits_are_throttled_and_the_secret_is_not(app: Flask) -> None:
    it = event()
    row = registered(it)
    for _ in range(5):
        app.test_client().post("/registrations", data={"number": row.number, "secret": "0001"})
    right = row.phone[-4:]
    assert app.test_client().post("/registrations", data={"number": row.number, "secret": right}).status_code == 429

    link = db.session.query(OutboxMessage).first()
    assert link is not None
    browser = app.test_client()
    assert row.number in browser.get(link.context["path"], follow_redirects=True).text


@pytest.mark.parametrize("path", ["", "/edit", "/cancel", "/reduce", "/decline", "/received", "/code.svg"])
def test_nobody_sees_a_registration_without_having_shown_something(client: FlaskClient, path: str) -> None:
    answer = client.get(f"/registrations/{registered(event()).number}{path}")

    assert answer.status_code in {302, 404}
    assert "見本" not in answer.text


def test_a_member_finds_the_sheet_filled_in_and_a_members_place(client_as: Callable[..., FlaskClient]) -> None:
    member = factories.member(name="NPO法人見本の会", contact_name="会員花子")
    it = event(pools={(Attending.VENUE, SeatPool.MEMBERS): 1}, audience=EventAudience.MEMBERS.value)
    browser = client_as(Role.REPRESENTATIVE, member_id=member.id)

    page = browser.get(f"/events/{it.id}/register").text
    assert "会員花子" in page
    assert "readonly" in re.findall(r'<input[^>]*name="organisation"[^>]*>', page)[0]
    browser.post(f"/events/{it.id}/register", data=typed(send="1", organisation="書き換えた名前"))

    row = only()
    assert (row.member_id, row.organisation, row.status) == (member.id, "NPO法人見本の会", "confirmed")


def test_an_offer_is_answered_on_the_page(app: Flask) -> None:
    it = event(1, offer_hours=24)
    first, second = registered(it), registered(it)
    browser = app.test_client()
    browser.post("/registrations", data={"number": first.number, "secret": first.phone[-4:]})
    browser.post("/registrations", data={"number": second.number, "secret": second.phone[-4:]})
    browser.post(f"/registrations/{first.number}/cancel")

    assert "までに、お答えください" in browser.get(f"/registrations/{second.number}").text
    browser.post(f"/registrations/{second.number}/accept")
    assert "参加が確定しています" in browser.get(f"/registrations/{second.number}").text


def test_a_closed_event_and_a_members_event_say_so(client: FlaskClient) -> None:
    closed = event(closes_at=now() - timedelta(minutes=1))
    members = event(audience=EventAudience.MEMBERS.value)

    assert "受付は終わりました" in client.get(f"/events/{closed.id}/register").text
    asked = client.get(f"/events/{members.id}/register")
    assert (asked.status_code, "/sign-in" in asked.text, "contact_name" in asked.text) == (403, True, False)
    answer = client.post(f"/events/{members.id}/register", data=typed(send="1"))
    assert answer.status_code == 403
    assert "会員のみ" in answer.text


def test_every_mail_can_be_read_and_carries_no_name_of_another(app: Flask) -> None:
    with dates.frozen(NOON):  # At night the good news would wait for the morning.
        it = event(1, offer_hours=24)
        rows = [registered(it) for _ in range(3)]
        browser = app.test_client()
        for row in rows:
            browser.post("/registrations", data={"number": row.number, "secret": row.phone[-4:]})
        browser.post(f"/registrations/{rows[0].number}/cancel")
        browser.post(f"/registrations/{rows[1].number}/decline")
        browser.post(f"/registrations/{rows[2].number}/accept")

        assert deliver() == db.session.query(OutboxMessage).count()
    for message in db.session.query(OutboxMessage):
        mine = next(row for row in rows if row.number in message.body)
        assert "None" not in message.body
        assert not any(row.contact_name in message.body for row in rows if row.id != mine.id)


def test_whoever_gave_no_address_is_called_when_the_place_comes(app: Flask) -> None:
    it = event(1)
    first, _second = registered(it), registered(it, email="")
    assert db.session.query(ContactTask).count() == 0
    browser = app.test_client()
    browser.post("/registrations", data={"number": first.number, "secret": first.phone[-4:]})

    browser.post(f"/registrations/{first.number}/cancel")

    assert [task.template for task in db.session.query(ContactTask)] == ["registration_promoted"]


@pytest.mark.parametrize(("typed_place", "code"), [
    ("徳島市", "362018"), ("徳島県 鳴門市", "362026"), ("大阪市", "271004"), ("大阪府大阪市北区", "271004"),
])  # fmt: skip
def test_an_organisation_outside_the_register_says_what_it_is_and_where(
    client: FlaskClient, typed_place: str, code: str
) -> None:
    address = f"/events/{event(5).id}/register"

    client.post(address, data=typed(send="1", place=typed_place))
    assert (only().organisation_kind, only().municipality) == ("npo", code)


@pytest.mark.parametrize(("more", "sentence"), [
    ({"organisation_kind": ""}, "団体の種別を選択してください"),
    ({"place": ""}, "団体の所在地の市町村を入力してください"),
    ({"place": "府中市"}, "都道府県から入力してください"),
    ({"place": "どこか"}, "市町村の名前を確かめてください"),
])  # fmt: skip
def test_what_an_organisation_leaves_out_is_asked_for_and_nothing_is_lost(
    client: FlaskClient, more: dict[str, str], sentence: str
) -> None:
    answer = client.post(f"/events/{event(5).id}/register", data=typed(send="1", **more))

    assert answer.status_code == 422
    assert sentence in answer.text
    assert "見本会" in answer.text


def test_somebody_without_an_organisation_is_asked_neither(client: FlaskClient) -> None:
    client.post(
        f"/events/{event(5).id}/register", data=typed(send="1", organisation="", organisation_kind="", place="")
    )

    assert (only().organisation, only().organisation_kind, only().municipality) == ("", "", "")
