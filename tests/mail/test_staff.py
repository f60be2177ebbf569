"""What the office sees of messages that do not get through, and of calls that stand in for mail."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app import dates
from platform_app.extensions import db, writer
from platform_app.mail import operations
from platform_app.mail.delivery import _claim, deliver
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.mail.outbox import Recipient, post
from platform_app.vocabulary.accounts import Role
from tests import factories
from tests.mail.post_office import post_office
from tests.mail.test_delivery import CONTEXT, posted

SignIn = Callable[..., FlaskClient]


def test_a_message_that_was_refused_says_why_and_when_it_is_tried_again(
    app: Flask, client_as: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    posted("a@example.jp")
    with post_office() as office:
        office.answer = "451 later"
        monkeypatch.setitem(app.config, "SMTP_URL", office.url)
        deliver()
    message = db.session.scalars(db.select(OutboxMessage)).one()
    browser = client_as(Role.OFFICER)

    listed = browser.get("/staff/mail/?state=waiting").get_data(as_text=True)
    page = browser.get(f"/staff/mail/{message.id}").get_data(as_text=True)

    assert "再送待ち" in listed
    assert "メールサーバーが、このメールを受け付けませんでした。" in page
    assert dates.wareki_datetime(message.due_at) in page


def test_a_message_that_is_being_sent_is_not_sent_a_second_time_by_a_retry(app: Flask) -> None:
    posted("a@example.jp")
    message = db.session.scalars(db.select(OutboxMessage)).one()
    key = message.id
    db.session.rollback()
    assert _claim(key)

    operations.retry(db.session.get_one(OutboxMessage, key), by=factories.actor(Role.OFFICER))

    assert not _claim(key)
    with dates.frozen(dates.now() + timedelta(minutes=11)):
        assert _claim(key)


def test_a_call_is_settled_only_with_the_way_in_which_it_was_made(app: Flask, client_as: SignIn) -> None:
    with writer():
        post("application_received", Recipient("つながる会", phone="000-000-0001"), occasion="call", context=CONTEXT)
        db.session.commit()
    task = db.session.scalars(db.select(ContactTask)).one()
    browser = client_as(Role.OFFICER)

    refused = browser.post(f"/staff/mail/tasks/{task.id}", data={"remark": "不在"})
    accepted = browser.post(f"/staff/mail/tasks/{task.id}", data={"method": "phone", "remark": ""})

    assert refused.status_code == 422
    assert "不在" in refused.get_data(as_text=True)
    assert accepted.status_code == 302
    db.session.expire_all()
    assert (task.method, task.done_at is not None) == ("phone", True)
