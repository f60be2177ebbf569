"""Journeys 3 and 4: following by number and secret, correcting, taking back, and a lost secret."""

import re

import pytest

from tests.browser.entries import ENTRY, join, open_in_office, track
from tests.browser.stage import OFFICER, Stage
from tests.browser.visiting import Visit, Windows

pytestmark = pytest.mark.browser

ASKED = "番地まで入力してください。"


def send_back(officer: Visit, number: str) -> None:
    """Return an application with one point about the address."""
    open_in_office(officer, number)
    officer.press("審査を始める")
    officer.press("差し戻す")
    officer.fill({"points-0-item": "address", "points-0-sentence": ASKED})
    officer.press("差し戻す")
    assert "差し戻しました" in officer.text


def test_what_was_sent_back_is_corrected_and_sent_again(stage: Stage, window: Windows, desk: Windows) -> None:
    number, secret = join(window())
    send_back(desk(OFFICER), number)

    visit = window()
    visit.go(stage.link_to(ENTRY["email"]))
    visit.fill({"number": number, "secret": "ABCD-EFGH-JKLM-NPQR-STUV"})
    visit.press("照会する", 422)
    assert visit.mistakes()
    visit.fill({"number": number.replace("-", "").lower(), "secret": secret.lower()})
    visit.press("照会する")
    assert ASKED in visit.text

    visit.follow("所在地")
    assert visit.page.url.endswith("#item-address")
    assert visit.page.locator("#item-address").inner_text().startswith("事務局からの連絡")
    assert visit.page.locator("#address").evaluate("e => e.getBoundingClientRect().top < innerHeight")
    visit.fill({"address": "徳島県徳島市万代町9丁目12番地"})
    visit.press("確認へ進む")
    visit.press("この内容で提出する")
    track(visit, number, secret)
    assert "再提出" in visit.text
    assert "修正して再提出する" not in visit.text


def test_an_application_is_taken_back(person: Visit) -> None:
    number, secret = join(person)
    track(person, number, secret)
    person.press("取下げの手続へ")
    person.fill({"reason": "団体を解散することになったため。"})
    person.press("申請を取り下げる")
    assert "取下げ" in person.text
    assert not person.page.locator("main a", has_text="取下げの手続へ").count()


def test_a_mailed_link_stands_in_for_a_lost_secret(stage: Stage, window: Windows) -> None:
    number, _secret = join(window())
    visit = window(by_keyboard=True)
    visit.go("/apply/track")
    visit.press("照会用パスワードを忘れたとき")
    visit.press("リンクを送る", 422)
    assert len(visit.mistakes()) == 2
    visit.fill({"number": number, "email": ENTRY["email"]})
    visit.press("リンクを送る")

    link = stage.link_to(ENTRY["email"])
    assert re.match("/apply/track/open/", link)
    visit.go(link)
    visit.press("申請状況を見る")
    assert number in visit.text
    assert ENTRY["name"] in visit.text
    again = window()
    again.go(link, 410)
