"""An event as schema.org describes it, for search engines (JSON-LD)."""

from typing import Any

from platform_app.dates import to_tokyo
from platform_app.events import words
from platform_app.events.models import Event, EventChange
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import EventAudience, EventFormat, EventStatus, Organiser

_STATUS = {EventStatus.CANCELLED.value: "EventCancelled", EventStatus.POSTPONED.value: "EventPostponed"}
_MODE = {
    EventFormat.VENUE.value: "OfflineEventAttendanceMode",
    EventFormat.ONLINE.value: "OnlineEventAttendanceMode",
    EventFormat.HYBRID.value: "MixedEventAttendanceMode",
}
_ROOT = "https://schema.org/"


def json_ld(event: Event, *, url: str, capacity: int | None) -> dict[str, Any]:
    """Return the event as a schema.org Event; ``url`` is its page, ``capacity`` None when unlimited."""
    moved_from = _former_start(event)
    status = _STATUS.get(event.status, "EventRescheduled" if moved_from else "EventScheduled")
    found: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Event",
        "name": words.full_title(event),
        "url": url,
        "description": event.summary or event.subtitle or event.title,
        **_days(event),
        "eventStatus": _ROOT + status,
        "eventAttendanceMode": _ROOT + _MODE[event.format],
        "location": _location(event, url),
        "isAccessibleForFree": not event.fee,
        "inLanguage": "ja",
        "audience": {"@type": "Audience", "audienceType": EventAudience.label_of(event.audience)},
    }
    hosts = [line["name"] for line in event.organisers if line.get("role") == Organiser.HOST and line.get("name")]
    if hosts:
        found["organizer"] = [{"@type": "Organization", "name": name} for name in hosts]
    if capacity is not None:
        found["maximumAttendeeCapacity"] = capacity
    if moved_from:
        found["previousStartDate"] = moved_from
    return found


def _days(event: Event) -> dict[str, str]:
    """Return start and end; of a day that is not settled only the month, which schema.org allows."""
    if event.is_tentative:
        return {"startDate": f"{to_tokyo(event.starts_at):%Y-%m}"}
    return {"startDate": to_tokyo(event.starts_at).isoformat(), "endDate": to_tokyo(event.ends_at).isoformat()}


def _was_open(change: EventChange) -> bool:
    return bool(change.before.get("is_tentative"))


def _location(event: Event, url: str) -> list[dict[str, Any]]:
    place = {
        "@type": "Place",
        "name": event.venue or words.where(event),
        "address": {
            "@type": "PostalAddress",
            "addressCountry": "JP",
            "postalCode": event.postal_code,
            "streetAddress": event.address,
        },
    }
    online = {"@type": "VirtualLocation", "url": url}
    return [
        *([place] if event.format != EventFormat.ONLINE else []),
        *([online] if event.format != EventFormat.VENUE else []),
    ]


def _former_start(event: Event) -> str:
    """Return the start before the newest move, when the event has moved at all."""
    for change in reversed(event.changes):
        if change.action == Action.RESCHEDULE_EVENT and "starts_at" in change.before and not _was_open(change):
            return str(change.before["starts_at"])
    return ""
