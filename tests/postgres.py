"""A PostgreSQL database of a test's own: made, emptied and brought back by functions within the server.

Asking for each table apart would cost more than most tests do: a function's statements are planned once.
"""

import os

import psycopg
import pytest
from sqlalchemy import Integer, Table

from platform_app.extensions import db

ADDRESS = os.environ.get("TEST_POSTGRES_URL", "postgresql://postgres@127.0.0.1:5432/postgres")
#: Where the copy of every table is kept.
COPIES = "copies"


def make(name: str) -> str:
    """Make an empty database and return its address; without a server the test is skipped, or fails under CI."""
    try:
        server = psycopg.connect(ADDRESS, autocommit=True, connect_timeout=3)
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
    return f"{ADDRESS.rsplit('/', 1)[0]}/{name}"


def drop(address: str) -> None:
    """Remove a database that ``make`` has made."""
    with psycopg.connect(ADDRESS, autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{address.rsplit("/", 1)[1]}" WITH (FORCE)')


def teach_emptying() -> None:
    """Give the database a function that brings it back to the empty schema."""
    tables = list(reversed(db.metadata.sorted_tables))
    # An empty table is only looked at: far quicker than TRUNCATE, which rewrites every file.
    deletes = [f'IF EXISTS (SELECT FROM "{one.name}") THEN DELETE FROM "{one.name}"; END IF;' for one in tables]
    _teach("empty_everything", [], [*deletes, *(f"PERFORM setval('{one}', 1, false);" for one in _sequences(tables))])


def empty() -> None:
    """Bring the database back to the empty schema."""
    _call("empty_everything")


def keep_copy() -> None:
    """Copy every table, and teach the database to bring back what has been written since."""
    tables = list(db.metadata.sorted_tables)
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA IF EXISTS {COPIES} CASCADE; CREATE SCHEMA {COPIES}")
        for table in tables:
            connection.exec_driver_sql(f'CREATE TABLE {COPIES}."{table.name}" AS TABLE "{table.name}"')
        connection.exec_driver_sql(f"CREATE TABLE {COPIES}._since AS SELECT {_NOW} AS act")
        counts = {one.name: connection.exec_driver_sql(f'SELECT count(*) FROM "{one.name}"').scalar() for one in tables}
        last = {
            name: connection.exec_driver_sql(f'SELECT last_value, is_called FROM "{name}"').one()
            for name in _sequences(tables)
        }
    lines = [_brought_back(name, count) for name, count in counts.items()]
    lines += [f"PERFORM setval('{name}', {one.last_value}, {one.is_called});" for name, one in last.items()]
    _teach("bring_back", [f"since bigint := (SELECT act FROM {COPIES}._since);"], [*lines, _REMEMBERED])


def bring_back() -> None:
    """Bring every table back to its copy."""
    _call("bring_back")


#: The number of the transaction that runs; every row bears the number of the one that wrote it.
_NOW = "pg_current_xact_id()::text::bigint"
_REMEMBERED = f"UPDATE {COPIES}._since SET act = {_NOW};"


def _brought_back(name: str, count: object) -> str:
    now, then = f'"{name}"', f'{COPIES}."{name}"'
    is_written = f"EXISTS (SELECT FROM {now} WHERE xmin::text::bigint > since)"
    differs = f"{is_written} OR (SELECT count(*) FROM {now}) <> {count}"
    return f"IF {differs} THEN DELETE FROM {now}; INSERT INTO {now} SELECT * FROM {then}; END IF;"


def _sequences(tables: list[Table]) -> list[str]:
    return [
        f"{table.name}_id_seq"
        for table in tables
        if "id" in table.c and table.c.id.autoincrement is not False and isinstance(table.c.id.type, Integer)
    ]


def _teach(name: str, known: list[str], lines: list[str]) -> None:
    """Make a function; with ``replica`` neither guards nor foreign keys stand in its way."""
    head = f"CREATE OR REPLACE FUNCTION {name}() RETURNS void LANGUAGE plpgsql SET session_replication_role = replica"
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"{head} AS $$ DECLARE {' '.join(known)} BEGIN {' '.join(lines)} END $$")


def _call(name: str) -> None:
    with db.engine.begin() as connection:
        connection.exec_driver_sql(f"SELECT {name}()")
