"""What the applicants of the journeys type. Every person and organisation is fictional."""

from typing import Any

from tests.browser.visiting import Visit

ENTRY: dict[str, Any] = {
    "name": "特定非営利活動法人つむぎの輪",
    "name_kana": "とくていひえいりかつどうほうじんつむぎのわ",
    "kind": "npo",
    "representative_title": "理事長",
    "representative_name": "髙橋　つむぎ",
    "postal_code": "770-0941",
    "municipality": "362018",
    "address": "徳島県徳島市万代町9丁目",
    "contact_name": "森　はるか",
    "phone": "０８８－０００－１２３４",
    "email": "tsumugi@example.jp",
    "themes": ["place_to_be", "food"],
    "areas": ["362018"],
    "stage": "active",
    "activities": "月に2回、だれでも来られる食堂を開いています。",
}
DECLARATIONS = {
    "declare_charter_read": "y",
    "declare_not_antisocial": "y",
    "declare_lawful_purpose": "y",
    "declare_privacy_read": "y",
    "declare_listing": "y",
}


def join(visit: Visit, **more: Any) -> tuple[str, str]:
    """Apply to join; return the number and the secret of the completion page."""
    visit.go("/apply/join")
    visit.fill(ENTRY | more | DECLARATIONS)
    visit.press("確認へ進む")
    visit.press("この内容で提出する")
    return visit.receipt()


def track(visit: Visit, number: str, secret: str) -> None:
    """Open an application by its number and secret."""
    visit.go("/apply/track")
    visit.fill({"number": number, "secret": secret})
    visit.press("照会する")


def open_in_office(visit: Visit, words: str) -> None:
    """Find an application in the office by its number or name, and open it."""
    visit.go("/staff/applications/?tab=all")
    visit.fill({"q": words})
    visit.press("絞り込む")
    visit.press(visit.page.locator("main tbody a").first)


def answer_checks(visit: Visit) -> None:
    """Answer every line of the check-list with 適合, and record it."""
    names = visit.page.locator('main input[type=radio][value="met"]').evaluate_all("all => all.map(e => e.name)")
    visit.fill(dict.fromkeys(names, "met"))
    visit.press("確認結果を記録する")
