"""The audit trail: an insert-only, hash-chained table and the one function that appends.

Every entry carries a keyed digest of itself and of its predecessor; the head row
carries the newest digest and the count, so an edit, a deletion, a reordering and
a cut-off tail all show (``flask audit verify``).
"""

import hashlib
import hmac
import json
from datetime import date, datetime
from enum import Enum
from typing import Any

from flask import current_app
from sqlalchemy import DDL, JSON, ForeignKey, event, inspect, select
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.orm.attributes import instance_state

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.extensions import Base, UtcDateTime, db
from platform_app.vocabulary.actions import Action

REDACTED = {"redacted": True}
GENESIS = "0" * 64


class AuditEntry(Base):
    """One act or disclosure: who, when, for whom, through which channel, what changed."""

    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    actor_user_id: Mapped[int | None] = mapped_column(index=True)
    actor_label: Mapped[str]
    capacities: Mapped[str]
    on_behalf_of: Mapped[str]
    channel: Mapped[str]
    action: Mapped[str] = mapped_column(index=True)
    subject_type: Mapped[str]
    subject_id: Mapped[int | None]
    subject_label: Mapped[str]
    changes: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
    request_id: Mapped[str]
    previous_digest: Mapped[str]
    digest: Mapped[str] = mapped_column(unique=True)


class AuditHead(Base):
    """The newest link of the chain; one row, locked while an entry is appended."""

    id: Mapped[int] = mapped_column(primary_key=True)
    entry_id: Mapped[int | None] = mapped_column(ForeignKey("audit_entry.id"))
    count: Mapped[int] = mapped_column(default=0)
    digest: Mapped[str] = mapped_column(default=GENESIS)
    seal: Mapped[str] = mapped_column(default="")


_SQLITE_GUARD = """
CREATE TRIGGER audit_entry_no_{verb_lower} BEFORE {verb} ON audit_entry
BEGIN SELECT RAISE(ABORT, 'audit_entry is insert-only'); END
"""
_POSTGRES_GUARD = """
CREATE OR REPLACE FUNCTION audit_entry_guard() RETURNS trigger AS $$
BEGIN RAISE EXCEPTION 'audit_entry is insert-only'; END $$ LANGUAGE plpgsql;
CREATE TRIGGER audit_entry_insert_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
FOR EACH STATEMENT EXECUTE FUNCTION audit_entry_guard()
"""
#: The statements that make the table insert-only, by database dialect; the
#: migration and ``create_all`` both run them.
GUARDS: dict[str, tuple[str, ...]] = {
    "sqlite": tuple(_SQLITE_GUARD.format(verb=verb, verb_lower=verb.lower()) for verb in ("UPDATE", "DELETE")),
    "postgresql": (_POSTGRES_GUARD,),
}
for _dialect, _statements in GUARDS.items():
    for _statement in _statements:
        _guard: Any = DDL(_statement.replace("%", "%%"))  # type: ignore[no-untyped-call]
        event.listen(AuditEntry.__table__, "after_create", _guard.execute_if(dialect=_dialect))


def canonical(value: Any) -> Any:
    """Return a JSON-safe form of a column value, the same on every database."""
    if isinstance(value, datetime | date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, bytes):
        return f"sha256:{hashlib.sha256(value).hexdigest()}"
    return value


def key() -> bytes:
    """The key of the digests, derived from the installation's secret."""
    return hashlib.sha256(b"audit:" + current_app.config["SECRET_KEY"].encode()).digest()


def digest_of(entry: AuditEntry) -> str:
    """Compute the keyed digest over everything an entry says and its predecessor's digest."""
    names = [c.key for c in inspect(AuditEntry).column_attrs if c.key not in {"id", "digest"}]
    told = {name: canonical(getattr(entry, name)) for name in names}
    text = json.dumps(told, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hmac.new(key(), text.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def seal_of(count: int, digest: str) -> str:
    """Compute the seal of the head: it can not be moved back without the key."""
    return hmac.new(key(), f"{count}:{digest}".encode(), hashlib.sha256).hexdigest()


def append(action: Action, actor: Actor, subject: object, changes: list[dict[str, Any]]) -> AuditEntry:
    """Append one entry in the running transaction; the head row is locked until commit."""
    head = db.session.scalars(select(AuditHead).with_for_update()).one_or_none()
    if head is None:
        head = AuditHead(id=1, count=0, digest=GENESIS)
        db.session.add(head)
    entry = AuditEntry(
        at=now(),
        actor_user_id=actor.user_id,
        actor_label=actor.label,
        capacities=" ".join(sorted(actor.capacities)),
        on_behalf_of=actor.on_behalf_of,
        channel=actor.channel,
        action=action.value,
        subject_type=_type_of(subject),
        subject_id=getattr(subject, "id", None),
        subject_label=str(getattr(subject, "audit_label", "") or ""),
        changes=changes,
        request_id=actor.request_id,
        previous_digest=head.digest,
    )
    entry.digest = digest_of(entry)
    db.session.add(entry)
    db.session.flush()
    head.entry_id, head.count, head.digest = entry.id, head.count + 1, entry.digest
    head.seal = seal_of(head.count, head.digest)
    db.session.flush()
    return entry


def _type_of(subject: object) -> str:
    return (
        subject
        if isinstance(subject, str)
        else (
            ""
            if subject is None
            else type(subject).__tablename__
            if isinstance(subject, Base)
            else type(subject).__name__
        )
    )


def _own_key(thing: Any) -> str | None:
    """Return the word that names a row by itself (a setting's name); None for rows that are numbered."""
    keys = inspect(type(thing)).primary_key
    return str(getattr(thing, keys[0].key)) if len(keys) == 1 and keys[0].key != "id" else None


class ChangeRecorder:
    """Gathers the column-level differences of one transaction, over all its flushes."""

    def __init__(self, session: Session) -> None:
        """Listen to this session only, until ``stop`` is called."""
        self.session = session
        self.changes: list[dict[str, Any]] = []
        self._new: list[tuple[dict[str, Any], object]] = []
        event.listen(session, "before_flush", self._before_flush)

    def stop(self) -> list[dict[str, Any]]:
        """Stop listening; return the changes with the keys the database has given."""
        event.remove(self.session, "before_flush", self._before_flush)
        for change, thing in self._new:
            change["id"] = getattr(thing, "id", None)
        return self.changes

    def _before_flush(self, session: Session, _context: Any, _instances: Any) -> None:
        for verb, things in (("insert", session.new), ("update", session.dirty), ("delete", session.deleted)):
            for thing in things:
                if not isinstance(thing, AuditEntry | AuditHead):
                    self._record(verb, thing)

    def _record(self, verb: str, thing: Any) -> None:
        state = instance_state(thing)
        columns = {}
        for attribute in inspect(type(thing)).column_attrs:
            column = attribute.columns[0]
            history = state.attrs[attribute.key].history
            if not history.has_changes() or column.primary_key or column.info.get("audit") == "skip":
                continue
            old = history.deleted[0] if history.deleted else None
            new = history.added[0] if history.added else None
            hidden = column.info.get("audit") == "redact"
            columns[attribute.key] = [REDACTED, REDACTED] if hidden else [canonical(old), canonical(new)]
        if columns or verb == "delete":
            change = {"table": thing.__tablename__, "id": getattr(thing, "id", None), "verb": verb, "columns": columns}
            if (key := _own_key(thing)) is not None:
                change["key"] = key
            self.changes.append(change)
            if verb == "insert":
                self._new.append((change, thing))
