"""Reading registrations: by number, by secret, in lists, and what a newcomer has to expect."""

from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import selectinload

from platform_app import folding
from platform_app.actor import Actor, may_see
from platform_app.errors import NotFound
from platform_app.events.models import Event, Pool
from platform_app.events.registration_models import AccommodationNeed, LedgerEntry, Participant, Registration
from platform_app.events.tallies import People, tally
from platform_app.extensions import db
from platform_app.numbering import ReceiptNumberNotUnderstood, parse_receipt_number
from platform_app.paging import Page
from platform_app.vocabulary.events import HOLDING, LIVE, RegistrationStatus, SeatPool

#: Digits of a telephone number by which a caller or a visitor is found.
LAST_DIGITS = 4
_HOLDING = [status.value for status in HOLDING]


def event(event_id: int, *, viewer: Actor) -> Event:
    """Return an event that the viewer may see. Raises NotFound."""
    found = db.session.get(Event, event_id)
    if found is None or not may_see(viewer, found):
        raise NotFound
    return found


def _with_people() -> Select[Registration]:
    return select(Registration).options(selectinload(Registration.participants), selectinload(Registration.event))


def registration(registration_id: int, *, viewer: Actor) -> Registration:
    """Return a registration that the viewer may see. Raises NotFound."""
    found = db.session.scalar(_with_people().where(Registration.id == registration_id))
    if found is None or not may_see(viewer, found):
        raise NotFound
    return found


def registration_of(event_id: int, registration_id: int, *, viewer: Actor) -> Registration:
    """Return a registration of one event. Raises NotFound for one of another event, too."""
    found = registration(registration_id, viewer=viewer)
    if found.event_id != event_id:
        raise NotFound
    return found


def numbered(text: str) -> Registration | None:
    """Return the registration with a receipt number typed in any spelling; whether one may see it is not asked."""
    try:
        number = parse_receipt_number(text)
    except ReceiptNumberNotUnderstood:
        return None
    return db.session.scalar(_with_people().where(Registration.number == number))


def by_token(token_hash: str) -> Registration | None:
    """Return the registration whose secret has this hash."""
    return db.session.scalar(_with_people().where(Registration.token_hash == token_hash))


def by_submission(event_id: int, token: str) -> Registration | None:
    """Return what one sending of one page has made, if it has."""
    return db.session.scalar(
        select(Registration).where(Registration.event_id == event_id, Registration.submission_token == token)
    )


def needs_of(registrations: Sequence[Registration]) -> dict[int, AccommodationNeed]:
    """Return the accommodations by participant; they are asked for apart from everything else."""
    keys = [person.id for one in registrations for person in one.participants]
    rows = db.session.scalars(select(AccommodationNeed).where(AccommodationNeed.participant_id.in_(keys)))
    return {row.participant_id: row for row in rows}


@dataclass(frozen=True)
class Reading:
    """Somebody registered under a reading: what tells people of one reading apart."""

    registration_id: int
    person_key: str
    phone_key: str
    organisation_key: str


def of_reading(event_id: int, kana_keys: Sequence[str]) -> list[Reading]:
    """Return who takes part in an event under one of these readings."""
    rows = db.session.execute(
        select(
            Participant.registration_id, Participant.person_key, Registration.phone_key, Registration.organisation_key
        )
        .join(Registration, Registration.id == Participant.registration_id)
        .where(
            Participant.event_id == event_id,
            Participant.is_active,
            Participant.kana_key.in_([key for key in kana_keys if key]),
        )
        .order_by(Participant.id)
    )
    return [Reading(*row) for row in rows]


class HasKeys(Protocol):
    """Whatever names an organisation and a telephone."""

    phone_key: str
    organisation_key: str


def is_twin(one: Reading, other: HasKeys) -> bool:
    """Whether somebody of the same reading may be the same person: one telephone, or one organisation."""
    return bool(
        (one.phone_key and one.phone_key == other.phone_key)
        or (one.organisation_key and one.organisation_key == other.organisation_key)
    )


def numbered_ids(keys: Sequence[int]) -> Sequence[Registration]:
    """Return registrations by their ids, in order."""
    return db.session.scalars(_with_people().where(Registration.id.in_(keys)).order_by(Registration.id)).all()


@dataclass(frozen=True)
class Outlook:
    """What is left of one pool: ``capacity`` and ``free`` are None without a limit; ``waiting`` counts people."""

    pool: Pool
    held: int
    waiting: int

    @property
    def free(self) -> int | None:
        """How many places are left for somebody who comes now, with nobody waiting."""
        return None if self.pool.capacity is None else max(self.pool.capacity - self.held, 0)


def outlook(it: Event) -> list[Outlook]:
    """Return what is left of every pool of an event, in order."""
    counted = tally(it.id).people
    return [
        Outlook(
            pool,
            sum(part.number for part in counted if part.pool_id == pool.id and part.status in _HOLDING),
            sum(
                part.number for part in counted if part.status == RegistrationStatus.WAITING and _waits_for(part, pool)
            ),
        )
        for pool in it.pools
    ]


def _waits_for(part: People, pool: Pool) -> bool:
    """Say whether people wait for a pool."""
    is_for_all = pool.kept_for == SeatPool.GENERAL or pool.released_at is not None
    return part.attending == pool.attending and (is_for_all or pool.kept_for == part.seat_class)


@dataclass(frozen=True)
class Search:
    """What a list of registrations is narrowed to; an empty value asks for nothing."""

    words: str = ""
    status: str = ""
    attending: str = ""
    channel: str = ""
    is_conflict: bool = False

    def __post_init__(self) -> None:
        """Leave out NUL, which no text of PostgreSQL holds and nobody looks for."""
        for name in ("words", "status", "attending", "channel"):
            object.__setattr__(self, name, getattr(self, name).replace("\0", ""))


def _narrowed(event_id: int, search: Search) -> Select[Registration]:
    statement = select(Registration).where(Registration.event_id == event_id)
    for column, value in (
        (Registration.status, search.status),
        (Registration.attending, search.attending),
        (Registration.channel, search.channel),
    ):
        if value:
            statement = statement.where(column == value)
    if search.is_conflict:
        statement = statement.where(Registration.has_conflict)
    return statement.where(_found(search.words)) if search.words.strip() else statement


def _found(words: str) -> ColumnElement[bool]:
    """Say that a registration fits: reading or name, organisation, number, or last digits of the telephone."""
    digits, key, name = folding.digits_of(words), folding.search_key(words), folding.name_key(words)
    person = Registration.participants.any(
        Participant.kana_key.startswith(key, autoescape=True) | Participant.name.contains(words, autoescape=True)
    )
    ways: list[ColumnElement[bool]] = [Registration.contact_name.contains(words, autoescape=True)]
    if key:
        ways.append(person)
    if name:
        ways.append(Registration.organisation_key.contains(name, autoescape=True))
    if len(digits) >= LAST_DIGITS and len(digits) == len(folding.fold_code(words).replace("-", "").replace(" ", "")):
        ways.append(Registration.phone_key.endswith(digits, autoescape=True))
    with suppress(ReceiptNumberNotUnderstood):
        ways.append(Registration.number == parse_receipt_number(words))
    return or_(*ways)


def count(event_id: int, search: Search) -> int:
    """Count the registrations of a list."""
    if search.words.strip():
        return db.session.scalar(select(func.count()).select_from(_narrowed(event_id, search).subquery())) or 0
    return sum(
        part.number
        for part in tally(event_id).sheets
        if search.status in {"", part.status}
        and search.attending in {"", part.attending}
        and search.channel in {"", part.channel}
        and (part.has_conflict or not search.is_conflict)
    )


def page_of(event_id: int, search: Search, page: Page) -> Sequence[Registration]:
    """Return one page of a list, in order of arrival."""
    return db.session.scalars(
        _narrowed(event_id, search)
        .options(selectinload(Registration.participants), selectinload(Registration.event))
        .order_by(Registration.arrived_at, Registration.id)
        .limit(page.size)
        .offset(page.offset)
    ).all()


def status_counts(event_id: int) -> dict[str, int]:
    """Count the registrations by status."""
    counted: Counter[str] = Counter()
    for part in tally(event_id).sheets:
        counted[part.status] += part.number
    return dict(counted)


def selected(event_id: int, statuses: Sequence[str], attending: str = "") -> Sequence[Registration]:
    """Return the registrations of some states, and of one way of attending if it is named, in order of arrival."""
    statement = _with_people().where(Registration.event_id == event_id, Registration.status.in_(statuses))
    if attending:
        statement = statement.where(Registration.attending == attending)
    return db.session.scalars(statement.order_by(Registration.arrived_at, Registration.id)).all()


def ledger(event_id: int, page: Page, registration_id: int | None = None) -> Sequence[tuple[LedgerEntry, str]]:
    """Return lines of the waiting-list ledger with the receipt number, newest first."""
    statement = (
        select(LedgerEntry, Registration.number)
        .join(Registration, Registration.id == LedgerEntry.registration_id)
        .where(LedgerEntry.event_id == event_id)
    )
    if registration_id is not None:
        statement = statement.where(LedgerEntry.registration_id == registration_id)
    rows = db.session.execute(statement.order_by(LedgerEntry.id.desc()).limit(page.size).offset(page.offset))
    return [(line, number) for line, number in rows]


def ledger_count(event_id: int) -> int:
    """Count the lines of the ledger."""
    return db.session.scalar(select(func.count()).where(LedgerEntry.event_id == event_id)) or 0


def rivals_of(one: Registration) -> Sequence[Registration]:
    """Return who holds a place though they arrived after a registration, the latest first."""
    return db.session.scalars(
        _with_people()
        .where(
            Registration.event_id == one.event_id,
            Registration.attending == one.attending,
            Registration.status.in_(_HOLDING),
            Registration.arrived_at > one.arrived_at,
        )
        .order_by(Registration.arrived_at.desc(), Registration.id.desc())
    ).all()


def with_overdue_offers(at: datetime) -> Sequence[int]:
    """Return the events that have offers whose time has passed."""
    return db.session.scalars(
        select(Registration.event_id)
        .where(Registration.status == RegistrationStatus.OFFERED.value, Registration.offer_expires_at <= at)
        .distinct()
        .order_by(Registration.event_id)
    ).all()


def is_live(one: Registration) -> bool:
    """Whether a registration is still under way."""
    return one.status in {status.value for status in LIVE}
