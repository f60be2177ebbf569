"""A mailed link opens one thing, once, for a while, and only for the person it was sent to."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from platform_app import dates
from platform_app.accounts import links
from platform_app.accounts.errors import LinkExpired
from platform_app.accounts.models import AccessLink, User
from platform_app.accounts.operations import inviting, own_account, people
from platform_app.accounts.operations.inviting import Newcomer, invite_contact
from platform_app.accounts.queries import user_by_email
from platform_app.actor import system
from platform_app.errors import NotAllowed
from platform_app.extensions import db, writer
from platform_app.mail.models import OutboxMessage
from platform_app.vocabulary.accounts import Role
from tests import factories

NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
NEW_PASSWORD = "four plain words together"
MailedLink = Callable[[str], str]


def invited(email: str = "new@example.jp") -> User:
    user, _token = inviting.invite(None, newcomer=Newcomer("見本 次郎", email, [Role.OFFICER]), by=system())
    return user


def test_an_invited_person_sets_name_and_password_and_signs_in(client: FlaskClient, mailed_link: MailedLink) -> None:
    invited("New.Person@Example.jp")
    path = mailed_link("account_invitation")

    assert "new.person@example.jp" in client.get(path).text
    assert client.post(path, data={"name": "見本　次郎", "password": NEW_PASSWORD}).location == "/sign-in"
    answer = client.post("/sign-in", data={"email": "new.person@example.jp", "password": NEW_PASSWORD})

    assert answer.status_code == 302
    assert db.session.scalars(select(User)).one().name == "見本　次郎"


def test_nobody_signs_in_before_accepting_the_invitation(client: FlaskClient) -> None:
    user = invited()

    assert client.post("/sign-in", data={"email": user.email, "password": ""}).status_code == 422
    assert client.post("/sign-in", data={"email": user.email, "password": "x"}).status_code == 422


def test_a_new_invitation_ends_the_one_before(client: FlaskClient, mailed_link: MailedLink) -> None:
    user = invited()
    first = mailed_link("account_invitation")
    inviting.resend_invitation(user, by=system())

    ended = client.get(first)
    assert ended.status_code == 410
    assert 'action="/sign-in"' in ended.text
    assert "パスワードを設定した方は、ログインしてください" in ended.text
    assert client.get(mailed_link("account_invitation")).status_code == 200


def test_a_link_works_once_and_the_second_request_changes_nothing(client: FlaskClient, mailed_link: MailedLink) -> None:
    user = factories.user(Role.OFFICER)
    client.post("/reset", data={"email": user.email})
    path = mailed_link("account_reset")

    assert client.post(path, data={"password": NEW_PASSWORD}).status_code == 302
    assert client.post(path, data={"password": "another long password"}).status_code == 410
    assert client.post("/sign-in", data={"email": user.email, "password": NEW_PASSWORD}).status_code == 302


@pytest.mark.parametrize(("purpose", "lasts"), links.LIFETIME.items())
def test_a_link_opens_until_its_time_is_over(app: Flask, purpose: str, lasts: timedelta) -> None:
    user = factories.user(Role.OFFICER)
    with dates.frozen(NOON), writer():
        token = links.issue(purpose, user_id=user.id)
        db.session.commit()

    with dates.frozen(NOON + lasts - timedelta(seconds=1)):
        assert links.find(token, purpose).user_id == user.id
    with dates.frozen(NOON + lasts), pytest.raises(LinkExpired):
        links.find(token, purpose)


def test_a_link_for_one_purpose_opens_no_other(client: FlaskClient, mailed_link: MailedLink) -> None:
    invited()
    token = mailed_link("account_invitation").rpartition("/")[2]

    assert client.get(f"/reset/{token}").status_code == 410
    assert client.get(f"/setup/{token}").status_code == 410


def test_a_link_serves_nobody_but_the_person_it_was_sent_to(app: Flask) -> None:
    owner, other = factories.user(Role.OFFICER), factories.user(Role.OFFICER)
    with writer():
        token = links.issue("reset", user_id=owner.id)
        db.session.commit()

    with pytest.raises(LinkExpired):
        own_account.reset_password(other, token=token, password=NEW_PASSWORD, by=other.actor())


def test_only_a_hash_of_the_token_is_stored(app: Flask) -> None:
    with writer():
        token = links.issue("set_up")
        db.session.commit()

    assert token not in str(vars(db.session.scalars(select(AccessLink)).one()))


def test_the_address_in_a_mail_is_the_configured_one_whatever_host_was_asked(
    client: FlaskClient, mailed_link: MailedLink
) -> None:
    user = factories.user(Role.OFFICER)

    client.post("/reset", data={"email": user.email}, headers={"Host": "evil.example"})

    assert mailed_link("account_reset").startswith("/reset/")


def test_the_answer_to_a_reset_is_the_same_for_every_address(app: Flask) -> None:
    known = factories.user(Role.OFFICER)
    answers = {
        (answer.status_code, answer.text, answer.location)
        for address in (known.email, "nobody@example.jp")
        for answer in [app.test_client().post("/reset", data={"email": address})]
    }

    assert len(answers) == 1


@pytest.mark.parametrize("has_account", [True, False])
def test_resets_are_throttled_whether_or_not_the_account_exists(client: FlaskClient, *, has_account: bool) -> None:
    email = factories.user(Role.OFFICER).email if has_account else "nobody@example.jp"

    codes = [client.post("/reset", data={"email": email}).status_code for _ in range(4)]

    assert codes == [302, 302, 302, 429]


def test_a_deactivated_person_gets_no_link_and_keeps_none(client: FlaskClient, mailed_link: MailedLink) -> None:
    user = factories.user(Role.OFFICER)
    client.post("/reset", data={"email": user.email})
    path = mailed_link("account_reset")
    people.deactivate(user, by=factories.actor(Role.ADMINISTRATOR))

    client.post("/reset", data={"email": user.email})

    assert client.get(path).status_code == 410
    assert db.session.scalar(select(func.count()).select_from(OutboxMessage)) == 1


def test_a_person_who_never_accepted_gets_the_invitation_again_instead_of_a_reset(
    client: FlaskClient, mailed_link: MailedLink
) -> None:
    user = invited()
    first = mailed_link("account_invitation")

    client.post("/reset", data={"email": user.email})

    assert mailed_link("account_invitation") != first


def test_the_contact_person_of_an_approved_organisation_is_invited_as_its_representative(app: Flask) -> None:
    application = factories.approved(email="Contact@example.jp", contact_name="見本 三郎")

    user = user_by_email("contact@example.jp")

    assert user is not None
    assert (user.name, user.roles, user.member_id) == ("見本 三郎", ["representative"], application.member_id)


def test_an_approval_leaves_an_account_alone_that_exists_already(app: Flask) -> None:
    officer = factories.user(Role.OFFICER, email="both@example.jp")

    factories.approved(email="both@example.jp")
    factories.approved(email="")

    db.session.refresh(officer)
    assert (officer.member_id, officer.roles) == (None, ["officer"])
    assert db.session.scalar(select(func.count()).select_from(User).where(User.member_id.is_not(None))) == 0


def test_a_second_organisation_of_the_same_contact_takes_nothing_from_the_first(app: Flask) -> None:
    first, second = factories.member(), factories.member()
    with writer():
        user = invite_contact(first.id, "見本 三郎", "contact@example.jp")
        assert invite_contact(second.id, "見本 三郎", "contact@example.jp") is None
        db.session.commit()

    assert user is not None
    assert user.member_id == first.id


@pytest.mark.parametrize(
    ("roles", "is_member"),
    [([], False), ([Role.EDITOR], False), ([Role.OFFICER], True), ([Role.VIEWER, Role.EDITOR], True)],
)
def test_nobody_is_invited_to_the_office_and_a_member_at_once(
    app: Flask, roles: list[Role], *, is_member: bool
) -> None:
    member_id = factories.member().id if is_member else None

    with pytest.raises(NotAllowed):
        inviting.invite(None, newcomer=Newcomer("見本", "x@example.jp", roles, member_id), by=system())
