"""Races: the same act by several real processes against one database, all let go at once."""

import multiprocessing
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Flask

from platform_app.extensions import db

#: Seconds for a process to start and to finish.
PATIENCE = 60


@dataclass(frozen=True)
class Lane:
    """One process: ``prepare(argument)`` reads, then all meet at the line, then ``run(prepared)`` acts."""

    prepare: Callable[[Any], Any]
    run: Callable[[Any], object]
    argument: Any


def start_method() -> Any:
    """Return how processes are started: each its own, from one that has imported the application and opened nothing."""
    context: Any = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.race.loaded"])
    return context


def race(app: Flask, lanes: Sequence[Lane]) -> list[str]:
    """Run every lane in a process of its own; return per lane what came of it, in the order of the lanes.

    An outcome is ``str()`` of what ``run`` returned, or the name of the error's class.
    ``prepare`` and ``run`` must be functions of a module, so that a fresh process finds them.
    """
    context = start_method()
    line, outcomes = context.Barrier(len(lanes)), context.Queue()
    place = (app.instance_path, app.config["SQLALCHEMY_DATABASE_URI"], app.config["SECRET_KEY"])
    db.session.remove()
    processes = [
        context.Process(target=_run, args=(place, number, lane, line, outcomes)) for number, lane in enumerate(lanes)
    ]
    for process in processes:
        process.start()
    found = dict(outcomes.get(timeout=PATIENCE) for _process in processes)
    for process in processes:
        process.join(PATIENCE)
    return [found[number] for number in range(len(lanes))]


def _run(place: tuple[str, str, str], number: int, lane: Lane, line: Any, outcomes: Any) -> None:
    """Tell what came of one lane, whatever it is: a silent process would keep the race waiting."""
    try:
        outcome = _outcome(place, lane, line)
    except Exception as error:  # noqa: BLE001 - whatever came of it is the outcome
        line.abort()
        outcome = type(error).__name__
    outcomes.put((number, outcome))


def _outcome(place: tuple[str, str, str], lane: Lane, line: Any) -> str:
    """Build the application anew on the same database, read, wait for the others, act."""
    from platform_app import create_app

    folder, url, secret = place
    overrides = {"SECRET_KEY": secret, "TESTING": True, "DATABASE_URL": "" if url.startswith("sqlite") else url}
    with create_app(overrides, instance_path=folder).app_context():
        prepared = lane.prepare(lane.argument)
        line.wait(PATIENCE)
        return str(lane.run(prepared))
