"""What is typed to take part, and the rows that are made of it."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from platform_app import folding
from platform_app.actor import Actor
from platform_app.applications.secrets import hash_secret
from platform_app.counters import next_number
from platform_app.dates import fiscal_year, now, to_tokyo
from platform_app.events import registration_queries as queries
from platform_app.events.errors import AlreadyRegistered
from platform_app.events.models import Event
from platform_app.events.registration_models import AccommodationNeed, Participant, Registration
from platform_app.events.secrets import registration_secret
from platform_app.extensions import db
from platform_app.numbering import new_secret, receipt_number
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import RegistrationStatus, SeatPool


@dataclass(frozen=True)
class Person:
    """One participant as typed; ``needs`` and ``need_detail`` are kept apart from the rest."""

    name: str
    kana: str = ""
    department: str = ""
    title: str = ""
    email: str = ""
    is_listed: bool = False
    is_photographed: bool = False
    joins_social: bool = False
    needs: Sequence[str] = ()
    need_detail: str = ""


@dataclass(frozen=True)
class Sheet:
    """One 参加申込書: an organisation (or nobody's) and its participants.

    ``arrived_at`` is set for what came by FAX, post or telephone; None is now.
    ``is_confirmed`` says that somebody who looks like a person already registered
    is another one.
    """

    people: Sequence[Person]
    attending: str
    seat_class: str = SeatPool.PUBLIC
    member_id: int | None = None
    organisation: str = ""
    organisation_kind: str = ""
    municipality: str = ""
    contact_name: str = ""
    email: str = ""
    phone: str = ""
    question: str = ""
    memo: str = ""
    channel: Channel = Channel.WEB
    arrived_at: datetime | None = None
    is_confirmed: bool = False
    submission_token: str = field(default_factory=new_secret)


def record(event: Event, sheet: Sheet, by: Actor) -> Registration:
    """Make the registration and its people, as yet without a place and unflushed. Raises AlreadyRegistered."""
    moment = now()
    year = fiscal_year(to_tokyo(moment).date())
    registration = Registration(
        event_id=event.id,
        number=receipt_number("event", year, next_number(f"registration:{year}")),
        token_hash=hash_secret(registration_secret(event.id, sheet.submission_token)),
        submission_token=sheet.submission_token,
        status=RegistrationStatus.PENDING.value,
        attending=sheet.attending,
        seat_class=str(sheet.seat_class),
        member_id=sheet.member_id,
        organisation=sheet.organisation,
        organisation_kind=sheet.organisation_kind,
        organisation_key=folding.name_key(sheet.organisation),
        municipality=sheet.municipality,
        contact_name=sheet.contact_name,
        email=sheet.email,
        phone=sheet.phone,
        phone_key=folding.digits_of(sheet.phone),
        question=sheet.question,
        memo=sheet.memo,
        channel=sheet.channel.value,
        arrived_at=sheet.arrived_at or moment,
        recorded_at=moment,
        entered_by_id=by.user_id if by.is_staff else None,
        has_conflict=False,
        version=0,
        participants=[],
    )
    registration.event = event
    add_people(registration, sheet.people, is_confirmed=sheet.is_confirmed)
    db.session.add(registration)
    return registration


def add_people(
    registration: Registration, people: Sequence[Person], *, is_confirmed: bool, replaces_id: int | None = None
) -> list[Participant]:
    """Add people to a registration, unflushed, with their needs.

    Raises AlreadyRegistered when one of them may be registered already and nobody said otherwise.
    """
    marks = _marks(registration, [_kana_key(person) for person in people], is_confirmed=is_confirmed)
    rows = [_row(registration, person, mark, replaces_id) for person, mark in zip(people, marks, strict=True)]
    db.session.add_all(rows)
    for row, person in zip(rows, people, strict=True):
        if person.needs or person.need_detail:
            needs = AccommodationNeed(event_id=row.event_id, needs=list(person.needs), detail=person.need_detail)
            needs.participant = row
            db.session.add(needs)
    return rows


def _kana_key(person: Person) -> str:
    return folding.search_key(person.kana or person.name)


def _marks(registration: Registration, keys: Sequence[str], *, is_confirmed: bool) -> list[str]:
    """Return the keys under which the database itself lets nobody stand twice.

    A key is the reading with the organisation or the telephone; whoever was said to be
    another person gets a mark behind it. Without organisation and telephone nobody
    can tell two people of one name apart: no key.
    """
    where = registration.organisation_key or registration.phone_key
    wanted = [f"{key}|{where}" if key and where else "" for key in keys]
    found = queries.of_reading(registration.event_id, keys)
    if (any(queries.is_twin(one, registration) for one in found) or len(set(keys)) < len(keys)) and not is_confirmed:
        raise AlreadyRegistered
    taken, marks = {one.person_key for one in found}, []
    for index, key in enumerate(wanted, start=len(registration.participants)):
        marks.append(f"{key}|{registration.number}.{index}" if key and key in taken else key)
        taken.add(key)
    return marks


def _row(registration: Registration, person: Person, mark: str, replaces_id: int | None) -> Participant:
    return Participant(
        registration=registration,
        event_id=registration.event_id,
        name=person.name,
        kana=person.kana,
        kana_key=_kana_key(person),
        person_key=mark,
        department=person.department,
        title=person.title,
        email=person.email,
        is_listed=person.is_listed,
        is_photographed=person.is_photographed,
        joins_social=person.joins_social,
        replaces_id=replaces_id,
        is_active=True,
    )


def put_needs(person: Participant, needs: Sequence[str], detail: str) -> None:
    """Keep the accommodations of one person apart; none leaves no row."""
    row = db.session.query(AccommodationNeed).filter_by(participant_id=person.id).one_or_none()
    if not needs and not detail:
        if row is not None:
            db.session.delete(row)
        return
    if row is None:
        row = AccommodationNeed(participant_id=person.id, event_id=person.event_id)
        db.session.add(row)
    row.needs, row.detail = list(needs), detail
