"""Who takes part in the sample's events: made-up people of made-up organisations, and their sheets."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from typing import Any

from platform_app import dates
from platform_app.actor import Actor, visitor
from platform_app.events.operations.registering import Person, Sheet
from platform_app.members.models import MemberRecord
from platform_app.members.queries import Search, page_as_of
from platform_app.paging import Page
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import Attending, SeatPool

#: Every so many registrations come by telephone, without an e-mail address.
BY_PHONE = 7
#: Places of the large event that is still to come, and how many people want one.
SEATS, MEMBER_SEATS, ONLINE_SEATS, WAITING, ONLINE = 110, 10, 60, 9, 8


@dataclass
class People:
    """Gives out made-up people, nobody twice; ``names`` is the sample's stock of names."""

    names: dict[str, list[str]]
    numbers: Iterator[int] = field(default_factory=count)
    sheets: Iterator[int] = field(default_factory=lambda: count(1))

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

    def sheet(self, size: int, organisation: str, kind: str, *, department: str = "", **more: Any) -> Sheet:
        """Return a sheet for so many people of an organisation."""
        people, number = [self.person(department) for _ in range(size)], next(self.sheets)
        by_phone = number % BY_PHONE == 0
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

    def organisations(self) -> list[tuple[str, str]]:
        """Return made-up organisations with their kinds, as many as are asked for: each name in several places."""
        bases = [line.rsplit(" ", 1) for line in self.names["organisations"]]
        towns = ["", "（北支部）", "（南支部）", "（西支部）", "（東支部）"]
        return [(name + town, kind) for town in towns for name, kind in bases]

    def from_organisations(self, wanted: int, *, first: int = 0) -> Iterator[Sheet]:
        """Yield sheets for so many people: two from each third organisation, one from the others."""
        places, number = self.organisations(), first
        while wanted > 0:
            size = min(2 if number % 3 == 0 else 1, wanted)
            yield self.sheet(size, *places[number % len(places)])
            wanted, number = wanted - size, number + 1

    def from_municipalities(self, wanted: int, municipalities: int, attending: str) -> Iterator[Sheet]:
        """Yield a sheet for each of so many municipalities, with one or two people, so many in all."""
        names = self.names["municipalities"][:municipalities]
        for number, name in enumerate(names):
            department = self.names["departments"][number % 3]
            size = 2 if number < wanted - len(names) else 1
            yield self.sheet(size, f"見本県{name}", "municipality", attending=attending, department=department)

    def for_large_event(self) -> Iterator[Sheet]:
        """Yield members, then the public until every place is taken, then those who wait, then some online."""
        members = page_as_of(dates.today(), Search(), Page(MEMBER_SEATS, size=MEMBER_SEATS))
        for record in members:
            yield self._of_member(record)
        left, places = SEATS + MEMBER_SEATS - len(members), self.organisations()
        for turn in count():
            size = min(1 + turn % 2, left)
            if not size:
                break
            yield self.sheet(size, *places[turn % len(places)])
            left -= size
        for turn in range(WAITING + 1):
            yield self.sheet(1, f"見本の会{turn + 1}", "voluntary")
        for turn in range(ONLINE):
            yield self.sheet(1, f"見本オンライン会{turn + 1}", "npo", attending=Attending.ONLINE.value)

    def _of_member(self, record: MemberRecord) -> Sheet:
        return self.sheet(1, record.name, record.kind, seat_class=SeatPool.MEMBERS.value, member_id=record.member_id)


def sender(sheet: Sheet, officer: Actor) -> Actor:
    """The office types in what comes by telephone."""
    return officer if sheet.channel == Channel.PHONE else visitor()
