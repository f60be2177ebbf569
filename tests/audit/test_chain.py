"""The chain shows an edit, a deletion, a reordering, a cut-off tail and a moved head."""

import json

import pytest
from flask import Flask
from sqlalchemy import text
from sqlalchemy.exc import DatabaseError

from platform_app.audit.chain import note_anchor, verify
from platform_app.extensions import db
from platform_app.trail import AuditEntry, AuditHead
from tests import factories


def _force(statement: str, **values: object) -> None:
    """Do what only somebody with the keys of the database could: switch the guard off."""
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            guards = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
            for name, _sql in guards:
                connection.execute(text(f"DROP TRIGGER {name}"))
            connection.execute(text(statement), values)
            for _name, sql in guards:
                connection.execute(text(sql))
        else:
            connection.execute(text("SET session_replication_role = replica"))
            connection.execute(text(statement), values)
            connection.execute(text("SET session_replication_role = origin"))
        connection.commit()


def _ids() -> list[int]:
    found = list(db.session.scalars(db.select(AuditEntry.id).order_by(AuditEntry.id)))
    db.session.rollback()
    return found


def test_an_untouched_chain_holds(app: Flask) -> None:
    factories.approved()

    count, breaks = verify()

    assert count > 4
    assert breaks == []


@pytest.mark.parametrize("statement", ["UPDATE audit_entry SET actor_label = 'x'", "DELETE FROM audit_entry"])
def test_the_database_itself_refuses_to_change_an_entry(app: Flask, statement: str) -> None:
    factories.submitted()

    with pytest.raises(DatabaseError), db.engine.begin() as connection:
        connection.execute(text(statement))


def test_every_single_edited_column_shows(app: Flask) -> None:
    factories.submitted()
    entry_id = _ids()[0]
    columns = [c.name for c in AuditEntry.__table__.columns if c.name not in {"id", "previous_digest", "digest"}]
    for column in columns:
        kept = db.session.execute(text(f"SELECT {column} FROM audit_entry WHERE id = :id"), {"id": entry_id}).scalar()
        db.session.rollback()
        new = {"at": "2001-01-01 00:00:00.000000", "changes": "[]"}.get(column, 7 if "id" in column else "changed")
        if column == "request_id":
            new = "changed"
        _force(f"UPDATE audit_entry SET {column} = :new WHERE id = :id", new=new, id=entry_id)

        assert [found.kind for found in verify()[1]] == ["edited"], column

        if column == "changes" and not isinstance(kept, str):
            kept = json.dumps(kept)
        _force(f"UPDATE audit_entry SET {column} = :old WHERE id = :id", old=kept, id=entry_id)
    assert verify()[1] == []


def test_a_deleted_entry_shows(app: Flask) -> None:
    factories.submitted()
    _force("UPDATE audit_head SET entry_id = NULL")
    _force("DELETE FROM audit_entry WHERE id = :id", id=_ids()[0])

    assert {"missing", "tail"} <= {found.kind for found in verify()[1]}


def test_two_entries_exchanged_show(app: Flask) -> None:
    factories.submitted()
    first, second = _ids()[:2]
    _force("UPDATE audit_head SET entry_id = NULL")
    _force("UPDATE audit_entry SET id = 900001 WHERE id = :id", id=first)
    _force("UPDATE audit_entry SET id = :first WHERE id = :second", first=first, second=second)
    _force("UPDATE audit_entry SET id = :second WHERE id = 900001", second=second)

    assert "missing" in {found.kind for found in verify()[1]}


def test_a_cut_off_tail_shows_even_when_the_head_is_moved_back(app: Flask) -> None:
    factories.submitted()
    note_anchor()
    last = _ids()[-1]
    entry = db.session.get_one(AuditEntry, last)
    before = entry.previous_digest
    count = db.session.scalar(db.select(AuditHead.count))
    db.session.rollback()

    _force("UPDATE audit_head SET entry_id = NULL")
    _force("DELETE FROM audit_entry WHERE id = :id", id=last)
    assert "tail" in {found.kind for found in verify()[1]}

    _force("UPDATE audit_head SET count = :count, digest = :digest", count=count - 1, digest=before)
    assert {"head", "anchor"} <= {found.kind for found in verify()[1]}
