"""Adding lines to the register. Nothing here updates or deletes one."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from platform_app import folding
from platform_app.actor import Actor
from platform_app.counters import at_least, next_number
from platform_app.dates import now
from platform_app.errors import MissingReason, NotFound
from platform_app.extensions import db
from platform_app.members.errors import ItsOwnSuccessor, KnownLineage, NotAMember
from platform_app.members.following import FOLLOWERS
from platform_app.members.models import Member, MemberBigram, MemberLink, MemberRecord
from platform_app.members.profile import differences
from platform_app.members.queries import REGISTER_VERSION, record_on
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.organisations import RegisterChange, Standing

MEMBER_NUMBERS = "member"


def enrol(number: int | None = None) -> Member:
    """Create a member inside the running transaction, with the next number or a given one.

    A given number (an imported register) moves the series past it.
    """
    if number is None:
        number = next_number(MEMBER_NUMBERS)
    else:
        at_least(MEMBER_NUMBERS, number)
    member = Member(number=number)
    db.session.add(member)
    db.session.flush()
    return member


def append(  # noqa: PLR0913
    member: Member,
    *,
    effective_on: date,
    change: RegisterChange,
    profile: Mapping[str, Any],
    visibility: Mapping[str, str],
    by: Actor,
    standing: str = Standing.ACTIVE,
    note: str = "",
    application_id: int | None = None,
    supersedes_id: int | None = None,
    recorded_at: datetime | None = None,
) -> MemberRecord:
    """Append one line to the register inside the running transaction.

    ``profile`` is the whole entry as it stands from ``effective_on``. The names in
    it become searchable at once, and stay so when the organisation is renamed.
    """
    record = MemberRecord(
        member_id=member.id,
        effective_on=effective_on,
        change=change.value,
        standing=str(standing),
        note=note,
        application_id=application_id,
        recorded_by_id=by.user_id,
        supersedes_id=supersedes_id,
        recorded_at=recorded_at or now(),
    )
    record.fill(profile, visibility)
    names = (record.name, record.short_name or "", record.name_kana or "")
    record.search_key = folding.search_key(" ".join(names))
    record.sort_key = folding.search_key(record.name_kana or record.name)
    next_number(REGISTER_VERSION)
    db.session.add(record)
    db.session.flush()
    _index(member.id, record.search_key)
    for follow in FOLLOWERS:
        follow(record)
    return record


def _index(member_id: int, key: str) -> None:
    known = set(db.session.scalars(select(MemberBigram.bigram).where(MemberBigram.member_id == member_id)))
    db.session.add_all(
        MemberBigram(bigram=pair, member_id=member_id) for pair in sorted(set(folding.bigrams(key)) - known)
    )


@operation(Action.CORRECT_RECORD)
def correct(member: Member, *, record_id: int, profile: Mapping[str, Any], reason: str, by: Actor) -> MemberRecord:
    """訂正: replace a line that was wrong from its first day, keeping what was known before.

    The new line has the same effective date and a later record time, so a print
    「known at」 an earlier instant still shows the old one. Lines that follow keep
    what they say except for the corrected items that they had taken over.
    """
    if not reason.strip():
        raise MissingReason(field="reason")
    wrong = db.session.get(MemberRecord, record_id)
    if wrong is None or wrong.member_id != member.id:
        raise NotFound
    changed = differences(wrong.profile, profile)
    corrected = _replace(member, wrong, changed, reason, by)
    for later in _lines_after(member, wrong):
        carried = {key: pair for key, pair in changed.items() if later.profile[key] == pair[0]}
        if carried:
            _replace(member, later, carried, reason, by)
    return corrected


def _lines_after(member: Member, line: MemberRecord) -> list[MemberRecord]:
    """Return the valid lines after a line: where two share a day, the newest speaks."""
    rows = db.session.scalars(
        select(MemberRecord)
        .where(MemberRecord.member_id == member.id, MemberRecord.effective_on > line.effective_on)
        .order_by(MemberRecord.effective_on, MemberRecord.id)
    ).all()
    return list({row.effective_on: row for row in rows}.values())


def _replace(
    member: Member, wrong: MemberRecord, changed: Mapping[str, tuple[Any, Any]], reason: str, by: Actor
) -> MemberRecord:
    profile = wrong.profile | {key: new for key, (_old, new) in changed.items()}
    return append(
        member,
        effective_on=wrong.effective_on,
        change=RegisterChange.CORRECTION,
        profile=profile,
        visibility=wrong.visibility,
        by=by,
        standing=wrong.standing,
        note=reason,
        supersedes_id=wrong.id,
    )


@operation(Action.CHANGE_STANDING)
def change_standing(
    member: Member, *, change: RegisterChange, effective_on: date, reason: str, by: Actor
) -> MemberRecord:
    """Suspend, resume or expel a member from a date, with the reason."""
    if not reason.strip():
        raise MissingReason(field="reason")
    standings = {
        RegisterChange.SUSPENSION: Standing.SUSPENDED,
        RegisterChange.RESUMPTION: Standing.ACTIVE,
        RegisterChange.EXPULSION: Standing.EXPELLED,
    }
    return _carry_on(member, change=change, standing=standings[change], effective_on=effective_on, note=reason, by=by)


def _carry_on(  # noqa: PLR0913
    member: Member, *, change: RegisterChange, standing: Standing, effective_on: date, note: str, by: Actor
) -> MemberRecord:
    """Append a line that keeps the entry and changes its standing."""
    present = record_on(member.id, effective_on)
    if present is None or present.standing not in {Standing.ACTIVE, Standing.SUSPENDED}:
        raise NotAMember(field="effective_on")
    return append(
        member,
        effective_on=effective_on,
        change=change,
        profile=present.profile,
        visibility=present.visibility,
        by=by,
        standing=standing,
        note=note,
    )


def _refuse_known_lineage(predecessor: Member, successor: Member, kind: RegisterChange) -> None:
    same = select(MemberLink.id).where(
        MemberLink.predecessor_id == predecessor.id,
        MemberLink.successor_id == successor.id,
        MemberLink.kind == kind.value,
    )
    if db.session.scalar(same) is not None:
        raise KnownLineage


@operation(Action.LINK_MEMBERS)
def link(predecessor: Member, *, successor_id: int, linked_on: date, note: str, by: Actor) -> MemberLink:
    """法人化: record that an organisation became another one; its membership goes on."""
    del by
    return _linked(predecessor, successor_id, RegisterChange.INCORPORATION, linked_on, note)


@operation(Action.MERGE_MEMBERS)
def merge(predecessor: Member, *, successor_id: int, linked_on: date, note: str, by: Actor) -> MemberLink:
    """合併: record that an organisation was merged into another one.

    The predecessor's line ends as 合併 on that day; both numbers stay.
    """
    row = _linked(predecessor, successor_id, RegisterChange.MERGER, linked_on, note)
    _carry_on(
        predecessor,
        change=RegisterChange.MERGER,
        standing=Standing.MERGED,
        effective_on=linked_on,
        note=note,
        by=by,
    )
    return row


def _linked(predecessor: Member, successor_id: int, kind: RegisterChange, linked_on: date, note: str) -> MemberLink:
    """Add a link of the lineage. Raises NotFound, ItsOwnSuccessor, KnownLineage."""
    successor = db.session.get(Member, successor_id)
    if successor is None:
        raise NotFound
    if successor.id == predecessor.id:
        raise ItsOwnSuccessor(field="successor")
    _refuse_known_lineage(predecessor, successor, kind)
    row = MemberLink(
        predecessor_id=predecessor.id, successor_id=successor.id, kind=kind.value, linked_on=linked_on, note=note
    )
    next_number(REGISTER_VERSION)
    db.session.add(row)
    return row
