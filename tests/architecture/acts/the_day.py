"""The operations of the day of an event."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.events.operations import attending, registering
from platform_app.events.operations.attending import Stay
from platform_app.events.operations.taps import Tap
from platform_app.vocabulary.actions import Action
from tests.architecture.world import World
from tests.events import builders


def _today(world: World) -> Event:
    return world.row(Event, "event:today")  # type: ignore[no-any-return]


def _clerk(world: World) -> Actor:
    return world.actor("clerk")


def _leave_seat(world: World) -> None:
    """Let somebody who was expected cancel: nobody moves up any more, so a place is free at the door."""
    registering.cancel(_today(world), registration_id=world.ids["registration:expected"], by=_clerk(world))


BEFORE: Mapping[Action, Callable[[World], object]] = {Action.SEAT_AT_DOOR: _leave_seat}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.CHECK_IN: lambda world: attending.check_in(
        _today(world), tap=Tap(world.ids["participant:expected"], "late"), by=_clerk(world)
    ),
    Action.WALK_IN: lambda world: attending.walk_in(
        _today(world), sheet=builders.sheet(attending="online"), by=_clerk(world)
    ),
    Action.SEAT_AT_DOOR: lambda world: attending.seat_at_door(
        _today(world), registration_id=world.ids["registration:door"], by=_clerk(world)
    ),
    Action.KEY_SHEET: lambda world: attending.key_sheet(
        _today(world),
        marks={world.ids["participant:present"]: "left_early", world.ids["participant:expected"]: "absent"},
        by=_clerk(world),
    ),
    Action.TAKE_REPORT: lambda world: attending.take_report(
        _today(world),
        stays=[Stay(world.ids["participant:online"], now() - timedelta(minutes=50), now())],
        by=_clerk(world),
    ),
}
