"""Registers of any size in temporary instance folders, filled by bulk inserts."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import insert

from platform_app import create_app, folding
from platform_app.extensions import db, writer
from platform_app.members.models import Member, MemberBigram, MemberRecord
from platform_app.office.models import OfficeSetting
from platform_app.vocabulary.organisations import OrganisationKind, Theme

#: Every so-many-th organisation has changed its entry once, or has left.
CHANGED_EVERY, LEFT_EVERY = 5, 20
FIRST_DAY = date(2023, 2, 20)
BATCH = 5_000
PLACES = ("362018", "362026", "362034", "362042", "362051", "362069", "362077", "362085")
WORDS = ("つながり", "見守り", "居場所", "子ども食堂", "若者支援", "協働", "ひだまり", "傾聴", "ふれあい", "地域福祉")
#: What an office fills in, so that every page shows what a real one shows.
SETTINGS = {
    "platform_name": "架空県孤独・孤立対策官民連携プラットフォーム",
    "office_name": "架空県地域共生課",
    "department": "孤独・孤立対策担当",
    "postal_code": "7700000",
    "address": "架空県架空市一丁目1番地",
    "desks": [
        {"purpose": "入会について", "phone": "088-000-0001", "hours": "平日 9時から17時まで"},
        {"purpose": "活動について", "phone": "088-000-0002", "hours": "平日 9時から17時まで"},
    ],
}


@contextmanager
def register_of(size: int, *, is_searchable: bool = False) -> Iterator[Flask]:
    """Make an application on a fresh database of ``size`` organisations; its folder goes when the block ends.

    Only with ``is_searchable`` are the names indexed for search, which costs
    most of the filling time and no page without a search word reads.
    """
    with tempfile.TemporaryDirectory(prefix="benchmark-", ignore_cleanup_errors=True) as folder:
        app = create_app({"BASE_URL": "http://127.0.0.1"}, instance_path=folder)
        with app.app_context():
            db.create_all()
            with writer():
                _fill(size, is_searchable=is_searchable)
                db.session.commit()
            db.session.remove()
            with db.engine.connect() as connection:
                connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
        # Outside the context: a request inside one would share what is kept per request.
        yield app
        with app.app_context():
            db.engine.dispose()


def _fill(size: int, *, is_searchable: bool) -> None:
    moment = datetime(2026, 1, 5, tzinfo=UTC)
    settings = [{"key": key, "value": value, "updated_at": moment} for key, value in SETTINGS.items()]
    db.session.execute(insert(OfficeSetting), settings)
    for first in range(1, size + 1, BATCH):
        numbers = range(first, min(first + BATCH, size + 1))
        db.session.execute(insert(Member), [{"id": n, "number": n, "created_at": moment} for n in numbers])
        db.session.execute(insert(MemberRecord), [line for n in numbers for line in _lines(n, moment)])
    if is_searchable:
        pairs = sorted((pair, n) for n in range(1, size + 1) for pair in set(folding.bigrams(_search_key(n))))
        for first in range(0, len(pairs), BATCH * 10):
            rows = [{"bigram": pair, "member_id": n} for pair, n in pairs[first : first + BATCH * 10]]
            db.session.execute(insert(MemberBigram), rows)


def _lines(n: int, moment: datetime) -> Iterator[dict[str, Any]]:
    """Yield the register's lines of one organisation; all have the same keys, as a bulk insert asks."""
    common = {
        **entry(n),
        "member_id": n,
        "recorded_at": moment,
        "search_key": _search_key(n),
        "sort_key": folding.search_key(entry(n)["name_kana"]),
        "visibility": {},
    }
    yield {**common, "effective_on": FIRST_DAY, "standing": "active", "change": "join"}
    if n % CHANGED_EVERY == 0:
        yield {**common, "effective_on": FIRST_DAY + timedelta(days=200), "standing": "active", "change": "change"}
    if n % LEFT_EVERY == 0:
        yield {
            **common,
            "effective_on": FIRST_DAY + timedelta(days=400),
            "standing": "withdrawn",
            "change": "withdrawal",
        }


def entry(n: int) -> dict[str, Any]:
    """Return the n-th fictional organisation's entry."""
    kinds, themes = list(OrganisationKind), list(Theme)
    word = WORDS[n % len(WORDS)]
    return {
        "name": f"NPO法人{word}の会{n}",
        "name_kana": f"エヌピーオーホウジンツナガリノカイ{n}",
        "short_name": "",
        "kind": kinds[n % len(kinds)].value,
        "representative_title": "理事長",
        "representative_name": f"見本　花子{n}",
        "founded": "2013-07",
        "headcount": "約30名",
        "postal_code": "7700941",
        "municipality": PLACES[n % len(PLACES)],
        "address": f"架空県架空市{n % 97}丁目{n % 31}番地",
        "contact_name": "見本　太郎",
        "contact_kana": "ミホン　タロウ",
        "phone": f"088-{n % 1000:03}-{n % 10000:04}",
        "email": f"kai{n}@example.jp",
        "website": f"https://example.jp/{n}",
        "social": "",
        "themes": [themes[n % len(themes)].value, themes[(n * 7 + 3) % len(themes)].value],
        "areas": ["all"],
        "stage": "active",
        "purpose": "誰もが孤立しない地域をつくる。" * 3,
        "activities": f"{word}を通じて、居場所づくりと相談の受付を行っています。" * 4,
        "message": "お気軽にどうぞ。",
    }


def _search_key(n: int) -> str:
    values = entry(n)
    return folding.search_key(f"{values['name']} {values['short_name']} {values['name_kana']}")
