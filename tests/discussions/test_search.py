"""Search over opinions: it finds what holds the words, all of it and nothing else, by the index."""

import re
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event as sql_event
from sqlalchemy import select

from platform_app import folding
from platform_app.discussions import search_queries
from platform_app.discussions.models import Opinion
from platform_app.discussions.search_index import entries
from platform_app.discussions.search_models import OpinionBigram, OpinionKey
from platform_app.discussions.search_queries import OpinionSearch
from platform_app.extensions import db
from platform_app.paging import Page
from platform_app.vocabulary.discussions import Standing
from platform_app.vocabulary.events import EventKind, EventStatus
from tests.discussions.record_builders import change, followed, held, merged, record, tagged, withheld

#: Few characters, so that words are often found; with the variants that people type for one another.
LETTERS = st.sampled_from("協働髙高ガカﾈネＡa協ゃや％_%ー　")
TEXTS = st.text(LETTERS, min_size=1, max_size=9)


def ids(search: OpinionSearch, **more: Any) -> list[int]:
    return [line.id for line in search_queries.found(search, **more)]


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=8), st.lists(TEXTS, min_size=1, max_size=6))
def test_a_word_finds_every_opinion_that_holds_it_and_no_other(app: Flask, texts: list[str], asked: list[str]) -> None:
    _theme, rows = record(*texts)

    for words in asked:
        keys = [folding.search_key(word) for word in words.split()]
        expected = {row.id for row in rows if all(key in folding.search_key(row.text) for key in keys)}
        search = OpinionSearch(words=words, theme_id=rows[0].theme_id)
        assert set(ids(search)) == expected
        assert search_queries.count(search) == len(expected)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(TEXTS, min_size=1, max_size=5))
def test_the_index_follows_the_words_through_every_change(app: Flask, texts: list[str]) -> None:
    _theme, (row,) = record("はじめの言葉")

    for text in texts:
        change(row, text=text)
        key = folding.search_key(text)
        statement = select(OpinionBigram.bigram).where(OpinionBigram.opinion_id == row.id)
        assert set(db.session.scalars(statement)) == entries(key)
        assert db.session.get_one(OpinionKey, row.id).search_key == key


def test_two_characters_are_found_in_every_spelling(app: Flask) -> None:
    _theme, (tall, wide, _other) = record("髙田さんの居場所", "ＳＮＳで協働する", "別の意見")

    assert ids(OpinionSearch(words="高田")) == [tall.id]
    assert ids(OpinionSearch(words="sns")) == [wide.id]
    assert ids(OpinionSearch(words="協働")) == [wide.id]
    assert ids(OpinionSearch(words="働")) == [wide.id]
    assert ids(OpinionSearch(words="協働　居場所")) == []


def test_what_is_withheld_finds_nothing_not_even_by_the_line_it_was_merged_into(app: Flask) -> None:
    theme, (one, two, alone) = record("自治会に頼む", "民生委員に頼む", "言えないこと")
    line = merged(theme, "今ある仕組みを使う", [one, two])

    assert ids(OpinionSearch(words="自治会")) == ids(OpinionSearch(words="民生")) == [line.id]
    withheld(alone)
    withheld(two)
    assert ids(OpinionSearch(words="言えない"), for_office=True) == []
    assert ids(OpinionSearch(words="民生"), for_office=True) == []
    assert ids(OpinionSearch(words="自治会")) == [line.id]
    change(line, standing=Standing.REMOVED.value)
    assert ids(OpinionSearch(words="自治会")) == []


def test_outsiders_find_published_records_of_public_events_only(app: Flask) -> None:
    _theme, (seen,) = record("見守りの意見")
    record("見守りの意見、未公開", is_published=False)
    record("見守りの意見、準備中の催し", of=held(status=EventStatus.DRAFT.value))

    assert ids(OpinionSearch(words="見守り")) == [seen.id]
    assert search_queries.count(OpinionSearch(words="見守り"), for_office=True) == 3


def test_each_filter_narrows_and_the_newest_event_comes_first(app: Flask) -> None:
    old_day, new_day = datetime(2023, 3, 31, 5, tzinfo=UTC), datetime(2024, 3, 31, 20, tzinfo=UTC)
    older = held(kind=EventKind.SEMINAR.value, starts_at=old_day, ends_at=old_day.replace(hour=6))
    newer = held(kind=EventKind.EXCHANGE.value, starts_at=new_day, ends_at=new_day.replace(hour=21))
    old_theme, (old,) = record("見守りを続ける", of=older)
    _theme, (new, plain) = record("見守りを広げる", "見守りを始める", of=newer)
    tagged(new, "広報")
    followed(old, is_published=True)

    assert ids(OpinionSearch(words="見守り")) == [new.id, plain.id, old.id]
    # 2024-03-31 20:00 UTC is the first of April in Japan: the next fiscal year.
    cases: list[tuple[dict[str, Any], list[int]]] = [
        ({"year": 2022}, [old.id]),
        ({"year": 2023}, []),
        ({"year": 2024}, [new.id, plain.id]),
        ({"kind": EventKind.SEMINAR.value}, [old.id]),
        ({"event_id": newer.id}, [new.id, plain.id]),
        ({"theme_id": old_theme.id}, [old.id]),
        ({"pillar_id": new.pillar_id}, [new.id, plain.id]),
        ({"tag": "広報"}, [new.id]),
        ({"answered": "answered"}, [old.id]),
        ({"answered": "open"}, [new.id, plain.id]),
    ]
    for values, expected in cases:
        assert ids(OpinionSearch(words="見守り", **values)) == expected == ids(OpinionSearch(**values))


def test_pages_part_what_is_found_without_loss(app: Flask) -> None:
    _theme, rows = record(*(f"居場所をつくる{n}" for n in range(23)))

    found = [ids(OpinionSearch(words="居場所"), page=Page(23, number, size=10)) for number in (1, 2, 3)]

    assert [len(page) for page in found] == [10, 10, 3]
    for asked in (1, 9):
        page, lines = search_queries.found_page(OpinionSearch(words="居場所"), asked)
        assert (page.total, page.number, [line.id for line in lines]) == (23, 1, [row.id for row in rows])
    assert [each for page in found for each in page] == [row.id for row in rows]


#: Words of one, two and more characters, and several at once.
ASKED = ("働", "協働", "協働する", "居場所 協働")


@pytest.mark.parametrize("words", ASKED)
def test_no_plan_reads_a_table_from_end_to_end(app: Flask, words: str) -> None:
    record(*(f"地域で協働する居場所{n}" for n in range(60)))
    search = OpinionSearch(words=words)

    plans = [step for statement, values in heard(search) for step in plan_of(statement, values)]

    assert plans
    assert [step for step in plans if FULL_SCAN[db.engine.dialect.name].search(step)] == []


FULL_SCAN = {
    "sqlite": re.compile(r"^SCAN (?!CONSTANT|\(|SUBQUERY|LIST)\w+"),
    "postgresql": re.compile(r"Seq Scan"),
}


def heard(search: OpinionSearch) -> list[tuple[str, Any]]:
    """Return the statements that count and read the first page."""
    asked: list[tuple[str, Any]] = []

    def hear(*given: Any) -> None:
        asked.append((given[2], given[3]))

    sql_event.listen(db.engine, "before_cursor_execute", hear)
    search_queries.count(search)
    search_queries.found_page(search, 1)
    sql_event.remove(db.engine, "before_cursor_execute", hear)
    return [each for each in asked if each[0].startswith("SELECT")]


def plan_of(statement: str, values: Any) -> list[str]:
    """Return the steps of a plan; PostgreSQL must have an index for each, however small the tables are."""
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            return [row[3] for row in connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)]
        connection.exec_driver_sql("SET enable_seqscan = off")
        plan = [row[0] for row in connection.exec_driver_sql(f"EXPLAIN {statement}", values)]
        connection.exec_driver_sql("SET enable_seqscan = on")
        return plan


def test_the_public_page_searches_and_keeps_what_was_typed(client: FlaskClient) -> None:
    theme, (row, secret) = record("協働の場を開く", "協働の秘密")
    withheld(secret)

    page = client.get("/discussions", query_string={"words": "協働"}).text
    assert row.text in page
    assert f"/discussions/opinions/{row.id}" in page
    assert secret.text not in page
    assert 'value="協働"' in page
    assert "条件に合う意見はありません" in client.get("/discussions?words=魚").text
    assert theme.title in client.get("/discussions").text
    for odd in ("year=x", "event=99999999999", "pillar=1", "tag=<b>", "answered=?", "page=-1", "words=%00%ff"):
        assert client.get(f"/discussions?{odd}").status_code in {200, 422}


def test_every_opinion_is_in_the_index(app: Flask) -> None:
    record("ひとつ", "ふたつ")

    assert db.session.query(OpinionKey).count() == db.session.query(Opinion).count()
