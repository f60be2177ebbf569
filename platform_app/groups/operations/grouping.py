"""A grouping: its settings, its run and repair, what is set by hand, its confirmation."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.events.models import Event, ProgrammeItem
from platform_app.extensions import db
from platform_app.groups import queries
from platform_app.groups.basis import basis
from platform_app.groups.codes import new_code
from platform_app.groups.errors import (
    GroupingInUse,
    GroupingOutdated,
    GroupingSettled,
    NobodyToSeat,
    OtherWay,
    TableTooSmall,
)
from platform_app.groups.models import Group, Grouping, GroupMove, GroupPlace
from platform_app.groups.proposing import Planned, Proposal
from platform_app.groups.workflow import turn
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.groups import LEAST_SIZE, MOST_SIZE, GroupingStatus, TableRole


@dataclass(frozen=True)
class Settings:
    """What is chosen before a run."""

    title: str
    programme_item_id: int | None
    source: str
    policy: str
    seed: str


def open_grouping(event: Event, grouping_id: int) -> Grouping:
    """Return a grouping that may be changed. Raises NotFound, GroupingSettled."""
    found = queries.grouping(event.id, grouping_id)
    if found.status != GroupingStatus.DRAFT:
        raise GroupingSettled
    return found


@dataclass(frozen=True)
class Shift:
    """One person's new table by its number, or the partner with whom places are changed."""

    participant_id: int
    number: int = 0
    partner_id: int | None = None


@dataclass(frozen=True)
class Look:
    """What is said about one table."""

    number: int
    name: str
    is_accessible: bool


@operation(Action.SAVE_GROUPING)
def save(event: Event, *, settings: Settings, grouping_id: int | None = None, by: Actor) -> Grouping:  # noqa: ARG001
    """Make a grouping, or change its settings. Raises NotFound for an item of another event's programme."""
    if settings.programme_item_id is not None:
        item = db.session.get(ProgrammeItem, settings.programme_item_id)
        if item is None or item.event_id != event.id:
            raise NotFound
    row = Grouping(event_id=event.id) if grouping_id is None else open_grouping(event, grouping_id)
    row.title, row.programme_item_id = settings.title, settings.programme_item_id
    row.source, row.policy, row.seed = settings.source, settings.policy, settings.seed or new_code()
    db.session.add(row)
    db.session.flush()
    return row


@operation(Action.REMOVE_GROUPING)
def remove(event: Event, *, grouping_id: int, by: Actor) -> None:  # noqa: ARG001
    """Remove a grouping that was never confirmed. Raises GroupingInUse where something hangs on its groups."""
    row = open_grouping(event, grouping_id)
    if row.confirmed_at is not None:
        raise GroupingInUse
    for move in db.session.scalars(select(GroupMove).where(GroupMove.grouping_id == row.id)):
        db.session.delete(move)
    for group in row.groups:
        for place in group.places:
            db.session.delete(place)
        db.session.flush()
        db.session.delete(group)
    db.session.delete(row)
    try:
        db.session.flush()
    except IntegrityError as error:
        raise GroupingInUse from error


@operation(Action.RUN_GROUPING)
def store_run(event: Event, *, grouping_id: int, proposal: Proposal, by: Actor) -> Grouping:  # noqa: ARG001
    """Store computed groups. Raises GroupingOutdated when what they were computed from changed meanwhile."""
    row = _fresh(event, grouping_id, proposal)
    _store(row, proposal)
    row.run_at, row.met_least = now(), proposal.met_least
    return row


@operation(Action.REPAIR_GROUPING)
def store_repair(event: Event, *, grouping_id: int, proposal: Proposal, by: Actor) -> Grouping:  # noqa: ARG001
    """Store a repair, and who was moved and why. Raises GroupingOutdated."""
    row = _fresh(event, grouping_id, proposal)
    _store(row, proposal)
    row.source, row.met_least, at = proposal.source, proposal.met_least, now()
    for move in proposal.moves:
        db.session.add(
            GroupMove(
                grouping_id=row.id,
                at=at,
                participant_id=move.key,
                origin=move.origin,
                target=move.target,
                reason=move.reason.value,
            )
        )
    return row


def _fresh(event: Event, grouping_id: int, proposal: Proposal) -> Grouping:
    row = open_grouping(event, grouping_id)
    if not proposal.places:
        raise NobodyToSeat
    if basis(event, row, proposal.source).fingerprint != proposal.fingerprint:
        raise GroupingOutdated
    return row


def _store(row: Grouping, proposal: Proposal) -> None:
    """Put everybody at their table; a table that nobody has any more keeps its row and its code."""
    groups = _groups(row, proposal.tables)
    places = queries.places_of(row)
    for key, place in places.items():
        if key not in proposal.places:
            db.session.delete(place)
    for key, number in proposal.places.items():
        place = places.get(key) or GroupPlace(grouping_id=row.id, participant_id=key)
        db.session.add(place)
        place.group_id, place.role = groups[number].id, proposal.roles.get(key, "")


def _groups(row: Grouping, tables: Mapping[int, Planned]) -> dict[int, Group]:
    found = {group.number: group for group in row.groups}
    for number, planned in sorted(tables.items()):
        if number not in found:
            found[number] = Group(
                grouping_id=row.id, event_id=row.event_id, number=number, code=new_code(),
                attending=planned.attending, is_accessible=planned.is_accessible,
            )  # fmt: skip
            db.session.add(found[number])
    db.session.flush()
    return found


@operation(Action.MOVE_PERSON)
def move(event: Event, *, grouping_id: int, shift: Shift, by: Actor) -> Grouping:  # noqa: ARG001
    """Put a person at another table, or let two people change places; both are locked there.

    Raises NotFound, OtherWay, TableTooSmall.
    """
    row = open_grouping(event, grouping_id)
    places = queries.places_of(row)
    groups = {group.number: group for group in queries.seated_groups(row)}
    place, partner = places.get(shift.participant_id), places.get(shift.partner_id or 0)
    if place is None or (shift.partner_id is not None and partner is None):
        raise NotFound
    target = partner.group if partner is not None else groups.get(shift.number)
    if target is None:
        raise NotFound
    origin = place.group
    if target.attending != origin.attending:
        raise OtherWay
    if partner is None and target is not origin:
        _check_sizes(len(origin.places) - 1, len(target.places) + 1)
    if partner is not None:
        partner.group_id, partner.is_locked = origin.id, True
    place.group_id, place.is_locked = target.id, True
    return settle(row)


def _check_sizes(left: int, joined: int) -> None:
    if left < LEAST_SIZE or joined > MOST_SIZE:
        raise TableTooSmall


def settle(row: Grouping) -> Grouping:
    """Forget the proof: it was about other tables. A lower bound of nothing is always true."""
    db.session.flush()
    row.met_least = 0
    return row


@operation(Action.SET_ROLE)
def set_role(event: Event, *, grouping_id: int, participant_id: int, role: TableRole, by: Actor) -> Grouping:  # noqa: ARG001
    """Give a person a role at their table; whoever had it has it no longer. Raises NotFound."""
    row = open_grouping(event, grouping_id)
    place = queries.places_of(row).get(participant_id)
    if place is None:
        raise NotFound
    for other in place.group.places:
        if other.role == role:
            other.role = TableRole.NONE.value
    place.role = role.value
    return row


@operation(Action.LOCK_PLACE)
def lock(event: Event, *, grouping_id: int, participant_ids: frozenset[int], is_locked: bool, by: Actor) -> Grouping:  # noqa: ARG001
    """Lock people at their tables, or let them go; nobody named is everybody. Raises NotFound."""
    row = open_grouping(event, grouping_id)
    places = queries.places_of(row)
    if not participant_ids <= places.keys():
        raise NotFound
    for key in participant_ids or places:
        places[key].is_locked = is_locked
    return row if is_locked else settle(row)


@operation(Action.EDIT_GROUP)
def edit_group(event: Event, *, grouping_id: int, look: Look, by: Actor) -> Group:  # noqa: ARG001
    """Name a table, and say whether a wheelchair reaches it. Raises NotFound."""
    row = open_grouping(event, grouping_id)
    group = next((group for group in row.groups if group.number == look.number), None)
    if group is None:
        raise NotFound
    group.name, group.is_accessible = look.name, look.is_accessible
    return group


@operation(Action.CONFIRM_GROUPING)
def confirm(event: Event, *, grouping_id: int, by: Actor) -> Grouping:  # noqa: ARG001
    """Say that these are the groups. Raises GroupingSettled, NobodyToSeat."""
    row = queries.grouping(event.id, grouping_id)
    if not queries.seated_groups(row):
        raise NobodyToSeat
    turn(row, Action.CONFIRM_GROUPING)
    row.confirmed_at = now()
    return row


@operation(Action.REOPEN_GROUPING)
def reopen(event: Event, *, grouping_id: int, by: Actor) -> Grouping:  # noqa: ARG001
    """Take up a confirmed grouping again. Raises GroupingSettled."""
    row = queries.grouping(event.id, grouping_id)
    turn(row, Action.REOPEN_GROUPING)
    return row
