"""Reading proxy entries: what is being typed, and what waits for its second reader."""

from collections.abc import Mapping, Sequence

from sqlalchemy import ColumnElement, func, select

from platform_app.applications.models import Application
from platform_app.applications.operations.proxy import READABLE
from platform_app.extensions import db
from platform_app.paging import Page
from platform_app.vocabulary.applications import ApplicationStatus

#: The lists of the first page, by the word in its address.
_IS_PROXY = Application.entered_by_id.is_not(None)
LISTS: Mapping[str, tuple[ColumnElement[bool], ...]] = {
    "reading": (_IS_PROXY, Application.read_back_at.is_(None), Application.status.in_([one.value for one in READABLE])),
    "typing": (_IS_PROXY, Application.status == ApplicationStatus.DRAFT.value),
    "returned": (_IS_PROXY, Application.status == ApplicationStatus.RETURNED.value),
}


def counts() -> dict[str, int]:
    """Return how many proxy entries stand in each list."""
    return {
        name: db.session.scalar(select(func.count()).select_from(Application).where(*conditions)) or 0
        for name, conditions in LISTS.items()
    }


def page_of(name: str, page: Page) -> Sequence[Application]:
    """Return one page of a list, the longest waiting first."""
    return db.session.scalars(
        select(Application)
        .where(*LISTS[name])
        .order_by(Application.arrived_at, Application.id)
        .limit(page.size)
        .offset(page.offset)
    ).all()
