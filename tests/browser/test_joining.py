"""Journey 1: an organisation joins, on a phone and by keyboard."""

import io

import pytest
from playwright.sync_api import FilePayload
from pypdf import PdfReader

from tests.browser.entries import DECLARATIONS, ENTRY
from tests.browser.stage import Stage
from tests.browser.visiting import Windows

pytestmark = pytest.mark.browser

PAMPHLET: FilePayload = {"name": "会の案内.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.4\n%%EOF\n"}


def pdf_text(content: bytes) -> str:
    """Return the words of a PDF without spaces and line breaks."""
    return "".join("".join(page.extract_text() for page in PdfReader(io.BytesIO(content)).pages).split())


@pytest.mark.parametrize("by_keyboard", [False, True], ids=["touch", "keyboard"])
def test_an_organisation_joins(stage: Stage, window: Windows, by_keyboard: bool) -> None:
    visit = window(by_keyboard=by_keyboard)
    visit.go("/")
    visit.go("/join")
    visit.follow("入会")
    assert visit.endpoint == "applications.join"

    # Errors first: everything that was typed stays.
    visit.fill(ENTRY | {"email": "tsumugi.example.jp"})
    visit.press("確認へ進む", 422)
    assert any("メールアドレス" in line for line in visit.mistakes())
    assert len(visit.mistakes()) == 1 + len(DECLARATIONS)
    assert visit.page.locator("#name").input_value() == ENTRY["name"]

    visit.touch(visit.page.locator("#error-summary a", has_text="メールアドレス").first)
    if visit.has_scripts:
        assert visit.page.evaluate("document.activeElement.id") == "email"
    visit.page.locator('[name="attach_pamphlet"]').set_input_files(PAMPHLET)
    visit.fill({"email": ENTRY["email"]} | DECLARATIONS)
    visit.press("確認へ進む")
    assert "確認" in visit.heading
    assert "会の案内.pdf" in visit.text
    assert "トクテイヒエイリカツドウホウジンツムギノワ" in visit.text

    visit.press("この内容で提出する")
    number, secret = visit.receipt()
    assert number
    assert secret
    words = pdf_text(visit.fetch("提出した様式"))
    assert "特定非営利活動法人つむぎの輪" in words
    assert "髙橋つむぎ" in words
    assert "088-000-1234" in words
    assert number in stage.mails_to(ENTRY["email"])[-1]
