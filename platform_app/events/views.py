"""The public pages of events: what comes, what was, one event, and calendar entries."""

import re
from calendar import Calendar
from collections.abc import Hashable
from datetime import date
from typing import Any
from urllib.parse import quote

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from platform_app import dates
from platform_app.access import PUBLIC, actor, allow
from platform_app.applications.attachments import disposition
from platform_app.events import queries, seat_queries, words
from platform_app.events.calendar_text import MEDIA_TYPE, calendar
from platform_app.events.pages import base_url, door, page_values, plain_name
from platform_app.events.queries import EventSearch
from platform_app.kept_pages import kept_for_visitors
from platform_app.office.queries import current as office
from platform_app.office.queries import is_sample
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.events import EventKind, Reception

bp = Blueprint("events", __name__)

#: Tone of each state of reception.
TONES = {
    Reception.OPEN: "success",
    Reception.FEW: "warning",
    Reception.FULL: "warning",
    Reception.CANCELLED: "danger",
    Reception.POSTPONED: "danger",
    Reception.NOT_YET: "info",
}
#: Years that the calendar turns to.
FIRST_YEAR, LAST_YEAR = 2000, 2100
_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


@bp.app_context_processor
def event_words() -> dict[str, Any]:
    """Give every template the words for events."""
    return {"event_words": words, "reception_tones": TONES}


def _shown() -> Hashable:
    """What the public pages show besides the address and the day."""
    return queries.public_version(), office(), is_sample()


@bp.get("/events")
@allow(PUBLIC)
@kept_for_visitors(_shown)
def index() -> ResponseReturnValue:
    """What comes; with ``when=past`` what was, with ``month=2024-01`` one month, with ``kind`` one kind."""
    search = asked_search()
    page = Page(queries.event_count(search), asked_page())
    rows = queries.events(search, page)
    return render_template(
        "events/index.html",
        search=search,
        rows=rows,
        page=page,
        figures=seat_queries.figures(rows),
        weeks=weeks(search.month) if search.month else None,
        kinds=EventKind.choices(),
        opendata_url=door("opendata.index"),
        **neighbours(search.month or dates.today().replace(day=1)),
    )


def asked_search() -> EventSearch:
    """Read what the address asks for; what means nothing narrows nothing."""
    found = _MONTH.fullmatch(request.args.get("month", ""))
    month = date(int(found[1]), int(found[2]), 1) if found and FIRST_YEAR <= int(found[1]) <= LAST_YEAR else None
    kind = request.args.get("kind", "")
    when = "" if month else "past" if request.args.get("when") == "past" else "coming"
    return EventSearch(when=when, kind=kind if kind in {code for code, _ in EventKind.choices()} else "", month=month)


def weeks(month: date) -> list[list[date]]:
    """Return the weeks of a month, Sunday first."""
    return Calendar(firstweekday=6).monthdatescalendar(month.year, month.month)


def neighbours(month: date) -> dict[str, str]:
    """Return the months before and after as addresses carry them."""
    before = date(month.year - (month.month == 1), (month.month - 2) % 12 + 1, 1)
    after = date(month.year + (month.month == 12), month.month % 12 + 1, 1)  # noqa: PLR2004 - December
    return {
        "this_month": f"{month:%Y-%m}",
        "month_before": f"{before:%Y-%m}",
        "month_after": f"{after:%Y-%m}",
    }


@bp.get("/events/<int:event_id>")
@allow(PUBLIC)
@kept_for_visitors(_shown)
def show(event_id: int) -> ResponseReturnValue:
    """One event with all that one needs to come."""
    event = queries.event(event_id, viewer=actor())
    return render_template("events/show.html", **page_values(event))


@bp.get("/events/<int:event_id>.ics")
@allow(PUBLIC)
def entry(event_id: int) -> ResponseReturnValue:
    """One event for a calendar."""
    event = queries.event(event_id, viewer=actor())
    return _calendar(calendar([event], base_url=base_url()), f"{words.full_title(event)}.ics")


@bp.get("/events.ics")
@allow(PUBLIC)
def feed() -> ResponseReturnValue:
    """All events, for a calendar that subscribes to them."""
    name = office().platform_name
    return _calendar(calendar(queries.feed(), base_url=base_url(), name=name), "events.ics")


def _calendar(content: bytes, name: str) -> ResponseReturnValue:
    response = current_app.response_class(content, content_type=MEDIA_TYPE)
    names = {"filename*": f"UTF-8''{quote(plain_name(name), safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("attachment", names)
    return response


@bp.get("/events/<int:event_id>/files/<int:file_id>")
@allow(PUBLIC)
def file(event_id: int, file_id: int) -> ResponseReturnValue:
    """A flyer, material or photo."""
    found = queries.file(event_id, file_id, viewer=actor())
    response = current_app.response_class(found.content, mimetype=found.content_type)
    response.headers["Content-Disposition"] = disposition(found.file_name, found.content_type, number=found.id)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
