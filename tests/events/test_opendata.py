"""The open data says in two layouts what the pages say, and nothing of anybody who takes part."""

import csv
import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from flask import Flask

from platform_app.actor import Actor
from platform_app.dates import now, to_tokyo
from platform_app.events.open_rows import prefecture_code
from platform_app.events.operations import moving
from platform_app.vocabulary.accounts import Role
from tests import factories
from tests.events.builders import event, person, registered

#: 推奨データセット「イベント一覧」, the headings as they are published.
RECOMMENDED = [
    "都道府県コード又は市区町村コード",
    "NO",
    "都道府県名",
    "市区町村名",
    "イベント名",
    "イベント名_カナ",
    "イベント名_英語",
    "開始日",
    "終了日",
    "開始時間",
    "終了時間",
    "開始日時特記事項",
    "説明",
    "料金(基本)",
    "料金(詳細)",
    "連絡先名称",
    "連絡先電話番号",
    "連絡先内線番号",
    "主催者",
    "場所名称",
    "住所",
    "方書",
    "緯度",
    "経度",
    "アクセス方法",
    "駐車場情報",
    "定員",
    "参加申込終了日",
    "参加申込終了時間",
    "参加申込方法",
    "URL",
    "備考",
]
#: Items that the GIF core data model requires of an event.
GIF_REQUIRED = (
    "ID",
    "イベント名",
    "説明",
    "イベント種類",
    "イベントURL",
    "Web開催",
    "主催団体",
    "対象者",
    "料金有無",
)
LAYOUTS = ("events", "events-gif")


def as_csv(client: Any, layout: str) -> list[dict[str, str]]:
    """Return the records of a CSV as a reader of ours finds them."""
    answer = client.get(f"/opendata/{layout}.csv")
    assert answer.status_code == 200
    assert answer.data.startswith(b"\xef\xbb\xbf")
    return list(csv.DictReader(StringIO(answer.data.decode("utf-8-sig"))))


def as_json(client: Any, layout: str) -> list[dict[str, str]]:
    """Return the records of a JSON."""
    return list(json.loads(client.get(f"/opendata/{layout}.json").data)["items"])


@pytest.fixture
def officer(app: Flask) -> Actor:
    """Somebody of the office."""
    return factories.actor(Role.OFFICER)


def test_the_recommended_list_has_exactly_its_32_columns(app: Flask, client: Any) -> None:
    event()

    assert list(as_csv(client, "events")[0]) == RECOMMENDED
    assert len(RECOMMENDED) == 32


@pytest.mark.parametrize("layout", LAYOUTS)
def test_both_files_say_the_same(app: Flask, client: Any, layout: str) -> None:
    event(title="春の会")
    event(title="夏の会", organisers=[{"role": "host", "name": "見本県"}])

    assert as_csv(client, layout) == as_json(client, layout)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_nobody_who_takes_part_is_in_it(app: Flask, client: Any, layout: str) -> None:
    one = person(name="内緒花子")
    registered(event(), people=[one], contact_name="内緒太郎", organisation="内緒の会", email="naisho@example.jp")

    for ending in ("csv", "json"):
        text = client.get(f"/opendata/{layout}.{ending}").text
        assert "内緒" not in text
        assert "naisho" not in text


def test_what_the_standard_requires_is_filled(app: Flask, client: Any) -> None:
    event(organisers=[{"role": "host", "name": "見本県"}], municipality="362018", address="徳島市見本町1")

    [row] = as_json(client, "events-gif")
    assert [name for name in GIF_REQUIRED if not row[name]] == []
    [row] = as_json(client, "events")
    assert (row["都道府県コード又は市区町村コード"], row["市区町村名"]) == ("362018", "徳島市")


def test_days_and_hours_are_those_of_japan(app: Flask, client: Any) -> None:
    it = event()
    start = to_tokyo(it.starts_at)

    [row] = as_json(client, "events")

    assert (row["開始日"], row["開始時間"]) == (f"{start:%Y-%m-%d}", f"{start:%H:%M}")


def test_what_is_not_held_or_not_settled_says_so(app: Flask, client: Any, officer: Actor) -> None:
    moving.cancel(event(), message="中止します。", by=officer)
    later = now() + timedelta(days=60)
    event(is_tentative=True, time_note="今秋10月頃", starts_at=later, ends_at=later + timedelta(hours=1))

    cancelled, open_day = as_json(client, "events")

    assert cancelled["開始日時特記事項"] == "中止"
    assert (open_day["開始日"], open_day["開始日時特記事項"]) == ("", "今秋10月頃")


@pytest.mark.parametrize("text", ["=1+1", "+81", "-1", "@x", "＝1", "'quoted", "a\r\nb", 'a"b,c'])
def test_no_spreadsheet_runs_a_title_and_ours_reads_it_back(app: Flask, client: Any, text: str) -> None:
    event(title=text)

    raw = as_csv(client, "events")[0]["イベント名"]

    assert not raw.startswith(("=", "+", "-", "@", "＝"))
    assert (raw.removeprefix("'") if raw.startswith("'") else raw) == text


def test_the_dictionary_explains_every_column(app: Flask, client: Any) -> None:
    page = client.get("/opendata/").text

    assert [name for name in RECOMMENDED if name not in page] == []
    assert "eventName" in page


@pytest.mark.parametrize(("prefecture", "code"), [("北海道", "010006"), ("東京都", "130001"), ("徳島県", "360007")])
def test_the_code_of_a_prefecture_has_its_check_digit(prefecture: str, code: str) -> None:
    assert prefecture_code(prefecture) == code


def test_reading_is_allowed_from_everywhere(app: Flask, client: Any) -> None:
    """Open data is there to be fetched by other sites' pages."""
    answer = client.get("/opendata/events.json")

    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    assert json.loads(answer.data)["columns"]["イベント名"] == "name"
