"""Events: the public page against a bare page, growth, rosters of participants, and check-in against a bare form."""

import tempfile
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

from flask import Flask
from flask.testing import FlaskClient

from benchmarks.figures import Figure, interleaved, milliseconds
from benchmarks.floors import marking
from benchmarks.floors import page as floor
from benchmarks.gatherings import EVENT, gathering_of, officer
from benchmarks.pages import against, counted_statements
from benchmarks.register_rosters import canvas_list, openpyxl_workbook
from benchmarks.serving import served
from platform_app import kept_pages
from platform_app.events import day_sheets
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.members.rosters import OUTPUTS
from platform_app.numbering import new_secret
from reports.columns import Roster, shown_cells
from reports.rosters.participants import ATTENDEES, REGISTRANTS

PUBLIC, LIST, DAY = f"/events/{EVENT}", f"/staff/events/{EVENT}/registrations", f"/staff/events/{EVENT}/day"
SMALL, LARGE = 100, 100_000
REQUESTS, ROUNDS, ROSTER_ROUNDS = 20, 5, 3
#: Fifteen columns of the participants.
FIFTEEN = REGISTRANTS.choose(tuple(column.key for column in REGISTRANTS.columns[:15]))
SIZES = (1_000, 10_000)


def measure() -> list[Figure]:
    """Return the figures of speed against the floor, of growth, of rosters and of check-in."""
    return [*_against_floor(), *_growth(), *_rosters(), *_check_in()]


def _against_floor() -> list[Figure]:
    """Load the page of an event and the bare page of one row in turn, 2 workers and 16 connections."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder, gathering_of(SMALL) as app:
        floor.lay(Path(folder) / "floor.db")
        with (
            served("benchmarks.targets:create_app", {"BENCHMARK_INSTANCE": app.instance_path}) as ours,
            served("benchmarks.floors.page:create_app", {"BENCHMARK_DATABASE": f"{folder}/floor.db"}) as bare,
        ):
            return list(against("event page", ours, PUBLIC, bare, "/members/7"))


def _growth() -> Iterator[Figure]:
    """Draw the public page and the office's list of one event with 100 and with 100,000 registrations."""
    with gathering_of(SMALL) as small, gathering_of(LARGE) as large:
        for name, path in (("event page", PUBLIC), ("participant list page", LIST)):
            browsers = [officer(app) if path == LIST else app.test_client() for app in (small, large)]
            counts = [
                counted_statements(app, partial(_get, one, path))
                for app, one in zip((small, large), browsers, strict=True)
            ]
            few, many = interleaved(*(partial(_ask, one, path) for one in browsers), rounds=ROUNDS)
            detail = f"{milliseconds(many / REQUESTS)} / {milliseconds(few / REQUESTS)} CPU a request, drawn anew"
            yield Figure(f"{name}: {LARGE:,} registrations / {SMALL}", many / few, 1.3, detail)
            yield Figure(
                f"{name}: SQL statements more with {LARGE:,} registrations",
                counts[1] - counts[0],
                0,
                f"{counts[1]} / {counts[0]} statements",
            )


def _get(browser: FlaskClient, path: str) -> None:
    kept_pages.forget()
    answer = browser.get(path)
    if answer.status_code != 200:  # noqa: PLR2004
        message = f"{path} answered {answer.status_code}"
        raise RuntimeError(message)


def _ask(browser: FlaskClient, path: str) -> None:
    """Ask for a page many times over; none is taken from those kept."""
    for _ in range(REQUESTS):
        _get(browser, path)


def _rosters() -> Iterator[Figure]:
    """Write rosters of one event from the query to the bytes, against the raw libraries given the same cells."""
    for size in SIZES:
        with gathering_of(size) as app:
            if size == SIZES[-1]:
                ratio, detail = _roster(app, FIFTEEN, "print.xlsx", openpyxl_workbook)
                yield Figure(f"participants XLSX of {size:,} × 15 from query / openpyxl styled", ratio, 1.25, detail)
            ratio, detail = _roster(app, ATTENDEES, "pdf", partial(canvas_list, ATTENDEES))
            yield Figure(f"participants PDF of {size:,} from query / canvas.drawString", ratio, 1.5, detail)


def _roster(app: Flask, roster: Roster, output: str, bare: Callable[[list[list[str]]], None]) -> tuple[float, str]:
    """Return the ratio of both sides and what is behind it."""

    def write() -> None:
        with app.app_context():
            it = db.session.get_one(Event, EVENT)
            rows = day_sheets.rows(it, roster.key)
            OUTPUTS[output].write(roster, rows, day_sheets.stamp(it, roster, len(rows)))

    with app.app_context():
        rows = day_sheets.rows(db.session.get_one(Event, EVENT), roster.key)
        cells = [list(shown_cells(roster, row)) for row in rows]
    write()
    ours, least = interleaved(write, partial(bare, cells), rounds=ROSTER_ROUNDS)
    return ours / least, f"{milliseconds(ours)} / {milliseconds(least)} CPU"


def _check_in() -> Iterator[Figure]:
    """Press 出席 for one after the other, against a bare form that updates one row."""
    with gathering_of(1_000) as app, tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        browser, bare = officer(app), marking.create_app(Path(folder) / "floor.db", 1_000).test_client()
        turns, others = iter(range(1, 1_000)), iter(range(1, 1_000))
        ours, least = interleaved(
            lambda: [_tap(browser, next(turns)) for _ in range(REQUESTS)],
            lambda: [bare.post(f"/mark/{next(others)}", data={"mark": "present"}) for _ in range(REQUESTS)],
            rounds=ROUNDS,
        )
    detail = f"{milliseconds(ours / REQUESTS)} / {milliseconds(least / REQUESTS)} CPU a press"
    # A press is checked, locked, kept with its hour, settled and written to the audit log; no aim is set for it.
    yield Figure("check-in / bare form with one update", ours / least, 15, detail)


def _tap(browser: FlaskClient, participant: int) -> None:
    tap = {"participant_id": participant, "mark": "present", "tap_id": new_secret()}
    answer = browser.post(f"{DAY}/taps", json={"taps": [tap]})
    if "refused" in answer.text or answer.status_code != 200:  # noqa: PLR2004
        raise RuntimeError(answer.text)
