"""Every letter that is posted anywhere has its text, and says only what may travel by mail."""

import ast
import re
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from platform_app.applications.operations import applying, changing, deciding, linking, reviewing
from platform_app.applications.operations.applying import Contents
from platform_app.applications.workflow import TRANSITIONS
from platform_app.dates import today
from platform_app.extensions import db, writer
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.outbox import Recipient
from platform_app.mail.rendering import render
from platform_app.office.models import RejectionReason
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.mail import TEMPLATE_LABELS
from tests import factories

ROOT = Path(__file__).parents[2]
TEMPLATES = ROOT / "templates" / "mail"
EXISTING = sorted(path.stem for path in TEMPLATES.glob("[a-z]*.txt"))
#: Functions whose first or second argument names a template.
POSTING = {"post", "tell", "_post_link"}

#: What each caller's context holds, for the templates that no act below writes.
LINK = {"link": "https://example.jp/x/AAAA", "expires_on": "2026-06-11", "expires_time": "10:00", "is_staff": True}
ACCOUNT: dict[str, dict[str, Any]] = {
    "account_invitation": LINK,
    "account_reset": LINK,
    "account_password_changed": {"at": "2026-06-10T01:00:00"},
    "account_second_factor_reset": {"at": "2026-06-10T01:00:00"},
}


def named_in_code() -> set[str]:
    """Return every template that a call of a posting function names, and those of the steps."""
    found = {step.mail for step in TRANSITIONS.values() if step.mail}
    for path in (ROOT / "platform_app").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and _name(node.func) in POSTING:
                found |= {text for argument in node.args[:2] for text in _texts(argument)}
    return found


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(argument: ast.expr) -> set[str]:
    """Return the words that look like a template; one that is put together stands for all it can be."""
    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        return {argument.value} if re.fullmatch(r"[a-z]+(_[a-z]+)+", argument.value) else set()
    if isinstance(argument, ast.JoinedStr) and ast.unparse(argument) == "f'{purpose}_link'":
        return {"member_link", "application_link"}
    return set()


def test_every_letter_that_is_posted_has_a_text_and_a_name_in_the_lists() -> None:
    assert named_in_code() <= set(EXISTING)
    assert set(EXISTING) == set(TEMPLATE_LABELS)


def test_every_text_ends_with_the_desk_that_answers_questions() -> None:
    for name in EXISTING:
        text = (TEMPLATES / f"{name}.txt").read_text("utf-8")
        assert text.rstrip().endswith('{% include "mail/_foot.txt" %}\n{% endblock %}'), name


def letters() -> dict[str, tuple[str, str, dict[str, Any]]]:
    """Return the newest letter of each template: (subject, body, context)."""
    db.session.rollback()
    rows = [
        *db.session.scalars(select(OutboxMessage).order_by(OutboxMessage.id)),
        *db.session.scalars(select(ContactTask).order_by(ContactTask.id)),
    ]
    return {row.template: (*render(row.template, row.recipient_name, row.context), row.context) for row in rows}


def every_act(member_id: int) -> None:
    """Do everything by which an application writes to an organisation."""
    officer, decider = factories.actor(Role.OFFICER), factories.actor(Role.DECIDER)
    approved = factories.approved()
    deciding.reverse(approved, reason="決定の誤り", effective_on=today(), by=factories.actor(Role.DECIDER))
    returned = reviewing.start_review(factories.submitted(), by=officer)
    reviewing.return_for_correction(returned, points=[("phone", "番号を確かめてください。")], by=officer)
    applying.retract(returned, by=officer)
    refused = factories.awaiting(officer)
    reason = reason_for_refusal()
    deciding.reject(refused, version=refused.version, reason_id=reason.id, by=decider)
    deciding.reopen(refused, reason="再審査", by=decider)
    holder = factories.visitor().for_member(member_id)
    leaving, _secret = applying.start(
        None,
        procedure=Procedure.WITHDRAW,
        contents=Contents(leave_on=today() + timedelta(days=1)),
        by=holder,
        member_id=member_id,
        resume_url="/apply/draft/AAAA",
    )
    applying.submit(leaving, by=holder)
    deciding.accept(leaving, version=leaving.version, by=officer)
    change(member_id, holder)
    for recipient in (
        Recipient("つながる会", "a@example.jp", member_id=member_id),
        Recipient("つながる会", "a@example.jp", application_id=approved.id),
    ):
        linking.request_link(None, recipient=recipient, path="/apply/link/{token}", procedure="change", by=holder)


def reason_for_refusal() -> RejectionReason:
    """Save a reason of the catalogue."""
    with writer():
        reason = RejectionReason(code="x", article="第5条第1項", sentence="活動の内容が目的に合わないため。")
        db.session.add(reason)
        db.session.commit()
    return reason


def change(member_id: int, holder: Any) -> None:
    """Change a minor item, which takes effect at once."""
    draft, _secret = applying.start(
        None,
        procedure=Procedure.CHANGE,
        contents=Contents(profile={"website": "https://example.jp/new"}),
        by=holder,
        member_id=member_id,
    )
    changing.send_in(draft, by=holder)


def test_every_letter_of_an_application_renders_with_what_its_act_hands_it(app: Flask) -> None:
    member = factories.member(name="つながる会")
    every_act(member.id)
    written = letters()

    expected = {
        name
        for name in EXISTING
        if not name.startswith(("account_", "registration_", "event_", "survey_", "introduction_"))
    }
    assert set(written) - set(ACCOUNT) == expected
    for name in expected:
        subject, body, context = written[name]
        check(name, subject, body)
        number = context.get("number")
        assert not number or number in subject + body, name


@pytest.mark.parametrize("name", sorted(ACCOUNT))
def test_every_letter_about_an_account_renders(app: Flask, name: str) -> None:
    check(name, *render(name, "見本　花子", ACCOUNT[name]))


def check(name: str, subject: str, body: str) -> None:
    """One line of subject; no gap where a value was expected; nothing personal but the organisation's name."""
    assert subject, name
    assert "\n" not in subject
    assert body.endswith("\n")
    assert "None" not in body + subject
    assert "{{" not in body
    assert not re.search(r"　　　　$|付けで、|^までに", body, re.MULTILINE), body
    for private in ("見本太郎", "万代町", "088-000-", "理事長"):
        assert private not in body + subject, name


def test_a_title_with_a_line_break_stays_one_line_of_subject(app: Flask) -> None:
    context = {
        "number": "R08-J-0001-Y\r\nBcc: x@example.invalid",
        "procedure": "join",
        "organisation": "会",
        "received_on": date(2026, 6, 5).isoformat(),
        "due_on": "2026-06-19",
    }

    subject, _body = render("application_received", "会", context)

    assert "\n" not in subject
    assert "\r" not in subject
