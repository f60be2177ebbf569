"""Journey 6: after the approval the organisation gets its own pages, and invites a second person."""

import pytest

from tests.browser.entries import ENTRY, join
from tests.browser.preparing import approve
from tests.browser.stage import Stage
from tests.browser.visiting import Visit, Windows

pytestmark = pytest.mark.browser

PHRASE, COLLEAGUE = "つむぎの輪の合言葉はながい", "doryo@example.jp"


def accept(stage: Stage, visit: Visit, address: str, name: str) -> None:
    """Open an invitation, choose a password, and arrive at the organisation's own pages."""
    visit.go(stage.link_to(address))
    visit.fill({"password": "short"})
    visit.press("利用を始める", 422)
    visit.fill({"name": name, "password": PHRASE})
    visit.press("利用を始める")
    if visit.endpoint == "accounts.sign_in":
        visit.sign_in(address, PHRASE)
    visit.go("/my")
    assert ENTRY["name"] in visit.text


def test_an_approved_organisation_gets_its_people_in(stage: Stage, window: Windows) -> None:
    number, _secret = join(window())
    approve(stage, number)

    visit = window()
    accept(stage, visit, ENTRY["email"], "森　はるか")
    visit.press(visit.page.locator("main nav a", has_text="利用者").first)
    visit.press("利用者を招待する")
    visit.press("招待する", 422)
    visit.fill({"name": "林　ひなた", "email": COLLEAGUE, "roles": ["editor"]})
    visit.press("招待する")
    assert "林　ひなた" in visit.text
    accept(stage, window(), COLLEAGUE, "林　ひなた")
