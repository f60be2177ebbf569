"""Taking part: register, change, substitute, cancel, accept or decline an offer.

The subject of every operation is the event: its row is locked first, whoever
acts, so places are counted and given by one at a time and no two acts can wait
for each other.
"""

from collections.abc import Sequence

from sqlalchemy import func, select

from platform_app.actor import Actor, may_see
from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.events import letters
from platform_app.events import registration_queries as queries
from platform_app.events.errors import MembersOnly, OrganisationLimitReached, RegistrationClosed, RegistrationSettled
from platform_app.events.models import Event
from platform_app.events.operations import seating
from platform_app.events.operations.sheets import Person, Sheet, add_people, record
from platform_app.events.registration_models import Participant, Registration
from platform_app.events.seat_queries import closing_of
from platform_app.events.workflow import move
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import (
    LIVE,
    EventAudience,
    EventStatus,
    LedgerCause,
    LedgerDecision,
    LedgerReason,
    RegistrationStatus,
    SeatPool,
    Selection,
)

__all__ = [
    "Person",
    "Sheet",
    "accept_offer",
    "cancel",
    "decline_offer",
    "expire_offers",
    "own",
    "reduce",
    "register",
    "substitute",
]


@operation(Action.REGISTER)
def register(event: Event, *, sheet: Sheet, by: Actor) -> Registration:
    """Register people for an event: a place, or a number on the waiting list.

    The same ``submission_token`` sent again finds the first registration and writes
    nothing new. Raises RegistrationClosed, MembersOnly, OrganisationLimitReached,
    AlreadyRegistered.
    """
    known = queries.by_submission(event.id, sheet.submission_token)
    if known is not None:
        return known
    check_open(event, sheet, by)
    with db.session.no_autoflush:  # One flush writes everything; until then nobody else is changed.
        registration = record(event, sheet, by)
        check_limit(event, registration)
        if event.selection == Selection.FIRST_COME or (event.selection == Selection.LOTTERY and event.drawn_at):
            seating.occupy(event, registration, by, cause=LedgerCause.REGISTERED)
        db.session.flush()
    if registration.email or registration.channel in {Channel.FAX, Channel.POST, Channel.EMAIL}:
        # Whoever stands at the counter, telephones or looks at the screen has the number already.
        letters.receipt(registration)
    return registration


def check_open(event: Event, sheet: Sheet, by: Actor) -> None:
    """Refuse what the event does not take. The office may enter what arrived in time, until the event ends."""
    moment = sheet.arrived_at or now()
    is_offered = any(pool.attending == sheet.attending for pool in event.pools)
    if event.status != EventStatus.PUBLISHED or now() >= event.ends_at or not sheet.people or not is_offered:
        raise RegistrationClosed
    is_early = event.opens_at is not None and moment < event.opens_at
    if (is_early or moment >= closing_of(event)) and not by.is_staff:
        raise RegistrationClosed
    if event.audience == EventAudience.MEMBERS and sheet.seat_class == SeatPool.PUBLIC:
        raise MembersOnly


def check_limit(event: Event, registration: Registration) -> None:
    """Refuse more people of one organisation than one may send."""
    if event.per_organisation is None or not (registration.member_id or registration.organisation_key):
        return
    db.session.flush()
    same = (
        (Registration.member_id == registration.member_id)
        if registration.member_id
        else (Registration.organisation_key == registration.organisation_key)
    )
    total = db.session.scalar(
        select(func.count())
        .select_from(Participant)
        .join(Registration, Registration.id == Participant.registration_id)
        .where(
            Registration.event_id == event.id,
            Registration.status.in_([status.value for status in LIVE]),
            Participant.is_active,
            same,
        )
    )
    if (total or 0) > event.per_organisation:
        raise OrganisationLimitReached


def own(event: Event, registration_id: int, by: Actor) -> Registration:
    """Return a registration of a locked event, read anew.

    Raises NotFound for a foreign one, RegistrationSettled once the event is over.
    """
    found = db.session.get(Registration, registration_id, populate_existing=True)
    if found is None or found.event_id != event.id or not may_see(by, found):
        raise NotFound
    if now() >= event.ends_at and not by.is_staff:
        raise RegistrationSettled
    return found


@operation(Action.CANCEL_REGISTRATION)
def cancel(event: Event, *, registration_id: int, by: Actor) -> Registration:
    """Cancel a registration; who waits moves up in the same transaction."""
    registration = own(event, registration_id, by)
    seating.note(registration, LedgerCause.CANCELLED, LedgerDecision.ENDED, LedgerReason.OWN_WISH, by, None)
    seating.ends(registration, "cancel")
    letters.cancelled(registration)
    letters.moved_up(seating.promote(event, by, cause=LedgerCause.CANCELLED))
    return registration


@operation(Action.REDUCE_PARTY)
def reduce(event: Event, *, registration_id: int, participant_ids: Sequence[int], by: Actor) -> Registration:
    """Take some people out of a registration; their places are free at once.

    Taking out nobody, or everybody (which is a cancellation), raises RegistrationSettled.
    """
    registration = own(event, registration_id, by)
    leaving = [p for p in registration.participants if p.is_active and p.id in participant_ids]
    if not leaving or len(leaving) == seating.size_of(registration):
        raise RegistrationSettled
    for person in leaving:
        person.is_active = False
    seating.note(registration, LedgerCause.REDUCED, LedgerDecision.REDUCED, LedgerReason.OWN_WISH, by, None)
    letters.changed(registration)
    letters.moved_up(seating.promote(event, by, cause=LedgerCause.REDUCED))
    return registration


@operation(Action.SUBSTITUTE)
def substitute(  # noqa: PLR0913 - whom, by whom, and whether it was asked
    event: Event, *, registration_id: int, participant_id: int, person: Person, by: Actor, is_confirmed: bool = False
) -> Participant:
    """代理出席: another person takes the place, which is not given up in between.

    Raises AlreadyRegistered where the other person may be registered already and
    ``is_confirmed`` does not say otherwise.
    """
    registration = own(event, registration_id, by)
    present = next((p for p in registration.participants if p.id == participant_id and p.is_active), None)
    if present is None or not queries.is_live(registration):
        raise RegistrationSettled
    present.is_active = False
    db.session.flush()
    (row,) = add_people(registration, [person], is_confirmed=is_confirmed, replaces_id=present.id)
    db.session.flush()
    letters.changed(registration)
    return row


@operation(Action.ACCEPT_OFFER)
def accept_offer(event: Event, *, registration_id: int, by: Actor) -> Registration:
    """Accept an offered place. Raises RegistrationSettled when the offer has ended."""
    registration = own(event, registration_id, by)
    end = registration.offer_expires_at
    if registration.status != RegistrationStatus.OFFERED or (end is not None and end <= now()):
        raise RegistrationSettled
    move(registration, "confirm")
    registration.offer_expires_at = None
    seating.note(registration, LedgerCause.REGISTERED, LedgerDecision.CONFIRMED, LedgerReason.OWN_WISH, by, None)
    letters.changed(registration)
    return registration


@operation(Action.DECLINE_OFFER)
def decline_offer(event: Event, *, registration_id: int, by: Actor) -> Registration:
    """Decline an offered place; the next one moves up."""
    registration = own(event, registration_id, by)
    seating.note(registration, LedgerCause.DECLINED, LedgerDecision.ENDED, LedgerReason.OWN_WISH, by, None)
    seating.ends(registration, "decline")
    letters.moved_up(seating.promote(event, by, cause=LedgerCause.DECLINED))
    return registration


@operation(Action.EXPIRE_OFFERS)
def expire_offers(event: Event, *, by: Actor) -> list[Registration]:
    """End the offers whose time has passed; the next ones move up."""
    overdue = db.session.scalars(
        select(Registration)
        .where(
            Registration.event_id == event.id,
            Registration.status == RegistrationStatus.OFFERED.value,
            Registration.offer_expires_at <= now(),
        )
        .order_by(Registration.offer_expires_at, Registration.id)
    ).all()
    for registration in overdue:
        seating.note(registration, LedgerCause.EXPIRED, LedgerDecision.ENDED, LedgerReason.OWN_WISH, by, None)
        seating.ends(registration, "expire")
        letters.offer_expired(registration)
    if overdue:
        letters.moved_up(seating.promote(event, by, cause=LedgerCause.EXPIRED))
    return list(overdue)
