"""Planning a theme with its pillars, letting tables write, and publishing the record."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.discussions.errors import PillarInUse, PillarMissing, ThemeNotReady
from platform_app.discussions.models import Opinion, Pillar, Theme
from platform_app.discussions.operations.record import changed
from platform_app.errors import NotFound
from platform_app.events.models import Event, ProgrammeItem
from platform_app.extensions import db
from platform_app.groups.models import Grouping
from platform_app.numbering import SECRET_ALPHABET
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action

CODE_LENGTH = 10


@dataclass(frozen=True)
class PillarPlan:
    """One pillar as it was planned; ``id`` None for a new one."""

    text: str
    id: int | None = None


@dataclass(frozen=True)
class ThemePlan:
    """A theme as it was planned, its pillars in order."""

    title: str
    pillars: Sequence[PillarPlan]
    programme_item_id: int | None = None
    grouping_id: int | None = None


@operation(Action.SAVE_THEME)
def save_theme(event: Event, *, plan: ThemePlan, theme_id: int | None = None, by: Actor) -> Theme:  # noqa: ARG001
    """Set a theme and its pillars, or make one. Raises PillarMissing, PillarInUse, NotFound."""
    if not plan.pillars:
        raise PillarMissing
    _check_places(event, plan)
    theme = _theme(event, theme_id)
    theme.title, theme.grouping_id = plan.title, plan.grouping_id
    theme.programme_item_id = plan.programme_item_id
    db.session.flush()
    _set_pillars(theme, plan.pillars)
    changed(theme)
    return theme


def _check_places(event: Event, plan: ThemePlan) -> None:
    """Refuse an item of the programme, or tables, of another event."""
    item = db.session.get(ProgrammeItem, plan.programme_item_id) if plan.programme_item_id is not None else None
    grouping = db.session.get(Grouping, plan.grouping_id) if plan.grouping_id is not None else None
    found = (item.event_id if item else None, grouping.event_id if grouping else None)
    asked = (plan.programme_item_id, plan.grouping_id)
    if any(key is not None and place != event.id for key, place in zip(asked, found, strict=True)):
        raise NotFound


def _theme(event: Event, theme_id: int | None) -> Theme:
    if theme_id is None:
        count = db.session.scalar(select(func.count()).select_from(Theme).where(Theme.event_id == event.id)) or 0
        code = "".join(secrets.choice(SECRET_ALPHABET) for _ in range(CODE_LENGTH))
        theme = Theme(event_id=event.id, title="", position=count + 1, screen_code=code)
        db.session.add(theme)
        return theme
    found = db.session.get(Theme, theme_id, with_for_update=True, populate_existing=True)
    if found is None or found.event_id != event.id:
        raise NotFound
    return found


def _set_pillars(theme: Theme, plans: Sequence[PillarPlan]) -> None:
    known = {row.id: row for row in db.session.scalars(select(Pillar).where(Pillar.theme_id == theme.id))}
    kept = {plan.id for plan in plans if plan.id is not None}
    if not kept <= known.keys():
        raise NotFound
    gone = [known[key] for key in sorted(known.keys() - kept)]
    used = select(Opinion.id).where(Opinion.pillar_id.in_([row.id for row in gone])).limit(1)
    if gone and db.session.scalar(used) is not None:
        raise PillarInUse
    for row in gone:
        db.session.delete(row)
    for position, plan in enumerate(plans, start=1):
        if plan.id is None:
            db.session.add(Pillar(theme_id=theme.id, position=position, text=plan.text))
        else:
            known[plan.id].position, known[plan.id].text = position, plan.text
    db.session.flush()
    db.session.expire(theme, ["pillars"])


@operation(Action.TURN_THEME)
def turn_theme(theme: Theme, *, is_open: bool, by: Actor) -> Theme:  # noqa: ARG001
    """Let tables write, or stop. Raises ThemeNotReady while the event is not public."""
    event = db.session.get_one(Event, theme.event_id)
    if is_open and not event.is_for_everybody:
        raise ThemeNotReady
    theme.is_open = is_open
    changed(theme)
    return theme


@operation(Action.PUBLISH_THEME)
def publish_theme(theme: Theme, *, is_published: bool, by: Actor) -> Theme:  # noqa: ARG001
    """Let everybody read the record, or stop. Raises ThemeNotReady while the event is not public."""
    event = db.session.get_one(Event, theme.event_id)
    if is_published and not event.is_for_everybody:
        raise ThemeNotReady
    theme.is_published = is_published
    theme.published_at = (theme.published_at or now()) if is_published else None
    changed(theme)
    return theme
