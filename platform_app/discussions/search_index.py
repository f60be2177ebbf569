"""What finds opinions by their words, kept up to date in the transaction that writes the words."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import delete, insert, select

from platform_app import folding
from platform_app.discussions.models import Opinion
from platform_app.discussions.search_models import OpinionBigram, OpinionKey
from platform_app.extensions import db


def refresh(opinions: Iterable[Opinion]) -> None:
    """Note that these opinions are new, or that their words changed; called inside the operation."""
    rows = list(opinions)
    db.session.flush()
    ids = [row.id for row in rows]
    known = {
        key.opinion_id: key for key in db.session.scalars(select(OpinionKey).where(OpinionKey.opinion_id.in_(ids)))
    }
    added: list[dict[str, Any]] = []
    for row in rows:
        key, before = folding.search_key(row.text), known.get(row.id)
        if before is None:
            db.session.add(OpinionKey(opinion_id=row.id, search_key=key))
            added += _rows(row.id, entries(key))
        elif before.search_key != key:
            added += _changed(before, key)
    if added:
        db.session.execute(insert(OpinionBigram), added)


def reindex(opinion: Opinion) -> None:
    """Note that the words of one opinion are new or have changed."""
    refresh([opinion])


def entries(key: str) -> set[str]:
    """Return what leads to a folded text: its pairs, and its last character, which begins no pair."""
    return {key[at : at + 2] for at in range(len(key))}


def _changed(before: OpinionKey, key: str) -> list[dict[str, Any]]:
    """Take away the pairs that are gone, and return the rows of those that are new."""
    old, new = entries(before.search_key), entries(key)
    gone = sorted(old - new)
    if gone:
        db.session.execute(
            delete(OpinionBigram).where(OpinionBigram.bigram.in_(gone), OpinionBigram.opinion_id == before.opinion_id)
        )
    before.search_key = key
    return _rows(before.opinion_id, new - old)


def _rows(opinion_id: int, pairs: set[str]) -> list[dict[str, Any]]:
    return [{"bigram": pair, "opinion_id": opinion_id} for pair in sorted(pairs)]
