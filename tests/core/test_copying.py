"""A platform moves whole into another database, or not at all."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, inspect, select, text

from platform_app import create_app
from platform_app.audit.chain import verify
from platform_app.extensions import Base, db, writer
from platform_app.members.models import Member
from tests import factories
from tests.conftest import overrides


def _stamp() -> bool:
    """Name the version of a schema that was laid without migrations; say whether that was needed."""
    if inspect(db.engine).has_table("alembic_version"):
        return False
    with writer():
        db.session.execute(text("CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL)"))
        db.session.execute(text("INSERT INTO alembic_version VALUES ('tested')"))
        db.session.commit()
    return True


@pytest.fixture
def source(app: Flask, tmp_path: Path) -> Iterator[str]:
    """Address of a SQLite platform with a member, and an application on its way."""
    was_stamped = _stamp()
    other = create_app(overrides(), instance_path=str(tmp_path))
    with other.app_context():
        factories.lay_schema()
        _stamp()
        factories.approved()
        factories.submitted(name="髙﨑の会")
        db.session.remove()
        db.engine.dispose()
    yield f"sqlite:///{tmp_path / 'platform.db'}"
    if was_stamped:
        db.session.rollback()
        with writer():
            db.session.execute(text("DROP TABLE alembic_version"))
            db.session.commit()


def _counts() -> dict[str, int]:
    counts = {
        table.name: db.session.scalar(select(func.count()).select_from(table)) or 0
        for table in Base.metadata.sorted_tables
    }
    db.session.rollback()
    return counts


def test_the_copy_has_every_row_and_its_audit_chain_holds(app: Flask, source: str) -> None:
    answer = app.test_cli_runner().invoke(args=["database", "copy", source])
    copied = _counts()

    assert answer.exit_code == 0, answer.output
    assert answer.output == f"{sum(copied.values())} rows copied\n"
    assert copied["member"] == 1
    assert verify() == (copied["audit_entry"], [])


def test_work_goes_on_after_the_copied_keys_and_numbers(app: Flask, source: str) -> None:
    app.test_cli_runner().invoke(args=["database", "copy", source])

    factories.approved(name="後から入った会")

    assert sorted(db.session.scalars(select(Member.number))) == [1, 2]
    assert verify()[1] == []


def test_a_database_in_use_is_never_written_over(app: Flask, source: str) -> None:
    factories.submitted()
    before = _counts()

    answer = app.test_cli_runner().invoke(args=["database", "copy", source])

    assert answer.exit_code == 1
    assert "not empty" in answer.output
    assert _counts() == before


def test_a_source_without_the_schema_is_refused(app: Flask, tmp_path: Path) -> None:
    before = _counts()

    answer = app.test_cli_runner().invoke(args=["database", "copy", f"sqlite:///{tmp_path / 'nothing.db'}"])

    assert answer.exit_code == 1
    assert _counts() == before
