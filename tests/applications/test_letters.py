"""Every letter to an applicant renders whole: its number, its words, and nobody else's address."""

import re
from datetime import date

import pytest
from flask import Flask
from jinja2 import StrictUndefined

from platform_app import dates
from platform_app.actor import Actor, visitor
from platform_app.applications.models import Application
from platform_app.applications.operations import applying, deciding, reviewing
from platform_app.applications.operations.applying import Contents
from platform_app.applications.workflow import TRANSITIONS
from platform_app.extensions import db, writer
from platform_app.mail.models import OutboxMessage
from platform_app.mail.rendering import render
from platform_app.office.models import RejectionReason
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import Procedure
from tests import factories


def a_reason() -> int:
    with writer():
        row = RejectionReason(code="x", article="第4条第1項", sentence="要件に当たらないため。")
        db.session.add(row)
        db.session.commit()
    return row.id


def withdrawal() -> Application:
    member = factories.member()
    by = factories.actor(Role.REPRESENTATIVE, member_id=member.id)
    contents = Contents(leave_on=dates.today())
    draft, _secret = applying.start(None, procedure=Procedure.WITHDRAW, contents=contents, by=by, member_id=member.id)
    return applying.submit(draft, by=by)


def everything_that_can_happen(officer: Actor, decider: Actor) -> None:
    """Bring applications through every step that writes to the applicant."""
    returned = reviewing.start_review(factories.submitted(), by=officer)
    reviewing.return_for_correction(returned, points=[("address", "番地まで")], by=officer)
    applying.retract(returned, by=visitor().for_application(returned.id))
    approved = factories.awaiting(officer)
    deciding.approve(approved, version=approved.version, effective_on=date(2024, 4, 1), by=decider)
    deciding.reverse(approved, reason="誤りがあったため", effective_on=date(2024, 4, 2), by=decider)
    refused = factories.awaiting(officer)
    deciding.reject(refused, version=refused.version, reason_id=a_reason(), by=decider)
    deciding.reopen(refused, reason="再検討のため", by=decider)
    leaving = withdrawal()
    deciding.accept(leaving, version=leaving.version, by=officer)


def test_every_letter_says_its_number_and_fills_every_gap(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    everything_that_can_happen(factories.actor(Role.OFFICER), factories.actor(Role.DECIDER))
    monkeypatch.setattr(app.jinja_env, "undefined", StrictUndefined)
    app.jinja_env.cache.clear()  # type: ignore[union-attr]

    messages = db.session.query(OutboxMessage).filter(OutboxMessage.template != "account_invitation").all()

    expected = {step.mail for step in TRANSITIONS.values() if step.mail} - {"application_minor_changed"}
    assert {message.template for message in messages} == expected
    for message in messages:
        subject, body = render(message.template, message.recipient_name, message.context)
        assert message.context["number"] in subject
        assert not re.search(r"\{[{%]|None|Undefined", subject + body)
        assert "\n\n\n" not in body
        assert set(re.findall(r"[\w.]+@example\.jp", body)) <= {message.recipient_address}
    app.jinja_env.cache.clear()  # type: ignore[union-attr]
