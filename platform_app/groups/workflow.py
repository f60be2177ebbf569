"""The life of a grouping: proposed, confirmed, and taken up again."""

from typing import Protocol

from platform_app.groups.errors import GroupingSettled
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.groups import GroupingStatus as G

TRANSITIONS: dict[Action, tuple[G, G]] = {
    Action.CONFIRM_GROUPING: (G.DRAFT, G.CONFIRMED),
    Action.REOPEN_GROUPING: (G.CONFIRMED, G.DRAFT),
}


class HasStatus(Protocol):
    """Whatever has a status."""

    status: str


def turn(grouping: HasStatus, action: Action) -> None:
    """Take one legal step. Raises GroupingSettled otherwise."""
    source, target = TRANSITIONS[action]
    if grouping.status != source:
        raise GroupingSettled
    grouping.status = target.value
