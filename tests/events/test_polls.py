"""Polls of the room: one vote for every browser, and bars that grow."""

from collections.abc import Callable

from flask import Flask
from flask.testing import FlaskClient

from platform_app.actor import visitor
from platform_app.events import survey_queries as queries
from platform_app.events.models import Event
from platform_app.events.operations import polling
from platform_app.events.survey_models import Poll, PollVote
from platform_app.extensions import db
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.surveys import SUPPRESSED
from tests.events.builders import event
from tests.events.survey_builders import officer


def polled(it: Event | None = None) -> tuple[Event, Poll]:
    it = it or event()
    clerk = officer()
    asked = polling.save_poll(it, question="担当して何年目ですか", options=["1年目", "2年目", "3年以上"], by=clerk)
    polling.turn_poll(it, poll_id=asked.id, is_open=True, by=clerk)
    return it, queries.poll(it.id, asked.id)


def test_a_browser_has_one_vote_and_may_change_its_mind(app: Flask) -> None:
    _it, asked = polled()
    code, poll_id, event_id = asked.code, asked.id, asked.event_id
    first, second = app.test_client(), app.test_client()

    for browser, option in ((first, "0"), (second, "1"), (first, "1")):
        assert browser.post(f"/polls/{code}", data={"option": option}).status_code == 302

    tally = queries.tally(queries.poll(event_id, poll_id))
    assert [bar.count for bar in tally.bars] == [0, 2, 0]
    assert "2年目" in first.get(f"/polls/{code}").text
    assert not [e for e in db.session.query(AuditEntry).filter_by(action="poll.vote") if e.changes or e.actor_user_id]


def test_the_screen_of_the_room_counts_and_the_room_sees_no_small_numbers(
    client_as: Callable[..., FlaskClient],
) -> None:
    it, asked = polled()
    code, poll_id = asked.code, asked.id
    for number in range(6):
        polling.vote(it, poll_id=poll_id, option=min(number, 1), voter=str(number), by=visitor())
    browser, address = client_as(Role.OFFICER), f"/staff/events/{it.id}/poll/{poll_id}"

    votes = browser.get(f"{address}/votes").json
    assert votes is not None
    assert (votes["total"], votes["is_open"], votes["bars"][1]) == (6, True, {"count": 5, "percent": 83.3})
    assert "数を新しくする" in browser.get(address).text
    assert SUPPRESSED not in browser.get(f"/polls/{code}").text
    browser.post(address, data={"to": "closed"})
    assert SUPPRESSED in browser.get(f"/polls/{code}").text
    assert browser.post(f"/polls/{code}", data={"option": "0"}).status_code == 422
    assert db.session.query(PollVote).count() == 6


def test_a_poll_of_another_event_and_a_foreign_code_are_not_found(client_as: Callable[..., FlaskClient]) -> None:
    _it, asked = polled()
    poll_id = asked.id
    other = event().id
    browser = client_as(Role.OFFICER)

    assert browser.get("/polls/ZZZZZZZZ").status_code == 404
    assert browser.get(f"/staff/events/{other}/poll/{poll_id}").status_code == 404
    assert browser.get(f"/staff/events/{other}/poll/{poll_id}/votes").status_code == 404
    assert browser.post(f"/staff/events/{other}/poll/{poll_id}", data={"to": "open"}).status_code == 404
    assert browser.get(f"/staff/events/{other}/survey/paper").status_code == 404


def test_a_poll_is_made_on_a_page(client_as: Callable[..., FlaskClient]) -> None:
    it = event()
    browser, address = client_as(Role.OFFICER), f"/staff/events/{it.id}/poll"

    assert browser.post(address, data={"question": "何年目", "options": "1つだけ"}).status_code == 422
    made = browser.post(address, data={"question": "何年目", "options": "1年目\n2年目"}, follow_redirects=True)

    assert "投票を始める" in made.text
    assert "何年目" in browser.get(address).text
    onlooker = client_as(Role.VIEWER)
    assert "投票を作る" not in onlooker.get(address).text
    assert onlooker.post(address, data={"question": "何年目", "options": "1年目\n2年目"}).status_code == 403
