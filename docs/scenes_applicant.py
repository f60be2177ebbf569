"""What an organisation sees, mostly on a phone. Every person and organisation is fictional."""

from playwright.sync_api import Page

from docs.studio import PHONE, Studio, fill, follow, go_on, press, shoot, shoot_paper

#: A representative of the sample.
REPRESENTATIVE = "info003@example.jp"

ENTRY: dict[str, str | list[str]] = {
    "name": "特定非営利活動法人つむぎの輪",
    "name_kana": "とくていひえいりかつどうほうじんつむぎのわ",
    "kind": "npo",
    "representative_title": "理事長",
    "representative_name": "髙橋　つむぎ",
    "founded": "平成25年7月",
    "postal_code": "770-0941",
    "municipality": "362018",
    "address": "徳島県徳島市万代町",
    "contact_name": "森　はるか",
    "phone": "０８８－０００－１２３４",
    "themes": ["place_to_be", "food"],
    "areas": ["362018"],
    "stage": "active",
    "activities": "月に2回、だれでも来られる食堂を開いています。",
}
DECLARATIONS: dict[str, str | list[str]] = {
    "declare_charter_read": "y",
    "declare_not_antisocial": "y",
    "declare_lawful_purpose": "y",
    "declare_privacy_read": "y",
    "declare_listing": "y",
}


def portal(studio: Studio) -> None:
    """The front page, the public list, and the printed forms."""
    with studio.page() as page:
        page.goto("/")
        shoot(page, "home")
        page.goto("/members")
        shoot(page, "members-public")
        shoot_paper(page, "/forms/membership-application.pdf", "paper-join-blank")
    with studio.page(PHONE) as page:
        page.goto("/join")
        shoot(page, "procedures", at="body")


def join(studio: Studio) -> None:
    """入力, 確認, 完了; an item is forgotten at first."""
    with studio.page(PHONE) as page:
        page.goto("/apply/join")
        shoot(page, "join-start")
        fill(page, ENTRY | DECLARATIONS)
        shoot(page, "join-entry", at="#item-phone")
        press(page, "確認へ進む")
        shoot(page, "join-errors")
        fill(page, {"email": "tsumugi@example.jp"})
        press(page, "確認へ進む")
        shoot(page, "join-confirm")
        press(page, "この内容で提出する")
        shoot(page, "join-sent")
        numbers = page.locator(".receipt__number").all_inner_texts()
        studio.notes["number"], studio.notes["secret"] = numbers[0].strip(), numbers[1].strip()
        path = page.locator('main a[href$="form.pdf"]').first.get_attribute("href") or ""
        shoot_paper(page, path, "paper-join-filled")


def draft(studio: Studio) -> None:
    """Saving half a form and coming back to it."""
    with studio.page(PHONE) as page:
        page.goto("/apply/join")
        fill(page, {"name": "ひだまりサロン", "email": "hidamari@example.jp"})
        press(page, "下書きを保存")
        shoot(page, "draft-saved")


def _open_track(page: Page, studio: Studio) -> None:
    page.goto("/apply/track")
    fill(page, {"number": studio.notes["number"], "secret": studio.notes["secret"]})


def correcting(studio: Studio) -> None:
    """After the office returned it: what to mend, and sending it again."""
    with studio.page(PHONE) as page:
        _open_track(page, studio)
        shoot(page, "track-enter")
        press(page, "照会する")
        shoot(page, "track-returned")
        follow(page, "修正")
        shoot(page, "correct-item", at="#item-address")
        fill(page, {"address": "徳島県徳島市万代町9丁目12番地"})
        press(page, "確認へ進む")
        go_on(page)
        _open_track(page, studio)
        press(page, "照会する")
        shoot(page, "track-resent")


def changing(studio: Studio) -> None:
    """A change by a representative, shown as 新旧対照; and the way without an account."""
    with studio.page(PHONE) as page:
        page.goto("/apply/change")
        shoot(page, "change-link")
    with studio.page(PHONE, REPRESENTATIVE) as page:
        page.goto("/apply/change")
        shoot(page, "change-form")
        page.locator('main [name="representative_name"]').fill("渡邉　新太郎")
        page.locator('main [name="message"]').fill("毎週火曜日に相談日を設けています。")
        press(page, "確認へ進む")
        shoot(page, "change-confirm", at="main h2")


def leaving(studio: Studio) -> None:
    """Withdrawing: the day, and what ends with it."""
    with studio.page(PHONE, "info001@example.jp") as page:
        page.goto("/apply/withdraw")
        shoot(page, "withdraw-form")
        fill(page, {"leave_on-year": "令和9", "leave_on-month": "3", "leave_on-day": "31"})
        go_on(page)
        shoot(page, "withdraw-confirm", at="main h1")
        shoot_paper(page, "/forms/withdrawal-notice.pdf", "paper-withdraw-blank")


def account(studio: Studio) -> None:
    """The pages of those who signed in."""
    with studio.page(PHONE, REPRESENTATIVE) as page:
        page.goto("/my")
        shoot(page, "my-home")
        page.goto("/my/people")
        shoot(page, "my-people")
        page.goto("/account")
        shoot(page, "account")
