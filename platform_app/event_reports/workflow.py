"""The life of a report as a table; nothing else changes its status."""

from dataclasses import dataclass
from typing import Protocol

from platform_app.event_reports.errors import ReportSettled
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.event_reports import ReportStatus as S


@dataclass(frozen=True)
class Transition:
    """One legal step."""

    action: Action
    sources: frozenset[str]
    target: str


TRANSITIONS: dict[Action, Transition] = {
    step.action: step
    for step in (
        Transition(Action.SUBMIT_REPORT, frozenset({S.DRAFT}), S.SUBMITTED),
        Transition(Action.RECALL_REPORT, frozenset({S.SUBMITTED, S.APPROVED}), S.DRAFT),
        Transition(Action.RETURN_REPORT, frozenset({S.SUBMITTED}), S.DRAFT),
        Transition(Action.APPROVE_REPORT, frozenset({S.SUBMITTED}), S.APPROVED),
        Transition(Action.PUBLISH_REPORT, frozenset({S.APPROVED}), S.PUBLISHED),
        Transition(Action.WITHDRAW_REPORT, frozenset({S.PUBLISHED}), S.WITHDRAWN),
        Transition(Action.CORRECT_REPORT, frozenset({S.PUBLISHED, S.WITHDRAWN}), S.DRAFT),
    )
}
#: Where the text and its pictures may be changed.
WRITABLE = frozenset({S.DRAFT})


class HasStatus(Protocol):
    """Whatever has a status."""

    status: str


def can_advance(report: HasStatus, action: Action) -> bool:
    """Whether the step is legal from where the report stands."""
    return report.status in TRANSITIONS[action].sources


def advance(report: HasStatus, action: Action) -> None:
    """Take one legal step. Raises ReportSettled otherwise."""
    if not can_advance(report, action):
        raise ReportSettled
    report.status = str(TRANSITIONS[action].target)


def need_writable(report: HasStatus) -> None:
    """Refuse a change of what is submitted, approved or published. Raises ReportSettled."""
    if report.status not in WRITABLE:
        raise ReportSettled
