"""Whoever has a second factor signs in with it, and each code counts once."""

from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from platform_app import dates
from platform_app.accounts.operations import signing_in
from platform_app.extensions import db, writer
from platform_app.vocabulary.accounts import Role
from tests import factories

NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def sign_in(client: FlaskClient, email: str) -> TestResponse:
    return client.post("/sign-in", data={"email": email, "password": factories.PASSWORD})


def with_second_factor() -> str:
    user = factories.user(Role.OFFICER)
    with writer():
        user.totp_secret = SECRET
        db.session.commit()
    return user.email


def test_a_code_is_asked_for_and_nothing_opens_before_it(client: FlaskClient) -> None:
    email = with_second_factor()

    assert sign_in(client, email).location == "/sign-in/code"
    assert client.get("/account").status_code == 302


def test_the_page_wanted_is_kept_through_the_second_factor(client: FlaskClient) -> None:
    email = with_second_factor()
    with dates.frozen(NOON):
        client.post("/sign-in?next=/staff/people/", data={"email": email, "password": factories.PASSWORD})
        answer = client.post("/sign-in/code", data={"code": pyotp.TOTP(SECRET).at(NOON)})

    assert answer.location == "/staff/people/"


def test_a_one_time_password_works_once(app: Flask) -> None:
    email, first, second = with_second_factor(), app.test_client(), app.test_client()
    with dates.frozen(NOON):
        code = pyotp.TOTP(SECRET).at(NOON)
        for browser in (first, second):
            sign_in(browser, email)

        assert first.post("/sign-in/code", data={"code": code}).status_code == 302
        assert second.post("/sign-in/code", data={"code": code}).status_code == 422


@pytest.mark.parametrize(("seconds", "status"), [(-90, 422), (-30, 302), (0, 302), (30, 302), (90, 422)])
def test_a_clock_may_be_half_a_minute_off(client: FlaskClient, seconds: int, status: int) -> None:
    email = with_second_factor()
    with dates.frozen(NOON):
        sign_in(client, email)
        code = pyotp.TOTP(SECRET).at(NOON + timedelta(seconds=seconds))

        assert client.post("/sign-in/code", data={"code": code}).status_code == status


def test_the_second_factor_is_throttled_for_the_person_wherever_it_is_tried(app: Flask) -> None:
    email = with_second_factor()
    for number in range(signing_in.PER_SECOND_FACTOR + 1):
        browser = app.test_client()
        sign_in(browser, email)
        answer = browser.post("/sign-in/code", data={"code": "000000"})
        assert answer.status_code == (429 if number == signing_in.PER_SECOND_FACTOR else 422)


def test_the_password_is_asked_for_again_when_the_code_comes_late(client: FlaskClient) -> None:
    email = with_second_factor()
    with dates.frozen(NOON):
        sign_in(client, email)

    with dates.frozen(NOON + timedelta(minutes=11)):
        assert client.get("/sign-in/code").location == "/sign-in"
