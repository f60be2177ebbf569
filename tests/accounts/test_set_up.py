"""An empty platform is set up once, through a link that only the server's operator sees."""

import re
from datetime import UTC, datetime

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from platform_app.accounts.models import AccessLink, User
from platform_app.accounts.operations import inviting
from platform_app.accounts.queries import user_by_email
from platform_app.extensions import db
from platform_app.office.queries import criteria, current
from platform_app.vocabulary.accounts import Role
from tests import factories

NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
PERSON = {
    "person-name": "見本 管理",
    "person-email": "admin@example.jp",
    "person-password": "four plain words together",
}
OFFICE = {
    "platform_name": "みほん県プラットフォーム",
    "prefecture": "徳島県",
    "office_name": "みほん県庁",
    "addressee": "みほん会長",
    "desks": "入会｜00-0000-0001",
}


def first_path(app: Flask) -> str:
    link = inviting.first_link()
    assert link is not None
    return link.removeprefix(app.config["BASE_URL"])


def test_the_first_link_makes_the_administrator_and_the_offices_words(app: Flask, client: FlaskClient) -> None:
    path = first_path(app)

    assert client.get(path).status_code == 200
    assert client.post(path, data={**PERSON, **OFFICE}).location == "/sign-in"

    user = user_by_email("admin@example.jp")
    assert user is not None
    assert user.roles == [Role.ADMINISTRATOR]
    assert (current().platform_name, current().addressee) == ("みほん県プラットフォーム", "みほん会長")
    assert current().desks[0].phone == "00-0000-0001"
    assert criteria()


def test_the_link_works_once_and_none_is_given_afterwards(app: Flask, client: FlaskClient) -> None:
    path = first_path(app)
    client.post(path, data={**PERSON, **OFFICE})

    used = client.get(path)
    assert used.status_code == 410
    assert "ログインしてください" in used.text
    assert client.post(path, data={**PERSON, **OFFICE, "person-email": "two@example.jp"}).status_code == 410
    assert inviting.first_link() is None
    assert db.session.scalar(select(func.count()).select_from(User)) == 1


def test_a_link_printed_before_somebody_else_set_the_platform_up_is_dead(app: Flask, client: FlaskClient) -> None:
    path = first_path(app)
    factories.user(Role.ADMINISTRATOR)

    assert client.get(path).status_code == 410


def test_a_newer_link_ends_the_one_before(app: Flask, client: FlaskClient) -> None:
    older, newer = first_path(app), first_path(app)

    assert client.get(older).status_code == 410
    assert client.get(newer).status_code == 200


def test_what_was_typed_stays_when_something_is_wrong_and_nothing_is_stored(app: Flask, client: FlaskClient) -> None:
    path = first_path(app)

    wrong = {"person-password": "short", "desks": "no number", "email": "jimukyoku"}
    page = client.post(path, data={**PERSON, **OFFICE, **wrong})

    assert page.status_code == 422
    assert "メールアドレスは、「info@example.jp」のように" in page.text
    assert "みほん県プラットフォーム" in page.text
    assert "12文字以上" in page.text
    assert "電話窓口は" in page.text
    assert db.session.scalar(select(func.count()).select_from(User)) == 0
    assert db.session.scalars(select(AccessLink)).one().used_at is None


def test_the_prefecture_is_chosen_by_nobody_beforehand_and_one_that_has_municipalities(
    app: Flask, client: FlaskClient
) -> None:
    """A name that is none, such as one without 県, would leave the forms without any municipality."""
    path = first_path(app)

    shown = client.get(path).text
    assert 'value="様式第1号"' in shown
    assert not re.search(r'<option[^>]*value="徳島県"[^>]*selected', shown)
    page = client.post(path, data={**PERSON, **OFFICE, "prefecture": "徳島"})
    assert page.status_code == 422
    assert "選択肢の中から選んでください" in page.text
    assert client.post(path, data={**PERSON, **OFFICE, "prefecture": "鳥取県"}).location == "/sign-in"
    assert "境港市" in client.get("/apply/join").text


def test_the_command_line_gives_links_and_never_takes_a_password(app: Flask) -> None:
    run = app.test_cli_runner().invoke

    assert "/setup/" in run(args=["accounts", "first-link"]).output
    made = run(args=["accounts", "create-administrator", "Ops@example.jp", "--name", "見本"])
    assert "/invitation/" in made.output
    assert run(args=["accounts", "create-administrator", "ops@example.jp", "--name", "見本"]).exit_code == 1
    assert run(args=["accounts", "first-link"]).exit_code == 1
    assert run(args=["accounts", "send-link", "ops@example.jp"]).exit_code == 0
    assert run(args=["accounts", "send-link", "nobody@example.jp"]).exit_code == 1
    assert run(args=["accounts", "reset-second-factor", "ops@example.jp"]).exit_code == 0
