"""Public pages of the register against a bare Flask page, and as the register grows."""

import os
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from statistics import median

from flask import Flask
from sqlalchemy import event

from benchmarks.figures import Figure, interleaved, milliseconds
from benchmarks.floors import page as floor
from benchmarks.registers import register_of
from benchmarks.serving import Served, load, served
from platform_app import kept_pages
from platform_app.extensions import db

PAGES = {"member list of 50": "/members", "member detail": "/members/7"}
#: Seconds of load per round; rounds alternate between the application and the floor.
SECONDS, ROUNDS = 3, 3
SMALL, LARGE = 100, 100_000
#: Requests of one round in process, and how many rounds.
REQUESTS, GROWTH_ROUNDS = 30, 5


def measure() -> list[Figure]:
    """Return the figures of speed against the floor, kept and drawn anew, and of growth."""
    return [*against_floor(), *drawn_anew(), *growth()]


def against_floor() -> list[Figure]:
    """Load both sides in turn with the same server, 2 workers and 16 connections."""
    with both_served() as (ours, bare):
        return [figure for name, path in PAGES.items() for figure in against(name, ours, path, bare, path)]


@contextmanager
def both_served() -> Iterator[tuple[Served, Served]]:
    """Serve the application with 100 members and the bare pages, both at once."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, register_of(SMALL) as app:
        floor.lay(Path(folder) / "floor.db")
        with (
            served("benchmarks.targets:create_app", {"BENCHMARK_INSTANCE": app.instance_path}) as ours,
            served("benchmarks.floors.page:create_app", {"BENCHMARK_DATABASE": f"{folder}/floor.db"}) as bare,
        ):
            yield ours, bare


def against(name: str, ours: Served, path: str, bare: Served, bare_path: str) -> Iterator[Figure]:
    """Load a page and a bare page in turn; yield the ratios of requests a second and of CPU a request."""
    paths = {ours: path, bare: bare_path}
    rates: dict[Served, list[float]] = {ours: [], bare: []}
    costs: dict[Served, list[float]] = {ours: [], bare: []}
    for side in (ours, bare):
        load(side, paths[side], SECONDS)
    for _ in range(ROUNDS):
        for side in (ours, bare):
            rate, cost = load(side, paths[side], SECONDS)
            rates[side].append(rate)
            costs[side].append(cost)
    rate, bare_rate = median(rates[ours]), median(rates[bare])
    cost, bare_cost = median(costs[ours]), median(costs[bare])
    yield Figure(
        f"{name}: requests a second / bare page",
        rate / bare_rate,
        0.35,
        f"{rate:.0f} / {bare_rate:.0f} a second",
        is_floor=True,
    )
    yield Figure(
        f"{name}: CPU a request / bare page", cost / bare_cost, 3, f"{milliseconds(cost)} / {milliseconds(bare_cost)}"
    )


def drawn_anew() -> list[Figure]:
    """Draw pages that are not kept, in process, against the bare pages in process.

    The first visitor after a change of the register, and whoever is signed in, gets such a page.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, register_of(SMALL) as app:
        floor.lay(Path(folder) / "floor.db")
        os.environ["BENCHMARK_DATABASE"] = f"{folder}/floor.db"
        bare = floor.create_app()
        figures = []
        for name, path in PAGES.items():
            ours, least = interleaved(partial(_ask, app, path), partial(_ask, bare, path), rounds=GROWTH_ROUNDS)
            detail = f"{milliseconds(ours / REQUESTS)} / {milliseconds(least / REQUESTS)} CPU a request, in process"
            figures.append(Figure(f"{name}, drawn anew: CPU / bare page", ours / least, 3, detail))
        return figures


def growth() -> list[Figure]:
    """Draw the same pages anew in process with 100 and with 100,000 members."""
    with register_of(SMALL) as small, register_of(LARGE) as large:
        return [figure for name, path in PAGES.items() for figure in _grow(name, path, small, large)]


def _grow(name: str, path: str, small: Flask, large: Flask) -> Iterator[Figure]:
    _answer(small, path)
    _answer(large, path)
    few, many = interleaved(partial(_ask, small, path), partial(_ask, large, path), rounds=GROWTH_ROUNDS)
    detail = f"{milliseconds(many / REQUESTS)} / {milliseconds(few / REQUESTS)} CPU a request, drawn anew"
    yield Figure(f"{name}: {LARGE:,} members / {SMALL}", many / few, 1.3, detail)
    counts = [counted_statements(app, partial(_answer, app, path)) for app in (small, large)]
    yield Figure(
        f"{name}: SQL statements more with {LARGE:,} members",
        counts[1] - counts[0],
        0,
        f"{counts[1]} / {counts[0]} statements",
    )


def _ask(app: Flask, path: str) -> None:
    """Ask for a page many times over; none is taken from those kept."""
    client = app.test_client()
    for _ in range(REQUESTS):
        kept_pages.forget()
        _checked(client.get(path).status_code, path)


def _answer(app: Flask, path: str) -> None:
    kept_pages.forget()
    _checked(app.test_client().get(path).status_code, path)


def _checked(status: int, path: str) -> None:
    if status != 200:  # noqa: PLR2004
        message = f"{path} answered {status}"
        raise RuntimeError(message)


def counted_statements(app: Flask, act: Callable[[], None]) -> int:
    """Count the SQL statements of one act."""
    count = 0

    def counted(*_arguments: object) -> None:
        nonlocal count
        count += 1

    with app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", counted)
    act()
    event.remove(engine, "before_cursor_execute", counted)
    return count
