"""Reminders and letters: to whom they go, when, and how often."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app import chores, dates
from platform_app.actor import system, visitor
from platform_app.events.models import Event
from platform_app.events.operations import moving, registering, reminding
from platform_app.events.registration_models import Registration
from platform_app.extensions import db
from platform_app.mail.delivery import deliver
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.vocabulary.accounts import Role
from tests.events.builders import event, registered

#: A Wednesday noon in Tokyo, a month before the event.
START = datetime(2026, 5, 13, 4, tzinfo=UTC)
BEFORE, AT, AFTER = START - timedelta(days=30), START - timedelta(hours=24), START - timedelta(hours=20)


def planned(capacity: int = 1) -> Event:
    it = event(capacity, starts_at=START, ends_at=START + timedelta(hours=2))
    reminding.save_rule(it, hours_before=24, statuses=["confirmed"], message="お待ちしています。", by=system())
    return it


def reminders() -> list[str]:
    sent = db.session.query(OutboxMessage).filter_by(template="registration_reminder").order_by(OutboxMessage.id)
    found = [message.recipient_address for message in sent]
    db.session.rollback()
    return found


def test_a_reminder_goes_at_its_hour_once_and_never_to_somebody_who_waits(app: Flask) -> None:
    with dates.frozen(BEFORE):
        it = planned()
        seated, _waiting = registered(it), registered(it)
        assert reminding.run_due() == 0
    with dates.frozen(AT):
        assert reminding.run_due() == 1
        assert reminding.run_due() == 0

    assert reminders() == [seated.email]


def test_whoever_registers_or_moves_up_after_the_hour_is_reminded_once(app: Flask) -> None:
    with dates.frozen(BEFORE):
        it = planned()
        first, second = registered(it), registered(it)
    with dates.frozen(AT):
        reminding.run_due()
    with dates.frozen(AFTER):
        registering.cancel(it, registration_id=first.id, by=visitor().for_registration(first.id))
        assert reminding.run_due() == 1
        assert reminding.run_due() == 0

    assert reminders() == [first.email, second.email]


def test_the_state_is_asked_again_when_the_reminder_is_sent(app: Flask) -> None:
    with dates.frozen(BEFORE):
        row = registered(it := planned())
    with dates.frozen(AT):
        reminding.run_due()
        registering.cancel(it, registration_id=row.id, by=visitor().for_registration(row.id))
        deliver()

    assert reminders() == []


def test_a_moved_event_moves_its_reminders_and_reminds_of_the_new_date(app: Flask) -> None:
    with dates.frozen(BEFORE):
        registered(it := planned())
    with dates.frozen(AT):
        reminding.run_due()
        deliver()
        later = {"starts_at": START + timedelta(days=7), "ends_at": START + timedelta(days=7, hours=2)}
        moving.reschedule(it, values=later, message="会場の都合による。", by=system())
        assert reminding.run_due() == 0
    with dates.frozen(AT + timedelta(days=7)):
        assert reminding.run_due() == 1


def test_a_rule_made_after_its_hour_sends_nothing_and_none_goes_out_at_night(app: Flask) -> None:
    with dates.frozen(AFTER):
        registered(it := planned())
        assert reminding.run_due() == 0
        (rule,) = reminding.rules_of(it.id)
        assert reminding.is_missed(rule, it)
    for hours in range(1, 60):
        rule.hours_before = hours
        due = reminding.due_at(rule, it)
        assert due <= START - timedelta(hours=hours)
        assert 8 <= dates.to_tokyo(due).hour <= 20
    db.session.rollback()


def test_whoever_has_no_address_is_a_task_for_the_office(app: Flask) -> None:
    with dates.frozen(BEFORE):
        registered(planned(), email="")
    with dates.frozen(AT):
        chores.work(once=True)

    assert [task.template for task in db.session.query(ContactTask)] == ["registration_reminder"]


def test_offers_end_and_reminders_go_by_the_clock_of_the_worker(app: Flask) -> None:
    with dates.frozen(BEFORE):
        it = event(1, offer_hours=5, starts_at=START, ends_at=START + timedelta(hours=2))
        rows = [registered(it) for _ in range(3)]
        registering.cancel(it, registration_id=rows[0].id, by=visitor().for_registration(rows[0].id))
        ids = [row.id for row in rows]
    with dates.frozen(BEFORE + timedelta(hours=6)):
        chores.work(once=True)

    db.session.rollback()
    assert [db.session.get_one(Registration, row_id).status for row_id in ids] == ["cancelled", "expired", "offered"]


def test_a_letter_goes_to_the_selection_one_by_one_and_is_logged_once(
    client_as: Callable[..., FlaskClient],
) -> None:
    it = event(2)
    rows = [registered(it) for _ in range(3)]
    desk = client_as(Role.OFFICER)
    address = f"/staff/events/{it.id}/mailings/new"
    letter = {"submission_token": "m" * 24, "statuses": "confirmed", "subject": "会場の変更", "body": "変わります。"}

    preview = desk.post(address, data=letter).text
    assert "メール2通" in preview
    assert all(text in preview for text in ("変わります。", rows[0].number, rows[0].contact_name, "見本セミナー"))
    assert "/registrations/open/" not in preview
    assert db.session.query(OutboxMessage).filter_by(template="registration_notice").count() == 0
    for _ in range(2):
        desk.post(address, data={**letter, "send": "1"})
    messages = db.session.query(OutboxMessage).filter_by(template="registration_notice").all()

    assert {message.recipient_address for message in messages} == {row.email for row in rows[:2]}
    assert "2通" in desk.get(f"/staff/events/{it.id}/mailings").text


def test_reminders_are_planned_and_dropped_on_a_page(client_as: Callable[..., FlaskClient]) -> None:
    it = event(2)
    desk = client_as(Role.OFFICER)
    page = f"/staff/events/{it.id}/reminders"

    assert desk.post(page, data={"amount": "0", "unit": "days", "statuses": "confirmed"}).status_code == 422
    desk.post(page, data={"amount": "２", "unit": "days", "statuses": "confirmed", "message": "どうぞ。"})
    (rule,) = reminding.rules_of(it.id)
    assert rule.hours_before == 48
    desk.post(f"{page}/{rule.id}/remove")
    assert reminding.rules_of(it.id) == []


@pytest.mark.parametrize("command", ["expire-offers", "remind", "release"])
def test_each_act_by_the_clock_can_be_done_by_hand(app: Flask, command: str) -> None:
    answer = app.test_cli_runner().invoke(args=["events", command])

    assert answer.exit_code == 0, answer.output
    assert answer.output.startswith("0 ")


def test_a_letter_that_is_written_at_night_waits_for_the_morning_and_the_page_says_so(
    client_as: Callable[..., FlaskClient],
) -> None:
    it = event(2)
    registered(it)
    night = datetime(2026, 4, 15, 14, tzinfo=UTC)
    letter = {"submission_token": "n" * 24, "statuses": "confirmed", "subject": "持ち物", "body": "筆記具。"}
    with dates.frozen(night):
        desk, address = client_as(Role.OFFICER), f"/staff/events/{it.id}/mailings/new"
        assert "8時00分（夜間は送りません）" in desk.post(address, data=letter).text
        desk.post(address, data={**letter, "send": "1"})
        message = db.session.query(OutboxMessage).filter_by(template="registration_notice").one()

    assert dates.to_tokyo(message.due_at).isoformat() == "2026-04-16T08:00:00+09:00"
