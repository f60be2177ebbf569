"""Groups of the built platform's events: one that is confirmed, one that is proposed, and a wish."""

from platform_app.events.models import Event
from platform_app.events.operations import attending
from platform_app.events.operations.taps import Tap
from platform_app.groups import proposing, queries
from platform_app.groups.operations import grouping as operations
from platform_app.groups.operations import wishing
from platform_app.groups.operations.grouping import Settings
from platform_app.vocabulary.groups import PeopleSource, SizePolicy, WishKind
from tests.architecture.world import World
from tests.events import builders

#: How many people the event of the groups has.
PEOPLE = 11


def settings(title: str = "グループ討議") -> Settings:
    """Return what is chosen before a run."""
    return Settings(title, None, PeopleSource.CONFIRMED.value, SizePolicy.THREES.value, "mihon")


def build_groups(world: World) -> None:
    """Hold an event with enough people; one grouping of it is confirmed, one proposed, one is not wanted any more."""
    officer = world.actor("officer")
    event = builders.event(capacity=30)
    world.ids["event:grouped"] = event.id
    for number in range(PEOPLE):
        row = builders.registered(event)
        world.ids[f"participant:grouped:{number}"] = row.participants[0].id
    people = [world.ids[f"participant:grouped:{number}"] for number in range(2)]
    wish = wishing.save_wish(event, kind=WishKind.APART, people=people, reason="同じ地域の方のため", by=officer)
    world.ids["wish:apart"] = wish.id
    for name in ("confirmed", "proposed", "unwanted"):
        grouping_of(world, event, name)
    operations.confirm(event, grouping_id=world.ids["grouping:confirmed"], by=officer)


def grouping_of(world: World, event: Event, name: str) -> None:
    """Make one grouping and run it."""
    officer = world.actor("officer")
    row = operations.save(event, settings=settings(), by=officer)
    world.ids[f"grouping:{name}"] = row.id
    proposal = proposing.run(event, queries.grouping(event.id, row.id))
    operations.store_run(event, grouping_id=row.id, proposal=proposal, by=officer)
    group = queries.grouping(event.id, row.id).groups[0]
    world.ids[f"group:{name}"], world.texts[f"code:group:{name}"] = group.id, group.code


def absent(world: World, name: str) -> None:
    """Let one person of the event stay away."""
    event: Event = world.row(Event, "event:grouped")
    key = world.ids[name]
    attending.check_in(event, tap=Tap(key, "absent"), by=world.actor("clerk"))
