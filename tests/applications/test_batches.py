"""審査回: what gets in, what is decided together, and the papers of it."""

from collections.abc import Callable
from datetime import date, timedelta
from io import BytesIO

import pytest
from flask import Flask
from flask.testing import FlaskClient
from openpyxl import load_workbook
from pypdf import PdfReader

from platform_app import dates
from platform_app.applications import batches, packets
from platform_app.applications.errors import OwnApplication
from platform_app.applications.models import Application, Batch, Notice
from platform_app.applications.operations import batching, reviewing
from platform_app.applications.operations.batching import Verdict, waiting_of
from platform_app.applications.words import batch_name
from platform_app.errors import MissingReason, NotAllowed, StaleVersion, WrongStatus
from platform_app.extensions import db, writer
from platform_app.mail.models import OutboxMessage
from platform_app.members.queries import count_as_of
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.reviews import Proposal
from tests import factories
from tests.applications.stages import People, brought_to, criterion
from tests.faults import contents, each_statement_failing


def closed_batch(people: People, count: int = 3, *, with_change: bool = False) -> Batch:
    """Close a batch of so many joinings, and if asked a change."""
    for _ in range(count):
        brought_to(S.AWAITING_DECISION, Procedure.JOIN, people)
    if with_change:
        brought_to(S.AWAITING_DECISION, Procedure.CHANGE, people)
    opened = batching.open_batch(None, closes_on=dates.today() + timedelta(days=5), by=people.officer)
    return batching.close(opened, by=people.officer)


def all_approved(batch: Batch) -> dict[int, Verdict]:
    return {one.id: Verdict(version=one.version) for one in waiting_of(batch)}


def test_closing_takes_in_what_was_received_by_the_day_and_awaits_its_decision(app: Flask) -> None:
    people = People()
    ready = brought_to(S.AWAITING_DECISION, Procedure.JOIN, people)
    brought_to(S.IN_REVIEW, Procedure.JOIN, people)
    late = brought_to(S.AWAITING_DECISION, Procedure.JOIN, people)
    with writer():
        late.received_on = dates.today() + timedelta(days=30)
        db.session.commit()
    batch = batching.open_batch(None, closes_on=dates.today() + timedelta(days=7), by=people.officer)

    assert [one.id for one in batches.unready(batch)] != []
    batching.close(batch, by=people.officer)

    assert [one.id for one in batch.applications] == [ready.id]
    with pytest.raises(WrongStatus):
        batching.close(batch, by=people.officer)


def test_batches_are_numbered_within_the_fiscal_year(app: Flask) -> None:
    by = factories.actor(Role.OFFICER)
    days = (date(2026, 3, 31), date(2026, 4, 1), date(2026, 4, 15))
    opened = [batching.open_batch(None, closes_on=day, by=by) for day in days]

    assert [(one.fiscal_year, one.sequence) for one in opened] == [(2025, 1), (2026, 1), (2026, 2)]
    assert batch_name(opened[2]) == "令和8年度第2回審査回"


def test_only_what_awaits_its_decision_can_be_added_and_nothing_to_a_decided_batch(app: Flask) -> None:
    people = People()
    batch = closed_batch(people, 1)
    early = brought_to(S.IN_REVIEW, Procedure.JOIN, people)
    with pytest.raises(WrongStatus):
        batching.add(batch, application_ids=[early.id], by=people.officer)
    batching.decide(batch, effective_on=dates.today(), verdicts=all_approved(batch), by=people.decider)
    waiting = brought_to(S.AWAITING_DECISION, Procedure.JOIN, people)
    with pytest.raises(WrongStatus):
        batching.add(batch, application_ids=[waiting.id], by=people.officer)


def test_one_decision_approves_refuses_and_holds_back_each_with_its_notice_and_mail(app: Flask) -> None:
    people = People()
    batch = closed_batch(people, 3)
    approved, refused, held = waiting_of(batch)
    verdicts = all_approved(batch) | {
        refused.id: Verdict(Proposal.REJECT, people.reason_id, "", 1),
        held.id: Verdict(Proposal.HOLD, None, "確認中", 1),
    }

    batching.decide(batch, effective_on=dates.today(), verdicts=verdicts, by=people.decider)

    assert (approved.status, refused.status, held.status) == (S.APPROVED, S.REJECTED, S.AWAITING_DECISION)
    assert held.batch_id is None
    assert [note.text for note in held.notes] == ["確認中"]
    assert sorted(notice.kind for notice in db.session.query(Notice)) == ["approval", "rejection"]
    mails = [message.template for message in db.session.query(OutboxMessage)]
    assert mails.count("application_approved") == mails.count("application_rejected") == 1
    assert count_as_of(dates.today()) == 1


def test_one_obstacle_stops_the_whole_batch_and_is_named(app: Flask) -> None:
    people = People()
    batch = closed_batch(people, 3)
    own = waiting_of(batch)[1]
    with writer():
        own.read_back_by_id = people.decider.user_id
        db.session.commit()
    before = contents()

    with pytest.raises(OwnApplication) as refusal:
        batching.decide(batch, effective_on=dates.today(), verdicts=all_approved(batch), by=people.decider)

    assert refusal.value.field == str(own.id)
    assert contents() == before


def test_a_batch_is_decided_once_after_closing_as_it_was_read_and_by_a_decider(app: Flask) -> None:
    people = People()
    batch = closed_batch(people, 2)
    first, second = waiting_of(batch)
    verdicts = all_approved(batch)
    with pytest.raises(NotAllowed):
        batching.decide(batch, effective_on=dates.today(), verdicts=verdicts, by=people.officer)
    with pytest.raises(StaleVersion):
        batching.decide(batch, effective_on=dates.today(), verdicts={first.id: verdicts[first.id]}, by=people.decider)
    with pytest.raises(StaleVersion):
        batching.decide(
            batch, effective_on=dates.today(), verdicts=verdicts | {second.id: Verdict(version=9)}, by=people.decider
        )
    batching.decide(batch, effective_on=dates.today(), verdicts=verdicts, by=people.decider)
    with pytest.raises(WrongStatus):
        batching.decide(batch, effective_on=dates.today(), verdicts=verdicts, by=people.decider)
    assert count_as_of(dates.today()) == 2


def test_what_is_recalled_leaves_the_batch_and_its_proposal(app: Flask) -> None:
    people = People()
    batch = closed_batch(people, 2)
    gone = waiting_of(batch)[0]
    batching.draft(batch, inquiry="伺い", effective_on=dates.today(), proposals={}, by=people.officer)

    reviewing.recall(gone, by=people.officer)

    db.session.expire_all()
    assert gone.id not in {one.id for one in batch.applications}
    assert len(batch.proposals) == 1


@pytest.mark.parametrize("verdict", [Verdict(Proposal.REJECT), Verdict(Proposal.HOLD, note=" ")])
def test_a_proposal_against_an_application_says_why(app: Flask, verdict: Verdict) -> None:
    people = People()
    batch = closed_batch(people, 1)

    with pytest.raises(MissingReason):
        batching.draft(
            batch,
            inquiry="伺い",
            effective_on=dates.today(),
            proposals={waiting_of(batch)[0].id: verdict},
            by=people.officer,
        )


def test_a_batch_decision_whose_any_statement_fails_leaves_nothing(app: Flask) -> None:
    people = People()
    batch = closed_batch(people, 1, with_change=True)
    batch_id, verdicts = batch.id, all_approved(batch)

    def act() -> None:
        found = db.session.get(Batch, batch_id)
        batching.decide(found, effective_on=dates.today(), verdicts=verdicts, by=people.decider)

    assert each_statement_failing(app, act) > 20


def text_of(pdf: bytes) -> str:
    """Return the letters of a PDF without its line breaks."""
    return "".join(page.extract_text() for page in PdfReader(BytesIO(pdf)).pages).replace("\n", "")


def drafted(people: People) -> Batch:
    """Draft a batch with one of each proposal and a change."""
    line = criterion()
    batch = closed_batch(people, 3, with_change=True)
    first, second, third, _change = waiting_of(batch)
    reviewing.check(first, answers={line.id: ("met", "規約で確認")}, by=people.officer)
    proposals = {
        second.id: Verdict(Proposal.REJECT, people.reason_id, "資料を確認した。"),
        third.id: Verdict(Proposal.HOLD, None, "代表者に確認中"),
    }
    return batching.draft(
        batch,
        inquiry="審査会の意見を踏まえ、伺います。",
        effective_on=date(2026, 12, 10),
        proposals=proposals,
        by=people.officer,
    )


def test_the_packet_holds_inquiry_list_checks_differences_register_and_drafts(app: Flask) -> None:
    batch = drafted(People())

    compact = text_of(packets.packet_pdf(batch))

    for words in (
        "審査会の意見を踏まえ、伺います。",
        "申請及び届出の一覧",
        "新旧対照表",
        "会員名簿の異動",
        "（案）",
        "適合",
        "入会承認通知書",
        "不承認通知書",
        "登録事項変更承認通知書",
        "令和8年12月10日",
        "代表者に確認中",
    ):
        assert words in compact, words
    assert "8孤対第" in compact
    for application in batch.applications:
        assert application.name in compact


def test_the_workbook_says_the_same_as_the_pages(app: Flask) -> None:
    batch = drafted(People())

    book = load_workbook(BytesIO(packets.packet_workbook(batch)))

    assert book.sheetnames == ["伺い文", "一覧", "審査項目", "新旧対照", "名簿差分", "通知文案"]
    rows = {name: [[cell.value for cell in row] for row in book[name].iter_rows(min_row=4)] for name in book.sheetnames}
    assert [len(rows[name]) for name in book.sheetnames] == [10, 4, 3, 1, 2, 3]
    assert dict(rows["伺い文"])["伺い文"] == (batch.inquiry or packets.DEFAULT_INQUIRY)
    assert [row[-2] for row in rows["一覧"]] == ["承認", "不承認", "保留", "承認"]
    assert "入会承認通知書" in rows["通知文案"][0][-1]


def test_the_packet_is_the_same_bytes_again(app: Flask) -> None:
    batch = drafted(People())

    assert packets.packet_pdf(batch) == packets.packet_pdf(batch)


def test_the_packet_stays_as_it_lay_before_the_decider(app: Flask) -> None:
    people = People()
    batch = drafted(people)
    kept = packets.papers(batch)
    batching.decide(batch, effective_on=dates.today(), verdicts=all_approved(batch), by=people.decider, papers=kept)

    assert packets.packet_pdf(batch) == kept.pdf
    assert packets.packet_workbook(batch) == kept.workbook


def test_after_the_decision_all_notices_print_as_one(app: Flask) -> None:
    people = People()
    batch = closed_batch(people, 2)
    assert packets.notices_pdf(batch) is None
    batching.decide(batch, effective_on=dates.today(), verdicts=all_approved(batch), by=people.decider)

    assert len(PdfReader(BytesIO(packets.notices_pdf(batch) or b"")).pages) == 2


def test_closing_before_the_day_asks_once_more(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    people, browser, words = People(), client_as(Role.OFFICER), "それでも締め切りますか。"
    batch = batching.open_batch(None, closes_on=dates.today() + timedelta(days=5), by=people.officer)

    assert words in browser.get(f"/staff/batches/{batch.id}/close").text
    with dates.frozen(dates.now() + timedelta(days=5)):
        assert words not in browser.get(f"/staff/batches/{batch.id}/close").text


def test_a_decider_decides_a_batch_on_the_pages(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    people = People()
    batch = drafted(people)
    browser = client_as(Role.DECIDER)
    for path in ("", "/decide", "/draft", "/packet.pdf", "/packet.xlsx"):
        assert browser.get(f"/staff/batches/{batch.id}{path}").status_code == 200, path
    form = {"effective_on-year": "R8", "effective_on-month": "12", "effective_on-day": "10"}
    for number, one in enumerate(waiting_of(batch)):
        form |= {
            f"verdicts-{number}-application_id": one.id,
            f"verdicts-{number}-version": one.version,
            f"verdicts-{number}-proposal": "approve",
        }

    confirmation = browser.post(f"/staff/batches/{batch.id}/decide", data=form)
    assert confirmation.status_code == 200
    assert db.session.query(Notice).count() == 0
    decided = browser.post(f"/staff/batches/{batch.id}/decide", data=form | {"confirmed": "1"})
    again = browser.post(f"/staff/batches/{batch.id}/decide", data=form | {"confirmed": "1"})

    assert (decided.status_code, again.status_code) == (302, 302)
    assert db.session.query(Notice).count() == 4
    assert browser.get(f"/staff/batches/{batch.id}/notices.pdf").data.startswith(b"%PDF")
    assert "代表者に確認中" in text_of(browser.get(f"/staff/batches/{batch.id}/packet.pdf").data)


def test_a_row_without_its_reason_is_shown_again_with_everything_typed(
    app: Flask, client_as: Callable[..., FlaskClient]
) -> None:
    people = People()
    batch = closed_batch(people, 1)
    one = waiting_of(batch)[0]
    form = {
        "effective_on-year": "2026",
        "effective_on-month": "12",
        "effective_on-day": "10",
        "verdicts-0-application_id": one.id,
        "verdicts-0-version": one.version,
        "verdicts-0-proposal": "hold",
        "confirmed": "1",
    }

    page = client_as(Role.DECIDER).post(f"/staff/batches/{batch.id}/decide", data=form)

    assert page.status_code == 422
    assert "理由を入力してください。" in page.text
    assert db.session.get_one(Application, one.id).status == S.AWAITING_DECISION


def test_adding_nothing_is_no_success(app: Flask, client_as: Callable[..., FlaskClient]) -> None:
    browser = client_as(Role.OFFICER)
    opened = browser.post(
        "/staff/batches/", data={"closes_on-year": "R12", "closes_on-month": "4", "closes_on-day": "1"}
    )

    browser.get(opened.headers["Location"])  # what it says of the opening is read

    page = browser.post(f"{opened.headers['Location']}/add", follow_redirects=True).text

    assert "加える申請を選んでください。" in page
    assert "完了" not in page.split("加える申請を選んでください。", maxsplit=1)[0][-400:]
