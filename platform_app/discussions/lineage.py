"""Under which line an opinion is shown: what was merged into a line belongs to it, unless it is withheld."""

from functools import cache

from sqlalchemy import ColumnElement, and_, func, or_
from sqlalchemy.orm import aliased

from platform_app.discussions.models import Opinion
from platform_app.vocabulary.discussions import Standing


@cache
def said_and_parent() -> tuple[type[Opinion], type[Opinion]]:
    """Return what stands for an opinion and for the line it was merged into; made once, for making is slow."""
    return aliased(Opinion), aliased(Opinion)


def line_of_said() -> ColumnElement[int]:
    """Return the line under which an opinion is shown: itself, or what it was merged into (and that, once more)."""
    said, parent = said_and_parent()
    return func.coalesce(parent.merged_into_id, said.merged_into_id, said.id)


def counts_for_its_line() -> ColumnElement[bool]:
    """Whether an opinion counts for its line: neither itself nor what it was merged into is withheld or removed."""
    said, parent = said_and_parent()
    return and_(
        said.standing == Standing.SHOWN.value,
        or_(said.merged_into_id.is_(None), parent.standing == Standing.SHOWN.value),
    )
