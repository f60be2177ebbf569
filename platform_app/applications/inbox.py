"""The inbox: what waits, since when, for whom, and what is overdue."""

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.orm import load_only

from platform_app import folding
from platform_app.accounts.models import User
from platform_app.actor import Actor
from platform_app.applications.models import Application, Step
from platform_app.dates import today
from platform_app.extensions import db
from platform_app.numbering import ReceiptNumberNotUnderstood, parse_receipt_number
from platform_app.office import queries as office
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.reviews import Assignment, InboxSort, InboxTab, Urgency
from platform_app.width import fold_code
from platform_app.working_days import add_working_days, is_working_day

PAGE_SIZE = 50

#: Statuses in which the next step is the office's: only then do days count against it.
WITH_OFFICE = (S.SUBMITTED, S.IN_REVIEW, S.AWAITING_DECISION)
TABS: Mapping[InboxTab, tuple[S, ...]] = {
    InboxTab.WAITING: (S.SUBMITTED, S.IN_REVIEW),
    InboxTab.DECISION: (S.AWAITING_DECISION,),
    InboxTab.RETURNED: (S.RETURNED,),
    InboxTab.DONE: (S.APPROVED, S.REJECTED, S.ACCEPTED, S.RETRACTED, S.REVERSED),
    InboxTab.ALL: tuple(status for status in S if status is not S.DRAFT),
}
SHOWN = (
    Application.id,
    Application.number,
    Application.procedure,
    Application.status,
    Application.name,
    Application.channel,
    Application.received_on,
    Application.due_on,
    Application.assignee_id,
    Application.batch_id,
    Application.decided_at,
)


@dataclass(frozen=True)
class Filter:
    """What somebody asks the inbox for; an empty value asks for nothing.

    ``assignee`` is an Assignment's code; ``sort`` an InboxSort's, with a minus for the reverse.
    """

    tab: InboxTab = InboxTab.WAITING
    words: str = ""
    status: str = ""
    procedure: str = ""
    channel: str = ""
    assignee: str = ""
    overdue: bool = False
    batch_id: int | None = None
    sort: str = ""
    page: int = 1


@dataclass(frozen=True)
class Line:
    """One line of the inbox: ``waited`` counts working days since the day of reception.

    ``has_come_back`` says that it was returned for correction and sent again.
    """

    application: Application
    assignee: str
    waited: int | None
    urgency: Urgency | None
    has_come_back: bool


@dataclass(frozen=True)
class Page:
    """One page of a list; all figures count from 1, ``first`` and ``last`` are 0 when it is empty."""

    lines: Sequence[Line]
    number: int
    pages: int
    total: int

    @property
    def first(self) -> int:
        """The place of the first line in the whole list."""
        return (self.number - 1) * PAGE_SIZE + 1 if self.lines else 0

    @property
    def last(self) -> int:
        """The place of the last line in the whole list."""
        return self.first + len(self.lines) - 1 if self.lines else 0


def tab_for(name: str, status: str) -> InboxTab:
    """Return the tab that was asked for; a status that it does not hold opens the one that does."""
    tab = InboxTab(name) if name in set(InboxTab) else InboxTab.WAITING
    if any(held == status for held in TABS[tab]):
        return tab
    return next((one for one, statuses in TABS.items() if any(held == status for held in statuses)), tab)


def counts(asked: Filter, *, viewer: Actor) -> dict[InboxTab, int]:
    """Return how many applications each tab holds under the same filter."""
    everywhere = replace(asked, tab=InboxTab.ALL, status="")
    statement = _narrowed(select(Application.status, func.count()), everywhere, viewer)
    found: dict[str, int] = dict(db.session.execute(statement.group_by(Application.status)).all())
    return {tab: sum(found.get(status.value, 0) for status in statuses) for tab, statuses in TABS.items()}


def page(asked: Filter, *, viewer: Actor) -> Page:
    """Return one page of the inbox, with a number of statements that does not depend on its length."""
    total = db.session.scalar(_narrowed(select(func.count(Application.id)), asked, viewer)) or 0
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(1, asked.page), pages)
    statement = _narrowed(select(Application), asked, viewer).options(load_only(*SHOWN)).order_by(*_order(asked))
    rows = db.session.scalars(statement.limit(PAGE_SIZE).offset((number - 1) * PAGE_SIZE)).all()
    return Page(_lines(rows), number, pages, total)


def _narrowed(statement: Select[*tuple[Any, ...]], asked: Filter, viewer: Actor) -> Select[*tuple[Any, ...]]:
    wanted = [status for status in TABS[asked.tab] if asked.status in {"", status.value}]
    statement = statement.where(Application.status.in_([status.value for status in wanted]))
    if asked.procedure:
        statement = statement.where(Application.procedure == asked.procedure)
    if asked.channel:
        statement = statement.where(Application.channel == asked.channel)
    if asked.batch_id:
        statement = statement.where(Application.batch_id == asked.batch_id)
    if asked.assignee:
        whose = viewer.user_id if asked.assignee == Assignment.MINE else None
        statement = statement.where(
            Application.assignee_id.is_(None) if whose is None else Application.assignee_id == whose
        )
    if asked.overdue:
        office_has_it = Application.status.in_([status.value for status in WITH_OFFICE])
        statement = statement.where(Application.due_on < today(), office_has_it)
    for word in _words(asked.words):
        statement = statement.where(_matches(word))
    return statement


def _words(text: str) -> list[str]:
    """Return the words to look for; a receipt number read out with blanks is one word."""
    try:
        return [parse_receipt_number(text)]
    except ReceiptNumberNotUnderstood:
        return text.split()


def _matches(word: str) -> ColumnElement[bool]:
    """Match a word, folded, in the names, or as a part of the receipt number."""
    number = Application.number.contains(fold_code(word).upper(), autoescape=True)
    key = folding.search_key(word)
    return or_(number, Application.search_key.contains(key, autoescape=True)) if key else number


def _order(asked: Filter) -> tuple[ColumnElement[Any], ...]:
    """Return the order that was asked for, ending in the id; finished ones come newest first by themselves."""
    name, is_reversed = asked.sort.removeprefix("-"), asked.sort.startswith("-")
    if not name and asked.tab is InboxTab.DONE:
        return (Application.decided_at.is_(None), Application.decided_at.desc(), Application.id.desc())
    column: Any = {
        InboxSort.RECEIVED.value: Application.received_on,
        InboxSort.NAME.value: Application.name_kana,
        InboxSort.NUMBER.value: Application.number,
    }.get(name, Application.due_on)
    if is_reversed:
        return (column.is_(None), column.desc(), Application.id.desc())
    return (column.is_(None), column.asc(), Application.id.asc())


def _lines(rows: Sequence[Application]) -> list[Line]:
    people = names_of({row.assignee_id for row in rows})
    calendar = Calendar(min((row.received_on for row in rows if row.received_on), default=today()))
    returned = _returned({row.id for row in rows if row.status in {status.value for status in WITH_OFFICE}})
    return [
        Line(row, people.get(row.assignee_id or 0, ""), calendar.waited(row), calendar.urgency(row), row.id in returned)
        for row in rows
    ]


def _returned(ids: set[int]) -> set[int]:
    """Return those that were returned for correction at some time."""
    asked = select(Step.application_id).where(Step.action == Action.RETURN.value, Step.application_id.in_(ids))
    return set(db.session.scalars(asked))


def names_of(user_ids: set[int | None]) -> dict[int, str]:
    """Return the names of people by id."""
    wanted = sorted(user_id for user_id in user_ids if user_id is not None)
    people = db.session.execute(select(User.id, User.name).where(User.id.in_(wanted)))
    return {row.id: row.name for row in people}


class Calendar:
    """Counts working days up to today; the days are gone through once for a whole page."""

    def __init__(self, since: date) -> None:
        """Prepare for applications received from a day on."""
        closed = office.closing_days()
        self.today = today()
        days = (since + timedelta(days=n) for n in range(1, (self.today - since).days + 1))
        self._open = [day for day in days if is_working_day(day, closed)]
        self._soon = add_working_days(self.today, office.current().reminder_days, closed)

    def waited(self, row: Application) -> int | None:
        """Return the working days since reception; None where nobody waits any more."""
        if row.received_on is None or not row.is_open:
            return None
        return len(self._open) - bisect_right(self._open, row.received_on)

    def urgency(self, row: Application) -> Urgency | None:
        """Say whether the day to answer has passed or is near; while the applicant corrects, no day counts."""
        if row.due_on is None or row.status not in {status.value for status in WITH_OFFICE}:
            return None
        if row.due_on < self.today:
            return Urgency.OVERDUE
        return Urgency.SOON if row.due_on <= self._soon else None
