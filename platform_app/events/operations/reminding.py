"""Reminders: rules for hours before the start, and the rows they put into the outbox.

A row is written once per rule, registration and date of the event, when its hour has
come and the registration stands in a state the rule names; the same is asked again
when it is sent. A moved event has another start, so its hours move along.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import select

from platform_app.actor import Actor, system
from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.events import letters
from platform_app.events import registration_queries as queries
from platform_app.events.message_models import ReminderRule
from platform_app.events.models import Event
from platform_app.events.registration_models import Registration
from platform_app.events.telling_hours import evening, told_at
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import EventStatus

TEMPLATE = "registration_reminder"


def due_at(rule: ReminderRule, event: Event) -> datetime:
    """Return when a rule comes due: so long before the start, moved forward out of the night, never back."""
    return evening(event.starts_at - timedelta(hours=rule.hours_before))


def is_missed(rule: ReminderRule, event: Event) -> bool:
    """Whether a rule was made after its hour: it sends nothing."""
    return rule.created_at > due_at(rule, event)


def rules_of(event_id: int) -> Sequence[ReminderRule]:
    """Return the rules of an event that stand, the earliest first."""
    return db.session.scalars(
        select(ReminderRule)
        .where(ReminderRule.event_id == event_id, ReminderRule.removed_at.is_(None))
        .order_by(ReminderRule.hours_before.desc(), ReminderRule.id)
    ).all()


def due(event: Event) -> list[ReminderRule]:
    """Return the rules of an event whose hour has come and whose event has not begun."""
    if event.status != EventStatus.PUBLISHED or now() >= event.starts_at:
        return []
    return [rule for rule in rules_of(event.id) if due_at(rule, event) <= now() and not is_missed(rule, event)]


@operation(Action.SAVE_REMINDER)
def save_rule(event: Event, *, hours_before: int, statuses: Sequence[str], message: str, by: Actor) -> ReminderRule:
    """Plan a reminder for those who then stand in one of ``statuses``."""
    del by
    rule = ReminderRule(event_id=event.id, hours_before=hours_before, statuses=list(statuses), message=message)
    rule.created_at = now()
    db.session.add(rule)
    return rule


@operation(Action.REMOVE_REMINDER)
def remove_rule(event: Event, *, rule_id: int, by: Actor) -> ReminderRule:
    """Plan it no more. Raises NotFound."""
    del by
    rule = db.session.get(ReminderRule, rule_id)
    if rule is None or rule.event_id != event.id or rule.removed_at is not None:
        raise NotFound
    rule.removed_at = now()
    return rule


@operation(Action.REMIND)
def remind(event: Event, *, by: Actor) -> int:
    """Post what is due and not yet posted; return how many messages and tasks were written."""
    del by
    return sum(_post(rule, one) for rule in due(event) for one in _unposted(rule, event))


def _unposted(rule: ReminderRule, event: Event) -> list[Registration]:
    """Return who stands in a state of the rule and has not been written to on its occasion."""
    addressed = queries.selected(event.id, rule.statuses)
    known = letters.told_occasions([_occasion(rule, one) for one in addressed])
    return [one for one in addressed if _occasion(rule, one) not in known]


def _occasion(rule: ReminderRule, one: Registration) -> str:
    """Return what makes a reminder unique: the registration, the rule, and the date it reminds of."""
    return f"registration:{one.id}:reminder:{rule.id}:{one.event.starts_at:%Y%m%d%H%M}"


def _post(rule: ReminderRule, one: Registration) -> int:
    posted = letters.tell(
        one,
        TEMPLATE,
        f"reminder:{rule.id}:{one.event.starts_at:%Y%m%d%H%M}",
        due_at=told_at(one.event),
        rule_id=rule.id,
        starts_at=one.event.starts_at.isoformat(),
        message=rule.message,
    )
    return int(posted is not None)


def run_due() -> int:
    """Post what is due of all events; one transaction for each event that has something to post."""
    planned = select(ReminderRule.event_id).where(ReminderRule.removed_at.is_(None))
    soon = db.session.scalars(
        select(Event)
        .where(Event.id.in_(planned), Event.starts_at > now(), Event.status == EventStatus.PUBLISHED.value)
        .order_by(Event.id)
    ).all()
    waiting = [event.id for event in soon if any(_unposted(rule, event) for rule in due(event))]
    db.session.rollback()
    return sum(remind(db.session.get_one(Event, key), by=system()) for key in waiting)


def is_still_wanted(context: dict[str, object]) -> bool:
    """Whether a reminder that waited in the outbox still fits: the rule, the state and the date stand."""
    rule = db.session.get(ReminderRule, context.get("rule_id"))
    one = db.session.get(Registration, context.get("registration_id"))
    if rule is None or one is None or rule.removed_at is not None:
        return False
    event = one.event
    return (
        one.status in rule.statuses
        and event.status == EventStatus.PUBLISHED
        and event.starts_at.isoformat() == context.get("starts_at")
        and now() < event.starts_at
    )
