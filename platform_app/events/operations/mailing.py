"""Mail to a selection of registrations: one message for each, so nobody sees another."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.events import letters
from platform_app.events import registration_queries as queries
from platform_app.events.message_models import Mailing
from platform_app.events.models import Event
from platform_app.events.telling_hours import told_at
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action


@dataclass(frozen=True)
class Letter:
    """What is written, and to whom: registrations in some states, of one way of attending or of all."""

    subject: str
    body: str
    statuses: Sequence[str]
    attending: str
    submission_token: str


@operation(Action.SEND_MAILING)
def send(event: Event, *, letter: Letter, by: Actor) -> Mailing:
    """Post a letter to every registration of the selection as it stands now.

    The same page sent twice is one mailing. Raises NotFound when nobody is selected.
    """
    known = db.session.scalar(select(Mailing).where(Mailing.submission_token == letter.submission_token))
    if known is not None:
        return known
    addressed = queries.selected(event.id, letter.statuses, letter.attending)
    if not addressed:
        raise NotFound
    mailing = Mailing(
        event_id=event.id,
        submission_token=letter.submission_token,
        statuses=list(letter.statuses),
        attending=letter.attending,
        subject=letter.subject,
        body=letter.body,
        mail_count=sum(1 for one in addressed if one.email),
        task_count=sum(1 for one in addressed if not one.email),
        sent_at=now(),
        sent_by_label=by.label,
    )
    db.session.add(mailing)
    db.session.flush()
    for one in addressed:
        letters.tell(
            one,
            "registration_notice",
            f"mailing:{mailing.id}",
            due_at=told_at(event),
            subject=letter.subject,
            message=letter.body,
        )
    return mailing


def mailings_of(event_id: int) -> Sequence[Mailing]:
    """Return what was sent about an event, newest first."""
    return db.session.scalars(select(Mailing).where(Mailing.event_id == event_id).order_by(Mailing.id.desc())).all()
