"""What ends by itself: drafts that nobody sent, and accounts of organisations that left."""

from sqlalchemy import delete, select

from platform_app.accounts.models import User
from platform_app.actor import Actor, system
from platform_app.applications.models import Application, Attachment
from platform_app.applications.operations.applying import DRAFT_LIFETIME
from platform_app.dates import now, today
from platform_app.extensions import db
from platform_app.members.queries import BELONGING, lines_as_of
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus


@operation(Action.PURGE_DRAFTS)
def purge_drafts(drafts: None, *, by: Actor) -> int:
    """Erase drafts that were begun longer ago than a draft is kept; return how many."""
    del drafts, by
    old = list(
        db.session.scalars(
            select(Application.id).where(
                Application.status == ApplicationStatus.DRAFT.value, Application.created_at < now() - DRAFT_LIFETIME
            )
        )
    )
    db.session.execute(delete(Attachment).where(Attachment.application_id.in_(old)))
    db.session.execute(delete(Application).where(Application.id.in_(old)))
    return len(old)


@operation(Action.CLOSE_ACCOUNTS)
def close_accounts(members: None, *, by: Actor) -> list[User]:
    """End the accounts of organisations that no longer belong; return the people."""
    del members, by
    people = _people_left()
    for person in people:
        person.deactivated_at = now()
        person.session_version += 1
    return people


def _people_left() -> list[User]:
    """Return the people who can still sign in for an organisation that has left."""
    open_ones = db.session.scalars(
        select(User).where(User.member_id.is_not(None), User.deactivated_at.is_(None)).order_by(User.id)
    ).all()
    wanted = {person.member_id for person in open_ones}
    lines = {
        line.member_id: line.standing for line in db.session.scalars(lines_as_of(today())) if line.member_id in wanted
    }
    # An organisation that joins in future has no line in force yet, and keeps its accounts.
    return [person for person in open_ones if lines.get(person.member_id or 0, BELONGING[0]) not in BELONGING]


def tidy() -> None:
    """Do both, as the platform itself; nothing is written when there is nothing to do."""
    if db.session.scalar(
        select(Application.id)
        .where(Application.status == ApplicationStatus.DRAFT.value, Application.created_at < now() - DRAFT_LIFETIME)
        .limit(1)
    ):
        purge_drafts(None, by=system())
    if _people_left():
        close_accounts(None, by=system())
