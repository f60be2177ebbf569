"""The sample's events, planned and filled through the application's own operations at their own time."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from platform_app import dates
from platform_app.actor import Actor, system, visitor
from platform_app.dates import TOKYO
from platform_app.events.models import Event, Registration
from platform_app.events.operations import moving, planning, programme, registering
from platform_app.events.operations.planning import PoolPlan
from platform_app.events.operations.programme import ProgrammeLine
from platform_app.events.operations.registering import Person, Sheet
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.rendering import render
from platform_app.members.models import MemberRecord
from platform_app.members.queries import Search, page_as_of
from platform_app.operation import operation
from platform_app.paging import Page
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import Attending, EventFormat, SeatPool
from platform_app.working_days import is_working_day

#: Columns of an event that the sample states as they are stored.
PLAIN = (
    "kind", "title", "subtitle", "summary", "description", "series_number", "time_note", "venue", "municipality",
    "address", "access", "parking", "format", "online_tool", "online_url", "audience", "target_note",
    "accommodations", "accommodation_note", "childcare", "per_organisation", "remarks",
)  # fmt: skip
#: When the coming event starts, and when its registration closes.
START, CLOSING = time(13, 30), time(17)
#: Every so many registrations come by telephone, without an e-mail address.
BY_PHONE = 7
#: Places of the event that is still to come, and how many people want one.
SEATS, MEMBER_SEATS, ONLINE_SEATS, WAITING, ONLINE = 110, 10, 60, 9, 8


@dataclass
class People:
    """Gives out made-up people, nobody twice."""

    names: dict[str, list[str]]
    numbers: Iterator[int] = field(default_factory=count)

    def person(self, department: str = "") -> Person:
        """Return the next person."""
        n = next(self.numbers)
        families, givens = self.names["families"], self.names["givens"]
        family, given = families[n % len(families)].split(), givens[(n + n // len(families)) % len(givens)].split()
        return Person(
            name=f"{family[0]}　{given[0]}",
            kana=f"{family[1]}　{given[1]}",
            department=department,
            is_listed=n % 9 != 0,
            is_photographed=n % 5 != 0,
            needs=("wheelchair",) if n % 37 == 0 else ("captions",) if n % 41 == 0 else (),
        )

    def sheet(self, number: int, size: int, organisation: str, kind: str, **more: Any) -> Sheet:
        """Return a sheet for so many people of an organisation."""
        people = [self.person(more.get("department", "")) for _ in range(size)]
        by_phone = number % BY_PHONE == BY_PHONE - 1
        more.pop("department", None)
        values: dict[str, Any] = {
            "people": people,
            "attending": Attending.VENUE.value,
            "organisation": organisation,
            "organisation_kind": kind,
            "contact_name": people[0].name,
            "email": "" if by_phone else f"sanka{number}@example.jp",
            "phone": f"088-000-{number % 10000:04}",
            "channel": Channel.PHONE if by_phone else Channel.WEB,
        }
        return Sheet(**{**values, **more})


def load_events(sample: dict[str, Any], *, officer: Actor) -> None:
    """Plan, move and fill every event of the sample; letters of the past count as sent."""
    people = People(sample["names"])
    for name in ("municipal", "ceremony", "exchange", "first_seminar", "second_seminar"):
        _past(sample, name, people, officer)
    _coming(sample, people, officer)
    settle_letters(None, by=system())


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def _columns(sample: dict[str, Any], case: dict[str, Any]) -> dict[str, Any]:
    """Return the columns of an event from its entry in the sample."""
    place = sample["places"].get(case.get("place"), {})
    found = {key: value for key, value in {**place, **case}.items() if key in PLAIN}
    found.setdefault("format", EventFormat.VENUE.value)
    found.setdefault("remarks", sample["made_up"])
    found["organisers"] = [{"role": "host", "name": case.get("host", sample["host"])}]
    desk = {"purpose": "参加の申込み", "name": "徳島県国保・地域共生課", "phone": "088-621-2179"}
    found["contacts"] = [case.get("contact", desk)]
    return found


def _past(sample: dict[str, Any], name: str, people: People, officer: Actor) -> None:
    """Hold one event of the past at its own time."""
    case = sample[name]
    values = _columns(sample, case) | {"starts_at": _instant(case["starts"]), "ends_at": _instant(case["ends"])}
    values["is_tentative"] = "moved" in case
    values["closes_at"] = _instant(case["closes"]) if "closes" in case else None
    way = Attending.ONLINE if values["format"] == EventFormat.ONLINE else Attending.VENUE
    pools = [PoolPlan(way.value, SeatPool.GENERAL.value, case["capacity"])] if "capacity" in case else []
    published = _instant(case["published"])
    with dates.frozen(published):
        event = _planned(case, values, pools)
    if "moved" in case:
        published = _instant(case["moved"]["at"])
        _move(event, case, published)
    for number, sheet in enumerate(_sheets(sample, case, people, way.value)):
        with dates.frozen(published + timedelta(hours=3, minutes=47 * number)):
            registering.register(event, sheet=sheet, by=_sender(sheet, officer))


def _planned(case: dict[str, Any], values: dict[str, Any], pools: list[PoolPlan]) -> Event:
    event = planning.create(None, values=values, pools=pools, series=case.get("series", ""), by=system())
    programme.set_programme(event, lines=_lines(case["programme"]), by=system())
    planning.publish(event, by=system())
    return event


def _lines(rows: list[dict[str, Any]]) -> list[ProgrammeLine]:
    return [
        ProgrammeLine(
            title=row["title"],
            is_part=row.get("part", False),
            starts=row.get("starts", ""),
            minutes=row.get("minutes"),
            detail=row.get("detail", ""),
            presenters=[{"name": "", "organisation": "", "post": "", **person} for person in row.get("presenters", [])],
        )
        for row in rows
    ]


def _move(event: Event, case: dict[str, Any], at: datetime) -> None:
    """Settle the day of what was announced for some time of the year, and say anew what it is about."""
    moved = case["moved"]
    with dates.frozen(at):
        values = {
            "starts_at": _instant(moved["starts"]),
            "ends_at": _instant(moved["ends"]),
            "closes_at": _instant(moved["closes"]),
            "is_tentative": False,
            "time_note": "",
        }
        moving.reschedule(event, values=values, message=moved["message"], by=system())
        told = {key: value for key, value in case["new"].items() if key in PLAIN}
        planning.edit(event, values=told, message="テーマと内容が変わりました。", by=system())
        programme.set_programme(event, lines=_lines(case["new"]["programme"]), by=system())


def _sheets(sample: dict[str, Any], case: dict[str, Any], people: People, attending: str) -> Iterator[Sheet]:
    """Yield the sheets of a past event: one or two people from each organisation, so many in all."""
    wanted = case.get("people", 0)
    count_of = case.get("municipalities", 0)
    places = _municipalities(sample) if count_of else _organisations(sample)
    double = wanted - count_of if count_of else wanted // 3
    number = 0
    while wanted > 0:
        name, kind = places[number % len(places)]
        size = min(2 if number < double else 1, wanted)
        department = sample["names"]["departments"][number % 3] if count_of else ""
        yield people.sheet(number, size, name, kind, attending=attending, department=department)
        wanted, number = wanted - size, number + 1


def _organisations(sample: dict[str, Any]) -> list[tuple[str, str]]:
    """Return made-up organisations, as many as are asked for: each name in several places."""
    bases = [line.rsplit(" ", 1) for line in sample["names"]["organisations"]]
    towns = ["", "（北支部）", "（南支部）", "（西支部）", "（東支部）"]
    return [(name + town, kind) for town in towns for name, kind in bases]


def _municipalities(sample: dict[str, Any]) -> list[tuple[str, str]]:
    return [(f"見本県{name}", "municipality") for name in sample["names"]["municipalities"]]


def _sender(sheet: Sheet, officer: Actor) -> Actor:
    """The office types in what comes by telephone."""
    return officer if sheet.channel == Channel.PHONE else visitor()


def _coming(sample: dict[str, Any], people: People, officer: Actor) -> None:
    """Announce the event that is still to come, fill it, and let some wait."""
    case, day = sample["coming"], dates.today() + timedelta(days=sample["coming"]["in_days"])
    while not is_working_day(day):
        day += timedelta(days=1)
    start, closes_on = datetime.combine(day, START, TOKYO), day - timedelta(days=3)
    while not is_working_day(closes_on):
        closes_on -= timedelta(days=1)
    values = _columns(sample, case) | {
        "starts_at": start,
        "ends_at": start + timedelta(hours=case["hours"]),
        "reception_at": start - timedelta(minutes=30),
        "closes_at": datetime.combine(closes_on, CLOSING, TOKYO),
        "freeze_at": (start - timedelta(days=1)).replace(hour=12, minute=0),
    }
    pools = [
        PoolPlan(Attending.VENUE.value, SeatPool.GENERAL.value, SEATS),
        PoolPlan(Attending.VENUE.value, SeatPool.MEMBERS.value, MEMBER_SEATS, start - timedelta(days=7)),
        PoolPlan(Attending.ONLINE.value, SeatPool.GENERAL.value, ONLINE_SEATS),
    ]
    published = dates.now() - timedelta(days=16)
    with dates.frozen(published):
        event = _planned(case, values, pools)
    taken = []
    for number, sheet in enumerate(_coming_sheets(sample, people)):
        with dates.frozen(published + timedelta(hours=1, minutes=83 * number)):
            taken.append(registering.register(event, sheet=sheet, by=_sender(sheet, officer)))
    with dates.frozen(dates.now() - timedelta(hours=20)):
        _give_up(event, taken[20])


def _give_up(event: Event, registration: Registration) -> None:
    """One registration is cancelled, and the first who waits moves up."""
    registering.cancel(event, registration_id=registration.id, by=visitor().for_registration(registration.id))


def _coming_sheets(sample: dict[str, Any], people: People) -> Iterator[Sheet]:
    """Yield members, then the public until every place is taken, then those who wait, then some online."""
    numbers = count(100)
    members = page_as_of(dates.today(), Search(), Page(MEMBER_SEATS, size=MEMBER_SEATS))
    for record in members:
        yield _member_sheet(people, next(numbers), record)
    left, places = SEATS + MEMBER_SEATS - len(members), _organisations(sample)
    for turn in count():
        size = min(1 + turn % 2, left)
        if not size:
            break
        yield people.sheet(next(numbers), size, *places[turn % len(places)])
        left -= size
    for turn in range(WAITING + 1):
        yield people.sheet(next(numbers), 1, f"見本の会{turn + 1}", "voluntary")
    for turn in range(ONLINE):
        yield people.sheet(next(numbers), 1, f"見本オンライン会{turn + 1}", "npo", attending=Attending.ONLINE.value)


def _member_sheet(people: People, number: int, record: MemberRecord) -> Sheet:
    return people.sheet(
        number, 1, record.name, record.kind, seat_class=SeatPool.MEMBERS.value, member_id=record.member_id
    )


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
