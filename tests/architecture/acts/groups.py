"""The operations on groups."""

from collections.abc import Callable, Mapping

from platform_app.actor import Actor
from platform_app.events.models import Event
from platform_app.groups import proposing, queries
from platform_app.groups.operations import grouping as operations
from platform_app.groups.operations import wishing
from platform_app.groups.operations.grouping import Look, Shift
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.groups import PeopleSource, TableRole, WishKind
from tests.architecture.building_groups import settings
from tests.architecture.world import World


def _event(world: World) -> Event:
    return world.row(Event, "event:grouped")  # type: ignore[no-any-return]


def _officer(world: World) -> Actor:
    return world.actor("officer")


def _proposed(world: World) -> int:
    return world.ids["grouping:proposed"]


def _person(world: World, number: int = 3) -> int:
    return world.ids[f"participant:grouped:{number}"]


def _run(world: World) -> object:
    event = _event(world)
    proposal = proposing.run(event, queries.grouping(event.id, _proposed(world)))
    return operations.store_run(event, grouping_id=_proposed(world), proposal=proposal, by=_officer(world))


def _repair(world: World) -> object:
    event = _event(world)
    grouping = queries.grouping(event.id, _proposed(world))
    proposal = proposing.repair(event, grouping, PeopleSource.CONFIRMED.value)
    return operations.store_repair(event, grouping_id=grouping.id, proposal=proposal, by=_officer(world))


def _move(world: World) -> object:
    event = _event(world)
    places = queries.places_of(queries.grouping(event.id, _proposed(world)))
    one = places[_person(world)]
    partner = next(key for key, place in places.items() if place.group_id != one.group_id)
    shift = Shift(_person(world), partner_id=partner)
    return operations.move(event, grouping_id=_proposed(world), shift=shift, by=_officer(world))


BEFORE: Mapping[Action, Callable[[World], object]] = {}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.SAVE_GROUPING: lambda world: operations.save(_event(world), settings=settings("2回目"), by=_officer(world)),
    Action.REMOVE_GROUPING: lambda world: operations.remove(
        _event(world), grouping_id=world.ids["grouping:unwanted"], by=_officer(world)
    ),
    Action.RUN_GROUPING: _run,
    Action.REPAIR_GROUPING: _repair,
    Action.MOVE_PERSON: _move,
    Action.SET_ROLE: lambda world: operations.set_role(
        _event(world),
        grouping_id=_proposed(world),
        participant_id=_person(world),
        role=TableRole.PRESENTER,
        by=_officer(world),
    ),
    Action.LOCK_PLACE: lambda world: operations.lock(
        _event(world),
        grouping_id=_proposed(world),
        participant_ids=frozenset({_person(world)}),
        is_locked=True,
        by=_officer(world),
    ),
    Action.EDIT_GROUP: lambda world: operations.edit_group(
        _event(world), grouping_id=_proposed(world), look=Look(1, "子育て", is_accessible=True), by=_officer(world)
    ),
    Action.CONFIRM_GROUPING: lambda world: operations.confirm(
        _event(world), grouping_id=_proposed(world), by=_officer(world)
    ),
    Action.REOPEN_GROUPING: lambda world: operations.reopen(
        _event(world), grouping_id=world.ids["grouping:confirmed"], by=_officer(world)
    ),
    Action.SAVE_WISH: lambda world: wishing.save_wish(
        _event(world),
        kind=WishKind.MAY_LEAD,
        people=[_person(world)],
        reason="進行に慣れているため",
        by=_officer(world),
    ),
    Action.REMOVE_WISH: lambda world: wishing.remove_wish(
        _event(world), wish_id=world.ids["wish:apart"], by=_officer(world)
    ),
}
