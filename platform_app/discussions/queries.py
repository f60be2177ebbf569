"""Reading discussion records: one filter decides what may be shown, whoever asks.

Every output (page, PDF, Excel, feed, JSON, search) reads opinions through ``visible`` or, better, takes the
values of ``shown_opinions``; the office's own pages of writing and settling are the only ones that do not.
``tests/discussions/test_withheld.py`` plants a withheld opinion and looks into every address.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any, TypeVar, cast

from sqlalchemy import BindParameter, Select, bindparam, select
from sqlalchemy.orm import selectinload

from platform_app.actor import Actor, may_see
from platform_app.discussions.models import GroupSummary, Opinion, OpinionDots, OpinionTag, Pillar, Theme
from platform_app.errors import NotFound
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.vocabulary.discussions import Standing, as_said

Statement = TypeVar("Statement", bound=Select[Any])


def visible(statement: Statement, *, with_sources: bool = False) -> Statement:
    """Narrow a statement over Opinion to the lines that may be shown: every output must go through here.

    Withheld and removed lines never; the sources of a merged line only as its lineage, that is
    ``with_sources``, which ``shown_opinions`` alone asks for (a source whose merged line is
    withheld falls away there).
    """
    statement = statement.where(Opinion.standing == Standing.SHOWN.value)
    return statement if with_sources else statement.where(Opinion.merged_into_id.is_(None))


def visible_summaries(statement: Statement) -> Statement:
    """Narrow a statement over GroupSummary to those that may be shown: every output must go through here."""
    return statement.where(GroupSummary.is_withheld.is_(False))


@dataclass(frozen=True)
class ShownOpinion:
    """One line as anybody may read it. ``speaker`` is empty without consent.

    ``printed`` is the text, in 「」 where it was said so. ``tables`` are the names of the tables that
    said it, and ``dots`` their agreement, itself and its sources together; ``sources`` the lines that
    were merged into it.
    """

    id: int
    event_id: int
    theme_id: int
    pillar_id: int
    group_id: int | None
    group_label: str
    kind: str
    text: str
    printed: str
    speaker: str
    source: str
    tags: tuple[str, ...]
    dots: int
    dots_by_group: Mapping[int, int]
    tables: tuple[str, ...]
    sources: tuple["ShownOpinion", ...]
    is_merged: bool
    version: int
    created_at: datetime

    @property
    def table_count(self) -> int:
        """How many tables said it."""
        return len(self.tables)


def shown_opinions(themes: Iterable[Theme | int]) -> list[ShownOpinion]:
    """Return what may be shown under some themes, in order of theme, pillar and position."""
    theme_ids = [theme if isinstance(theme, int) else theme.id for theme in themes]
    statement = (
        _read()
        .join(Pillar, Pillar.id == Opinion.pillar_id)
        .join(Theme, Theme.id == Opinion.theme_id)
        .where(Opinion.theme_id.in_(theme_ids))
        .order_by(Theme.position, Theme.id, Pillar.position, Pillar.id, Opinion.position, Opinion.id)
    )
    parts = _parts(db.session.execute(visible(statement, with_sources=True)).all())
    return [_shown(row, parts) for row in parts.below.get(None, [])]


#: What a shown line is made of: plain rows cost a fraction of objects.
_READ = (
    Opinion.id, Opinion.event_id, Opinion.theme_id, Opinion.pillar_id, Opinion.group_id, Opinion.group_label,
    Opinion.kind, Opinion.text, Opinion.speaker_name, Opinion.speaker_consents, Opinion.source,
    Opinion.merged_into_id, Opinion.is_merged, Opinion.version, Opinion.created_at,
)  # fmt: skip
_OF_ANY: BindParameter[Any] = bindparam("ids", expanding=True)
_TAGS = select(OpinionTag.opinion_id, OpinionTag.tag).where(OpinionTag.opinion_id.in_(_OF_ANY)).order_by(OpinionTag.id)
_DOTS = (
    select(OpinionDots.opinion_id, OpinionDots.group_id, OpinionDots.count)
    .where(OpinionDots.opinion_id.in_(_OF_ANY))
    .order_by(OpinionDots.id)
)


@cache
def _read() -> Select[Any]:
    """Return the statement that reads what a shown line is made of; made once, for making is slow."""
    return cast("Select[Any]", select(*_READ))


@dataclass(frozen=True)
class _Parts:
    """Rows by the line that they were merged into (None for lines), and the tags and dots of each."""

    below: Mapping[int | None, Sequence[Any]]
    tags: Mapping[int, Sequence[str]]
    dots: Mapping[int, Sequence[tuple[int | None, int]]]


def _parts(rows: Sequence[Any]) -> _Parts:
    """Return rows with their tags and dots; two statements for any number of rows."""
    ids = [row.id for row in rows]
    below: dict[int | None, list[Any]] = {}
    for row in rows:
        below.setdefault(row.merged_into_id, []).append(row)
    tags: dict[int, list[str]] = {}
    for key, tag in db.session.execute(_TAGS, {"ids": ids}):
        tags.setdefault(key, []).append(tag)
    dots: dict[int, list[tuple[int | None, int]]] = {}
    for key, group_id, count in db.session.execute(_DOTS, {"ids": ids}):
        dots.setdefault(key, []).append((group_id, count))
    return _Parts(below, tags, dots)


def shown_opinion(opinion_id: int) -> ShownOpinion | None:
    """Return one line if it may be shown; a source of a merged line is shown as part of that line only."""
    theme_id = db.session.scalar(visible(select(Opinion.theme_id).where(Opinion.id == opinion_id)))
    if theme_id is None:
        return None
    return next((line for line in shown_opinions([theme_id]) if line.id == opinion_id), None)


def _shown(row: Any, parts: _Parts) -> ShownOpinion:
    below = tuple(_shown(source, parts) for source in parts.below.get(row.id, ()))
    own = () if row.is_merged or not row.group_label else (row.group_label,)
    given = parts.dots.get(row.id, ())
    dots = Counter({group_id: count for group_id, count in given if group_id is not None})
    for source in below:
        dots.update(source.dots_by_group)
    return ShownOpinion(
        id=row.id,
        event_id=row.event_id,
        theme_id=row.theme_id,
        pillar_id=row.pillar_id,
        group_id=row.group_id,
        group_label=row.group_label,
        kind=row.kind,
        text=row.text,
        printed=as_said(row.kind, row.text),
        speaker=row.speaker_name if row.speaker_consents else "",
        source=row.source,
        tags=tuple(parts.tags.get(row.id, ())),
        dots=sum(count for _group, count in given) + sum(source.dots for source in below),
        dots_by_group=dots,
        tables=tuple(dict.fromkeys([*own, *(table for source in below for table in source.tables)])),
        sources=below,
        is_merged=row.is_merged,
        version=row.version,
        created_at=row.created_at,
    )


def shown_summaries(themes: Iterable[Theme | int]) -> Sequence[GroupSummary]:
    """Return the summaries that may be shown under some themes, table by table."""
    theme_ids = [theme if isinstance(theme, int) else theme.id for theme in themes]
    statement = (
        select(GroupSummary)
        .where(GroupSummary.theme_id.in_(theme_ids))
        .order_by(GroupSummary.theme_id, GroupSummary.id)
    )
    return db.session.scalars(visible_summaries(statement)).all()


def themes_of(event_id: int) -> Sequence[Theme]:
    """Return the themes of an event with their pillars, in order."""
    statement = select(Theme).where(Theme.event_id == event_id).order_by(Theme.position, Theme.id)
    return db.session.scalars(statement.options(selectinload(Theme.pillars))).all()


def published_themes(event_id: int, *, viewer: Actor) -> Sequence[Theme]:
    """Return the themes of an event whose record everybody may read. Raises NotFound when the event is hidden."""
    event = db.session.get(Event, event_id)
    if event is None or not may_see(viewer, event):
        raise NotFound
    return [theme for theme in themes_of(event_id) if theme.is_published]


def theme(event_id: int, theme_id: int) -> Theme:
    """Return one theme of an event with its pillars. Raises NotFound."""
    statement = select(Theme).where(Theme.id == theme_id, Theme.event_id == event_id)
    found = db.session.scalar(statement.options(selectinload(Theme.pillars)))
    if found is None:
        raise NotFound
    return found


#: How many lines are read by one statement: databases take only so many values at once.
_AT_ONCE = 1000


def shown_lines(opinion_ids: Sequence[int]) -> list[ShownOpinion]:
    """Return some lines as far as they may be shown, in the order of the ids, with what was merged into them."""
    shown: dict[int, ShownOpinion] = {}
    for first in range(0, len(opinion_ids), _AT_ONCE):
        parts = _parts(_with_sources(opinion_ids[first : first + _AT_ONCE]))
        shown |= {row.id: _shown(row, parts) for row in parts.below.get(None, [])}
    return [shown[opinion_id] for opinion_id in opinion_ids if opinion_id in shown]


def _with_sources(opinion_ids: Sequence[int]) -> list[Any]:
    """Return the rows of some lines, and of what was merged into them, as far as they may be shown."""
    ordered = _read().order_by(Opinion.position, Opinion.id)
    rows: list[Any] = list(db.session.execute(visible(ordered.where(Opinion.id.in_(opinion_ids)))))
    below = rows
    while merged := [row.id for row in below if row.is_merged]:
        statement = visible(ordered.where(Opinion.merged_into_id.in_(merged)), with_sources=True)
        below = list(db.session.execute(statement))
        rows = [*rows, *below]
    return rows


def theme_on_screen(code: str, *, viewer: Actor) -> tuple[Theme, Event]:
    """Return the theme of a screen's code, and its event. Raises NotFound when there is none or it is hidden."""
    statement = select(Theme).where(Theme.screen_code == code.upper()).options(selectinload(Theme.pillars))
    found = db.session.scalar(statement)
    event = db.session.get(Event, found.event_id) if found is not None else None
    if found is None or event is None or not may_see(viewer, event):
        raise NotFound
    return found, event
