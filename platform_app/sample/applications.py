"""Bringing the sample's applications to where each shall stand, act by act."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sqlalchemy import select

from platform_app import dates
from platform_app.actor import Actor, visitor
from platform_app.applications.models import Application
from platform_app.applications.operations import applying, deciding, reviewing
from platform_app.applications.operations.applying import Contents
from platform_app.extensions import db
from platform_app.members.queries import member_by_number
from platform_app.office.models import RejectionReason
from platform_app.office.queries import criteria, open_declarations
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.reviews import CheckAnswer
from platform_app.working_days import is_working_day

MORNING = time(10, 30)


@dataclass(frozen=True)
class Hands:
    """Who handles the sample's applications."""

    officer: Actor
    decider: Actor


@contextmanager
def _at(days_ago: int, hours: int = 0) -> Iterator[None]:
    """Act on a working day so many days ago, never later than now."""
    day = dates.today() - timedelta(days=days_ago)
    while not is_working_day(day):
        day -= timedelta(days=1)
    moment = datetime.combine(day, MORNING, dates.TOKYO) + timedelta(hours=hours)
    with dates.frozen(min(moment, dates.now())):
        yield


def load_applications(sample: dict[str, Any], *, officer: Actor, second: Actor, decider: Actor) -> None:
    """Send, review and decide every application of the sample."""
    del second
    hands = Hands(officer, decider)
    for case in sample["joining"]:
        _run(case, Procedure.JOIN, Contents(profile=case["entry"], declarations=_ticked()), hands)
    for case in sample["changing"]:
        contents = Contents(profile=case["entry"], declarations=_ticked(), reason=case["reason"])
        _run(case, Procedure.CHANGE, contents, hands)
    for case in sample["leaving"]:
        leave_on = dates.today() + timedelta(days=case["leave_in"])
        _run(case, Procedure.WITHDRAW, Contents(leave_on=leave_on, reason=case["reason"]), hands)


def _ticked() -> list[str]:
    return [declaration.value for declaration in open_declarations()]


def _run(case: dict[str, Any], procedure: Procedure, contents: Contents, hands: Hands) -> None:
    """Bring one application to its state, a day after the other."""
    applicant, member_id = visitor(), None
    if "number" in case:
        member = member_by_number(case["number"])
        member_id = member.id if member else None
        applicant = applicant.for_member(member_id) if member_id else applicant
    with _at(case["days"]):
        draft, _secret = applying.start(None, procedure=procedure, contents=contents, by=applicant, member_id=member_id)
        if case["state"] == S.DRAFT:
            return
        holder = applicant.for_application(draft.id)
        application = applying.submit(draft, by=holder)
    with _at(max(case["days"] - 1, 0), hours=2):
        _handle(application, case, holder, hands)


def _handle(application: Application, case: dict[str, Any], holder: Actor, hands: Hands) -> None:
    """Do what brings a received application to its state."""
    state = case["state"]
    if state == S.SUBMITTED:
        return
    if state == S.RETRACTED:
        applying.retract(application, by=holder)
        return
    reviewing.start_review(application, by=hands.officer)
    if state == S.IN_REVIEW:
        return
    if state == S.RETURNED:
        reviewing.return_for_correction(application, points=[tuple(p) for p in case["points"]], by=hands.officer)
        return
    if state == S.ACCEPTED:
        deciding.accept(application, version=application.version, by=hands.officer)
        return
    met = {line.id: (CheckAnswer.MET.value, "") for line in criteria()}
    reviewing.check(application, answers=met, by=hands.officer)
    reviewing.forward(application, by=hands.officer)
    if state != S.AWAITING_DECISION:
        _decide(application, case, hands.decider)


def _decide(application: Application, case: dict[str, Any], decider: Actor) -> None:
    if case["state"] == S.REJECTED:
        reason = db.session.scalars(select(RejectionReason).where(RejectionReason.code == case["reason"])).one()
        deciding.reject(application, version=application.version, reason_id=reason.id, by=decider)
        return
    effective_on = dates.today() + timedelta(days=case.get("effective_in", 0))
    deciding.approve(application, version=application.version, effective_on=effective_on, by=decider)
