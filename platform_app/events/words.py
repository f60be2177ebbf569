"""An event in the words of its pages, flyer and open data."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from platform_app.dates import to_tokyo, wareki, wareki_datetime
from platform_app.events.models import Event, EventChange, Pool, ProgrammeItem
from platform_app.places.naming import full_place_label, place_label
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.code import Code
from platform_app.vocabulary.events import (
    Accommodation,
    Attending,
    EventAudience,
    EventFormat,
    EventKind,
    EventStatus,
    Organiser,
    SeatPool,
    Selection,
)

#: Column of an event: its name for people, in the history and on the office's pages.
FIELD_LABELS: dict[str, str] = {
    "status": "状態",
    "kind": "種類",
    "series_number": "回次",
    "title": "名称",
    "title_kana": "名称（カナ）",
    "subtitle": "副題・テーマ",
    "summary": "概要",
    "description": "内容",
    "audience": "参加できる方",
    "target_note": "対象の説明",
    "starts_at": "開始",
    "ends_at": "終了",
    "reception_at": "受付開始",
    "time_note": "日時の説明",
    "is_tentative": "日時は未確定",
    "format": "開催形式",
    "venue": "会場",
    "room": "階・室",
    "postal_code": "郵便番号",
    "municipality": "市町村",
    "address": "住所",
    "access": "交通",
    "parking": "駐車場",
    "online_tool": "オンラインの方法",
    "online_url": "参加用のURL",
    "fee": "参加費",
    "accommodations": "用意できる配慮",
    "accommodation_note": "配慮の説明",
    "childcare": "託児",
    "organisers": "主催など",
    "contacts": "問合せ先",
    "remarks": "備考",
    "selection": "決め方",
    "opens_at": "申込開始",
    "closes_at": "申込締切",
    "per_organisation": "1団体の人数",
    "party_policy": "繰上げの方針",
    "freeze_at": "繰上げの締切",
    "offer_hours": "繰上げの回答時間",
    "pools": "定員",
    "programme": "プログラム",
}
#: The acts of planning, as the history of an event's page names them.
CHANGE_LABELS: dict[str, str] = {
    Action.PUBLISH_EVENT: "公開",
    Action.EDIT_EVENT: "内容の変更",
    Action.POSTPONE_EVENT: "延期",
    Action.RESCHEDULE_EVENT: "日時・会場の変更",
    Action.CANCEL_EVENT: "中止",
    Action.CHANGE_CAPACITY: "定員の変更",
    Action.RELEASE_POOL: "枠の開放",
    Action.EDIT_PROGRAMME: "プログラムの変更",
}
#: What the history says of a day that was not settled, and what only the program reads.
UNSETTLED = "未定"
SILENT = frozenset({"is_tentative"})
_CODES: dict[str, type[Code]] = {
    "status": EventStatus,
    "kind": EventKind,
    "audience": EventAudience,
    "format": EventFormat,
    "selection": Selection,
}


def full_title(event: Event) -> str:
    """Return the title with its number in a series: 第2回 ○○."""
    return f"第{event.series_number}回{event.title}" if event.series_number else event.title


def clock(event: Event) -> str:
    """Return the hours of an event, with the day of the end where that differs."""
    start, end = to_tokyo(event.starts_at), to_tokyo(event.ends_at)
    day = "" if start.date() == end.date() else wareki(end.date(), weekday=True)
    return f"{start.hour}時{start.minute:02}分から{day}{end.hour}時{end.minute:02}分まで"


def when(event: Event) -> str:
    """Return day and hours, or what is known of them while the day is not settled."""
    if event.is_tentative and event.time_note:
        return event.time_note
    return f"{wareki(to_tokyo(event.starts_at).date(), weekday=True)} {clock(event)}"


def day_of(event: Event) -> str:
    """Return the day of an event, or what is known of it."""
    if event.is_tentative and event.time_note:
        return event.time_note
    return wareki(to_tokyo(event.starts_at).date(), weekday=True)


def where(event: Event) -> str:
    """Return the place in one line."""
    place = " ".join(part for part in (event.venue, event.room) if part)
    online = f"オンライン（{event.online_tool}）" if event.online_tool else "オンライン"
    if event.format == EventFormat.ONLINE:
        return online
    return "・".join(part for part in (place, online if event.format == EventFormat.HYBRID else "") if part)


def address_of(event: Event) -> str:
    """Return the postal code and the whole address."""
    code = f"〒{event.postal_code} " if event.postal_code else ""
    return code + event.address if event.address else place_label(event.municipality) if event.municipality else ""


def municipality_name(event: Event) -> str:
    """Return the prefecture and municipality of the place."""
    return full_place_label(event.municipality) if event.municipality else ""


def audience(event: Event) -> str:
    """Return for whom an event is."""
    label = EventAudience.label_of(event.audience)
    return f"{label}（{event.target_note}）" if event.target_note else label


def pool_name(attending: str, kept_for: str) -> str:
    """Name a pool: the way of attending, and whom it is kept for unless for all."""
    group = "" if kept_for == SeatPool.GENERAL else f"（{SeatPool.label_of(kept_for)}）"
    return Attending.label_of(attending) + group


def capacity_lines(pools: Sequence[Pool]) -> list[str]:
    """Return a line for each pool: 会場 50人."""
    return [
        f"{pool_name(pool.attending, pool.kept_for)} "
        + ("人数の制限なし" if pool.capacity is None else f"{pool.capacity}人")
        for pool in pools
    ]


def capacity_words(event: Event) -> str:
    """Return the capacity in one line, with how places are given."""
    if not event.pools:
        return ""
    only = event.pools[0] if len(event.pools) == 1 else None
    if only is not None and only.kept_for == SeatPool.GENERAL:
        shown = "制限なし" if only.capacity is None else f"{only.capacity}人"
    else:
        shown = "、".join(capacity_lines(event.pools))
    limit = f"、1団体{event.per_organisation}人まで" if event.per_organisation else ""
    return f"{shown}（{Selection.label_of(event.selection)}{limit}）"


def organiser_lines(event: Event) -> list[str]:
    """Return a line for each organisation behind an event: 主催 ○○."""
    return [organiser_line(line) for line in event.organisers]


def organisers_as(event: Event, role: Organiser) -> str:
    """Return the names of those who stand behind an event in one way."""
    return "、".join(line.get("name", "") for line in event.organisers if line.get("role") == role)


def contact_line(contact: dict[str, str]) -> str:
    """Return a contact in one line."""
    parts = [
        contact.get("name", ""),
        f"電話 {contact['phone']}" if contact.get("phone") else "",
        contact.get("email", ""),
        f"（{contact['hours']}）" if contact.get("hours") else "",
    ]
    return " ".join(part for part in parts if part)


def contacts_shown(event: Event) -> list[str]:
    """Return a line for each contact, with what it answers for."""
    return [
        f"{line['purpose']}：{contact_line(line)}" if line.get("purpose") else contact_line(line)
        for line in event.contacts
    ]


def accommodation_words(event: Event) -> str:
    """Return what the office can prepare, in one line."""
    return "、".join(Accommodation.label_of(code) for code in event.accommodations)


@dataclass(frozen=True)
class Branch:
    """A 部 of the programme with its items, or an item that belongs to none."""

    item: ProgrammeItem
    items: list[ProgrammeItem] = field(default_factory=list)


def programme(event: Event) -> list[Branch]:
    """Return the programme as a tree, in order."""
    branches = {item.id: Branch(item) for item in event.programme if item.parent_id is None}
    for item in event.programme:
        if item.parent_id in branches:
            branches[item.parent_id].items.append(item)
    return list(branches.values())


def presenter_line(presenter: dict[str, str]) -> str:
    """Return a presenter as programmes print it: affiliation, post and name."""
    parts = (presenter.get("organisation", ""), presenter.get("post", ""), presenter.get("name", ""))
    return " ".join(part for part in parts if part)


def change_rows(change: EventChange) -> list[tuple[str, str, str]]:
    """Return (item, before, after) in words for one line of the history."""
    was_open = change.before.get("is_tentative")
    return [
        (
            FIELD_LABELS.get(key, key),
            UNSETTLED if was_open and key in {"starts_at", "ends_at"} else shown(key, change.before.get(key)),
            shown(key, change.after.get(key)),
        )
        for key in change.after
        if key not in SILENT
    ]


def shown(key: str, value: Any) -> str:
    """Return a stored value of an event's column in words."""
    if value in (None, "", [], False):
        return ""
    if key in _CODES:
        return _CODES[key].label_of(str(value))
    if key.endswith("_at"):
        return moment_words(str(value))
    if key in _LISTS:
        return "、".join(_LISTS[key](line) for line in value)
    return "はい" if value is True else str(value)


def pool_line(pool: dict[str, Any]) -> str:
    """Return a pool of the history in words."""
    name = pool_name(pool["attending"], pool["kept_for"])
    return f"{name} 制限なし" if pool["capacity"] is None else f"{name} {pool['capacity']}人"


def organiser_line(line: dict[str, str]) -> str:
    """Return an organisation and how it stands behind an event."""
    return f"{Organiser.label_of(line.get('role', ''))} {line.get('name', '')}"


#: How the lines of a column that holds a list are said.
_LISTS: dict[str, Callable[[Any], str]] = {
    "pools": pool_line,
    "programme": str,
    "organisers": organiser_line,
    "contacts": contact_line,
    "accommodations": Accommodation.label_of,
}


def moment_words(iso: str) -> str:
    """Return an instant kept as text in words."""
    return wareki_datetime(datetime.fromisoformat(iso)) if iso else ""
