"""What became of an application after somebody read it, told from the audit trail as (label, before, after)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from platform_app.applications.models import Application, Attachment
from platform_app.applications.notice_values import document_name
from platform_app.dates import wareki
from platform_app.extensions import db
from platform_app.members.entry_text import audience_texts, item_text
from platform_app.trail import AuditEntry
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Declaration
from platform_app.vocabulary.profile import ITEMS_BY_KEY, PROFILE_KEYS
from platform_app.vocabulary.reviews import OtherPoint, point_label

#: What is told apart, in the order in which it is told.
_TOLD = (*PROFILE_KEYS, "visibility", *(point.value for point in OtherPoint))

Rows = list[tuple[str, str, str]]


def changes_since(found: Application, version: int) -> Rows:
    """Return what changed after a version; the documents are not among it."""
    return _rows(_entries(found), version)


def changes_since_return(found: Application) -> Rows | None:
    """Return what changed since the last 差戻し, documents included.

    None where nothing was ever returned, or what was returned has not come back.
    """
    returned = max((n for n, step in enumerate(found.steps) if step.action == Action.RETURN), default=None)
    if returned is None or all(step.action != Action.SUBMIT for step in found.steps[returned:]):
        return None
    entries = _entries(found)
    version = max((point.version for point in found.return_points), default=0)
    return _rows(entries, version) + _documents(found, entries, found.steps[returned].at)


def _entries(found: Application) -> Sequence[AuditEntry]:
    return db.session.scalars(
        select(AuditEntry)
        .where(AuditEntry.subject_type == Application.__tablename__, AuditEntry.subject_id == found.id)
        .order_by(AuditEntry.id)
    ).all()


def _rows(entries: Iterable[AuditEntry], version: int) -> Rows:
    first: dict[str, Any] = {}
    last: dict[str, Any] = {}
    for columns in (change["columns"] for entry in entries for change in entry.changes if _is_newer(change, version)):
        for key, (old, new) in columns.items():
            first.setdefault(key, old)
            last[key] = new
    rows: Rows = []
    for key in _TOLD:
        if key in last and not _is_same(first[key], last[key]):
            rows += _row(key, first[key], last[key])
    return rows


def _is_newer(change: Mapping[str, Any], version: int) -> bool:
    """Whether a recorded change of the application made a version after the one that was read."""
    if change.get("table") != Application.__tablename__ or change.get("verb") != "update":
        return False
    made = change["columns"].get("version")
    return made is not None and made[1] > version


def _is_same(old: Any, new: Any) -> bool:
    """Whether two values say the same; the order of a list says nothing, and nothing is nothing."""
    if isinstance(old, list) or isinstance(new, list):
        return set(old or ()) == set(new or ())
    return (old or None) == (new or None)


def _row(key: str, old: Any, new: Any) -> Rows:
    if key == "visibility":
        return audience_texts(old or {}, new or {})
    return [(point_label(key), _text(key, old), _text(key, new))]


def _text(key: str, value: Any) -> str:
    if not value:
        return ""
    if key in ITEMS_BY_KEY:
        return item_text(key, value)
    if key == OtherPoint.DECLARATIONS:
        return "\n".join(Declaration.label_of(code) for code in value)
    is_day = key in {OtherPoint.CHANGED_ON, OtherPoint.LEAVE_ON}
    return wareki(date.fromisoformat(value)) if is_day else str(value)


# --- Documents ----------------------------------------------------------------


def _documents(found: Application, entries: Iterable[AuditEntry], since: datetime) -> Rows:
    """Return a row of the documents that were taken off, and one of those that were added."""
    added = [document_name(one.kind, one.file_name) for one in found.attachments if one.created_at > since]
    gone = _taken_off(found, entries, since)
    rows = [("外した添付書類", "\n".join(gone), "—"), ("加えた添付書類", "—", "\n".join(added))]
    return [row for row, names in zip(rows, (gone, added), strict=True) if names]


def _taken_off(found: Application, entries: Iterable[AuditEntry], since: datetime) -> list[str]:
    """Return the documents that were there and are no more; a database may give the id of one to another."""
    present = {(one.id, one.digest) for one in found.attachments}
    known: dict[tuple[int, str], str] = {}
    for entry in entries:
        for change in entry.changes if entry.at <= since else ():
            if change.get("table") == Attachment.__tablename__ and change.get("verb") == "insert":
                told = {key: new for key, (_old, new) in change["columns"].items()}
                known[change["id"], told["digest"]] = document_name(told["kind"], told["file_name"])
    lost = {file: name for file, name in known.items() if file not in present}
    if not lost:
        return []
    removed = set(
        db.session.scalars(
            select(AuditEntry.subject_id).where(
                AuditEntry.action == Action.DETACH.value,
                AuditEntry.subject_type == Attachment.__tablename__,
                AuditEntry.subject_id.in_([number for number, _digest in lost]),
                AuditEntry.at > since,
            )
        )
    )
    return [name for (number, _digest), name in lost.items() if number in removed]
