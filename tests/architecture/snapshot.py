"""The whole database as a value: its digest, and a copy that can be laid back."""

import shutil
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from flask import Flask
from sqlalchemy import event, text

from platform_app import kept_pages
from platform_app.events import tallies
from platform_app.extensions import db
from platform_app.members import queries as member_queries
from tests import postgres
from tests.faults import Watch

#: Tables in which a reading request, or a refused one, may leave a trace.
TRACES = frozenset({"audit_entry", "audit_head", "attempt", "presence"})


_watches: dict[str, Watch] = {}


@contextmanager
def watched() -> Iterator[None]:
    """Let ``digest`` know, while the block runs, whether anybody has written since it last looked."""
    key = str(db.engine.url)
    _watches[key] = Watch()
    try:
        yield
    finally:
        _watches.pop(key).close()


def digest(but: Iterable[str] = ()) -> str:
    """Return a digest of every row of every table except those named; inside ``watched``."""
    return _watches[str(db.engine.url)].digest(frozenset(but))


class Snapshot:
    """A copy of the database at one moment, laid back in milliseconds."""

    def __init__(self, app: Flask) -> None:
        """Copy what the database holds now."""
        self.folder = Path(app.instance_path)
        db.session.remove()
        # Most requests leave nothing, and what nobody committed to need not be laid back.
        self.is_touched = False
        for occasion in ("commit", "engine_disposed"):  # who exchanges the file lets go of it first
            event.listen(db.engine, occasion, self._note_change)
        self.is_file = db.engine.dialect.name == "sqlite"
        if self.is_file:
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
            db.engine.dispose()
            self.copy = self.folder / f"snapshot-{id(self)}.db"
            shutil.copy(self.folder / "platform.db", self.copy)
            return
        with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.execute(text("ANALYZE"))  # as a database that has been in use would have done by itself
        postgres.keep_copy()

    def _note_change(self, _subject: object) -> None:
        self.is_touched = True

    def restore(self) -> None:
        """Bring the database back to the copied state, and forget what was kept of the one that goes."""
        db.session.remove()
        kept_pages.forget()
        member_queries.forget_counts()
        tallies.forget_tallies()
        if not self.is_touched:
            return
        if self.is_file:
            self._lay_file()
        else:
            postgres.bring_back()
        self.is_touched = False

    def _lay_file(self) -> None:
        """Copy page by page through SQLite itself: a connection that is still open sees the change and no damage."""
        with closing(sqlite3.connect(self.copy)) as source, closing(sqlite3.connect(self.folder / "platform.db")) as to:
            to.execute("PRAGMA synchronous=OFF")
            source.backup(to)
