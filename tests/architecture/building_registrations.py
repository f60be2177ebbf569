"""People of the built platform's events: registrations in every state, and an event that is held today."""

from datetime import timedelta
from typing import Any

from platform_app import dates
from platform_app.actor import visitor
from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.events.operations import attending, choosing, mailing, registering, reminding
from platform_app.events.operations.mailing import Letter
from platform_app.events.operations.taps import Tap
from platform_app.events.registration_models import Registration
from platform_app.events.secrets import registration_secret
from platform_app.vocabulary.applications import Channel
from tests.architecture.world import World
from tests.events import builders

DAY = timedelta(days=1)


def keep(world: World, name: str, registration: Registration) -> Registration:
    """Remember a registration, its first participant, and what opens it."""
    world.ids[f"registration:{name}"] = registration.id
    world.ids[f"participant:{name}"] = registration.participants[0].id
    world.texts[f"number:registration:{name}"] = registration.number
    secret = registration_secret(registration.event_id, registration.submission_token)
    world.texts[f"secret:registration:{name}"] = secret
    return registration


def _event(world: World, name: str, **more: Any) -> Event:
    row = builders.event(**more)
    world.ids[f"event:{name}"] = row.id
    return row


def build_registrations(world: World) -> None:
    """Register people for events that choose in every way, and hold one event today."""
    _published(world)
    _offered(world)
    _lotteries(world)
    _approval(world)
    _conflict(world)
    _today(world)


def _published(world: World) -> None:
    """The event of the planning pages: a party online, an organisation's registration, a reminder and a mailing."""
    event: Event = world.row(Event, "event:published")
    for name in ("first", "second", "waiting"):
        keep(world, name, world.row(Registration, f"registration:{name}"))
    keep(world, "party", builders.registered(event, 3, attending="online"))
    for name in ("own", "foreign"):
        sheet = builders.sheet(attending="online", seat_class="members", member_id=world.ids[f"member:{name}"])
        editor = world.actor("editor" if name == "own" else "foreign_editor")
        keep(world, name, registering.register(event, sheet=sheet, by=editor))
    officer = world.actor("officer")
    with dates.frozen(now() - 5 * DAY):
        rule = reminding.save_rule(
            event, hours_before=31 * 24, statuses=["confirmed"], message="お待ちしています。", by=officer
        )
    world.ids["rule:planned"] = rule.id
    mailing.send(event, letter=letter("sent-once"), by=officer)


def letter(token: str) -> Letter:
    """Return a letter to everybody who has a place."""
    return Letter("ご案内", "会場が変わりました。", ["confirmed"], "", token)


def _offered(world: World) -> None:
    """Somebody who moved up has to answer, and the next one waits."""
    event = _event(world, "offers", capacity=1, offer_hours=48)
    leaving = builders.registered(event)
    keep(world, "offered", builders.registered(event))
    builders.registered(event)
    registering.cancel(event, registration_id=leaving.id, by=visitor().for_registration(leaving.id))


def _lotteries(world: World) -> None:
    """One event whose lots are still to be drawn, and one whose are."""
    for name in ("undrawn", "drawn"):
        event = _event(world, name, capacity=1, selection="lottery")
        for _number in range(2):
            builders.registered(event)
    choosing.draw(world.row(Event, "event:drawn"), seed="見本", by=world.actor("officer"))


def _approval(world: World) -> None:
    keep(world, "pending", builders.registered(_event(world, "approval", selection="approval")))


def _conflict(world: World) -> None:
    """A fax that arrived before those who already have a place was typed after them."""
    event = _event(world, "conflict", capacity=1)
    keep(world, "later", builders.registered(event))
    fax = builders.sheet(channel=Channel.FAX, arrived_at=now() - DAY)
    keep(world, "conflict", registering.register(event, sheet=fax, by=world.actor("clerk")))


def _today(world: World) -> None:
    """An event that has begun: one is there, one is expected online, and one waits at the door."""
    start = now() - timedelta(hours=1)
    pools = {("venue", "general"): 2, ("online", "general"): 5}
    event = _event(world, "today", pools=pools, format="hybrid", starts_at=start, ends_at=now() + timedelta(hours=3))
    clerk = world.actor("clerk")
    sheets = {
        "present": builders.sheet(
            people=[builders.person(needs=("wheelchair",), need_detail="通路側の席")], memo="要確認"
        ),
        "expected": builders.sheet(),
        "online": builders.sheet(attending="online"),
        "door": builders.sheet(),
    }
    for name, sheet in sheets.items():
        keep(world, name, registering.register(event, sheet=sheet, by=clerk))
    attending.check_in(event, tap=Tap(world.ids["participant:present"], "present"), by=clerk)
