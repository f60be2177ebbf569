"""Administrators keep everybody's account, representatives their own organisation's, nobody else any."""

from collections.abc import Callable

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from platform_app.accounts.errors import LastAdministrator, OwnAccount
from platform_app.accounts.models import User
from platform_app.accounts.operations import inviting, people
from platform_app.accounts.operations.inviting import Newcomer
from platform_app.accounts.queries import user_by_email
from platform_app.errors import NotAllowed, NotFound
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from tests import factories

ClientAs = Callable[..., FlaskClient]


def signed_in(app: Flask, user: User) -> FlaskClient:
    """Return a browser in which a person signed in with the password."""
    browser = app.test_client()
    assert browser.post("/sign-in", data={"email": user.email, "password": factories.PASSWORD}).status_code == 302
    return browser


def test_the_last_administrator_stays(app: Flask) -> None:
    only, other = factories.user(Role.ADMINISTRATOR), factories.user(Role.ADMINISTRATOR)
    people.deactivate(other, by=only.actor())

    with pytest.raises(LastAdministrator):
        people.change_account(only, roles=[Role.OFFICER], by=only.actor())
    with pytest.raises(LastAdministrator):
        people.deactivate(only, by=other.actor())


def test_an_administrator_who_never_accepted_does_not_count_as_one(app: Flask) -> None:
    only = factories.user(Role.ADMINISTRATOR)
    newcomer = Newcomer("見本", "new@example.jp", [Role.ADMINISTRATOR])
    inviting.invite(None, newcomer=newcomer, by=only.actor())

    with pytest.raises(LastAdministrator):
        people.change_account(only, roles=[Role.OFFICER], by=only.actor())


def test_nobody_ends_their_own_account(app: Flask) -> None:
    first = factories.user(Role.ADMINISTRATOR)
    factories.user(Role.ADMINISTRATOR)

    with pytest.raises(OwnAccount):
        people.deactivate(first, by=first.actor())


def test_deactivation_ends_every_session_at_once_and_reactivation_brings_none_back(app: Flask) -> None:
    user = factories.user(Role.OFFICER)
    browser = signed_in(app, user)
    admin = factories.actor(Role.ADMINISTRATOR)

    people.deactivate(user, by=admin)
    assert browser.get("/account").status_code == 302
    people.reactivate(user, by=admin)

    assert browser.get("/account").status_code == 302
    assert signed_in(app, user).get("/account").status_code == 200


def test_a_change_of_roles_holds_in_sessions_that_are_open(app: Flask) -> None:
    user = factories.user(Role.OFFICER, Role.ADMINISTRATOR)
    browser = signed_in(app, user)
    assert browser.get("/staff/people/").status_code == 200

    people.change_account(user, roles=[Role.OFFICER], by=factories.actor(Role.ADMINISTRATOR))

    assert browser.get("/staff/people/").status_code == 403


@pytest.mark.parametrize("role", [Role.VIEWER, Role.OFFICER, Role.DECIDER])
def test_only_administrators_open_the_list_of_people(client_as: ClientAs, role: Role) -> None:
    user_id = factories.user(Role.OFFICER).id
    browser = client_as(role)

    for path in ("", "invite", f"{user_id}", "members", "members/invite"):
        assert browser.get(f"/staff/people/{path}").status_code == 403


@pytest.mark.parametrize("act", [people.deactivate, people.reactivate, people.reset_second_factor])
def test_a_decider_changes_nobody(app: Flask, act: Callable[..., User]) -> None:
    with pytest.raises(NotAllowed):
        act(factories.user(Role.OFFICER), by=factories.actor(Role.DECIDER))


def test_an_administrator_invites_changes_and_stops_somebody(client_as: ClientAs) -> None:
    browser = client_as(Role.ADMINISTRATOR)
    typed = {"name": "見本 四郎", "email": "four@example.jp", "post": "係長", "roles": ["viewer", "decider"]}

    assert browser.post("/staff/people/invite", data=typed).status_code == 302
    again = browser.post("/staff/people/invite", data=typed)
    user = user_by_email("four@example.jp")

    assert again.status_code == 422
    assert "すでに利用者として登録" in again.text
    assert "見本 四郎" in again.text
    assert user is not None
    assert user.roles == ["decider", "viewer"]
    browser.post(f"/staff/people/{user.id}", data={"roles": ["officer"], "second_factor_required": "y"})
    browser.post(f"/staff/people/{user.id}/deactivate")
    db.session.expire_all()
    assert (user.roles, user.second_factor_required, user.post) == (["officer"], True, "係長")
    assert user.deactivated_at is not None
    assert "停止中" in browser.get("/staff/people/").text


def test_a_representative_invites_and_stops_people_of_the_own_organisation(client_as: ClientAs) -> None:
    member_id = factories.member().id
    browser = client_as(Role.REPRESENTATIVE, member_id=member_id)

    browser.post("/my/people/invite", data={"name": "見本", "email": "e@example.jp", "roles": ["editor"]})
    user = user_by_email("e@example.jp")

    assert user is not None
    assert (user.member_id, user.roles) == (member_id, ["editor"])
    assert browser.post(f"/my/people/{user.id}/deactivate").status_code == 302
    db.session.expire_all()
    assert user.deactivated_at is not None


def test_a_representative_gives_nobody_a_role_of_the_office(client_as: ClientAs) -> None:
    browser = client_as(Role.REPRESENTATIVE, member_id=factories.member().id)

    answer = browser.post(
        "/my/people/invite", data={"name": "見本", "email": "e@example.jp", "roles": ["administrator"]}
    )

    assert answer.status_code == 422
    assert user_by_email("e@example.jp") is None


def test_people_of_other_organisations_and_of_the_office_do_not_exist_for_a_member(client_as: ClientAs) -> None:
    browser = client_as(Role.REPRESENTATIVE, member_id=factories.member().id)
    strangers = [factories.user(Role.EDITOR, member_id=factories.member().id), factories.user(Role.OFFICER)]

    for stranger in strangers:
        assert browser.get(f"/my/people/{stranger.id}").status_code == 404
        assert browser.post(f"/my/people/{stranger.id}", data={"roles": ["editor"]}).status_code == 404
        for act in ("resend", "deactivate", "reactivate"):
            assert browser.post(f"/my/people/{stranger.id}/{act}").status_code == 404
    db.session.expire_all()
    assert all(stranger.deactivated_at is None for stranger in strangers)


@pytest.mark.parametrize("act", [people.deactivate, people.reactivate, inviting.resend_invitation])
def test_a_representative_reaches_no_stranger_through_the_operation_either(
    app: Flask, act: Callable[..., User]
) -> None:
    by = factories.actor(Role.REPRESENTATIVE, member_id=factories.member().id)

    with pytest.raises(NotFound):
        act(factories.user(Role.EDITOR, member_id=factories.member().id), by=by)


def test_an_editor_sees_the_people_and_changes_none(client_as: ClientAs) -> None:
    member_id = factories.member().id
    colleague = factories.user(Role.REPRESENTATIVE, member_id=member_id)
    browser = client_as(Role.EDITOR, member_id=member_id)

    assert colleague.name in browser.get("/my/people").text
    assert browser.get(f"/my/people/{colleague.id}").status_code == 403
    assert browser.get("/my/people/invite").status_code == 403
    assert browser.post(f"/my/people/{colleague.id}/deactivate").status_code == 403


def test_an_administrator_invites_the_first_person_of_a_member_by_its_number(client_as: ClientAs) -> None:
    member = factories.member(number=41)
    browser = client_as(Role.ADMINISTRATOR)
    typed = {"name": "見本", "email": "first@example.jp", "roles": ["representative"]}

    assert browser.post("/staff/people/members/invite", data={**typed, "number": "４２"}).status_code == 422
    assert browser.post("/staff/people/members/invite", data={**typed, "number": "４１"}).status_code == 302

    user = user_by_email("first@example.jp")
    assert user is not None
    assert user.member_id == member.id
    listed = browser.get("/staff/people/members", query_string={"q": factories.record_of(member).name}).text
    assert "first@example.jp" in listed


def test_a_member_sees_its_entry_applications_and_documents_and_nobody_elses(client_as: ClientAs) -> None:
    own, other = factories.approved(), factories.approved()
    browser = client_as(Role.EDITOR, member_id=own.member_id)

    for path in ("/my", "/my/applications", "/my/documents"):
        text = browser.get(path).text
        assert (own.name if path == "/my" else own.number or "") in text
        assert (other.number or "") not in text
        assert other.name not in text
    assert browser.get(f"/apply/draft/{own.id}/form.pdf").status_code == 200
    assert browser.get(f"/apply/draft/{other.id}/form.pdf").status_code == 404


@pytest.mark.parametrize("path", ["/my", "/my/people", "/my/applications", "/my/documents"])
def test_pages_of_members_are_closed_to_the_office_and_visitors(client_as: ClientAs, app: Flask, path: str) -> None:
    assert client_as(Role.OFFICER).get(path).status_code == 403
    assert app.test_client().get(path).status_code == 302


def test_the_office_lists_members_people_with_as_many_statements_for_ten_as_for_one(
    client_as: ClientAs, app: Flask
) -> None:
    browser = client_as(Role.ADMINISTRATOR)

    def statements() -> int:
        seen: list[str] = []

        def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement.startswith("SELECT"):
                seen.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            assert browser.get("/staff/people/members").status_code == 200
        finally:
            event.remove(db.engine, "before_cursor_execute", note)
        return len(seen)

    factories.user(Role.EDITOR, member_id=factories.member().id)
    with_one = statements()
    for _ in range(9):
        factories.user(Role.EDITOR, member_id=factories.member().id)

    assert statements() == with_one
