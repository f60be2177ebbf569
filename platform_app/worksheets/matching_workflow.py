"""The life of an introduction as a table; nothing else changes its status."""

from typing import Protocol

from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.matching import IntroductionStatus as S
from platform_app.worksheets.matching_errors import IntroductionSettled

#: What each act needs and what it leads to. A pair that came to nothing may be brought together anew.
STEPS: dict[Action, tuple[frozenset[str], str]] = {
    Action.ASK_INTRODUCTION: (frozenset({S.DECLINED, S.WITHDRAWN}), S.WAITING),
    Action.SUGGEST_INTRODUCTION: (frozenset({S.DECLINED, S.WITHDRAWN}), S.WAITING),
    Action.AGREE_INTRODUCTION: (frozenset({S.WAITING}), S.AGREED),
    Action.DECLINE_INTRODUCTION: (frozenset({S.WAITING}), S.DECLINED),
    Action.WITHDRAW_INTRODUCTION: (frozenset({S.WAITING, S.AGREED}), S.WITHDRAWN),
}


class HasStatus(Protocol):
    """Whatever has a status."""

    status: str


def can_turn(introduction: HasStatus, action: Action) -> bool:
    """Whether the step is legal from where the introduction stands."""
    return introduction.status in STEPS[action][0]


def turn(introduction: HasStatus, action: Action) -> None:
    """Take one legal step. Raises IntroductionSettled otherwise."""
    if not can_turn(introduction, action):
        raise IntroductionSettled
    introduction.status = str(STEPS[action][1])
