"""What tests of accounts share: reading the links that mails carry."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.mail.rendering import render


@pytest.fixture
def mailed_link(app: Flask) -> Callable[[str], str]:
    """Return a function: the path in the newest mail made from a template, read from the mail itself."""

    def path_in(template: str) -> str:
        newest = select(OutboxMessage).where(OutboxMessage.template == template).order_by(OutboxMessage.id.desc())
        message = db.session.scalars(newest).first()
        assert message is not None
        _subject, body = render(message.template, message.recipient_name, message.context)
        link = next(line for line in body.splitlines() if line.startswith("http"))
        assert link.startswith(app.config["BASE_URL"])
        return link.removeprefix(app.config["BASE_URL"])

    return path_in
