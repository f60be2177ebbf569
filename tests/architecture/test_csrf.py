"""A form whose token is missing or stale changes nothing, and loses nothing that was typed."""

import pytest

from tests.architecture.crawl import Visit
from tests.architecture.forms_found import FoundForm, every_form
from tests.architecture.routes import addresses, capacities_of, rules
from tests.architecture.snapshot import TRACES, Snapshot, digest
from tests.architecture.test_pages import assert_none
from tests.architecture.world import World

#: Katakana, so that the fields for readings have nothing to convert.
TYPED = "ウチコンダモジ"
TOKENS = {"missing": {}, "wrong": {"csrf_token": "bm90LWEtdG9rZW4"}}


@pytest.fixture(autouse=True)
def _protected(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ask for tokens, as an installation does."""
    monkeypatch.setitem(world.app.config, "WTF_CSRF_ENABLED", True)


@pytest.mark.parametrize("token", TOKENS)
def test_no_post_without_its_token_changes_anything(token: str, world: World, restore: Snapshot) -> None:
    found, before = [], digest(TRACES)

    for rule in rules(world.app, "POST"):
        for address in addresses(world, rule, most=1):
            capacity = capacities_of(world.app, rule)[0]
            answer = world.browser(capacity).post(address, data=TOKENS[token])
            if digest(TRACES) != before:
                restore.restore()
                found.append(f"{address} ({rule.endpoint}) as {capacity} changed the database")
            if answer.status_code >= 500:
                found.append(f"{address} ({rule.endpoint}) as {capacity}: {answer.status_code}")

    assert_none(found)


def test_a_stale_token_gives_back_everything_typed(visits: list[Visit], world: World, restore: Snapshot) -> None:
    found, before = [], digest(TRACES)

    for form in every_form(visits, "POST"):
        typed = [field for field in form.fields if field.kind in {"text", "textarea", "search"}]
        if not typed:
            continue
        sent = form.filled(lambda field: TYPED if field.kind in {"text", "textarea", "search"} else field.value)
        answer = world.browser(form.capacity).post(form.action, data=sent | {"csrf_token": ["stale"]})
        if not _is_kept(form, answer.text, len(typed)):
            lost = [field.name for field in typed if f'name="{field.name}"' not in answer.text] or [
                field.name for field in typed
            ]
            found.append(f"{form}: {answer.status_code}, {answer.text.count(TYPED)} of {len(typed)} kept, {lost}")
        if digest(TRACES) != before:
            restore.restore()
            found.append(f"{form} changed the database")

    assert_none(found)


def _is_kept(form: FoundForm, page: str, count: int) -> bool:
    """Whether as many texts come back as were typed, but those that a browser shows to nobody."""
    readonly = sum(field.name == "username" for field in form.fields)
    return page.count(TYPED) >= count - readonly
