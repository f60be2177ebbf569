"""The flyer that the application makes: page, PDF and QR code."""

from urllib.parse import quote

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from platform_app.access import PUBLIC, STAFF, actor, allow
from platform_app.events import queries, words
from platform_app.events.flyers import flyer_pdf, qr_svg, values
from platform_app.events.models import Event
from platform_app.events.pages import page_address, plain_name
from platform_app.events.staff import bp as staff_bp
from platform_app.events.views import bp
from platform_app.office.queries import current as office
from platform_app.vocabulary.office import Desk

__all__ = ["bp", "staff_bp"]


def _desk() -> Desk:
    """Return the desk that takes registrations, else the first."""
    desks = office().desks
    return next((desk for desk in desks if "参加" in desk.purpose), desks[0] if desks else Desk("", ""))


@bp.get("/events/<int:event_id>/flyer")
@allow(PUBLIC)
def flyer(event_id: int) -> ResponseReturnValue:
    """The flyer as a page to read or print."""
    event = queries.event(event_id, viewer=actor())
    told = values(event, page_address(event.id), _desk().phone, office().fax, office().platform_name)
    return render_template("events/flyer.html", event=event, told=told)


@bp.get("/events/<int:event_id>/flyer.pdf")
@allow(PUBLIC)
def flyer_print(event_id: int) -> ResponseReturnValue:
    """The flyer as PDF."""
    return _pdf(queries.event(event_id, viewer=actor()))


@staff_bp.get("/<int:event_id>/flyer.pdf")
@allow(STAFF)
def flyer_draft(event_id: int) -> ResponseReturnValue:
    """The flyer of any event, drafts too."""
    return _pdf(queries.event(event_id, viewer=actor()))


def _pdf(event: Event) -> ResponseReturnValue:
    content = flyer_pdf(
        event,
        url=page_address(event.id),
        phone=_desk().phone,
        fax=office().fax,
        platform_name=office().platform_name,
    )
    response = current_app.response_class(content, mimetype="application/pdf")
    name = plain_name(f"チラシ_{words.full_title(event)}.pdf")
    names = {"filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("inline", names)
    return response


@bp.get("/events/<int:event_id>/qr.svg")
@allow(PUBLIC)
def qr_code(event_id: int) -> ResponseReturnValue:
    """The QR code that leads to the event's page."""
    event = queries.event(event_id, viewer=actor())
    return current_app.response_class(qr_svg(page_address(event.id)), mimetype="image/svg+xml")
