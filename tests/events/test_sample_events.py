"""The sample's events hold what their public pages state, and as many people as the rosters need."""

import pytest
from flask import Flask
from sqlalchemy import func, select

from platform_app.dates import now, to_tokyo, today
from platform_app.events import attendance_queries, seat_queries, survey_queries
from platform_app.events.day_models import Attendance, AttendanceTap
from platform_app.events.models import Event
from platform_app.events.registration_models import LedgerEntry, Participant, Registration
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.sample.events import load_events
from platform_app.sample.loading import read
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import AttendanceMark, AttendanceSource, EventStatus
from platform_app.vocabulary.surveys import AnswerChannel
from tests import factories


@pytest.fixture
def loaded(app: Flask) -> dict[str, Event]:
    """Load the sample's events into a register with ten members; return them by what they are."""
    if db.engine.dialect.name != "sqlite":
        pytest.skip("what is loaded does not depend on the database")
    for _ in range(10):
        factories.member()
    sample = {**read("events"), **read("events_coming"), **read("event_names")}
    load_events(sample, officer=factories.actor(Role.OFFICER))
    rows = db.session.scalars(select(Event).order_by(Event.starts_at)).all()
    names = ("municipal", "ceremony", "exchange", "first", "second", "today", "postponed", "large")
    return dict(zip(names, rows, strict=True))


def seated(event: Event) -> int:
    """Count the people who have a place."""
    found = (
        select(func.count(Participant.id))
        .join(Registration)
        .where(Registration.event_id == event.id, Registration.status == "confirmed", Participant.is_active)
    )
    return db.session.scalar(found) or 0


def check_days(loaded: dict[str, Event]) -> None:
    """What happened on the day is there: loading takes seconds, so it is done once."""
    exchange, municipal = (attendance_queries.counts(loaded[name]) for name in ("exchange", "municipal"))
    assert exchange.total.attended.people == 30
    assert municipal.total.attended.figures == (33, 23, 23)
    marks = set(db.session.scalars(select(Attendance.mark)))
    assert marks == {mark.value for mark in AttendanceMark}
    sources = set(db.session.scalars(select(AttendanceTap.source)))
    assert sources == {source.value for source in AttendanceSource if source != AttendanceSource.KEPT}
    assert db.session.scalar(select(func.count(Participant.id)).where(Participant.is_walk_in)) == 2

    (poll,) = survey_queries.polls(loaded["municipal"].id)
    first, *rest = survey_queries.tally(poll).bars
    assert first.label == "1年目"
    assert all(first.count > bar.count for bar in rest)

    survey = survey_queries.survey_of(loaded["first"].id)
    assert survey is not None
    assert survey.is_published
    found = survey_queries.result(survey)
    assert set(found.by_channel) == {channel.value for channel in AnswerChannel}
    assert found.rate is not None
    assert 0 < found.rate < 1


def test_the_events_stand_at_their_days_with_their_people(loaded: dict[str, Event]) -> None:
    days = {name: to_tokyo(event.starts_at).date().isoformat() for name, event in loaded.items()}
    assert (days["ceremony"], days["exchange"]) == ("2023-02-20", "2023-04-21")
    assert (days["first"], days["second"], days["municipal"]) == ("2023-06-06", "2024-01-12", "2020-10-19")
    assert to_tokyo(loaded["today"].starts_at).date() == today()
    assert loaded["large"].starts_at > loaded["postponed"].starts_at > now()
    assert loaded["postponed"].status == EventStatus.POSTPONED

    assert (seated(loaded["exchange"]), seated(loaded["municipal"])) == (30, 33)
    places = select(func.count(func.distinct(Registration.organisation))).where(
        Registration.event_id == loaded["municipal"].id, Registration.organisation_kind == "municipality"
    )
    assert db.session.scalar(places) == 23

    found = seat_queries.figures([loaded["large"]])[loaded["large"].id]
    venue = [pool for pool in loaded["large"].pools if pool.attending == "venue"]
    held = seat_queries.held_by_pool([loaded["large"].id])
    assert sum(held[pool.id] for pool in venue) == 120
    assert found.waiting > 0
    assert "promoted" in {line.decision for line in db.session.query(LedgerEntry)}

    second = loaded["second"]
    moved = next(change for change in second.changes if change.action == "event.reschedule")
    assert (moved.before["time_note"], moved.after["is_tentative"]) == ("今秋10月頃", False)
    assert second.subtitle == "協力づくりの手順を事例で学ぼう"

    assert db.session.scalar(select(func.count(OutboxMessage.id)).where(OutboxMessage.sent_at.is_(None))) == 0
    check_days(loaded)
