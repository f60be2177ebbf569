"""Signing in tells nobody who has an account, and starts every session from nothing."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from platform_app import dates
from platform_app.accounts import passwords
from platform_app.accounts.operations import signing_in
from platform_app.accounts.sessions import local_path
from platform_app.extensions import db, writer
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from tests import factories

NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)


def sign_in(client: FlaskClient, email: str, password: str = factories.PASSWORD, **more: object) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": password}, **more)  # type: ignore[arg-type]


def test_address_and_password_open_the_account(client: FlaskClient) -> None:
    user = factories.user(Role.OFFICER)

    answer = sign_in(client, user.email.upper())

    assert answer.status_code == 302
    assert answer.location == "/staff/"
    assert client.get("/account").status_code == 200


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client: FlaskClient, app: Flask) -> None:
    known = factories.user(Role.OFFICER)
    gone = factories.user(Role.OFFICER)
    with writer():
        gone.deactivated_at = dates.now()
        db.session.commit()

    answers = [
        sign_in(app.test_client(), address, password).text.replace(address, "")
        for address, password in (
            (known.email, "not the password"),
            ("nobody@example.jp", "not the password"),
            (gone.email, factories.PASSWORD),
        )
    ]

    assert len(set(answers)) == 1


def test_an_unknown_address_costs_the_same_hashing_as_a_known_one(
    client: FlaskClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = factories.user(Role.OFFICER)
    compared: list[str] = []
    monkeypatch.setattr(passwords, "check_password_hash", lambda stored, _typed: bool(compared.append(stored)))

    sign_in(client, known.email)
    sign_in(client, "nobody@example.jp")

    assert len(compared) == 2
    assert compared[1].startswith(passwords.METHOD)


def test_a_failure_leaves_a_trace_without_the_address_that_was_typed(client: FlaskClient) -> None:
    known = factories.user(Role.OFFICER)

    sign_in(client, known.email, "wrong")
    sign_in(client, "typed-by-mistake@example.jp", "wrong")

    entries = db.session.scalars(
        select(AuditEntry).where(AuditEntry.action == "account.sign_in_failed").order_by(AuditEntry.id)
    ).all()
    assert [entry.subject_id for entry in entries] == [known.id, None]
    assert not any("typed-by-mistake" in str(vars(entry)) for entry in entries)


@pytest.mark.parametrize("has_account", [True, False])
def test_the_throttle_closes_for_an_account_from_one_network_whether_it_exists_or_not(
    client: FlaskClient, *, has_account: bool
) -> None:
    email = factories.user(Role.OFFICER).email if has_account else "nobody@example.jp"

    for _ in range(signing_in.PER_ACCOUNT_AND_NETWORK):
        assert sign_in(client, email, "wrong").status_code == 422

    assert sign_in(client, email).status_code == 429


def test_the_throttle_of_one_account_leaves_colleagues_at_the_same_address_alone(client: FlaskClient) -> None:
    victim, colleague = factories.user(Role.OFFICER), factories.user(Role.OFFICER)

    for _ in range(signing_in.PER_ACCOUNT_AND_NETWORK):
        sign_in(client, victim.email, "wrong")

    assert sign_in(client, colleague.email).status_code == 302


def test_failures_from_elsewhere_do_not_lock_the_owner_out(client: FlaskClient) -> None:
    user = factories.user(Role.OFFICER)

    for _ in range(signing_in.PER_ACCOUNT_AND_NETWORK):
        sign_in(client, user.email, "wrong", environ_base={"REMOTE_ADDR": "203.0.113.9"})

    assert sign_in(client, user.email, environ_base={"REMOTE_ADDR": "203.0.113.9"}).status_code == 429
    assert sign_in(client, user.email).status_code == 302


def test_the_throttle_opens_again_after_a_quarter_of_an_hour(client: FlaskClient) -> None:
    user = factories.user(Role.OFFICER)
    with dates.frozen(NOON):
        for _ in range(signing_in.PER_ACCOUNT_AND_NETWORK):
            sign_in(client, user.email, "wrong")

    with dates.frozen(NOON + timedelta(minutes=16)):
        assert sign_in(client, user.email).status_code == 302


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("192.0.2.7", "192.0.2.7/32"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("", ""),
        (None, ""),
    ],
)
def test_one_line_of_ipv6_is_one_client(address: str | None, network: str) -> None:
    assert signing_in.network_of(address) == network


@pytest.mark.parametrize("path", ["/my", "/staff/?q=1", "/members/3#top"])
def test_a_path_of_this_site_is_followed_after_signing_in(client: FlaskClient, path: str) -> None:
    user = factories.user(Role.OFFICER)

    answer = client.post(
        "/sign-in",
        query_string={"next": path},
        data={
            "email": user.email,
            "password": factories.PASSWORD,
        },
    )

    assert answer.location == path


@pytest.mark.parametrize(
    "target",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "evil.example",
        "/%0d\n/evil",
        " //evil.example",
        "",
    ],
)
def test_no_other_site_is_followed_after_signing_in(target: str) -> None:
    assert local_path(target) == ""


def test_whatever_the_browser_brought_along_is_gone_after_signing_in(client: FlaskClient) -> None:
    user = factories.user(Role.OFFICER)
    with client.session_transaction() as session:
        session["planted"] = "by somebody else"
        session["csrf_token"] = "known to somebody else"

    sign_in(client, user.email)

    with client.session_transaction() as session:
        assert "planted" not in session
        assert session.get("csrf_token") != "known to somebody else"


def test_signing_in_needs_the_token_of_the_form(app: Flask, client: FlaskClient) -> None:
    user = factories.user(Role.OFFICER)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = sign_in(client, user.email)
    finally:
        app.config["WTF_CSRF_ENABLED"] = False

    assert answer.status_code == 422
    assert user.email in answer.text
    assert client.get("/account").status_code == 302


def test_signing_out_ends_the_session_and_takes_a_post(client_as: Callable[..., FlaskClient]) -> None:
    browser = client_as(Role.OFFICER)

    assert browser.get("/sign-out").status_code == 405
    assert browser.post("/sign-out").status_code == 302
    assert browser.get("/account").status_code == 302
