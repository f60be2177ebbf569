"""Reading the audit trail."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import ColumnElement, func, or_, select

from platform_app.dates import TOKYO
from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.paging import Page
from platform_app.trail import AuditEntry


@dataclass(frozen=True)
class Filter:
    """What the reader looks for; an empty value asks for nothing."""

    action: str = ""
    words: str = ""
    subject_type: str = ""
    subject_id: int | None = None
    since: date | None = None
    until: date | None = None

    def conditions(self) -> list[ColumnElement[bool]]:
        """Return the filter as conditions on AuditEntry."""
        found: list[ColumnElement[bool]] = []
        if self.action:
            found.append(AuditEntry.action == self.action)
        if self.words:
            found.append(
                or_(
                    AuditEntry.actor_label.contains(self.words, autoescape=True),
                    AuditEntry.subject_label.contains(self.words, autoescape=True),
                    AuditEntry.on_behalf_of.contains(self.words, autoescape=True),
                )
            )
        if self.subject_type:
            found.append(AuditEntry.subject_type == self.subject_type)
        if self.subject_id is not None:
            found.append(AuditEntry.subject_id == self.subject_id)
        if self.since:
            found.append(AuditEntry.at >= _midnight(self.since))
        if self.until:
            found.append(AuditEntry.at < _midnight(self.until + timedelta(days=1)))
        return found


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TOKYO)


def count(wanted: Filter) -> int:
    """Return how many entries match."""
    return db.session.scalar(select(func.count()).select_from(AuditEntry).where(*wanted.conditions())) or 0


def entries(wanted: Filter, page: Page) -> Sequence[AuditEntry]:
    """Return a page of entries, newest first."""
    return db.session.scalars(
        select(AuditEntry)
        .where(*wanted.conditions())
        .order_by(AuditEntry.id.desc())
        .limit(page.size)
        .offset(page.offset)
    ).all()


def entry(entry_id: int) -> AuditEntry:
    """Return one entry. Raises NotFound."""
    found = db.session.get(AuditEntry, entry_id)
    if found is None:
        raise NotFound
    return found
