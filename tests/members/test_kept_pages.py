"""Pages kept for visitors: fast, and never older than what they show."""

from collections.abc import Callable
from datetime import date

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import event

from platform_app import dates
from platform_app.extensions import db
from platform_app.members import operations as members
from platform_app.office import operations as office
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.organisations import RegisterChange
from tests import factories

PAGES = ("/members", "/members/1", "/members?words=つながり", "/members?as_of=2024-04-01")


def page(client: FlaskClient, path: str) -> str:
    """Return a page as text."""
    return client.get(path).get_data(as_text=True)


@pytest.mark.parametrize("path", PAGES)
def test_a_page_seen_twice_is_the_same_page(client: FlaskClient, path: str) -> None:
    factories.member(number=1)

    assert page(client, path) == page(client, path)


def test_a_kept_page_asks_only_whether_anything_has_changed(client: FlaskClient) -> None:
    factories.member(number=1)
    page(client, "/members/1")
    asked: list[str] = []
    event.listen(db.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    page(client, "/members/1")

    assert not [statement for statement in asked if "member" in statement]


def test_a_new_member_is_on_the_list_at_once(client: FlaskClient) -> None:
    factories.member(name="あさひの会")
    page(client, "/members")

    factories.member(name="ゆうひの会")

    assert "ゆうひの会" in page(client, "/members")


def test_what_an_operation_that_failed_had_begun_is_never_shown(client: FlaskClient) -> None:
    row = factories.member(name="あさひの会", number=1)
    page(client, "/members")
    by = factories.actor(Role.OFFICER)
    with pytest.raises(ZeroDivisionError):
        members.change_standing(
            row,
            change=RegisterChange.EXPULSION,
            effective_on=date(2024, 4, 1),
            reason=1 / 0,
            by=by,  # type: ignore[arg-type]
        )

    factories.member(name="ゆうひの会")

    assert "あさひの会" in page(client, "/members")
    assert "ゆうひの会" in page(client, "/members")


def test_a_link_between_members_is_shown_at_once(client: FlaskClient) -> None:
    old, new = factories.member(number=1, name="旧団体"), factories.member(number=2, name="新法人")
    page(client, "/members/2")

    members.link(
        old,
        successor_id=new.id,
        linked_on=date(2024, 4, 1),
        note="",
        by=factories.actor(Role.OFFICER),
    )

    assert "旧団体" in page(client, "/members/2")


def test_a_changed_setting_is_shown_at_once(client: FlaskClient) -> None:
    factories.member(number=1)
    page(client, "/members")
    by = factories.actor(Role.ADMINISTRATOR)

    for name in ("一つ目の名称", "二つ目の名称"):
        office.change_settings(None, values={"platform_name": name}, by=by)

        assert name in page(client, "/members")


def test_the_day_turns_at_midnight_in_japan(client: FlaskClient) -> None:
    factories.member(joined_on=date(2026, 4, 2), name="あしたの会")
    moment = dates.now().replace(year=2026, month=4, day=1, hour=14, minute=59)

    with dates.frozen(moment):
        assert "あしたの会" not in page(client, "/members")
    with dates.frozen(moment.replace(hour=15, minute=1)):
        assert "あしたの会" in page(client, "/members")


def test_a_person_who_signed_in_never_gets_a_visitors_page_nor_a_visitor_theirs(
    client: FlaskClient, client_as: Callable[..., FlaskClient]
) -> None:
    row = factories.member(number=1, offers="会議室を貸せます")
    colleague = client_as(Role.REPRESENTATIVE, member_id=row.id)

    for _ in range(2):
        assert "会議室を貸せます" not in page(client, "/members/1")
        assert "会議室を貸せます" in page(colleague, "/members/1")
        assert "ログアウト" not in page(client, "/members/1")


def test_a_message_waiting_for_a_visitor_is_shown_to_them_once(client: FlaskClient) -> None:
    factories.member(number=1)
    page(client, "/members")
    with client.session_transaction() as session:
        session["_flashes"] = [("success", "下書きを消しました。")]

    assert "下書きを消しました。" in page(client, "/members")
    assert "下書きを消しました。" not in page(client, "/members")


def test_a_browser_that_has_the_page_is_told_so(client: FlaskClient) -> None:
    factories.member(number=1)
    tag = client.get("/members").headers["ETag"]

    assert client.get("/members", headers={"If-None-Match": tag}).status_code == 304

    factories.member(number=2)
    assert client.get("/members", headers={"If-None-Match": tag}).status_code == 200


def test_what_is_not_found_is_not_kept(client: FlaskClient) -> None:
    assert client.get("/members/7").status_code == 404

    factories.member(number=7)

    assert client.get("/members/7").status_code == 200


def test_the_number_of_pages_kept_is_bounded(app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    from platform_app import kept_pages

    monkeypatch.setattr(kept_pages, "MOST", 3)
    for number in range(10):
        client.get(f"/members?words={number}")

    assert len(kept_pages._pages) <= 3
