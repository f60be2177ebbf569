"""Introductions: contacts are told only while both agree."""

import pytest
from flask import Flask
from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.dates import today
from platform_app.errors import NotAllowed, NotFound
from platform_app.extensions import db
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.wanted import STILL_WANTED
from platform_app.members import operations as members
from platform_app.trail import AuditEntry
from platform_app.vocabulary.organisations import RegisterChange
from platform_app.worksheets import matching_operations as acts
from platform_app.worksheets import matching_queries as queries
from platform_app.worksheets.matching_errors import IntroductionSettled, NotNow, PartnerUnavailable, SamePartner
from tests import factories
from tests.worksheets.partners import agreed, asked, contacts, letters, member, of

# --- Introductions --------------------------------------------------------------


def test_contacts_are_kept_and_told_only_when_both_agree(app: Flask) -> None:
    one, other = member(contact_name="秋田見本"), member(contact_name="夏目見本")
    row = asked(one, other)

    assert contacts() == [("", "", "")] * 2
    assert letters() == [("introduction_asked", other.id)]
    messages = db.session.scalars(select(OutboxMessage)).all()
    assert not any("夏目見本" in str(m.context) or "秋田見本" in str(m.context) for m in messages)

    acts.agree(row, member_id=other.id, by=of(other))

    lines = [members.record_on(each.id, today()) for each in (one, other)]
    assert contacts() == [(line.contact_name, line.email, line.phone) for line in lines if line]
    assert letters()[1:] == [("introduction_agreed", one.id), ("introduction_agreed", other.id)]
    told = {m.member_id: m.context for m in db.session.scalars(select(OutboxMessage)) if "contact_name" in m.context}
    assert {key: context["contact_name"] for key, context in told.items()} == {one.id: "夏目見本", other.id: "秋田見本"}


def test_every_disclosure_leaves_a_trace_without_the_data(app: Flask) -> None:
    one, other = member(contact_name="秋田見本"), member(contact_name="夏目見本")
    agreed(one, other)

    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.subject_type == "introduction")).all()
    disclosed = [entry for entry in entries if entry.action == "disclosure.export"]

    assert len(disclosed) == 1
    assert disclosed[0].changes[0]["member_id"] == [one.id, other.id]
    assert not any("見本" in str(entry.changes) for entry in entries)


def test_whoever_asks_back_agrees_and_nothing_is_told_twice(app: Flask) -> None:
    one, other = member(), member()

    rows = [asked(one, other), asked(one, other), asked(other, one), asked(one, other)]
    acts.agree(rows[0], member_id=other.id, by=of(other))

    assert {row.id for row in rows} == {rows[0].id}
    assert rows[0].status == "agreed"
    assert [name for name, _to in letters()] == ["introduction_asked", *["introduction_agreed"] * 2]


def test_a_refusal_ends_it_quietly_and_only_the_office_or_the_refuser_may_begin_again(app: Flask) -> None:
    one, other = member(), member()
    row = acts.decline(asked(one, other), member_id=other.id, reason="いまは手が足りない", by=of(other))

    assert row.status == "declined"
    assert letters()[-1] == ("introduction_declined", one.id)
    assert not any("手が足りない" in str(m.context) for m in db.session.scalars(select(OutboxMessage)))
    with pytest.raises(NotNow):
        asked(one, other)
    with pytest.raises(IntroductionSettled):
        acts.agree(row, member_id=other.id, by=of(other))

    assert asked(other, one).status == "waiting"
    assert contacts() == [("", "", "")] * 2


def test_an_agreement_taken_back_takes_both_contacts_and_the_letter_on_its_way(app: Flask) -> None:
    one, other = member(), member()
    row = agreed(one, other)
    letter = db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "introduction_agreed")).first()
    assert letter is not None
    assert STILL_WANTED[letter.template](letter.context)

    acts.withdraw(row, member_id=one.id, by=of(one))

    assert row.status == "withdrawn"
    assert contacts() == [("", "", "")] * 2
    assert not STILL_WANTED[letter.template](letter.context)
    assert letters()[-1] == ("introduction_withdrawn", other.id)


def test_the_office_suggests_two_and_answers_for_one_that_has_no_address(app: Flask) -> None:
    one, other = member(), member(email="")
    officer = factories.actor("officer")
    row = acts.suggest(None, member_ids=(one.id, other.id), message="合いそうです。", by=officer)
    with pytest.raises(IntroductionSettled):
        acts.suggest(None, member_ids=(other.id, one.id), message="もう一度", by=officer)

    acts.agree(row, member_id=one.id, by=of(one))
    assert contacts() == [("", "", "")] * 2
    acts.agree(row, member_id=other.id, by=Actor(officer.capacities, "職員", officer.user_id, channel="phone"))

    side = row.side(other.id)
    assert (row.status, side.is_proxy, side.channel) == ("agreed", True, "phone")
    tasks = db.session.scalars(select(ContactTask).order_by(ContactTask.id)).all()
    assert [(task.template, task.member_id) for task in tasks] == [
        ("introduction_suggested", other.id),
        ("introduction_agreed", other.id),
    ]


def test_only_the_two_and_the_office_may_answer_or_look(app: Flask) -> None:
    one, other, third = member(), member(), member()
    row = asked(one, other)
    stranger = of(third)

    for act in (acts.agree, acts.decline, acts.withdraw):
        for member_id in (one.id, other.id, third.id):
            with pytest.raises(NotFound):
                act(row, member_id=member_id, by=stranger)
        with pytest.raises(NotFound):
            act(row, member_id=other.id, by=of(one))
        with pytest.raises(NotAllowed):
            act(row, member_id=one.id, by=factories.actor("viewer"))
    with pytest.raises(NotFound):
        queries.introduction(row.id, viewer=stranger)
    with pytest.raises(NotFound):
        queries.introduction(row.id, viewer=Actor(frozenset({"applicant"}), "", member_id=one.id))
    with pytest.raises(SamePartner):
        asked(one, one)


def test_whom_to_call_is_asked_of_nobody_who_has_left(app: Flask) -> None:
    one, other = member(), member()
    row = asked(one, other)
    members.change_standing(
        one,
        change=RegisterChange.SUSPENSION,
        effective_on=today(),
        reason="休止届",
        by=factories.actor("decider"),
    )

    with pytest.raises(PartnerUnavailable):
        acts.agree(row, member_id=other.id, by=of(other))
    assert contacts() == [("", "", "")] * 2
