"""What an officer does with mail: settle a call or letter, send a failed message again."""

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.errors import DomainError, NotAllowed, WrongStatus
from platform_app.folding import normalise_email
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action


@operation(Action.COMPLETE_TASK)
def complete_task(task: ContactTask, *, method: str, remark: str, by: Actor) -> ContactTask:
    """Note that somebody was told by telephone, letter, FAX or at the counter. Raises WrongStatus if done."""
    if task.done_at is not None:
        raise WrongStatus
    task.done_at, task.done_by_id, task.method, task.remark = now(), by.user_id, method, remark
    return task


@operation(Action.RETRY_MESSAGE)
def retry(message: OutboxMessage, *, address: str = "", by: Actor) -> OutboxMessage:
    """Put a message that failed back in line, to a corrected address where one is given.

    A link to somebody's account goes nowhere but to that account's address: NotAllowed.
    One that a worker is sending at this moment waits for the end of that try.
    """
    del by
    if message.sent_at is not None:
        raise WrongStatus
    if address and message.opens_account:
        raise NotAllowed(field="address")
    if address:
        folded = normalise_email(address)
        if "@" not in folded:
            raise DomainError(field="address")
        message.recipient_address = folded
    message.failed_at, message.attempts, message.due_at = None, 0, now()
    return message
