"""Fixtures that every test shares: an application on each database, clean before each test."""

import os
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import settings
from sqlalchemy import Integer

from platform_app import create_app, kept_pages
from platform_app.audit.chain import anchor_file
from platform_app.events import tallies
from platform_app.extensions import db
from platform_app.members import queries as member_queries
from tests import factories


class Browser(FlaskClient):
    """A test client whose requests share nothing: the fixture's context would lend them one ``g``."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        """Forget who acted, and the settings that were read, before each request.

        Headers must be latin-1 (RFC 9110, section 5.5): a real server drops an answer with any other.
        """
        for name in ("actor", "office", "is_sample", "_login_user"):
            g.pop(name, None)
        answer = super().open(*args, **kwargs)
        for _name, value in answer.headers:
            value.encode("latin-1")
        return answer


# The same examples in every run: a build must not fail or pass by luck. Locally they are drawn anew.
settings.register_profile("ci", derandomize=True, deadline=None)
settings.register_profile("dev", deadline=None)
settings.load_profile("ci" if os.environ.get("CI") else "dev")

SECRET = "a-secret-for-tests-only-0123456789"
POSTGRES = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")


def overrides(**more: object) -> dict[str, object]:
    """Settings of every test application."""
    return {"SECRET_KEY": SECRET, "TESTING": True, "PROPAGATE_EXCEPTIONS": False, "WTF_CSRF_ENABLED": False, **more}


def _postgres_url(name: str) -> str:
    """Make an empty database of this worker's own and return its address."""
    try:
        server = psycopg.connect(POSTGRES, autocommit=True, connect_timeout=3)
    except psycopg.OperationalError:
        if os.environ.get("CI"):
            raise
        pytest.skip("PostgreSQL does not answer")
    with server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f"CREATE DATABASE \"{name}\" TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C' LC_CTYPE 'C'")
        # A test that is lost with the machine is no loss; waiting for the disk would be.
        server.execute(f'ALTER DATABASE "{name}" SET synchronous_commit = off')
        # Tables of a test have no statistics; without them plans look dear enough to be compiled, which is dearer.
        server.execute(f'ALTER DATABASE "{name}" SET jit = off')
    return POSTGRES.rsplit("/", 1)[0] + f"/{name}"


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application per database and test worker, its schema laid by the migrations."""
    folder = tmp_path_factory.mktemp(request.param)
    url = "" if request.param == "sqlite" else _postgres_url(f"platform_test_{os.getpid()}")
    app = create_app(overrides(DATABASE_URL=url), instance_path=str(folder))
    app.test_client_class = Browser
    with app.app_context():
        factories.lay_schema()
        db.session.remove()
        db.engine.dispose()
    if request.param == "sqlite":
        shutil.copy(folder / "platform.db", folder / "template.db")
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if url:
        with psycopg.connect(POSTGRES, autocommit=True) as server:
            server.execute(f'DROP DATABASE IF EXISTS "{url.rsplit("/", 1)[1]}" WITH (FORCE)')


def _clean(app: Flask) -> None:
    """Bring the database back to the empty schema."""
    member_queries.forget_counts()
    tallies.forget_tallies()
    anchor_file().unlink(missing_ok=True)
    kept_pages.forget()
    db.session.remove()
    if db.engine.dialect.name == "sqlite":
        db.engine.dispose()
        folder = Path(app.instance_path)
        for ending in ("-wal", "-shm"):
            (folder / f"platform.db{ending}").unlink(missing_ok=True)
        shutil.copy(folder / "template.db", folder / "platform.db")
        return
    with db.engine.begin() as connection:
        connection.exec_driver_sql(_emptying())


@cache
def _emptying() -> str:
    """Return the statements that empty PostgreSQL: far quicker than TRUNCATE, which rewrites every file."""
    tables = db.metadata.sorted_tables
    deletes = [f'DELETE FROM "{table.name}"' for table in reversed(tables)]
    counted = [
        f"setval('\"{table.name}_id_seq\"', 1, false)"
        for table in tables
        if "id" in table.c and table.c.id.autoincrement is not False and isinstance(table.c.id.type, Integer)
    ]
    return "; ".join(["SET LOCAL session_replication_role = replica", *deletes, f"SELECT {', '.join(counted)}"])


@pytest.fixture
def app(database: Flask) -> Iterator[Flask]:
    """The application with an empty database, inside its context."""
    with database.app_context():
        _clean(database)
        yield database
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A visitor's browser, without cookies."""
    return app.test_client()


@pytest.fixture
def client_as(app: Flask) -> Callable[..., FlaskClient]:
    """Return a function: a signed-in browser for a person with the given roles."""

    def signed_in(*roles: str, member_id: int | None = None, email: str | None = None) -> FlaskClient:
        user = factories.user(*roles, member_id=member_id, email=email)
        browser = app.test_client()
        with browser.session_transaction() as session:
            session["_user_id"] = user.get_id()
            session["_fresh"] = True
        browser.user_id = user.id  # type: ignore[attr-defined]
        return browser

    return signed_in
