"""Journey 8: decisions, one by one and as a whole 審査回, and what the register then says."""

import io

import pytest
from openpyxl import load_workbook

from platform_app.dates import today
from tests.browser.entries import open_in_office
from tests.browser.preparing import bring_before_decider
from tests.browser.stage import DECIDER, OFFICER, Stage
from tests.browser.test_joining import pdf_text
from tests.browser.visiting import Visit, Windows

pytestmark = pytest.mark.browser

#: Before the decider in the sample.
WAITING = "社会福祉法人なごみ苑"


def cells(workbook: bytes) -> set[str]:
    """Return every text in a workbook."""
    book = load_workbook(io.BytesIO(workbook))
    return {str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None}


def download(visit: Visit, name: str) -> bytes:
    """Press a link whose file is downloaded; return the file."""
    place = visit.page.locator("main a", has_text=name).first
    with visit.page.expect_download() as waiting:
        place.click()
    assert waiting.value.suggested_filename.endswith(".xlsx")
    return waiting.value.path().read_bytes()


def test_an_approval_gives_a_notice_and_a_line_of_the_register(desk: Windows) -> None:
    decider = desk(DECIDER)
    open_in_office(decider, WAITING)
    decider.press("承認する")
    decider.fill({"effective_on-day": "99"})
    decider.press("確認へ進む", 422)
    decider.fill({"effective_on-day": str(today().day)})
    decider.press("確認へ進む")
    decider.press("この内容で承認する")
    assert "承認しました" in decider.text
    assert "社会福祉法人なごみ苑" in pdf_text(decider.fetch(decider.page.locator('main a[href*="/notices/"]').first))

    decider.go("/staff/members/")
    decider.fill({"as_of": today().isoformat(), "words": "なごみ苑"})
    decider.press("表示する")
    assert WAITING in decider.text
    decider.page.locator("main summary", has_text="会員名簿").first.click()
    assert WAITING in cells(download(decider, "Excel（データ）"))
    decider.fill({"as_of": "令和5年7月14日"})
    decider.press("表示する")
    assert WAITING not in decider.text


def test_a_rejection_is_taken_back(desk: Windows) -> None:
    decider = desk(DECIDER)
    open_in_office(decider, WAITING)
    decider.press("不承認とする")
    decider.press("確認へ進む", 422)
    reason = decider.page.locator('main [name="reason"] option').nth(1).get_attribute("value")
    decider.fill({"reason": reason})
    decider.press("確認へ進む")
    decider.press("この内容で不承認とする")
    assert "不承認としました" in decider.text
    assert "なごみ苑" in pdf_text(decider.fetch(decider.page.locator('main a[href*="/notices/"]').first))

    decider.press("不承認を取り消して審査に戻す")
    decider.fill({"reason": "確認した書類に誤りがあったため。"})
    decider.press("確認へ進む")
    decider.press("不承認を取り消して審査に戻す")
    assert "審査に戻しました" in decider.text
    assert "取消し（" in decider.text


def test_a_whole_batch_is_decided_at_once(stage: Stage, desk: Windows) -> None:
    officer = desk(OFFICER)
    open_in_office(officer, "株式会社すだち電器")
    second = officer.heading.split("　")[0]
    bring_before_decider(stage, second)

    officer.go("/staff/batches/")
    officer.press("審査回を設ける")
    for box in officer.page.locator('main input[name="chosen"]').all():
        officer.tick(box)
    officer.press("選んだ申請を加える")
    officer.press("締め切る")
    officer.press("締め切る")
    officer.press("起案文と処理案を作る")
    officer.press("保存する")
    packet = pdf_text(officer.fetch("起案一式（PDF）"))
    assert WAITING in packet
    assert "株式会社すだち電器" in packet
    assert WAITING in cells(download(officer, "起案一式（Excel）"))
    where = officer.page.url

    decider = desk(DECIDER)
    decider.go(where)
    decider.press("一括で決裁する")
    decider.press("確認へ進む")
    decider.press("この内容で決裁する")
    assert "審査回を決裁しました" in decider.text
    notices = pdf_text(decider.fetch("通知書をまとめて印刷する"))
    assert WAITING in notices
    decider.go("/staff/members/?words=すだち")
    assert "株式会社すだち電器" in decider.text
