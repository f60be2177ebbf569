"""One item, one name, everywhere: form, columns, vocabulary, document and roster say the same."""

from pathlib import Path

import pytest
from sqlalchemy import inspect

from forms.applications import entry_form
from platform_app.applications.models import Application
from platform_app.members.models import MemberRecord
from platform_app.members.profile import OrganisationProfile
from platform_app.vocabulary.profile import PROFILE_ITEMS, PROFILE_KEYS
from reports.rosters.members import MEMBERS
from tests import factories
from tests.architecture.crawl import Visit
from tests.architecture.snapshot import Snapshot
from tests.architecture.test_private import hidden_keys, mark, texts_of
from tests.architecture.world import World

GOLDEN = Path(__file__).parent / "golden"


def test_the_columns_of_an_entry_are_its_items() -> None:
    own = set(OrganisationProfile.__annotations__) - {"visibility"}

    assert own == set(PROFILE_KEYS)
    for model in (Application, MemberRecord):
        assert set(PROFILE_KEYS) <= {attribute.key for attribute in inspect(model).column_attrs}


def test_the_form_asks_for_every_item_and_nothing_else_of_the_entry(world: World) -> None:
    with world.app.test_request_context("/apply/join"):
        made = entry_form(PROFILE_ITEMS, (), (("362018", "徳島市"),), for_change=False)
        form = made(formdata=None, meta={"csrf": False})

        assert [item.key for item in form.items] == list(PROFILE_KEYS)
        assert set(PROFILE_KEYS) <= set(form._fields)
        assert set(form.profile()) == set(PROFILE_KEYS)


def test_every_item_has_a_label_and_the_office_s_roster_shows_it() -> None:
    shown = {column.key for column in MEMBERS.columns}

    assert all(item.label for item in PROFILE_ITEMS)
    assert [key for key in PROFILE_KEYS if key not in shown] == []


def test_the_printed_form_shows_every_item_that_is_typed(world: World, restore: Snapshot) -> None:
    typed = hidden_keys(members_too=False)
    _draft, secret = factories.draft(**{key: mark(key) for key in typed})

    answer = world.browser("anonymous").get(f"/apply/draft/{secret}/form.pdf")
    printed = "".join(texts_of(answer.data, answer.headers["Content-Type"]).split())

    restore.restore()
    assert [key for key in typed if mark(key) not in printed] == []


@pytest.mark.parametrize("name", ["routes", "fields"])
def test_nothing_disappears_without_somebody_meaning_it(name: str, visits: list[Visit], world: World) -> None:
    """Addresses are printed on paper, and fields are read by scripts of other offices.

    ``python -m tests.architecture.goldens`` writes the lists down anew.
    """
    from tests.architecture.goldens import LISTS

    found = LISTS[name](world, visits)

    assert (GOLDEN / f"{name}.txt").read_text("utf-8").splitlines() == found
