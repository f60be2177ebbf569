"""What comes from people nobody knows is counted by the place it comes from; what was typed stays on the page."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from platform_app import dates
from platform_app.events import poll_views, registration_access, survey_views
from platform_app.events.operations import surveying
from platform_app.events.registration_models import Registration
from platform_app.events.survey_models import PollVote, SurveyResponse
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from tests.events.survey_builders import current, invited, keys, officer, opened, sent
from tests.events.test_polls import polled
from tests.events.test_registration import event, typed

SENTENCE = "同じ場所からの回答が続いたため"


@pytest.fixture
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let but two answers through."""
    monkeypatch.setattr(survey_views, "MOST_FROM_ONE_PLACE", 2)
    monkeypatch.setattr(poll_views, "MOST_FROM_ONE_PLACE", 2)


def test_the_common_address_takes_so_many_answers_from_one_place_and_others_still_answer(app: Flask, few: None) -> None:
    it, survey = opened()
    browser, text = app.test_client(), keys(survey)[3]
    statuses = []
    for number in range(4):
        typed = sent(survey, f"{number}" * 24, **{f"q{text}": "忘れないでほしい意見"})
        answer = browser.post(f"/surveys/{survey.code}", data=typed)
        statuses.append(answer.status_code)

    assert statuses == [302, 302, 429, 429]
    assert SENTENCE in answer.text
    assert "忘れないでほしい意見" in answer.text
    elsewhere = browser.post(
        f"/surveys/{survey.code}", data=sent(survey, "z" * 24), environ_overrides={"REMOTE_ADDR": "192.0.2.7"}
    )
    assert elsewhere.status_code == 302
    with dates.frozen(dates.now() + survey_views.throttle.WINDOW * 2):
        assert browser.post(f"/surveys/{survey.code}", data=sent(survey, "y" * 24)).status_code == 302
    assert db.session.query(SurveyResponse).count() == 4
    del it


def test_a_personal_link_is_never_held_up(app: Flask, few: None) -> None:
    it, survey, _rows, secrets = invited(4)
    browser = app.test_client()

    answers = [
        browser.post(f"/surveys/{survey.code}/{secret}", data=sent(survey, f"{number}" * 24)).status_code
        for number, secret in enumerate(secrets)
    ]
    assert answers == [302] * 4
    del it


def test_a_hall_votes_so_often_and_one_browser_so_often(app: Flask, monkeypatch: pytest.MonkeyPatch, few: None) -> None:
    _it, asked = polled()
    code = asked.code
    statuses = [app.test_client().post(f"/polls/{code}", data={"option": "0"}).status_code for _ in range(3)]
    assert statuses == [302, 302, 429]

    monkeypatch.setattr(poll_views, "MOST_FROM_ONE_PLACE", 1000)
    monkeypatch.setattr(poll_views, "MOST_OF_ONE_BROWSER", 2)
    browser = app.test_client()
    answers = [browser.post(f"/polls/{code}", data={"option": "1"}) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert SENTENCE in answers[-1].text
    assert db.session.query(PollVote).count() == 3


def test_the_page_of_an_event_leads_to_the_result_once_it_is_published(client: FlaskClient) -> None:
    it, survey = opened()
    address, result = f"/events/{it.id}", f"/surveys/{survey.code}/results"
    assert result not in client.get(address).text
    surveying.close_survey(it, by=officer())
    assert result not in client.get(address).text
    surveying.publish_results(it, is_published=True, by=officer())
    assert result in client.get(address).text
    assert client.get(result).status_code == 200
    surveying.publish_results(it, is_published=False, by=officer())
    assert result not in client.get(address).text
    assert current(it).code == survey.code


def test_only_the_office_makes_a_poll(client_as: Callable[..., FlaskClient]) -> None:
    it, _survey = opened()
    address = f"/staff/events/{it.id}/poll"
    typed = {"question": "何年目ですか", "options": "1年目\n2年目"}

    assert client_as(Role.VIEWER).get(address).status_code == 200
    assert client_as(Role.VIEWER).post(address, data=typed).status_code == 403
    assert client_as(Role.OFFICER).post(address, data={**typed, "question": ""}).status_code == 422
    assert client_as(Role.OFFICER).post(address, data=typed).status_code == 302


def test_people_without_an_account_register_so_often_from_one_place(
    app: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(registration_access, "MOST_REGISTRATIONS", 2)
    browser, address = app.test_client(), f"/events/{event(9).id}/register"

    def sending(number: int, place: str = "192.0.2.7") -> TestResponse:
        named = {"people-0-name": f"見本{'一二三四'[number]}子", "people-0-kana": f"ミホン{'アイウエ'[number]}コ"}
        sheet = typed(send="1", submission_token=f"{number}" * 24, phone=f"088-000-123{number}", **named)
        return browser.post(address, data=sheet, environ_overrides={"REMOTE_ADDR": place})

    answers = [sending(number) for number in range(3)]

    assert [answer.status_code for answer in answers] == [302, 302, 429]
    assert "同じ場所からの参加申込みが続いたため" in answers[-1].text
    assert "見本三子" in answers[-1].text
    assert sending(3, place="192.0.2.8").status_code == 302
    assert db.session.query(Registration).count() == 3
