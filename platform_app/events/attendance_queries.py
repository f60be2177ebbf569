"""The one set of counts of an event, which every page and sheet shows."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import func

from platform_app.dates import to_tokyo
from platform_app.events.day_models import Attendance
from platform_app.events.models import Event
from platform_app.events.registration_models import Participant, Registration
from platform_app.events.roll_queries import expected
from platform_app.extensions import db
from platform_app.members.models import MemberRecord
from platform_app.members.queries import lines_as_of
from platform_app.vocabulary.events import ATTENDED, UNDONE, Attending, SeatPool
from platform_app.vocabulary.organisations import OrganisationKind

#: Organisations of these kinds are counted as 自治体.
GOVERNMENTS = (OrganisationKind.MUNICIPALITY, OrganisationKind.STATE_OR_PREFECTURE)


@dataclass
class Tally:
    """People, organisations and 自治体 among them."""

    people: int = 0
    organisations: set[str] = field(default_factory=set)
    governments: set[str] = field(default_factory=set)

    def add(self, people: int, organisation: str, kind: str) -> None:
        """Count some people of one organisation; people without one are people only."""
        self.people += people
        if organisation:
            self.organisations.add(organisation)
            if kind in GOVERNMENTS:
                self.governments.add(organisation)

    @property
    def figures(self) -> tuple[int, int, int]:
        """People, organisations, 自治体."""
        return self.people, len(self.organisations), len(self.governments)


@dataclass
class Cut:
    """Expected and attended of one cut."""

    expected: Tally = field(default_factory=Tally)
    attended: Tally = field(default_factory=Tally)


@dataclass(frozen=True)
class Counts:
    """The numbers of one event. ``by_mark`` counts people by mark, UNDONE those of whom nothing is known."""

    total: Cut
    by_kind: dict[str, Cut]
    by_place: dict[str, Cut]
    by_class: dict[str, Cut]
    by_attending: dict[str, Cut]
    by_mark: dict[str, int]
    walk_ins: int


def counts(event: Event) -> Counts:
    """Count an event; one statement, and one for the register's kinds and places. Nothing is stored."""
    rows = _groups(event.id)
    register = _register_of(event, {row.member_id for row in rows if row.member_id})
    result = Counts(Cut(), {}, {}, {}, {str(way): Cut() for way in Attending}, {}, 0)
    walk_ins = 0
    for row in rows:
        known_kind, known_place = register.get(row.member_id, ("", ""))
        kind, place = row.organisation_kind or known_kind, row.municipality or known_place
        who = f"m{row.member_id}" if row.member_id else row.organisation_key
        cuts = (
            result.total,
            result.by_kind.setdefault(kind, Cut()),
            result.by_place.setdefault(place, Cut()),
            result.by_class.setdefault(row.seat_class, Cut()),
            result.by_attending.setdefault(row.attending, Cut()),
        )
        for cut in cuts:
            cut.expected.add(row.people, who, kind)
            if row.mark in ATTENDED:
                cut.attended.add(row.people, who, kind)
        result.by_mark[row.mark or UNDONE] = result.by_mark.get(row.mark or UNDONE, 0) + row.people
        walk_ins += row.walk_ins
    return Counts(result.total, _sorted(result.by_kind, OrganisationKind),
                  dict(sorted(result.by_place.items(), key=lambda item: item[0] or "~")),
                  _sorted(result.by_class, SeatPool),
                  {key: cut for key, cut in result.by_attending.items() if cut.expected.people},
                  result.by_mark, walk_ins)  # fmt: skip


def _groups(event_id: int) -> Sequence[Any]:
    columns = (
        Registration.member_id,
        Registration.organisation_key,
        Registration.organisation_kind,
        Registration.municipality,
        Registration.seat_class,
        Registration.attending,
        Attendance.mark,
    )
    walk_ins = func.count(Participant.id).filter(Participant.is_walk_in)
    statement = expected(event_id).with_only_columns(
        *columns, func.count(Participant.id).label("people"), walk_ins.label("walk_ins"), maintain_column_froms=True
    )
    return db.session.execute(statement.group_by(*columns)).all()


def kinds_of(event: Event, member_ids: set[int]) -> dict[int, str]:
    """Return the kinds of members on the day of the event, from the register."""
    return {member_id: kind for member_id, (kind, _place) in _register_of(event, member_ids).items()}


def _register_of(event: Event, member_ids: set[int]) -> dict[int, tuple[str, str]]:
    """Return kind and municipality of members on the day of the event."""
    if not member_ids:
        return {}
    statement = lines_as_of(to_tokyo(event.starts_at).date()).where(MemberRecord.member_id.in_(member_ids))
    lines = db.session.scalars(statement)
    return {line.member_id: (str(line.kind or ""), str(line.municipality or "")) for line in lines}


def _sorted(cuts: dict[str, Cut], codes: Any) -> dict[str, Cut]:
    """Put cuts in the order of their codes; what has none stands last."""
    order = [str(code) for code in codes]
    return dict(sorted(cuts.items(), key=lambda item: order.index(item[0]) if item[0] in order else len(order)))
