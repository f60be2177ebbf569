"""The thin path: send, review, decide, and the register follows."""

from datetime import date

from flask import Flask

from platform_app.applications.models import Notice
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.members.queries import count_as_of
from tests import factories


def test_an_approved_application_stands_in_the_register_from_its_date(app: Flask) -> None:
    application = factories.approved(effective_on=date(2024, 4, 1))

    assert application.status == "approved"
    assert count_as_of(date(2024, 3, 31)) == 0
    assert count_as_of(date(2024, 4, 1)) == 1
    assert db.session.query(Notice).count() == 1
    assert {message.template for message in db.session.query(OutboxMessage)} == {
        "application_received",
        "application_approved",
        "account_invitation",
    }
