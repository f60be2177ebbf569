"""What every change of a record needs: the line that is meant, the order of lines, the new revision."""

from collections.abc import Iterable

from sqlalchemy import func, select

from platform_app.actor import Actor
from platform_app.discussions import search_index
from platform_app.discussions.errors import DiscussionClosed
from platform_app.discussions.models import Opinion, Pillar, Theme
from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.groups.models import Group
from platform_app.vocabulary.discussions import table_name


def is_trusted(by: Actor) -> bool:
    """Whether somebody may write for every table: the office, and the platform itself."""
    return by.is_staff or by.is_system


def check_open(theme: Theme, by: Actor) -> None:
    """Refuse a table while the theme takes nothing. Raises DiscussionClosed."""
    if not theme.is_open and not is_trusted(by):
        raise DiscussionClosed


def check_pillar(theme: Theme, pillar_id: int) -> None:
    """Refuse a pillar of another theme. Raises NotFound."""
    pillar = db.session.get(Pillar, pillar_id)
    if pillar is None or pillar.theme_id != theme.id:
        raise NotFound


def check_group(theme: Theme, group_id: int | None, by: Actor) -> Group | None:
    """Return the table that writes. Raises NotFound for one that does not take part; only the office needs none."""
    group = db.session.get(Group, group_id) if group_id is not None else None
    if group is None:
        if group_id is None and is_trusted(by):
            return None
        raise NotFound
    if group.event_id != theme.event_id or theme.grouping_id not in {None, group.grouping_id}:
        raise NotFound
    return group


def label_of(group: Group | None, typed: str = "") -> str:
    """Return the name of a table as the record keeps it."""
    return typed if group is None else table_name(group.name, group.number)


def own_line(theme: Theme, opinion_id: int) -> Opinion:
    """Return a line of the theme by its number. Raises NotFound."""
    return _checked(theme, db.session.get(Opinion, opinion_id))


def line_called(theme: Theme, client_id: str) -> Opinion:
    """Return a line of the theme by the name that its writer gave it. Raises NotFound."""
    return _checked(theme, db.session.scalar(select(Opinion).where(Opinion.client_id == client_id)))


def check_writer(row: Opinion, group_id: int | None, by: Actor) -> None:
    """Refuse whoever writes in another table's line. Raises NotFound."""
    if not is_trusted(by) and (group_id is None or row.group_id != group_id):
        raise NotFound


def _checked(theme: Theme, row: Opinion | None) -> Opinion:
    if row is None or row.theme_id != theme.id:
        raise NotFound
    return row


def next_position(pillar_id: int) -> int:
    """Return the place after the last line of a pillar."""
    last = db.session.scalar(select(func.max(Opinion.position)).where(Opinion.pillar_id == pillar_id))
    return (last or 0) + 1


def ordered(pillar_id: int) -> list[Opinion]:
    """Return all lines of a pillar in order."""
    statement = select(Opinion).where(Opinion.pillar_id == pillar_id).order_by(Opinion.position, Opinion.id)
    return list(db.session.scalars(statement))


def number(rows: Iterable[Opinion]) -> None:
    """Give lines the order in which they come."""
    for position, row in enumerate(rows, start=1):
        row.position = position


def changed(theme: Theme, rows: Iterable[Opinion] = ()) -> None:
    """Tell every page that the record is new, and the search which lines are."""
    theme.revision += 1
    db.session.flush()
    search_index.refresh(rows)
