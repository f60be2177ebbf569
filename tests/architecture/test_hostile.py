"""Hostile questions and hostile texts: a sentence is the worst that anybody gets."""

from collections.abc import Iterator
from itertools import cycle, islice
from random import Random
from urllib.parse import quote

from platform_app.web import HEADERS
from tests.architecture.crawl import Visit, failures
from tests.architecture.forms_found import Field, FoundForm, every_form
from tests.architecture.routes import addresses, capacities_of, rules
from tests.architecture.snapshot import TRACES, Snapshot, digest
from tests.architecture.test_pages import assert_none
from tests.architecture.world import World
from tests.core.hostile import EVERY_TEXT

#: Names that pages read from their address; every form that is sent by GET adds its own.
QUESTIONS = ("page", "sort", "next", "as_of", "known_on", "since", "until", "words", "kind", "number", "start", "first")
STRANGE = (
    *EVERY_TEXT,
    "9" * 400,
    "-1",
    "0",
    "10000-01-01",
    "0000-00-00",
    "令和99999年1月1日",
    "\ud800",
    "%00",
    "١٢",
    "'; DROP TABLE member; --",
    "1e999",
    "NaN",
    "null",
    "[]",
    "{}",
    "../../etc/passwd",
    "x" * 5000,
)
#: Texts that one form is sent with; the next form goes on where this one stopped.
ROUNDS = 4
#: Controls whose values the page itself offers.
CHOSEN = {"select", "radio", "checkbox", "hidden"}


def test_every_page_answers_every_question(visits: list[Visit], world: World) -> None:
    names = {field.name for form in every_form(visits, "GET") for field in form.fields} | set(QUESTIONS)
    texts, found = cycle(STRANGE), []

    for rule in rules(world.app):
        address, capacity = addresses(world, rule, most=1)[0], capacities_of(world.app, rule)[0]
        for _round in range(3):
            query = "&".join(f"{name}={_quoted(next(texts))}" for name in sorted(names))
            with failures() as errors:
                answer = world.browser(capacity).get(f"{address}?{query}")
            if answer.status_code >= 500:
                found.append(f"{address} ({rule.endpoint}): {answer.status_code} {errors[:1]}")
            found += [f"{address}: no {name}" for name in HEADERS if name not in answer.headers]

    assert_none(sorted(set(found)))


def test_no_single_question_fails_a_list(visits: list[Visit], world: World) -> None:
    """Each name by itself: a mistake in one may hide behind the refusal of another."""
    texts, found = cycle(STRANGE), []

    for form in every_form(visits, "GET"):
        for field in form.fields:
            for text in islice(texts, ROUNDS * 3):
                with failures() as errors:
                    answer = world.browser(form.capacity).get(f"{form.action}?{field.name}={_quoted(text)}")
                if answer.status_code >= 500:
                    found.append(f"{form.action}?{field.name}={text!r:.30}: {answer.status_code} {errors[:1]}")

    assert_none(sorted(set(found)))


def _quoted(text: str) -> str:
    return quote(text.encode("utf-8", "surrogatepass"), safe="")


def _rounds(forms: list[FoundForm]) -> Iterator[tuple[FoundForm, list[str]]]:
    texts = cycle(text for text in STRANGE if "\ud800" not in text)
    for form in forms:
        yield form, list(islice(texts, ROUNDS))


def test_no_text_in_a_form_is_stored_half_or_fails(visits: list[Visit], world: World, restore: Snapshot) -> None:
    """What is refused leaves no trace but that it was tried; a draft may keep what is not complete."""
    found = []

    for form, texts in _rounds(every_form(visits, "POST")):
        before = digest(TRACES)
        for text in texts:
            with failures() as errors:
                answer = world.browser(form.capacity).post(form.action, data=form.filled(lambda _field: text))  # noqa: B023
            if answer.status_code >= 500:
                found.append(f"{form} {text!r:.40}: {answer.status_code} {errors[:1]}")
            if digest(TRACES) != before:
                if answer.status_code >= 400:
                    found.append(f"{form} {text!r:.40}: {answer.status_code}, and something was stored")
                restore.restore()

    assert_none(sorted(set(found)))


def test_no_choice_that_was_never_offered_is_taken(visits: list[Visit], world: World, restore: Snapshot) -> None:
    found = []

    for form in every_form(visits, "POST"):
        sent = form.filled(lambda field: field.value)
        offered = {field.name: field for field in form.fields if field.kind in CHOSEN and field.name != "csrf_token"}
        for field in offered.values():
            with failures() as errors:
                answer = world.browser(form.capacity).post(form.action, data=sent | {field.name: ["no-such-choice"]})
            if answer.status_code >= 500:
                found.append(f"{form}, {field.name}: {answer.status_code} {errors[:1]}")
            if answer.status_code < 400:
                restore.restore()

    assert_none(sorted(set(found)))


def test_bytes_that_are_no_form_are_refused(world: World, restore: Snapshot) -> None:
    chance, found = Random(1), []

    for rule in rules(world.app, "POST"):
        address, capacity = addresses(world, rule, most=1)[0], capacities_of(world.app, rule)[0]
        for kind in ("application/x-www-form-urlencoded", "multipart/form-data; boundary=x", "application/json"):
            with failures() as errors:
                answer = world.browser(capacity).post(address, data=chance.randbytes(300), content_type=kind)
            if answer.status_code >= 500:
                found.append(f"{address} ({rule.endpoint}) {kind}: {answer.status_code} {errors[:1]}")
        restore.restore()

    assert_none(sorted(set(found)))


def test_a_form_is_found_on_many_pages(visits: list[Visit]) -> None:
    """The control of this file: if forms were no longer found, nothing here would be asked."""
    assert len(every_form(visits, "POST")) > 30
    assert len(every_form(visits, "GET")) >= 4
    assert any(isinstance(field, Field) for form in every_form(visits, "POST") for field in form.fields)
