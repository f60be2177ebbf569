"""Who gets what at which endpoint: the whole matrix, and what belongs to somebody else."""

import csv
from collections.abc import Iterator

import pytest
from flask import Flask
from werkzeug.routing import IntegerConverter, Rule
from werkzeug.test import TestResponse

from platform_app.config import staff_networks
from tests.architecture.access import GOLDEN, OPEN, SIGN_IN, table, text
from tests.architecture.crawl import Visit
from tests.architecture.routes import (
    ARGUMENTS,
    addresses,
    allowed,
    blueprint,
    build_address,
    capacities_of,
    rules,
    unknown_arguments,
)
from tests.architecture.routes import every_rule as all_rules
from tests.architecture.snapshot import Snapshot
from tests.architecture.test_pages import assert_none
from tests.architecture.world import STAFF, World

METHODS = ("GET", "POST")
#: Ids that no row has; the last is larger than any that a database could hold.
NOWHERE, BEYOND = 999_999, 10**20
#: What an unknown id, number or secret may answer; a number beyond all bounds may match another route's address.
GONE = {404, 405, 410}

#: What belongs to another organisation, and who must not reach it by which argument.
FOREIGN = {
    ("applications", "key"): "application:foreign",
    ("changes", "key"): "application:foreign",
    ("tracking", "number"): "number:foreign",
    ("my", "user_id"): "user:foreign_editor",
    ("registrations", "number"): "number:registration:foreign",
    ("partners", "introduction_id"): "introduction:foreign",
}
#: Two rows that exist and do not belong together, by the arguments that name them.
STRANGERS = {
    ("application_id", "attachment_id"): ("application:join:submitted", "attachment:draft"),
    ("application_id", "notice_id"): ("application:join:submitted", "notice:join:approved"),
    ("number", "line_id"): ("number:foreign", "line:own"),
    ("batch_id", "application_id"): ("batch:open", "application:awaiting"),
    ("key", "attachment_id"): ("secret:join:submitted", "attachment:draft"),
    ("key", "notice_id"): ("secret:join:submitted", "notice:join:approved"),
    ("event_id", "registration_id"): ("event:today", "registration:first"),
    ("event_id", "participant_id"): ("event:published", "participant:present"),
    ("event_id", "pool_id"): ("event:today", "pool:reserved"),
    ("event_id", "file_id"): ("event:today", "file:flyer"),
    ("event_id", "change_id"): ("event:today", "change:moved"),
    ("event_id", "rule_id"): ("event:today", "rule:planned"),
    ("event_id", "grouping_id"): ("event:today", "grouping:proposed"),
    ("grouping_id", "participant_id"): ("grouping:proposed", "participant:present"),
    ("event_id", "wish_id"): ("event:today", "wish:apart"),
    ("event_id", "poll_id"): ("event:today", "poll:open"),
    ("number", "participant_id"): ("number:registration:first", "participant:present"),
    ("event_id", "theme_id"): ("event:today", "theme:open"),
    ("theme_id", "opinion_id"): ("theme:planned", "opinion:plain"),
    ("theme_id", "chart_id"): ("theme:planned", "chart:first"),
    ("theme_id", "summary_id"): ("theme:planned", "summary:first"),
    ("opinion_id", "edit_id"): ("opinion:plain", "edit:conflict"),
    ("code", "opinion_id"): ("code:table:2", "opinion:plain"),
    ("code", "theme_id"): ("code:table:1", "theme:record"),
    ("code", "secret"): ("code:survey:closed", "secret:survey"),
}


def every_rule(app: Flask) -> Iterator[tuple[str, Rule]]:
    """Yield every route with each of its methods."""
    for method in METHODS:
        for rule in rules(app, method):
            yield method, rule


def asks_for_secret(answer: TestResponse) -> bool:
    """Say whether an answer asks for number and secret, as it does for every number alike."""
    return answer.status_code == 302 and answer.location.startswith(("/apply/track?", "/registrations?"))


def asks_to_open_again(capacity: str, answer: TestResponse) -> bool:
    """Say whether a sign-in that ended is told: with what was sent and nothing else, for every id alike."""
    if capacity not in {"anonymous", "holder"} or answer.request.method != "POST":
        return False
    if answer.status_code == 302:
        return answer.location.startswith("/sign-in?")
    return answer.status_code == 422 and "手続を開き直す" in answer.text


def test_every_argument_of_an_address_leads_somewhere(world: World) -> None:
    """Until an argument is explained in ``routes.ARGUMENTS``, no invariant here sees its page."""
    unknown = {
        f"{rule.rule} ({rule.endpoint}): {', '.join(unknown_arguments(rule))}"
        for method in METHODS
        for rule in all_rules(world.app, method)
        if unknown_arguments(rule)
    }

    assert_none(sorted(unknown))


def test_every_view_says_who_may_open_it(world: World) -> None:
    views = world.app.view_functions

    assert_none([name for name in views if name != "static" and not getattr(views[name], "allowed", None)])


def test_endpoint_by_capacity_is_what_the_golden_table_says(
    visits: list[Visit], world: World, restore: Snapshot
) -> None:
    """A difference is either a mistake or deliberate: then ``python -m tests.architecture.access`` writes it down."""
    found = text(table(world, restore, visits)).splitlines()
    stored = GOLDEN.read_text("utf-8").splitlines()

    gone = [f"- {line}" for line in stored if line not in found]
    assert_none(gone + [f"+ {line}" for line in found if line not in stored])


def test_who_is_not_signed_in_gets_the_sign_in_page_or_nothing() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    private = [row for row in rows if row["address"].startswith(("/staff", "/my", "/account"))]
    assert private
    assert_none([row["endpoint"] for row in private if {row["anonymous"], row["holder"]} != {SIGN_IN}])


def test_members_open_nothing_of_the_office() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["address"].startswith("/staff")]

    members = ("representative", "editor", "foreign_representative", "foreign_editor")
    assert_none([row["endpoint"] for row in rows if OPEN in {row[capacity] for capacity in members}])


def test_the_office_is_hidden_from_every_other_network(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(world.app.config, "STAFF_NETWORK_LIST", staff_networks("10.1.0.0/16,2001:db8::/32"))
    found = []

    for method, rule in every_rule(world.app):
        if rule.rule.startswith("/staff"):
            for capacity in ("anonymous", *STAFF):
                answer = world.browser(capacity).open(addresses(world, rule)[0], method=method)
                if answer.status_code != 404:
                    found.append(f"{method} {rule.rule} as {capacity}: {answer.status_code}")

    assert_none(found)


def test_the_office_is_there_for_its_own_network(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(world.app.config, "STAFF_NETWORK_LIST", staff_networks("10.1.0.0/16"))

    answer = world.browser("officer").get("/staff/", environ_base={"REMOTE_ADDR": "10.1.2.3"})

    assert answer.status_code == 200


def test_what_does_not_exist_is_not_found(world: World, restore: Snapshot) -> None:
    found = []

    for method, rule in every_rule(world.app):
        for address in _nowhere(world, rule):
            for capacity in capacities_of(world.app, rule)[:1]:
                answer = world.browser(capacity).open(address, method=method)
                if answer.status_code not in GONE and not asks_for_secret(answer):
                    found.append(f"{method} {address} ({rule.endpoint}) as {capacity}: {answer.status_code}")

    restore.restore()
    assert_none(found)


def _nowhere(world: World, rule: Rule) -> Iterator[str]:
    """Yield addresses of a route in which one argument names nothing."""
    names = sorted(rule.arguments - set(rule.defaults or ()))
    for wrong in names:
        if getattr(rule._converters[wrong], "items", None) or (blueprint(rule), wrong) == ("places", "code"):
            continue
        values = {}
        for name in names:
            choices = getattr(rule._converters[name], "items", None)
            values[name] = min(choices) if choices else _first(world, rule, name)
        is_number = isinstance(rule._converters[wrong], IntegerConverter)
        for stranger in (NOWHERE, BEYOND) if is_number else ("22222-22222-22222-22222",):
            yield build_address(world.app, rule, values | {wrong: stranger})


def _first(world: World, rule: Rule, name: str) -> object:
    from tests.architecture.routes import meaning

    for key in ((rule.endpoint, name), (blueprint(rule), name)):
        if key in ARGUMENTS:
            return meaning(world, ARGUMENTS[key][0])
    raise AssertionError(name)


def _named(world: World, word: str) -> object:
    return world.ids[word] if word in world.ids else world.texts[word]


def test_what_belongs_to_somebody_else_is_not_found(world: World, restore: Snapshot) -> None:
    """By its number alone nobody gets at another's application or people: not found, never forbidden."""
    found = []

    for method, rule in every_rule(world.app):
        names = sorted(rule.arguments - set(rule.defaults or ()))
        targets = {name: FOREIGN[key] for name in names if (key := (blueprint(rule), name)) in FOREIGN}
        if not targets:
            continue
        values = {name: _named(world, targets[name]) if name in targets else NOWHERE for name in names}
        address = build_address(world.app, rule, values)
        for capacity in ("representative", "editor", "holder", "anonymous"):
            if "public" not in allowed(world.app, rule) and capacity not in allowed(world.app, rule):
                continue
            answer = world.browser(capacity).open(address, method=method)
            if answer.status_code != 404 and not (asks_for_secret(answer) or asks_to_open_again(capacity, answer)):
                found.append(f"{method} {address} ({rule.endpoint}) as {capacity}: {answer.status_code}")

    restore.restore()
    assert_none(found)


def test_rows_that_do_not_belong_together_are_not_found_together(world: World, restore: Snapshot) -> None:
    found = []

    for method, rule in every_rule(world.app):
        for pair, words in STRANGERS.items():
            if not set(pair) <= rule.arguments:
                continue
            others = rule.arguments - set(rule.defaults or ()) - set(pair)
            values = {name: _first(world, rule, name) for name in others}
            values |= dict(zip(pair, (_named(world, word) for word in words), strict=True))
            address = build_address(world.app, rule, values)
            answer = world.browser(capacities_of(world.app, rule)[0]).open(address, method=method)
            if answer.status_code != 404:
                found.append(f"{method} {address} ({rule.endpoint}): {answer.status_code}")

    restore.restore()
    assert_none(found)
