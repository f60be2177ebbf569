"""What people do with their own account, and the second factor that they may owe."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from platform_app import dates
from platform_app.accounts import second_factor
from platform_app.accounts.errors import TooManyAttempts, WrongPassword
from platform_app.accounts.models import User
from platform_app.accounts.operations import own_account, people
from platform_app.errors import NotAllowed
from platform_app.extensions import db
from platform_app.office.operations import change_settings
from platform_app.passphrase import MINIMUM_LENGTH, Weakness, weakness
from platform_app.vocabulary.accounts import Role
from tests import factories

NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
NEW_PASSWORD = "four plain words together"
ClientAs = Callable[..., FlaskClient]


def enrol(browser: FlaskClient, **more: str) -> list[str]:
    """Set the second factor up as a person would; return the recovery codes that are shown."""
    browser.get("/account/second-factor")
    with browser.session_transaction() as session:
        secret = session["pending_totp"]
    page = browser.post("/account/second-factor", data={"code": pyotp.TOTP(secret).at(dates.now()), **more})
    assert page.status_code == 200
    return [part.partition("</code>")[0] for part in page.text.split("<li><code>")[1:]]


def test_the_second_factor_is_shown_as_text_and_as_a_picture_of_this_site(client_as: ClientAs) -> None:
    browser = client_as(Role.OFFICER)
    page = browser.get("/account/second-factor").text
    with browser.session_transaction() as session:
        secret = session["pending_totp"]
    picture = browser.get("/account/second-factor/qr.svg")

    assert secret in page.replace(" ", "")
    assert picture.mimetype == "image/svg+xml"
    assert b"<svg" in picture.data
    assert picture.headers["Cache-Control"] == "no-store"


def test_ten_recovery_codes_are_shown_once_and_each_opens_once(app: Flask, client_as: ClientAs) -> None:
    browser = client_as(Role.OFFICER)
    codes = enrol(browser)
    user = db.session.get_one(User, browser.user_id)  # type: ignore[attr-defined]

    def enter(code: str) -> int:
        other = app.test_client()
        other.post("/sign-in", data={"email": user.email, "password": factories.PASSWORD})
        return other.post("/sign-in/code", data={"recovery": code}).status_code

    assert len(set(codes)) == second_factor.RECOVERY_CODE_COUNT
    assert not any(code in browser.get("/account/second-factor").text for code in codes)
    assert enter(codes[0].lower().replace("-", " ")) == 302
    assert enter(codes[0]) == 422
    assert enter(codes[1]) == 302


def test_the_code_that_proved_the_enrolment_does_not_sign_in(app: Flask, client_as: ClientAs) -> None:
    with dates.frozen(NOON):
        browser = client_as(Role.OFFICER)
        enrol(browser)
        user = db.session.get_one(User, browser.user_id)  # type: ignore[attr-defined]
        other = app.test_client()
        other.post("/sign-in", data={"email": user.email, "password": factories.PASSWORD})

        answer = other.post("/sign-in/code", data={"code": pyotp.TOTP(user.totp_secret).at(NOON)})

    assert answer.status_code == 422


def test_an_enrolment_with_a_wrong_code_changes_nothing(client_as: ClientAs) -> None:
    browser = client_as(Role.OFFICER)
    browser.get("/account/second-factor")

    assert browser.post("/account/second-factor", data={"code": "000000"}).status_code == 422
    assert not db.session.get_one(User, browser.user_id).has_second_factor  # type: ignore[attr-defined]


def test_replacing_the_second_factor_or_its_codes_needs_the_password(client_as: ClientAs) -> None:
    browser = client_as(Role.OFFICER)
    before = enrol(browser)
    refused = browser.post("/account/recovery-codes", data={"renew-current": "wrong"})
    renewed = browser.post("/account/recovery-codes", data={"renew-current": factories.PASSWORD})

    assert refused.status_code == 422
    assert renewed.status_code == 200
    assert not any(code in renewed.text for code in before)
    assert len(enrol(browser, current=factories.PASSWORD)) == second_factor.RECOVERY_CODE_COUNT


def test_who_must_have_a_second_factor_is_led_to_it_until_it_is_set_up(client_as: ClientAs) -> None:
    browser = client_as(Role.ADMINISTRATOR)
    user = db.session.get_one(User, browser.user_id)  # type: ignore[attr-defined]
    people.change_account(user, roles=user.roles, second_factor_required=True, by=user.actor())

    assert browser.get("/staff/people/").location == "/account/second-factor"
    assert browser.get("/account/second-factor/qr.svg").status_code in {200, 302}
    enrol(browser)

    assert browser.get("/staff/people/").status_code == 200


def test_the_offices_setting_binds_all_staff_and_no_member(client_as: ClientAs) -> None:
    officer, editor = client_as(Role.OFFICER), client_as(Role.EDITOR, member_id=factories.member().id)
    change_settings(None, values={"staff_second_factor": True}, by=factories.actor(Role.ADMINISTRATOR))

    assert officer.get("/account").location == "/account/second-factor"
    assert editor.get("/account").status_code == 200


def test_an_administrator_takes_the_second_factor_off_and_sessions_end(app: Flask, client_as: ClientAs) -> None:
    browser = client_as(Role.OFFICER)
    enrol(browser)
    user = db.session.get_one(User, browser.user_id)  # type: ignore[attr-defined]

    people.reset_second_factor(user, by=factories.actor(Role.ADMINISTRATOR))

    assert browser.get("/account").status_code == 302
    other = app.test_client()
    assert other.post("/sign-in", data={"email": user.email, "password": factories.PASSWORD}).location == "/staff/"


def test_a_new_password_ends_every_session_but_this_one(app: Flask) -> None:
    user = factories.user(Role.OFFICER)
    here, there = app.test_client(), app.test_client()
    for browser in (here, there):
        browser.post("/sign-in", data={"email": user.email, "password": factories.PASSWORD})

    answer = here.post("/account/password", data={"current": factories.PASSWORD, "password": NEW_PASSWORD})

    assert answer.status_code == 302
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 302


def test_the_own_password_can_not_be_guessed_in_a_session_left_open(app: Flask) -> None:
    user = factories.user(Role.OFFICER)

    for _ in range(own_account.PER_OWN_PASSWORD):
        with pytest.raises(WrongPassword):
            own_account.change_own_password(user, "wrong", NEW_PASSWORD, by=user.actor())
    with pytest.raises(TooManyAttempts):
        own_account.change_own_password(user, factories.PASSWORD, NEW_PASSWORD, by=user.actor())


def test_nobody_changes_the_name_or_password_of_another(app: Flask) -> None:
    user, admin = factories.user(Role.OFFICER), factories.actor(Role.ADMINISTRATOR)

    with pytest.raises(NotAllowed):
        own_account.change_name(user, name="別人", by=admin)
    with pytest.raises(NotAllowed):
        own_account.change_password(user, current=factories.PASSWORD, password=NEW_PASSWORD, by=admin)


def test_the_own_name_is_kept_as_it_is_written(client_as: ClientAs) -> None:
    browser = client_as(Role.OFFICER)

    browser.post("/account/name", data={"name": "髙﨑　德子"})

    assert db.session.get_one(User, browser.user_id).name == "髙﨑　德子"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("password", "found"),
    [
        ("short", Weakness.SHORT),
        ("x" * 257, Weakness.LONG),
        ("aaaaaaaaaaaaaa", Weakness.COMMON),
        ("password1234", Weakness.COMMON),
        ("PasswordPassword", Weakness.COMMON),
        ("123456789012", Weakness.COMMON),
        ("qwertyuiop123", Weakness.COMMON),
        ("hanako.mihon@example.jp", Weakness.ADDRESS),
        ("hanako.mihon123", Weakness.ADDRESS),
        ("きょうもよいてんきですね", None),
        ("correct horse battery", None),
    ],
)
def test_a_password_is_long_and_hard_to_guess(password: str, found: Weakness | None) -> None:
    assert weakness(password, email="hanako.mihon@example.jp") == found


@given(st.text(max_size=MINIMUM_LENGTH - 1))
def test_no_short_password_will_do_whatever_it_is_made_of(password: str) -> None:
    assert weakness(password) is Weakness.SHORT


@given(st.integers(10**9, 2**31), st.integers(-300, 300))
def test_a_code_is_accepted_within_half_a_minute_and_never_again(at: int, seconds: int) -> None:
    secret, moment = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP", datetime.fromtimestamp(at, UTC)
    totp = pyotp.TOTP(secret)
    code = totp.at(moment + timedelta(seconds=seconds))

    step = second_factor.matching_step(secret, code, moment)

    if abs(seconds) <= 30:
        assert step is not None
    if step is not None:
        assert second_factor.matching_step(secret, code, moment, after=step) in {None, step + 1, step + 2}


@given(st.integers(0, 9))
def test_a_recovery_code_is_taken_out_however_it_is_typed(which: int) -> None:
    codes = second_factor.new_recovery_codes()
    hashes = [second_factor.recovery_hash(code) for code in codes]
    typed = codes[which].lower().replace("-", "　")

    rest = second_factor.without(hashes, typed)

    assert rest is not None
    assert len(rest) == len(hashes) - 1
    assert second_factor.without(rest, codes[which]) is None


def test_a_password_of_full_width_letters_is_kept_as_typed(app: Flask) -> None:
    user, typed = factories.user(Role.OFFICER), "ｆｕｌｌ　ｗｉｄｔｈ　ｗｏｒｄｓ"

    own_account.change_password(user, current=factories.PASSWORD, password=typed, by=user.actor())

    answer = app.test_client().post("/sign-in", data={"email": user.email, "password": typed})
    assert answer.status_code == 302
