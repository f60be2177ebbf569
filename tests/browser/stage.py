"""The live platform that the journeys walk on: served on a free port, laid back before each test."""

import logging
import re
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

from flask import Flask
from werkzeug.serving import make_server

from platform_app import create_app, kept_pages
from platform_app.events import tallies
from platform_app.extensions import db
from platform_app.mail.delivery import deliver
from platform_app.members import queries as member_queries
from platform_app.sample.loading import load, read
from tests import factories

SECRET = "a-secret-for-browsers-only-0123456789"
#: Everybody of the sample signs in with it.
PASSWORD = str(read("people")["password"])
OFFICER, SECOND = "tanto@jimukyoku.example.jp", "fuku@jimukyoku.example.jp"
DECIDER, ADMINISTRATOR = "kessai@jimukyoku.example.jp", "kanri@jimukyoku.example.jp"
#: Represents member 3 of the sample.
REPRESENTATIVE = "info003@example.jp"


@dataclass
class Stage:
    """The served application, and the states that its database can be brought to."""

    app: Flask
    address: str

    @property
    def folder(self) -> Path:
        """The instance's own folder."""
        return Path(self.app.instance_path)

    def keep(self, name: str) -> None:
        """Keep the present database under a name."""
        self._copy(self.folder / "platform.db", self.folder / f"{name}.db")

    def restore(self, name: str) -> None:
        """Bring the database back to a kept state, and forget mails and kept pages.

        SQLite's own copying goes through its locks, so a request that is still
        being answered reads either the old state or the new one.
        """
        self._copy(self.folder / f"{name}.db", self.folder / "platform.db")
        for mail in (self.folder / "mail").glob("*"):
            mail.unlink()
        member_queries.forget_counts()
        tallies.forget_tallies()
        kept_pages.forget()

    @staticmethod
    def _copy(source: Path, target: Path) -> None:
        with closing(sqlite3.connect(source)) as read_from, closing(sqlite3.connect(target)) as write_to:
            read_from.backup(write_to)

    def mails_to(self, address: str) -> list[str]:
        """Let the mail worker run; return every mail to an address, the oldest first."""
        with self.app.app_context():
            while deliver():
                pass
            db.session.remove()
        mails = [path.read_text("utf-8") for path in sorted((self.folder / "mail").glob("*.txt"))]
        return [mail for mail in mails if address in mail.splitlines()[0]]

    def link_to(self, address: str) -> str:
        """Return the path of the first link of the newest mail to an address."""
        newest = self.mails_to(address)[-1]
        found = re.search(re.escape(self.address) + r"(/\S+)", newest)
        assert found, newest
        return found[1]


def lay(folder: Path) -> Stage:
    """Serve a new instance with two kept states: ``empty`` has the schema alone, ``sample`` the sample platform."""
    settings: dict[str, Any] = {"SECRET_KEY": SECRET, "LOG_LEVEL": "ERROR", "PROPAGATE_EXCEPTIONS": False}
    app = create_app(settings, instance_path=str(folder))
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, app, threaded=True)
    stage = Stage(app, f"http://127.0.0.1:{server.port}")
    app.config["BASE_URL"] = stage.address
    with app.app_context():
        factories.lay_schema()
        stage.keep("empty")
        load()
        db.session.remove()
    stage.mails_to("")
    stage.keep("sample")
    Thread(target=server.serve_forever, daemon=True).start()
    return stage
