"""A stored value of the trail as people read it: names for numbers of rows, words for codes, Japanese dates."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from platform_app.audit.codes import KEYS, codes_of, is_internal
from platform_app.audit.naming import Names, numbers_in, reference_of
from platform_app.dates import fiscal_year_label, wareki, wareki_datetime
from platform_app.members.entry_text import item_text
from platform_app.places.naming import place_label
from platform_app.vocabulary.organisations import Visibility
from platform_app.vocabulary.profile import ITEMS_BY_KEY
from platform_app.vocabulary.tables import column_label

#: Tables whose columns are the items of an entry, and are called and read as the form does.
ENTRIES = frozenset({"application", "member_record"})
#: Mappings whose keys are columns of another table.
_NESTED = {"event_change.before": "event", "event_change.after": "event"}
_GONE, _INTERNAL = "（今は無い記録）", "（内部の値）"
#: Copies of a whole paper, which can be read where they belong.
_COPIES = {
    "notice.values": "（通知書に印字した内容の控え）",
    "application.read_back_entry": "（読み合わせた内容の控え）",
}
_SEPARATOR = "\u3001"


def column_name(table: str, column: str) -> str:
    """Return what a column is called: an item of an entry as the form calls it."""
    is_item = table in ENTRIES and column in ITEMS_BY_KEY
    return ITEMS_BY_KEY[column].label if is_item else column_label(column, table)


def value_text(table: str, column: str, value: Any, names: Names) -> str:
    """Return what a column of a table held; '' for nothing."""
    if value is None or value in ("", [], {}):
        return ""
    if is_internal(table, column):
        return _INTERNAL
    if reference := reference_of(table, column):
        return _referred(reference, value, names)
    if isinstance(value, dict | list):
        return _gathered(table, column, value, names)
    if isinstance(value, bool):
        return "○" if value else "×"
    return _single(table, column, value)


def _referred(table: str, value: Any, names: Names) -> str:
    return _SEPARATOR.join(names.of(table, number) or _GONE for number in sorted(numbers_in(value)))


def _single(table: str, column: str, value: Any) -> str:
    """Return a text or number: an item as it is printed, a code in words, a day in the Japanese calendar."""
    if not isinstance(value, str):
        return fiscal_year_label(value) if column == "fiscal_year" else str(value)
    if table in ENTRIES and column in ITEMS_BY_KEY:
        return item_text(column, value)
    if column == "municipality":
        return place_label(value)
    if column == "document_number":
        return _document_number(value)
    if column == "line":
        return codes_of(table, column).get(value, "関係者の行")
    return codes_of(table, column).get(value) or _moment(column, value)


def _document_number(value: str) -> str:
    year, _, number = value.partition(":")
    return f"{fiscal_year_label(int(year))} 第{number}号" if number else value


def _moment(column: str, text: str) -> str:
    """Return a stored day or instant in the calendar that people use; any other text as it stands."""
    try:
        if column == "at" or column.endswith(("_at", "_until")):
            return wareki_datetime(datetime.fromisoformat(text))
        is_day = column == "as_of" or column.endswith("_on")
        return wareki(date.fromisoformat(text)) if is_day else text
    except ValueError:
        return text


def _gathered(table: str, column: str, value: Any, names: Names) -> str:
    """Return a list, or a mapping, with every part in words."""
    if copy := _COPIES.get(f"{table}.{column}"):
        return copy
    if table in ENTRIES and column in ITEMS_BY_KEY and isinstance(value, list):
        return item_text(column, value)
    if column == "visibility" and isinstance(value, dict):
        pairs = ((ITEMS_BY_KEY[key].label, code) for key, code in value.items() if key in ITEMS_BY_KEY)
        return _SEPARATOR.join(f"{label}：{Visibility.label_of(code)}" for label, code in pairs)
    if isinstance(value, list):
        is_deep = any(isinstance(part, dict) for part in value)
        parts = [value_text(table, column, part, names) for part in value]
        return ("／" if is_deep else _SEPARATOR).join(part for part in parts if part)
    return _mapping(table, column, value, names)


def _mapping(table: str, column: str, value: Mapping[str, Any], names: Names) -> str:
    """Return a mapping as 「名称：値」; the codes of a mapping without names of its own are the column's."""
    inner = _NESTED.get(f"{table}.{column}", f"{table}.{column}")
    keys = KEYS.get(f"{table}.{column}") or KEYS.get(column, {})
    parts = []
    for key, held in value.items():
        if key in {"id", "photo_id"}:
            continue
        if key.isdigit():
            parts.append(f"{key}列目：{value_text(table, column, held, names)}")
        elif text := value_text(inner, key, held, names):
            parts.append(f"{keys.get(key) or column_name(inner, key)}：{text}")
    return _SEPARATOR.join(parts)
