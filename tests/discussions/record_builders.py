"""Small builders of records as they are after a discussion, and of what became of them."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import count
from typing import Any

from platform_app.dates import now
from platform_app.discussions import search_index
from platform_app.discussions.models import Opinion, OpinionDots, OpinionTag, Pillar, Theme
from platform_app.discussions.operations import tracing
from platform_app.discussions.operations.tracing import StepPlan
from platform_app.discussions.trace_models import Trace
from platform_app.events.models import Event
from platform_app.extensions import db, writer
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.discussions import OpinionKind, Standing
from platform_app.vocabulary.trace import OutcomeKind
from tests import factories
from tests.events.builders import event

_numbers = count(1)
DAY = date(2023, 5, 16)


def officer() -> Any:
    return factories.actor(Role.OFFICER)


def held(days_ago: int = 30, **more: Any) -> Event:
    """Save an event that is over."""
    start = now() - timedelta(days=days_ago)
    return event(**{"starts_at": start, "ends_at": start + timedelta(hours=2), **more})


def record(*texts: str, of: Event | None = None, **more: Any) -> tuple[Theme, list[Opinion]]:
    """Save a theme with one pillar and an opinion for each text; published unless told otherwise."""
    n = next(_numbers)
    of = of or held()
    values = {"title": f"テーマ{n}", "screen_code": f"RECORD{n}", "is_published": True, "published_at": now(), **more}
    with writer():
        theme = Theme(event_id=of.id, **values)
        db.session.add(theme)
        db.session.flush()
        theme.pillars = [Pillar(position=1, text=f"柱の問い{n}")]
        db.session.flush()
        rows = [_opinion(theme, place, text) for place, text in enumerate(texts, start=1)]
        search_index.refresh(rows)
        db.session.commit()
    return theme, rows


def _opinion(theme: Theme, place: int, text: str) -> Opinion:
    row = Opinion(
        event_id=theme.event_id,
        theme_id=theme.id,
        pillar_id=theme.pillars[0].id,
        client_id=f"row{next(_numbers)}",
        position=place,
        kind=OpinionKind.WORDS.value,
        text=text,
        group_label=f"{place % 3 + 1}班",
    )
    db.session.add(row)
    return row


def change(row: Opinion, **values: Any) -> None:
    """Change columns of an opinion as an operation would."""
    with writer():
        for name, value in values.items():
            setattr(row, name, value)
        search_index.refresh([row])
        db.session.commit()


def withheld(row: Opinion) -> None:
    """Withhold an opinion."""
    change(row, standing=Standing.WITHHELD.value)


def merged(theme: Theme, text: str, sources: Sequence[Opinion]) -> Opinion:
    """Merge opinions into a line with words of its own."""
    with writer():
        row = _opinion(theme, 99, text)
        row.is_merged, row.group_label, row.kind = True, "", OpinionKind.SUMMARY.value
        db.session.flush()
        for source in sources:
            source.merged_into_id = row.id
        search_index.refresh([row])
        db.session.commit()
    return row


def tagged(row: Opinion, *words: str, dots: int = 0) -> None:
    """Give an opinion tags and dots."""
    change(
        row,
        tags=[OpinionTag(tag=word) for word in words],
        dots=[OpinionDots(count=dots)] if dots else [],
    )


def step(kind: OutcomeKind = OutcomeKind.AGENDA, **more: Any) -> StepPlan:
    """Return a step."""
    return StepPlan(**{"kind": kind, "title": f"見本の{kind.label}", "happened_on": DAY, **more})


def followed(*rows: Opinion, **more: Any) -> Trace:
    """Begin a thread with a first step."""
    return tracing.start(None, opinion_ids=[row.id for row in rows], step=step(**more), by=officer())
