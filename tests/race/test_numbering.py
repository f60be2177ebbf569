"""Numbers are given once each, without a gap, however many ask at once."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from platform_app.applications.models import Application, Notice
from platform_app.extensions import db
from platform_app.mail.models import OutboxMessage
from platform_app.members.models import Member, MemberRecord
from platform_app.trail import AuditEntry, AuditHead
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action
from tests import factories
from tests.race import acts
from tests.races import Lane, race

pytestmark = [pytest.mark.race, pytest.mark.timeout(240)]
AT_ONCE = 3


def count(column: type[object], *where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(column).where(*where)) or 0


def waiting(number: int) -> list[Application]:
    officer = factories.actor(Role.OFFICER)
    return [factories.awaiting(officer) for _ in range(number)]


def lanes(applications: list[Application], run: Callable[..., str]) -> list[Lane]:
    return [Lane(acts.read, run, (one.id, factories.user(Role.DECIDER).id)) for one in applications]


def test_members_and_notices_approved_at_once_are_numbered_one_after_the_other(app: Flask) -> None:
    outcomes = race(app, lanes(waiting(AT_ONCE), acts.approve))

    numbers = [outcome.split() for outcome in outcomes]
    assert sorted(int(member) for member, _notice in numbers) == list(range(1, AT_ONCE + 1))
    assert sorted(int(notice.partition(":")[2]) for _member, notice in numbers) == list(range(1, AT_ONCE + 1))
    head = db.session.scalars(select(AuditHead)).one()
    assert head.count == count(AuditEntry)


def test_without_the_locks_the_same_race_numbers_twice_or_loses_one(app: Flask) -> None:
    """The control: were the locks not what keeps the numbers apart, this would pass just as well."""
    outcomes = race(app, lanes(waiting(AT_ONCE), acts.approve_counting_rows))

    good = [outcome for outcome in outcomes if outcome[0].isdigit()]
    assert len(good) < AT_ONCE or len({outcome.split()[0] for outcome in good}) < AT_ONCE


def test_one_application_approved_by_several_at_once_is_approved_once(app: Flask) -> None:
    outcomes = race(app, lanes(waiting(1) * AT_ONCE, acts.approve))

    assert sorted(outcomes)[1:] == ["WrongStatus"] * (AT_ONCE - 1)
    assert (count(Member), count(MemberRecord), count(Notice)) == (1, 1, 1)
    assert count(OutboxMessage, OutboxMessage.template == "application_approved") == 1
    assert count(AuditEntry, AuditEntry.action == Action.APPROVE.value) == 1
