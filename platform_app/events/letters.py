"""Telling a registrant: one message, or one task where there is no address."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select

from platform_app.dates import now, wareki_datetime
from platform_app.events import words
from platform_app.events.registration_models import Registration
from platform_app.events.secrets import registration_secret
from platform_app.events.telling_hours import told_at
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.outbox import Recipient, post
from platform_app.vocabulary.events import Attending, EventStatus, LedgerReason, RegistrationStatus

#: Kinds of attachments, see ``registration_attachments``.
CALENDAR, CODE = "registration_calendar", "registration_code"
#: What goes along with which letter; whether there is anything to attach is asked when it is sent.
ALONG: dict[str, tuple[str, ...]] = {
    "registration_received": (CALENDAR, CODE),
    "registration_changed": (CALENDAR, CODE),
    "registration_chosen": (CALENDAR, CODE),
    "registration_promoted": (CALENDAR, CODE),
    "registration_reminder": (CALENDAR, CODE),
    "registration_cancelled": (CALENDAR,),
    "registration_displaced": (CALENDAR,),
    "event_rescheduled": (CALENDAR, CODE),
    "event_corrected": (CALENDAR,),
    "event_postponed": (CALENDAR,),
    "event_cancelled": (CALENDAR,),
}


def path_of(registration: Registration) -> str:
    """Return the secret link to the page of a registration."""
    return f"/registrations/open/{registration_secret(registration.event_id, registration.submission_token)}"


def recipient_of(registration: Registration) -> Recipient:
    """Return whom to tell about a registration: the person who signed it, of which organisation."""
    return Recipient(
        name="\u3000".join(filter(None, (registration.organisation, registration.contact_name))),
        email=registration.email,
        phone=registration.phone,
        member_id=registration.member_id,
    )


def tell(
    registration: Registration, template: str, occasion: str, *, due_at: datetime | None = None, **more: Any
) -> OutboxMessage | ContactTask | None:
    """Post a letter about a registration inside the running transaction; None when it was posted before."""
    return post(
        template,
        recipient_of(registration),
        occasion=f"registration:{registration.id}:{occasion}",
        context=context_of(registration, template, **more),
        attachments=[(kind, registration.id) for kind in ALONG.get(template, ())],
        due_at=due_at,
    )


def context_of(registration: Registration, template: str, **more: Any) -> dict[str, Any]:
    """Return what a letter about a registration says."""
    event = registration.event
    holds = registration.status == RegistrationStatus.CONFIRMED and event.status == EventStatus.PUBLISHED
    active = [person.name for person in registration.participants if person.is_active]
    return {
        "registration_id": registration.id,
        "number": registration.number,
        "path": path_of(registration),
        "event_id": event.id,
        "event": words.full_title(event),
        "starts": words.when(event),
        "place": "\u3000".join(filter(None, (event.venue, event.room))),
        "attending": Attending.label_of(registration.attending),
        "status": registration.status,
        "status_label": RegistrationStatus.label_of(registration.status),
        "people": active,
        "answer_by": wareki_datetime(registration.offer_expires_at) if registration.offer_expires_at else "",
        "online_url": event.online_url if holds and registration.attending == Attending.ONLINE else "",
        "has_code": holds and bool(registration.email) and CODE in ALONG.get(template, ()),
        **more,
    }


def told_occasions(occasions: Sequence[str]) -> set[str]:
    """Return which of these occasions have been written about, by mail or as a task."""
    found: set[str] = set()
    for table in (OutboxMessage, ContactTask):
        found.update(db.session.scalars(select(table.occasion).where(table.occasion.in_(occasions))))
    return found


def receipt(registration: Registration) -> None:
    """Say that the registration arrived, and what came of it."""
    tell(registration, "registration_received", "received")


def cancelled(registration: Registration) -> None:
    """Say that the registration is cancelled."""
    tell(registration, "registration_cancelled", "cancelled")


def changed(registration: Registration) -> None:
    """Say how the registration stands after a change; one message for each."""
    tell(registration, "registration_changed", f"changed:{now().isoformat()}")


def moved_up(registrations: Iterable[Registration]) -> None:
    """Tell those who moved up, each with how long an offer stands."""
    for registration in registrations:
        is_offer = registration.status == RegistrationStatus.OFFERED
        template = "registration_offered" if is_offer else "registration_promoted"
        tell(registration, template, f"promoted:{now().isoformat()}", due_at=told_at(registration.event))


def is_offer_open(context: dict[str, object]) -> bool:
    """Whether an offer that waited for the morning still stands."""
    one = db.session.get(Registration, context.get("registration_id"))
    return one is not None and one.status == RegistrationStatus.OFFERED


def is_seated(context: dict[str, object]) -> bool:
    """Whether somebody whose good news waited for the morning still has the place."""
    one = db.session.get(Registration, context.get("registration_id"))
    return one is not None and one.status == RegistrationStatus.CONFIRMED


def offer_expired(registration: Registration) -> None:
    """Say that the offer has ended without an answer."""
    tell(registration, "registration_expired", "expired", due_at=told_at(registration.event))


def moved_back(registration: Registration) -> None:
    """Say that the place went to somebody who had arrived earlier, and that one now waits."""
    reason = LedgerReason.ARRIVED_EARLIER.label
    at = told_at(registration.event)
    tell(registration, "registration_displaced", f"displaced:{now().isoformat()}", due_at=at, reason=reason)


def chosen(registration: Registration) -> None:
    """Say what a draw of lots or the office has decided."""
    at = told_at(registration.event)
    tell(registration, "registration_chosen", f"chosen:{registration.status}:{now().isoformat()}", due_at=at)
