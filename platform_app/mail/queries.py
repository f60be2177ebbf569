"""Reading the outbox and the contact tasks."""

from collections.abc import Sequence

from sqlalchemy import ColumnElement, func, select

from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.paging import Page


def messages(state: str, page: Page) -> Sequence[OutboxMessage]:
    """Return a page of messages, newest first; ``state`` is waiting, sent, failed or ''."""
    statement = select(OutboxMessage).where(*_STATES.get(state, ())).order_by(OutboxMessage.id.desc())
    return db.session.scalars(statement.limit(page.size).offset(page.offset)).all()


_STATES = {
    "waiting": (OutboxMessage.sent_at.is_(None), OutboxMessage.failed_at.is_(None)),
    "sent": (OutboxMessage.sent_at.is_not(None),),
    "failed": (OutboxMessage.failed_at.is_not(None),),
}


def message_counts() -> dict[str, int]:
    """Return how many messages there are in each state."""
    return {
        state: db.session.scalar(select(func.count()).select_from(OutboxMessage).where(*conditions)) or 0
        for state, conditions in _STATES.items()
    }


def message(message_id: int) -> OutboxMessage:
    """Return one message. Raises NotFound."""
    found = db.session.get(OutboxMessage, message_id)
    if found is None:
        raise NotFound
    return found


def tasks(page: Page, *, done: bool = False) -> Sequence[ContactTask]:
    """Return a page of contact tasks: open ones oldest first, done ones newest first."""
    condition = _is_done(done=done)
    order = (ContactTask.done_at.desc(), ContactTask.id.desc()) if done else (ContactTask.created_at, ContactTask.id)
    return db.session.scalars(
        select(ContactTask).where(condition).order_by(*order).limit(page.size).offset(page.offset)
    ).all()


def _is_done(*, done: bool) -> ColumnElement[bool]:
    return ContactTask.done_at.is_not(None) if done else ContactTask.done_at.is_(None)


def task_count(*, done: bool = False) -> int:
    """Return how many calls and letters are open, or done."""
    return db.session.scalar(select(func.count()).select_from(ContactTask).where(_is_done(done=done))) or 0


def task(task_id: int) -> ContactTask:
    """Return one contact task. Raises NotFound."""
    found = db.session.get(ContactTask, task_id)
    if found is None:
        raise NotFound
    return found
