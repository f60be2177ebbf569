"""Fixtures that every test shares: an application on each database, clean before each test."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from hypothesis import settings
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from sqlalchemy.engine import Engine

from platform_app import create_app, kept_pages
from platform_app.audit.chain import anchor_file
from platform_app.events import tallies
from platform_app.extensions import db
from platform_app.members import queries as member_queries
from tests import factories, postgres
from tests.scheduling import UnitScheduling, rank_of


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


#: Names the folder in which the workers of one run share what they know about pages.
VERDICTS = "TEST_VERDICTS"


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder of verdicts before the workers start: they inherit its name."""
    if not hasattr(config, "workerinput"):
        os.environ[VERDICTS] = tempfile.mkdtemp(prefix="axe-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no verdicts behind, when the last worker has gone."""
    if not hasattr(config, "workerinput"):
        shutil.rmtree(os.environ.pop(VERDICTS, ""), ignore_errors=True)


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> UnitScheduling:
    """Hand out tests in units that share what is dear to build."""
    return UnitScheduling(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes longest first, else in the order that was drawn."""
    items.sort(key=lambda item: rank_of(item.nodeid))


SECRET = "a-secret-for-tests-only-0123456789"


def overrides(**more: object) -> dict[str, object]:
    """Settings of every test application."""
    return {"SECRET_KEY": SECRET, "TESTING": True, "PROPAGATE_EXCEPTIONS": False, "WTF_CSRF_ENABLED": False, **more}


def share_templates(app: Flask, factory: pytest.TempPathFactory) -> None:
    """Let all applications of one run compile each template once: the workers' own folders lie beside each other."""
    folder = factory.getbasetemp().parent / "templates"
    folder.mkdir(exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(folder))


@event.listens_for(Engine, "connect")
def _forget_the_disk(connection: Any, _record: Any) -> None:
    """A test that is lost with the machine is no loss. What must survive is tested in processes of its own."""
    if "sqlite" in type(connection).__module__:
        connection.execute("PRAGMA synchronous=OFF")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application per database and test worker, its schema laid by the migrations."""
    folder = tmp_path_factory.mktemp(request.param)
    url = "" if request.param == "sqlite" else postgres.make(f"platform_test_{os.getpid()}")
    app = create_app(overrides(DATABASE_URL=url), instance_path=str(folder))
    app.test_client_class = Browser
    share_templates(app, tmp_path_factory)
    with app.app_context():
        factories.lay_schema()
        if url:
            postgres.teach_emptying()
        db.session.remove()
        db.engine.dispose()
    if not url:
        shutil.copy(folder / "platform.db", folder / "template.db")
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    if url:
        postgres.drop(url)


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
    postgres.empty()


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
