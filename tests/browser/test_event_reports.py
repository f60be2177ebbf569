"""Journey: a report is drafted, written with a live preview, approved by a second person, and read by everybody."""

import pytest

from platform_app.events.models import Event
from platform_app.extensions import db
from tests.browser.conftest import Windows
from tests.browser.stage import DECIDER, OFFICER, Stage

pytestmark = pytest.mark.browser


def unreported(stage: Stage) -> int:
    """Return the number of the opening ceremony, which the sample has no report of."""
    with stage.app.app_context():
        return int(db.session.query(Event.id).filter_by(kind="ceremony").scalar())


def test_a_report_is_written_approved_and_read(stage: Stage, desk: Windows, window: Windows) -> None:
    number = unreported(stage)
    officer = desk(OFFICER, by_keyboard=True)
    officer.go(f"/staff/events/{number}/report")
    officer.press("下書きを作る")
    officer.follow("本文の編集")
    officer.fill({"text": "■はじめに\n｛参加者数｝人の方に御参加いただきました。\n・質疑応答が活発でした。"})
    if officer.has_scripts:
        officer.page.locator("[data-preview-place] h2", has_text="はじめに").wait_for()
    else:
        officer.press("プレビュー")
    assert "｛" not in officer.page.locator(".report-preview").inner_text()
    officer.press("保存する")
    officer.press("提出する")
    assert officer.page.get_by_role("button", name="承認する").count() == 0

    decider = desk(DECIDER, by_keyboard=True)
    decider.go(f"/staff/events/{number}/report")
    decider.press("承認する")
    decider.press("公開する")

    reader = window()
    reader.go(f"/events/{number}")
    reader.follow("この催しの開催報告")
    assert "質疑応答が活発でした。" in reader.page.locator("main").inner_text()
    for page in ("photos", "photos/new", "correct", "withdraw", "versions/1"):
        officer.go(f"/staff/events/{number}/report/{page}")
    officer.go(f"/staff/events/{number}/duty")
    officer.press("自分の復命書を作る")
