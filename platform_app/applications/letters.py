"""Telling an applicant: one message, or one task where there is no address."""

import hashlib
from typing import Any

from platform_app.applications.models import Application
from platform_app.dates import to_tokyo
from platform_app.mail.outbox import Recipient, post
from platform_app.members.models import MemberRecord


def recipient_of(application: Application) -> Recipient:
    """Return whom to tell about an application: the contact person of the entry."""
    return Recipient(
        name=application.name,
        email=application.email,
        phone=application.phone,
        fax=application.fax,
        postal_address=application.postal_address,
        member_id=application.member_id,
        application_id=application.id,
    )


def tell(application: Application, template: str, *, occasion: str, **context: Any) -> None:
    """Post a letter about an application inside the running transaction.

    The template gets the number, the organisation's name, the procedure and the
    dates; no other personal data travels by mail.
    """
    if not template:
        return
    arrived = application.arrived_at
    post(
        template,
        recipient_of(application),
        occasion=f"application:{application.id}:{occasion}",
        context={
            "number": application.number,
            "organisation": application.name,
            "procedure": application.procedure,
            "arrived_on": to_tokyo(arrived).date().isoformat() if arrived else "",
            "received_on": application.received_on.isoformat() if application.received_on else "",
            "due_on": application.due_on.isoformat() if application.due_on else "",
            **context,
        },
    )


def tell_draft(application: Application, resume_url: str) -> None:
    """Post the link that opens a draft again, once per draft and address; '' posts nothing.

    Nothing that was typed but the address itself goes into the letter: the address is not
    proved yet, and must not receive words of a stranger's choice.
    """
    if not (resume_url and application.email):
        return
    digest = hashlib.sha256(application.email.lower().encode()).hexdigest()[:12]
    post(
        "application_draft",
        Recipient("", email=application.email, application_id=application.id),
        occasion=f"application:{application.id}:draft:{digest}",
        context={"procedure": application.procedure, "resume_url": resume_url},
    )


def recipient_of_member(record: MemberRecord) -> Recipient:
    """Return whom to tell about a member's entry: the contact person registered in it."""
    return Recipient(
        name=record.name,
        email=record.email,
        phone=record.phone,
        fax=record.fax,
        postal_address=record.postal_address,
        member_id=record.member_id,
    )
