"""What a view or an export was of, in words."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from platform_app.audit.naming import Names
from platform_app.audit.values import value_text
from platform_app.vocabulary.reviews import NoticeKind
from platform_app.vocabulary.tables import column_label
from reports.rosters import applications, changes, groups, members, opinions, participants, survey_results

#: The name under which the parts of a disclosure stand in the tables of words.
DISCLOSURE = "disclosure"

_ROSTERS = (
    applications.APPLICATIONS,
    changes.REGISTER_CHANGES,
    changes.RECONCILIATION,
    groups.GROUPS,
    members.MEMBERS,
    members.PUBLIC_MEMBERS,
    opinions.OPINIONS,
    opinions.OPINIONS_NAMED,
    survey_results.SURVEY_SUMMARY,
    survey_results.SURVEY_TEXTS,
    *participants.ROSTERS.values(),
)

#: Scopes, sheets and rosters by the word they are recorded with.
_SCOPES: Mapping[str, str] = {
    **{roster.key: roster.title for roster in _ROSTERS},
    members.MEMBERS_BRIEF.key: f"{members.MEMBERS_BRIEF.title}（主な項目）",
    "attachment": "添付書類",
    "correction-request.pdf": "補正のお願い（PDF）",
    "counter search": "窓口での申込者の検索",
    "day": "当日の受付画面",
    "discussion_sheets": "討議記録（班別）",
    "entry": "登録内容",
    "form.pdf": "様式（PDF）",
    "group_reasons": "班分けの理由",
    "group_roster": "班別名簿",
    "group_seating": "席次表",
    "group_wall": "班の掲示",
    "groups": "班分け",
    "labels": "宛名ラベル",
    "lottery result": "抽選の結果",
    "name": "団体名",
    "not_reached": "お知らせが届いていない方",
    "notice": "通知書",
    "notices.pdf": "通知書一式（PDF）",
    "online_report": "オンラインの参加記録",
    "packet.pdf": "起案一式（PDF）",
    "packet.xlsx": "起案一式（Excel）",
    "paper": "紙の受付名簿",
    "registrations": "参加申込みの一覧",
    "samples": "見出しの下の見本の行",
    "scan": "受付書類の画像",
    "survey result": "アンケートの結果（自由記述を含む）",
    "waiting": "キャンセル待ちの方",
    "zoom_groups": "ブレイクアウトルーム（班別）",
    "zoom_rooms": "ブレイクアウトルーム",
}
_FORMATS: Mapping[str, str] = {
    "print.xlsx": "Excel（印刷用）",
    "data.xlsx": "Excel（データ）",
    "csv": "CSV（UTF-8）",
    "cp932.csv": "CSV（Shift_JIS）",
    "pdf": "PDF",
}
#: Words that end in a choice: how many labels on a sheet, which kind of card, which notice.
_WITH_CHOICE: tuple[tuple[re.Pattern[str], Callable[[re.Match[str]], str]], ...] = (
    (re.compile(r"labels (\d+)"), lambda found: f"宛名ラベル（{found[1]}面）"),
    (re.compile(r"name_cards_.+"), lambda _found: "名札"),
    (re.compile(r"table_cards_.+"), lambda _found: "卓上札"),
    (re.compile(r"draft-(.+)"), lambda found: f"{NoticeKind.label_of(found[1])}の案"),
)


def parts(change: Mapping[str, Any], names: Names) -> list[tuple[str, str]]:
    """Return each part of a disclosure as (label, text); empty ones are left out."""
    told = [
        (column_label(name, DISCLOSURE), _text(name, value, names)) for name, value in change.items() if name != "verb"
    ]
    return [(label, text) for label, text in told if text]


def _text(name: str, value: Any, names: Names) -> str:
    if name == "format":
        return _FORMATS.get(value, value)
    if name in {"scope", "sheet", "roster", "rows"} and isinstance(value, str):
        return scope_text(value)
    return value_text(DISCLOSURE, name, value, names)


def scope_text(code: str) -> str:
    """Return what was shown or handed out; a scope that is a sentence already stays as it is."""
    for pattern, spell in _WITH_CHOICE:
        if found := pattern.fullmatch(code):
            return spell(found)
    return _SCOPES.get(code, code)
