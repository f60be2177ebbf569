"""The register as it stood, and as it was known to stand."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import aliased, contains_eager

from platform_app import folding
from platform_app.counters import Counter
from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.members.models import Member, MemberBigram, MemberLink, MemberRecord
from platform_app.paging import Page
from platform_app.vocabulary.organisations import Standing

#: The series that goes up with every line of the register. Its row stays locked until
#: commit, so whoever has counted at one value need not count again until the next.
REGISTER_VERSION = "register"

#: Standings of an organisation that belongs to the platform.
BELONGING = (Standing.ACTIVE.value, Standing.SUSPENDED.value)
#: Standings of an organisation that belonged once.
LEFT = (Standing.WITHDRAWN.value, Standing.EXPELLED.value, Standing.MERGED.value)


@dataclass(frozen=True)
class Search:
    """What somebody looks for in the register; an empty value asks for nothing."""

    words: str = ""
    kind: str = ""
    theme: str = ""
    municipality: str = ""


def _newest(on: date, known_at: datetime | None) -> ColumnElement[bool]:
    """Say that a line is its member's newest one on a date, among those known at an instant.

    A correlated look-up in the index (member, date, id): the cost of a page does
    not grow with the register.
    """
    other = aliased(MemberRecord)
    newest = select(other.id).where(other.member_id == Member.id, other.effective_on <= on)
    if known_at is not None:
        newest = newest.where(other.recorded_at <= known_at)
    newest = newest.order_by(other.effective_on.desc(), other.id.desc()).limit(1)
    return MemberRecord.id == newest.correlate(Member).scalar_subquery()


@lru_cache(maxsize=64)
def lines_as_of(on: date, *, known_at: datetime | None = None) -> Select[MemberRecord]:
    """Every member's newest line on a date, whatever its standing, by member number.

    A statement never changes; made once for a day, it is not made again for every page of that day.
    """
    return (
        select(MemberRecord)
        .join(Member, and_(Member.id == MemberRecord.member_id, _newest(on, known_at)))
        .options(contains_eager(MemberRecord.member))
        .order_by(Member.number)
    )


def register_as_of(on: date, *, known_at: datetime | None = None) -> Select[MemberRecord]:
    """The register as it stood on a date; with ``known_at``, as it was known at that instant.

    One line per organisation that belonged, by member number. A withdrawal takes
    effect at the start of its date: on that day the organisation no longer stands.
    """
    return lines_as_of(on, known_at=known_at).where(MemberRecord.standing.in_(BELONGING))


def with_former_as_of(search: Search, on: date, *, known_at: datetime | None = None) -> Select[MemberRecord]:
    """The register as it stood on a date, narrowed, and with it whoever had belonged before."""
    return narrowed(lines_as_of(on, known_at=known_at).where(MemberRecord.standing.in_(BELONGING + LEFT)), search)


def count_with_former(on: date, search: Search, *, known_at: datetime | None = None) -> int:
    """Return how many organisations belong or had belonged on a date."""
    statement = with_former_as_of(search, on, known_at=known_at)
    inner = statement.with_only_columns(MemberRecord.id, maintain_column_froms=True).order_by(None).subquery()
    return db.session.scalar(select(func.count()).select_from(inner)) or 0


def page_with_former(
    on: date, search: Search, page: Page, *, known_at: datetime | None = None
) -> Sequence[MemberRecord]:
    """Return one page of who belongs or had belonged on a date, by member number."""
    statement = with_former_as_of(search, on, known_at=known_at)
    return db.session.scalars(statement.limit(page.size).offset(page.offset)).all()


def narrowed(statement: Select[Any], search: Search) -> Select[Any]:
    """Narrow a register to what somebody looks for.

    Words are matched, folded, against every name the organisation ever had, and the names
    of those that were merged into it or became it.
    """
    if search.kind:
        statement = statement.where(MemberRecord.kind == search.kind)
    if search.theme:
        statement = statement.where(MemberRecord.themes.like(f"% {search.theme} %"))
    if search.municipality:
        statement = statement.where(MemberRecord.municipality == search.municipality)
    for word in search.words.split():
        statement = statement.where(Member.id.in_(_heirs_of(folding.search_key(word))))
    return statement


def _heirs_of(key: str) -> Select[int]:
    """Members with a name that contains the folded word, and whatever they became since."""
    found = _members_named(key).cte(recursive=True)
    became = select(MemberLink.successor_id).join(found, MemberLink.predecessor_id == found.c.member_id)
    return select(found.union(became).c.member_id)


def _members_named(key: str) -> Select[int]:
    """Members with a name, past or present, that contains the folded word.

    A word of two characters is a pair itself, and the index alone answers. Of a longer
    one, the index gives the few members that have all its pairs, and their names decide.
    """
    pairs = sorted(set(folding.bigrams(key)))
    if pairs == [key] and len(key) == 2:  # noqa: PLR2004
        return select(MemberBigram.member_id).where(MemberBigram.bigram == key)
    named = select(MemberRecord.member_id).where(MemberRecord.search_key.contains(key, autoescape=True))
    if len(key) < 2 or not pairs:  # noqa: PLR2004
        return named
    candidates = (
        select(MemberBigram.member_id)
        .where(MemberBigram.bigram.in_(pairs))
        .group_by(MemberBigram.member_id)
        .having(func.count() == len(pairs))
    )
    return named.where(MemberRecord.member_id.in_(candidates))


_counts: dict[tuple[object, ...], int] = {}
_VERSION = select(Counter.value).where(Counter.name == REGISTER_VERSION)


def register_version() -> int:
    """Return a number that goes up with every line and every link that is added to the register."""
    return db.session.scalar(_VERSION) or 0


def count_as_of(on: date, search: Search | None = None, *, known_at: datetime | None = None) -> int:
    """Return how many organisations belonged on a date.

    Derived, and remembered per process for as long as the register has no new
    line: ``operations.append`` raises the version that is asked for here.
    """
    key = (current_app.config["SQLALCHEMY_DATABASE_URI"], register_version(), on, search, known_at)
    if key not in _counts:
        statement = narrowed(register_as_of(on, known_at=known_at), search or Search())
        inner = statement.with_only_columns(MemberRecord.id, maintain_column_froms=True).order_by(None).subquery()
        if len(_counts) > 500:  # noqa: PLR2004
            _counts.clear()
        _counts[key] = db.session.scalar(select(func.count()).select_from(inner)) or 0
    return _counts[key]


def forget_counts() -> None:
    """Forget what was counted: the database has been replaced by another (a restore, a test)."""
    _counts.clear()


def page_as_of(on: date, search: Search, page: Page, *, known_at: datetime | None = None) -> Sequence[MemberRecord]:
    """Return one page of the register, by member number."""
    statement = narrowed(register_as_of(on, known_at=known_at), search)
    return db.session.scalars(statement.limit(page.size).offset(page.offset)).all()


def record_on(member_id: int, on: date, *, known_at: datetime | None = None) -> MemberRecord | None:
    """Return a member's line on a date, whatever its standing."""
    return db.session.scalar(lines_as_of(on, known_at=known_at).where(Member.id == member_id))


def line_by_number(number: int, on: date) -> MemberRecord | None:
    """Return the line on a date, whatever its standing, of the member with this number."""
    return db.session.scalar(lines_as_of(on).where(Member.number == number))


def member_by_number(number: int) -> Member | None:
    """Return the member with this number."""
    return db.session.scalar(select(Member).where(Member.number == number))


def history(member_id: int) -> Sequence[MemberRecord]:
    """Return all lines of a member in the order in which they take effect."""
    return db.session.scalars(
        select(MemberRecord)
        .where(MemberRecord.member_id == member_id)
        .order_by(MemberRecord.effective_on, MemberRecord.id)
    ).all()


def line_of(member_id: int, line_id: int) -> MemberRecord:
    """Return one line of a member. Raises NotFound for another member's."""
    line = db.session.get(MemberRecord, line_id)
    if line is None or line.member_id != member_id:
        raise NotFound
    return line


def former_names(member_id: int, present: str) -> list[str]:
    """Return the names a member has had, without the present one, oldest first."""
    names = db.session.scalars(
        select(MemberRecord.name)
        .where(MemberRecord.member_id == member_id)
        .order_by(MemberRecord.effective_on, MemberRecord.id)
    )
    return [name for name in dict.fromkeys(names) if name != present]


def lineage(member_id: int) -> Sequence[MemberLink]:
    """Return the links that lead to and from a member."""
    return db.session.scalars(
        select(MemberLink)
        .where((MemberLink.predecessor_id == member_id) | (MemberLink.successor_id == member_id))
        .order_by(MemberLink.linked_on, MemberLink.id)
    ).all()


def public_lineage(member_id: int) -> list[tuple[MemberLink, MemberRecord, bool]]:
    """Return each link with the other organisation's newest line, and whether that one came later."""
    found = []
    for row in lineage(member_id):
        is_successor = row.predecessor_id == member_id
        other = history(row.successor_id if is_successor else row.predecessor_id)
        if other:
            found.append((row, other[-1], is_successor))
    return found


@dataclass(frozen=True)
class Reconciliation:
    """前回 + 入会 − 退会 = 今回, with the organisations behind each figure."""

    since: date
    until: date
    before: int
    joined: Sequence[MemberRecord]
    left: Sequence[MemberRecord]
    after: int

    @property
    def balances(self) -> bool:
        """Whether the figures add up; they always do, and the page shows that they do."""
        return self.before + len(self.joined) - len(self.left) == self.after


def reconcile(since: date, until: date) -> Reconciliation:
    """Compare the register on two dates; who came and went in between counts on both sides."""
    before, after = _by_member(since), _by_member(until)
    joined, left = [], []
    belongs = dict.fromkeys(before, True)
    for line in _last_of_each_day(since, until):
        was, belongs[line.member_id] = belongs.get(line.member_id, False), line.standing in BELONGING
        if belongs[line.member_id] and not was:
            joined.append(after.get(line.member_id, line))
        elif was and not belongs[line.member_id]:
            left.append(line)
    return Reconciliation(since, until, len(before), joined, left, len(after))


def _last_of_each_day(since: date, until: date) -> list[MemberRecord]:
    """Return the lines that hold at the end of a day after ``since``, member by member, in order of effect."""
    statement = (
        select(MemberRecord)
        .join(MemberRecord.member)
        .options(contains_eager(MemberRecord.member))
        .where(MemberRecord.effective_on > since, MemberRecord.effective_on <= until)
        .order_by(Member.number, MemberRecord.effective_on, MemberRecord.id)
    )
    return list({(line.member_id, line.effective_on): line for line in db.session.scalars(statement)}.values())


def _by_member(on: date) -> dict[int, MemberRecord]:
    return {line.member_id: line for line in db.session.scalars(register_as_of(on))}
