"""Places under real contention: processes and threads on one database, on SQLite and PostgreSQL."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, current_app

from platform_app.accounts.models import User
from platform_app.actor import system, visitor
from platform_app.events.models import Event
from platform_app.events.operations import capacity, registering, seating
from platform_app.events.operations.planning import PoolPlan
from platform_app.events.registration_models import LedgerEntry, Participant, Registration
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import Channel
from tests import factories, races
from tests.events import builders
from tests.races import Lane, race

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]

#: Processes, and threads in each: 32 contenders at once.
PROCESSES, THREADS = 8, 4
#: How often forty contend for five seats.
ROUNDS = 5
#: The acts of one process, one after the other, each with its argument.
Script = list[tuple[Callable[[Any], str], Any]]


def sheet_of(lane: int, turn: int, size: int = 1) -> registering.Sheet:
    """Return a sheet like no other lane's."""
    letters = "".join("アイウエオカキクケコ"[int(digit)] for digit in f"{lane:02}{turn:04}")
    people = [registering.Person(f"見本{lane}の{turn}の{n}", f"ミホン{letters}{'ン' * n}") for n in range(size)]
    token = f"race-{lane:04}-{turn:06}-{size:02}-token"
    return builders.sheet(
        people=people, organisation="", phone=f"0{lane:03}{turn:06}", email="", submission_token=token
    )


def act_out(script: Script) -> str:
    """Play one process's part: a sequence of acts; tell what came of each."""
    return "|".join(act(argument) for act, argument in script)


def nothing(argument: object) -> object:
    """Prepare nothing."""
    return argument


def register_many(argument: tuple[int, int, int]) -> str:
    """Register so many contenders from this process, four at once; return "confirmed waiting"."""
    event_id, lane, turns = argument
    app = current_app._get_current_object()  # type: ignore[attr-defined]

    def one(turn: int) -> str:
        with app.app_context():
            event = db.session.get_one(Event, event_id)
            return str(registering.register(event, sheet=sheet_of(lane, turn), by=visitor()).status)

    with ThreadPoolExecutor(THREADS) as threads:
        found = list(threads.map(one, range(turns)))
    return f"{found.count('confirmed')} {found.count('waiting')}"


def cancel_some(argument: tuple[int, list[int]]) -> str:
    """Cancel registrations one after the other."""
    event_id, keys = argument
    for key in keys:
        by = visitor().for_registration(key)
        registering.cancel(db.session.get_one(Event, event_id), registration_id=key, by=by)
    return "done"


def change_places(argument: tuple[int, list[int]]) -> str:
    """Set the capacity again and again."""
    event_id, numbers = argument
    for places in numbers:
        plans = [PoolPlan("venue", "general", places)]
        it = db.session.get_one(Event, event_id)
        capacity.change_capacity(it, plans=plans, is_confirmed=True, by=system())
    return "done"


def register_one(argument: tuple[int, int, int | None]) -> str:
    """Register one caller, by an officer, or one visitor."""
    event_id, lane, user_id = argument
    by = visitor() if user_id is None else db.session.get_one(User, user_id).actor()
    sheet = replace(sheet_of(lane, 0), channel=Channel.WEB if user_id is None else Channel.PHONE)
    return str(registering.register(db.session.get_one(Event, event_id), sheet=sheet, by=by).status)


def seated(event_id: int) -> int:
    """Count the people who hold places of an event."""
    return sum(seating.held(pool) for pool in db.session.get_one(Event, event_id).pools)


def in_order(event_id: int) -> list[str]:
    """Return the statuses of those who take part or wait, in order of arrival."""
    rows = db.session.query(Registration).filter_by(event_id=event_id)
    live = rows.filter(Registration.status.in_(["confirmed", "waiting"]))
    return [row.status for row in live.order_by(Registration.arrived_at, Registration.id)]


def test_places_are_exact_whatever_happens_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    """One set of processes plays every scene, because starting them costs more than the scenes."""
    monkeypatch.setattr(races, "PATIENCE", 240)
    large, mixed, last = builders.event(100), builders.event(10), builders.event(1)
    small = [builders.event(5).id for _ in range(ROUNDS)]
    first = [builders.registered(mixed).id for _ in range(20)]
    officers = [factories.user(Role.OFFICER).id for _ in range(2)]
    scripts: list[Script] = [
        [(register_many, (large.id, lane, 125)), *((register_many, (key, lane, 5)) for key in small)]
        for lane in range(PROCESSES)
    ]
    for lane, scene in enumerate([
        [(register_one, (last.id, 50, officers[0])), (register_many, (mixed.id, 51, 20))],
        [(register_one, (last.id, 52, officers[1])), (register_many, (mixed.id, 53, 20))],
        [(register_one, (last.id, 54, None)), (cancel_some, (mixed.id, first[:8]))],
        [(cancel_some, (mixed.id, first[8:16]))],
        [(change_places, (mixed.id, [12, 11, 14, 15]))],
    ]):  # fmt: skip
        scripts[lane] = [*scene, *scripts[lane]]

    told = race(app, [Lane(nothing, act_out, script) for script in scripts])
    assert all("|" in each for each in told), told
    found = [each.split("|") for each in told]

    _a_hundred_of_a_thousand(large.id, found)
    assert [(seated(key), len(in_order(key))) for key in small] == [(5, 40)] * ROUNDS
    assert sorted(lane[0] for lane in found[:3]) == ["confirmed", "waiting", "waiting"]
    assert in_order(mixed.id) == ["confirmed"] * 15 + ["waiting"] * 29


def _a_hundred_of_a_thousand(event_id: int, found: list[list[str]]) -> None:
    """Exactly a hundred are seated, the others wait in order, and nobody saw an error."""
    counts = [tuple(int(part) for part in lane[-1 - ROUNDS].split()) for lane in found]
    assert (sum(c for c, _ in counts), sum(w for _, w in counts)) == (100, 900), found
    assert in_order(event_id) == ["confirmed"] * 100 + ["waiting"] * 900
    rows = db.session.query(Registration).filter_by(event_id=event_id)
    waiting = rows.order_by(Registration.arrived_at, Registration.id).offset(100).all()
    assert [seating.position(row) for row in waiting[::300]] == [1, 301, 601]
    assert len({row.number for row in rows}) == 1000


def counted_before(argument: tuple[int, int, int]) -> tuple[int, int, int]:
    """Count what is free as a page does: before anything is locked."""
    it = db.session.get_one(Event, argument[0])
    left = seating.free(it.pools[0])
    db.session.rollback()
    seating.free = lambda _pool: left  # type: ignore[assignment]
    seating.somebody_waits = lambda _event, _pool: False  # type: ignore[assignment]
    return argument


def test_the_race_is_real_because_counting_before_the_lock_oversells(app: Flask) -> None:
    it = builders.event(capacity=5)

    race(app, [Lane(counted_before, register_many, (it.id, lane, 2)) for lane in range(3)])

    assert seated(it.id) > 5


WORKER = """
import os, sys
from platform_app import create_app
from platform_app.actor import visitor
from platform_app.events.models import Event
from platform_app.events.operations import registering
from platform_app.extensions import db
from tests.race.test_event_races import sheet_of
folder, url, secret, event_id, told = sys.argv[1:]
app = create_app({"SECRET_KEY": secret, "TESTING": True, "DATABASE_URL": url}, instance_path=folder)
with app.app_context(), open(told, "a") as paper:
    for turn in range(10_000):
        made = registering.register(db.session.get_one(Event, int(event_id)), sheet=sheet_of(9, turn), by=visitor())
        paper.write(made.number + "\\n")
        paper.flush()
        os.fsync(paper.fileno())
"""


def test_what_was_acknowledged_survives_kill_9_and_nothing_is_half_done(app: Flask, tmp_path: Path) -> None:
    it = builders.event(capacity=30)
    told, url = tmp_path / "told", app.config["SQLALCHEMY_DATABASE_URI"]
    told.touch()
    arguments = [app.instance_path, "" if url.startswith("sqlite") else url, app.config["SECRET_KEY"], str(it.id)]
    db.session.remove()
    worker = subprocess.Popen([sys.executable, "-c", WORKER, *arguments, str(told)], cwd=Path(__file__).parents[2])
    deadline = time.monotonic() + 60
    while told.read_text().count("\n") < 20 and time.monotonic() < deadline:
        time.sleep(0.003)
    os.kill(worker.pid, signal.SIGKILL)
    worker.wait()

    acknowledged = {line for line in told.read_text().split("\n") if line}
    rows = {row.number: row for row in db.session.query(Registration)}
    assert len(acknowledged) >= 20
    assert acknowledged <= set(rows)
    assert len(rows) - len(acknowledged) <= 1
    for table in (Participant, LedgerEntry):
        assert {row.registration_id for row in db.session.query(table)} == {row.id for row in rows.values()}
    assert db.session.query(AuditEntry).filter_by(action="registration.register").count() == len(rows)
    assert db.session.query(OutboxMessage).count() == 0
    assert seated(it.id) == min(30, len(rows))
