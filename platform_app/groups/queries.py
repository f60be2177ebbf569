"""Reading groupings, wishes, and who met whom before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Select, and_, func, or_, select
from sqlalchemy.orm import aliased, selectinload

from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.events.day_models import Attendance
from platform_app.events.models import Event
from platform_app.events.registration_models import AccommodationNeed, Participant, Registration
from platform_app.events.roll_queries import Line, lines
from platform_app.extensions import db
from platform_app.groups.models import Group, Grouping, GroupMove, GroupPlace, GroupWish
from platform_app.groups.problem import OrganisationPair, Pair, organisation_pair, pair
from platform_app.vocabulary.events import ATTENDED, UNDONE, Accommodation, AttendanceMark, RegistrationStatus
from platform_app.vocabulary.groups import GroupingStatus, PeopleSource


def groupings(event_id: int) -> Sequence[Grouping]:
    """Return the groupings of an event in the order they were made, without their people."""
    statement = select(Grouping).where(Grouping.event_id == event_id).order_by(Grouping.id)
    return db.session.scalars(statement.options(selectinload(Grouping.programme_item))).all()


def sizes_of(event_id: int) -> dict[int, tuple[int, int]]:
    """Return how many groups and people every grouping of an event has."""
    rows = db.session.execute(
        select(GroupPlace.grouping_id, func.count(GroupPlace.group_id.distinct()), func.count())
        .join(Grouping, Grouping.id == GroupPlace.grouping_id)
        .where(Grouping.event_id == event_id)
        .group_by(GroupPlace.grouping_id)
    )
    return {key: (groups, people) for key, groups, people in rows}


def grouping(event_id: int, grouping_id: int) -> Grouping:
    """Return one grouping of an event with its groups and people. Raises NotFound."""
    places = selectinload(Grouping.groups).selectinload(Group.places)
    statement = (
        select(Grouping)
        .where(Grouping.id == grouping_id, Grouping.event_id == event_id)
        .options(
            selectinload(Grouping.programme_item),
            places.selectinload(GroupPlace.participant).selectinload(Participant.registration),
        )
        .execution_options(populate_existing=True)
    )
    found = db.session.scalar(statement)
    if found is None:
        raise NotFound
    return found


def places_of(grouping: Grouping) -> dict[int, GroupPlace]:
    """Return every place of a loaded grouping by participant."""
    return {place.participant_id: place for group in grouping.groups for place in group.places}


def numbers_of(grouping: Grouping) -> dict[int, int]:
    """Return the number of everybody's group, by participant."""
    return {place.participant_id: group.number for group in grouping.groups for place in group.places}


def seated_groups(grouping: Grouping) -> list[Group]:
    """Return the groups that have people, in order."""
    return [group for group in grouping.groups if group.places]


def people(event_id: int, source: str) -> list[Line]:
    """Return who is to be seated: places that are sure without known absences, or who is there."""
    found = lines(event_id)
    if source == PeopleSource.PRESENT:
        return [line for line in found if line.mark in {AttendanceMark.PRESENT, AttendanceMark.LATE}]
    return [line for line in found if line.mark != AttendanceMark.ABSENT]


def awaited(event_id: int) -> list[Line]:
    """Return who is expected and neither checked in nor marked as absent."""
    return [line for line in lines(event_id) if line.mark == UNDONE]


def likely_source(event: Event) -> PeopleSource:
    """Return by whom to repair if nobody says: while people are still coming, by all who are expected.

    Once the event has begun, by those who are there, if anybody has been checked in.
    """
    is_kept = now() >= event.starts_at and people(event.id, PeopleSource.PRESENT)
    return PeopleSource.PRESENT if is_kept else PeopleSource.CONFIRMED


def wishes(event_id: int) -> Sequence[GroupWish]:
    """Return what the office asks for, in the order it was written."""
    return db.session.scalars(select(GroupWish).where(GroupWish.event_id == event_id).order_by(GroupWish.id)).all()


def latest_moves(grouping_id: int) -> Sequence[GroupMove]:
    """Return whom the latest repair moved."""
    last = select(func.max(GroupMove.at)).where(GroupMove.grouping_id == grouping_id).scalar_subquery()
    statement = (
        select(GroupMove)
        .where(GroupMove.grouping_id == grouping_id, GroupMove.at == last)
        .order_by(GroupMove.target, GroupMove.id)
        .options(selectinload(GroupMove.participant).selectinload(Participant.registration))
    )
    return db.session.scalars(statement).all()


def in_need_of_access(event_id: int) -> set[int]:
    """Return who needs a table that a wheelchair reaches."""
    rows = db.session.execute(
        select(AccommodationNeed.participant_id, AccommodationNeed.needs)
        .where(AccommodationNeed.event_id == event_id)
        .order_by(AccommodationNeed.id)
    )
    return {key for key, needs in rows if Accommodation.WHEELCHAIR in needs}


def organisation_of(registration: Registration) -> str:
    """Return the key of an organisation: the member, else the folded name; empty for people of none."""
    return f"m{registration.member_id}" if registration.member_id else registration.organisation_key


def identity(person: Any, registration: Any) -> str:
    """Return who a person is from one event to the next.

    The key that the event's list itself goes by; where that one was made for this list only,
    or there is none, the reading and the organisation.
    """
    key: str = person.person_key
    if key.count("|") == 1:
        return key
    where = registration.organisation_key or registration.phone_key
    return f"{person.kana_key}|{where}" if person.kana_key and where else ""


@dataclass(frozen=True)
class History:
    """Who shared a group before, and the event where that was last; who has come to an earlier event."""

    met: Mapping[Pair, str] = field(default_factory=dict)
    organisations: frozenset[OrganisationPair] = frozenset()
    experienced: frozenset[int] = frozenset()


def history(event: Event, grouping_id: int, present: Sequence[Line]) -> History:
    """Return what the people of an event have behind them: earlier events, and earlier rounds of this one."""
    if not present:
        return History()
    who: dict[str, list[int]] = {}
    for line in present:
        who.setdefault(identity(line.person, line.registration), []).append(line.person.id)
    who.pop("", None)
    organisations = {organisation_of(line.registration) for line in present} - {""}
    met: dict[Pair, str] = {}
    pairs: set[OrganisationPair] = set()
    for title, company in _companies(event, grouping_id, present):
        here = sorted({key for person, _where in company for key in who.get(person, ())})
        met.update({pair(one, other): title for number, one in enumerate(here) for other in here[number + 1 :]})
        names = sorted({where for _person, where in company if where in organisations})
        pairs |= {organisation_pair(one, other) for number, one in enumerate(names) for other in names[number + 1 :]}
    known = _experienced(event, present)
    return History(met, frozenset(pairs), frozenset(key for name in known for key in who.get(name, ())))


def _companies(event: Event, grouping_id: int, present: Sequence[Line]) -> Iterable[tuple[str, list[tuple[str, str]]]]:
    """Yield the title of the event and the people of every earlier group that concerns those who are present."""
    statement = (
        select(GroupPlace.group_id, Event.title, Event.subtitle, Participant, Registration)
        .join(Grouping, Grouping.id == GroupPlace.grouping_id)
        .join(Event, Event.id == Grouping.event_id)
        .join(Participant, Participant.id == GroupPlace.participant_id)
        .join(Registration, Registration.id == Participant.registration_id)
        .outerjoin(Attendance, Attendance.participant_id == Participant.id)
        .where(_was_before(event, grouping_id), _concerns(present))
        .where(or_(Attendance.id.is_(None), Attendance.mark != AttendanceMark.ABSENT.value))
        .order_by(Event.starts_at, GroupPlace.group_id, GroupPlace.id)
    )
    companies: dict[int, tuple[str, list[tuple[str, str]]]] = {}
    for group_id, title, subtitle, person, registration in db.session.execute(statement):
        shown = " ".join(part for part in (title, subtitle) if part)
        companies.setdefault(group_id, (shown, []))[1].append(
            (identity(person, registration), organisation_of(registration))
        )
    return companies.values()


def _was_before(event: Event, grouping_id: int) -> Any:
    earlier = and_(Event.starts_at < event.starts_at, Grouping.status == GroupingStatus.CONFIRMED.value)
    return or_(and_(Event.id != event.id, earlier), and_(Grouping.event_id == event.id, Grouping.id < grouping_id))


def _concerns(present: Sequence[Line]) -> Any:
    """Narrow to the readings and organisations of those who are present."""
    readings = {line.person.kana_key for line in present} - {""}
    names = {line.registration.organisation_key for line in present} - {""}
    members = {line.registration.member_id for line in present} - {None}
    return or_(
        Participant.kana_key.in_(sorted(readings)),
        Registration.organisation_key.in_(sorted(names)),
        Registration.member_id.in_(sorted(key for key in members if key)),
    )


def _experienced(event: Event, present: Sequence[Line]) -> set[str]:
    """Return who came to an earlier event; where nobody kept attendance, who had a place."""
    kept = aliased(Attendance)
    has_marks = select(kept.id).where(kept.event_id == Event.id).exists()
    readings = sorted({line.person.kana_key for line in present} - {""})
    statement: Select[Participant, Registration] = (
        select(Participant, Registration)
        .join(Registration, Registration.id == Participant.registration_id)
        .join(Event, Event.id == Participant.event_id)
        .outerjoin(Attendance, Attendance.participant_id == Participant.id)
        .where(
            Event.starts_at < event.starts_at,
            Event.id != event.id,
            Participant.is_active,
            Registration.status == RegistrationStatus.CONFIRMED.value,
            Participant.kana_key.in_(readings),
            or_(Attendance.mark.in_(ATTENDED), ~has_marks),
        )
    )
    return {identity(person, registration) for person, registration in db.session.execute(statement)} - {""}
