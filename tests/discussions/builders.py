"""Small builders of themes, tables and opinions."""

from itertools import count
from typing import Any

from platform_app.actor import Actor, visitor
from platform_app.discussions.models import Opinion, Theme
from platform_app.discussions.operations import themes, writing
from platform_app.discussions.operations.themes import PillarPlan, ThemePlan
from platform_app.discussions.operations.writing import Words, Writer
from platform_app.events.models import Event
from platform_app.extensions import db, writer
from platform_app.groups.models import Group, Grouping
from platform_app.vocabulary.discussions import OpinionSource
from tests import factories
from tests.events.builders import event

_numbers = count(1)
PILLARS = ("主な対象を誰にするか", "どのような方法で周知するか")


def officer() -> Actor:
    """Somebody of the office."""
    return factories.actor("officer")


def tables(row: Event, size: int = 3) -> list[Group]:
    """Lay so many tables for an event."""
    with writer():
        grouping = Grouping(event_id=row.id, title="討議")
        db.session.add(grouping)
        db.session.flush()
        groups = [
            Group(
                grouping_id=grouping.id,
                event_id=row.id,
                number=number,
                name=f"{number}班",
                code=f"TABLE{next(_numbers):05}",
                attending="venue",
            )
            for number in range(1, size + 1)
        ]
        db.session.add_all(groups)
        db.session.commit()
    return groups


def theme(row: Event | None = None, *, is_open: bool = True, pillars: tuple[str, ...] = PILLARS) -> Theme:
    """Plan a theme and let tables write."""
    row = row or event()
    plan = ThemePlan("県民への啓発について", [PillarPlan(text) for text in pillars])
    made = themes.save_theme(row, plan=plan, by=officer())
    return themes.turn_theme(made, is_open=True, by=officer()) if is_open else made


def said(of: Theme, group: Group | None, text: str, pillar: int = 0, by: Actor | None = None, **more: Any) -> Opinion:
    """Write one line as a table, or without one as the office."""
    by = by or (visitor() if group else officer())
    source = OpinionSource.TABLE if group else OpinionSource.STAFF
    words = Words(of.pillars[pillar].id, text, **more)
    return writing.write(of, words=words, writer=Writer(group.id if group else None, source=source.value), by=by)
