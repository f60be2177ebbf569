"""Journey 10: an empty installation becomes a platform, by its first administrator."""

import re

import pyotp
import pytest

from platform_app.accounts.operations.inviting import first_link
from platform_app.sample.loading import REGISTER
from tests.browser.preparing import behind_the_pages
from tests.browser.stage import Stage
from tests.browser.visiting import Visit, Windows

pytestmark = pytest.mark.browser

ADDRESS, PHRASE = "hajime@jimukyoku.example.jp", "はじめての管理者の合言葉"
PLATFORM_NAME = "みほん県つながりプラットフォーム"


def set_up(visit: Visit, link: str) -> None:
    """Fill in the first set-up through the link that the installation printed."""
    visit.go(link)
    visit.press("設定を完了する", 422)
    visit.fill(
        {
            "person-name": "管理　始",
            "person-email": ADDRESS,
            "person-password": PHRASE,
            "platform_name": PLATFORM_NAME,
            "prefecture": "徳島県",
        }
    )
    visit.press("設定を完了する")
    visit.sign_in(ADDRESS, PHRASE)
    assert visit.endpoint == "desk.home"


def enrol_second_factor(visit: Visit) -> None:
    """Enrol an authenticator, and sign in with it."""
    visit.go("/account")
    visit.press("二段階認証を設定する")
    secret = re.sub(r"\s", "", visit.page.locator("main code").first.inner_text())
    visit.fill({"code": "000000"})
    visit.press("設定する", 422)
    visit.fill({"code": pyotp.TOTP(secret).now()})
    visit.press("設定する")
    assert visit.heading == "予備コード"
    code = visit.page.locator(".recovery-codes code").first.inner_text()
    visit.press(visit.page.locator("header button", has_text="ログアウト"))
    visit.sign_in(ADDRESS, PHRASE)
    assert visit.endpoint == "accounts.code"
    visit.page.locator("main summary").click()
    visit.fill({"recovery": code})
    visit.press("ログイン")
    assert visit.endpoint == "desk.home"


def change_settings(visit: Visit) -> None:
    """Give the form another sentence and one more compulsory item; the public form follows."""
    visit.go("/staff/settings/")
    visit.fill({"join_form_number": "様式第9号", "required_items": ["website"]})
    visit.press("設定を保存する")
    visit.go("/apply/join")
    assert "※必須" in visit.page.locator("#item-website").inner_text()
    assert PLATFORM_NAME in visit.page.title()


def read_register(visit: Visit) -> None:
    """Read the workbook that the office kept its register in: columns, preview, and into the register."""
    visit.go("/staff/imports/")
    visit.press("読み取る", 422)
    visit.page.locator('main [name="file"]').set_input_files(REGISTER)
    visit.press("読み取る")
    visit.press("確認へ進む")
    assert "まだ会員名簿には何も登載していません" in visit.text
    visit.press("会員名簿に登載する", 422)
    visit.fill({"is_read": "y"})
    visit.press("会員名簿に登載する")
    assert "登載しました" in visit.text
    visit.go("/members")
    assert visit.page.locator("main a[href^='/members/']").count()


def test_an_installation_becomes_a_platform(empty_stage: Stage, window: Windows) -> None:
    with behind_the_pages(empty_stage):
        link = str(first_link()).removeprefix(empty_stage.address)
    visit = window(at_desk=True)
    set_up(visit, link)
    window().go(link, 410)
    enrol_second_factor(visit)
    change_settings(visit)
    read_register(visit)

    visit.go("/staff/audit/")
    for words in ("設定", "取込", "二段階認証"):
        assert words in visit.text, words
    visit.press(visit.page.locator("main tbody a").first)
    assert visit.endpoint == "audit_staff.show"
