"""Journey 7: an officer works through the inbox without touching the mouse."""

import pytest

from tests.browser.entries import answer_checks
from tests.browser.stage import OFFICER, Stage
from tests.browser.visiting import Visit, Windows

pytestmark = pytest.mark.browser

#: Both wait in the sample; the first is sent back, the second goes before the decider.
INCOMPLETE, COMPLETE = "NPO法人みなもの会", "株式会社すだち電器"


def find(officer: Visit, name: str) -> None:
    """Search the inbox and open the only row: by the office's own keys where scripts run, else by Tab."""
    keys = officer.page.keyboard
    if officer.has_scripts:
        keys.press("/")
        assert officer.page.locator("[data-search]").evaluate("e => e === document.activeElement")
        keys.insert_text(name)
        with officer.page.expect_navigation():
            keys.press("Enter")
        officer.look()
        keys.press("j")
        with officer.page.expect_navigation():
            keys.press("Enter")
        officer.look()
    else:
        officer.fill({"q": name})
        officer.press("絞り込む")
        officer.press(officer.page.locator("main tbody a").first)
    assert name in officer.heading


def move_through_rows(officer: Visit) -> None:
    """Go down twice and up once: the first row's link has the focus again."""
    links = officer.page.locator("main tbody tr").evaluate_all(
        "rows => rows.map(row => row.querySelector('a').textContent)"
    )
    for key in "jjk":
        officer.page.keyboard.press(key)
    assert officer.page.evaluate("document.activeElement.textContent") == links[0]


def test_an_officer_reviews_by_keyboard(stage: Stage, desk: Windows) -> None:
    officer = desk(OFFICER, by_keyboard=True)
    assert officer.endpoint == "desk.home"
    officer.go("/staff/applications/")
    if officer.has_scripts:
        move_through_rows(officer)

    find(officer, INCOMPLETE)
    officer.press("審査を始める")
    officer.press("差し戻す")
    officer.press("差し戻す", 422)
    officer.fill({"points-0-item": "activities", "points-0-sentence": "活動の頻度を書き添えてください。"})
    officer.press("差し戻す")
    assert "差し戻しました" in officer.text
    assert stage.mails_to("minamo@example.jp")

    officer.go("/staff/applications/")
    find(officer, COMPLETE)
    officer.press("審査を始める")
    officer.press("メモを書く", 422)
    officer.fill({"text": "電話で活動の予定を確かめた。"})
    officer.press("メモを書く")
    answer_checks(officer)
    assert "未確認です" not in officer.text
    officer.press("決裁に回す")
    assert "決裁に回しました" in officer.text
    officer.go("/staff/applications/?tab=decision")
    assert COMPLETE in officer.text
