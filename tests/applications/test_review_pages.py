"""The office's pages of one application: buttons, forms, confirmations, papers."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.actor import visitor
from platform_app.applications.models import Application, Notice, Presence, ReturnPoint, ReviewCheck, ReviewNote
from platform_app.applications.operations import applying, deciding, reviewing
from platform_app.applications.operations.applying import Contents
from platform_app.applications.review_sheet import sheet
from platform_app.applications.workflow import actions_from
from platform_app.extensions import db
from platform_app.office.queries import open_declarations
from platform_app.rights import may
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure
from tests import factories
from tests.applications.counting import statements
from tests.applications.stages import TICKED, People, brought_to, criterion

ClientAs = Callable[..., FlaskClient]
APPROVE = {"effective_on-year": "令和8", "effective_on-month": "4", "effective_on-day": "1"}


def url(application: Application, rest: str = "") -> str:
    return f"/staff/applications/{application.id}{rest}"


@pytest.mark.parametrize("status", [status for status in S if status not in {S.DRAFT, S.ACCEPTED}])
def test_the_buttons_are_the_steps_that_are_legal_and_allowed(app: Flask, client_as: ClientAs, status: S) -> None:
    application = brought_to(status, Procedure.JOIN, People())
    ends = {
        Action.START_REVIEW: "start",
        Action.RETURN: "return",
        Action.FORWARD: "forward",
        Action.RECALL: "recall",
        Action.APPROVE: "approve",
        Action.REJECT: "reject",
        Action.RETRACT: "retract",
        Action.REVERSE: "reverse",
        Action.REOPEN: "reopen",
    }
    for role in (Role.VIEWER, Role.OFFICER, Role.DECIDER):
        actor = factories.actor(role)
        wanted = {end for action, end in ends.items() if action in actions_from(application) and may(actor, action)}

        page = client_as(role).get(url(application)).text

        assert {end for end in ends.values() if f'"{url(application)}/{end}"' in page} == wanted, role


def test_a_draft_is_no_concern_of_the_office(app: Flask, client_as: ClientAs) -> None:
    draft, _secret = factories.draft()
    browser = client_as(Role.OFFICER)

    assert browser.get(url(draft)).status_code == 404
    assert browser.get(url(draft, "9")).status_code == 404


def test_a_decision_is_confirmed_before_it_is_taken_and_told_once(app: Flask, client_as: ClientAs) -> None:
    application = brought_to(S.AWAITING_DECISION, Procedure.JOIN, People())
    browser = client_as(Role.DECIDER)
    form = APPROVE | {"version": str(application.version)}

    first = browser.post(url(application, "/approve"), data=form)
    assert first.status_code == 200
    assert "令和8年4月1日（水）" in first.text
    assert 'name="effective_on-year" value="令和8"' in first.text
    assert application.status == S.AWAITING_DECISION

    decided = browser.post(url(application, "/approve"), data=form | {"confirmed": "1"}, follow_redirects=True)
    assert "承認しました" in decided.text
    again = browser.post(url(application, "/approve"), data=form | {"confirmed": "1"}, follow_redirects=True)
    assert "すでに「承認」になっています" in again.text
    assert db.session.query(Notice).count() == 1


def test_going_back_from_the_confirmation_keeps_what_was_typed(app: Flask, client_as: ClientAs) -> None:
    application = brought_to(S.AWAITING_DECISION, Procedure.JOIN, People())

    page = client_as(Role.DECIDER).post(
        url(application, "/approve"), data=APPROVE | {"version": "1", "note": "覚え書き", "back": "1"}
    )

    assert "覚え書き" in page.text
    assert 'value="令和8"' in page.text


def test_a_stale_decision_shows_what_changed(app: Flask, client_as: ClientAs) -> None:
    people = People()
    application = brought_to(S.RETURNED, Procedure.JOIN, people)
    by = visitor().for_application(application.id)
    profile = {**application.profile, "phone": "088-621-9999"}
    applying.save(application, contents=Contents(profile=profile, declarations=TICKED), by=by)
    applying.submit(application, by=by)
    reviewing.start_review(application, by=people.officer)
    reviewing.forward(application, by=people.officer)

    page = client_as(Role.DECIDER).post(url(application, "/approve"), data=APPROVE | {"version": "1", "confirmed": "1"})

    assert page.status_code == 409
    assert "088-621-9999" in page.text
    assert db.session.get_one(Application, application.id).status == S.AWAITING_DECISION


@pytest.mark.parametrize(
    ("status", "procedure", "act", "form"),
    [
        (S.AWAITING_DECISION, Procedure.JOIN, "reject", {"reason": "1", "note": ""}),
        (S.SUBMITTED, Procedure.WITHDRAW, "accept", {}),
        (S.APPROVED, Procedure.CHANGE, "reverse", APPROVE | {"reason": "誤りのため"}),
        (S.REJECTED, Procedure.JOIN, "reopen", {"reason": "誤りのため"}),
        (S.AWAITING_DECISION, Procedure.JOIN, "recall", {"reason": "確かめるため"}),
        (S.SUBMITTED, Procedure.JOIN, "retract", {"reason": "申出のため"}),
    ],
)
def test_every_other_decision_works_on_its_page(  # noqa: PLR0917 - pytest passes fixtures by name
    app: Flask, client_as: ClientAs, status: S, procedure: Procedure, act: str, form: dict[str, str]
) -> None:
    application = brought_to(status, procedure, People())
    browser = client_as(Role.DECIDER)

    assert browser.get(url(application, f"/{act}")).status_code == 200
    data = form | {"version": str(application.version), "confirmed": "1"}
    assert browser.post(url(application, f"/{act}"), data=data).status_code == 302
    assert db.session.get_one(Application, application.id).status != status
    for notice in db.session.query(Notice):
        assert browser.get(url(application, f"/notices/{notice.id}.pdf")).data.startswith(b"%PDF")


def test_what_is_missing_is_said_beside_its_field(app: Flask, client_as: ClientAs) -> None:
    application = brought_to(S.AWAITING_DECISION, Procedure.JOIN, People())
    browser = client_as(Role.DECIDER)

    page = browser.post(url(application, "/approve"), data={"version": "1", "effective_on-year": "32月"})
    assert page.status_code == 422
    assert "error-summary" in page.text
    assert 'value="32月"' in page.text
    assert browser.post(url(application, "/reject"), data={"version": "1"}).status_code == 422


def test_a_return_names_items_and_grows_by_rows(app: Flask, client_as: ClientAs) -> None:
    application = brought_to(S.IN_REVIEW, Procedure.JOIN, People())
    browser = client_as(Role.OFFICER)
    form = {
        "version": "1",
        "points-0-item": "phone",
        "points-0-sentence": "市外局番から",
        "points-1-item": "",
        "points-1-sentence": "規約を付けてください",
        "points-2-item": "name",
        "points-2-sentence": "",
    }
    silent = browser.post(url(application, "/return"), data=form)
    assert silent.status_code == 422
    assert silent.text.count("項目を選んだときは、直していただきたいことを入力してください。") == 2
    form["points-2-item"] = ""

    more = browser.post(url(application, "/return"), data=form | {"more": "1"})
    assert more.status_code == 200
    assert 'name="points-3-sentence"' in more.text
    assert "規約を付けてください" in more.text
    assert browser.post(url(application, "/return"), data={"version": "1"}).status_code == 422
    assert browser.post(url(application, "/return"), data=form).status_code == 302
    points = db.session.query(ReturnPoint).order_by(ReturnPoint.id)
    kept = [(point.item, point.sentence) for point in points]
    assert kept == [("phone", "市外局番から"), ("", "規約を付けてください")]


def _sent(procedure: Procedure, member_id: int | None = None, **said: Any) -> Application:
    by = visitor().for_member(member_id) if member_id else visitor()
    begun = applying.start(None, procedure=procedure, contents=Contents(**said), by=by, member_id=member_id)[0]
    return applying.submit(begun, by=by if member_id else visitor().for_application(begun.id))


def test_the_office_sees_what_was_declared_and_when_and_why_something_changed(app: Flask, client_as: ClientAs) -> None:
    """The check-list asks for the declarations; a sheet that came by FAX may lack some."""
    member = factories.member()
    joining = _sent(Procedure.JOIN, profile=factories.profile(), declarations=("charter_read",))
    moved = {"profile": {"address": "徳島市"}, "changed_on": date(2026, 4, 1), "reason": "移転のため"}
    changing = _sent(Procedure.CHANGE, member_id=member.id, **moved)
    browser = client_as(Role.VIEWER)

    joins, changes = browser.get(url(joining)).text, browser.get(url(changing)).text

    assert (joins.count("印あり"), joins.count("印なし")) == (1, len(open_declarations()) - 1)
    assert "令和8年4月1日（水）" in changes
    assert "移転のため" in changes
    assert "印なし" not in changes


def test_an_answer_of_the_check_list_is_not_set_beside_the_remark_before_it(app: Flask, client_as: ClientAs) -> None:
    """The audience of an item is drawn up to the item's own field; what stands above an answer is another's remark."""
    criterion()
    page = client_as(Role.OFFICER).get(url(brought_to(S.IN_REVIEW, Procedure.JOIN, People()))).text

    assert 'name="answer_' in page
    assert "data-visibility" not in page


def test_the_check_list_is_for_joining_and_for_changes_that_touch_its_grounds(app: Flask, client_as: ClientAs) -> None:
    criterion()
    people, browser = People(), client_as(Role.OFFICER)
    leaving = brought_to(S.SUBMITTED, Procedure.WITHDRAW, people)
    moving = brought_to(S.IN_REVIEW, Procedure.CHANGE, people)
    turning = brought_to(S.IN_REVIEW, Procedure.CHANGE, people, activities="これからは別の活動をします。")

    for application in (leaving, moving):
        page = browser.get(url(application)).text
        assert 'name="answer_' not in page
        assert "入会の審査項目を確かめません。" in page
        assert "件が未確認" not in page
    assert 'name="answer_' in browser.get(url(turning)).text


def test_a_members_page_lists_its_applications_newest_first(app: Flask, client_as: ClientAs) -> None:
    people = People()
    joined = brought_to(S.APPROVED, Procedure.JOIN, people)
    contents = Contents(profile={"phone": "088-621-0000"}, declarations=TICKED)
    by = visitor().for_member(joined.member_id or 0)
    change = applying.start(None, procedure=Procedure.CHANGE, contents=contents, by=by, member_id=joined.member_id)[0]
    applying.submit(change, by=visitor().for_application(change.id))

    page = client_as(Role.VIEWER).get(f"/staff/members/{joined.member.number}").text

    places = [page.index(f'href="{url(one)}"') for one in (change, joined)]
    assert places == sorted(places)
    assert joined.number in page
    assert "受付済み" in page


def test_taking_over_a_review_says_whose_it_is(app: Flask, client_as: ClientAs) -> None:
    people = People()
    application = brought_to(S.SUBMITTED, Procedure.JOIN, people)
    reviewing.assign(application, assignee_id=people.officer.user_id, by=people.officer)

    page = client_as(Role.OFFICER).post(url(application, "/start"), follow_redirects=True).text

    assert "審査を始めました。" in page
    assert "担当になりました" not in page


def test_checks_notes_and_the_officer_are_recorded(app: Flask, client_as: ClientAs) -> None:
    line = criterion()
    application = brought_to(S.IN_REVIEW, Procedure.JOIN, People())
    browser = client_as(Role.OFFICER)

    answers = {f"answer_{line.id}": "unclear", f"remark_{line.id}": "要照会"}
    checked = browser.post(url(application, "/check"), data=answers)
    noted = browser.post(url(application, "/note"), data={"text": "電話で確認した。"})
    given = browser.post(url(application, "/assign"), data={"assignee": str(browser.user_id)})

    assert {checked.status_code, noted.status_code, given.status_code} == {302}
    assert db.session.query(ReviewCheck.answer, ReviewCheck.remark).all() == [("unclear", "要照会")]
    assert db.session.query(ReviewNote.text).all() == [("電話で確認した。",)]
    page = browser.get(url(application)).text
    assert "要照会" in page
    assert "電話で確認した。" in page
    assert browser.post(url(application, "/note"), data={"text": " "}).status_code == 422
    assert browser.post(url(application, "/assign"), data={"assignee": "99999"}).status_code == 422
    assert browser.post(url(application, "/check"), data={f"answer_{line.id}": "zzz"}).status_code == 422


def test_two_people_with_the_same_application_see_each_other(app: Flask, client_as: ClientAs) -> None:
    application = brought_to(S.IN_REVIEW, Procedure.JOIN, People())
    one, other = client_as(Role.OFFICER), client_as(Role.OFFICER)

    assert one.post(url(application, "/presence")).json == {"others": []}
    seen = other.post(url(application, "/presence")).json["others"]
    one.post(url(application, "/presence"))

    assert len(seen) == 1
    assert seen[0] in other.get(url(application)).text
    assert db.session.query(Presence).count() == 2
    assert client_as(Role.VIEWER).post(url(application, "/presence")).status_code == 403


def test_every_view_of_an_entry_is_disclosed(app: Flask, client_as: ClientAs) -> None:
    application = brought_to(S.SUBMITTED, Procedure.JOIN, People())
    browser = client_as(Role.VIEWER)
    before = db.session.query(AuditEntry).count()

    for rest in ("", "/form.pdf", "/draft-approval.pdf", "/draft-rejection.pdf?reason=x&note=y"):
        assert browser.get(url(application, rest)).status_code == 200, rest

    entries = db.session.query(AuditEntry).order_by(AuditEntry.id).all()[before:]
    assert [entry.action for entry in entries] == [Action.VIEW, Action.EXPORT, Action.VIEW, Action.VIEW]
    assert {entry.subject_id for entry in entries} == {application.id}
    assert all(application.phone not in str(entry.changes) for entry in entries)


def test_a_notice_belongs_to_its_application(app: Flask, client_as: ClientAs) -> None:
    people = People()
    one, other = (brought_to(S.APPROVED, Procedure.JOIN, people) for _ in range(2))

    assert client_as(Role.VIEWER).get(url(other, f"/notices/{one.notices[0].id}.pdf")).status_code == 404


def test_a_cancelled_notice_says_so(app: Flask, client_as: ClientAs) -> None:
    people = People()
    application = brought_to(S.APPROVED, Procedure.JOIN, people)
    deciding.reverse(application, reason="誤り", effective_on=application.effective_on, by=people.decider)

    assert "取消し（" in client_as(Role.VIEWER).get(url(application)).text


def test_the_page_takes_the_same_statements_however_much_belongs_to_it(app: Flask, client_as: ClientAs) -> None:
    people = People()
    application = brought_to(S.IN_REVIEW, Procedure.JOIN, people)
    counted = []
    for more in (1, 5):
        for number in range(more):
            reviewing.note(application, text=f"メモ{number}", by=people.officer)
            criterion(len(counted) * 10 + number)
        db.session.remove()
        with statements() as seen:
            sheet(1, viewer=people.officer)
        counted.append(len(seen))
        application = db.session.get_one(Application, 1)

    assert counted[0] == counted[1] <= 22, counted
