"""The number of SQL statements of a page does not grow with what it lists."""

from datetime import date

from platform_app.actor import visitor
from platform_app.events import tallies
from platform_app.events.day_models import Attendance
from platform_app.events.models import Event
from platform_app.events.operations import seating
from platform_app.events.operations.sheets import record
from platform_app.events.registration_models import AccommodationNeed
from platform_app.extensions import db, writer
from platform_app.vocabulary.events import LedgerCause, LedgerDecision, LedgerReason
from platform_app.worksheets import matching_operations as matching
from tests import factories
from tests.architecture.building_matching import ENTRY
from tests.architecture.crawl import Visit, recorded
from tests.architecture.snapshot import Snapshot
from tests.architecture.test_pages import assert_none
from tests.architecture.world import World
from tests.events import builders

#: So many more of everything that a list can hold; still one page of fifty and the beginning of the next.
FEW, MORE = 3, 57
#: A loop over a handful of groups may cost a statement or two when a second page begins.
TOLERANCE = 1


def test_no_page_asks_the_database_more_often_when_there_is_more(
    visits: list[Visit], world: World, restore: Snapshot
) -> None:
    pages = [one for one in visits if one.status == 200 and one.is_html]
    first = {(one.page.endpoint, one.capacity): one for one in reversed(pages)}
    _grow(world, FEW)  # So that a page kept for visitors has to be made anew, both times.
    before = {key: _statements(world, one) for key, one in first.items()}
    _grow(world, MORE)

    found = [
        f"{one.page.address} ({one.page.endpoint}) as {one.capacity}: {before[key]} statements, then {after}"
        for key, one in sorted(first.items())
        if (after := _statements(world, one)) > before[key] + TOLERANCE
    ]

    restore.restore()
    assert_none(found)


def _statements(world: World, one: Visit) -> int:
    tallies.forget_tallies()  # Counts that are remembered would hide what the page asks for when they are not.
    with recorded() as statements:
        world.browser(one.capacity).get(one.page.address)
    return len(statements)


def _grow(world: World, count: int) -> None:
    """Add to every list: members, their people, applications in each status, mail, calls, audit entries, events."""
    officer = world.actor("officer")
    for number in range(count):
        partner = factories.member(joined_on=date(2023, 4, 1 + number % 28), **ENTRY)
        if number % 2:
            pair = (world.ids["member:own"], partner.id)
            matching.suggest(None, member_ids=pair, message="合いそうです。", by=officer)
        factories.user("officer")
        factories.user("editor", member_id=world.ids["member:own"])
        factories.submitted(**({"email": ""} if number % 2 else {}))
    for _number in range(count // 8 + 1):
        factories.awaiting(officer)
    for number in range(count):
        builders.event(title=f"見本の会{number}")
    for name in ("published", "today"):
        _grow_event(world, name, count)


def _grow_event(world: World, name: str, count: int) -> None:
    """Add to every list of an event: people who have a place or wait, their marks, answers and the ledger."""
    event = world.row(Event, f"event:{name}")
    sheets = [builders.sheet(attending="online") for _number in range(count)]
    with writer():
        for number, sheet in enumerate(sheets):
            row = record(event, sheet, visitor())
            row.status, row.pool_id = ("waiting", None) if number % 2 else ("confirmed", _pool(event))
            db.session.flush()
            person = row.participants[0]
            db.session.add(AccommodationNeed(participant_id=person.id, event_id=event.id, needs=["captions"]))
            db.session.add(Attendance(participant_id=person.id, event_id=event.id, mark="present"))
            seating.note(
                row, LedgerCause.REGISTERED, LedgerDecision.CONFIRMED, LedgerReason.SEAT_FREE, visitor(), number
            )
        db.session.commit()


def _pool(event: Event) -> int:
    return next(pool.id for pool in event.pools if pool.attending == "online")
