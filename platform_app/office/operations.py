"""The administrator changes settings and catalogues."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from flask import g
from sqlalchemy import select

from platform_app.accounts.models import User
from platform_app.accounts.operations.inviting import first_administrator
from platform_app.actor import Actor
from platform_app.errors import MissingReason
from platform_app.extensions import db
from platform_app.office.models import EligibilityCriterion, OfficeSetting, RejectionReason
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.eligibility import CRITERIA, REASONS
from platform_app.vocabulary.office import Desk, Office

KEYS = frozenset(item.name for item in fields(Office))


def store_settings(values: Mapping[str, Any]) -> None:
    """Write settings inside the running transaction; what equals the default is not kept.

    ``values`` are by field of ``vocabulary.office.Office``; unknown keys are a KeyError.
    """
    defaults = Office()
    rows = {row.key: row for row in db.session.scalars(select(OfficeSetting))}
    for key, value in values.items():
        if key not in KEYS:
            raise KeyError(key)
        plain = _plain(value)
        if plain == _plain(getattr(defaults, key)):
            if key in rows:
                db.session.delete(rows[key])
        elif key in rows:
            rows[key].value = plain
        else:
            db.session.add(OfficeSetting(key=key, value=plain))
    db.session.flush()
    g.pop("office", None)


def _plain(value: Any) -> Any:
    """Return the JSON form of a setting."""
    if isinstance(value, tuple | list):
        return [asdict(part) if isinstance(part, Desk) else part for part in value]
    return value


def seed_catalogues() -> None:
    """Fill empty catalogues with what a new installation starts with, inside the running transaction."""
    if db.session.scalar(select(EligibilityCriterion.id).limit(1)) is None:
        db.session.add_all(
            EligibilityCriterion(code=code, sentence=sentence, guidance=guidance, article=article, position=place)
            for place, (code, sentence, guidance, article) in enumerate(CRITERIA)
        )
    if db.session.scalar(select(RejectionReason.id).limit(1)) is None:
        db.session.add_all(
            RejectionReason(code=code, article=article, sentence=sentence, position=place)
            for place, (code, article, sentence) in enumerate(REASONS)
        )
    db.session.flush()


@operation(Action.SET_UP)
def set_up(subject: None, *, token: str, person: Mapping[str, str], values: Mapping[str, Any], by: Actor) -> User:
    """Set an empty platform up with a one-time link: its first administrator, its settings and catalogues.

    ``person`` has name, email and password. Raises LinkExpired, WeakPassword.
    """
    del subject, by
    user = first_administrator(token, name=person["name"], email=person["email"], password=person["password"])
    store_settings(values)
    seed_catalogues()
    return user


@operation(Action.CHANGE_SETTINGS)
def change_settings(office: None, *, values: Mapping[str, Any], by: Actor) -> None:
    """Change settings of the office."""
    del office, by
    store_settings(values)


@operation(Action.CHANGE_CATALOGUE)
def save_line(
    line: EligibilityCriterion | RejectionReason | None, *, kind: str, values: Mapping[str, Any], by: Actor
) -> EligibilityCriterion | RejectionReason:
    """Add or change one line of a catalogue; ``kind`` is criterion or reason.

    A line is never deleted, only retired (``is_active``): decided applications name it.
    """
    del by
    if not str(values.get("sentence", "")).strip():
        raise MissingReason(field="sentence")
    if line is None:
        model = EligibilityCriterion if kind == "criterion" else RejectionReason
        line = model(code=_next_code(model))
        db.session.add(line)
    for key, value in values.items():
        setattr(line, key, value)
    db.session.flush()
    return line


def _next_code(model: type[EligibilityCriterion] | type[RejectionReason]) -> str:
    codes = set(db.session.scalars(select(model.code)))
    number = len(codes) + 1
    while f"added_{number}" in codes:
        number += 1
    return f"added_{number}"
