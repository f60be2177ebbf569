"""审査: what the office does with an application before it is decided."""

from collections.abc import Mapping, Sequence

from sqlalchemy import delete

from platform_app.accounts.models import User
from platform_app.actor import Actor
from platform_app.applications import letters
from platform_app.applications.errors import NotReadBack
from platform_app.applications.models import Application, BatchProposal, ReturnPoint, ReviewCheck, ReviewNote
from platform_app.applications.operations.applying import record_step
from platform_app.applications.workflow import advance
from platform_app.dates import now
from platform_app.errors import MissingReason, NotFound, StaleVersion, WrongStatus
from platform_app.extensions import db
from platform_app.office import queries as office
from platform_app.operation import operation
from platform_app.rights import OFFICE
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.profile import PROFILE_KEYS
from platform_app.vocabulary.reviews import CheckAnswer, OtherPoint

#: What a point of correction may name; '' stands for the whole.
POINTS = frozenset({"", *PROFILE_KEYS, *(point.value for point in OtherPoint)})


@operation(Action.START_REVIEW)
def start_review(application: Application, *, by: Actor) -> Application:
    """Take an application into review; whoever takes it becomes its officer."""
    was = application.status
    advance(application, Action.START_REVIEW)
    application.assignee_id = application.assignee_id or by.user_id
    record_step(application, Action.START_REVIEW, was, by)
    return application


@operation(Action.ASSIGN)
def assign(application: Application, *, assignee_id: int | None, by: Actor) -> Application:
    """Name the officer who handles an application, or nobody. Raises NotFound for anybody else."""
    del by
    person = db.session.get(User, assignee_id) if assignee_id is not None else None
    if assignee_id is not None and (person is None or not person.is_active or not set(person.roles) & OFFICE):
        raise NotFound
    application.assignee_id = assignee_id
    return application


@operation(Action.CHECK)
def check(application: Application, *, answers: Mapping[int, tuple[str, str]], by: Actor) -> Application:
    """Record the answers to the check-list: criterion id -> (CheckAnswer's code, remark).

    Raises WrongStatus once the application has come to an end, NotFound for an
    unknown criterion.
    """
    if not application.is_open:
        raise WrongStatus
    if answers.keys() - {criterion.id for criterion in office.criteria(all_of_them=True)}:
        raise NotFound
    known = {row.criterion_id: row for row in application.checks}
    for criterion_id, (answer, remark) in answers.items():
        row = known.get(criterion_id)
        if row is None:
            row = ReviewCheck(application_id=application.id, criterion_id=criterion_id)
            db.session.add(row)
        elif (row.answer, row.remark) == (answer, remark):
            continue
        row.answer, row.remark = CheckAnswer(answer).value, remark
        row.checked_by_id, row.checked_at = by.user_id, now()
    return application


@operation(Action.NOTE)
def note(application: Application, *, text: str, by: Actor) -> ReviewNote:
    """Write an internal note, never shown outside the office."""
    if not text.strip():
        raise MissingReason(field="text")
    row = ReviewNote(application_id=application.id, author_id=by.user_id, author_label=by.label, text=text)
    db.session.add(row)
    return row


@operation(Action.RETURN)
def return_for_correction(
    application: Application,
    *,
    points: Sequence[tuple[str, str]],
    message: str = "",
    version: int | None = None,
    by: Actor,
) -> Application:
    """差戻し: ask for corrections, each tied to an item of the entry ('' for the whole).

    ``points`` are (item key or OtherPoint's code, sentence); at least one is needed.
    ``version`` is the one that was read; raises StaleVersion when it is not the newest.
    """
    wanted = [(item, sentence.strip()) for item, sentence in points if sentence.strip()]
    if not wanted or {item for item, _sentence in wanted} - POINTS:
        raise MissingReason(field="points")
    if version not in {None, application.version}:
        raise StaleVersion
    was = application.status
    step = advance(application, Action.RETURN)
    db.session.add_all(
        ReturnPoint(application_id=application.id, item=item, sentence=sentence, version=application.version)
        for item, sentence in wanted
    )
    record_step(application, Action.RETURN, was, by, message=message)
    letters.tell(application, step.mail, occasion=f"return:{application.version}", points=len(wanted))
    return application


@operation(Action.FORWARD)
def forward(application: Application, *, by: Actor) -> Application:
    """決裁に回す: the review is done. A proxy entry must have been read back before."""
    if application.is_proxy and application.read_back_at is None:
        raise NotReadBack
    was = application.status
    advance(application, Action.FORWARD)
    application.forwarded_by_id = by.user_id
    record_step(application, Action.FORWARD, was, by)
    return application


@operation(Action.RECALL)
def recall(application: Application, *, reason: str = "", by: Actor) -> Application:
    """引戻し: take an application back from the decider, and out of its batch, into review."""
    was = application.status
    advance(application, Action.RECALL)
    leave_batch(application)
    record_step(application, Action.RECALL, was, by)
    if reason.strip():
        row = ReviewNote(application_id=application.id, author_id=by.user_id, author_label=by.label, text=reason)
        db.session.add(row)
    return application


def leave_batch(application: Application) -> None:
    """Take an application out of its batch, with what was proposed for it, inside the running transaction."""
    db.session.execute(delete(BatchProposal).where(BatchProposal.application_id == application.id))
    application.batch_id = None
