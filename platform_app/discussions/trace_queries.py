"""Reading what became of opinions.

What was linked with an opinion belongs to the line under which that opinion is shown now; links of
withheld opinions count for nothing.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, func, select
from sqlalchemy.orm import selectinload

from platform_app.discussions import lineage, queries
from platform_app.discussions.models import Opinion, Theme
from platform_app.discussions.queries import ShownOpinion
from platform_app.discussions.trace_models import Trace, TraceLink, TraceStep
from platform_app.errors import NotFound
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.paging import Page

#: How many opinions one statement asks for.
AT_ONCE = 1000


@dataclass(frozen=True)
class ShownTrace:
    """A thread as somebody may read it: its steps in the order of their days."""

    id: int
    steps: Sequence[TraceStep]


def is_answered(*, published_only: bool) -> ColumnElement[bool]:
    """Whether anything has come of an Opinion, or of a line that was merged into it."""
    said, parent = lineage.said_and_parent()
    lines = (
        select(lineage.line_of_said())
        .select_from(said)
        .join(TraceLink, TraceLink.opinion_id == said.id)
        .outerjoin(parent, parent.id == said.merged_into_id)
        .where(lineage.counts_for_its_line())
    )
    if published_only:
        lines = lines.join(TraceStep, TraceStep.trace_id == TraceLink.trace_id).where(TraceStep.is_published)
    return Opinion.id.in_(lines)


def traces_of(opinions: Iterable[ShownOpinion], *, published_only: bool) -> dict[int, list[ShownTrace]]:
    """Return the threads of some lines, by the line; two statements for any number of lines."""
    line_of = {part.id: line.id for line in opinions for part in _parts(line)}
    links = [pair for some in _portions(list(line_of)) for pair in _links(some)]
    threads = _threads({trace_id for _opinion, trace_id in links}, published_only=published_only)
    found: dict[int, dict[int, ShownTrace]] = {}
    for opinion_id, trace_id in links:
        if trace_id in threads:
            found.setdefault(line_of[opinion_id], {})[trace_id] = threads[trace_id]
    return {line_id: list(traces.values()) for line_id, traces in found.items()}


def _portions(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    """Yield numbers a thousand at a time: databases take only so many values at once."""
    for first in range(0, len(ids), AT_ONCE):
        yield ids[first : first + AT_ONCE]


def _links(opinion_ids: Sequence[int]) -> Sequence[tuple[int, int]]:
    statement = (
        select(TraceLink.opinion_id, TraceLink.trace_id)
        .where(TraceLink.opinion_id.in_(opinion_ids))
        .order_by(TraceLink.trace_id, TraceLink.opinion_id)
    )
    return [(opinion_id, trace_id) for opinion_id, trace_id in db.session.execute(statement)]


def _parts(line: ShownOpinion) -> list[ShownOpinion]:
    return [line, *(part for source in line.sources for part in _parts(source))]


def _threads(trace_ids: Iterable[int], *, published_only: bool) -> Mapping[int, ShownTrace]:
    steps: dict[int, list[TraceStep]] = {}
    for some in _portions(sorted(trace_ids)):
        statement = select(TraceStep).where(TraceStep.trace_id.in_(some))
        if published_only:
            statement = statement.where(TraceStep.is_published)
        statement = statement.order_by(TraceStep.trace_id, TraceStep.happened_on, TraceStep.id)
        for step in db.session.scalars(statement.options(selectinload(TraceStep.event))):
            steps.setdefault(step.trace_id, []).append(step)
    return {trace_id: ShownTrace(trace_id, rows) for trace_id, rows in steps.items()}


def trace(trace_id: int) -> Trace:
    """Return one thread with its steps. Raises NotFound."""
    found = db.session.scalar(
        select(Trace)
        .where(Trace.id == trace_id)
        .options(selectinload(Trace.steps).selectinload(TraceStep.event), selectinload(Trace.links))
    )
    if found is None:
        raise NotFound
    return found


def opinions_of(trace: Trace) -> list[ShownOpinion]:
    """Return the lines that a thread begins with, as far as they may be shown."""
    return queries.shown_lines([link.opinion_id for link in trace.links])


def step_of(trace: Trace, step_id: int) -> TraceStep:
    """Return one step of a thread. Raises NotFound."""
    found = next((step for step in trace.steps if step.id == step_id), None)
    if found is None:
        raise NotFound
    return found


def open_count() -> int:
    """Return how many opinions nobody has answered."""
    return db.session.scalar(_open(select(func.count()).select_from(Opinion))) or 0


def open_opinions(page: Page) -> list[ShownOpinion]:
    """Return a page of the opinions that nobody has answered, the oldest event first."""
    statement = _open(select(Opinion.id)).order_by(
        Event.starts_at, Event.id, Opinion.theme_id, Opinion.pillar_id, Opinion.position, Opinion.id
    )
    return queries.shown_lines(db.session.scalars(statement.limit(page.size).offset(page.offset)).all())


def _open(statement: Select[Any]) -> Select[Any]:
    statement = queries.visible(statement).join(Theme, Theme.id == Opinion.theme_id)
    return statement.join(Event, Event.id == Opinion.event_id).where(~is_answered(published_only=False))


def shown_ids(opinion_ids: Iterable[int]) -> list[int]:
    """Return those of some opinions that may be shown."""
    statement = queries.visible(select(Opinion.id).where(Opinion.id.in_(list(opinion_ids))))
    return list(db.session.scalars(statement.order_by(Opinion.id)))
