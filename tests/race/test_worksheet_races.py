"""One worksheet under real contention: processes on one database, on SQLite and PostgreSQL."""

import pytest
from flask import Flask

from platform_app.actor import visitor
from platform_app.extensions import db
from platform_app.vocabulary.worksheets import SELF_LINE
from platform_app.worksheets import queries
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.operations import writing
from platform_app.worksheets.operations.writing import CellSave
from tests.races import Lane, race
from tests.worksheets import builders

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

#: Processes that write at once, and savings of each.
WRITERS, SAVINGS = 4, 5


def same_page(sheet_id: int) -> int:
    """All have opened the same page."""
    assert db.session.get(Worksheet, sheet_id) is not None
    return sheet_id


def writer(number: int) -> "_Writer":
    """Return what one process does."""
    return _Writer(number)


class _Writer:
    """Writes into one cell with the others, into one of its own, and sends everything twice."""

    def __init__(self, number: int) -> None:
        self.number = number

    def __call__(self, sheet_id: int) -> str:
        by = visitor().for_worksheet(sheet_id)
        told = []
        for turn in range(SAVINGS):
            name = f"{self.number}の{turn}"
            saves = [
                CellSave(f"race-{self.number:02}-{turn:02}-common", SELF_LINE, "problem", name, 0),
                CellSave(f"race-{self.number:02}-{turn:02}-own", f"line-{self.number:04}", "role", name, turn),
            ]
            for _twice in range(2):
                outcomes = writing.write_cells(db.session.get_one(Worksheet, sheet_id), saves=saves, by=by)
            told += [bool(each.refused) for each in outcomes]
        return str(sum(told))


def test_four_who_write_into_one_sheet_lose_nothing(app: Flask) -> None:
    it, _by = builders.opened()
    sheet_id = it.id
    assert race(app, [Lane(same_page, writer(number), sheet_id) for number in range(WRITERS)]) == ["0"] * WRITERS
    db.session.rollback()
    found = queries.contents_of(sheet_id)
    texts = [found.cell(SELF_LINE, "problem").text, *(each.text for each in found.beside(SELF_LINE, "problem"))]
    assert sorted(texts) == sorted(f"{number}の{turn}" for number in range(WRITERS) for turn in range(SAVINGS))
    for number in range(WRITERS):
        own = found.cell(f"line-{number:04}", "role")
        assert (own.text, own.revision) == (f"{number}の{SAVINGS - 1}", SAVINGS)
    assert len(found.lines) == WRITERS + 1
