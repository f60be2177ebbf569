"""Lists of worksheets: those of an organisation, of an event, or all that somebody may read."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, func, or_, select, true

from platform_app.actor import Actor
from platform_app.extensions import db
from platform_app.paging import Page
from platform_app.vocabulary.worksheets import SheetAudience
from platform_app.worksheets.models import Worksheet, WorksheetLink, WorksheetVersion
from platform_app.worksheets.queries import contents_of_all, names_of


@dataclass(frozen=True)
class ListedSheet:
    """One sheet of a list: the phase it is in, and how many lines still have no 相利."""

    sheet: Worksheet
    phase: str
    owner: str
    lines: int
    missing: int


@dataclass(frozen=True)
class Wanted:
    """Which sheets a list shows: those of an owner, of an event, or all; of what the viewer may read."""

    owner_member_id: int | None = None
    event_id: int | None = None
    is_public: bool = False


def _readable(viewer: Actor) -> ColumnElement[bool]:
    """Say in SQL what ``may_see`` says of one sheet (a test compares the two)."""
    if viewer.is_staff or viewer.is_system:
        return true()
    ways = [Worksheet.audience == SheetAudience.PUBLIC.value]
    if viewer.member_id is not None:
        ways.append(Worksheet.owner_member_id == viewer.member_id)
    if viewer.is_member:
        ways.append(Worksheet.audience == SheetAudience.MEMBERS.value)
        linked = select(WorksheetLink.worksheet_id).where(WorksheetLink.member_id == viewer.member_id)
        ways.append((Worksheet.audience == SheetAudience.LINKED.value) & Worksheet.id.in_(linked))
    return or_(*ways)


def _wanted(wanted: Wanted, viewer: Actor) -> list[ColumnElement[bool]]:
    conditions = [_readable(viewer)]
    if wanted.owner_member_id is not None:
        conditions.append(Worksheet.owner_member_id == wanted.owner_member_id)
    if wanted.event_id is not None:
        conditions.append(Worksheet.event_id == wanted.event_id)
    if wanted.is_public:
        conditions.append(Worksheet.audience == SheetAudience.PUBLIC.value)
    return conditions


def count(wanted: Wanted, *, viewer: Actor) -> int:
    """Count the sheets of a list."""
    statement = select(func.count()).select_from(Worksheet).where(*_wanted(wanted, viewer))
    return db.session.scalar(statement) or 0


def listed(wanted: Wanted, page: Page, *, viewer: Actor) -> list[ListedSheet]:
    """Return one page of sheets, the newest writing first, with as many statements for one as for fifty."""
    statement = (
        select(Worksheet)
        .where(*_wanted(wanted, viewer))
        .order_by(Worksheet.updated_at.desc(), Worksheet.id.desc())
        .limit(page.size)
        .offset(page.offset)
    )
    return _with_work(db.session.scalars(statement).all())


def _with_work(sheets: Sequence[Worksheet]) -> list[ListedSheet]:
    newest: dict[int, WorksheetVersion] = {}
    every = select(WorksheetVersion).where(WorksheetVersion.worksheet_id.in_([each.id for each in sheets]))
    for version in db.session.scalars(every.order_by(WorksheetVersion.number)):
        newest[version.worksheet_id] = version
    contents = dict(zip(newest, contents_of_all(list(newest.values())), strict=True))
    names = names_of({each.owner_member_id for each in sheets})
    return [
        ListedSheet(
            each,
            contents[each.id].phase,
            names.get(each.owner_member_id or 0, ""),
            sum(line.is_begun for line in contents[each.id].lines),
            contents[each.id].missing,
        )
        for each in sheets
    ]
