"""Logs say what was asked and what came of it, and nothing about a person."""

import logging

import pytest

from tests import factories
from tests.architecture.acts import ACTS, BEFORE
from tests.architecture.routes import addresses, capacities_of, rules
from tests.architecture.snapshot import Snapshot
from tests.architecture.test_pages import assert_none
from tests.architecture.world import World

#: A text by which anything personal would be recognised.
MARK = "しるし一郎"
MARKED = {
    "name": f"{MARK}の会",
    "contact_name": MARK,
    "phone": "088-909-1234",
    "email": "mark-in-logs@example.jp",
    "address": f"徳島県徳島市{MARK}町1丁目",
}
SECRETS = (MARK, "088-909-1234", "mark-in-logs", factories.PASSWORD, "見本　花子", "example.jp")


@pytest.fixture
def logged(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    """Everything that is logged at any level, by whomever; but for what the database engine says of its pool."""
    for quiet in ("sqlalchemy", "fontTools", "PIL", "asyncio"):
        caplog.set_level(logging.WARNING, logger=quiet)
    caplog.set_level(logging.DEBUG)
    return caplog


def offending(records: list[logging.LogRecord], secrets: tuple[str, ...]) -> list[str]:
    """Return the records that say something personal, formatted as they would be written."""
    formatter = logging.Formatter("%(name)s %(message)s")
    lines = [formatter.format(record) for record in records]
    return sorted({line[:300] for line in lines for secret in secrets if secret in line})


def test_a_journey_leaves_no_personal_data_in_the_log(
    world: World, logged: pytest.LogCaptureFixture, restore: Snapshot
) -> None:
    application = factories.submitted(**MARKED)
    clerk = world.browser("officer")
    for address in ("", "/start", "/forward", "/note", "/form.pdf"):
        clerk.open(f"/staff/applications/{application.id}{address}", method="POST" if address == "/start" else "GET")
    clerk.get(f"/staff/applications/?q={MARK}")
    clerk.get(f"/members?words={MARK}")
    world.browser("anonymous").post("/sign-in", data={"email": MARKED["email"], "password": MARK})
    world.browser("anonymous").post("/reset", data={"email": MARKED["email"]})
    world.browser("anonymous").post("/apply/join", data=MARKED | {"submission_token": "t" * 32})
    world.browser("anonymous").post("/apply/track", data={"number": MARK, "secret": MARK})

    restore.restore()
    assert logged.records
    assert_none(offending(logged.records, SECRETS))


def test_no_operation_logs_what_it_was_given(world: World, logged: pytest.LogCaptureFixture, restore: Snapshot) -> None:
    for action in sorted(ACTS):
        BEFORE.get(action, lambda _world: None)(world)
        ACTS[action](world)
        restore.restore()

    assert_none(offending(logged.records, SECRETS))


def test_no_address_of_a_page_puts_its_secret_into_the_log(
    world: World, logged: pytest.LogCaptureFixture, restore: Snapshot
) -> None:
    secrets = tuple(text for name, text in world.texts.items() if not name.startswith("number:"))
    for rule in rules(world.app):
        for address in addresses(world, rule, most=1):
            world.browser(capacities_of(world.app, rule)[0]).get(address)

    restore.restore()
    assert_none(offending(logged.records, secrets))


def test_the_request_log_is_written_at_all(world: World, logged: pytest.LogCaptureFixture) -> None:
    world.browser("anonymous").get("/about")

    assert any('"rule": "/about"' in record.getMessage() for record in logged.records)
