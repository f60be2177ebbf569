"""Journey 2: half a form is kept, resumed by its link on another device, and sent once whatever is pressed."""

from contextlib import suppress

import pytest
from playwright.sync_api import Error

from platform_app.applications.models import Application
from platform_app.extensions import db
from tests.browser.entries import DECLARATIONS, ENTRY
from tests.browser.preparing import behind_the_pages
from tests.browser.stage import Stage
from tests.browser.visiting import Windows

pytestmark = pytest.mark.browser

SAVED = {"name": ENTRY["name"], "email": ENTRY["email"], "activities": ENTRY["activities"]}


def named(stage: Stage, name: str) -> list[str]:
    """Return the numbers of the applications under a name."""
    with behind_the_pages(stage):
        found = db.session.scalars(db.select(Application).where(Application.name == name)).all()
        return [str(row.number) for row in found]


def test_a_draft_is_resumed_by_its_link_and_sent_once(stage: Stage, window: Windows) -> None:
    first = window()
    first.go("/apply/join")
    first.fill(SAVED)
    first.press("下書きを保存")
    link = first.page.locator("main code").inner_text()
    assert stage.link_to(ENTRY["email"]) in link

    later = window()
    later.go(link)
    assert later.page.locator("#name").input_value() == ENTRY["name"]
    assert later.page.locator("#activities").input_value() == ENTRY["activities"]
    later.fill({key: value for key, value in ENTRY.items() if key not in SAVED} | DECLARATIONS)
    later.press("確認へ進む")

    # Back from the confirmation shows what was typed; a double click sends once.
    with later.page.expect_navigation():
        later.page.go_back()
    assert later.page.locator("#contact_name").input_value() == ENTRY["contact_name"]
    later.press("確認へ進む")
    later.named("この内容で提出する").dblclick(no_wait_after=True)
    with suppress(Error):  # The second click ends what the first began, and the browser says so.
        later.page.wait_for_url("**/sent")
    later.page.wait_for_url("**/sent")
    later.look()
    number, _secret = later.receipt()
    assert named(stage, ENTRY["name"]) == [number]

    # Back after sending, and the old link, lead to the same completion page.
    later.page.go_back()
    later.page.wait_for_load_state()
    if later.page.locator("main button", has_text="この内容で提出する").count():
        later.press("この内容で提出する")
    assert number in later.text
    first.go(link)
    assert number in first.text
    assert named(stage, ENTRY["name"]) == [number]
