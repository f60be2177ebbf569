"""The sample's events, planned and filled through the application's own operations at their own time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from platform_app import dates
from platform_app.actor import Actor, system
from platform_app.events.models import Event
from platform_app.events.operations import moving, planning, programme, registering
from platform_app.events.operations.planning import PoolPlan
from platform_app.events.operations.registering import Sheet
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.rendering import render
from platform_app.operation import operation
from platform_app.sample import event_days
from platform_app.sample.event_coming import announce
from platform_app.sample.event_people import People, sender
from platform_app.sample.event_plans import PLAIN, columns, instant, lines, plan
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import Attending, EventFormat, SeatPool

#: In the order of their announcement.
PAST = ("municipal", "ceremony", "exchange", "first_seminar", "second_seminar")


def load_events(sample: dict[str, Any], *, officer: Actor) -> None:
    """Plan, move, fill and hold every event of the sample; letters of the past count as sent."""
    people = People(sample["names"])
    for name in PAST:
        _past(sample, sample[name], people, officer)
    for case in sample["coming"]:
        announce(sample, case, people, officer)
    settle_letters(None, by=system())


def _past(sample: dict[str, Any], case: dict[str, Any], people: People, officer: Actor) -> None:
    """Hold one event of the past at its own time."""
    values = columns(sample, case) | {"starts_at": instant(case["starts"]), "ends_at": instant(case["ends"])}
    values["is_tentative"] = "moved" in case
    values["closes_at"] = instant(case["closes"]) if "closes" in case else None
    way = Attending.ONLINE if values["format"] == EventFormat.ONLINE else Attending.VENUE
    pools = [PoolPlan(way.value, SeatPool.GENERAL.value, case["capacity"])] if "capacity" in case else []
    published = instant(case["published"])
    with dates.frozen(published):
        event = plan(case, values, pools)
    if "moved" in case:
        published = instant(case["moved"]["at"])
        _move(event, case, published)
    for number, sheet in enumerate(_sheets(case, people, way.value)):
        with dates.frozen(published + timedelta(hours=3, minutes=47 * number)):
            registering.register(event, sheet=sheet, by=sender(sheet, officer))
    if case.get("is_cancelled_by_one"):
        event_days.cancel_on_the_eve(event, people, officer)
    event_days.settle(event, case, people, officer)


def _move(event: Event, case: dict[str, Any], at: datetime) -> None:
    """Settle the day of what was announced for some time of the year, and say anew what it is about."""
    moved = case["moved"]
    with dates.frozen(at):
        values = {
            "starts_at": instant(moved["starts"]),
            "ends_at": instant(moved["ends"]),
            "closes_at": instant(moved["closes"]),
            "is_tentative": False,
            "time_note": "",
        }
        moving.reschedule(event, values=values, message=moved["message"], by=system())
        told = {key: value for key, value in case["new"].items() if key in PLAIN}
        planning.edit(event, values=told, message="テーマと内容が変わりました。", by=system())
        programme.set_programme(event, lines=lines(case["new"]["programme"]), by=system())


def _sheets(case: dict[str, Any], people: People, attending: str) -> Iterator[Sheet]:
    """Yield the sheets that came before the day; who walks in is not among them."""
    wanted = case.get("people", 0)
    if "municipalities" in case:
        return people.from_municipalities(wanted, case["municipalities"], attending)
    return people.from_organisations(wanted - case.get("day", {}).get("walk_in", 0))


@operation(Action.LOAD_SAMPLE_EVENTS)
def settle_letters(sample: None, *, by: Actor) -> None:
    """Count the letters about the sample's registrations as sent at their own time, and the old calls as made.

    Else a fresh sample would begin by sending hundreds of mails about what is long past.
    """
    del sample, by
    for message in db.session.scalars(_about_events(OutboxMessage)):
        message.subject, message.body = render(message.template, message.recipient_name, message.context)
        message.sent_at, message.attempts = message.created_at, 1
    for task in db.session.scalars(_about_events(ContactTask)):
        if task.created_at < dates.now() - timedelta(days=60):
            task.done_at, task.method = task.created_at, "phone"


def _about_events(table: Any) -> Any:
    return select(table).where(table.occasion.like("registration:%")).order_by(table.id)
