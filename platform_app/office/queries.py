"""Reading the office's settings and catalogues."""

import json
from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date
from functools import lru_cache
from typing import Any

from flask import g
from sqlalchemy import Text, cast, select

from platform_app.dates import parse_date
from platform_app.extensions import db
from platform_app.office.models import EligibilityCriterion, OfficeSetting, RejectionReason
from platform_app.vocabulary.applications import Declaration
from platform_app.vocabulary.office import Desk, Office
from platform_app.vocabulary.profile import PROFILE_ITEMS, ProfileItem

#: The settings as they are stored; that text tells, without a version of its own, whether one has changed.
_STORED = select(OfficeSetting.key, cast(OfficeSetting.value, Text)).order_by(OfficeSetting.key)


def current() -> Office:
    """Return the office's settings, read once per request."""
    if "office" not in g:
        g.office = _load()
    return g.office  # type: ignore[no-any-return]


def _load() -> Office:
    """Ask for the stored settings as text; only what has changed since is read out of its JSON again."""
    rows = tuple((key, value) for key, value in db.session.execute(_STORED))
    g.is_sample, office = _understood(rows)
    return office


@lru_cache(maxsize=4)
def _understood(rows: tuple[tuple[str, str], ...]) -> tuple[bool, Office]:
    stored = {key: json.loads(text) for key, text in rows}
    known = {item.name for item in fields(Office)}
    values = {key: _typed(key, value) for key, value in stored.items() if key in known}
    return bool(stored.get("is_sample")), Office(**values)


def _typed(key: str, value: Any) -> Any:
    """Give lists from JSON their immutable form back."""
    if key == "desks":
        return tuple(Desk(**desk) for desk in value)
    return tuple(value) if isinstance(value, list) else value


def is_sample() -> bool:
    """Whether this instance holds the sample platform."""
    current()
    return bool(g.is_sample)


def open_items(*, for_web: bool = True) -> tuple[ProfileItem, ...]:
    """Return the items of an entry that the office uses, in order.

    On paper and in proxy entry (``for_web`` False) an e-mail address is never compulsory.
    """
    office = current()
    closed, required = set(office.closed_items), set(office.required_items)
    items = []
    for item in PROFILE_ITEMS:
        if item.key in closed and not item.fixed:
            continue
        must = item.required or item.key in required
        if item.key == "email" and not for_web:
            must = False
        items.append(item if must == item.required else _with_required(item, must))
    return tuple(items)


def _with_required(item: ProfileItem, must: bool) -> ProfileItem:  # noqa: FBT001
    return replace(item, required=must)


def open_declarations() -> tuple[Declaration, ...]:
    """Return the declarations that an applicant must tick."""
    closed = set(current().closed_declarations)
    return tuple(declaration for declaration in Declaration if declaration.value not in closed)


def closing_days() -> frozenset[date]:
    """Return the extra days on which the office is closed."""
    return frozenset(parse_date(text) for text in current().closing_days)


def criteria(*, all_of_them: bool = False) -> Sequence[EligibilityCriterion]:
    """Return the check-list in order; with ``all_of_them`` the retired lines too."""
    statement = select(EligibilityCriterion).order_by(EligibilityCriterion.position, EligibilityCriterion.id)
    if not all_of_them:
        statement = statement.where(EligibilityCriterion.is_active)
    return db.session.scalars(statement).all()


def rejection_reasons(*, all_of_them: bool = False) -> Sequence[RejectionReason]:
    """Return the catalogue of reasons in order."""
    statement = select(RejectionReason).order_by(RejectionReason.position, RejectionReason.id)
    if not all_of_them:
        statement = statement.where(RejectionReason.is_active)
    return db.session.scalars(statement).all()


def catalogue_line(kind: str, line_id: int) -> EligibilityCriterion | RejectionReason | None:
    """Return one line of the check-list (criterion) or of the reasons for refusal (reason)."""
    if kind == "criterion":
        return db.session.get(EligibilityCriterion, line_id)
    return db.session.get(RejectionReason, line_id)
