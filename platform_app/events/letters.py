"""Telling a registrant: one message, or one task where there is no address."""

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import select

from platform_app.dates import now, wareki_datetime
from platform_app.events.models import Registration
from platform_app.events.secrets import registration_secret
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.outbox import Recipient, post
from platform_app.vocabulary.events import Attending, LedgerReason, RegistrationStatus


def recipient_of(registration: Registration) -> Recipient:
    """Return whom to tell about a registration: the person who signed it, of which organisation."""
    return Recipient(
        name="\u3000".join(filter(None, (registration.organisation, registration.contact_name))),
        email=registration.email,
        phone=registration.phone,
        member_id=registration.member_id,
    )


def tell(registration: Registration, template: str, occasion: str, **more: Any) -> OutboxMessage | ContactTask | None:
    """Post a letter about a registration inside the running transaction; None when it was posted before."""
    event = registration.event
    active = [person.name for person in registration.participants if person.is_active]
    return post(
        template,
        recipient_of(registration),
        occasion=f"registration:{registration.id}:{occasion}",
        context={
            "registration_id": registration.id,
            "number": registration.number,
            "path": f"/registrations/open/{registration_secret(event.id, registration.submission_token)}",
            "event_id": event.id,
            "event": event.title,
            "starts": wareki_datetime(event.starts_at),
            "place": "\u3000".join(filter(None, (event.venue, event.room))),
            "attending": Attending.label_of(registration.attending),
            "status": registration.status,
            "status_label": RegistrationStatus.label_of(registration.status),
            "people": active,
            **more,
        },
    )


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
        end = registration.offer_expires_at
        is_offer = registration.status == RegistrationStatus.OFFERED
        tell(
            registration,
            "registration_offered" if is_offer else "registration_promoted",
            f"promoted:{now().isoformat()}",
            answer_by=wareki_datetime(end) if end else "",
        )


def offer_expired(registration: Registration) -> None:
    """Say that the offer has ended without an answer."""
    tell(registration, "registration_expired", "expired")


def moved_back(registration: Registration) -> None:
    """Say that the place went to somebody who had arrived earlier, and that one now waits."""
    reason = LedgerReason.ARRIVED_EARLIER.label
    tell(registration, "registration_displaced", f"displaced:{now().isoformat()}", reason=reason)


def chosen(registration: Registration) -> None:
    """Say what a draw of lots or the office has decided."""
    tell(registration, "registration_chosen", f"chosen:{registration.status}:{now().isoformat()}")
