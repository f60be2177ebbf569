"""The day: taps count once in whatever order they come, and every number comes from one place."""

from datetime import timedelta
from itertools import permutations
from typing import Any

import pytest
from flask import Flask

from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.events import attendance_queries as queries
from platform_app.events import roll_queries
from platform_app.events.day_models import Attendance
from platform_app.events.errors import EventFull, NotConfirmed, NotTheDay
from platform_app.events.models import Event
from platform_app.events.operations import attending, registering
from platform_app.events.operations.taps import Tap
from platform_app.events.registration_models import Registration
from platform_app.events.roll_queries import Roll
from platform_app.extensions import db, writer
from platform_app.paging import Page
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import UNDONE, AttendanceMark, Attending, SeatPool
from tests import factories
from tests.events.builders import event, person, registered, sheet


def today_event(capacity: int | None = 10, **more: Any) -> Event:
    """An event whose registration is open now and which starts within the minute."""
    start = now() + timedelta(seconds=40)
    hours = {"reception_at": now(), "starts_at": start, "ends_at": start + timedelta(hours=2)}
    return event(capacity, **{**hours, **more})


def begun(row: Event) -> Event:
    """Let the event begin."""
    row = db.session.get_one(Event, row.id)
    with writer():
        row.starts_at = now() - timedelta(minutes=5)
        db.session.commit()
    return row


def person_of(row: Registration, at: int = 0) -> int:
    return row.participants[at].id


def mark_of(person_id: int) -> Attendance | None:
    return db.session.query(Attendance).filter_by(participant_id=person_id).one_or_none()


def test_a_tap_counts_once_however_often_it_is_sent(app: Flask) -> None:
    it, by = today_event(), factories.actor(Role.OFFICER)
    someone = person_of(registered(it))
    tap = Tap(someone, AttendanceMark.PRESENT.value, tap_id="a" * 20)

    first = attending.check_in(it, tap=tap, by=by)
    arrived = first.arrived_at if first else None
    attending.check_in(it, tap=Tap(someone, AttendanceMark.ABSENT.value, tap_id="a" * 20), by=by)

    row = mark_of(someone)
    assert row is not None
    assert (row.mark, row.arrived_at) == ("present", arrived)


def test_what_stands_does_not_depend_on_the_order_in_which_taps_arrive(app: Flask) -> None:
    it, by = today_event(), factories.actor(Role.OFFICER)
    hours = [now() - timedelta(minutes=n) for n in (30, 20, 10)]
    marks = ["present", UNDONE, "late"]
    people = [person_of(registered(it)) for _ in range(6)]
    results = set()
    for someone, order in zip(people, permutations(range(3)), strict=True):
        for at in order:
            attending.check_in(it, tap=Tap(someone, marks[at], tap_id=f"{someone}-{at}-tap", at=hours[at]), by=by)
        row = mark_of(someone)
        assert row is not None
        results.add((row.mark, row.arrived_at, row.left_at))

    assert results == {("late", hours[2], None)}


def test_leaving_early_keeps_the_hour_of_coming_and_absence_has_none(app: Flask) -> None:
    it, by = today_event(), factories.actor(Role.OFFICER)
    someone = person_of(registered(it))
    for mark in ("present", "left_early"):
        attending.check_in(it, tap=Tap(someone, mark), by=by)
    row = mark_of(someone)
    assert row is not None
    assert row.arrived_at is not None
    assert row.left_at is not None

    attending.check_in(it, tap=Tap(someone, "absent", note="電話あり"), by=by)
    row = mark_of(someone)
    assert row is not None
    assert (row.mark, row.arrived_at, row.left_at, row.note) == ("absent", None, None, "電話あり")


def test_nobody_without_a_place_is_marked_and_nobody_before_the_day(app: Flask) -> None:
    it, by = today_event(1), factories.actor(Role.OFFICER)
    registered(it)
    waits = registered(it)
    with pytest.raises(NotConfirmed):
        attending.check_in(it, tap=Tap(person_of(waits), "present"), by=by)
    with pytest.raises(NotFound):
        attending.check_in(it, tap=Tap(person_of(registered(today_event())), "present"), by=by)
    later = event(3)
    with pytest.raises(NotTheDay):
        attending.check_in(later, tap=Tap(person_of(registered(later)), "present"), by=by)
    attending.check_in(later, tap=Tap(person_of(registered(later)), "absent", note="電話"), by=by)


def test_at_the_door_only_a_free_place_is_given_and_never_before_the_list_has_stopped(app: Flask) -> None:
    it, by = today_event(2), factories.actor(Role.OFFICER)
    first, waits = registered(it, 2), registered(it)
    with pytest.raises(EventFull):
        attending.walk_in(it, sheet=sheet(), by=by)
    assert db.session.query(Registration).count() == 2
    with pytest.raises(EventFull):
        attending.seat_at_door(it, registration_id=waits.id, by=by)

    it = begun(it)
    with pytest.raises(EventFull):
        attending.seat_at_door(it, registration_id=waits.id, by=by)
    registering.reduce(it, registration_id=first.id, participant_ids=[person_of(first)], by=by)
    assert attending.seat_at_door(it, registration_id=waits.id, by=by).status == "confirmed"
    with pytest.raises(EventFull):
        attending.walk_in(it, sheet=sheet(), by=by)


def test_somebody_at_the_door_is_registered_once_and_present(app: Flask) -> None:
    it, by = today_event(5), factories.actor(Role.OFFICER)
    once = sheet()
    rows = {attending.walk_in(it, sheet=once, by=by).id for _ in range(2)}

    assert len(rows) == 1
    counted = queries.counts(it)
    assert (counted.walk_ins, counted.total.attended.people) == (1, 1)


def test_the_paper_sheet_writes_differences_only_and_keeps_known_hours(app: Flask) -> None:
    it, by = today_event(), factories.actor(Role.OFFICER)
    one, two, three = (person_of(registered(it)) for _ in range(3))
    attending.check_in(it, tap=Tap(one, "present"), by=by)
    before = mark_of(one)
    arrived = before.arrived_at if before else None

    assert attending.key_sheet(it, marks={one: "present", two: "present", three: ""}, by=by) == 1
    assert attending.key_sheet(it, marks={one: "late"}, by=by) == 1

    late, typed = mark_of(one), mark_of(two)
    assert late is not None
    assert typed is not None
    assert (late.mark, late.arrived_at) == ("late", arrived)
    assert (typed.mark, typed.arrived_at, typed.source) == ("present", None, "paper")
    assert mark_of(three) is None


def test_every_cut_adds_up_to_the_same_whole(app: Flask) -> None:
    pools = {(Attending.VENUE, SeatPool.GENERAL): 20, (Attending.ONLINE, SeatPool.GENERAL): 20}
    it, by = today_event(pools=pools), factories.actor(Role.OFFICER)
    member = factories.member()
    city = registered(it, 2, organisation="見本市", organisation_kind="municipality", municipality="362018")
    registered(
        it, 1, organisation="見本市", organisation_kind="municipality", municipality="362018", attending="online"
    )
    registered(it, 1, member_id=member.id, seat_class=SeatPool.MEMBERS)
    registered(it, 1, organisation="")
    attending.check_in(it, tap=Tap(person_of(city), "present"), by=by)

    counted = queries.counts(it)

    assert counted.total.expected.figures == (5, 2, 1)
    assert counted.total.attended.figures == (1, 1, 1)
    assert counted.by_place["362018"].expected.figures == (4, 2, 1)  # the member has its seat there, too
    for cuts in (counted.by_kind, counted.by_place, counted.by_class, counted.by_attending):
        assert sum(cut.expected.people for cut in cuts.values()) == 5
        assert sum(cut.attended.people for cut in cuts.values()) == 1
    assert sum(counted.by_mark.values()) == 5
    assert roll_queries.roll_count(it.id, Roll(mark=UNDONE)) == counted.by_mark[UNDONE]


def test_a_person_is_found_by_initial_reading_organisation_and_number(app: Flask) -> None:
    it = today_event()
    people = [person(name="渡辺花子", kana="ワタナベハナコ"), person(name="阿波太郎", kana="アワタロウ")]
    row = registering.register(
        it, sheet=sheet(people=people, organisation="NPO法人見本"), by=factories.actor(Role.OFFICER)
    )
    registered(it)

    def found(**roll: str) -> list[str]:
        lines = roll_queries.roll_page(it.id, Roll(**roll), Page(9))
        assert roll_queries.roll_count(it.id, Roll(**roll)) == len(lines)
        return [line.person.name for line in lines]

    assert found(initial="ワ") == ["渡辺花子"]
    assert found(words="わたなべ") == ["渡辺花子"]
    assert found(words="渡辺") == ["渡辺花子"]
    assert found(words="見本", initial="ア") == ["阿波太郎"]
    assert set(found(words=row.number.lower().replace("-", ""))) == {"渡辺花子", "阿波太郎"}
