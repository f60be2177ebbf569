"""What became of opinions: a thread for each, a list of those without, and only what the office publishes."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.discussions import queries, trace_queries
from platform_app.discussions.models import Opinion
from platform_app.discussions.operations import tracing
from platform_app.discussions.trace_errors import DoneBeforeStart, NothingToFollow
from platform_app.discussions.trace_models import Trace, TraceLink, TraceStep
from platform_app.errors import NotAllowed
from platform_app.extensions import db
from platform_app.paging import Page
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.trace import OutcomeKind
from tests import factories
from tests.discussions.record_builders import DAY, change, followed, held, merged, officer, record, step, withheld


def titles(row: Opinion, *, published_only: bool = False) -> list[str]:
    lines = queries.shown_lines([row.id])
    traces = trace_queries.traces_of(lines, published_only=published_only).get(row.id, [])
    return [each.title for trace in traces for each in trace.steps]


def unanswered() -> list[int]:
    return [line.id for line in trace_queries.open_opinions(Page(100))]


def test_a_thread_runs_in_the_order_of_its_days_whenever_they_were_recorded(app: Flask) -> None:
    _theme, (row, other) = record("意見", "別の意見")
    trace = followed(row, other, title="議題")
    tracing.add_step(trace, step=step(OutcomeKind.ACTIVITY, title="取組", happened_on=date(2023, 8, 1)), by=officer())
    tracing.add_step(trace, step=step(OutcomeKind.DECISION, title="決定", happened_on=date(2023, 6, 1)), by=officer())

    assert titles(row) == titles(other) == ["議題", "決定", "取組"]
    assert titles(row, published_only=True) == []
    tracing.publish_step(trace, step_id=trace_queries.trace(trace.id).steps[1].id, is_published=True, by=officer())
    assert titles(row, published_only=True) == ["決定"]


def test_unanswered_opinions_stand_oldest_first_until_something_comes_of_them(app: Flask) -> None:
    _theme, (new,) = record("新しい意見", of=held(10))
    _theme, (old, hidden) = record("古い意見", "非公開の意見", of=held(900), is_published=False)
    withheld(hidden)

    assert unanswered() == [old.id, new.id]
    trace = followed(old)
    assert unanswered() == [new.id]
    tracing.remove_step(trace, step_id=trace.steps[0].id, by=officer())
    assert unanswered() == [old.id, new.id]
    assert db.session.query(Trace).count() == db.session.query(TraceLink).count() == 0


def test_what_became_of_a_source_became_of_the_line_it_was_merged_into(app: Flask) -> None:
    theme, (one, two, three) = record("自治会に頼む", "民生委員に頼む", "手紙を使う")
    followed(one, title="自治会との話合い")
    line = merged(theme, "今ある仕組みを使う", [one, two])
    outer = merged(theme, "仕組みと手紙を使う", [line, three])

    assert titles(outer) == ["自治会との話合い"]
    assert unanswered() == []
    withheld(one)
    assert titles(outer) == []
    assert unanswered() == [outer.id]
    change(one, merged_into_id=None, standing="shown")
    assert titles(one) == ["自治会との話合い"]


def test_a_thread_begins_with_opinions_that_may_be_shown(app: Flask) -> None:
    _theme, (row, hidden) = record("意見", "非公開の意見")
    withheld(hidden)

    for wanted in ([], [hidden.id], [row.id + 1000]):
        with pytest.raises(NothingToFollow):
            tracing.start(None, opinion_ids=wanted, step=step(), by=officer())
    trace = followed(row, hidden)
    assert [link.opinion_id for link in trace_queries.trace(trace.id).links] == [row.id]
    with pytest.raises(NothingToFollow):
        tracing.link(trace, opinion_ids=[hidden.id], by=officer())


def test_nothing_is_done_before_it_began(app: Flask) -> None:
    _theme, (row,) = record("意見")
    early = date(2023, 5, 1)

    with pytest.raises(DoneBeforeStart):
        followed(row, done_on=early)
    trace = followed(row, kind=OutcomeKind.TASK)
    first = trace.steps[0].id
    with pytest.raises(DoneBeforeStart):
        tracing.complete_step(trace, step_id=first, done_on=early, by=officer())
    tracing.complete_step(trace, step_id=first, done_on=DAY, by=officer())
    assert db.session.get_one(TraceStep, first).done_on == DAY


@pytest.mark.parametrize("role", [Role.VIEWER, Role.REPRESENTATIVE])
def test_only_the_office_follows_up(app: Flask, role: Role) -> None:
    _theme, (row,) = record("意見")

    with pytest.raises(NotAllowed):
        tracing.start(None, opinion_ids=[row.id], step=step(), by=factories.actor(role))


def test_the_public_page_shows_published_steps_of_published_records(client: FlaskClient) -> None:
    _theme, (row, hidden) = record("意見", "非公開の意見")
    _theme, (unpublished,) = record("まだの意見", is_published=False)
    trace = followed(row, title="公開の議題", is_published=True)
    tracing.add_step(trace, step=step(OutcomeKind.TASK, title="内部の課題", person="担当の人"), by=officer())
    followed(hidden, title="隠れた答え", is_published=True)
    withheld(hidden)

    page = client.get(f"/discussions/opinions/{row.id}").text
    assert "公開の議題" in page
    assert "内部の課題" not in page
    assert "担当の人" not in page
    for missing in (hidden.id, unpublished.id, 999_999):
        assert client.get(f"/discussions/opinions/{missing}").status_code == 404


def test_the_office_answers_on_pages_step_by_step(client_as: Callable[..., FlaskClient]) -> None:
    _theme, (row, other) = record("スローガンが必要", "シンボルを使う")
    browser, numbers = client_as(Role.OFFICER), [row.id, other.id]

    assert row.text in browser.get("/staff/opinions/open").text
    assert "意見を選んでください" in browser.get("/staff/opinions/answer").text
    address = "/staff/opinions/answer?" + "&".join(f"opinion={number}" for number in numbers)
    assert other.text in browser.get(address).text
    empty = browser.post(address, data={"kind": "agenda"})
    assert (empty.status_code, "件名" in empty.text) == (422, True)
    typed = {
        "kind": "task",
        "title": "案を募る",
        "happened_on": "令和5年5月16日",
        "due_on": "R5.6.30",
        "person": "事務局",
    }
    odd = browser.post(address, data={**typed, "done_on": "令和5年5月1日"})
    assert (odd.status_code, "案を募る" in odd.text) == (422, True)
    assert browser.post(address, data=typed).status_code == 302
    trace = db.session.query(Trace).one()
    root, first = f"/staff/opinions/traces/{trace.id}", trace.steps[0].id
    assert (trace.steps[0].due_on, trace.steps[0].is_published) == (date(2023, 6, 30), False)
    browser.post(f"{root}/steps/{first}/done", data={"done_on": "令和5年6月12日"})
    browser.post(f"{root}/steps/{first}/publish", data={"to": "public"})
    browser.post(f"{root}/steps/new", data={**typed, "kind": "activity", "title": "紹介する"})
    browser.post(f"{root}/steps/{first}", data={**typed, "title": "案を広く募る", "done_on": "令和5年6月12日"})
    page = browser.get(f"/staff/opinions/{row.id}").text
    assert all(word in page for word in ("案を広く募る", "紹介する", "令和5年6月12日に済み"))
    assert "案を広く募る" in browser.get(f"/discussions/opinions/{other.id}").text
    assert browser.post(f"{root}/opinions", data={"numbers": "x"}).status_code == 422
    browser.post(f"{root}/opinions", data={"numbers": f"{row.id}、"})
    assert unanswered() == [other.id]
    assert "取り消します" in browser.get(f"{root}/steps/{first}/remove").text
    browser.post(f"{root}/steps/{first}/remove")
    assert "案を広く募る" not in browser.get(f"/staff/opinions/{row.id}").text
