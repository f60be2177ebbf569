"""Preparing an import, and applying exactly what was previewed."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.extensions import db
from platform_app.imports.errors import AlreadyApplied, PreviewOutdated
from platform_app.imports.findings import Level
from platform_app.imports.models import ColumnMatching, ImportedLine, RegisterImport
from platform_app.imports.planning import Planned, digest_of, plan
from platform_app.imports.queries import known_members, planned_rows
from platform_app.imports.reading import Reading
from platform_app.members.models import Member, MemberRecord
from platform_app.members.operations import append, enrol
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.imports import Outcome
from platform_app.vocabulary.organisations import RegisterChange, Standing
from platform_app.vocabulary.profile import LIST_KEYS, PROFILE_KEYS


@operation(Action.IMPORT_PREVIEW)
def prepare(
    register_import: RegisterImport | None, *, reading: Reading, by: Actor, remember: bool = False
) -> RegisterImport:
    """Store a file as it was read together with what applying it would do; the register stays as it is.

    With an import given, its reading is replaced (other columns, another date);
    ``remember`` keeps the matching for the next file with the same headings.
    Raises AlreadyApplied.
    """
    if register_import is not None and register_import.applied_at is not None:
        raise AlreadyApplied
    rows = plan(reading.parsed.entries, known_members(reading.as_of), as_of=reading.as_of)
    register_import = register_import or RegisterImport(filename=reading.filename, created_by=by.label)
    if remember:
        db.session.merge(ColumnMatching(fingerprint=reading.layout.fingerprint, targets=reading.targets))
    register_import.digest, register_import.content = reading.digest, reading.content
    register_import.sheet, register_import.fingerprint = reading.layout.sheet, reading.layout.fingerprint
    register_import.mapping = {str(index): target for index, target in reading.mapping.items()}
    register_import.as_of, register_import.default_joined_on = reading.as_of, reading.default_joined_on
    register_import.skipped = [skipped.to_json() for skipped in reading.parsed.skipped]
    register_import.notes = list(reading.notes)
    register_import.plan = [planned.to_json() for planned in rows]
    register_import.token, register_import.counts = digest_of(rows, reading.as_of), _counts(rows)
    db.session.add(register_import)
    return register_import


@operation(Action.IMPORT_APPLY)
def apply(register_import: RegisterImport, *, token: str, by: Actor) -> RegisterImport:
    """Add to the register what the preview with this token showed: all of it, or nothing.

    The plan is made again from the stored rows and the register of this moment; if
    it is not the very one that was shown, nothing is added. Rows with errors are
    left out, as the preview said. Raises AlreadyApplied, PreviewOutdated.
    """
    if register_import.applied_at is not None:
        raise AlreadyApplied
    shown = planned_rows(register_import)
    present = plan([each.entry for each in shown], known_members(register_import.as_of), as_of=register_import.as_of)
    if token != register_import.token or digest_of(present, register_import.as_of) != token:
        raise PreviewOutdated
    moment = now()
    # Given numbers first: the series then continues behind them.
    for planned in sorted(present, key=lambda each: each.entry.number is None):
        for record in _lines(planned, register_import, moment, by):
            db.session.add(ImportedLine(record_id=record.id, import_id=register_import.id, row=planned.entry.row))
    register_import.applied_at, register_import.applied_by = moment, by.label
    return register_import


def _counts(rows: Iterable[Planned]) -> dict[str, int]:
    """Count the rows by outcome, and those with warnings and those that leave."""
    counts = Counter({outcome.value: 0 for outcome in Outcome})
    for planned in rows:
        counts[planned.outcome.value] += 1
        if planned.outcome is not Outcome.ERROR:
            counts["warning"] += any(finding.level is Level.WARNING for finding in planned.findings)
            counts["leaving"] += planned.leaves_on is not None
    return dict(counts)


def _lines(planned: Planned, register_import: RegisterImport, moment: datetime, by: Actor) -> Iterable[MemberRecord]:
    """Append the lines of one row to the register."""
    if planned.outcome is Outcome.NEW:
        yield from _new_member(planned, moment, by)
    elif planned.outcome is Outcome.DIFFERS:
        yield from _known_member(planned, register_import, moment, by)


def _new_member(planned: Planned, moment: datetime, by: Actor) -> Iterable[MemberRecord]:
    entry = planned.entry
    if entry.joined_on is None:
        raise PreviewOutdated
    member = enrol(entry.number)
    empty: dict[str, Any] = {key: [] if key in LIST_KEYS else "" for key in PROFILE_KEYS}
    joined = append(
        member,
        effective_on=entry.joined_on,
        change=RegisterChange.JOIN,
        profile=empty | entry.values,
        visibility={},
        by=by,
        recorded_at=moment,
        note=entry.remark if planned.leaves_on is None else "",
    )
    yield joined
    if planned.leaves_on is not None:
        yield _withdrawn(member, joined, planned, moment, by)


def _known_member(
    planned: Planned, register_import: RegisterImport, moment: datetime, by: Actor
) -> Iterable[MemberRecord]:
    member = db.session.get_one(Member, planned.member_id)
    last = max(member.records, key=lambda record: (record.effective_on, record.id))
    if planned.changes:
        change = RegisterChange.RENAME if "name" in planned.changes else RegisterChange.CHANGE
        profile = last.profile | {key: new for key, (_old, new) in planned.changes.items()}
        last = append(
            member,
            effective_on=register_import.as_of,
            change=change,
            profile=profile,
            visibility=last.visibility,
            by=by,
            standing=last.standing,
            recorded_at=moment,
            note=planned.entry.remark,
        )
        yield last
    if planned.leaves_on is not None:
        yield _withdrawn(member, last, planned, moment, by)


def _withdrawn(member: Member, last: MemberRecord, planned: Planned, moment: datetime, by: Actor) -> MemberRecord:
    if planned.leaves_on is None:
        raise PreviewOutdated
    return append(
        member,
        effective_on=planned.leaves_on,
        change=RegisterChange.WITHDRAWAL,
        profile=last.profile,
        visibility=last.visibility,
        by=by,
        standing=Standing.WITHDRAWN,
        recorded_at=moment,
        note=planned.entry.remark,
    )
