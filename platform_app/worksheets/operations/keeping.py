"""A worksheet as a whole: made, named, shown, shared with a table, and brought to its next phase."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from platform_app.actor import Actor, may_see
from platform_app.dates import now
from platform_app.errors import NotAllowed, NotFound
from platform_app.extensions import db
from platform_app.groups.models import Group, Grouping
from platform_app.members.models import Member
from platform_app.numbering import SECRET_ALPHABET
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.worksheets import SELF_LINE, Phase, SheetAudience, SheetColumn
from platform_app.worksheets import queries
from platform_app.worksheets.models import (
    Keeping,
    Worksheet,
    WorksheetCell,
    WorksheetLink,
    WorksheetRow,
    WorksheetVersion,
)
from platform_app.worksheets.workflow import advance

#: Letters of the code of a sheet: nobody guesses one of 28 to the power of 16.
CODE_LENGTH = 16


def _kept(sheet: Worksheet, by: Actor) -> Worksheet:
    """Return the sheet where the actor may settle what becomes of it. Raises NotAllowed for mere readers."""
    if not may_see(by, Keeping(sheet)):
        raise NotAllowed
    sheet.revision += 1
    return sheet


@dataclass(frozen=True)
class SheetPlan:
    """A sheet to be made; ``own_name`` is written into the first line, whose organisation it is."""

    title: str
    own_name: str = ""
    owner_member_id: int | None = None
    event_id: int | None = None


@operation(Action.CREATE_WORKSHEET)
def create(subject: None, *, plan: SheetPlan, by: Actor) -> Worksheet:  # noqa: ARG001 - a new sheet has no subject
    """Make a sheet with the line of its own organisation; a member's sheets are always its own."""
    owner = plan.owner_member_id if by.is_staff or by.is_system else by.member_id
    sheet = Worksheet(title=plan.title, owner_member_id=owner, event_id=plan.event_id, code=_new_code())
    return _begun(sheet, plan.own_name)


@operation(Action.CREATE_GROUP_WORKSHEETS)
def create_for_groups(grouping: Grouping, *, titles: Mapping[int, str], by: Actor) -> list[Worksheet]:  # noqa: ARG001
    """Make an open sheet for every named group of a grouping that has none yet; return the new ones."""
    wanted = select(Group).where(Group.grouping_id == grouping.id, Group.id.in_(titles)).order_by(Group.number)
    groups = db.session.scalars(wanted).all()
    taken = select(Worksheet.group_id).where(Worksheet.group_id.in_([group.id for group in groups]))
    present = set(db.session.scalars(taken))
    return [
        _begun(
            Worksheet(
                title=titles[group.id],
                event_id=group.event_id,
                group_id=group.id,
                audience=SheetAudience.LINKED.value,
                code=_new_code(),
                is_open=True,
            ),
            "",
        )
        for group in groups
        if group.id not in present
    ]


def _new_code() -> str:
    return "".join(secrets.choice(SECRET_ALPHABET) for _ in range(CODE_LENGTH))


def _begun(sheet: Worksheet, own_name: str) -> Worksheet:
    db.session.add(sheet)
    db.session.flush()
    version = WorksheetVersion(worksheet_id=sheet.id, number=1, phase=Phase.DESIGN.value)
    db.session.add(version)
    db.session.flush()
    db.session.add(
        WorksheetRow(version_id=version.id, client_id=SELF_LINE, position=0, member_id=sheet.owner_member_id)
    )
    if own_name:
        column = SheetColumn.STAKEHOLDER.value
        db.session.add(WorksheetCell(version_id=version.id, line=SELF_LINE, column=column, text=own_name, revision=1))
    return sheet


@operation(Action.EDIT_WORKSHEET)
def edit(sheet: Worksheet, *, title: str, audience: str, by: Actor) -> Worksheet:
    """Name a sheet, and choose who may read it."""
    kept = _kept(sheet, by)
    kept.title, kept.audience = title, SheetAudience(audience).value
    return kept


@operation(Action.LINK_WORKSHEET)
def link(sheet: Worksheet, *, member_id: int, is_linked: bool, by: Actor) -> Worksheet:
    """Say that a sheet speaks of an organisation, or no longer."""
    kept = _kept(sheet, by)
    if not is_linked:
        kept.links = [each for each in kept.links if each.member_id != member_id]
    else:
        add_link(kept, member_id)
    return kept


def add_link(sheet: Worksheet, member_id: int) -> None:
    """Link an organisation once. Raises NotFound where there is none of that id."""
    if db.session.get(Member, member_id) is None:
        raise NotFound
    if member_id not in {each.member_id for each in sheet.links}:
        sheet.links.append(WorksheetLink(member_id=member_id))


@operation(Action.SHARE_WORKSHEET)
def share(sheet: Worksheet, *, is_open: bool, by: Actor) -> Worksheet:
    """Let those who hold the code write without an account, or stop."""
    kept = _kept(sheet, by)
    kept.is_open = is_open
    return kept


@operation(Action.START_PHASE)
def start_phase(sheet: Worksheet, *, phase: str, by: Actor) -> WorksheetVersion:
    """Close the present phase and begin the next as its copy. Raises PhaseOutOfTurn.

    The copied cells keep the count of their changes, so that what a browser sends late
    is judged in the new phase as it would have been in the old one.
    """
    present = queries.newest_version(_kept(sheet, by).id)
    version = WorksheetVersion(
        worksheet_id=sheet.id, number=present.number + 1, phase=advance(present.phase, phase).value
    )
    present.closed_at = present.closed_at or now()
    db.session.add(version)
    db.session.flush()
    _copy(present, version)
    return version


def _copy(present: WorksheetVersion, version: WorksheetVersion) -> None:
    rows = select(WorksheetRow).where(WorksheetRow.version_id == present.id, WorksheetRow.removed_at.is_(None))
    for row in db.session.scalars(rows.order_by(WorksheetRow.position)):
        db.session.add(
            WorksheetRow(version_id=version.id, client_id=row.client_id, position=row.position, member_id=row.member_id)
        )
    cells = select(WorksheetCell).where(WorksheetCell.version_id == present.id).order_by(WorksheetCell.id)
    for cell in db.session.scalars(cells):
        db.session.add(
            WorksheetCell(
                version_id=version.id, line=cell.line, column=cell.column, text=cell.text, revision=cell.revision
            )
        )
    for alternative in queries.open_alternatives(present.id):
        alternative.version_id = version.id


@operation(Action.CLOSE_PHASE)
def close_phase(sheet: Worksheet, *, is_closed: bool, by: Actor) -> WorksheetVersion:
    """Close the newest phase, so that nobody writes any more, or open it again."""
    version = queries.newest_version(_kept(sheet, by).id)
    version.closed_at = now() if is_closed else None
    return version
