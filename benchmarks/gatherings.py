"""Events with any number of registrations in temporary instance folders, filled by bulk inserts."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import insert, select

from benchmarks.registers import BATCH, SETTINGS
from platform_app import create_app, folding
from platform_app.accounts.models import User
from platform_app.accounts.operations.inviting import Newcomer, new_user
from platform_app.dates import now
from platform_app.events.models import Event, Pool, ProgrammeItem
from platform_app.events.registration_models import LedgerEntry, Participant, Registration
from platform_app.extensions import db, writer
from platform_app.office.models import OfficeSetting
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import (
    Attending,
    EventKind,
    EventStatus,
    LedgerCause,
    LedgerDecision,
    LedgerReason,
    RegistrationStatus,
    SeatPool,
)
from platform_app.vocabulary.organisations import OrganisationKind

#: The one event of such an instance, and how many people wait for it however large it is.
EVENT, WAITING = 1, 20
OFFICER = "tanto@example.jp"
MOMENT = datetime(2026, 1, 5, 1, tzinfo=UTC)
KANA = "アイウエオカキクケコ"


@contextmanager
def gathering_of(size: int) -> Iterator[Flask]:
    """Make an application with one event of so many people, each registered alone; its folder goes with the block."""
    with tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as folder:
        settings = {"SECRET_KEY": "benchmark" * 4, "WTF_CSRF_ENABLED": False, "BASE_URL": "http://127.0.0.1"}
        app = create_app(settings, instance_path=folder)
        with app.app_context():
            db.create_all()
            with writer():
                _plan(size)
                _fill(size)
                db.session.commit()
            db.session.remove()
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        yield app
        with app.app_context():
            db.engine.dispose()


def officer(app: Flask) -> FlaskClient:
    """Return a browser in which somebody of the office is signed in."""
    with app.app_context():
        key = db.session.execute(select(User).where(User.email == OFFICER)).scalar_one().get_id()
    browser = app.test_client()
    with browser.session_transaction() as session:
        session["_user_id"], session["_fresh"] = key, True
    return browser


def _plan(size: int) -> None:
    """Save the office, an officer and the event, with all that a page of an event shows."""
    settings = [{"key": key, "value": value, "updated_at": MOMENT} for key, value in SETTINGS.items()]
    db.session.execute(insert(OfficeSetting), settings)
    new_user(Newcomer("見本　担太", OFFICER, [Role.OFFICER], None, "係長")).password_hash = "nobody signs in by it"
    start = now() + timedelta(days=30)
    row = Event(
        id=EVENT,
        kind=EventKind.SEMINAR.value,
        status=EventStatus.PUBLISHED.value,
        title="架空のセミナー",
        subtitle="支える人を支える",
        summary="相談や居場所の活動を続けるための手立てを、事例をもとに考えます。",
        description="小さなグループで話し合います。\n\n- 支援者支援\n- 事例検討",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        reception_at=now() - timedelta(days=1),
        venue="架空会館",
        address="架空県架空市一丁目1番地",
        contacts=[{"purpose": "参加の申込み", "name": "架空県地域共生課", "phone": "088-000-0001"}],
        organisers=[{"role": "host", "name": SETTINGS["platform_name"]}],
    )
    row.pools = [Pool(attending=Attending.VENUE.value, kept_for=SeatPool.GENERAL.value, capacity=size)]
    row.programme = [
        ProgrammeItem(position=place, title=f"第{place}部　講演と事例検討", detail="事例をもとに考えます。")
        for place in range(1, 6)
    ]
    db.session.add(row)
    db.session.flush()


def _fill(size: int) -> None:
    """Register everybody; the last of them wait."""
    pool = db.session.scalar(select(Pool.id)) or 0
    for first in range(1, size + 1, BATCH):
        numbers = range(first, min(first + BATCH, size + 1))
        db.session.execute(
            insert(Registration), [_registration(n, pool, is_waiting=n > size - WAITING) for n in numbers]
        )
        db.session.execute(insert(Participant), [_participant(n) for n in numbers])
        db.session.execute(insert(LedgerEntry), [_line(n, is_waiting=n > size - WAITING) for n in numbers])


def _registration(n: int, pool: int, *, is_waiting: bool) -> dict[str, Any]:
    status = RegistrationStatus.WAITING if is_waiting else RegistrationStatus.CONFIRMED
    kinds, organisation = list(OrganisationKind), f"NPO法人つながりの会{n // 2}"
    return {
        "id": n,
        "event_id": EVENT,
        "number": f"R08-E-{n:06}",
        "token_hash": f"{n:064}",
        "submission_token": f"token{n}",
        "status": status.value,
        "attending": Attending.VENUE.value,
        "seat_class": SeatPool.PUBLIC.value,
        "pool_id": None if is_waiting else pool,
        "organisation": organisation,
        "organisation_kind": kinds[n // 2 % len(kinds)].value,
        "organisation_key": folding.name_key(organisation),
        "contact_name": f"見本　花子{n}",
        "email": f"p{n}@example.jp",
        "phone": f"088-{n % 1000:03}-{n % 10000:04}",
        "phone_key": f"088{n % 1000:03}{n % 10000:04}",
        "channel": Channel.WEB.value,
        "arrived_at": MOMENT + timedelta(minutes=n),
        "recorded_at": MOMENT + timedelta(minutes=n),
    }


def _participant(n: int) -> dict[str, Any]:
    kana = "ミホン　" + "".join(KANA[int(digit)] for digit in f"{n:06}")
    return {
        "id": n,
        "registration_id": n,
        "event_id": EVENT,
        "name": f"見本　花子{n}",
        "kana": kana,
        "kana_key": folding.search_key(kana),
        "department": "地域福祉課",
        "title": "主任",
        "person_key": f"person{n}",
        "is_listed": n % 9 != 0,
    }


def _line(n: int, *, is_waiting: bool) -> dict[str, Any]:
    return {
        "event_id": EVENT,
        "registration_id": n,
        "at": MOMENT + timedelta(minutes=n),
        "cause": LedgerCause.REGISTERED.value,
        "decision": (LedgerDecision.WAITS if is_waiting else LedgerDecision.CONFIRMED).value,
        "reason": (LedgerReason.FULL if is_waiting else LedgerReason.SEAT_FREE).value,
        "free": 0,
        "size": 1,
    }
