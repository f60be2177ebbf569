"""The fault loop: an act with each of its SQL statements failing in turn must change nothing at all."""

import hashlib
import sqlite3
from collections.abc import Callable, Collection
from typing import Any

from flask import Flask
from sqlalchemy import event
from sqlalchemy.exc import OperationalError

from platform_app.extensions import db

#: More statements than any one act may need.
MOST = 400

Contents = dict[str, list[tuple[Any, ...]]]


class Fault(Exception):
    """What the database is made to answer."""


def contents(but: Collection[str] = ()) -> Contents:
    """Return every row of every table, but those named, as the driver gives it, in a fixed order.

    The columns' types are left out on purpose: a fault loop asks hundreds of times.
    """
    db.session.rollback()
    with db.engine.connect() as connection:
        cursor = connection.connection.cursor()
        return {table.name: _rows(cursor, table.name) for table in db.metadata.sorted_tables if table.name not in but}


def _rows(cursor: Any, table: str) -> list[tuple[Any, ...]]:
    cursor.execute(f'SELECT * FROM "{table}"')
    return sorted(map(tuple, cursor.fetchall()), key=repr)


class Watch:
    """Says what the database holds in one word, and reads it again only after somebody has committed."""

    def __init__(self) -> None:
        """Begin to watch the database of the running application; ``close`` ends it."""
        self.is_file = db.engine.dialect.name == "sqlite"
        self.side = sqlite3.connect(str(db.engine.url.database)) if self.is_file else None
        self.known: dict[tuple[frozenset[str], int], str] = {}
        self.commits = 0
        event.listen(db.engine, "commit", self._note_commit)

    def _note_commit(self, _connection: object) -> None:
        self.commits += 1

    def close(self) -> None:
        """Let go of the database."""
        event.remove(db.engine, "commit", self._note_commit)
        if self.side is not None:
            self.side.close()

    def digest(self, but: Collection[str] = ()) -> str:
        """Return a digest of every row of every table but those named."""
        db.session.rollback()
        key = (frozenset(but), self._version())
        if key not in self.known:
            self.known[key] = self._read(but)
        return self.known[key]

    def _version(self) -> int:
        """Return a number that is another one after anybody has committed.

        SQLite counts what other connections have committed itself; on PostgreSQL a transaction leaves something only
        by the commit of this engine, through which all that is watched goes.
        """
        if self.side is None:
            return self.commits
        return int(self.side.execute("PRAGMA data_version").fetchone()[0])

    def _read(self, but: Collection[str]) -> str:
        if self.side is None:
            return repr(sorted(digests(but).items()))  # A parallel plan names the tables in any order.
        return hashlib.sha256(repr(contents(but)).encode("utf-8", "surrogatepass")).hexdigest()


def digests(but: Collection[str] = ()) -> dict[str, str]:
    """Return a digest of each table but those named, reckoned by PostgreSQL in one statement."""
    each = [
        f"SELECT '{table.name}', md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM \"{table.name}\" t"
        for table in db.metadata.sorted_tables
        if table.name not in but
    ]
    with db.engine.connect() as connection:
        return {name: digest for name, digest in connection.exec_driver_sql(" UNION ALL ".join(each))}  # noqa: C416


def each_statement_failing(app: Flask, act: Callable[[], object]) -> int:
    """Run an act with its 1st, 2nd … statement failing, and with its commit failing; return how many there were.

    ``act`` fetches what it needs anew each time, because a failed transaction leaves
    nothing to hold on to. After each failure the database must hold exactly what it
    held before; at last the act runs undisturbed and must change something.
    """
    assert app.app_context
    watch = Watch()
    try:
        before = watch.digest()
        for number in range(1, MOST):
            if not _fails_at(number, act):
                break
            assert watch.digest() == before, f"statement {number} failed and left something behind"
        else:
            message = f"more than {MOST} statements"
            raise AssertionError(message)
        assert watch.digest() != before, "the act changed nothing"
    finally:
        watch.close()
    return number - 1


def _fails_at(number: int, act: Callable[[], object]) -> bool:
    """Run the act with one statement (or, once all have passed, the commit) failing; say whether one did."""
    seen = 0
    has_failed = False

    def count(*_arguments: Any) -> None:
        nonlocal seen, has_failed
        seen += 1
        if seen == number:
            has_failed = True
            raise OperationalError("made to fail", {}, Fault())

    db.session.rollback()
    db.session.expunge_all()
    event.listen(db.engine, "before_cursor_execute", count)
    event.listen(db.session(), "before_commit", count)
    try:
        act()
    except OperationalError as error:
        if not isinstance(error.orig, Fault):
            raise
    finally:
        event.remove(db.engine, "before_cursor_execute", count)
        event.remove(db.session(), "before_commit", count)
        db.session.rollback()
    return has_failed
