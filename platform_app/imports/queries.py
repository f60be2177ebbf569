"""Reading imports, remembered matchings, and the register as an import compares with it."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import undefer

from platform_app.extensions import db
from platform_app.imports.models import ColumnMatching, ImportedLine, RegisterImport
from platform_app.imports.planning import BELONGING, Known, Planned
from platform_app.members.models import Member, MemberRecord
from platform_app.members.queries import lines_as_of
from platform_app.vocabulary.organisations import RegisterChange

LIST_LENGTH = 50


def recent() -> Sequence[RegisterImport]:
    """Return the newest imports, the newest first."""
    statement = select(RegisterImport).order_by(RegisterImport.created_at.desc(), RegisterImport.id.desc())
    return db.session.scalars(statement.limit(LIST_LENGTH)).all()


def register_import(import_id: int) -> RegisterImport:
    """Return one import with its plan; raises NoResultFound."""
    statement = select(RegisterImport).where(RegisterImport.id == import_id).options(undefer(RegisterImport.plan))
    return db.session.scalars(statement).one()


def applied_before(digest: str, *, besides: int) -> RegisterImport | None:
    """Return an earlier import of the same file that was applied."""
    return db.session.scalars(
        select(RegisterImport)
        .where(RegisterImport.digest == digest, RegisterImport.id != besides, RegisterImport.applied_at.is_not(None))
        .order_by(RegisterImport.id.desc())
    ).first()


def planned_rows(row: RegisterImport) -> list[Planned]:
    """Return the rows of an import as they were previewed."""
    return [Planned.from_json(stored) for stored in row.plan]


def members_of(import_id: int) -> dict[int, int]:
    """Return the numbers of the members that an applied import touched, by the row they came from."""
    statement = (
        select(ImportedLine.row, Member.number)
        .join(MemberRecord, MemberRecord.id == ImportedLine.record_id)
        .join(Member, Member.id == MemberRecord.member_id)
        .where(ImportedLine.import_id == import_id)
    )
    return dict(db.session.execute(statement).all())


def remembered(fingerprint: str) -> Sequence[str] | None:
    """Return the targets that were given to a layout's columns, or None."""
    matching = db.session.get(ColumnMatching, fingerprint)
    return matching.targets if matching else None


def known_members(as_of: date) -> list[Known]:
    """Return every member with its entry on a date, or its first one if it joined later."""
    lines = _every_line()
    entries = {record.member_id: record for record in db.session.scalars(lines_as_of(as_of))}
    later = [outline[0].id for member_id, outline in lines.items() if member_id not in entries]
    for start in range(0, len(later), 500):
        statement = select(MemberRecord).where(MemberRecord.id.in_(later[start : start + 500]))
        entries |= {record.member_id: record for record in db.session.scalars(statement)}
    return [_known(outline, entries[member_id]) for member_id, outline in lines.items()]


def _every_line() -> dict[int, list[Any]]:
    """Return the outlines of all lines by member, each in the order in which it takes effect."""
    outlines: defaultdict[int, list[Any]] = defaultdict(list)
    statement = (
        select(
            MemberRecord.id,
            MemberRecord.member_id,
            MemberRecord.name,
            MemberRecord.effective_on,
            MemberRecord.standing,
            MemberRecord.change,
            Member.number,
        )
        .join(Member, Member.id == MemberRecord.member_id)
        .order_by(Member.number, MemberRecord.effective_on, MemberRecord.id)
    )
    for line in db.session.execute(statement):
        outlines[line.member_id].append(line)
    return dict(outlines)


def _known(outline: Sequence[Any], entry: MemberRecord) -> Known:
    last = outline[-1]
    gone = [line.effective_on for line in outline if line.standing not in BELONGING]
    joined = [line.effective_on for line in outline if line.change == RegisterChange.JOIN]
    return Known(
        member_id=last.member_id,
        number=last.number,
        names=tuple(dict.fromkeys(line.name for line in outline)),
        profile=entry.profile,
        standing=last.standing,
        joined_on=(joined or [outline[0].effective_on])[0],
        standing_on=gone[0] if gone and last.standing not in BELONGING else last.effective_on,
        last_on=last.effective_on,
    )
