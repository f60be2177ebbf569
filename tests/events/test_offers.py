"""Offers of a place: how long they stand, at night and while nobody knows the day."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from platform_app import dates
from platform_app.actor import system, visitor
from platform_app.dates import to_tokyo
from platform_app.events import registration_cli
from platform_app.events.counter_words import ledger_line
from platform_app.events.errors import RegistrationSettled
from platform_app.events.models import Event
from platform_app.events.operations import moving, registering
from platform_app.events.registration_models import LedgerEntry, Registration
from platform_app.events.registration_words import standing_of
from platform_app.events.telling_hours import awake, evening, is_night
from platform_app.extensions import db, writer
from platform_app.mail.models import OutboxMessage
from platform_app.office.models import OfficeSetting
from tests.events.builders import event, registered

#: A Wednesday afternoon in Tokyo, a month before the event, and the night after it.
START = datetime(2026, 5, 13, 4, tzinfo=UTC)
NOON = datetime(2026, 4, 15, 3, tzinfo=UTC)
NIGHT = datetime(2026, 4, 15, 14, tzinfo=UTC)
MORNING = datetime(2026, 4, 15, 23, tzinfo=UTC)
LATER = {"starts_at": START + timedelta(days=60), "ends_at": START + timedelta(days=60, hours=2)}


def planned(offer_hours: int = 24) -> Event:
    return event(1, starts_at=START, ends_at=START + timedelta(hours=2), offer_hours=offer_hours)


def offered(it: Event, waiting: int = 2) -> list[Registration]:
    """Register one who gives up the place, and some who wait; the first of these is offered it."""
    seated, *others = [registered(it) for _ in range(1 + waiting)]
    registering.cancel(it, registration_id=seated.id, by=own(seated))
    return others


def own(row: Registration) -> object:
    return visitor().for_registration(row.id)


def fresh(row: Registration) -> Registration:
    db.session.rollback()
    return db.session.get_one(Registration, row.id, populate_existing=True)


def test_no_offer_ends_while_the_event_is_postponed(app: Flask) -> None:
    with dates.frozen(NOON):
        first, second = offered(it := planned())
        moving.postpone(it, message="台風のため。", by=system())
    with dates.frozen(NOON + timedelta(days=20)):
        assert registration_cli.end_offers() == 0
        assert fresh(first).status == "offered"
        assert "止まっています" in standing_of(fresh(first)).meaning
        moving.reschedule(it, values=LATER, by=system())
        assert fresh(first).offer_expires_at == NOON + timedelta(days=21)
        assert fresh(second).status == "waiting"
    with dates.frozen(NOON + timedelta(days=21)):
        assert registration_cli.end_offers() == 1

    assert [fresh(row).status for row in (first, second)] == ["expired", "offered"]


def test_an_offer_may_be_accepted_while_the_event_is_postponed(app: Flask) -> None:
    with dates.frozen(NOON):
        first, second = offered(it := planned())
        moving.postpone(it, message="台風のため。", by=system())
    with dates.frozen(NOON + timedelta(days=5)):
        registering.accept_offer(it, registration_id=first.id, by=own(first))
        with pytest.raises(RegistrationSettled):
            registering.accept_offer(it, registration_id=second.id, by=own(second))

    assert fresh(first).status == "confirmed"


def test_those_who_wait_move_up_in_their_order_after_a_postponement(app: Flask) -> None:
    with dates.frozen(NOON):
        it = planned(offer_hours=0)
        seated, *waiting = [registered(it) for _ in range(4)]
        moving.postpone(it, message="台風のため。", by=system())
        registering.cancel(it, registration_id=seated.id, by=own(seated))
        assert {fresh(row).status for row in waiting} == {"waiting"}
        moving.reschedule(it, values=LATER, by=system())
        assert [fresh(row).status for row in waiting] == ["confirmed", "waiting", "waiting"]
        registering.cancel(it, registration_id=waiting[0].id, by=own(waiting[0]))

    assert [fresh(row).status for row in waiting] == ["cancelled", "confirmed", "waiting"]


def test_an_event_that_comes_sooner_leaves_no_offer_beyond_its_start(app: Flask) -> None:
    with dates.frozen(NOON):
        first, _second = offered(it := planned(offer_hours=400))
        soon = NOON + timedelta(days=3)
        moving.reschedule(it, values={"starts_at": soon, "ends_at": soon + timedelta(hours=1)}, by=system())

    assert fresh(first).offer_expires_at == soon


def test_an_offer_made_at_night_is_sent_and_counted_from_the_morning(app: Flask) -> None:
    with dates.frozen(NIGHT):
        first, _second = offered(planned(offer_hours=5))
    letter = db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "registration_offered")).one()
    receipts = db.session.scalars(select(OutboxMessage.due_at).where(OutboxMessage.template == "registration_received"))

    assert letter.due_at == MORNING
    assert fresh(first).offer_expires_at == MORNING + timedelta(hours=5)
    assert set(receipts) == {NIGHT}


def test_the_evening_before_an_early_event_nothing_waits_for_a_morning_that_is_too_late(app: Flask) -> None:
    with dates.frozen(NIGHT):
        start = MORNING - timedelta(hours=1)
        it = event(1, starts_at=start, ends_at=start + timedelta(hours=2), offer_hours=3)
        first, _second = offered(it)
    letter = db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "registration_offered")).one()

    assert letter.due_at == NIGHT
    assert fresh(first).offer_expires_at == NIGHT + timedelta(hours=3)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(minutes=st.integers(0, 60 * 24 * 400))
def test_whatever_is_put_off_goes_out_by_day_at_the_nearest_hour(app: Flask, minutes: int) -> None:
    moment = NOON + timedelta(minutes=minutes)
    later, earlier = awake(moment), evening(moment)

    assert 8 <= to_tokyo(later).hour < 20
    assert timedelta(0) <= later - moment <= timedelta(hours=12)
    assert timedelta(0) <= moment - earlier <= timedelta(hours=12)
    assert (later == earlier == moment) is not is_night(moment)


def test_the_office_sets_the_hours(app: Flask) -> None:
    with writer():
        db.session.add_all([OfficeSetting(key="telling_from", value=10), OfficeSetting(key="telling_until", value=12)])
        db.session.commit()
    with app.app_context():
        assert to_tokyo(awake(NOON)).hour == 10
        assert to_tokyo(evening(NOON)).hour == 12


def test_the_ledger_says_how_many_left_and_that_nobody_answered(app: Flask) -> None:
    with dates.frozen(NOON):
        it = planned()
        seated, waiting = registered(it), registered(it)
        registering.cancel(it, registration_id=seated.id, by=own(seated))
    with dates.frozen(NOON + timedelta(days=2)):
        registration_cli.end_offers()

    lines = [ledger_line(line) for line in db.session.scalars(select(LedgerEntry).order_by(LedgerEntry.id))]
    assert "終了（本人の申出による／きっかけ：取消し、1人）" in lines
    assert lines[-1] == "終了（期限までに回答がなかったため／きっかけ：回答期限切れ、1人）"
    assert fresh(waiting).status == "expired"
