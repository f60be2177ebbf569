"""Posting a message inside the transaction that causes it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from platform_app.dates import now
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage


@dataclass(frozen=True)
class Recipient:
    """Whom to reach, and how: by mail, or failing that by telephone, FAX or letter."""

    name: str
    email: str = ""
    phone: str = ""
    fax: str = ""
    postal_address: str = ""
    member_id: int | None = None
    application_id: int | None = None


def post(  # noqa: PLR0913 - a letter, to whom, why, with what, and when
    template: str,
    recipient: Recipient,
    *,
    occasion: str,
    context: dict[str, Any],
    attachments: Sequence[tuple[str, int]] = (),
    due_at: datetime | None = None,
) -> OutboxMessage | ContactTask | None:
    """Write one message (or a contact task, without an address) into the running transaction.

    ``template`` names templates/mail/<template>.txt; ``occasion`` is unique per
    person and event, so a repeated call is None and writes nothing; ``context``
    must be plain JSON; ``attachments`` are (kind, id), see ``attaching.ATTACHERS``.
    Nothing is sent here: ``flask mail deliver`` does that.
    """
    table = OutboxMessage if recipient.email else ContactTask
    if db.session.scalar(select(table.id).where(table.occasion == occasion)) is not None:
        return None
    shared: dict[str, Any] = {
        "occasion": occasion,
        "template": template,
        "recipient_name": recipient.name,
        "context": context,
        "member_id": recipient.member_id,
        "application_id": recipient.application_id,
    }
    row: OutboxMessage | ContactTask
    if recipient.email:
        references = [{"kind": kind, "id": key} for kind, key in attachments]
        row = OutboxMessage(**shared, recipient_address=recipient.email, due_at=due_at or now(), attachments=references)
    else:
        row = ContactTask(**shared, phone=recipient.phone, fax=recipient.fax, postal_address=recipient.postal_address)
    db.session.add(row)
    return row
