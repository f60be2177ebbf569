"""What the office asks for about certain people: together, apart, who can lead, who can record."""

from collections.abc import Collection

from platform_app.actor import Actor
from platform_app.errors import NotFound
from platform_app.events.models import Event
from platform_app.events.roll_queries import lines
from platform_app.extensions import db
from platform_app.groups.errors import WishOfOne
from platform_app.groups.models import GroupWish
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.groups import WishKind

#: Kinds that are about more than one person.
OF_SEVERAL = (WishKind.TOGETHER, WishKind.APART)


@operation(Action.SAVE_WISH)
def save_wish(event: Event, *, kind: WishKind, people: Collection[int], reason: str, by: Actor) -> GroupWish:  # noqa: ARG001
    """Write down a wish. Raises WishOfOne for too few people, or people who have no place."""
    known = {line.person.id for line in lines(event.id)}
    chosen = sorted(set(people) & known)
    if len(chosen) < (2 if kind in OF_SEVERAL else 1):
        raise WishOfOne
    wish = GroupWish(event_id=event.id, kind=kind.value, participant_ids=chosen, reason=reason)
    db.session.add(wish)
    db.session.flush()
    return wish


@operation(Action.REMOVE_WISH)
def remove_wish(event: Event, *, wish_id: int, by: Actor) -> None:  # noqa: ARG001
    """Take a wish back. Raises NotFound."""
    wish = db.session.get(GroupWish, wish_id)
    if wish is None or wish.event_id != event.id:
        raise NotFound
    db.session.delete(wish)
