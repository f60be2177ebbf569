"""Searching 10,000 organisations for a word of two characters, against the engine's own indexed query."""

import re
from pathlib import Path

from flask import Flask
from sqlalchemy import event

from benchmarks.figures import Figure, interleaved, milliseconds
from benchmarks.floors import search as floor
from benchmarks.registers import register_of
from platform_app import dates
from platform_app.extensions import db
from platform_app.members import queries
from platform_app.members.queries import Search
from platform_app.paging import Page

SIZE, ROUNDS, TIMES = 10_000, 7, 5
WORD = "協働"
#: A step of the plan that reads a whole table or index; a constant row or an inner result is none.
FULL_SCAN = re.compile(r"SCAN (?!CONSTANT|\(|SUBQUERY|LIST)(?P<what>\w+)")


def measure() -> list[Figure]:
    """Return the figures of speed and of full scans."""
    with register_of(SIZE, is_searchable=True) as app:
        path = Path(app.instance_path) / "platform.db"
        day = dates.today()
        found = _ours(app)
        expected = floor.search(path, WORD, day.isoformat())[0]
        if found != expected:
            message = f"{found} found, {expected} expected"
            raise RuntimeError(message)
        ours, least = interleaved(
            lambda: [_ours(app) for _ in range(TIMES)],
            lambda: [floor.search(path, WORD, day.isoformat()) for _ in range(TIMES)],
            rounds=ROUNDS,
        )
        detail = f"{milliseconds(ours / TIMES)} / {milliseconds(least / TIMES)} CPU for the count and the first page"
        scans = full_scans(app)
    return [
        Figure(
            f"search of {SIZE:,} organisations for two characters / by hand",
            ours / least,
            2,
            f"{detail}; {found} found",
        ),
        Figure("search: full scans in the plan", len(scans), 0, ", ".join(scans)),
    ]


def _ours(app: Flask) -> int:
    """Search as the public list does: count, then read the first page; nothing is remembered."""
    with app.app_context():
        queries.forget_counts()
        day, search = dates.today(), Search(words=WORD)
        page = Page(queries.count_as_of(day, search))
        queries.page_as_of(day, search, page)
        return page.total


def full_scans(app: Flask) -> list[str]:
    """Return what the plans of the search's statements read from end to end."""
    asked: list[tuple[str, object]] = []

    def heard(*given: object) -> None:
        asked.append((str(given[2]), given[3]))

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", heard)
    _ours(app)
    event.remove(engine, "before_cursor_execute", heard)
    scans = []
    with engine.connect() as connection:
        for statement, values in asked:
            if statement.startswith("SELECT"):
                plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)  # type: ignore[arg-type]
                scans += [row[3] for row in plan if FULL_SCAN.search(row[3])]
    return scans
