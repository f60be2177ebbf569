"""Reading what stands around the opinions: tables with their people, and where each line belongs."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ScalarSelect, Select, func, or_, select
from sqlalchemy.orm import selectinload

from platform_app.discussions.models import GroupSummary, Opinion, OpinionTag, Pillar, Theme
from platform_app.discussions.queries import ShownOpinion, visible
from platform_app.events.models import Event
from platform_app.events.queries import visible as event_is_visible
from platform_app.events.registration_models import Participant
from platform_app.extensions import db
from platform_app.groups.models import Group, Grouping, GroupPlace
from platform_app.paging import Page
from platform_app.vocabulary.groups import GroupingStatus


def groups_of(theme: Theme) -> Sequence[Group]:
    """Return the tables of a theme with their people.

    Those of its grouping; without one, of every grouping at whose tables something was said, and of the
    newest that is confirmed. A proposal counts only while there is nothing else.
    """
    ids = {theme.grouping_id} if theme.grouping_id else _groupings_met(theme)
    people = selectinload(Group.places).selectinload(GroupPlace.participant).selectinload(Participant.registration)
    statement = select(Group).where(Group.grouping_id.in_(ids)).order_by(Group.grouping_id, Group.number, Group.id)
    return db.session.scalars(statement.options(people)).all()


def _groupings_met(theme: Theme) -> set[int]:
    said = select(Opinion.group_id).where(Opinion.theme_id == theme.id, Opinion.group_id.is_not(None))
    summed_up = select(GroupSummary.group_id).where(GroupSummary.theme_id == theme.id)
    used = select(Group.grouping_id).where(or_(Group.id.in_(said), Group.id.in_(summed_up)))
    newest = select(func.max(Grouping.id)).where(Grouping.event_id == theme.event_id)
    confirmed = db.session.scalar(newest.where(Grouping.status == GroupingStatus.CONFIRMED.value))
    found = {*db.session.scalars(used), *([confirmed] if confirmed else [])}
    return found or {key for key in [db.session.scalar(newest)] if key}


@dataclass(frozen=True)
class Place:
    """Where a line belongs; the pillar's number counts within its theme."""

    event: Event
    theme: Theme
    pillar: Pillar
    pillar_number: int


def places(lines: Iterable[ShownOpinion]) -> dict[int, Place]:
    """Return where each of some lines belongs, by the line; three statements for any number."""
    found = list(lines)
    themes = {
        row.id: row
        for row in db.session.scalars(
            select(Theme)
            .where(Theme.id.in_({line.theme_id for line in found}))
            .options(selectinload(Theme.pillars), selectinload(Theme.event).selectinload(Event.series))
        )
    }
    numbered = {
        pillar.id: (pillar, number) for theme in themes.values() for number, pillar in enumerate(theme.pillars, start=1)
    }
    return {
        line.id: Place(themes[line.theme_id].event, themes[line.theme_id], *numbered[line.pillar_id]) for line in found
    }


def _published(statement: Select[Any]) -> Select[Any]:
    """Narrow a statement over Event to those with a record that everybody may read."""
    with_record = select(Theme.id).where(Theme.event_id == Event.id, Theme.is_published)
    return statement.where(event_is_visible(), with_record.exists())


def has_record(event_id: int) -> bool:
    """Say whether everybody may read a record of an event."""
    return db.session.scalar(_published(select(Event.id).where(Event.id == event_id))) is not None


def published_count() -> int:
    """Return of how many events everybody may read the record."""
    return db.session.scalar(_published(select(func.count(Event.id)))) or 0


def published_events(page: Page) -> Sequence[Event]:
    """Return a page of the events with a published record, the newest first."""
    statement = _published(select(Event)).order_by(Event.starts_at.desc(), Event.id.desc())
    statement = statement.options(selectinload(Event.series)).limit(page.size).offset(page.offset)
    return db.session.scalars(statement).all()


def published_titles(event_ids: Iterable[int]) -> dict[int, list[tuple[Theme, int]]]:
    """Return the published themes of some events, each with the number of lines that may be shown."""
    statement = (
        select(Theme, _line_count())
        .where(Theme.event_id.in_(list(event_ids)), Theme.is_published)
        .order_by(Theme.position, Theme.id)
    )
    found: dict[int, list[tuple[Theme, int]]] = {}
    for theme, count in db.session.execute(statement):
        found.setdefault(theme.event_id, []).append((theme, count))
    return found


def _line_count() -> ScalarSelect[int]:
    """Return how many lines of a Theme may be shown."""
    counted = select(func.count()).select_from(Opinion).where(Opinion.theme_id == Theme.id)
    return visible(counted).correlate(Theme).scalar_subquery()


def newest_records(most: int = 50) -> list[tuple[Theme, int]]:
    """Return the themes whose record was published last, with their events and the number of their lines."""
    statement = (
        select(Theme, _line_count())
        .join(Event, Event.id == Theme.event_id)
        .where(Theme.is_published, event_is_visible())
        .order_by(func.coalesce(Theme.published_at, Theme.created_at).desc(), Theme.id.desc())
        .limit(most)
        .options(selectinload(Theme.event).selectinload(Event.series))
    )
    return [(theme, count) for theme, count in db.session.execute(statement)]


def years_and_events(*, for_office: bool) -> Sequence[Event]:
    """Return the events that have opinions to search, newest first; outsiders see those with a published record."""
    statement = select(Event).order_by(Event.starts_at.desc(), Event.id.desc()).options(selectinload(Event.series))
    if not for_office:
        return db.session.scalars(_published(statement)).all()
    return db.session.scalars(statement.where(select(Theme.id).where(Theme.event_id == Event.id).exists())).all()


def themes_to_search(event_id: int, *, for_office: bool) -> Sequence[Theme]:
    """Return the themes of an event that can be searched, with their pillars."""
    statement = select(Theme).where(Theme.event_id == event_id).order_by(Theme.position, Theme.id)
    if not for_office:
        statement = statement.where(Theme.is_published)
    return db.session.scalars(statement.options(selectinload(Theme.pillars))).all()


def tags(*, for_office: bool, most: int = 100) -> list[str]:
    """Return the words by which opinions that may be read are gathered, the most used first."""
    statement = visible(select(OpinionTag.tag).join(Opinion, Opinion.id == OpinionTag.opinion_id))
    if not for_office:
        statement = statement.join(Theme, Theme.id == Opinion.theme_id).join(Event, Event.id == Opinion.event_id)
        statement = statement.where(Theme.is_published, event_is_visible())
    statement = statement.group_by(OpinionTag.tag).order_by(func.count().desc(), OpinionTag.tag).limit(most)
    return list(db.session.scalars(statement))
