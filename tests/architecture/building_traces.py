"""A published record of the built platform's events, and what became of two of its opinions."""

from platform_app.dates import now, today
from platform_app.discussions import search_index
from platform_app.discussions.models import Opinion, Pillar, Theme
from platform_app.discussions.operations import tracing
from platform_app.discussions.operations.tracing import StepPlan
from platform_app.events.models import Event
from platform_app.extensions import db, writer
from platform_app.vocabulary.trace import OutcomeKind
from tests.architecture.world import World


def build_traces(world: World) -> None:
    """Three opinions: one followed up by two steps, one by a task that is still to do, one that nobody answered."""
    _record(world, world.row(Event, "event:today"))
    _trace(world, "followed", step(OutcomeKind.AGENDA, is_published=True), step(OutcomeKind.DECISION))
    _trace(world, "task", step(OutcomeKind.TASK))


def step(kind: OutcomeKind, *, is_published: bool = False) -> StepPlan:
    """Return a step of today."""
    return StepPlan(kind, f"見本の{kind.label}", today(), detail="見本", is_published=is_published)


def _record(world: World, event: Event) -> None:
    with writer():
        theme = Theme(
            event_id=event.id,
            title="見本のテーマ",
            screen_code="RECORDSCREEN",
            is_published=True,
            published_at=now(),
        )
        db.session.add(theme)
        db.session.flush()
        pillar = Pillar(theme_id=theme.id, text="見本の柱")
        db.session.add(pillar)
        db.session.flush()
        rows = {
            name: Opinion(
                event_id=event.id,
                theme_id=theme.id,
                pillar_id=pillar.id,
                client_id=f"record-{name}",
                text=f"見本の{name}",
            )
            for name in ("followed", "task", "open")
        }
        db.session.add_all(rows.values())
        search_index.refresh(rows.values())
        db.session.commit()
    world.ids["theme:record"] = theme.id
    world.ids |= {f"opinion:{name}": row.id for name, row in rows.items()}


def _trace(world: World, name: str, *steps: StepPlan) -> None:
    officer = world.actor("officer")
    trace = tracing.start(None, opinion_ids=[world.ids[f"opinion:{name}"]], step=steps[0], by=officer)
    for more in steps[1:]:
        tracing.add_step(trace, step=more, by=officer)
    world.ids[f"trace:{name}"] = trace.id
    world.ids[f"step:{name}"] = trace.steps[0].id
