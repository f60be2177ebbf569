"""Journey: groups of four are made, put right by hand, confirmed and hung up, by keyboard alone."""

import pytest

from platform_app.events.operations.sheets import Person
from tests.browser.conftest import Windows
from tests.browser.stage import OFFICER, Stage
from tests.events.builders import event, registered

pytestmark = pytest.mark.browser

#: Organisations, and the family name of the three people that each sends.
TRIOS = (("見本会", "架空", "カクウ"), ("例示社", "仮名", "カリナ"), ("試作市", "想定", "ソウテイ"))


def the_exchange(stage: Stage) -> int:
    """Let nine people of three organisations come to an event; return its number."""
    with stage.app.app_context():
        row = event(12)
        for organisation, family, reading in TRIOS:
            trio = [
                Person(f"{family}{given}子", f"{reading}{kana}コ")
                for given, kana in zip("一二三", "アイウ", strict=True)
            ]
            registered(row, organisation=organisation, people=trio)
        return row.id


def test_an_officer_makes_groups_by_keyboard(stage: Stage, desk: Windows) -> None:
    number = the_exchange(stage)
    office = desk(OFFICER, by_keyboard=True)
    office.go(f"/staff/events/{number}/groups")
    office.press("新しい班分けを作る")
    office.fill({"title": "グループ討議", "seed": "種"})
    office.press("保存する", 422)
    assert "乱数の種" in "".join(office.mistakes())
    office.fill({"seed": "2026"})
    office.press("保存する")
    office.press("班分けを実行する")
    assert office.page.locator(".group").count() == 3

    name = office.page.locator(".group__person").first.inner_text().split()[0]
    office.press(office.page.locator(".group__acts a").first)
    assert office.heading == name
    office.fill({"group": "2"})
    office.press("席を移す", 422)  # Two people would be left behind.
    partner = office.page.locator("select[name=partner] option", has_text="2班").first.get_attribute("value")
    office.fill({"group": "", "partner": partner})
    office.press("席を移す")
    assert name in office.page.locator(".group").nth(1).inner_text()
    office.press("この班で確定する")
    assert office.heading == "班分けの確定"  # Two of one organisation sit together now.
    office.press("このまま確定する", 422)
    office.fill({"is_known": "y"})
    office.press("このまま確定する")

    assert office.page.locator(".group__acts").count() == 0
    office.press("掲示・投影用の一覧")
    assert office.page.locator("main li, main td").count() >= 9
