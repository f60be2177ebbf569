"""The operations on registrations, and what is told to registrants."""

from collections.abc import Callable, Mapping

from platform_app.actor import Actor, system, visitor
from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.events.operations import choosing, editing, mailing, registering, reminding
from platform_app.events.operations.editing import Contact, Details
from platform_app.events.registration_models import Registration
from platform_app.extensions import db, writer
from platform_app.vocabulary.actions import Action
from tests.architecture.building_registrations import DAY, letter
from tests.architecture.world import World
from tests.events import builders


def _event(world: World, name: str = "published") -> Event:
    return world.row(Event, f"event:{name}")  # type: ignore[no-any-return]


def _officer(world: World) -> Actor:
    return world.actor("officer")


def _holder(world: World, name: str) -> Actor:
    return visitor().for_registration(world.ids[f"registration:{name}"])


def _overdue(world: World) -> None:
    with writer():
        world.row(Registration, "registration:offered").offer_expires_at = now() - DAY
        db.session.commit()


def _edit(world: World) -> object:
    details = Details(
        "総務課", "主任", is_listed=True, is_photographed=False, needs=["wheelchair"], need_detail="通路側"
    )
    return editing.edit(
        _event(world),
        registration_id=world.ids["registration:first"],
        contact=Contact("見本花子", "088-000-0000", "first@example.jp", "駐車場はありますか。"),
        people={world.ids["participant:first"]: details},
        by=_holder(world, "first"),
    )


BEFORE: Mapping[Action, Callable[[World], object]] = {Action.EXPIRE_OFFERS: _overdue}

ACTS: Mapping[Action, Callable[[World], object]] = {
    Action.REGISTER: lambda world: registering.register(
        _event(world),
        sheet=builders.sheet(people=[builders.person(needs=("captions",))], attending="online"),
        by=visitor(),
    ),
    Action.EDIT_REGISTRATION: _edit,
    Action.CANCEL_REGISTRATION: lambda world: registering.cancel(
        _event(world), registration_id=world.ids["registration:first"], by=_holder(world, "first")
    ),
    Action.REDUCE_PARTY: lambda world: registering.reduce(
        _event(world),
        registration_id=world.ids["registration:party"],
        participant_ids=[world.ids["participant:party"]],
        by=_holder(world, "party"),
    ),
    Action.SUBSTITUTE: lambda world: registering.substitute(
        _event(world),
        registration_id=world.ids["registration:first"],
        participant_id=world.ids["participant:first"],
        person=builders.person(),
        by=_holder(world, "first"),
    ),
    Action.ACCEPT_OFFER: lambda world: registering.accept_offer(
        _event(world, "offers"), registration_id=world.ids["registration:offered"], by=_holder(world, "offered")
    ),
    Action.DECLINE_OFFER: lambda world: registering.decline_offer(
        _event(world, "offers"), registration_id=world.ids["registration:offered"], by=_holder(world, "offered")
    ),
    Action.EXPIRE_OFFERS: lambda world: registering.expire_offers(_event(world, "offers"), by=system()),
    Action.DRAW_LOTS: lambda world: choosing.draw(_event(world, "undrawn"), seed="見本", by=_officer(world)),
    Action.ADMIT: lambda world: choosing.admit(
        _event(world, "approval"), registration_id=world.ids["registration:pending"], by=_officer(world)
    ),
    Action.REFUSE: lambda world: choosing.refuse(
        _event(world, "approval"), registration_id=world.ids["registration:pending"], by=_officer(world)
    ),
    Action.SETTLE_CONFLICT: lambda world: choosing.settle_conflict(
        _event(world, "conflict"),
        registration_id=world.ids["registration:conflict"],
        displaced_ids=[world.ids["registration:later"]],
        by=_officer(world),
    ),
    Action.SAVE_REMINDER: lambda world: reminding.save_rule(
        _event(world), hours_before=24, statuses=["confirmed"], message="", by=_officer(world)
    ),
    Action.REMOVE_REMINDER: lambda world: reminding.remove_rule(
        _event(world), rule_id=world.ids["rule:planned"], by=_officer(world)
    ),
    Action.REMIND: lambda world: reminding.remind(_event(world), by=system()),
    Action.SEND_MAILING: lambda world: mailing.send(_event(world), letter=letter("sent-anew"), by=_officer(world)),
}
