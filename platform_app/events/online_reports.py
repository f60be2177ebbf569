"""Zoom's participant report: reading it, and finding whom its lines are about.

The report is a CSV in the language of whoever made it; lines about the meeting may
stand above the headings. One person who left and came back has several lines.
"""

import csv
import json
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from io import StringIO

from platform_app import folding
from platform_app.dates import TOKYO
from platform_app.events.operations.attending import Stay
from platform_app.events.roll_queries import Line

#: What a heading begins with, folded, in English and Japanese reports.
HEADINGS: dict[str, tuple[str, ...]] = {
    "name": ("name", "名前", "ユーザー名", "ユーザ名"),
    "email": ("useremail", "email", "ユーザーのメール", "ユーザーメール", "メール"),
    "joined": ("jointime", "参加時刻", "参加時間", "入室時刻"),
    "left": ("leavetime", "退出時刻", "退出時間", "退室時刻"),
}
MOMENTS = (
    "%m/%d/%Y %I:%M:%S %p", "%Y/%m/%d %H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y/%m/%d %I:%M:%S %p", "%m/%d/%Y %H:%M:%S",
    "%Y/%m/%d %H:%M", "%Y-%m-%d %H:%M", "%m/%d/%Y %I:%M %p",
)  # fmt: skip
MOST_LINES = 20_000
#: A name of fewer letters is found inside too many others.
SHORTEST_INSIDE = 3


class ReportNotRead(ValueError):
    """The file is no participant report; the text says what is missing."""


@dataclass(frozen=True)
class Presence:
    """One name or address of a report, from the first joining to the last leaving."""

    name: str
    email: str
    joined_at: datetime
    left_at: datetime


@dataclass
class Plan:
    """Whom a report is about: found people with their stay, names that fit several, names that fit nobody."""

    found: list[tuple[Line, Presence]] = field(default_factory=list)
    unclear: list[Presence] = field(default_factory=list)
    unknown: list[Presence] = field(default_factory=list)

    def stays(self) -> list[Stay]:
        """Return one stay for each person found; several names of one person are one stay."""
        merged: dict[int, Stay] = {}
        for line, seen in self.found:
            key, other = line.person.id, merged.get(line.person.id)
            first = min(seen.joined_at, other.joined_at) if other else seen.joined_at
            last = max(seen.left_at, other.left_at) if other else seen.left_at
            merged[key] = Stay(key, first, last)
        return [merged[key] for key in sorted(merged)]


def read(content: bytes) -> list[Presence]:
    """Return who was there by the report. Raises ReportNotRead."""
    rows = list(csv.reader(StringIO(_text(content), newline="")))[:MOST_LINES]
    for number, row in enumerate(rows):
        columns = _columns(row)
        if {"name", "joined"} <= columns.keys():
            return _merged(_presences(rows[number + 1 :], columns))
    message = "名前と参加時刻の列が見つかりません。Zoomの参加者レポート（CSV）を選んでください。"
    raise ReportNotRead(message)


def _text(content: bytes) -> str:
    for encoding in ("utf-8-sig", "cp932"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    message = "文字を読み取れません。Zoomから書き出したCSVを、そのまま選んでください。"
    raise ReportNotRead(message)


def _columns(row: Sequence[str]) -> dict[str, int]:
    """Return which column is which, as far as headings tell."""
    found: dict[str, int] = {}
    for index, heading in enumerate(row):
        key = re.sub(r"\s", "", heading).casefold()
        for name, starts in HEADINGS.items():
            if name not in found and key.startswith(starts):
                found[name] = index
    return found


def _presences(rows: Iterable[Sequence[str]], columns: dict[str, int]) -> Iterable[Presence]:
    for row in rows:
        cells = {name: row[index].strip() if index < len(row) else "" for name, index in columns.items()}
        joined = _moment(cells["joined"])
        if cells["name"] and joined is not None:
            left = _moment(cells.get("left", "")) or joined
            yield Presence(cells["name"], folding.normalise_email(cells.get("email", "")), joined, max(left, joined))


def _moment(text: str) -> datetime | None:
    for pattern in MOMENTS:
        try:
            return datetime.strptime(text, pattern).replace(tzinfo=TOKYO)
        except ValueError:
            continue
    return None


def _merged(presences: Iterable[Presence]) -> list[Presence]:
    """Make one of the lines of one name and address."""
    found: dict[tuple[str, str], Presence] = {}
    for one in presences:
        key = (one.email, one.name)
        other = found.get(key, one)
        found[key] = Presence(one.name, one.email, min(one.joined_at, other.joined_at), max(one.left_at, other.left_at))
    return list(found.values())


def plan(presences: Iterable[Presence], lines: Sequence[Line]) -> Plan:
    """Find whom each name is about: by address, then by name or reading, then by a name within what was typed."""
    result = Plan()
    by_email: dict[str, list[Line]] = {}
    by_name: dict[str, list[Line]] = {}
    for line in lines:
        by_email.setdefault(folding.normalise_email(line.person.email), []).append(line)
        for key in {folding.search_key(line.person.name), line.person.kana_key} - {""}:
            by_name.setdefault(key, []).append(line)
    by_email.pop("", None)
    for one in presences:
        found = _fitting(one, by_email, by_name)
        if len(found) == 1:
            result.found.append((found[0], one))
        else:
            (result.unclear if found else result.unknown).append(one)
    return result


def _fitting(one: Presence, by_email: dict[str, list[Line]], by_name: dict[str, list[Line]]) -> list[Line]:
    if len(by_email.get(one.email, [])) == 1:
        return by_email[one.email]
    plain = re.sub(r"[（(].*?[)）]", "", one.name)
    for text in (plain, one.name):
        if found := by_name.get(folding.search_key(text)):
            return found
    whole = folding.search_key(one.name)
    inside = [line for key, rows in by_name.items() if len(key) >= SHORTEST_INSIDE and key in whole for line in rows]
    return list({line.person.id: line for line in inside}.values())


def packed(stays: Iterable[Stay]) -> str:
    """Return stays as a text that travels with the page."""
    return json.dumps([[stay.participant_id, stay.joined_at.isoformat(), stay.left_at.isoformat()] for stay in stays])


def unpacked(text: str) -> list[Stay]:
    """Return the stays of such a text. Raises ReportNotRead for anything else."""
    try:
        return [Stay(int(person), _aware(joined), _aware(left)) for person, joined, left in json.loads(text)]
    except (ValueError, TypeError) as error:
        message = "画面の内容を読み取れません。もう一度ファイルを選んでください。"
        raise ReportNotRead(message) from error


def _aware(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=TOKYO)
