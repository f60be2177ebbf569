"""Journey 5: an entry is changed through a mailed link, and a member leaves."""

from datetime import timedelta

import pytest

from platform_app import dates
from tests.browser.entries import open_in_office
from tests.browser.preparing import bring_before_decider
from tests.browser.stage import DECIDER, OFFICER, REPRESENTATIVE, Stage
from tests.browser.visiting import Visit, Windows

pytestmark = pytest.mark.browser


def begin_change(stage: Stage, visit: Visit) -> None:
    """Open the form of the change of member 3 through the link to its registered address."""
    visit.go("/apply/change")
    visit.fill({"member": "3", "email": REPRESENTATIVE})
    visit.press(visit.page.locator("main form button").first)
    visit.go(stage.link_to(REPRESENTATIVE))
    visit.press("手続を始める")
    assert visit.page.locator("#name").input_value()


def test_a_minor_item_changes_at_once(stage: Stage, person: Visit) -> None:
    begin_change(stage, person)
    person.fill({"message": "毎週火曜日に相談日を設けています。"})
    person.press("確認へ進む")
    assert "すぐに反映" in person.text
    person.press("この内容で提出する")
    person.go("/members/3")
    assert "毎週火曜日に相談日を設けています。" in person.text


def test_a_major_item_changes_by_approval(stage: Stage, window: Windows, desk: Windows) -> None:
    visit = window()
    begin_change(stage, visit)
    visit.fill({"representative_name": "渡邉　新太郎"})
    visit.press("確認へ進む")
    visit.press("この内容で提出する")
    number, _secret = visit.receipt()
    visit.go("/members/3")
    assert "渡邉　新太郎" not in visit.text

    bring_before_decider(stage, number)
    decider = desk(DECIDER)
    open_in_office(decider, number)
    decider.press("承認する")
    decider.press("確認へ進む")
    decider.press("この内容で承認する")
    visit.go("/members/3")
    assert "渡邉　新太郎" in visit.text


def test_a_signed_in_representative_leaves(window: Windows, desk: Windows) -> None:
    visit = window().sign_in(REPRESENTATIVE)
    assert visit.endpoint == "my.home"
    visit.press("退会する")
    visit.press("確認へ進む", 422)
    assert visit.mistakes()
    day = dates.today() + timedelta(days=30)
    visit.fill({"leave_on-year": str(day.year), "leave_on-month": str(day.month), "leave_on-day": str(day.day)})
    visit.press("確認へ進む")
    visit.press("この内容で提出する")
    number = visit.page.locator(".receipt__number").first.inner_text()

    officer = desk(OFFICER)
    open_in_office(officer, number)
    officer.press("退会を受理する")
    officer.press("退会を受理する")
    visit.go("/my/applications")
    assert number in visit.text
    assert "受理" in visit.text
