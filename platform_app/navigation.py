"""The menus: of the public pages, of a signed-in member, of the office."""

from flask import current_app, request, url_for

from platform_app.access import actor

#: Label and endpoint, in order; what the actor may not open is left out.
PUBLIC_MENU = (
    ("トップ", "portal.home"),
    ("プラットフォームについて", "portal.about"),
    ("セミナー・情報交換会", "events.index"),
    ("討議記録", "records.index"),
    ("相利評価表", "worksheets.index"),
    ("参加団体", "members.index"),
    ("入会・変更・退会", "portal.join"),
    ("申請の確認", "tracking.enter"),
    ("様式", "forms.index"),
)
MEMBER_MENU = (("マイページ", "my.home"),)
STAFF_MENU = (
    ("事務局トップ", "desk.home"),
    ("申請", "applications_staff.index"),
    ("代理入力", "proxy_staff.index"),
    ("審査回", "batch_staff.index"),
    ("会員名簿", "members_staff.index"),
    ("名簿の取込", "imports.index"),
    ("催し", "events_staff.index"),
    ("意見の検索", "opinions_staff.index"),
    ("相利評価表", "worksheet_staff.index"),
    ("団体の紹介", "introductions_staff.index"),
    ("メール・連絡", "mail_staff.index"),
    ("利用者", "accounts_staff.index"),
    ("設定", "office_staff.index"),
    ("操作の記録", "audit_staff.index"),
)


def menu() -> list[tuple[str, str, bool]]:
    """Return the menu of this page: (label, address, whether it is the present one)."""
    own = MEMBER_MENU if actor().is_member else ()
    items = STAFF_MENU if request.path.startswith("/staff") else (*PUBLIC_MENU, *own)
    open_ones = [(label, url_for(endpoint)) for label, endpoint in items if is_open(endpoint)]
    return [(label, address, _is_here(address)) for label, address in open_ones]


def is_open(endpoint: str) -> bool:
    """Whether the person of this request may open a page at all."""
    view = current_app.view_functions.get(endpoint)
    allowed: frozenset[str] = getattr(view, "allowed", frozenset())
    return "public" in allowed or bool(allowed & actor().capacities)


def _is_here(address: str) -> bool:
    """Whether the present page lies in the same room as an entry of the menu."""
    room = address.rstrip("/")
    if room in {"", "/staff"}:
        return request.path.rstrip("/") == room
    return request.path == room or request.path.startswith(f"{room}/")
