"""Searching 100,000 opinions for words of two and more characters, against the engine's own indexed query."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from flask import Flask
from sqlalchemy import event as sql_event
from sqlalchemy import insert

from benchmarks.figures import Figure, interleaved, milliseconds
from benchmarks.floors import opinions as floor
from benchmarks.search import FULL_SCAN
from platform_app import create_app, folding
from platform_app.discussions import search_queries
from platform_app.discussions.models import Opinion, Pillar, Theme
from platform_app.discussions.search_index import entries
from platform_app.discussions.search_models import OpinionBigram, OpinionKey
from platform_app.discussions.search_queries import OpinionSearch
from platform_app.events.models import Event
from platform_app.extensions import db, writer

SIZE, EVENTS, PILLARS, BATCH = 100_000, 500, 2, 5_000
ROUNDS, TIMES = 7, 3
#: A rare word of two characters, one that a third of all opinions hold, and one of five.
RARE, COMMON, LONG = "猫町", "協働", "見守り活動"
SUBJECTS = ("高齢者", "子育て中の人", "若者", "ひきこもりの人", "働き盛りの人", "外国から来た人", "ひとり親", "学生")
PLACES = ("公民館", "学校", "商店街", "集会所", "図書館", "子ども食堂", "職場", "駅前", "地域の祭り", "オンライン")
ACTS = ("声を掛ける", "居場所をつくる", "見守り活動を続ける", "協働の仕組みをつくる", "チラシを配る", "勉強会を開く")


def measure() -> list[Figure]:
    """Return the figures of speed and of full scans."""
    figures = []
    with opinions_of(SIZE) as app:
        path = Path(app.instance_path) / "platform.db"
        for word, told in ((RARE, "a rare"), (COMMON, "a common"), (LONG, "a long")):
            figures.append(_compared(app, path, word, told))
        scans = sorted({scan for word in (RARE, COMMON, LONG, "猫") for scan in full_scans(app, word)})
    return [*figures, Figure("search of opinions: full scans in the plan", len(scans), 0, ", ".join(scans))]


def _compared(app: Flask, path: Path, word: str, told: str) -> Figure:
    ours_found, expected = _ours(app, word), floor.search(path, folding.search_key(word))[0]
    if ours_found != expected:
        message = f"{word}: {ours_found} found, {expected} expected"
        raise RuntimeError(message)
    ours, least = interleaved(
        lambda: [_ours(app, word) for _ in range(TIMES)],
        lambda: [floor.search(path, folding.search_key(word)) for _ in range(TIMES)],
        rounds=ROUNDS,
    )
    detail = f"{milliseconds(ours / TIMES)} / {milliseconds(least / TIMES)} CPU; {ours_found:,} found"
    return Figure(f"search of {SIZE:,} opinions for {told} word / by hand", ours / least, 2, detail)


def _ours(app: Flask, word: str) -> int:
    """Search as the public page does: the number of what is found, and the first page."""
    with app.app_context():
        page, _lines = search_queries.found_page(OpinionSearch(words=word), 1)
        return page.total


def full_scans(app: Flask, word: str) -> list[str]:
    """Return what the plans of the search's statements read from end to end."""
    asked: list[tuple[str, Any]] = []

    def heard(*given: Any) -> None:
        asked.append((given[2], given[3]))

    with app.app_context():
        engine = db.engine
    sql_event.listen(engine, "before_cursor_execute", heard)
    _ours(app, word)
    sql_event.remove(engine, "before_cursor_execute", heard)
    with engine.connect() as connection:
        plans = [
            row[3]
            for statement, values in asked
            if statement.startswith("SELECT")
            for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
        ]
    return [step for step in plans if FULL_SCAN.search(step)]


@contextmanager
def opinions_of(size: int) -> Iterator[Flask]:
    """Make an application on a fresh database of ``size`` opinions; its folder goes when the block ends."""
    with tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as folder:
        app = create_app({"BASE_URL": "http://127.0.0.1"}, instance_path=folder)
        with app.app_context():
            db.create_all()
            with writer():
                fill(size)
                db.session.commit()
            db.session.remove()
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        yield app
        with app.app_context():
            db.engine.dispose()


def fill(size: int, events: int = EVENTS) -> None:
    """Fill the database with fictional opinions of many events; every one is published."""
    moment = datetime(2023, 4, 21, 4, 30, tzinfo=UTC)
    numbers = range(1, events + 1)
    db.session.execute(insert(Event), [_event(n, moment + timedelta(days=n * 7)) for n in numbers])
    themes = [
        {
            "id": n,
            "event_id": n,
            "title": f"テーマ{n}",
            "screen_code": f"S{n}",
            "is_published": True,
            "created_at": moment,
        }
        for n in numbers
    ]
    db.session.execute(insert(Theme), themes)
    pillars = [
        {"id": (n - 1) * PILLARS + p, "theme_id": n, "position": p, "text": f"柱{p}"}
        for n in numbers
        for p in range(1, PILLARS + 1)
    ]
    db.session.execute(insert(Pillar), pillars)
    for first in range(1, size + 1, BATCH):
        some = range(first, min(first + BATCH, size + 1))
        db.session.execute(insert(Opinion), [_opinion(n, events, moment) for n in some])
        keys = [{"opinion_id": n, "search_key": folding.search_key(text(n))} for n in some]
        db.session.execute(insert(OpinionKey), keys)
    pairs = sorted((pair, n) for n in range(1, size + 1) for pair in entries(folding.search_key(text(n))))
    for first in range(0, len(pairs), BATCH * 10):
        rows = [{"bigram": pair, "opinion_id": n} for pair, n in pairs[first : first + BATCH * 10]]
        db.session.execute(insert(OpinionBigram), rows)


def text(n: int) -> str:
    """Return the n-th fictional opinion."""
    subject, place, act = SUBJECTS[n % len(SUBJECTS)], PLACES[n * 7 % len(PLACES)], ACTS[n * 5 % len(ACTS)]
    more = "協働を広げたい。" if n % 5 == 0 else ""
    rare = "猫町で話し合う。" if n % 997 == 0 else ""
    return f"{subject}が{place}で孤立しないように、{n % 31 + 1}日に1回は{act}のがよい。{more}{rare}"


def _event(n: int, start: datetime) -> dict[str, Any]:
    return {
        "id": n, "kind": "exchange", "status": "published", "title": f"情報交換会{n}", "starts_at": start,
        "ends_at": start + timedelta(hours=3), "created_at": start, "organisers": [], "contacts": [],
    }  # fmt: skip


def _opinion(n: int, events: int, moment: datetime) -> dict[str, Any]:
    event_id = n % events + 1
    return {
        "id": n, "event_id": event_id, "theme_id": event_id, "pillar_id": (event_id - 1) * PILLARS + n % PILLARS + 1,
        "client_id": f"c{n}", "position": n, "text": text(n), "created_at": moment, "updated_at": moment,
        "group_label": f"{n % 8 + 1}班",
    }  # fmt: skip
