"""The counter: find, register, change, substitute, cancel, with a sentence to read back."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.dates import now, to_tokyo, wareki_datetime
from platform_app.events.operations import choosing
from platform_app.events.registration_models import Participant, Registration
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import Selection
from tests.events.builders import event, registered

CALL = {"kana": "みほんよみ", "name": "見本読美", "phone": "088-000-7777", "attending": "venue", "channel": "phone"}

#: What somebody says who draws lots before registration closes.
EARLY = {"is_early": "y"}


@pytest.fixture
def desk(client_as: Callable[..., FlaskClient]) -> FlaskClient:
    return client_as(Role.OFFICER)


def typed(**more: str) -> dict[str, str]:
    return {"submission_token": f"c{len(more):02}" * 8, "seat_class": "public", **CALL, **more}


def only() -> Registration:
    return db.session.query(Registration).one()


def test_a_call_needs_three_boxes_and_gives_a_sentence_with_the_number(desk: FlaskClient) -> None:
    it = event(3)

    page = desk.post(f"/staff/events/{it.id}/counter", data=typed(), follow_redirects=True).text

    row = only()
    assert row.number in page
    assert "参加が確定しました" in page
    assert (row.channel, row.email, row.entered_by_id is not None) == ("phone", "", True)
    assert db.session.query(OutboxMessage).count() == db.session.query(ContactTask).count() == 0


def test_at_most_six_boxes_are_in_sight(desk: FlaskClient) -> None:
    form = desk.get(f"/staff/events/{event().id}/counter").text.split('id="counter"')[1].split("<details")[0]

    assert form.count('class="field"') + form.count("<textarea") <= 7
    assert 1 < form.count("<input") - form.count('type="hidden"') <= 6


@pytest.mark.parametrize("words", ["ミホンヨ", "みほんよ", "7777", "読美", "見本団体"])
def test_a_caller_is_found_by_reading_digits_or_organisation(desk: FlaskClient, words: str) -> None:
    it = event(3)
    address = f"/staff/events/{it.id}/counter"
    desk.post(address, data=typed(organisation="NPO法人見本団体"))
    other = registered(it)

    page = desk.get(address, query_string={"q": words}).text

    rest = {row.number for row in db.session.query(Registration)} - {other.number}
    assert all(number in page for number in rest)


def test_several_people_are_typed_line_by_line(desk: FlaskClient) -> None:
    it = event(5)
    desk.post(f"/staff/events/{it.id}/counter", data=typed(others="見本次郎（ミホンジロウ）\n見本三郎\n"))

    assert [(p.name, p.kana) for p in only().participants] == [
        ("見本読美", "ミホンヨミ"), ("見本次郎", "ミホンジロウ"), ("見本三郎", ""),
    ]  # fmt: skip


def test_a_possible_double_is_shown_across_web_and_telephone_and_can_be_confirmed(desk: FlaskClient) -> None:
    it = event(5)
    desk.post(f"/events/{it.id}/register", data={
        "submission_token": "w" * 24, "send": "1", "contact_name": "別名", "phone": "0880007777", "attending": "venue",
        "people-0-name": "見本よみ", "people-0-kana": "ミホンヨミ"})  # fmt: skip
    web = only().number

    page = desk.post(f"/staff/events/{it.id}/counter", data=typed())
    assert page.status_code == 409
    assert web in page.text
    desk.post(f"/staff/events/{it.id}/counter", data=typed(is_confirmed="y"))
    assert db.session.query(Registration).count() == 2


def test_a_fax_needs_its_hour_and_an_earlier_one_raises_a_conflict_that_is_settled(desk: FlaskClient) -> None:
    it = event(1)
    web = registered(it)
    address = f"/staff/events/{it.id}/counter"
    assert desk.post(address, data=typed(channel="fax")).status_code == 422
    early = to_tokyo(now() - timedelta(hours=30))
    hour = {
        "arrived_on-year": str(early.year), "arrived_on-month": str(early.month), "arrived_on-day": str(early.day),
        "arrived_time": f"{early:%H:%M}",
    }  # fmt: skip
    desk.post(address, data=typed(channel="fax", **hour))
    fax = db.session.query(Registration).filter_by(channel="fax").one()
    assert (fax.status, fax.has_conflict) == ("waiting", True)
    assert fax.number in desk.get(f"/staff/events/{it.id}/registrations?view=conflicts").text
    # Who came how late, and for how many, is what the choice depends on.
    assert f"{wareki_datetime(web.arrived_at)}到達、1人" in desk.get(f"{address}/{fax.id}").text

    desk.post(f"{address}/{fax.id}/settle", data={"displaced": str(web.id)})

    assert db.session.get_one(Registration, fax.id).status == "confirmed"
    assert db.session.get_one(Registration, web.id).status == "waiting"
    sent = db.session.query(OutboxMessage).filter_by(recipient_address=web.email).order_by(OutboxMessage.id)
    templates = [message.template for message in sent]
    assert templates == ["registration_received", "registration_displaced"]
    again = desk.post(f"{address}/{fax.id}/settle", data={"displaced": str(web.id)})
    assert again.status_code == 409
    assert "すでに状態が変わっているか" in again.text


def test_change_substitute_reduce_and_cancel_at_the_counter(desk: FlaskClient) -> None:
    it = event(3)
    row = registered(it, 2)
    page = f"/staff/events/{it.id}/counter/{row.id}"
    first, second = (person.id for person in row.participants)

    contact = {"organisation": "新しい会", "contact_name": "見本", "phone": "0880001111", "email": ""}
    assert desk.post(f"{page}/edit", data=contact).status_code == 302
    substitution = {"participant": str(first), "kana": "ダイリ", "name": "代理"}
    assert desk.post(f"{page}/substitute", data=substitution).status_code == 302
    assert desk.post(f"{page}/reduce", data={"leaving": str(second)}).status_code == 302
    assert [p.name for p in db.session.query(Participant).filter_by(is_active=True)] == ["代理"]
    assert "取り消しました" in desk.post(f"{page}/cancel", follow_redirects=True).text
    assert db.session.get_one(Registration, row.id).organisation == "新しい会"


def test_approval_admits_and_refuses(desk: FlaskClient) -> None:
    it = event(1, selection=Selection.APPROVAL.value)
    first, second = registered(it), registered(it)

    address = f"/staff/events/{it.id}/counter"
    done = desk.post(f"{address}/{first.id}/decide", data={"decision": "admit"}, follow_redirects=True).text
    # From one decision to the next, and no further once the last is taken.
    assert f'href="{address}/{second.id}">次の選考中' in done
    assert "ほかに1件" in done
    assert "次の選考中" not in desk.get(f"{address}/{second.id}").text
    desk.post(f"/staff/events/{it.id}/counter/{second.id}/decide", data={"decision": "refuse"})

    assert db.session.get_one(Registration, first.id).status == "confirmed"
    assert db.session.get_one(Registration, second.id).status == "refused"


def test_a_draw_can_be_drawn_again_from_the_seed_and_the_list(desk: FlaskClient) -> None:
    it = event(2, selection=Selection.LOTTERY.value)
    rows = [registered(it) for _ in range(6)]
    numbers = {row.number: row.id for row in rows}
    assert (
        desk.post(f"/staff/events/{it.id}/registrations/lottery", data=EARLY | {"seed": "38915.87"}).status_code == 302
    )

    drawn = [entry["number"] for entry in choosing.draw_of(it.id).entries]  # type: ignore[union-attr]
    statuses = [db.session.get_one(Registration, numbers[number]).status for number in drawn]
    assert drawn == choosing.order_of("38915.87", sorted(numbers))
    assert statuses == ["confirmed"] * 2 + ["waiting"] * 4
    assert not db.session.query(Registration).filter_by(has_conflict=True).count()
    pdf = desk.get(f"/staff/events/{it.id}/registrations/lottery.pdf")
    assert pdf.data.startswith(b"%PDF")
    again = desk.post(f"/staff/events/{it.id}/registrations/lottery", data=EARLY | {"seed": "1"})
    assert again.status_code == 409


def test_lots_are_not_drawn_before_the_closing_by_mistake(desk: FlaskClient) -> None:
    it = event(1, selection=Selection.LOTTERY.value)
    address = f"/staff/events/{it.id}/registrations/lottery"

    assert "申込みの締切の前です" in desk.get(address).text
    assert desk.post(address, data={"seed": "a"}).status_code == 422
    assert choosing.draw_of(it.id) is None

    over = event(1, selection=Selection.LOTTERY.value, closes_at=now() - timedelta(minutes=1))
    assert desk.post(f"/staff/events/{over.id}/registrations/lottery", data={"seed": "a"}).status_code == 302


def test_losers_of_a_draw_move_up_in_the_order_of_their_lots(app: Flask, desk: FlaskClient) -> None:
    it = event(1, selection=Selection.LOTTERY.value)
    rows = {row.number: row.id for row in (registered(it) for _ in range(4))}
    desk.post(f"/staff/events/{it.id}/registrations/lottery", data=EARLY | {"seed": "a"})
    late = registered(it)
    drawn = choosing.order_of("a", list(rows))

    order = []
    for _ in range(5):
        (holder,) = db.session.query(Registration).filter_by(status="confirmed")
        order.append(holder.number)
        desk.post(f"/staff/events/{it.id}/counter/{holder.id}/cancel")

    assert order == [*drawn, late.number]


@pytest.mark.parametrize("page", ["", "/ledger", "/lottery"])
def test_lists_can_be_read(desk: FlaskClient, page: str) -> None:
    it = event(1)
    rows = [registered(it) for _ in range(2)]

    answer = desk.get(f"/staff/events/{it.id}/registrations{page}")

    assert answer.status_code == 200
    assert page == "/lottery" or all(row.number in answer.text for row in rows)
