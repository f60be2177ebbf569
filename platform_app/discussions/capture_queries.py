"""What those who write a record see: a table its own lines, the office all of them.

These read past ``queries.visible`` on purpose, for writing and settling only: no output is made from
them. A table never gets the words of a line that the office withheld.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from platform_app.actor import Actor, may_see
from platform_app.dates import now
from platform_app.discussions.models import FlipChart, GroupSummary, Opinion, OpinionEdit, Theme
from platform_app.discussions.queries import themes_of
from platform_app.errors import NotFound
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.groups.models import Group, Grouping
from platform_app.vocabulary.discussions import EditOutcome, Standing, table_name

#: Lines that one table may write within WINDOW: no table talks so fast.
MOST_LINES, WINDOW = 300, timedelta(minutes=15)


@dataclass(frozen=True)
class Table:
    """A table that writes: its group, its event, the themes of its event, and those it may write under now."""

    group: Group
    event: Event
    known: Sequence[Theme]

    @property
    def themes(self) -> list[Theme]:
        """The themes that it may write under now."""
        return [theme for theme in self.known if theme.is_open]

    @property
    def is_open(self) -> bool:
        """Whether it may write."""
        return bool(self.themes)


@dataclass(frozen=True)
class Line:
    """One line as its writer sees it, with the changes that wait for a choice."""

    opinion: Opinion
    conflicts: Sequence[OpinionEdit]

    @property
    def is_withheld(self) -> bool:
        """Whether the office has taken it out of every output."""
        return self.opinion.standing == Standing.WITHHELD


def table_coded(code: str, *, viewer: Actor) -> Table:
    """Return the table of a code. Raises NotFound when there is none or its event is hidden."""
    group = db.session.scalar(select(Group).where(Group.code == code.upper()))
    event = db.session.get(Event, group.event_id) if group is not None else None
    if group is None or event is None or not may_see(viewer, event):
        raise NotFound
    known = [row for row in themes_of(event.id) if row.grouping_id in {None, group.grouping_id}]
    return Table(group, event, known)


def stamp(themes: Iterable[Theme]) -> str:
    """Return a word that differs whenever a page about these themes would."""
    return ".".join(f"{theme.id}-{theme.revision}" for theme in themes)


def lines(themes: Iterable[Theme], *, group_id: int | None = None, with_removed: bool = False) -> list[Line]:
    """Return the lines under some themes by pillar and position, those of one table if asked."""
    kept = list(themes)
    statement = (
        select(Opinion)
        .where(Opinion.theme_id.in_([theme.id for theme in kept]))
        .order_by(Opinion.position, Opinion.id)
        .options(selectinload(Opinion.tags), selectinload(Opinion.dots))
    )
    if group_id is not None:
        statement = statement.where(Opinion.group_id == group_id)
    if not with_removed:
        statement = statement.where(Opinion.standing != Standing.REMOVED.value)
    rows = db.session.scalars(statement).all()
    places = {pillar.id: place for place, pillar in enumerate(pillar for theme in kept for pillar in theme.pillars)}
    waiting = _conflicts([theme.id for theme in kept])
    ordered = sorted(rows, key=lambda row: (places.get(row.pillar_id, 0), row.position, row.id))
    return [Line(row, waiting.get(row.id, ())) for row in ordered]


def _conflicts(theme_ids: Sequence[int]) -> dict[int, list[OpinionEdit]]:
    statement = (
        select(OpinionEdit)
        .join(Opinion, Opinion.id == OpinionEdit.opinion_id)
        .where(Opinion.theme_id.in_(theme_ids), OpinionEdit.outcome == EditOutcome.CONFLICT.value)
        .order_by(OpinionEdit.id)
    )
    found: dict[int, list[OpinionEdit]] = {}
    for edit in db.session.scalars(statement):
        found.setdefault(edit.opinion_id, []).append(edit)
    return found


def line(theme_ids: Iterable[int], opinion_id: int, *, group_id: int | None = None) -> Line:
    """Return one line under some themes, of one table if asked. Raises NotFound."""
    row = db.session.get(Opinion, opinion_id)
    if row is None or row.theme_id not in set(theme_ids) or group_id not in {None, row.group_id}:
        raise NotFound
    return Line(row, _conflicts([row.theme_id]).get(row.id, ()))


def theme_of_line(themes: Iterable[Theme], client_id: str) -> Theme | None:
    """Return the theme under which a line of this name stands, if it is one of these."""
    key = db.session.scalar(select(Opinion.theme_id).where(Opinion.client_id == client_id))
    return next((theme for theme in themes if theme.id == key), None)


def theme_of_pillar(themes: Iterable[Theme], pillar_id: int) -> Theme:
    """Return the theme of a pillar. Raises NotFound when it is not one of these."""
    for theme in themes:
        if any(pillar.id == pillar_id for pillar in theme.pillars):
            return theme
    raise NotFound


def version_made(row: Opinion, edit_id: str) -> int | None:
    """Return the version that a change made of a line: what its writer has seen since, and nobody else's.

    The present one where the change said nothing new; None while it waits for a choice.
    """
    edit = db.session.scalar(select(OpinionEdit).where(OpinionEdit.client_id == edit_id))
    return row.version if edit is None else edit.made_version


def writes_too_fast(group: Group) -> bool:
    """Whether a table has sent more lines lately than people can say."""
    since: datetime = now() - WINDOW
    statement = select(func.count()).select_from(Opinion)
    return (
        db.session.scalar(statement.where(Opinion.group_id == group.id, Opinion.created_at > since)) or 0
    ) >= MOST_LINES


def group_choices(theme: Theme) -> list[tuple[int, str, str]]:
    """Return (number, table, grouping) of the tables that take part in a theme."""
    statement = (
        select(Group, Grouping.title)
        .join(Grouping, Grouping.id == Group.grouping_id)
        .where(Group.event_id == theme.event_id)
        .order_by(Grouping.id, Group.number, Group.id)
    )
    if theme.grouping_id is not None:
        statement = statement.where(Group.grouping_id == theme.grouping_id)
    return [(group.id, table_name(group.name, group.number), title) for group, title in db.session.execute(statement)]


def groupings_of(event_id: int) -> Sequence[Grouping]:
    """Return the groupings of an event in the order they were made."""
    return db.session.scalars(select(Grouping).where(Grouping.event_id == event_id).order_by(Grouping.id)).all()


def summary_of(theme: Theme, group_id: int | None) -> GroupSummary | None:
    """Return what a table has summed up; without a table, what was summed up for all."""
    statement = select(GroupSummary).where(GroupSummary.theme_id == theme.id)
    matching = GroupSummary.group_id.is_(None) if group_id is None else GroupSummary.group_id == group_id
    return db.session.scalars(statement.where(matching).order_by(GroupSummary.id)).first()


def summary(theme: Theme, summary_id: int) -> GroupSummary:
    """Return one summary. Raises NotFound."""
    row = db.session.get(GroupSummary, summary_id)
    if row is None or row.theme_id != theme.id:
        raise NotFound
    return row


def summaries(theme: Theme) -> Sequence[GroupSummary]:
    """Return the summaries of all tables, withheld ones too."""
    return db.session.scalars(
        select(GroupSummary).where(GroupSummary.theme_id == theme.id).order_by(GroupSummary.id)
    ).all()


def charts(theme: Theme) -> Sequence[FlipChart]:
    """Return the photos of papers, without their bytes."""
    return db.session.scalars(select(FlipChart).where(FlipChart.theme_id == theme.id).order_by(FlipChart.id)).all()


def chart(theme: Theme, chart_id: int) -> FlipChart:
    """Return one photo. Raises NotFound."""
    row = db.session.get(FlipChart, chart_id)
    if row is None or row.theme_id != theme.id:
        raise NotFound
    return row


def counts(themes: Iterable[Theme]) -> dict[tuple[int, str], int]:
    """Count lines by theme and standing, and open conflicts by theme under 'conflict'."""
    ids = [theme.id for theme in themes]
    rows = db.session.execute(
        select(Opinion.theme_id, Opinion.standing, func.count())
        .where(Opinion.theme_id.in_(ids), Opinion.is_merged.is_(False))
        .group_by(Opinion.theme_id, Opinion.standing)
    )
    found = {(key, standing): count for key, standing, count in rows}
    waiting = db.session.execute(
        select(Opinion.theme_id, func.count())
        .join(OpinionEdit, OpinionEdit.opinion_id == Opinion.id)
        .where(Opinion.theme_id.in_(ids), OpinionEdit.outcome == EditOutcome.CONFLICT.value)
        .group_by(Opinion.theme_id)
    )
    return {**found, **{(key, EditOutcome.CONFLICT.value): count for key, count in waiting}}
