"""Minor items of an entry: changed by the organisation itself, at once, without approval."""

from typing import Any

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.applications import letters
from platform_app.applications.errors import NothingChanged
from platform_app.applications.models import Application
from platform_app.applications.operations.applying import (
    can_send,
    changed_keys,
    receive,
    record_step,
    refuse_second,
    submit,
)
from platform_app.applications.queries import new_documents
from platform_app.applications.workflow import advance
from platform_app.dates import now, today
from platform_app.errors import NotAllowed, WrongStatus
from platform_app.extensions import db
from platform_app.members.errors import NotAMember
from platform_app.members.models import MemberRecord
from platform_app.members.operations import append
from platform_app.members.profile import differences
from platform_app.members.queries import BELONGING, record_on
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, Procedure
from platform_app.vocabulary.organisations import RegisterChange
from platform_app.vocabulary.profile import ITEMS_BY_KEY, MINOR_KEYS, PROFILE_KEYS


def send_in(application: Application, *, by: Actor) -> Application:
    """Send whatever procedure an application is about.

    Of a change, the minor items take effect first, at once; what is left goes the way
    of every application. Raises what ``submit`` and ``change_minor`` raise.
    """
    is_new_change = application.procedure == Procedure.CHANGE and application.status == ApplicationStatus.DRAFT
    if is_new_change and minor_keys(application):
        application = change_minor(application, by=by)
        if application.status == ApplicationStatus.ACCEPTED:
            return application
    return submit(application, by=by)


def minor_keys(application: Application) -> frozenset[str]:
    """Return the minor items that an application would change, in value or audience."""
    return changed_keys(application) & MINOR_KEYS


@operation(Action.CHANGE_MINOR)
def change_minor(application: Application, *, by: Actor) -> Application:
    """Put the minor items of a change into the register as of today.

    When nothing else changes and no document comes with it, the application is accepted
    as it stands; otherwise it stays a draft that changes the rest. Raises WrongStatus on a second click,
    NothingChanged, NotAMember, OpenApplicationExists, NotAllowed.
    """
    if application.status != ApplicationStatus.DRAFT:
        raise WrongStatus
    if not can_send(application, by):
        raise NotAllowed
    keys = minor_keys(application)
    if not keys:
        raise NothingChanged
    is_whole = keys == changed_keys(application) and not new_documents(application)
    if not is_whole:
        refuse_second(application)
    record = _enter(application, keys, by)
    if is_whole:
        _accept(application, record, by)
    else:
        _rebase(application, record)
    letters.tell(
        application,
        "application_minor_changed",
        occasion="minor",
        effective_on=record.effective_on.isoformat(),
        items=[ITEMS_BY_KEY[key].label for key in PROFILE_KEYS if key in keys],
        is_whole=is_whole,
    )
    return application


def _accept(application: Application, record: MemberRecord, by: Actor) -> None:
    was = application.status
    advance(application, Action.CHANGE_MINOR)
    receive(application, by)
    application.decided_at, application.effective_on, application.record_id = now(), record.effective_on, record.id
    record_step(application, Action.CHANGE_MINOR, was, by)


def _enter(application: Application, keys: frozenset[str], by: Actor) -> MemberRecord:
    """Append a line as of today, and replace later ones that had taken over the old values."""
    on = today()
    present = record_on(application.member_id or 0, on)
    if present is None or present.standing not in BELONGING:
        raise NotAMember
    record = _with_minor(present, on, keys, application, by)
    for later in _later_lines(present, record):
        carried = frozenset(key for key in keys if later.profile[key] == present.profile[key])
        if carried:
            _with_minor(later, later.effective_on, carried, application, by)
    return record


def _with_minor(line: MemberRecord, on: Any, keys: frozenset[str], application: Application, by: Actor) -> MemberRecord:
    wanted = {key: application.profile[key] for key in keys}
    audiences = {key: application.audience_of(key).value for key in keys if ITEMS_BY_KEY[key].choosable}
    is_later = line.effective_on > today()
    return append(
        line.member,
        effective_on=on,
        change=RegisterChange.CHANGE,
        profile=line.profile | wanted,
        visibility=(line.visibility or {}) | audiences,
        by=by,
        standing=line.standing,
        application_id=application.id,
        supersedes_id=line.id if is_later else None,
    )


def _later_lines(present: MemberRecord, record: MemberRecord) -> list[MemberRecord]:
    """Return the member's lines that take effect after today; where two share a day, the newest speaks."""
    rows = db.session.scalars(
        select(MemberRecord)
        .where(MemberRecord.member_id == present.member_id, MemberRecord.effective_on > record.effective_on)
        .order_by(MemberRecord.effective_on, MemberRecord.id)
    )
    return list({row.effective_on: row for row in rows}.values())


def _rebase(application: Application, record: MemberRecord) -> None:
    """Let the application differ from the new line by what is still wanted, and by nothing else."""
    base = db.session.get_one(MemberRecord, application.base_record_id)
    unwanted = set(PROFILE_KEYS) - set(differences(base.profile, application.profile))
    application.fill({key: record.profile[key] for key in unwanted})
    visibility = dict(record.visibility or {})
    for key in (key for key in PROFILE_KEYS if ITEMS_BY_KEY[key].choosable):
        if application.audience_of(key) != base.audience_of(key):
            visibility[key] = application.audience_of(key).value
    application.visibility = visibility
    application.base_record_id = record.id
