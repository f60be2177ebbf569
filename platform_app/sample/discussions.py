"""The sample's discussion records, written at the time of their events, and what became of some opinions."""

from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from platform_app import dates
from platform_app.actor import Actor, system
from platform_app.dates import TOKYO
from platform_app.discussions.models import Theme
from platform_app.discussions.operations import curating, themes, tracing, writing
from platform_app.discussions.operations.themes import PillarPlan, ThemePlan
from platform_app.discussions.operations.tracing import StepPlan
from platform_app.discussions.operations.writing import Words, Writer
from platform_app.discussions.record_queries import groups_of
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.vocabulary.discussions import OpinionSource
from platform_app.vocabulary.trace import OutcomeKind

#: The record is typed from the sheets on the day after the event.
TYPED_AFTER = timedelta(days=1)


def load_discussions(sample: dict[str, Any], events: dict[str, Any], *, officer: Actor) -> None:
    """Plan, write and publish every discussion of the sample; ``events`` says when each event was held."""
    for case in sample["discussion"]:
        event = _event(events, case["event"])
        with dates.frozen(event.starts_at - TYPED_AFTER):
            theme = _theme(event, case)
        with dates.frozen(event.ends_at + TYPED_AFTER):
            known = _written(theme, case, officer)
        if case.get("is_published"):
            with dates.frozen(_instant(case["published"])):
                themes.publish_theme(theme, is_published=True, by=system())
        for trace in case.get("trace", ()):
            _trace(trace, known, events)


def _event(events: dict[str, Any], name: str) -> Event:
    starts = _instant(events[name]["starts"])
    return db.session.scalars(select(Event).where(Event.starts_at == starts).order_by(Event.id)).one()


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=TOKYO)


def _theme(event: Event, case: dict[str, Any]) -> Theme:
    item = next((row.id for row in event.programme if row.title.startswith(case.get("programme", "\n"))), None)
    plan = ThemePlan(case["theme"], [PillarPlan(pillar["text"]) for pillar in case["pillar"]], programme_item_id=item)
    return themes.save_theme(event, plan=plan, by=system())


def _written(theme: Theme, case: dict[str, Any], officer: Actor) -> dict[str, int]:
    """Write every opinion, spread over the tables where there are any; return those that have a key."""
    groups, known, turn = groups_of(theme), {}, 0
    group_ids = [group.id for group in groups]
    pillar_ids = [pillar.id for pillar in theme.pillars]
    for pillar_id, pillar in zip(pillar_ids, case["pillar"], strict=True):
        for line in pillar["opinions"]:
            writer = Writer(group_ids[turn % len(group_ids)] if group_ids else None, source=OpinionSource.PAPER.value)
            words = Words(pillar_id, line["text"], pillar["kind"])
            row = writing.write(theme, words=words, writer=writer, by=officer)
            opinion_id = row.id
            curating.tag(theme, opinion_id=opinion_id, tags=line.get("tags", []), by=system())
            known[line.get("key", "")] = opinion_id
            turn += 1
    return known


def _trace(case: dict[str, Any], known: dict[str, int], events: dict[str, Any]) -> None:
    plans = [_step(step, events) for step in case["steps"]]
    with dates.frozen(datetime.combine(plans[0].happened_on, datetime.min.time(), TOKYO) + timedelta(hours=17)):
        trace = tracing.start(None, opinion_ids=[known[key] for key in case["opinions"]], step=plans[0], by=system())
    for plan in plans[1:]:
        with dates.frozen(datetime.combine(plan.happened_on, datetime.min.time(), TOKYO) + timedelta(hours=17)):
            tracing.add_step(trace, step=plan, by=system())


def _step(step: dict[str, Any], events: dict[str, Any]) -> StepPlan:
    return StepPlan(
        OutcomeKind(step["kind"]),
        step["title"],
        date.fromisoformat(step["on"]),
        step.get("detail", ""),
        step.get("person", ""),
        date.fromisoformat(step["due"]) if "due" in step else None,
        date.fromisoformat(step["done"]) if "done" in step else None,
        _event(events, step["event"]).id if "event" in step else None,
        step["published"],
    )
