"""Whatever fails while an import is applied, nothing of it remains."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select, update

from platform_app.actor import system
from platform_app.counters import Counter
from platform_app.dates import now
from platform_app.extensions import Base, db
from platform_app.imports import operations, queries
from platform_app.imports.errors import AlreadyApplied
from platform_app.imports.loading import prepare_file
from platform_app.imports.models import ImportedLine, RegisterImport
from platform_app.members.models import Member, MemberBigram, MemberRecord
from platform_app.trail import AuditEntry
from tests import factories
from tests.imports.sheets import saved, workbook

TABLES: tuple[type[Base], ...] = (
    Member,
    MemberRecord,
    MemberBigram,
    ImportedLine,
    RegisterImport,
    Counter,
    AuditEntry,
)
ROWS = (
    ["No", "団体名", "入会日", "TEL", "備考"],
    [7, "甲の会", "R5.2.20", "088-000-2222", ""],
    [8, "乙の会", "R5.2.20", "088-000-3333", "R6.3.31退会"],
    [None, "丙の会", "R5.2.20", "", ""],
)


class Broken(Exception):
    """The database failed."""


@contextmanager
def failing_at(number: int) -> Iterator[None]:
    """Make the n-th statement fail before it reaches the database."""
    seen = 0

    def fail(*_arguments: Any) -> None:
        nonlocal seen
        seen += 1
        if seen == number:
            raise Broken

    event.listen(db.engine, "before_cursor_execute", fail)
    try:
        yield
    finally:
        event.remove(db.engine, "before_cursor_execute", fail)


def everything() -> list[list[tuple[Any, ...]]]:
    """Return every row of every table that an import touches."""
    db.session.rollback()
    return [sorted(map(repr, db.session.execute(select(table.__table__)))) for table in TABLES]


def test_a_failure_at_any_statement_leaves_the_database_as_it_was(app: Flask) -> None:
    factories.member(number=7, name="甲の会", phone="088-000-1111")
    row = prepare_file(saved(workbook(*ROWS)), "名簿.xlsx", by=system())
    token = row.token
    before = everything()
    failures = 0
    for number in range(1, 500):
        try:
            with failing_at(number):
                operations.apply(queries.register_import(row.id), token=token, by=system())
        except Broken:
            failures += 1
            assert everything() == before
        else:
            break

    assert failures > 10
    assert [each.number for each in db.session.scalars(select(Member).order_by(Member.number))] == [7, 8, 9]


def test_a_stale_copy_of_an_import_is_judged_on_what_it_is_now(app: Flask) -> None:
    row = prepare_file(saved(workbook(*ROWS)), "名簿.xlsx", by=system())
    token = row.token
    assert row.applied_at is None
    with db.engine.begin() as connection:
        connection.execute(update(RegisterImport).values(applied_at=now()))

    with pytest.raises(AlreadyApplied):
        operations.apply(row, token=token, by=system())

    assert db.session.query(MemberRecord).count() == 0
