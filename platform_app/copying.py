"""Copying a whole platform into an empty database of another kind (SQLite to PostgreSQL, or back)."""

import click
from flask.cli import with_appcontext
from sqlalchemy import Engine, Table, create_engine, func, insert, inspect, select, text
from sqlalchemy.engine import Connection

from platform_app.config import driver_url
from platform_app.extensions import Base, db

#: Rows that travel at once.
PORTION = 500


class NotCopied(click.ClickException):
    """The copy was refused or failed; the target is as it was."""


@click.group()
def database() -> None:
    """Work on the database as a whole."""


@database.command()
@click.argument("source")
@with_appcontext
def copy(source: str) -> None:
    """Copy everything from the database at the address SOURCE into the configured, empty one.

    Both must have the schema of this version. Nobody may work on either meanwhile. One transaction: all or nothing.
    """
    origin = create_engine(driver_url(source))
    _refuse_unlike(origin)
    with origin.connect() as reading, db.engine.begin() as writing:
        if any(writing.scalar(select(func.count()).select_from(table)) for table in _tables()):
            message = "the configured database is not empty"
            raise NotCopied(message)
        total = sum(_copy_table(table, reading, writing) for table in _tables())
        _continue_numbers(writing)
    click.echo(f"{total} rows copied")


def _tables() -> list[Table]:
    """Return every table, those that others refer to first."""
    return Base.metadata.sorted_tables


def _refuse_unlike(origin: Engine) -> None:
    """Refuse two schemas of different versions, or a source that is no platform."""
    versions = []
    for engine in (origin, db.engine):
        if not inspect(engine).has_table("alembic_version"):
            message = f"no schema in {engine.url.render_as_string()}: run flask db upgrade"
            raise NotCopied(message)
        with engine.connect() as connection:
            versions.append(connection.scalar(text("SELECT version_num FROM alembic_version")))
    if versions[0] != versions[1]:
        message = f"the schemas differ: {versions[0]} and {versions[1]}"
        raise NotCopied(message)


def _copy_table(table: Table, reading: Connection, writing: Connection) -> int:
    """Copy one table in the order of its key, so that a row comes after the one it refers to."""
    rows = reading.execution_options(yield_per=PORTION).execute(select(table).order_by(*table.primary_key)).mappings()
    count = 0
    for portion in rows.partitions(PORTION):
        writing.execute(insert(table), [dict(row) for row in portion])
        count += len(portion)
    return count


def _continue_numbers(writing: Connection) -> None:
    """Let PostgreSQL's own counters go on after the copied keys; SQLite finds its next key itself."""
    if writing.dialect.name != "postgresql":
        return
    for table in _tables():
        column = table.autoincrement_column
        if column is not None:
            sequence = func.pg_get_serial_sequence(f'"{table.name}"', column.name)
            writing.execute(select(func.setval(sequence, func.coalesce(func.max(column), 0) + 1, False)))  # noqa: FBT003
