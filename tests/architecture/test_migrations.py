"""The migrations lay the very schema that the models describe, and can be taken back."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from flask import Flask
from flask_migrate import downgrade
from sqlalchemy import inspect, text

from platform_app import create_app
from platform_app.extensions import Base, db
from platform_app.schema import upgrade
from platform_app.trail import GUARDS
from tests import postgres
from tests.conftest import overrides

VERSIONS = Path(__file__).parents[2] / "platform_app" / "migrations" / "versions"


@pytest.fixture(params=["sqlite", "postgresql"])
def empty(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Flask]:
    """An application on a database that nothing has been laid into."""
    name = f"platform_migrations_{os.getpid()}"
    url = "" if request.param == "sqlite" else postgres.make(name)
    app = create_app(overrides(DATABASE_URL=url), instance_path=str(tmp_path))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    if url:
        postgres.drop(url)


def _tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_upgrading_an_empty_database_gives_what_the_models_say(empty: Flask) -> None:
    upgrade()

    assert _tables() == set(Base.metadata.tables)
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "render_as_batch": True})
        assert compare_metadata(context, Base.metadata) == []


def test_the_audit_log_is_guarded_by_the_migration_too(empty: Flask) -> None:
    upgrade()

    catalogue = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'audit_entry'",
        "postgresql": "SELECT tgname FROM pg_trigger WHERE tgrelid = 'audit_entry'::regclass AND NOT tgisinternal",
    }[db.engine.dialect.name]
    with db.engine.connect() as connection:
        triggers = connection.execute(text(catalogue)).scalars().all()

    assert len(triggers) == len(GUARDS[db.engine.dialect.name])


def test_downgrading_leaves_nothing_and_upgrading_again_works(empty: Flask) -> None:
    upgrade()
    downgrade(revision="base")

    assert _tables() == set()
    upgrade()
    assert _tables() == set(Base.metadata.tables)


def test_migrations_are_one_line_without_a_fork() -> None:
    files = sorted(VERSIONS.glob("*.py"))

    assert files
    assert [path.stem[:4] for path in files] == [f"{number:04}" for number in range(1, len(files) + 1)]
