"""What a decision writes into the register, and how a later act takes it back."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.applications.errors import NothingChanged
from platform_app.applications.models import Application
from platform_app.applications.queries import new_documents
from platform_app.extensions import db
from platform_app.members.errors import NotAMember
from platform_app.members.models import Member, MemberRecord
from platform_app.members.operations import append, enrol
from platform_app.members.profile import differences
from platform_app.members.queries import BELONGING, record_on
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.organisations import RegisterChange, Standing
from platform_app.vocabulary.profile import CHOOSABLE_KEYS
from platform_app.vocabulary.reviews import DOCUMENTS_ONLY


def enter(application: Application, effective_on: date, by: Actor) -> MemberRecord:
    """Append the line that an approval causes, inside the running transaction.

    Raises NotAMember when a change meets no member on that day, NothingChanged.
    """
    if application.procedure == Procedure.JOIN:
        return _join(application, effective_on, by)
    present = present_line(application, effective_on)
    base = db.session.get_one(MemberRecord, application.base_record_id)
    changed, audiences = differences(base.profile, application.profile), _audiences(base, application)
    if not changed and not audiences and not new_documents(application):
        raise NothingChanged
    wanted = {key: new for key, (_old, new) in changed.items()}
    line = append(
        present.member,
        effective_on=effective_on,
        change=RegisterChange.RENAME if "name" in wanted else RegisterChange.CHANGE,
        profile=present.profile | wanted,
        visibility=(present.visibility or {}) | audiences,
        by=by,
        standing=present.standing,
        application_id=application.id,
        note=application.reason or ("" if changed or audiences else DOCUMENTS_ONLY),
    )
    for later in lines_after(line):
        carried = {key: new for key, (old, new) in changed.items() if later.profile[key] == old}
        if carried:
            repeat(later, application, by, profile=later.profile | carried)
    return line


def _audiences(base: MemberRecord, application: Application) -> dict[str, str]:
    """Return the audiences that a change asks for anew, by item."""
    return {
        key: application.audience_of(key).value
        for key in CHOOSABLE_KEYS
        if application.audience_of(key) != base.audience_of(key)
    }


def _join(application: Application, effective_on: date, by: Actor) -> MemberRecord:
    member = db.session.get(Member, application.member_id) if application.member_id else enrol()
    if member is None:
        raise NotAMember
    application.member_id = member.id
    return append(
        member,
        effective_on=effective_on,
        change=RegisterChange.JOIN,
        profile=application.profile,
        visibility=application.visibility,
        by=by,
        application_id=application.id,
    )


def leave(application: Application, on: date, by: Actor) -> MemberRecord:
    """Append the line that ends a membership; lines already entered for later days end with it."""
    present = present_line(application, on)
    line = append(
        present.member,
        effective_on=on,
        change=RegisterChange.WITHDRAWAL,
        profile=present.profile,
        visibility=present.visibility,
        by=by,
        standing=Standing.WITHDRAWN,
        application_id=application.id,
        note=application.reason,
    )
    for later in lines_after(line):
        repeat(later, application, by, standing=Standing.WITHDRAWN)
    return line


def take_back(application: Application, on: date, by: Actor, note: str) -> MemberRecord:
    """Append the line that undoes a decision from a day on; what the decision entered stays in the record.

    A joining becomes void, a withdrawal ends, and of a change those items go back
    that no later act has changed again.
    """
    caused = db.session.get_one(MemberRecord, application.record_id)
    on = max(on, caused.effective_on)
    before, present = _line_before(caused), record_on(caused.member_id, on) or caused
    if application.procedure == Procedure.CHANGE and before is not None:
        undone = differences(before.profile, caused.profile)
        profile = present.profile | {k: old for k, (old, new) in undone.items() if present.profile[k] == new}
        visibility = before.visibility if present.visibility == caused.visibility else present.visibility
        standing = present.standing
    else:
        profile, visibility = present.profile, present.visibility
        standing = before.standing if before is not None else Standing.VOID.value
    line = append(
        caused.member,
        effective_on=on,
        change=RegisterChange.REVERSAL,
        profile=profile,
        visibility=visibility,
        by=by,
        note=note,
        standing=standing,
        application_id=application.id,
    )
    for later in lines_after(line):
        _undo_later(later, application, by, standing)
    return line


def _undo_later(later: MemberRecord, application: Application, by: Actor, standing: str) -> None:
    """Keep a line already entered for a later day from bringing back what was undone."""
    if application.procedure != Procedure.CHANGE and later.standing != standing:
        repeat(later, application, by, standing=standing)


def present_line(application: Application, on: date) -> MemberRecord:
    """Return the member's line on a day; NotAMember where it does not belong then."""
    present = record_on(application.member_id or 0, on)
    if present is None or present.standing not in BELONGING:
        raise NotAMember(field="effective_on")
    return present


def lines_after(line: MemberRecord) -> Sequence[MemberRecord]:
    """Return the member's valid lines of later days: where two share a day, the newest speaks."""
    rows = db.session.scalars(
        select(MemberRecord)
        .where(MemberRecord.member_id == line.member_id, MemberRecord.effective_on > line.effective_on)
        .order_by(MemberRecord.effective_on, MemberRecord.id)
    ).all()
    return list({row.effective_on: row for row in rows}.values())


def _line_before(line: MemberRecord) -> MemberRecord | None:
    """Return the line that stood before a line came."""
    return db.session.scalars(
        select(MemberRecord)
        .where(
            MemberRecord.member_id == line.member_id,
            MemberRecord.id < line.id,
            MemberRecord.effective_on <= line.effective_on,
        )
        .order_by(MemberRecord.effective_on.desc(), MemberRecord.id.desc())
        .limit(1)
    ).first()


def repeat(
    later: MemberRecord,
    application: Application,
    by: Actor,
    *,
    profile: Mapping[str, Any] | None = None,
    standing: str | None = None,
) -> MemberRecord:
    """Append a line of a later day again, with what an earlier day's decision changes in it."""
    return append(
        later.member,
        effective_on=later.effective_on,
        change=RegisterChange(later.change),
        profile=profile or later.profile,
        visibility=later.visibility,
        by=by,
        standing=standing or later.standing,
        application_id=application.id,
        note=later.note,
        supersedes_id=later.id,
    )
