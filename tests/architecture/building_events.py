"""Events of the built platform: a draft, and a published one with places, files, history and people."""

from datetime import timedelta

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.events.operations import moving, planning, programme
from platform_app.events.operations.planning import PoolPlan
from platform_app.events.operations.programme import ProgrammeLine
from platform_app.extensions import db
from tests.architecture.world import World, document
from tests.events.builders import registered

LINES = (
    ProgrammeLine("第1部", is_part=True, starts="13:30"),
    ProgrammeLine("講演", presenters=[{"name": "見本太郎", "organisation": "見本大学", "post": "教授"}]),
)
POOLS = (PoolPlan("venue", "general", 2), PoolPlan("venue", "reserved", 3), PoolPlan("online", "general", 5))


def build_events(world: World) -> None:
    """Plan a draft and a published event; two people have places and one waits."""
    officer = world.actor("officer")
    world.ids["event:draft"] = _planned("準備中の会", officer).id
    event = _planned("見本の会", officer)
    world.ids["event:published"] = event.id
    flyer = programme.add_file(
        event, kind="flyer", upload=document("チラシ.pdf"), alternative="チラシの文章", by=officer
    )
    world.ids["file:flyer"] = flyer.id
    planning.publish(event, by=officer)
    for name in ("first", "second", "waiting"):
        world.ids[f"registration:{name}"] = registered(event).id
    change = moving.reschedule(event, values={"room": "2階大会議室"}, message="部屋が変わりました。", by=officer)
    world.ids["change:moved"] = change.id
    event = db.session.get_one(Event, event.id)
    world.ids["pool:reserved"] = next(pool.id for pool in event.pools if pool.kept_for == "reserved")


def _planned(title: str, officer: Actor) -> Event:
    start = now() + timedelta(days=30)
    values = {
        "kind": "seminar",
        "title": title,
        "format": "hybrid",
        "venue": "見本会館",
        "online_tool": "Zoom",
        "municipality": "362018",
        "starts_at": start,
        "ends_at": start + timedelta(hours=2),
        "organisers": [{"role": "host", "name": "見本県"}],
        "contacts": [{"purpose": "申込み", "name": "見本課", "phone": "088-000-0000", "email": "", "hours": ""}],
    }
    event = planning.create(None, values=values, pools=POOLS, series="見本", by=officer)
    programme.set_programme(event, lines=LINES, by=officer)
    return event
