"""Verifying the chain: whatever was edited, deleted, reordered or cut off shows."""

import hmac
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from flask import current_app
from sqlalchemy import func, select

from platform_app.dates import now
from platform_app.extensions import db
from platform_app.trail import GENESIS, AuditEntry, AuditHead, digest_of, seal_of

BATCH = 500


@dataclass(frozen=True)
class Break:
    """One place at which the chain does not hold. ``kind`` is edited, missing, tail, head or anchor."""

    kind: str
    entry_id: int | None


def verify() -> tuple[int, list[Break]]:
    """Walk the whole chain; return how many entries were read and every break found."""
    breaks: list[Break] = []
    previous, count = GENESIS, 0
    for entry in _entries():
        count += 1
        if entry.previous_digest != previous:
            breaks.append(Break("missing", entry.id))
        if not hmac.compare_digest(entry.digest, digest_of(entry)):
            breaks.append(Break("edited", entry.id))
        previous = entry.digest
    head = db.session.scalar(select(AuditHead))
    breaks += _judge_head(head, count, previous)
    breaks += _judge_anchors()
    db.session.rollback()
    return count, breaks


def _entries() -> Iterator[AuditEntry]:
    """Read in order, a batch at a time, so that memory stays flat."""
    last = 0
    while True:
        rows = db.session.scalars(
            select(AuditEntry).where(AuditEntry.id > last).order_by(AuditEntry.id).limit(BATCH)
        ).all()
        if not rows:
            return
        yield from rows
        last = rows[-1].id
        db.session.expunge_all()


def _judge_head(head: AuditHead | None, count: int, digest: str) -> list[Break]:
    if head is None:
        return [Break("head", None)] if count else []
    breaks = []
    if not hmac.compare_digest(head.seal, seal_of(head.count, head.digest)):
        breaks.append(Break("head", head.entry_id))
    if head.count != count or head.digest != digest:
        breaks.append(Break("tail", head.entry_id))
    return breaks


def anchor_file() -> Path:
    """The file, outside the database, to which the head is noted from time to time."""
    return Path(current_app.instance_path) / "audit-anchors.txt"


def note_anchor() -> None:
    """Note the present head outside the database: a restored older database then shows, too."""
    head = db.session.scalar(select(AuditHead))
    db.session.rollback()
    if head is None:
        return
    with anchor_file().open("a", encoding="ascii") as file:
        file.write(f"{now().isoformat()} {head.count} {head.digest}\n")


def _judge_anchors() -> list[Break]:
    """Every noted head must still be in the table at its place."""
    if not anchor_file().exists():
        return []
    breaks = []
    for line in anchor_file().read_text("ascii").splitlines():
        _at, count, digest = line.split()
        entry_id = db.session.scalar(select(AuditEntry.id).where(AuditEntry.digest == digest))
        place = entry_id and db.session.scalar(
            select(func.count()).select_from(AuditEntry).where(AuditEntry.id <= entry_id)
        )
        if place != int(count):
            breaks.append(Break("anchor", entry_id))
    return breaks
