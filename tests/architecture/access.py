"""Who gets what at which endpoint, by real requests: the golden table and how it is made.

``python -m tests.architecture.access`` writes ``golden/access.csv`` anew.
"""

import csv
import io
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from urllib.parse import urlsplit

from flask import Flask
from werkzeug.routing import Rule

from platform_app import create_app
from platform_app.extensions import db
from tests import factories
from tests.architecture.building import build
from tests.architecture.crawl import Visit
from tests.architecture.routes import addresses, rules
from tests.architecture.snapshot import Snapshot
from tests.architecture.world import CAPACITIES, World

GOLDEN = Path(__file__).parent / "golden" / "access.csv"
METHODS = ("GET", "POST")
#: What an answer means to the person who asked; everything else is ``open``.
SIGN_IN, CLOSED, HIDDEN, OPEN = "sign in", "refused", "404", "open"


def verdict(status: int, location: str) -> str:
    """Say what an answer means to the person who asked."""
    if status in {301, 302, 303} and urlsplit(location).path == "/sign-in":
        return SIGN_IN
    return {403: CLOSED, 404: HIDDEN}.get(status, OPEN)


def known_answers(visits: Iterable[Visit]) -> dict[tuple[str, str], str]:
    """Return what pages that were opened before mean, by address and person."""
    return {(one.page.address, one.capacity): verdict(one.status, one.headers.get("Location", "")) for one in visits}


def table(world: World, snapshot: Snapshot, visits: Iterable[Visit] = ()) -> list[dict[str, str]]:
    """Ask every endpoint, as everybody, by every method; return one row per endpoint and method.

    Each cell holds what the first address that exists answered. What was opened
    already (``visits``) is not opened again.
    """
    rows, known = [], known_answers(visits)
    for method in METHODS:
        for rule in rules(world.app, method):
            row = {"endpoint": rule.endpoint, "method": method, "address": rule.rule}
            for capacity in CAPACITIES:
                row[capacity] = _cell(world, rule, capacity, method, snapshot, known if method == "GET" else {})
            rows.append(row)
    return sorted(rows, key=lambda row: (row["endpoint"], row["address"], row["method"]))


def _cell(  # noqa: PLR0917 - who asks for what by which method, and what is known
    world: World, rule: Rule, capacity: str, method: str, snapshot: Snapshot, known: Mapping[tuple[str, str], str]
) -> str:
    """Ask until an address is there: a step that is not possible for one row may be for the next."""
    found = HIDDEN
    for address in addresses(world, rule):
        found = known.get((address, capacity)) or _ask(world, address, capacity, method)
        if method == "POST" and found == OPEN:
            snapshot.restore()
        if found != HIDDEN:
            break
    return found


def _ask(world: World, address: str, capacity: str, method: str) -> str:
    answer = world.browser(capacity).open(address, method=method)
    return verdict(answer.status_code, answer.headers.get("Location", ""))


def text(rows: Iterable[dict[str, str]]) -> str:
    """Return the table as it is stored."""
    out = io.StringIO()
    writer = csv.DictWriter(out, ["endpoint", "method", "address", *CAPACITIES], lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue()


def platform(folder: str) -> tuple[Flask, World, Snapshot]:
    """Build the platform in a database of its own."""
    from tests.conftest import overrides

    app = create_app(overrides(), instance_path=folder)
    with app.app_context():
        factories.lay_schema()
        world = build(app)
        return app, world, Snapshot(app)


def main() -> None:
    """Write the golden table anew."""
    with tempfile.TemporaryDirectory() as folder:
        app, world, snapshot = platform(folder)
        with app.app_context():
            snapshot.restore()
            GOLDEN.write_text(text(table(world, snapshot)), "utf-8")
            db.session.remove()
            db.engine.dispose()


if __name__ == "__main__":
    main()
