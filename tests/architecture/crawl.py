"""Opening every page for everybody who may, once, and keeping what came of it for many questions."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import html5lib
from sqlalchemy import event
from sqlalchemy.engine import Engine
from werkzeug.datastructures import Headers

from platform_app.extensions import db
from tests.architecture.routes import Page, addresses, capacities_of, rules
from tests.architecture.world import World

#: A reading request may write nothing but the trace that it was made.
READER_WRITES = ("audit_entry", "audit_head")
WRITING = ("INSERT", "UPDATE", "DELETE", "REPLACE", "CREATE", "DROP", "ALTER", "TRUNCATE", "MERGE")


@dataclass
class Visit:
    """One request and its answer."""

    capacity: str
    page: Page
    status: int
    headers: Headers
    body: bytes
    statements: list[str]
    errors: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        """Name the request in a message."""
        return f"{self.page.address} ({self.page.endpoint}) as {self.capacity}"

    @property
    def is_html(self) -> bool:
        """Whether the answer is a page."""
        return self.headers.get("Content-Type", "").startswith("text/html") and not 300 <= self.status < 400

    @property
    def text(self) -> str:
        """The answer as text."""
        return self.body.decode("utf-8")

    @cached_property
    def tree(self) -> Any:
        """The page as elements; raises html5lib's ParseError for markup that is not valid."""
        builder = html5lib.treebuilders.getTreeBuilder("lxml")
        parser = html5lib.HTMLParser(builder, namespaceHTMLElements=False, strict=True)
        return parser.parse(self.text)

    @property
    def writes(self) -> list[str]:
        """The statements that write elsewhere than into the audit log."""
        return [one for one in self.statements if is_write(one)]


def is_write(statement: str) -> bool:
    """Say whether a statement writes elsewhere than into the audit log."""
    words = statement.replace('"', "").split()
    return words[0].upper() in WRITING and not any(table in words[:4] for table in READER_WRITES)


@contextmanager
def recorded() -> Iterator[list[str]]:
    """Gather every SQL statement that is sent while the block runs."""
    found: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        found.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


class _Gathering(logging.Handler):
    """Keeps what the application says about exceptions that no view expected."""

    def __init__(self, found: list[str]) -> None:
        super().__init__(logging.ERROR)
        self.found = found

    def emit(self, record: logging.LogRecord) -> None:
        """Keep the exception and where it was raised."""
        if record.exc_info and record.exc_info[1] is not None:
            last = traceback.extract_tb(record.exc_info[2])[-1]
            self.found.append(f"{record.exc_info[1]!r:.200} at {last.filename}:{last.lineno}")


@contextmanager
def failures() -> Iterator[list[str]]:
    """Gather the exceptions that no view expected while the block runs."""
    found: list[str] = []
    handler = _Gathering(found)
    logging.getLogger("platform.request").addHandler(handler)
    try:
        yield found
    finally:
        logging.getLogger("platform.request").removeHandler(handler)


def visit(world: World, capacity: str, page: Page, **options: Any) -> Visit:
    """Make one reading request."""
    browser = world.browser(capacity)
    with recorded() as statements, failures() as errors:
        answer = browser.get(page.address, **options)
    return Visit(capacity, page, answer.status_code, answer.headers, answer.data, list(statements), list(errors))


@contextmanager
def protected(world: World) -> Iterator[None]:
    """Show the tokens of forms while the block runs, as an installation does."""
    before = world.app.config["WTF_CSRF_ENABLED"]
    world.app.config["WTF_CSRF_ENABLED"] = True
    try:
        yield
    finally:
        world.app.config["WTF_CSRF_ENABLED"] = before


def crawl(world: World) -> list[Visit]:
    """Open every address for the mightiest, and one address of every page for all others who may."""
    with protected(world):
        return _crawled(world)


def _crawled(world: World) -> list[Visit]:
    found = []
    for rule in rules(world.app):
        first, *others = capacities_of(world.app, rule)
        every = [Page(rule, address) for address in addresses(world, rule)]
        visits = [visit(world, first, page) for page in every]
        found += visits
        shown = next((one for one in visits if one.status == 200 and one.is_html), None)
        found += [visit(world, capacity, shown.page) for capacity in others if shown is not None]
    db.session.rollback()
    return found
