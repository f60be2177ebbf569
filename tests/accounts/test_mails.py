"""Every mail about an account says what to do, to one person, in whole sentences."""

from pathlib import Path

import pytest
from flask import Flask

from platform_app.mail.rendering import render

TEMPLATES = sorted(path.stem for path in (Path(__file__).parents[2] / "templates" / "mail").glob("account_*.txt"))
CONTEXT = {
    "link": "http://127.0.0.1:8000/x",
    "expires_on": "2026-04-15",
    "expires_time": "12:00",
    "is_staff": False,
    "at": "2026-04-01T03:00:00+00:00",
}


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_mail_names_the_person_the_platform_and_the_next_step(app: Flask, template: str) -> None:
    subject, body = render(template, "見本 花子", CONTEXT)

    assert "孤独・孤立対策官民連携プラットフォーム" in subject
    assert body.startswith("見本 花子 様\n")
    assert "http://127.0.0.1:8000/" in body
    assert "\n\n\n" not in body
    assert "{" not in body


def test_the_last_day_of_a_link_is_written_in_the_japanese_calendar(app: Flask) -> None:
    _subject, body = render("account_invitation", "見本 花子", CONTEXT)

    assert "令和8年4月15日（水）12:00まで" in body
