"""What may happen once happens once, also when several do it at the same moment."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Barrier

import pyotp
import pytest
from flask import Flask
from sqlalchemy import func, select
from sqlalchemy.exc import OperationalError

from platform_app import dates
from platform_app.accounts import links
from platform_app.accounts.models import User
from platform_app.accounts.operations import inviting, own_account, people, signing_in
from platform_app.accounts.operations.inviting import Newcomer
from platform_app.accounts.queries import locked_administrators
from platform_app.actor import system, visitor
from platform_app.errors import DomainError
from platform_app.extensions import db, writer
from platform_app.office.operations import set_up
from platform_app.vocabulary.accounts import Role
from tests import factories

pytestmark = pytest.mark.race
NOON = datetime(2026, 4, 1, 3, 0, tzinfo=UTC)
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
AT_ONCE = 4


def at_once(app: Flask, acts: list[Callable[[], object]]) -> int:
    """Do everything at the same moment, each in a session of its own; return how many got through."""
    start = Barrier(len(acts))

    def one(act: Callable[[], object]) -> bool:
        with app.app_context():
            start.wait()
            try:
                act()
            except (DomainError, OperationalError):
                return False
            return True

    db.session.remove()
    with ThreadPoolExecutor(len(acts)) as pool:
        return sum(pool.map(one, acts))


def test_one_of_many_uses_of_a_link_counts(app: Flask) -> None:
    user = factories.user(Role.OFFICER)
    user_id = user.id
    with writer():
        token = links.issue("reset", user_id=user.id)
        db.session.commit()

    def use() -> None:
        own = db.session.get_one(User, user_id)
        own_account.reset_password(own, token=token, password="four plain words together", by=own.actor())

    assert at_once(app, [use] * AT_ONCE) == 1


def test_one_of_many_uses_of_a_code_counts(app: Flask) -> None:
    user = factories.user(Role.OFFICER)
    user_id = user.id
    with writer():
        user.totp_secret = SECRET
        db.session.commit()

    def use() -> None:
        own = db.session.get_one(User, user_id)
        signing_in.sign_in(own, code=pyotp.TOTP(SECRET).at(NOON), by=own.actor())

    with dates.frozen(NOON):
        assert at_once(app, [use] * AT_ONCE) == 1


def test_an_empty_platform_gets_one_administrator(app: Flask) -> None:
    token = (inviting.first_link() or "").rpartition("/")[2]

    def begin(number: int) -> object:
        person = {"name": "見本", "email": f"a{number}@example.jp", "password": "four plain words together"}
        return set_up(None, token=token, person=person, values={}, by=visitor())

    acts = [lambda number=number: begin(number) for number in range(AT_ONCE)]

    assert at_once(app, acts) == 1
    assert db.session.scalar(select(func.count()).select_from(User)) == 1


def test_one_address_gets_one_account(app: Flask) -> None:
    def invite() -> object:
        return inviting.invite(None, newcomer=Newcomer("見本", "new@example.jp", [Role.VIEWER]), by=system())

    assert at_once(app, [invite] * AT_ONCE) == 1


def test_two_administrators_who_stop_each_other_do_not_both_succeed(app: Flask) -> None:
    first, second = factories.user(Role.ADMINISTRATOR), factories.user(Role.ADMINISTRATOR)
    pairs = [(first.id, second.actor()), (second.id, first.actor())]

    acts = [lambda who=who, by=by: people.deactivate(db.session.get_one(User, who), by=by) for who, by in pairs]

    assert at_once(app, acts) == 1
    assert len(locked_administrators()) == 1
