"""What goes along with letters about a registration: an entry for the calendar, and the code for the desk."""

from io import BytesIO

import segno
from sqlalchemy import select

from platform_app.dates import now
from platform_app.events.calendar_text import Invitation, invitation
from platform_app.events.letters import CALENDAR, CODE
from platform_app.events.pages import base_url
from platform_app.events.registration_models import LedgerEntry, Registration
from platform_app.extensions import db
from platform_app.folding import normalise_email
from platform_app.mail.attaching import Attachment
from platform_app.mail.rendering import office_address
from platform_app.vocabulary.events import EventStatus, LedgerDecision, RegistrationStatus

#: Decisions after which somebody's calendar may hold the event.
_SEATED = (LedgerDecision.CONFIRMED.value, LedgerDecision.PROMOTED.value)


def calendar_of(registration_id: int) -> Attachment | None:
    """Return the calendar entry as things stand now; nothing for who never had a place."""
    one = db.session.get(Registration, registration_id)
    if one is None:
        return None
    is_taken = _is_taken(one)
    if not is_taken and not _was_seated(one):
        return None
    mine = Invitation(
        number=one.number,
        version=one.version,
        is_taken=is_taken,
        at=now(),
        office=office_address(),
        attendee=(one.contact_name, normalise_email(one.email)),
        address=f"{base_url()}/registrations?number={one.number}",  # A calendar is shown to colleagues: no secret.
        details=[f"受付番号 {one.number}"],
    )
    content = invitation(one.event, mine, base_url=base_url())
    return Attachment(
        f"{one.number}.ics",
        "text/calendar",
        content,
        {"charset": "utf-8", "method": mine.method, "component": "VEVENT"},
    )


def _is_taken(one: Registration) -> bool:
    return one.status == RegistrationStatus.CONFIRMED and one.event.status == EventStatus.PUBLISHED


def _was_seated(one: Registration) -> bool:
    """Whether it ever held a place for sure: then an entry must be struck out."""
    line = select(LedgerEntry.id).where(LedgerEntry.registration_id == one.id, LedgerEntry.decision.in_(_SEATED))
    return db.session.scalar(line.limit(1)) is not None


def code_of(registration_id: int) -> Attachment | None:
    """Return the receipt number as a QR code for the desk; nothing for who has no place."""
    one = db.session.get(Registration, registration_id)
    if one is None or not _is_taken(one):
        return None
    drawing = BytesIO()
    segno.make(one.number, error="m", micro=False).save(drawing, kind="png", scale=8, border=4)
    return Attachment(f"{one.number}.png", "image/png", drawing.getvalue())


#: Kind: who draws it.
DRAWN = {CALENDAR: calendar_of, CODE: code_of}
