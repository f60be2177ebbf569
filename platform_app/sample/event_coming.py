"""The sample's events that are not over when it is loaded: made up altogether, on days counted from today."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

from platform_app import dates
from platform_app.actor import Actor, system, visitor
from platform_app.dates import TOKYO
from platform_app.events.models import Event
from platform_app.events.operations import moving, registering
from platform_app.events.operations.planning import PoolPlan
from platform_app.events.operations.registering import Sheet
from platform_app.sample.event_people import MEMBER_SEATS, ONLINE_SEATS, SEATS, People, sender
from platform_app.sample.event_plans import columns, plan
from platform_app.vocabulary.events import Attending, SeatPool
from platform_app.working_days import is_working_day

#: When they start, and when registration closes.
START, CLOSING = time(13, 30), time(17)
#: How long ago they were announced, and how long registration is open before the day.
ANNOUNCED, CLOSES_BEFORE = timedelta(days=16), timedelta(days=3)


def announce(sample: dict[str, Any], case: dict[str, Any], people: People, officer: Actor) -> None:
    """Announce an event and fill it; the large one has a waiting list, one is postponed."""
    day, is_large = _day(case["in_days"]), "people" not in case
    values = columns(sample, case) | _times(day, case["hours"])
    published = dates.now() - ANNOUNCED
    with dates.frozen(published):
        event = plan(case, values, _pools(case, values["starts_at"]))
    sheets = people.for_large_event() if is_large else people.from_organisations(case["people"], first=5)
    taken = list(_registered(event, sheets, published, officer))
    if is_large:
        # One of the first cancels, and the first who waits moves up.
        with dates.frozen(dates.now() - timedelta(hours=20)):
            registering.cancel(event, registration_id=taken[20], by=visitor().for_registration(taken[20]))
    if "postponed" in case:
        with dates.frozen(dates.now() - timedelta(days=2)):
            moving.postpone(event, message=case["postponed"], by=system())


def _registered(event: Event, sheets: Iterator[Sheet], published: datetime, officer: Actor) -> Iterator[int]:
    for number, sheet in enumerate(sheets):
        with dates.frozen(published + timedelta(hours=1, minutes=83 * number)):
            yield registering.register(event, sheet=sheet, by=sender(sheet, officer)).id


def _day(in_days: int) -> date:
    """Return the day: today stays today, another is moved on to a working day."""
    day = dates.today() + timedelta(days=in_days)
    while in_days and not is_working_day(day):
        day += timedelta(days=1)
    return day


def _times(day: date, hours: int) -> dict[str, datetime]:
    start, closes_on = datetime.combine(day, START, TOKYO), day - CLOSES_BEFORE
    while not is_working_day(closes_on):
        closes_on -= timedelta(days=1)
    return {
        "starts_at": start,
        "ends_at": start + timedelta(hours=hours),
        "reception_at": start - timedelta(minutes=30),
        "closes_at": datetime.combine(closes_on, CLOSING, TOKYO),
        "freeze_at": (start - timedelta(days=1)).replace(hour=12, minute=0),
    }


def _pools(case: dict[str, Any], start: datetime) -> list[PoolPlan]:
    if "capacity" in case:
        return [PoolPlan(Attending.VENUE.value, SeatPool.GENERAL.value, case["capacity"])]
    return [
        PoolPlan(Attending.VENUE.value, SeatPool.GENERAL.value, SEATS),
        PoolPlan(Attending.VENUE.value, SeatPool.MEMBERS.value, MEMBER_SEATS, start - timedelta(days=7)),
        PoolPlan(Attending.ONLINE.value, SeatPool.GENERAL.value, ONLINE_SEATS),
    ]
