"""Decisions: who may take them, on what they were read, and what comes of them."""

from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask, g

from platform_app import dates
from platform_app.actor import visitor
from platform_app.applications import notices
from platform_app.applications.errors import NotReadBack, OwnApplication
from platform_app.applications.models import Notice
from platform_app.applications.operations import applying, deciding, reviewing
from platform_app.applications.revisions import changes_since
from platform_app.errors import MissingReason, NotAllowed, StaleVersion
from platform_app.extensions import db, writer
from platform_app.mail.models import OutboxMessage
from platform_app.mail.rendering import render
from platform_app.members.models import Member, MemberRecord
from platform_app.members.operations import append
from platform_app.members.queries import count_as_of, record_on
from platform_app.office.models import OfficeSetting
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.organisations import RegisterChange
from platform_app.vocabulary.reviews import NoticeKind
from tests import factories
from tests.applications.stages import ACTS, DAY, TICKED, People, brought_to
from tests.faults import contents, each_statement_failing

DAY_ONE = datetime(2026, 4, 1, 1, 0, tzinfo=UTC)


def test_an_approval_brings_number_entry_notice_and_mail_together(app: Flask) -> None:
    people = People()
    application = brought_to(S.AWAITING_DECISION, Procedure.JOIN, people)

    record = deciding.approve(application, version=application.version, effective_on=DAY, by=people.decider)

    assert (record.member.number, record.effective_on, record.name) == (1, DAY, application.name)
    assert (application.record_id, application.effective_on) == (record.id, DAY)
    assert [notice.kind for notice in application.notices] == ["approval"]
    templates = {message.template for message in db.session.query(OutboxMessage)}
    assert "application_approved" in templates


@pytest.mark.parametrize(
    ("status", "procedure", "day"),
    [
        (S.APPROVED, Procedure.JOIN, "入会日"),
        (S.APPROVED, Procedure.CHANGE, "変更日"),
        (S.ACCEPTED, Procedure.WITHDRAW, "退会日"),
    ],
)
def test_the_mail_names_the_day_in_the_words_of_the_applicant(
    app: Flask, status: S, procedure: Procedure, day: str
) -> None:
    application = brought_to(status, procedure, People())
    told = application.effective_on
    assert told is not None

    messages = db.session.query(OutboxMessage).filter_by(application_id=application.id).order_by(OutboxMessage.id)
    bodies = [render(one.template, one.recipient_name, one.context)[1] for one in messages]

    assert any(f"{day}　" in body and dates.wareki(told) in body for body in bodies)
    assert not any("効力" in body for body in bodies)


def test_a_future_date_takes_effect_by_itself(app: Flask) -> None:
    people = People()
    application = brought_to(S.AWAITING_DECISION, Procedure.JOIN, people)
    on = dates.today() + timedelta(days=30)

    deciding.approve(application, version=application.version, effective_on=on, by=people.decider)

    assert count_as_of(on - timedelta(days=1)) == 0
    assert count_as_of(on) == 1


@pytest.mark.parametrize("hand", ["submitted_by_id", "entered_by_id", "read_back_by_id"])
def test_nobody_decides_what_they_had_a_hand_in(app: Flask, hand: str) -> None:
    people = People()
    application = brought_to(S.AWAITING_DECISION, Procedure.JOIN, people)
    with writer():
        setattr(application, hand, people.decider.user_id)
        db.session.commit()
    before = contents()

    with pytest.raises(OwnApplication):
        deciding.approve(application, version=1, effective_on=DAY, by=people.decider)
    with pytest.raises(OwnApplication):
        deciding.reject(application, version=1, reason_id=people.reason_id, by=people.decider)
    assert contents() == before


def test_an_officer_does_not_accept_the_withdrawal_they_typed_in(app: Flask) -> None:
    people = People()
    application = brought_to(S.SUBMITTED, Procedure.WITHDRAW, people)
    with writer():
        application.entered_by_id, application.read_back_at = people.officer.user_id, dates.now()
        db.session.commit()

    with pytest.raises(OwnApplication):
        deciding.accept(application, version=application.version, by=people.officer)


def test_a_withdrawal_typed_in_is_read_back_before_it_is_accepted(app: Flask) -> None:
    people = People()
    application = brought_to(S.SUBMITTED, Procedure.WITHDRAW, people)
    with writer():
        application.entered_by_id = people.decider.user_id
        db.session.commit()

    with pytest.raises(NotReadBack):
        deciding.accept(application, version=application.version, by=people.officer)


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.ADMINISTRATOR, Role.REPRESENTATIVE])
def test_only_a_decider_decides(app: Flask, role: Role) -> None:
    application = brought_to(S.AWAITING_DECISION, Procedure.JOIN, People())

    with pytest.raises(NotAllowed):
        deciding.approve(application, version=application.version, effective_on=DAY, by=factories.actor(role))


def test_a_decision_on_an_older_version_is_refused_and_the_difference_is_known(app: Flask) -> None:
    people = People()
    application = brought_to(S.RETURNED, Procedure.JOIN, people)
    read = application.version
    by = visitor().for_application(application.id)
    corrected = applying.Contents(profile={**application.profile, "phone": "088-621-9999"}, declarations=TICKED)
    applying.save(application, contents=corrected, by=by)
    applying.submit(application, by=by)
    reviewing.start_review(application, by=people.officer)
    reviewing.forward(application, by=people.officer)

    with pytest.raises(StaleVersion):
        deciding.approve(application, version=read, effective_on=DAY, by=people.decider)
    changed = changes_since(application, read)
    assert [(label, new) for label, _old, new in changed] == [("電話番号", "088-621-9999")]
    assert changes_since(application, application.version) == []


def test_an_officer_s_return_names_the_version_that_was_read(app: Flask) -> None:
    people = People()
    application = brought_to(S.IN_REVIEW, Procedure.JOIN, people)

    with pytest.raises(StaleVersion):
        reviewing.return_for_correction(
            application, points=[("name", "確かめてください。")], version=application.version + 1, by=people.officer
        )


def test_a_refusal_needs_a_reason_of_the_catalogue(app: Flask) -> None:
    people = People()
    application = brought_to(S.AWAITING_DECISION, Procedure.JOIN, people)

    with pytest.raises(MissingReason):
        deciding.reject(application, version=application.version, reason_id=9999, by=people.decider)


def test_a_change_keeps_what_others_changed_since(app: Flask) -> None:
    """Two changes of different items, decided in the other order than they were sent, both stand."""
    people = People()
    application = brought_to(S.AWAITING_DECISION, Procedure.CHANGE, people)
    present = record_on(application.member_id, dates.today())
    with writer():
        append(
            present.member,
            effective_on=dates.today(),
            change=RegisterChange.CHANGE,
            profile=present.profile | {"fax": "088-621-1111"},
            visibility={},
            by=people.officer,
        )
        db.session.commit()

    record = deciding.approve(application, version=application.version, effective_on=dates.today(), by=people.decider)

    assert (record.phone, record.fax) == ("088-621-0000", "088-621-1111")


def test_a_line_for_a_later_day_takes_an_earlier_decision_over(app: Flask) -> None:
    """A withdrawal decided today ends the membership also after a change that was entered for next month."""
    people = People()
    change = brought_to(S.AWAITING_DECISION, Procedure.CHANGE, people)
    later = dates.today() + timedelta(days=40)
    deciding.approve(change, version=change.version, effective_on=later, by=people.decider)
    by = visitor().for_member(change.member_id)
    leaving = applying.Contents(leave_on=dates.today(), reason="")
    draft, _secret = applying.start(
        None, procedure=Procedure.WITHDRAW, contents=leaving, by=by, member_id=change.member_id
    )
    deciding.accept(applying.submit(draft, by=by), version=draft.version, by=people.officer)

    assert count_as_of(dates.today()) == 0
    assert count_as_of(later) == 0


def test_a_reversed_joining_is_void_also_on_days_with_later_lines(app: Flask) -> None:
    people = People()
    application = brought_to(S.APPROVED, Procedure.JOIN, people)
    assert count_as_of(dates.today()) == 1

    deciding.reverse(application, reason="誤りのため", effective_on=dates.today(), by=people.decider)

    assert count_as_of(dates.today()) == 0
    assert db.session.query(MemberRecord).count() == 2
    assert all(notice.cancelled_at for notice in application.notices)


def test_a_reversed_change_puts_back_only_what_it_changed(app: Flask) -> None:
    people = People()
    application = brought_to(S.APPROVED, Procedure.CHANGE, people, phone="088-621-0001", name="改めた会")

    deciding.reverse(application, reason="誤りのため", effective_on=dates.today(), by=people.decider)

    now = record_on(application.member_id, dates.today())
    assert now.phone != "088-621-0001"
    assert now.name != "改めた会"
    assert now.standing == "active"


def test_a_reversed_withdrawal_restores_the_membership(app: Flask) -> None:
    people = People()
    application = brought_to(S.ACCEPTED, Procedure.WITHDRAW, people)
    assert count_as_of(dates.today()) == 0

    deciding.reverse(application, reason="撤回の申出のため", effective_on=dates.today(), by=people.decider)

    assert count_as_of(dates.today()) == 1


def test_a_reopened_refusal_can_be_approved_with_a_notice_of_its_own(app: Flask) -> None:
    people = People()
    application = brought_to(S.REJECTED, Procedure.JOIN, people)
    deciding.reopen(application, reason="誤りのため", by=people.decider)
    reviewing.forward(application, by=people.officer)

    deciding.approve(application, version=application.version, effective_on=DAY, by=people.decider)

    assert [(n.kind, bool(n.cancelled_at)) for n in application.notices] == [("rejection", True), ("approval", False)]
    assert len({notice.document_number for notice in application.notices}) == 2


def test_notices_are_numbered_within_the_fiscal_year(app: Flask) -> None:
    people = People()
    numbers = []
    for instant in (datetime(2026, 3, 30, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC), DAY_ONE):
        with dates.frozen(instant):
            numbers.append(brought_to(S.APPROVED, Procedure.JOIN, people).notices[0])

    assert [notice.document_number for notice in numbers] == ["2025:1", "2025:2", "2026:1"]
    assert [notices.document_number_label(one) for one in numbers] == ["7孤対第1号", "7孤対第2号", "8孤対第1号"]


def test_the_fiscal_year_of_a_number_turns_at_midnight_in_japan(app: Flask) -> None:
    people = People()
    labels = []
    for instant in (datetime(2020, 3, 31, 14, 59, tzinfo=UTC), datetime(2020, 3, 31, 15, tzinfo=UTC)):
        with dates.frozen(instant):
            labels.append(notices.document_number_label(brought_to(S.APPROVED, Procedure.JOIN, people).notices[0]))

    assert labels == ["元孤対第1号", "2孤対第1号"]


def test_a_notice_prints_the_fiscal_year_in_its_number(app: Flask) -> None:
    with dates.frozen(DAY_ONE):
        application = brought_to(S.APPROVED, Procedure.JOIN, People())
        draft = notices.draft_part(application, NoticeKind.APPROVAL)

    issued = notices.issued_part(application.notices[0])
    assert "8孤対第1号" in notices.plain_text(issued)
    assert "8孤対第\u3000\u3000号" in notices.plain_text(draft)


@pytest.mark.parametrize(
    ("procedure", "words"),
    [
        (Procedure.JOIN, "申請のありました入会について、次の理由により"),
        (Procedure.CHANGE, "申請のありました登録事項の変更について、次の理由により"),
    ],
)
def test_a_refusal_names_what_was_applied_for(app: Flask, procedure: Procedure, words: str) -> None:
    notice = brought_to(S.REJECTED, procedure, People()).notices[0]

    assert words in notices.plain_text(notices.issued_part(notice))


def test_a_number_given_before_it_carried_the_year_keeps_its_text() -> None:
    notice = Notice(document_number="2026:5", values={"office": {"document_symbol": "国地"}})

    assert notices.document_number_label(notice) == "国地第5号"


def test_a_notice_prints_the_same_for_ever(app: Flask) -> None:
    people = People()
    application = brought_to(S.APPROVED, Procedure.JOIN, people)
    first = notices.render_notice(application.notices[0])
    with writer():
        application.name = "改名した会"
        db.session.add(OfficeSetting(key="sender_title", value="知事"))
        db.session.add(OfficeSetting(key="numbered_notices", value=False))
        db.session.commit()
    g.pop("office", None)

    assert notices.render_notice(db.session.query(Notice).one()) == first


def test_without_numbers_a_notice_is_an_office_communication(app: Flask) -> None:
    with writer():
        db.session.add(OfficeSetting(key="numbered_notices", value=False))
        db.session.commit()
    notice = brought_to(S.REJECTED, Procedure.JOIN, People()).notices[0]

    assert notice.document_number == ""
    assert notices.document_number_label(notice) == "事務連絡"
    assert notices.render_notice(notice).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("status", "procedure"),
    [
        (S.AWAITING_DECISION, Procedure.JOIN),
        (S.AWAITING_DECISION, Procedure.CHANGE),
    ],
)
def test_an_approval_whose_any_statement_fails_leaves_nothing(app: Flask, status: S, procedure: Procedure) -> None:
    people = People()
    application_id = brought_to(status, procedure, people).id

    def act() -> None:
        application = db.session.get(applying.Application, application_id)
        deciding.approve(
            application,
            version=1,
            effective_on=DAY if procedure is Procedure.JOIN else dates.today(),
            by=people.decider,
        )

    assert each_statement_failing(app, act) > 10


@pytest.mark.parametrize(
    ("status", "procedure", "action"),
    [
        (S.AWAITING_DECISION, Procedure.JOIN, "application.reject"),
        (S.SUBMITTED, Procedure.WITHDRAW, "application.accept"),
        (S.APPROVED, Procedure.JOIN, "application.reverse"),
        (S.REJECTED, Procedure.JOIN, "application.reopen"),
        (S.IN_REVIEW, Procedure.JOIN, "application.return"),
        (S.SUBMITTED, Procedure.JOIN, "application.start_review"),
    ],
)
def test_any_other_decision_whose_any_statement_fails_leaves_nothing(
    app: Flask, status: S, procedure: Procedure, action: str
) -> None:
    people = People()
    application_id = brought_to(status, procedure, people).id

    def act() -> None:
        ACTS[next(known for known in ACTS if known == action)](
            db.session.get(applying.Application, application_id), people
        )

    assert each_statement_failing(app, act) > 4


def test_a_member_number_is_never_given_twice(app: Flask) -> None:
    people = People()
    for _ in range(3):
        brought_to(S.APPROVED, Procedure.JOIN, people)

    assert [member.number for member in db.session.query(Member).order_by(Member.id)] == [1, 2, 3]
