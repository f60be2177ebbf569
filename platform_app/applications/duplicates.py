"""Likely duplicates of an application, each with the reason; nothing is ever merged here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from sqlalchemy import Select, func, or_, select

from platform_app import folding
from platform_app.applications.models import Application
from platform_app.applications.workflow import OPEN_STATUSES
from platform_app.extensions import db
from platform_app.members.models import Member, MemberBigram, MemberRecord
from platform_app.members.profile import OrganisationProfile
from platform_app.numbering import normalise_corporate_number
from platform_app.telephone import normalise_phone
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.reviews import Likeness
from platform_app.width import digits_of

#: From this likeness of the folded names (0 to 100) on a name counts as near.
NEAR = 84.0
#: Names of fewer folded characters are alike by chance.
SHORTEST = 3
CANDIDATES = 30


@dataclass(frozen=True)
class Marks:
    """What of an entry is compared, folded; empty values are alike to nothing."""

    corporate_number: str
    name: str
    reading: str
    phone: str


@dataclass
class Duplicate:
    """Another entry that may be the same organisation: a member (by number) or an open application."""

    name: str
    reasons: list[Likeness] = field(default_factory=list)
    member_number: int | None = None
    standing: str = ""
    application_id: int | None = None
    application_number: str = ""


def duplicates_of(application: Application) -> list[Duplicate]:
    """Return who may be the same organisation, the strongest reasons first."""
    marks = marks_of(application)
    found = [*_members_like(application, marks), *_applications_like(application, marks)]
    order = list(Likeness)
    return sorted(found, key=lambda one: (min(order.index(reason) for reason in one.reasons), one.name))


def marks_of(entry: OrganisationProfile) -> Marks:
    """Fold an entry to what is compared."""
    digits = digits_of(normalise_phone(entry.phone).partition(" / ")[0])
    return Marks(
        normalise_corporate_number(entry.corporate_number),
        folding.name_key(entry.name),
        folding.name_key(entry.name_kana),
        digits,
    )


def likenesses(one: Marks, other: Marks) -> list[Likeness]:
    """Return every reason to take two entries for the same organisation, strongest first."""
    reasons = [
        reason
        for reason, mine, theirs in (
            (Likeness.CORPORATE_NUMBER, one.corporate_number, other.corporate_number),
            (Likeness.NAME, one.name, other.name),
            (Likeness.READING, one.reading, other.reading),
            (Likeness.PHONE, one.phone, other.phone),
        )
        if mine and mine == theirs
    ]
    if Likeness.NAME not in reasons and _are_near(one.name, other.name):
        reasons.append(Likeness.NEAR_NAME)
    return reasons


def _are_near(name: str, other: str) -> bool:
    """Whether two folded names are long enough to be compared by letters, and differ by few."""
    from rapidfuzz import fuzz  # 4 MB, which only a process that reviews applications needs

    return min(len(name), len(other)) >= SHORTEST and fuzz.ratio(name, other) >= NEAR


def _members_like(application: Application, marks: Marks) -> Iterable[Duplicate]:
    """Compare with every line, past ones too, of the members that the index brings near."""
    statement = (
        select(MemberRecord)
        .join(Member)
        .where(
            or_(
                MemberRecord.member_id.in_(_named_like(marks)),
                (MemberRecord.corporate_number != "") & (MemberRecord.corporate_number == application.corporate_number),
                (MemberRecord.phone != "") & (MemberRecord.phone == application.phone),
            )
        )
        .order_by(MemberRecord.member_id, MemberRecord.effective_on, MemberRecord.id)
    )
    lines = db.session.scalars(statement).all()
    members = select(Member.id, Member.number).where(Member.id.in_(sorted({line.member_id for line in lines})))
    numbers = {row.id: row.number for row in db.session.execute(members)}
    found: dict[int, Duplicate] = {}
    for line in lines:
        if line.member_id == application.member_id:
            continue
        one = found.setdefault(line.member_id, Duplicate("", member_number=numbers[line.member_id]))
        one.name, one.standing = line.name, line.standing
        one.reasons.extend(reason for reason in likenesses(marks, marks_of(line)) if reason not in one.reasons)
    return [one for one in found.values() if one.reasons]


def _named_like(marks: Marks) -> Select[int]:
    """Members whose names or readings share most pairs of characters with the entry's."""
    pairs = sorted({*folding.bigrams(marks.name), *folding.bigrams(marks.reading)})
    return (
        select(MemberBigram.member_id)
        .where(MemberBigram.bigram.in_(pairs))
        .group_by(MemberBigram.member_id)
        .order_by(func.count().desc(), MemberBigram.member_id)
        .limit(CANDIDATES)
    )


def _applications_like(application: Application, marks: Marks) -> Iterable[Duplicate]:
    others: Sequence[Application] = db.session.scalars(
        select(Application)
        .where(
            Application.id != application.id,
            Application.procedure != Procedure.WITHDRAW.value,
            Application.status.in_([status.value for status in OPEN_STATUSES]),
        )
        .order_by(Application.id)
    ).all()
    for other in others:
        if application.member_id is not None and other.member_id == application.member_id:
            continue
        reasons = likenesses(marks, marks_of(other))
        if reasons:
            yield Duplicate(other.name, reasons, application_id=other.id, application_number=other.number or "")
