"""A link to an account is for its owner: no colleague reads it or sends it elsewhere."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from platform_app.errors import NotAllowed
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.mail.operations import retry
from platform_app.vocabulary.accounts import Role
from tests import factories

ClientAs = Callable[..., FlaskClient]


@pytest.fixture
def reset_mail(client: FlaskClient) -> OutboxMessage:
    """A mail with which a decider would set a new password."""
    client.post("/reset", data={"email": factories.user(Role.DECIDER).email})
    return db.session.scalars(select(OutboxMessage)).one()


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.DECIDER])
def test_no_officer_reads_the_link_to_a_colleagues_account(
    client_as: ClientAs, reset_mail: OutboxMessage, role: Role
) -> None:
    page = client_as(role).get(f"/staff/mail/{reset_mail.id}")

    assert page.status_code == 200
    assert "/reset/" not in page.text


@pytest.mark.parametrize(("server", "is_shown"), [("", True), ("smtp://mail.example.jp", False)])
def test_administrators_pass_the_link_on_only_where_no_mail_server_does(
    app: Flask, client_as: ClientAs, reset_mail: OutboxMessage, server: str, *, is_shown: bool
) -> None:
    app.config["SMTP_URL"] = server
    try:
        page = client_as(Role.ADMINISTRATOR).get(f"/staff/mail/{reset_mail.id}")
    finally:
        app.config["SMTP_URL"] = ""

    assert ("/reset/" in page.text) is is_shown


def test_no_other_address_is_asked_for_where_none_would_be_taken(
    client_as: ClientAs, reset_mail: OutboxMessage
) -> None:
    page = client_as(Role.OFFICER).get(f"/staff/mail/{reset_mail.id}").text

    assert "再送する" in page
    assert 'name="address"' not in page


def test_nobody_sends_the_link_to_another_address(app: Flask, reset_mail: OutboxMessage) -> None:
    with pytest.raises(NotAllowed):
        retry(reset_mail, address="me@example.jp", by=factories.actor(Role.OFFICER))
