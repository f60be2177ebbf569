"""What became of opinions: threads of steps, and what of them everybody may read."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.discussions import trace_queries
from platform_app.discussions.trace_errors import DoneBeforeStart, NothingToFollow
from platform_app.discussions.trace_models import Trace, TraceLink, TraceStep
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.trace import OutcomeKind


@dataclass(frozen=True)
class StepPlan:
    """What a step says: what it is, on which day, and for a task who does it by when."""

    kind: OutcomeKind
    title: str
    happened_on: date
    detail: str = ""
    person: str = ""
    due_on: date | None = None
    done_on: date | None = None
    event_id: int | None = None
    is_published: bool = False


@operation(Action.START_TRACE)
def start(nothing: None, *, opinion_ids: Sequence[int], step: StepPlan, by: Actor) -> Trace:  # noqa: ARG001
    """Begin a thread with some opinions and a first step. Raises NothingToFollow, DoneBeforeStart."""
    del nothing
    trace = Trace()
    _link(trace, opinion_ids)
    trace.steps.append(_step(step))
    db.session.add(trace)
    return trace


def _link(trace: Trace, opinion_ids: Sequence[int]) -> None:
    """Make these the opinions of a thread, those left out that may not be shown."""
    wanted = trace_queries.shown_ids(opinion_ids)
    if not wanted:
        raise NothingToFollow
    kept = {link.opinion_id: link for link in trace.links}
    trace.links = [kept.get(opinion_id) or TraceLink(opinion_id=opinion_id) for opinion_id in wanted]


def _step(plan: StepPlan) -> TraceStep:
    _judge(plan.happened_on, plan.done_on)
    return TraceStep(**(asdict(plan) | {"kind": plan.kind.value, "published_at": now() if plan.is_published else None}))


def _judge(happened_on: date, done_on: date | None) -> None:
    if done_on is not None and done_on < happened_on:
        raise DoneBeforeStart


@operation(Action.LINK_OPINIONS)
def link(trace: Trace, *, opinion_ids: Sequence[int], by: Actor) -> Trace:  # noqa: ARG001
    """Set the opinions that a thread begins with. Raises NothingToFollow."""
    _link(trace, opinion_ids)
    return trace


@operation(Action.ADD_STEP)
def add_step(trace: Trace, *, step: StepPlan, by: Actor) -> Trace:  # noqa: ARG001
    """Add a step to a thread. Raises DoneBeforeStart."""
    trace.steps.append(_step(step))
    return trace


@operation(Action.EDIT_STEP)
def edit_step(trace: Trace, *, step_id: int, step: StepPlan, by: Actor) -> Trace:  # noqa: ARG001
    """Say a step anew; it stays published if it was. Raises DoneBeforeStart, NotFound."""
    row = trace_queries.step_of(trace, step_id)
    _judge(step.happened_on, step.done_on)
    told = asdict(step) | {"kind": step.kind.value}
    del told["is_published"]
    for name, value in told.items():
        setattr(row, name, value)
    return trace


@operation(Action.COMPLETE_STEP)
def complete_step(trace: Trace, *, step_id: int, done_on: date, by: Actor) -> Trace:  # noqa: ARG001
    """Note the day on which a task was done. Raises DoneBeforeStart, NotFound."""
    row = trace_queries.step_of(trace, step_id)
    _judge(row.happened_on, done_on)
    row.done_on = done_on
    return trace


@operation(Action.PUBLISH_STEP)
def publish_step(trace: Trace, *, step_id: int, is_published: bool, by: Actor) -> Trace:  # noqa: ARG001
    """Let everybody read a step, or stop. Raises NotFound."""
    row = trace_queries.step_of(trace, step_id)
    row.is_published = is_published
    row.published_at = now() if is_published else None
    return trace


@operation(Action.REMOVE_STEP)
def remove_step(trace: Trace, *, step_id: int, by: Actor) -> None:  # noqa: ARG001
    """Take a step away that was recorded by mistake; the thread goes with its last one. Raises NotFound."""
    row = trace_queries.step_of(trace, step_id)
    trace.steps.remove(row)
    if not trace.steps:
        db.session.delete(trace)
