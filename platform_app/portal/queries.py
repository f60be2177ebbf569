"""The figures of the office's first page."""

from sqlalchemy import func, select

from platform_app.applications.inbox import WITH_OFFICE
from platform_app.applications.models import Application
from platform_app.applications.workflow import OPEN_STATUSES
from platform_app.dates import today
from platform_app.extensions import db


def waiting() -> dict[str, int]:
    """Return how many applications stand in each open status, and how many are overdue with the office."""
    rows = db.session.execute(
        select(Application.status, func.count())
        .where(Application.status.in_([s.value for s in OPEN_STATUSES]))
        .group_by(Application.status)
    ).all()
    figures = {status.value: 0 for status in OPEN_STATUSES} | dict(rows)
    figures["overdue"] = (
        db.session.scalar(
            select(func.count())
            .select_from(Application)
            .where(Application.status.in_([s.value for s in WITH_OFFICE]), Application.due_on < today())
        )
        or 0
    )
    return figures
