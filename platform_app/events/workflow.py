"""The lives of an event, of a registration and of a questionnaire as tables; nothing else changes a status."""

from dataclasses import dataclass
from typing import Protocol

from platform_app.events.errors import EventSettled, RegistrationSettled, SurveyClosed
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import EventStatus as E
from platform_app.vocabulary.events import RegistrationStatus as R
from platform_app.vocabulary.surveys import SurveyStatus as S


@dataclass(frozen=True)
class Transition:
    """One legal step of an event or a registration."""

    action: Action
    sources: frozenset[str]
    target: str


EVENT_TRANSITIONS: dict[Action, Transition] = {
    step.action: step
    for step in (
        Transition(Action.PUBLISH_EVENT, frozenset({E.DRAFT}), E.PUBLISHED),
        Transition(Action.POSTPONE_EVENT, frozenset({E.PUBLISHED}), E.POSTPONED),
        Transition(Action.RESCHEDULE_EVENT, frozenset({E.PUBLISHED, E.POSTPONED}), E.PUBLISHED),
        Transition(Action.CANCEL_EVENT, frozenset({E.PUBLISHED, E.POSTPONED}), E.CANCELLED),
    )
}

#: Steps of a registration by the name that operations use.
REGISTRATION_STEPS: dict[str, tuple[frozenset[str], str]] = {
    "confirm": (frozenset({R.PENDING, R.WAITING, R.OFFERED}), R.CONFIRMED),
    "wait": (frozenset({R.PENDING, R.CONFIRMED, R.OFFERED}), R.WAITING),
    "offer": (frozenset({R.WAITING}), R.OFFERED),
    "cancel": (frozenset({R.PENDING, R.CONFIRMED, R.WAITING, R.OFFERED}), R.CANCELLED),
    "decline": (frozenset({R.OFFERED}), R.DECLINED),
    "expire": (frozenset({R.OFFERED}), R.EXPIRED),
    "refuse": (frozenset({R.PENDING, R.WAITING}), R.REFUSED),
}

#: A questionnaire may be opened again after its closing.
SURVEY_TRANSITIONS: dict[Action, Transition] = {
    Action.OPEN_SURVEY: Transition(Action.OPEN_SURVEY, frozenset(S), S.OPEN),
    Action.CLOSE_SURVEY: Transition(Action.CLOSE_SURVEY, frozenset({S.OPEN}), S.CLOSED),
}


class HasStatus(Protocol):
    """Whatever has a status."""

    status: str


class HasVersion(HasStatus, Protocol):
    """Whatever counts its steps."""

    version: int


def can_advance(event: HasStatus, action: Action) -> bool:
    """Whether the step is legal from where the event stands."""
    return event.status in EVENT_TRANSITIONS[action].sources


def advance(event: HasStatus, action: Action) -> None:
    """Take one legal step of an event. Raises EventSettled otherwise."""
    if not can_advance(event, action):
        raise EventSettled
    event.status = str(EVENT_TRANSITIONS[action].target)


def move(registration: HasVersion, step: str) -> None:
    """Take one legal step of a registration, and count it. Raises RegistrationSettled otherwise."""
    sources, target = REGISTRATION_STEPS[step]
    if registration.status not in sources:
        raise RegistrationSettled
    registration.status = str(target)
    registration.version += 1


def turn(survey: HasStatus, action: Action) -> None:
    """Take one legal step of a questionnaire. Raises SurveyClosed otherwise."""
    step = SURVEY_TRANSITIONS[action]
    if survey.status not in step.sources:
        raise SurveyClosed
    survey.status = str(step.target)
