"""The life of an application as a table; nothing else changes a status."""

from dataclasses import dataclass, field
from typing import Protocol

from platform_app.errors import WrongStatus
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure as K

ENTRY_KINDS = frozenset({K.JOIN, K.CHANGE})
ALL_KINDS = frozenset(K)

#: Sent, and not yet at an end.
OPEN_STATUSES = (S.SUBMITTED, S.IN_REVIEW, S.RETURNED, S.AWAITING_DECISION)


@dataclass(frozen=True)
class Transition:
    """One legal step. ``mail`` names the template that tells the applicant, if any."""

    action: Action
    sources: frozenset[S]
    target: S
    mail: str = ""
    kinds: frozenset[K] = field(default=ALL_KINDS)


TRANSITIONS: dict[Action, Transition] = {
    step.action: step
    for step in (
        Transition(Action.SUBMIT, frozenset({S.DRAFT, S.RETURNED}), S.SUBMITTED, "application_received"),
        Transition(Action.START_REVIEW, frozenset({S.SUBMITTED}), S.IN_REVIEW),
        Transition(Action.RETURN, frozenset({S.SUBMITTED, S.IN_REVIEW}), S.RETURNED, "application_returned"),
        Transition(Action.FORWARD, frozenset({S.IN_REVIEW}), S.AWAITING_DECISION, kinds=ENTRY_KINDS),
        Transition(Action.RECALL, frozenset({S.AWAITING_DECISION}), S.IN_REVIEW, kinds=ENTRY_KINDS),
        Transition(Action.APPROVE, frozenset({S.AWAITING_DECISION}), S.APPROVED, "application_approved", ENTRY_KINDS),
        Transition(Action.REJECT, frozenset({S.AWAITING_DECISION}), S.REJECTED, "application_rejected", ENTRY_KINDS),
        Transition(
            Action.ACCEPT,
            frozenset({S.SUBMITTED, S.IN_REVIEW}),
            S.ACCEPTED,
            "withdrawal_accepted",
            frozenset({K.WITHDRAW}),
        ),
        # A change of minor items alone needs nobody's approval: it is accepted as it is sent.
        Transition(
            Action.CHANGE_MINOR, frozenset({S.DRAFT}), S.ACCEPTED, "application_minor_changed", frozenset({K.CHANGE})
        ),
        Transition(Action.RETRACT, frozenset({S.DRAFT, *OPEN_STATUSES}), S.RETRACTED, "application_retracted"),
        Transition(Action.REVERSE, frozenset({S.APPROVED, S.ACCEPTED}), S.REVERSED, "decision_reversed"),
        Transition(Action.REOPEN, frozenset({S.REJECTED}), S.IN_REVIEW, "application_reopened", ENTRY_KINDS),
    )
}


class Progressing(Protocol):
    """What ``advance`` needs to know of an application."""

    status: str
    procedure: str


def can_advance(thing: Progressing, action: Action) -> bool:
    """Whether the step is legal from where the application stands."""
    step = TRANSITIONS[action]
    return thing.status in step.sources and thing.procedure in step.kinds


def advance(thing: Progressing, action: Action) -> Transition:
    """Take one legal step; the only assignment to a status. Raises WrongStatus otherwise."""
    if not can_advance(thing, action):
        raise WrongStatus
    step = TRANSITIONS[action]
    thing.status = step.target.value
    return step


def actions_from(thing: Progressing) -> list[Action]:
    """Return the steps that are legal now, in the table's order (buttons are drawn from it)."""
    return [action for action in TRANSITIONS if can_advance(thing, action)]
