"""The life of an application: every status, every action, and the picture of it."""

from pathlib import Path

import pytest
from flask import Flask

from platform_app.applications import diagram
from platform_app.applications.workflow import TRANSITIONS, actions_from, can_advance
from platform_app.errors import WrongStatus
from platform_app.extensions import db
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure
from tests.applications.stages import ACTS, People, brought_to
from tests.faults import contents

ENTRY_ONLY = {S.AWAITING_DECISION, S.APPROVED, S.REJECTED}
PLACES = [
    (status, procedure)
    for procedure in Procedure
    for status in S
    if not (procedure is Procedure.WITHDRAW and status in ENTRY_ONLY)
    and not (procedure is not Procedure.WITHDRAW and status is S.ACCEPTED)
]


@pytest.mark.parametrize(("status", "procedure"), PLACES, ids=str)
def test_every_act_is_permitted_by_the_table_or_refused_without_a_trace(
    app: Flask, status: S, procedure: Procedure
) -> None:
    people = People()
    application = brought_to(status, procedure, people)
    permitted = actions_from(application)
    before = contents()
    for action in set(ACTS) - set(permitted):
        with pytest.raises(WrongStatus):
            ACTS[action](application, people)
    assert contents() == before

    for action in set(permitted) & set(ACTS):
        ACTS[action](application, people)
        assert application.status == TRANSITIONS[action].target
        application = brought_to(status, procedure, people)


def test_every_transition_is_acted_upon_by_these_tests() -> None:
    """A minor change takes effect by itself; it has tests of its own."""
    assert set(ACTS) == set(TRANSITIONS) - {Action.CHANGE_MINOR}


def test_every_step_leaves_a_line_in_the_timeline(app: Flask) -> None:
    application = brought_to(S.REVERSED, Procedure.CHANGE, People())

    assert [step.action for step in application.steps] == [
        Action.SUBMIT,
        Action.START_REVIEW,
        Action.FORWARD,
        Action.APPROVE,
        Action.REVERSE,
    ]
    assert [step.to_status for step in application.steps[:-1]] == [step.from_status for step in application.steps[1:]]


def test_a_status_has_no_other_way_than_through_the_table(app: Flask) -> None:
    application = brought_to(S.SUBMITTED, Procedure.JOIN, People())

    assert not can_advance(application, Action.APPROVE)
    with pytest.raises(WrongStatus):
        ACTS[Action.APPROVE](application, People())
    db.session.expire_all()
    assert application.status == S.SUBMITTED


def test_the_diagram_in_the_documentation_is_the_table() -> None:
    """Run ``python -m platform_app.applications.diagram`` when this fails."""
    assert Path(diagram.PAGE).read_text("utf-8") == diagram.page()
