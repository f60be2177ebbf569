"""Questionnaires: asked once, tied to nobody, and kept to their rules."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.errors import NotFound
from platform_app.events import survey_queries as queries
from platform_app.events.day_models import Attendance
from platform_app.events.errors import AlreadyAnswered, AnswerNotOffered, SurveyClosed, SurveyHasAnswers, SurveyNotReady
from platform_app.events.models import Event
from platform_app.events.operations import surveying
from platform_app.events.survey_models import SurveyLink, SurveyResponse
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.events import EventStatus
from platform_app.vocabulary.surveys import DEFAULT_QUESTIONS
from tests.events.builders import event, registered
from tests.events.survey_builders import (
    PLANS,
    TEXT,
    answered,
    current,
    invited,
    keys,
    officer,
    opened,
    sent,
)


def test_a_personal_link_counts_once_and_the_same_page_sent_twice_is_one_answer(app: Flask) -> None:
    it, survey, _rows, (secret,) = invited()
    answers = {keys(survey)[0]: 1}

    answered(it, answers, "a" * 24, secret)
    answered(it, answers, "a" * 24, secret)

    with pytest.raises(AlreadyAnswered):
        answered(it, answers, "b" * 24, secret)
    assert db.session.query(SurveyResponse).count() == 1


def test_an_answer_leads_to_no_person(app: Flask) -> None:
    it, survey, rows, secrets = invited(3)
    before = db.session.query(AuditEntry).count()

    answered(it, {keys(survey)[0]: 4, keys(survey)[3]: "言いにくいこと"}, "a" * 24, secrets[1])

    columns = {column.name for column in SurveyResponse.__table__.columns}
    assert columns == {"id", "survey_id", "submission_token", "channel", "sheet_number", "answers"}
    entry = db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).first()
    assert entry is not None
    assert db.session.query(AuditEntry).count() == before + 1
    assert (entry.changes, entry.actor_user_id, entry.actor_label, entry.subject_id) == ([], None, "", it.id)
    used = {link.registration_id for link in db.session.query(SurveyLink).filter_by(is_used=True)}
    assert used == {rows[1].id}


def test_whoever_is_signed_in_answers_as_nobody(client_as: Callable[..., FlaskClient]) -> None:
    _it, survey = opened()
    browser = client_as(Role.OFFICER)

    browser.post(f"/surveys/{survey.code}", data=sent(survey))

    entry = db.session.query(AuditEntry).filter_by(action="survey.answer").one()
    assert (entry.actor_user_id, entry.actor_label, entry.request_id) == (None, "", "")


def test_invitations_go_out_once_and_each_holds_its_own_link(app: Flask) -> None:
    it, survey, rows, secrets = invited(2)

    assert surveying.invite(it, by=officer()) == 0

    paths = [mail.context["path"] for mail in db.session.query(OutboxMessage).filter_by(template="survey_invitation")]
    assert sorted(paths) == sorted(f"/surveys/{survey.code}/{secret}" for secret in secrets)
    stored = {link.token_hash for link in db.session.query(SurveyLink)}
    assert not stored & set(secrets)
    assert len(rows) == len(stored)


def test_where_attendance_was_kept_only_those_who_came_are_asked(app: Flask) -> None:
    it, _survey = opened()
    came, away, unwritable = (registered(it, email=email) for email in ("a@example.jp", "b@example.jp", ""))
    for row, mark in ((came, "present"), (away, "absent"), (unwritable, "present")):
        db.session.add(Attendance(participant_id=row.participants[0].id, event_id=it.id, mark=mark))
    db.session.commit()

    assert surveying.invite(it, by=officer()) == 1

    assert [link.registration_id for link in db.session.query(SurveyLink)] == [came.id]


def test_the_page_takes_an_answer_and_says_what_is_missing(client: FlaskClient) -> None:
    it, survey = opened()
    _first, many, years, words = (f"q{key}" for key in keys(survey))
    address = f"/surveys/{survey.code}"

    page = client.get(address).text
    assert "満足しましたか" in page
    assert page.count('type="radio"') == 5
    missing = client.post(address, data={"submission_token": "t" * 24, words: "意見"})
    assert missing.status_code == 422
    assert "設問1に回答してください" in missing.text
    assert "意見" in missing.text
    wrong = client.post(address, data=sent(survey, **{years: "たくさん"}))
    assert wrong.status_code == 422
    done = client.post(address, data={**sent(survey), many: ["0", "2"], years: "３", words: "よかった"})
    assert done.headers["Location"].endswith("/thanks")

    (stored,) = db.session.query(SurveyResponse)
    assert stored.answers == dict(zip(keys(survey), [0, [0, 2], 3, "よかった"], strict=True))
    assert it.title in client.get(f"{address}/thanks").text


def test_an_empty_page_is_no_answer(client: FlaskClient) -> None:
    _it, survey = opened((TEXT,))

    answer = client.post(f"/surveys/{survey.code}", data={"submission_token": "t" * 24})

    assert answer.status_code == 422
    assert "1つ以上の設問" in answer.text


@pytest.mark.parametrize(
    "answers", [{"0": 1}, {"first": 5}, {"first": -1}, {"many": []}, {"many": [3]}, {"years": "3"}]
)
def test_what_was_not_offered_is_refused(app: Flask, answers: dict[str, Any]) -> None:
    it, survey = opened()
    names = dict(zip(("first", "many", "years", "words"), keys(survey), strict=True))

    with pytest.raises(AnswerNotOffered):
        answered(it, {names.get(name, name): value for name, value in answers.items()}, "t" * 24)

    assert db.session.query(SurveyResponse).count() == 0


def test_a_closed_questionnaire_takes_papers_but_no_answers_and_says_so(client: FlaskClient) -> None:
    it, survey = opened()
    surveying.close_survey(it, by=officer())

    assert "受付は終わりました" in client.get(f"/surveys/{survey.code}").text
    with pytest.raises(SurveyClosed):
        answered(it, {keys(survey)[0]: 1}, "t" * 24)
    surveying.key_paper(it, sheet_number=1, answers={}, by=officer())

    assert queries.result(current(it)).collected == 1


@pytest.mark.parametrize("path", ["/surveys/{code}", "/surveys/{code}/results", "/surveys/{code}/thanks"])
def test_a_foreign_code_a_draft_and_a_hidden_event_are_not_found(client: FlaskClient, path: str) -> None:
    it = event()
    surveying.save(it, introduction="", questions=PLANS, by=officer())
    draft = current(it).code
    _other, survey = opened()
    hidden, secret = opened()
    hidden_event = db.session.get_one(Event, hidden.id)
    hidden_event.status = EventStatus.DRAFT.value
    db.session.commit()

    for code in ("ZZZZZZZZ", draft, secret.code):
        assert client.get(path.format(code=code)).status_code == 404
    assert client.get(f"/surveys/{survey.code}/NOSUCHSECRET").status_code == 404
    assert client.post(f"/surveys/{survey.code}/NOSUCHSECRET", data=sent(survey)).status_code == 404
    assert client.get(f"/surveys/{survey.code}/results").status_code == 404


def test_a_personal_link_of_one_event_opens_no_other(app: Flask, client: FlaskClient) -> None:
    _it, _survey, _rows, (secret,) = invited()
    other, survey = opened()

    assert client.get(f"/surveys/{survey.code}/{secret}").status_code == 404
    with pytest.raises(NotFound):
        answered(other, {keys(survey)[0]: 1}, "t" * 24, secret)


def test_questions_that_were_answered_stay_as_they_are(app: Flask) -> None:
    it, survey = opened()
    answered(it, {keys(survey)[0]: 1}, "t" * 24)

    with pytest.raises(SurveyHasAnswers):
        surveying.save(it, introduction="", questions=PLANS[::-1], by=officer())
    surveying.save(it, introduction="直した文章", questions=PLANS, by=officer())

    assert current(it).introduction == "直した文章"
    assert keys(current(it)) == keys(survey)


def test_nothing_is_opened_without_questions_or_before_its_event_is_public(app: Flask) -> None:
    for it, plans in ((event(), ()), (event(status=EventStatus.DRAFT.value), PLANS)):
        surveying.save(it, introduction="", questions=plans, by=officer())
        with pytest.raises(SurveyNotReady):
            surveying.open_survey(it, by=officer())


def test_a_paper_is_found_by_its_number_and_typed_again(client_as: Callable[..., FlaskClient]) -> None:
    it, survey = opened()
    browser, address = client_as(Role.OFFICER), f"/staff/events/{it.id}/survey/paper"
    first = f"q{keys(survey)[0]}"

    browser.post(address, data={"submission_token": "t" * 24, "sheet_number": "1", first: "0"})
    browser.post(address, data={"submission_token": "u" * 24, "sheet_number": "1", first: "3"})
    assert 'value="2"' in browser.get(address).text
    again = browser.get(f"{address}?sheet=1").text

    (stored,) = db.session.query(SurveyResponse)
    assert stored.answers == {keys(survey)[0]: 3}
    assert re.search(r'value="3"[^>]*checked|checked[^>]*value="3"', again)
    assert browser.get(f"{address}?sheet=x").status_code == 200
    assert browser.post(address, data={"submission_token": "v" * 24, "sheet_number": "0"}).status_code == 422


def test_the_rate_is_what_came_back_of_what_went_out(app: Flask) -> None:
    it, survey, _rows, secrets = invited(4)
    answered(it, {keys(survey)[0]: 0}, "a" * 24, secrets[0])
    assert queries.result(current(it)).rate == 0.25

    surveying.set_distributed(it, distributed=10, by=officer())
    surveying.key_paper(it, sheet_number=1, answers={}, by=officer())
    result = queries.result(current(it))
    assert (result.distributed, result.collected, result.rate) == (10, 2, 0.2)
    assert (result.by_channel["personal"], result.by_channel["paper"]) == (1, 1)

    surveying.set_distributed(it, distributed=0, by=officer())
    assert queries.result(current(it)).rate is None


def test_the_office_chooses_reorders_opens_and_counts_on_pages(client_as: Callable[..., FlaskClient]) -> None:
    it = event()
    browser, address = client_as(Role.OFFICER), f"/staff/events/{it.id}/survey"

    assert "設問を選ぶ" in browser.get(address).text
    page = browser.get(f"{address}/questions").text
    assert all(plan.text in page for plan in DEFAULT_QUESTIONS)
    line = {"questions-0-kind": "number", "questions-0-text": "何年目ですか", "questions-0-order": "20"}
    other = {"questions-1-kind": "text", "questions-1-text": "ご意見", "questions-1-order": "10"}
    odd = {**line, "questions-0-kind": "steps", "questions-0-options": "良い\n悪い"}
    assert browser.post(f"{address}/questions", data=odd).status_code == 422
    browser.post(f"{address}/questions", data={**line, **other})
    assert [question.text for question in current(it).questions] == ["ご意見", "何年目ですか"]
    browser.post(f"{address}/status", data={"to": "open"})
    browser.post(f"{address}/distributed", data={"distributed": "３０"})
    survey = current(it)
    assert (survey.status, survey.distributed) == ("open", 30)
    assert browser.post(f"{address}/distributed", data={"distributed": "x"}).status_code == 422
    assert browser.get(f"/surveys/{survey.code}/code.svg").mimetype == "image/svg+xml"
    browser.post(f"{address}/status", data={"to": "closed"})
    browser.post(f"{address}/publish", data={"to": "public"})
    assert current(it).is_published
