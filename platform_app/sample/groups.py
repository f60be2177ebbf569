"""The groups of the sample's past events, made on the day by those who came."""

from datetime import datetime, timedelta

from sqlalchemy import select

from platform_app import dates
from platform_app.actor import Actor
from platform_app.dates import TOKYO
from platform_app.events.models import Event, ProgrammeItem
from platform_app.extensions import db
from platform_app.groups import proposing, queries
from platform_app.groups.operations import grouping as operations
from platform_app.groups.operations.grouping import Settings
from platform_app.vocabulary.groups import PeopleSource, SizePolicy

#: When an event began, a word of the item of its programme, the name of the grouping, and its seed.
GROUPED = (
    (datetime(2023, 4, 21, 13, 30, tzinfo=TOKYO), "グループ討議", "グループ討議", "20230421"),
    (datetime(2023, 6, 6, 13, 30, tzinfo=TOKYO), "相利評価表の作成", "相利評価表の作成", "20230606"),
)


def load_groups(*, officer: Actor) -> None:
    """Make and confirm the groups of the first information exchange and of the first seminar."""
    for starts_at, word, title, seed in GROUPED:
        event = db.session.scalar(select(Event).where(Event.starts_at == starts_at))
        if event is not None:
            with dates.frozen(starts_at + timedelta(minutes=20)):
                _group(event, _item(event, word), (title, seed), officer)


def _item(event: Event, word: str) -> int | None:
    statement = select(ProgrammeItem.id).where(
        ProgrammeItem.event_id == event.id, ProgrammeItem.parent_id.is_not(None), ProgrammeItem.title.contains(word)
    )
    return db.session.scalar(statement.order_by(ProgrammeItem.position))


def _group(event: Event, item_id: int | None, named: tuple[str, str], officer: Actor) -> None:
    title, seed = named
    settings = Settings(title, item_id, PeopleSource.CONFIRMED.value, SizePolicy.THREES.value, seed)
    row = operations.save(event, settings=settings, by=officer)
    proposal = proposing.run(event, queries.grouping(event.id, row.id))
    operations.store_run(event, grouping_id=row.id, proposal=proposal, by=officer)
    operations.confirm(event, grouping_id=row.id, by=officer)
