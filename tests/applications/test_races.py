"""Two deciders press at once, in two processes: one decides, the other reads what happened."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm.attributes import set_committed_value

from platform_app import operation
from platform_app.actor import Actor, visitor
from platform_app.applications.models import Application, Notice, Step
from platform_app.applications.operations import applying, deciding
from platform_app.extensions import db
from platform_app.members.models import MemberRecord
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure
from tests import factories
from tests.applications.stages import DAY, People, brought_to
from tests.races import Lane, race

pytestmark = pytest.mark.race

Argument = tuple[int, Actor]


def read(argument: Argument) -> tuple[Application, dict[str, Any], Actor]:
    """Read the application as a page does, and remember what was read."""
    application_id, by = argument
    application = db.session.get_one(Application, application_id)
    return application, {name: getattr(application, name) for name in ("status", "version", "member_id")}, by


def approve(prepared: tuple[Application, dict[str, Any], Actor]) -> str:
    """Approve by the real operation."""
    application, _read, by = prepared
    deciding.approve(application, version=1, effective_on=DAY, by=by)
    return "approved"


def approve_without_reading_again(prepared: tuple[Application, dict[str, Any], Actor]) -> str:
    """Approve as an operation would that judges what it read before its transaction began."""
    application, remembered, by = prepared

    def stale(args: tuple[Any, ...], _by: Actor) -> tuple[Any, ...]:
        for name, value in remembered.items():
            set_committed_value(args[0], name, value)
        return args

    operation._reread = stale
    deciding.approve(application, version=1, effective_on=DAY, by=by)
    return "approved"


def raced(app: Flask, run: Callable[..., str]) -> list[str]:
    application = brought_to(S.AWAITING_DECISION, Procedure.JOIN, People())
    deciders = [factories.actor(Role.DECIDER) for _ in range(2)]
    return race(app, [Lane(read, run, (application.id, by)) for by in deciders])


def test_of_two_approvals_at_once_one_decides_and_one_is_told(app: Flask) -> None:
    assert sorted(raced(app, approve)) == ["WrongStatus", "approved"]
    assert db.session.query(MemberRecord).count() == 1
    assert db.session.query(Notice).count() == 1


def test_the_race_is_real_because_without_reading_again_both_decide(app: Flask) -> None:
    assert raced(app, approve_without_reading_again) == ["approved", "approved"]
    assert db.session.query(MemberRecord).count() == 2


def submit(prepared: tuple[Application, dict[str, Any], Actor]) -> str:
    """Send a draft."""
    application, _read, by = prepared
    return str(applying.submit(application, by=by).number)


def approve_for_number(prepared: tuple[Application, dict[str, Any], Actor]) -> str:
    """Approve, and tell the member number."""
    application, _read, by = prepared
    return str(deciding.approve(application, version=1, effective_on=DAY, by=by).member.number)


def test_receipts_given_at_once_are_all_different_and_without_a_gap(app: Flask) -> None:
    drafts = [factories.draft()[0] for _ in range(2)]
    lanes = [Lane(read, submit, (draft.id, visitor().for_application(draft.id))) for draft in drafts]

    assert sorted(number[6:10] for number in race(app, lanes)) == ["0001", "0002"]


def test_members_numbered_at_once_are_all_different_and_without_a_gap(app: Flask) -> None:
    people = People()
    waiting = [brought_to(S.AWAITING_DECISION, Procedure.JOIN, people) for _ in range(2)]
    lanes = [Lane(read, approve_for_number, (one.id, factories.actor(Role.DECIDER))) for one in waiting]

    assert sorted(race(app, lanes)) == ["1", "2"]


def test_a_draft_sent_twice_at_once_is_received_once(app: Flask) -> None:
    draft = factories.draft()[0]
    lanes = [Lane(read, submit, (draft.id, visitor().for_application(draft.id))) for _ in range(2)]

    outcomes = sorted(race(app, lanes))
    assert outcomes[1] == "WrongStatus" or outcomes[0] == outcomes[1], outcomes
    assert db.session.query(Step).count() == 1
