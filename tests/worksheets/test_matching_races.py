"""Two that answer, or ask each other, in the same instant: one introduction, one letter to each."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from platform_app.accounts.models import User
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.worksheets import matching_operations as acts
from platform_app.worksheets.matching_models import Introduction, IntroductionSide
from tests import factories
from tests.races import Lane, race

pytestmark = [pytest.mark.race, pytest.mark.timeout(300)]


def whoever(argument: tuple[int, int]) -> tuple[Any, int]:
    """Read the person who acts, and hand on about whom."""
    user_id, other = argument
    by = db.session.get_one(User, user_id).actor()
    db.session.rollback()
    return by, other


def agree(prepared: tuple[Any, int]) -> str:
    """Agree to an introduction."""
    by, introduction_id = prepared
    return acts.agree(db.session.get_one(Introduction, introduction_id), member_id=by.member_id, by=by).status


def ask(prepared: tuple[Any, int]) -> str:
    """Ask for another organisation."""
    by, other_id = prepared
    return acts.ask(None, other_id=other_id, message="ご一緒に。", by=by).status


def people() -> tuple[list[int], list[int]]:
    """Enrol two members with two people each."""
    members = [factories.member().id for _ in range(2)]
    return members, [factories.user("representative", member_id=one).id for one in members for _ in range(2)]


def told() -> list[tuple[str, int | None]]:
    """Return who was told of an agreement."""
    rows = db.session.scalars(select(OutboxMessage).where(OutboxMessage.template == "introduction_agreed"))
    return sorted((row.template, row.member_id) for row in rows)


def assert_agreed_once(members: list[int]) -> None:
    """One introduction, both sides agreed, each told the other's contact once."""
    db.session.rollback()
    rows = db.session.scalars(select(Introduction)).all()
    sides = db.session.scalars(select(IntroductionSide).order_by(IntroductionSide.member_id)).all()
    assert [row.status for row in rows] == ["agreed"]
    assert [(side.member_id, side.answer, bool(side.contact_name)) for side in sides] == [
        (one, "agreed", True) for one in members
    ]
    assert told() == [("introduction_agreed", one) for one in members]


def test_both_agree_at_once_and_twice(app: Flask) -> None:
    members, users = people()
    officer = factories.actor("officer")
    row = acts.suggest(None, member_ids=(members[0], members[1]), message="合いそうです。", by=officer)

    found = race(app, [Lane(whoever, agree, (user, row.id)) for user in users])

    assert set(found) <= {"waiting", "agreed"}
    assert "agreed" in found
    assert_agreed_once(members)


def test_both_ask_at_once_and_twice(app: Flask) -> None:
    members, users = people()

    found = race(app, [Lane(whoever, ask, (user, members[1 - place // 2])) for place, user in enumerate(users)])

    assert set(found) <= {"waiting", "agreed"}
    assert "agreed" in found
    assert_agreed_once(members)
