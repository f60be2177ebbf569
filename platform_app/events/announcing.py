"""Telling everybody who registered of an act of planning."""

from typing import Any

from sqlalchemy import select

from platform_app.events import words
from platform_app.events.letters import tell
from platform_app.events.models import Event, EventChange
from platform_app.events.registration_models import Registration
from platform_app.extensions import db
from platform_app.vocabulary.events import LIVE


def tell_all(event: Event, change: EventChange, template: str) -> None:
    """Tell everybody who is registered, once each, whatever is repeated; a call or letter without an address."""
    for registration in db.session.scalars(
        select(Registration)
        .where(Registration.event_id == event.id, Registration.status.in_([status.value for status in LIVE]))
        .order_by(Registration.id)
    ):
        tell(registration, template, f"change:{change.id}", **change_words(event, change))


def change_words(event: Event, change: EventChange) -> dict[str, Any]:
    """Return what a letter about an act of planning says: when and where, and when before."""
    return {
        "event": words.full_title(event),
        "message": change.message,
        "starts_at": event.starts_at.isoformat(),
        "starts_before": change.before.get("starts_at", ""),
        "time_note_before": change.before.get("time_note", "") if change.before.get("is_tentative") else "",
        "is_tentative": event.is_tentative,
        "time_note": event.time_note,
        "venue": " ".join(part for part in (event.venue, event.room) if part),
        "address": event.address,
        "format": event.format,
    }
