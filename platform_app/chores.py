"""What the worker does by itself from time to time, beside delivering mail."""

import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from flask import Flask, current_app

from platform_app.extensions import db

log = logging.getLogger("platform.chores")

#: Seconds between two looks at the outbox.
PAUSE = 5.0


@dataclass(frozen=True)
class Chore:
    """One recurring task: its name for the log, seconds between two runs, and what it does."""

    name: str
    every: float
    run: Callable[[], object]


def add(app: Flask, name: str, *, every: float, run: Callable[[], object]) -> None:
    """Register a chore; features do so when they register themselves."""
    app.extensions.setdefault("chores", []).append(Chore(name, every, run))


def work(*, once: bool = False) -> None:
    """Run every chore when its time has come, for ever or each of them once.

    A chore that fails is logged and tried again at its next turn: one must not stop the others.
    """
    due: dict[str, float] = {}
    while True:
        for chore in current_app.extensions.get("chores", []):
            if time.monotonic() >= due.get(chore.name, 0.0):
                due[chore.name] = time.monotonic() + chore.every
                _run(chore)
        if once:
            return
        time.sleep(PAUSE)


def _run(chore: Chore) -> None:
    """Run one chore in a context of its own, as a request has one: the office may have changed its settings."""
    with current_app.app_context():
        try:
            chore.run()
        except Exception:  # whatever one chore does, the others must go on
            log.exception("chore %s failed", chore.name)
        finally:
            db.session.remove()
