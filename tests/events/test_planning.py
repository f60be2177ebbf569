"""Planning: what may be said of an event, who learns of a change, and what stays as it is."""

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from platform_app import dates
from platform_app.actor import Actor
from platform_app.applications.errors import NothingChanged
from platform_app.dates import now
from platform_app.errors import MissingReason
from platform_app.events import errors, queries
from platform_app.events.models import Event, ProgrammeItem
from platform_app.events.operations import capacity, moving, planning, programme, registering, seating
from platform_app.events.operations.planning import PoolPlan
from platform_app.events.operations.programme import ProgrammeLine
from platform_app.events.registration_models import LedgerEntry, Registration
from platform_app.extensions import db
from platform_app.mail import operations as mail
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.rendering import render
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import Attending, EventStatus, SeatPool
from tests import factories
from tests.events.builders import event, registered

GENERAL = (Attending.VENUE.value, SeatPool.GENERAL.value)


@pytest.fixture
def officer(app: Flask) -> Actor:
    """Somebody of the office."""
    return factories.actor(Role.OFFICER)


def values(**more: Any) -> dict[str, Any]:
    """Return the columns of a valid event; ``more`` replaces some."""
    start = now() + timedelta(days=30)
    return {
        "kind": "seminar",
        "title": "見本セミナー",
        "format": "venue",
        "venue": "見本会館",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        **more,
    }


def statuses(rows: list[Registration]) -> list[tuple[str, int | None]]:
    """Return (status, place on the waiting list) of registrations as they are now."""
    found = [db.session.get_one(Registration, row.id) for row in rows]
    return [(row.status, seating.position(row)) for row in found]


BAD = {
    "an end before the start": (lambda s: {"ends_at": s - timedelta(minutes=1)}, errors.EndsBeforeStart, "ends_at"),
    "an end at the start": (lambda s: {"ends_at": s}, errors.EndsBeforeStart, "ends_at"),
    "a day in the past": (
        lambda _s: {"starts_at": now() - timedelta(days=2), "ends_at": now() - timedelta(days=1)},
        errors.EventInPast,
        "starts_at",
    ),
    "a closing after the event": (
        lambda s: {"closes_at": s + timedelta(hours=3)},
        errors.ClosesAfterEvent,
        "closes_at",
    ),
    "an opening after the closing": (
        lambda s: {"opens_at": s, "closes_at": s - timedelta(days=1)},
        errors.OpensAfterClosing,
        "opens_at",
    ),
    "a freeze after the start": (lambda s: {"freeze_at": s + timedelta(minutes=1)}, errors.AfterStart, "freeze_at"),
    "a limit of nobody": (lambda _s: {"per_organisation": 0}, errors.NotPositive, "per_organisation"),
    "negative hours": (lambda _s: {"offer_hours": -1}, errors.NotPositive, "offer_hours"),
}


@pytest.mark.parametrize("name", BAD)
def test_what_can_not_be_is_refused_with_its_field_and_writes_nothing(officer: Actor, name: str) -> None:
    make, refusal, field = BAD[name]
    right = values()

    with pytest.raises(refusal) as caught:
        planning.create(None, values=right | make(right["starts_at"]), by=officer)

    assert caught.value.field == field
    assert caught.value.message
    assert db.session.query(Event).count() == 0


def test_a_copy_takes_what_lasts_and_leaves_what_belonged_to_the_day(officer: Actor) -> None:
    first = planning.create(
        None,
        values=values(series_number=2, closes_at=now() + timedelta(days=9), online_url="https://example.jp/x"),
        pools=[PoolPlan(*GENERAL, 30, now() + timedelta(days=5))],
        series="セミナー",
        by=officer,
    )
    lines = [ProgrammeLine("第1部", is_part=True), ProgrammeLine("講演", presenters=[{"name": "見本太郎"}])]
    programme.set_programme(first, lines=lines, by=officer)
    start = now() + timedelta(days=90)

    made = planning.copy(first, starts_at=start, ends_at=start + timedelta(hours=1), by=officer)

    made = db.session.get_one(Event, made.id)
    assert (made.status, made.series_number, made.copied_from_id) == ("draft", 3, first.id)
    assert (made.closes_at, made.online_url, made.files, made.changes) == (None, "", [], [])
    assert [(pool.capacity, pool.release_at) for pool in made.pools] == [(30, None)]
    part, item = made.programme
    assert (part.parent_id, item.parent_id, item.presenters) == (None, part.id, [{"name": "見本太郎"}])


def test_every_named_column_of_a_copy_differs_or_is_empty() -> None:
    """The copy page names these columns, so what it says must be what is done."""
    assert set(planning.NOT_COPIED) < {*planning.WHEN_AND_WHERE, *planning.DESCRIPTION}


@pytest.mark.parametrize("act", [moving.postpone, moving.cancel])
def test_to_postpone_or_cancel_needs_a_word_for_those_who_registered(officer: Actor, act: Any) -> None:
    with pytest.raises(MissingReason):
        act(event(), message=" ", by=officer)


def test_a_move_tells_everybody_once_and_leaves_choice_and_order(officer: Actor) -> None:
    it = event(capacity=2)
    rows = [registered(it, 1), registered(it, 1, email=""), registered(it, 1), registered(it, 1)]
    before = statuses(rows)
    start = it.starts_at + timedelta(days=7)

    change = moving.reschedule(
        it, values={"starts_at": start, "ends_at": start + timedelta(hours=2)}, message="講師の都合です。", by=officer
    )

    assert statuses(rows) == before
    mails, tasks = queries.not_reached(change)
    assert (len(mails), len(tasks), queries.told_count(change)) == (3, 1, 4)
    assert db.session.get_one(Event, it.id).version == 1
    assert change.before["starts_at"] != change.after["starts_at"]


def test_who_was_called_has_been_reached(officer: Actor) -> None:
    it = event()
    registered(it, 1, email="")
    change = moving.postpone(it, message="会場が使えません。", by=officer)
    task = queries.not_reached(change)[1][0]

    mail.complete_task(task, method="phone", remark="", by=officer)

    assert queries.not_reached(change) == ([], [])


def test_a_postponed_event_takes_nobody_and_is_held_again_with_its_registrations(officer: Actor) -> None:
    it = event(capacity=1)
    rows = [registered(it), registered(it)]
    before = statuses(rows)

    moving.postpone(it, message="会場が使えません。", by=officer)
    with pytest.raises(errors.RegistrationClosed):
        registered(it)
    start = it.starts_at + timedelta(days=30)
    moving.reschedule(it, values={"starts_at": start, "ends_at": start + timedelta(hours=1)}, by=officer)

    assert statuses(rows) == before
    assert db.session.get_one(Event, it.id).status == EventStatus.PUBLISHED
    assert [change.action for change in db.session.get_one(Event, it.id).changes] == [
        "event.postpone",
        "event.reschedule",
    ]


def test_what_is_timed_by_the_start_moves_with_it(officer: Actor) -> None:
    start = now() + timedelta(days=30)
    it = event(
        starts_at=start,
        ends_at=start + timedelta(hours=2),
        closes_at=start - timedelta(days=2),
        freeze_at=start - timedelta(days=1),
        reception_at=start - timedelta(minutes=30),
    )
    later = timedelta(days=10, hours=3)

    moving.reschedule(it, values={"starts_at": start + later, "ends_at": start + later * 2}, by=officer)

    moved = db.session.get_one(Event, it.id)
    assert moved.starts_at - moved.closes_at == timedelta(days=2)  # type: ignore[operator]
    assert moved.starts_at - moved.freeze_at == timedelta(days=1)  # type: ignore[operator]
    assert moved.starts_at - moved.reception_at == timedelta(minutes=30)  # type: ignore[operator]


def test_a_later_start_takes_the_freeze_back_and_the_next_one_moves_up(officer: Actor) -> None:
    it = event(capacity=1, freeze_at=now() - timedelta(minutes=1))
    first, second = registered(it), registered(it)
    registering.cancel(it, registration_id=first.id, by=officer)
    assert statuses([second]) == [("waiting", 1)]
    start = it.starts_at + timedelta(days=20)

    moving.reschedule(it, values={"starts_at": start, "ends_at": start + timedelta(hours=2)}, by=officer)

    assert statuses([second]) == [("confirmed", None)]


def test_a_cancelled_event_is_final(officer: Actor) -> None:
    it = event()
    moving.cancel(it, message="中止します。", by=officer)

    for act in (moving.postpone, moving.cancel):
        with pytest.raises(errors.WrongStatus):
            act(it, message="もう一度", by=officer)
    with pytest.raises(errors.WrongStatus):
        moving.reschedule(it, values={"venue": "別の会館"}, by=officer)


def test_more_places_move_up_in_order_and_no_more_than_there_are(officer: Actor) -> None:
    it = event(capacity=1)
    rows = [registered(it) for _ in range(5)]

    capacity.change_capacity(it, plans=[PoolPlan(*GENERAL, 3)], by=officer)

    assert [status for status, _place in statuses(rows)] == ["confirmed"] * 3 + ["waiting"] * 2
    assert [place for _status, place in statuses(rows)][3:] == [1, 2]


def test_fewer_places_than_people_is_explained_and_takes_nobodys_place(officer: Actor) -> None:
    it = event(capacity=3)
    rows = [registered(it) for _ in range(4)]
    before = statuses(rows)

    with pytest.raises(errors.CapacityBelowConfirmed) as caught:
        capacity.change_capacity(it, plans=[PoolPlan(*GENERAL, 1)], by=officer)
    assert "3人の席が決まっています" in caught.value.message
    assert "2人分が空くまで" in caught.value.message

    capacity.change_capacity(it, plans=[PoolPlan(*GENERAL, 1)], is_confirmed=True, by=officer)
    assert statuses(rows) == before
    registering.cancel(it, registration_id=rows[0].id, by=officer)
    assert statuses(rows)[3] == ("waiting", 1)


def test_a_released_pool_gives_its_unused_places_to_those_who_wait(officer: Actor) -> None:
    pools = {GENERAL: 1, (Attending.VENUE.value, SeatPool.RESERVED.value): 3}
    it = event(pools=pools)
    guest = registered(it, 1, seat_class=SeatPool.RESERVED)
    rows = [registered(it) for _ in range(4)]
    reserved = next(pool for pool in it.pools if pool.kept_for == SeatPool.RESERVED)

    capacity.release_pool(it, pool_id=reserved.id, by=officer)

    assert [status for status, _ in statuses([guest, *rows])] == ["confirmed"] * 4 + ["waiting"]
    assert "released" in {line.cause for line in db.session.query(LedgerEntry)}
    with pytest.raises(errors.NothingToRelease):
        capacity.release_pool(it, pool_id=reserved.id, by=officer)


def test_pools_that_are_due_are_found(officer: Actor) -> None:
    it = event(pools={GENERAL: 1, (Attending.VENUE.value, SeatPool.MEMBERS.value): 1})
    plans = [PoolPlan(*GENERAL, 1), PoolPlan("venue", "members", 1, now() + timedelta(days=3))]
    capacity.change_capacity(it, plans=plans, by=officer)
    assert queries.due_releases() == []

    with dates.frozen(now() + timedelta(days=4)):
        assert [pool.kept_for for pool in queries.due_releases()] == ["members"]


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sizes=st.lists(st.integers(1, 3), min_size=1, max_size=6), steps=st.lists(st.integers(0, 9), max_size=4))
def test_whatever_the_capacity_becomes_nobody_loses_a_place_and_order_holds(
    officer: Actor, sizes: list[int], steps: list[int]
) -> None:
    it = event(capacity=3)
    rows = [registered(it, size) for size in sizes]
    for wanted in steps:
        before = [status for status, _ in statuses(rows)]
        try:
            capacity.change_capacity(it, plans=[PoolPlan(*GENERAL, wanted)], is_confirmed=True, by=officer)
        except NothingChanged:
            continue
        after = [status for status, _ in statuses(rows)]

        assert all(new == "confirmed" for old, new in zip(before, after, strict=True) if old == "confirmed")
        moved = [new != old for old, new in zip(before, after, strict=True) if old == "waiting"]
        assert moved == sorted(moved, reverse=True)
        held = sum(size for size, status in zip(sizes, after, strict=True) if status == "confirmed")
        assert held <= max(wanted, sum(s for s, old in zip(sizes, before, strict=True) if old == "confirmed"))


def test_a_correction_keeps_before_and_after_and_tells_only_when_asked(officer: Actor) -> None:
    it = event()
    registered(it)
    quiet = planning.edit(it, values={"fee": "500円"}, by=officer)
    told = planning.edit(it, values={"parking": "なし"}, message="駐車場がなくなりました。", tells=True, by=officer)

    assert quiet is not None
    assert told is not None
    assert (quiet.before, quiet.after) == ({"fee": ""}, {"fee": "500円"})
    assert (queries.told_count(quiet), queries.told_count(told)) == (0, 1)
    with pytest.raises(NothingChanged):
        planning.edit(it, values={"parking": "なし"}, by=officer)


def test_a_published_event_is_not_moved_by_an_edit(officer: Actor) -> None:
    it = event()
    start = it.starts_at

    planning.edit(it, values={"starts_at": start + timedelta(days=1), "fee": "500円"}, by=officer)

    assert db.session.get_one(Event, it.id).starts_at == start


def test_the_address_for_taking_part_is_in_no_history(officer: Actor) -> None:
    change = planning.edit(event(), values={"online_url": "https://example.jp/secret", "fee": "1円"}, by=officer)

    assert change is not None
    assert "online_url" not in change.after


def test_a_programme_is_a_tree_and_its_versions_stay(officer: Actor) -> None:
    it = event()
    programme.set_programme(it, lines=[ProgrammeLine("第1部", is_part=True), ProgrammeLine("講演")], by=officer)
    programme.set_programme(it, lines=[ProgrammeLine("全体交流会")], by=officer)

    assert [row.title for row in db.session.query(ProgrammeItem)] == ["全体交流会"]
    change = db.session.get_one(Event, it.id).changes[-1]
    assert change.before == {"programme": ["第1部", "講演"]}


@pytest.mark.parametrize("template", ["event_postponed", "event_cancelled", "event_rescheduled", "event_corrected"])
def test_every_letter_reads_as_one(officer: Actor, template: str) -> None:
    it = event()
    registered(it)
    acts: dict[str, Any] = {
        "event_postponed": lambda: moving.postpone(it, message="会場の都合です。", by=officer),
        "event_cancelled": lambda: moving.cancel(it, message="会場の都合です。", by=officer),
        "event_rescheduled": lambda: moving.reschedule(
            it, values={"venue": "別館"}, message="会場の都合です。", by=officer
        ),
        "event_corrected": lambda: planning.edit(
            it, values={"fee": "1円"}, message="会場の都合です。", tells=True, by=officer
        ),
    }
    acts[template]()

    message = db.session.query(OutboxMessage).filter_by(template=template).one()
    subject, body = render(message.template, message.recipient_name, message.context)
    assert "見本セミナー" in subject
    assert "会場の都合です。" in body
    assert "None" not in body
    assert "\n\n\n" not in body
    assert db.session.query(ContactTask).count() == 0


def test_every_act_leaves_its_entry_in_the_audit_log(officer: Actor) -> None:
    it = planning.create(None, values=values(), pools=[PoolPlan(*GENERAL, 5)], by=officer)
    planning.publish(it, by=officer)
    moving.postpone(it, message="延期します。", by=officer)
    moving.cancel(it, message="中止します。", by=officer)

    assert [entry.action for entry in db.session.query(AuditEntry).order_by(AuditEntry.id)] == [
        "event.create",
        "event.publish",
        "event.postpone",
        "event.cancel",
    ]


def test_what_has_been_held_is_neither_moved_nor_called_off(officer: Actor) -> None:
    it = event()
    start = it.starts_at + timedelta(days=60)

    with dates.frozen(it.ends_at):
        with pytest.raises(errors.EventOver):
            moving.cancel(it, message="中止します。", by=officer)
        with pytest.raises(errors.EventOver):
            moving.reschedule(it, values={"starts_at": start, "ends_at": start + timedelta(hours=1)}, by=officer)


def test_a_postponed_event_stays_among_those_to_come_until_its_day_is_known(officer: Actor) -> None:
    it = event()
    moving.postpone(it, message="延期します。", by=officer)

    with dates.frozen(it.ends_at + timedelta(days=30)):
        assert [row.id for row in queries.events(queries.EventSearch(when="coming"))] == [it.id]
        assert queries.events(queries.EventSearch(when="past")) == []
        moving.reschedule(
            it, values={"starts_at": now() + timedelta(days=5), "ends_at": now() + timedelta(days=6)}, by=officer
        )
    assert db.session.get_one(Event, it.id).status == EventStatus.PUBLISHED
