"""Finding opinions by their words, over all events and years.

The index leads from pairs of characters to opinions; what it finds goes through ``queries.visible`` like
everything that is shown. Words of a merged line's sources find that line, but the words of a withheld
source find nothing: a search must not tell what may not be read.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased

from platform_app import folding
from platform_app.dates import TOKYO
from platform_app.discussions import lineage, queries, trace_queries
from platform_app.discussions.models import Opinion, OpinionTag, Pillar, Theme
from platform_app.discussions.queries import ShownOpinion
from platform_app.discussions.search_models import OpinionBigram, OpinionKey
from platform_app.events.models import Event
from platform_app.events.queries import visible as event_is_visible
from platform_app.extensions import db
from platform_app.paging import SIZE, Page
from platform_app.vocabulary.trace import AnswerState

#: How many opinions hold a pair is told apart no finer than this; the first is rare.
SIZES = (200, 4000)
#: Pairs of one word that are looked up before one is chosen.
MOST_PROBED = 6
#: Above every character: the end of the range of the pairs that begin with one.
_BEYOND = "\U0010ffff"


@dataclass(frozen=True)
class OpinionSearch:
    """What somebody looks for; an empty value asks for nothing. ``year`` is a fiscal year."""

    words: str = ""
    year: int | None = None
    event_id: int | None = None
    kind: str = ""
    theme_id: int | None = None
    pillar_id: int | None = None
    tag: str = ""
    answered: str = ""


def count(search: OpinionSearch, *, for_office: bool = False) -> int:
    """Return how many opinions are found."""
    statement = _narrowed(select(func.count()).select_from(Opinion), search, for_office=for_office)
    return db.session.scalar(statement) or 0


def found(search: OpinionSearch, page: Page | None = None, *, for_office: bool = False) -> list[ShownOpinion]:
    """Return a page of what is found (or all): the newest event first, then in the order of its record."""
    statement = _ordered(select(Opinion.id), search, for_office=for_office)
    if page is not None:
        statement = statement.limit(page.size).offset(page.offset)
    return queries.shown_lines(db.session.scalars(statement).all())


def found_page(search: OpinionSearch, asked: int, *, for_office: bool = False) -> tuple[Page, list[ShownOpinion]]:
    """Return the page asked for and its lines; counted and read by one statement, but for a page past the end."""
    wanted = Page(asked * SIZE, asked)
    read: Any = select(Opinion.id, func.count().over())
    statement = _ordered(read, search, for_office=for_office)
    rows = db.session.execute(statement.limit(SIZE).offset(wanted.offset)).all()
    if not rows and wanted.number > 1:
        page = Page(count(search, for_office=for_office), asked)
        return page, found(search, page, for_office=for_office)
    page = Page(rows[0][1] if rows else 0, asked)
    return page, queries.shown_lines([row[0] for row in rows])


def _ordered(statement: Select[Any], search: OpinionSearch, *, for_office: bool) -> Select[Any]:
    statement = _narrowed(statement, search, for_office=for_office).join(Pillar, Pillar.id == Opinion.pillar_id)
    return statement.order_by(
        Event.starts_at.desc(), Event.id.desc(), Theme.position, Theme.id,
        Pillar.position, Pillar.id, Opinion.position, Opinion.id,
    )  # fmt: skip


def _narrowed(statement: Select[Any], search: OpinionSearch, *, for_office: bool) -> Select[Any]:
    """Narrow a statement over Opinion to what may be read and is looked for."""
    statement = queries.visible(statement)
    statement = statement.join(Theme, Theme.id == Opinion.theme_id).join(Event, Event.id == Opinion.event_id)
    if not for_office:
        statement = statement.where(Theme.is_published, event_is_visible())
    for word in search.words.split():
        key = folding.search_key(word)
        if key:
            statement = statement.where(Opinion.id.in_(_lines_with(key)))
    return statement.where(*_filters(search, for_office=for_office))


def _filters(search: OpinionSearch, *, for_office: bool) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    for value, column in (
        (search.event_id, Opinion.event_id),
        (search.theme_id, Opinion.theme_id),
        (search.pillar_id, Opinion.pillar_id),
        (search.kind, Event.kind),
    ):
        if value:
            wanted.append(column == value)
    if search.year is not None:
        first = datetime(search.year, 4, 1, tzinfo=TOKYO)
        wanted.append(and_(Event.starts_at >= first, Event.starts_at < datetime(search.year + 1, 4, 1, tzinfo=TOKYO)))
    if search.tag:
        wanted.append(Opinion.id.in_(select(OpinionTag.opinion_id).where(OpinionTag.tag == search.tag)))
    if search.answered:
        is_answered = trace_queries.is_answered(published_only=not for_office)
        wanted.append(is_answered if search.answered == AnswerState.ANSWERED else ~is_answered)
    return wanted


def _lines_with(key: str) -> Select[Any]:
    """Return the lines under which an opinion with the folded word is shown.

    One character is a range of pairs and two are a pair: the index alone answers. Of a longer
    word, the opinions that have its two rarest pairs are compared with it.
    """
    first, second = _pairs()
    if len(key) == 1:
        return _lines().where(first.bigram >= key, first.bigram < key + _BEYOND)
    pairs = _rarest_first(key)
    statement = _lines().where(first.bigram == pairs[0])
    if len(pairs) == 1:
        return statement
    has_second = select(second.opinion_id).where(second.bigram == pairs[1], second.opinion_id == first.opinion_id)
    has_word = select(OpinionKey.opinion_id).where(
        OpinionKey.opinion_id == first.opinion_id, OpinionKey.search_key.contains(key, autoescape=True)
    )
    return statement.where(has_second.exists(), has_word.exists())


@cache
def _pairs() -> tuple[type[OpinionBigram], type[OpinionBigram]]:
    return aliased(OpinionBigram), aliased(OpinionBigram)


@cache
def _lines() -> Select[Any]:
    """Return the lines of everything in the index; a statement never changes, so it is made once."""
    first, (said, parent) = _pairs()[0], lineage.said_and_parent()
    return (
        select(lineage.line_of_said())
        .select_from(first)
        .join(said, said.id == first.opinion_id)
        .outerjoin(parent, parent.id == said.merged_into_id)
        .where(lineage.counts_for_its_line())
    )


def _rarest_first(key: str) -> list[str]:
    """Return pairs of a folded word, the rarest in the index first; looking stops at a rare one."""
    pairs = list(dict.fromkeys(key[at : at + 2] for at in range(len(key) - 1)))
    if len(pairs) == 1:
        return pairs
    frequency: dict[str, int] = {}
    for pair in pairs[:MOST_PROBED]:
        frequency[pair] = sum(_is_beyond(pair, size) for size in SIZES)
        if not frequency[pair]:
            break
    return sorted(pairs, key=lambda pair: frequency.get(pair, len(SIZES) + 1))


def _is_beyond(pair: str, size: int) -> bool:
    """Say whether more opinions than ``size`` hold a pair; the index is read no further."""
    statement = select(OpinionBigram.opinion_id).where(OpinionBigram.bigram == pair).offset(size).limit(1)
    return db.session.scalar(statement) is not None
