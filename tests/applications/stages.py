"""Applications of every procedure brought to every status by the real operations, and every act upon them."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from platform_app.actor import Actor, visitor
from platform_app.applications.models import Application
from platform_app.applications.operations import applying, deciding, reviewing
from platform_app.applications.operations.applying import Contents
from platform_app.dates import today
from platform_app.extensions import db, writer
from platform_app.office.models import EligibilityCriterion, RejectionReason
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Declaration, Procedure
from tests import factories

DAY = date(2026, 4, 1)
TICKED = [declaration.value for declaration in Declaration]

#: The acts that lead from a draft to each status.
WAYS: dict[S, tuple[Action, ...]] = {
    S.DRAFT: (),
    S.SUBMITTED: (Action.SUBMIT,),
    S.IN_REVIEW: (Action.SUBMIT, Action.START_REVIEW),
    S.RETURNED: (Action.SUBMIT, Action.START_REVIEW, Action.RETURN),
    S.AWAITING_DECISION: (Action.SUBMIT, Action.START_REVIEW, Action.FORWARD),
    S.APPROVED: (Action.SUBMIT, Action.START_REVIEW, Action.FORWARD, Action.APPROVE),
    S.REJECTED: (Action.SUBMIT, Action.START_REVIEW, Action.FORWARD, Action.REJECT),
    S.ACCEPTED: (Action.SUBMIT, Action.ACCEPT),
    S.RETRACTED: (Action.SUBMIT, Action.RETRACT),
    S.REVERSED: (Action.SUBMIT, Action.START_REVIEW, Action.FORWARD, Action.APPROVE, Action.REVERSE),
}
_WITHDRAWN = {
    **WAYS,
    S.REVERSED: (Action.SUBMIT, Action.ACCEPT, Action.REVERSE),
}


@dataclass
class People:
    """An officer, a decider, and a reason to refuse with."""

    officer: Actor = field(default_factory=lambda: factories.actor(Role.OFFICER))
    decider: Actor = field(default_factory=lambda: factories.actor(Role.DECIDER))
    reason_id: int = field(default_factory=lambda: rejection_reason().id)


def rejection_reason() -> RejectionReason:
    """Save a reason of the catalogue."""
    count = db.session.query(RejectionReason).count()
    sentence = "目的に沿うものと認められないため。"
    return _saved(RejectionReason(code=f"reason{count}", article="第3条", sentence=sentence))


def criterion(position: int = 0) -> EligibilityCriterion:
    """Save a line of the check-list."""
    return _saved(EligibilityCriterion(code=f"c{position}", sentence="活動内容", article="第3条", position=position))


def _saved(row: Any) -> Any:
    with writer():
        db.session.add(row)
        db.session.commit()
    return row


ACTS: dict[Action, Callable[[Application, People], object]] = {
    Action.SUBMIT: lambda a, _p: applying.submit(a, by=visitor().for_application(a.id)),
    Action.RETRACT: lambda a, _p: applying.retract(a, by=visitor().for_application(a.id)),
    Action.START_REVIEW: lambda a, p: reviewing.start_review(a, by=p.officer),
    Action.RETURN: lambda a, p: reviewing.return_for_correction(a, points=[("phone", "お直しを。")], by=p.officer),
    Action.FORWARD: lambda a, p: reviewing.forward(a, by=p.officer),
    Action.RECALL: lambda a, p: reviewing.recall(a, by=p.officer),
    Action.APPROVE: lambda a, p: deciding.approve(a, version=a.version, effective_on=today(), by=p.decider),
    Action.REJECT: lambda a, p: deciding.reject(a, version=a.version, reason_id=p.reason_id, by=p.decider),
    Action.ACCEPT: lambda a, p: deciding.accept(a, version=a.version, by=p.officer),
    Action.REVERSE: lambda a, p: deciding.reverse(a, reason="誤りのため", effective_on=today(), by=p.decider),
    Action.REOPEN: lambda a, p: deciding.reopen(a, reason="誤りのため", by=p.decider),
}


def draft(procedure: Procedure, **more: Any) -> Application:
    """Begin an application; a change or withdrawal is of a member that is made for it."""
    if procedure is Procedure.JOIN:
        return factories.draft(**more)[0]
    member = factories.member()
    by = visitor().for_member(member.id)
    contents = Contents(profile=more or {"phone": "088-621-0000"}, declarations=TICKED)
    if procedure is Procedure.WITHDRAW:
        contents = Contents(leave_on=today(), reason="活動を終えるため")
    return applying.start(None, procedure=procedure, contents=contents, by=by, member_id=member.id)[0]


def brought_to(status: S, procedure: Procedure, people: People, **more: Any) -> Application:
    """Bring a new application to a status, act by act."""
    application = draft(procedure, **more)
    ways = _WITHDRAWN if procedure is Procedure.WITHDRAW else WAYS
    for action in ways[status]:
        ACTS[action](application, people)
    assert application.status == status
    return application
