"""Registration: under contention against raw guarded inserts, and all its requests against a bare form.

The first figure is a rate by the clock, 32 contenders at once in processes and threads;
the second is CPU time of one process, medians of interleaved rounds.
"""

import multiprocessing
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

from flask import Flask

from benchmarks.figures import Figure, interleaved, milliseconds
from benchmarks.floors import guarded
from platform_app import create_app
from platform_app.actor import visitor
from platform_app.dates import now
from platform_app.events.models import Event, Pool
from platform_app.events.operations import registering
from platform_app.events.operations.sheets import Person, Sheet
from platform_app.extensions import db, writer
from platform_app.vocabulary.events import Attending, EventKind, EventStatus, SeatPool

SEATS, CONTENDERS = 100, 1_000
PROCESSES, THREADS = 4, 8
ROUNDS, CONTENTION_ROUNDS, TIMES = 5, 3, 5
KANA = "アイウエオカキクケコ"
PATIENCE = 300


def measure() -> list[Figure]:
    """Return the rate under contention and the CPU time of all requests of a registration."""
    return [_contention(), _requests()]


def _app(folder: str) -> Flask:
    return create_app({"SECRET_KEY": "benchmark" * 4, "WTF_CSRF_ENABLED": False}, instance_path=folder)


def _event(capacity: int | None) -> int:
    """Save one event a month ahead."""
    start = now() + timedelta(days=30)
    row = Event(
        kind=EventKind.SEMINAR.value,
        status=EventStatus.PUBLISHED.value,
        title="架空のセミナー",
        starts_at=start,
        ends_at=start + timedelta(hours=2),
    )
    row.pools = [Pool(attending=Attending.VENUE.value, kept_for=SeatPool.GENERAL.value, capacity=capacity)]
    with writer():
        db.session.add(row)
        db.session.commit()
    return row.id


def _contention() -> Figure:
    ours, raw = [], []
    for _ in range(CONTENTION_ROUNDS):
        with tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as folder:
            with _app(folder).app_context():
                db.create_all()
                event_id = _event(SEATS)
                db.session.remove()
                db.engine.dispose()
            raw.append(_raced(_contend_raw, folder, 0))
            ours.append(_raced(_contend, folder, event_id))
    rate, floor = CONTENDERS / median(ours), CONTENDERS / median(raw)
    detail = f"{rate:.0f} / {floor:.0f} a second; {CONTENDERS} for {SEATS} seats, {PROCESSES * THREADS} at once"
    return Figure("registrations under contention / raw guarded inserts", rate / floor, 0.2, detail, is_floor=True)


def _raced(act: Any, folder: str, event_id: int) -> float:
    """Let all processes go at once; return the seconds until the last is done. Raises where seats were oversold."""
    context = multiprocessing.get_context("spawn")
    line, told = context.Barrier(PROCESSES + 1), context.Queue()
    turns = CONTENDERS // PROCESSES
    lanes = [context.Process(target=act, args=(folder, event_id, lane, turns, line, told)) for lane in range(PROCESSES)]
    for lane in lanes:
        lane.start()
    line.wait(PATIENCE)
    started = time.perf_counter()
    confirmed = sum(told.get(timeout=PATIENCE) for _lane in lanes)
    took = time.perf_counter() - started
    for lane in lanes:
        lane.join(PATIENCE)
    if confirmed != SEATS:
        message = f"{confirmed} confirmed for {SEATS} seats"
        raise AssertionError(message)
    return took


def _contend(  # noqa: PLR0913, PLR0917 - what a process is told
    folder: str, event_id: int, lane: int, turns: int, line: Any, told: Any
) -> None:
    app = _app(folder)

    def one(turn: int) -> bool:
        with app.app_context():
            it = db.session.get_one(Event, event_id)
            return registering.register(it, sheet=_sheet(lane, turn), by=visitor()).status == "confirmed"

    line.wait(PATIENCE)
    with ThreadPoolExecutor(THREADS) as threads:
        told.put(sum(threads.map(one, range(turns))))


def _sheet(lane: int, turn: int) -> Sheet:
    reading = "".join(KANA[int(digit)] for digit in f"{lane}{turn:05}")
    return Sheet(
        people=[Person(f"架空{lane}の{turn}", f"カクウ{reading}")],
        attending=Attending.VENUE.value,
        contact_name=f"架空{lane}の{turn}",
        phone=f"088{lane}{turn:06}",
    )


def _contend_raw(folder: str, _event_id: int, lane: int, turns: int, line: Any, told: Any) -> None:
    path = Path(folder) / "raw.db"

    def some(part: int) -> int:
        connection = guarded.connect(path)
        mine = range(part, turns, THREADS)
        return sum(guarded.guarded_insert(connection, f"{lane}-{n}", SEATS) == "confirmed" for n in mine)

    guarded.connect(path).close()
    line.wait(PATIENCE)
    with ThreadPoolExecutor(THREADS) as threads:
        told.put(sum(threads.map(some, range(THREADS))))


def _requests() -> Figure:
    with tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as folder:
        app, bare = _app(folder), guarded.create_app(Path(folder) / "bare.db")
        with app.app_context():
            db.create_all()
            address = f"/events/{_event(None)}/register"
            db.session.remove()
        turns = iter(range(1_000_000))
        ours, least = interleaved(
            lambda: [_register(app, address, next(turns)) for _ in range(TIMES)],
            lambda: [_register_bare(bare) for _ in range(TIMES)],
            rounds=ROUNDS,
        )
        with app.app_context():
            db.engine.dispose()
    detail = f"{milliseconds(ours / TIMES)} / {milliseconds(least / TIMES)} CPU; 4 and 3 requests"
    return Figure("a registration, all its requests / bare form with one insert", ours / least, 6, detail)


def _register(app: Flask, address: str, turn: int) -> int:
    """Open the form, confirm, send, and read the number."""
    browser, values = app.test_client(), _typed(turn)
    browser.get(address)
    browser.post(address, data=values)
    sent = browser.post(address, data={**values, "send": "1"})
    return browser.get(sent.headers["Location"]).status_code


def _register_bare(app: Flask) -> int:
    browser = app.test_client()
    browser.get("/register")
    browser.post("/register", data=_typed(0))
    return browser.get("/done").status_code


def _typed(turn: int) -> dict[str, str]:
    reading = "".join(KANA[int(digit)] for digit in f"{turn:06}")
    return {
        "submission_token": f"benchmark-token-{turn:08}",
        "contact_name": "架空花子",
        "phone": f"0880{turn:06}",
        "email": "hanako@example.jp",
        "attending": "venue",
        "people-0-name": "架空花子",
        "people-0-kana": f"カクウ{reading}",
    }
