"""What the public page of an event shows, for everybody and for the office's preview; addresses and file names."""

from typing import Any

from flask import current_app, url_for

from platform_app.events import seat_queries
from platform_app.events.models import Event
from platform_app.events.structured import json_ld
from platform_app.events.survey_queries import published_code
from platform_app.office.queries import current as office
from platform_app.vocabulary.events import EventFileKind


def page_values(event: Event) -> dict[str, Any]:
    """Return what the page of an event shows; the office's preview shows the same."""
    figures = seat_queries.figures([event])[event.id]
    return {
        "event": event,
        "figures": figures,
        "held": figures.by_pool,
        "structured": json_ld(event, url=page_address(event.id), capacity=figures.capacity),
        "flyers": [file for file in event.files if file.kind == EventFileKind.FLYER and file.is_public],
        "materials": [file for file in event.files if file.kind == EventFileKind.MATERIAL and file.is_public],
        "photos": [file for file in event.files if file.kind == EventFileKind.PHOTO and file.is_public],
        "register_url": door("registrations.new", event_id=event.id),
        "results_url": door("surveys.results", code=code) if (code := published_code(event.id)) else "",
        "manage_url": door("registrations.enter"),
        "desk_phone": next((desk.phone for desk in office().desks if "参加" in desk.purpose), ""),
    }


def door(endpoint: str, **values: Any) -> str:
    """Return the address of another module's page, or nothing where there is no such page."""
    return url_for(endpoint, **values) if endpoint in current_app.view_functions else ""


def base_url() -> str:
    """Return the address of the site as links outside of it must have it."""
    return str(current_app.config["BASE_URL"]).rstrip("/")


def page_address(event_id: int) -> str:
    """Return the whole address of an event's page."""
    return f"{base_url()}/events/{event_id}"


def plain_name(name: str) -> str:
    """Return a file name in which nothing means anything to a header or a file system."""
    return "".join("_" if character in '\\/:*?"<>|' or character < " " else character for character in name)
