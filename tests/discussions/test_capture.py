"""Writing at a table: once however often it is sent, nobody's words lost, closed when closed."""

from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from platform_app.actor import visitor
from platform_app.discussions import capture_queries, queries
from platform_app.discussions.errors import (
    ConflictSettled,
    DiscussionClosed,
    PillarInUse,
    PillarMissing,
    SummaryChanged,
    ThemeNotReady,
)
from platform_app.discussions.models import Opinion, OpinionDots, OpinionEdit, Theme
from platform_app.discussions.operations import tables as leaving
from platform_app.discussions.operations import themes, writing
from platform_app.discussions.operations.tables import Outcome
from platform_app.discussions.operations.themes import PillarPlan, ThemePlan
from platform_app.discussions.operations.writing import Change, Words, Writer
from platform_app.errors import NotFound, StaleVersion
from platform_app.extensions import db, writer
from platform_app.groups.models import Group
from platform_app.trail import AuditEntry
from platform_app.vocabulary.discussions import EditOutcome, as_said
from tests.discussions.builders import officer, said, tables, theme
from tests.events.builders import event


@pytest.fixture
def stage(app: Flask) -> tuple[Theme, list[Group]]:
    """An open theme and three tables."""
    row = event()
    return theme(row), tables(row)


Stage = tuple[Theme, list[Group]]


def row_of(of: Theme, text: str, client_id: str, **more: Any) -> dict[str, Any]:
    base = {"client_id": client_id, "edit_id": client_id, "base_version": "0", "kind": "words"}
    return {**base, "pillar_id": str(of.pillars[0].id), "text": text, **more}


def sent(client: FlaskClient, group: Group, *rows: dict[str, Any]) -> list[dict[str, Any]]:
    answer = client.post(f"/tables/{group.code}/rows", json={"rows": list(rows)})
    assert answer.status_code == 200
    return answer.json["rows"]  # type: ignore[no-any-return]


def texts(of: Theme) -> list[str]:
    return [line.text for line in queries.shown_opinions([of])]


def test_a_line_sent_twice_is_there_once(stage: Stage, client: FlaskClient) -> None:
    of, (one, *_) = stage
    rows = [row_of(of, f"意見{number}", f"client-{number}") for number in range(5)]

    first, again = sent(client, one, *rows), sent(client, one, *rows, rows[0])

    assert [answer["outcome"] for answer in first + again] == ["applied"] * 11
    assert texts(of) == [f"意見{number}" for number in range(5)]


def test_a_change_whose_first_sending_was_answered_in_vain_is_applied(stage: Stage, client: FlaskClient) -> None:
    of, (one, *_) = stage
    sent(client, one, row_of(of, "はじめ", "client-1"))

    changed = row_of(of, "直し", "client-1", edit_id="edit-0001")

    assert [sent(client, one, changed)[0]["version"] for _ in range(2)] == [2, 2]
    assert texts(of) == ["直し"]


@pytest.mark.parametrize(
    ("keep", "left"),
    [("current", ["甲の直し"]), ("other", ["乙の直し"]), ("both", ["甲の直し", "乙の直し"])],
)
def test_two_changes_of_one_line_are_both_kept_until_somebody_chooses(
    stage: Stage, client: FlaskClient, keep: str, left: list[str]
) -> None:
    of, (one, *_) = stage
    row = said(of, one, "はじめ")
    for name in ("甲", "乙"):
        words = Words(row.pillar_id, f"{name}の直し")
        writing.edit(of, change=Change(row.client_id, 1, words, id=f"edit-{name}"), writer=Writer(one.id), by=visitor())
    page = client.get(f"/tables/{one.code}").text
    assert "甲の直し" in page
    assert "乙の直し" in page

    edit = db.session.scalars(select(OpinionEdit).where(OpinionEdit.outcome == EditOutcome.CONFLICT.value)).one()
    address = f"/tables/{one.code}/lines/{row.id}/settle/{edit.id}"
    assert client.post(address, data={"keep": keep}).status_code == 302

    assert texts(of) == left
    with pytest.raises(ConflictSettled):
        writing.settle(of, opinion_id=row.id, edit_id=edit.id, keep="other", group_id=one.id, by=visitor())


def test_without_scripts_a_page_writes_changes_and_takes_back(stage: Stage, client: FlaskClient) -> None:
    of, (one, *_) = stage
    sheet = {"pillar_id": of.pillars[1].id, "text": "訪問する", "kind": "summary"}
    assert client.post(f"/tables/{one.code}", data=sheet).status_code == 302
    row = db.session.scalars(select(Opinion)).one()
    changed = {**sheet, "text": "訪問を増やす", "base_version": "1", "edit_id": "edit-0001"}
    assert client.post(f"/tables/{one.code}/lines/{row.id}", data=changed).status_code == 302
    assert texts(of) == ["訪問を増やす"]

    assert client.post(f"/tables/{one.code}/lines/{row.id}/remove", data={"version": 1}).status_code == 409
    assert client.post(f"/tables/{one.code}/lines/{row.id}/remove", data={"version": 2}).status_code == 302
    assert texts(of) == []


def test_a_closed_theme_takes_nothing_and_says_so(stage: Stage, client: FlaskClient) -> None:
    of, (one, *_) = stage
    row = said(of, one, "はじめ")
    themes.turn_theme(of, is_open=False, by=officer())

    assert "受け付けていません" in client.get(f"/tables/{one.code}").text
    sheet = {"pillar_id": of.pillars[0].id, "text": "遅れた意見", "kind": "words"}
    page = client.post(f"/tables/{one.code}", data=sheet)
    assert (page.status_code, "遅れた意見" in page.text) == (422, True)
    changed = client.post(f"/tables/{one.code}/lines/{row.id}", data={**sheet, "base_version": "1"})
    assert (changed.status_code, "遅れた意見" in changed.text) == (422, True)
    answer = sent(client, one, row_of(of, "遅れた意見", "client-1"))[0]
    assert answer["again"]
    assert "受付は終わって" in answer["refused"]
    with pytest.raises(DiscussionClosed):
        said(of, one, "遅れた意見")
    assert texts(of) == ["はじめ"]


def test_a_table_writes_only_in_its_own_lines(stage: Stage, client: FlaskClient) -> None:
    of, (one, two, *_) = stage
    row = said(of, one, "一班の意見")
    change = Change(row.client_id, 1, Words(row.pillar_id, "書き換え"))

    for act in (
        lambda: writing.edit(of, change=change, writer=Writer(two.id), by=visitor()),
        lambda: writing.remove(of, opinion_id=row.id, version=1, group_id=two.id, by=visitor()),
        lambda: writing.write(of, words=Words(row.pillar_id, "名乗らない"), writer=Writer(), by=visitor()),
        lambda: writing.write(of, words=change.words, writer=Writer(two.id), client_id=row.client_id, by=visitor()),
    ):
        with pytest.raises(NotFound):
            act()
    assert client.get(f"/tables/{two.code}/lines/{row.id}").status_code == 404
    assert client.get("/tables/NOSUCHTABLE").status_code == 404
    assert texts(of) == ["一班の意見"]


def test_a_name_is_kept_only_with_consent_and_words_are_not_in_the_audit_log(stage: Stage) -> None:
    of, (one, *_) = stage
    said(of, one, "名のない意見", speaker_name="見本花子")
    said(of, one, "名のある意見", speaker_name="見本花子", speaker_consents=True)

    assert [line.speaker for line in queries.shown_opinions([of])] == ["", "見本花子"]
    assert db.session.scalars(select(func.count()).select_from(Opinion).where(Opinion.speaker_name != "")).one() == 1
    kept = str([entry.changes for entry in db.session.scalars(select(AuditEntry))])
    assert "意見" not in kept.replace("意見の", "")
    assert "花子" not in kept


def test_dots_are_a_tables_own_and_the_last_number_counts(stage: Stage) -> None:
    of, (one, two, _three) = stage
    row = said(of, one, "意見")
    for group, count in ((one, 3), (two, 2), (two, 5), (one, 0)):
        writing.give_dots(of, opinion_id=row.id, group_id=group.id, count=count, by=visitor())

    assert [line.dots_by_group for line in queries.shown_opinions([of])] == [{two.id: 5}]
    assert db.session.scalar(select(func.count()).select_from(OpinionDots)) == 1


def test_dots_given_on_the_page_answer_it_and_come_to_every_table(stage: Stage, client: FlaskClient) -> None:
    of, (one, two, _three) = stage
    row = said(of, one, "意見")
    sheet, asked = {"opinion_id": row.id, "count": 3}, {"Accept": "application/json"}

    assert client.post(f"/tables/{two.code}/dots", data=sheet, headers=asked).json == {"refused": ""}
    assert "賛同 3" in client.get(f"/tables/{one.code}/lines").json["others"]  # type: ignore[index]
    plain = client.post(f"/tables/{two.code}/dots", data=sheet)
    assert plain.headers["Location"].endswith(f"#other-{row.id}")
    refused = client.post(f"/tables/{two.code}/dots", data=sheet | {"count": "多い"}, headers=asked)
    assert "賛同の数" in refused.json["refused"]  # type: ignore[index]
    themes.turn_theme(of, is_open=False, by=officer())
    assert client.post(f"/tables/{two.code}/dots", data=sheet, headers=asked).json["refused"]  # type: ignore[index]


def test_a_page_keeps_its_lines_when_the_theme_is_closed(stage: Stage, client: FlaskClient) -> None:
    of, (one, *_) = stage
    said(of, one, "意見")
    themes.turn_theme(of, is_open=False, by=officer())

    assert client.get(f"/tables/{one.code}/lines?since=1-1").json == {"is_open": False}


def test_a_summary_that_crossed_another_is_shown_beside_it(stage: Stage, client: FlaskClient) -> None:
    of, (one, *_) = stage
    address = f"/tables/{one.code}/summary/{of.id}"
    assert client.post(address, data={"base_version": "", "summary": "甲のまとめ"}).status_code == 302

    page = client.post(address, data={"base_version": "", "summary": "乙のまとめ", "next_what": "集まる"})

    assert page.status_code == 422
    assert all(words in page.text for words in ("甲のまとめ", "乙のまとめ", "集まる", SummaryChanged.sentence))
    assert [row.summary for row in queries.shown_summaries([of])] == ["甲のまとめ"]
    with pytest.raises(SummaryChanged):
        leaving.summarise(of, writer=Writer(one.id), outcome=Outcome("丙"), base_version=0, by=visitor())


def test_pillars_keep_their_opinions_and_a_theme_needs_one(stage: Stage) -> None:
    of, (one, *_) = stage
    said(of, one, "意見")
    row, first, second = of.event, of.pillars[0], of.pillars[1]

    with pytest.raises(PillarInUse):
        themes.save_theme(row, plan=ThemePlan("題", [PillarPlan("別の柱")]), theme_id=of.id, by=officer())
    with pytest.raises(PillarMissing):
        themes.save_theme(row, plan=ThemePlan("題", []), theme_id=of.id, by=officer())
    plan = ThemePlan("題", [PillarPlan("新しい柱"), PillarPlan("直した柱", first.id)])
    themes.save_theme(row, plan=plan, theme_id=of.id, by=officer())

    assert [pillar.text for pillar in queries.theme(row.id, of.id).pillars] == ["新しい柱", "直した柱"]
    assert second.id not in {pillar.id for pillar in queries.theme(row.id, of.id).pillars}
    with pytest.raises(NotFound):
        themes.save_theme(event(), plan=plan, theme_id=of.id, by=officer())


def test_tables_can_not_write_before_the_event_is_public(app: Flask) -> None:
    row = event(status="draft")
    of = theme(row, is_open=False)

    with pytest.raises(ThemeNotReady):
        themes.turn_theme(of, is_open=True, by=officer())


def test_a_table_writes_only_under_themes_of_its_grouping(app: Flask) -> None:
    row = event()
    (mine,), (other,) = tables(row, 1), tables(row, 1)
    of = themes.save_theme(row, plan=ThemePlan("題", [PillarPlan("柱")], grouping_id=mine.grouping_id), by=officer())
    themes.turn_theme(of, is_open=True, by=officer())

    assert capture_queries.table_coded(mine.code, viewer=visitor()).is_open
    assert not capture_queries.table_coded(other.code, viewer=visitor()).is_open
    with pytest.raises(NotFound):
        said(of, other, "別の班の意見")


@pytest.mark.parametrize(
    "row",
    [
        {},
        {"text": "\x00", "client_id": "client-1"},
        {"text": "意" * 1001, "client_id": "client-1"},
        {"text": ["a"], "pillar_id": {"a": 1}, "client_id": 7},
        {"text": "意見", "kind": "shout", "client_id": "client-1"},
        {"text": "意見", "pillar_id": "999999999999", "client_id": "client-1"},
        {"text": "意見", "base_version": "-1", "client_id": "client-1"},
        {"text": "意見", "client_id": "client-1", "speaker_name": "見本花子"},
        "a line",
    ],
)
def test_whatever_a_browser_sends_is_refused_with_a_sentence(stage: Stage, client: FlaskClient, row: Any) -> None:
    of, (one, *_) = stage
    whole = {**row_of(of, "意見", "client-1"), **row} if isinstance(row, dict) and row else row

    answer = sent(client, one, whole)[0]

    assert answer["refused"]
    assert not answer["again"]
    assert texts(of) == []


def test_a_table_that_sends_too_fast_waits_and_loses_nothing(
    stage: Stage, client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    of, (one, *_) = stage
    monkeypatch.setattr(capture_queries, "MOST_LINES", 2)
    for number in range(2):
        sent(client, one, row_of(of, f"意見{number}", f"client-{number}"))

    answer = sent(client, one, row_of(of, "意見2", "client-2"))[0]
    page = client.post(f"/tables/{one.code}", data=row_of(of, "意見3", "client-3"))

    assert (answer["again"], page.status_code, "意見3" in page.text) == (True, 422, True)
    assert len(texts(of)) == 2


def test_the_screen_shows_what_is_new_and_nothing_while_nothing_is(stage: Stage, client: FlaskClient) -> None:
    of, (one, *_) = stage
    said(of, one, "はじめの意見")
    page = client.get(f"/screens/{of.screen_code}").text
    assert "はじめの意見" in page
    stamp = capture_queries.stamp([queries.theme(of.event_id, of.id)])
    address = f"/screens/{of.screen_code}/lines?since={stamp}"
    assert client.get(address).status_code == 204

    said(of, one, "次の意見")

    assert "次の意見" in client.get(address).json["html"]


def test_words_are_quoted_once() -> None:
    assert as_said("words", "「仕事一筋の人」") == "「仕事一筋の人」"
    assert as_said("words", "「孤独」と言う") == "「『孤独』と言う」"
    assert as_said("summary", "既存の仕組み") == "既存の仕組み"


def test_a_line_taken_back_meanwhile_is_not_overwritten(stage: Stage) -> None:
    of, (one, *_) = stage
    row = said(of, one, "意見")
    with pytest.raises(StaleVersion):
        writing.remove(of, opinion_id=row.id, version=9, group_id=one.id, by=visitor())
    writing.remove(of, opinion_id=row.id, version=1, group_id=one.id, by=visitor())

    change = Change(row.client_id, 1, Words(row.pillar_id, "遅れた直し"))
    _row, outcome = writing.edit(of, change=change, writer=Writer(one.id), by=visitor())

    assert outcome == EditOutcome.CONFLICT
    assert texts(of) == []


def test_a_flip_chart_is_typed_once_however_often_it_is_sent(stage: Stage, client_as: Any) -> None:
    of, (one, *_) = stage
    from tests.architecture.building_discussions import photo

    chart = leaving.add_chart(of, writer=Writer(one.id), upload=photo(), alternative="模造紙", by=officer())
    browser = client_as("officer")
    address = f"/staff/events/{of.event_id}/discussion/{of.id}/charts/{chart.id}"
    sheet = {"token": "token-000001", "group_id": one.id, "kind": "words", f"pillar_{of.pillars[0].id}": "甲\n\n 乙 \n"}

    assert [browser.post(address, data=sheet).status_code for _ in range(2)] == [302, 302]

    assert texts(of) == ["甲", "乙"]
    assert browser.get(f"{address}/photo").mimetype == "image/png"
    with writer():
        assert db.session.scalars(select(Opinion.source)).all() == ["paper", "paper"]
