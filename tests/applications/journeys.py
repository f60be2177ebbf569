"""What an applicant types and presses, for the journeys through the pages."""

import io
import json
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from flask import g
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from platform_app.extensions import db, writer
from platform_app.office.models import OfficeSetting
from platform_app.vocabulary.applications import Declaration
from platform_app.vocabulary.profile import PROFILE_ITEMS
from tests import factories

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\n%%EOF\n"
#: A working day in Japan, 10 in the morning.
MORNING = datetime(2026, 4, 8, 1, 0, tzinfo=UTC)


def entry(**more: Any) -> dict[str, Any]:
    """Return everything that is sent when a complete form is filled in; ``more`` replaces fields."""
    typed: dict[str, Any] = factories.profile(name_kana="つながり")
    typed |= {f"visibility_{item.key}": "private" for item in PROFILE_ITEMS if item.choosable}
    typed |= {f"declare_{declaration.value}": "y" for declaration in Declaration}
    typed["submission_token"] = "t" * 32
    return typed | more


def upload(content: bytes = PDF, name: str = "規約.pdf") -> tuple[io.BytesIO, str]:
    """Return a file to send."""
    return io.BytesIO(content), name


def confirmed(client: FlaskClient, **more: Any) -> str:
    """Fill in the form to join and go on; return the address of the confirmation."""
    answer = client.post("/apply/join", data=entry(**more))
    assert answer.status_code == 302, errors(answer)
    return answer.headers["Location"]


def sent(client: FlaskClient, **more: Any) -> str:
    """Send an application to join; return the address of the completion page."""
    answer = client.post(confirmed(client, **more))
    assert answer.status_code == 302, answer.text
    return answer.headers["Location"]


def number_and_secret(page: TestResponse) -> tuple[str, str]:
    """Return what the completion page shows in large letters."""
    found = re.findall(r'receipt__number">([^<]+)<', page.text)
    return found[0], found[1] if len(found) > 1 else ""


def errors(page: TestResponse) -> list[str]:
    """Return the sentences of the error summary."""
    summary = re.search(r'id="error-summary".*?</section>', page.text, re.DOTALL)
    return re.findall(r"<li>(?:<a[^>]*>)?([^<]*)", summary[0]) if summary else []


def links_in(context: Mapping[str, Any]) -> str:
    """Return the path that a posted mail leads to."""
    return str(context.get("path") or context.get("resume_url") or json.dumps(context))


def set_office(**settings: Any) -> None:
    """Store settings of the office."""
    with writer():
        for key, value in settings.items():
            db.session.merge(OfficeSetting(key=key, value=value))
        db.session.commit()
    g.pop("office", None)
