"""Counting tries against an account, an address or a receipt number."""

import hashlib
import hmac
from collections.abc import Sequence
from datetime import timedelta

from flask import current_app
from sqlalchemy import delete, func, select

from platform_app.accounts.errors import TooManyAttempts
from platform_app.accounts.models import Attempt
from platform_app.dates import now
from platform_app.extensions import db, writer
from platform_app.operation import write_turn

WINDOW = timedelta(minutes=15)


def _subject(purpose: str, value: str) -> str:
    key = current_app.config["SECRET_KEY"].encode()
    return hmac.new(key, f"{purpose}:{value}".encode(), hashlib.sha256).hexdigest()


def check(purpose: str, value: str, *, limit: int) -> None:
    """Raise TooManyAttempts when ``limit`` tries were counted within the last 15 minutes."""
    count = db.session.scalar(
        select(func.count())
        .select_from(Attempt)
        .where(Attempt.subject_hash == _subject(purpose, value), Attempt.at > now() - WINDOW)
    )
    if (count or 0) >= limit:
        raise TooManyAttempts


def count(purpose: str, value: str) -> None:
    """Count one try, in a transaction of its own: a refused act must leave its count behind."""
    count_all([(purpose, value)])


def count_all(tries: Sequence[tuple[str, str]]) -> None:
    """Count one try against several subjects, each (purpose, value), in one transaction."""
    db.session.rollback()
    with write_turn(), writer():
        db.session.execute(delete(Attempt).where(Attempt.at < now() - 4 * WINDOW))
        db.session.add_all(Attempt(subject_hash=_subject(purpose, value)) for purpose, value in tries)
        db.session.commit()
