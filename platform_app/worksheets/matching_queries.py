"""Reading partners and introductions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log

from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import selectinload

from platform_app.actor import Actor, may_see
from platform_app.dates import today
from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.members.models import Member, MemberRecord
from platform_app.members.queries import count_as_of, lines_as_of
from platform_app.paging import Page
from platform_app.vocabulary.matching import IntroductionStatus, MatchSide
from platform_app.vocabulary.organisations import Standing
from platform_app.worksheets.matching_index import said
from platform_app.worksheets.matching_models import HiddenPartner, Introduction, MatchTerm
from platform_app.worksheets.matching_reasons import Party, SheetNeed, reasons, weight_of_circumstances
from platform_app.worksheets.matching_sheets import sheet_needs
from platform_app.worksheets.matching_words import terms

#: Suggestions on the page, and candidates that are looked at for them.
MOST_SUGGESTED, MOST_CANDIDATES = 20, 80


@dataclass(frozen=True)
class Suggestion:
    """A partner and why, in sentences."""

    line: MemberRecord
    reasons: Sequence[str]


def partner(member_id: int) -> MemberRecord | None:
    """Return the line of today of an organisation that takes part; None for every other."""
    line = db.session.scalar(lines_as_of(today()).where(Member.id == member_id))
    return line if line is not None and line.standing == Standing.ACTIVE else None


def lines_of(member_ids: Iterable[int]) -> dict[int, MemberRecord]:
    """Return the lines of today of several organisations, whatever their standing."""
    found = db.session.scalars(lines_as_of(today()).where(Member.id.in_(set(member_ids))))
    return {line.member_id: line for line in found}


def suggestions(own: MemberRecord) -> list[Suggestion]:
    """Return the partners that suit an organisation best; the same for the same register.

    The words of its needs are looked up among all offers and those of its offers among
    all needs, so the cost grows with those who share a word and not with the register.
    """
    left_out = {own.member_id, *_hidden_by(own.member_id), *_introduced_to(own.member_id)}
    sheets = sheet_needs(own.member_id)
    scores = _scores(own, sheets)
    best = sorted((pair for pair in scores.items() if pair[0] not in left_out), key=lambda pair: (-pair[1], pair[0]))
    chosen = dict(best[:MOST_CANDIDATES])
    lines = [line for line in lines_of(chosen).values() if line.standing == Standing.ACTIVE]
    ranked = sorted(
        lines, key=lambda line: (-chosen[line.member_id] - weight_of_circumstances(own, line), line.member.number)
    )
    mine = Party(own, sheets.get(own.member_id, ()))
    found = ((line, reasons(mine, Party(line, sheets.get(line.member_id, ())))) for line in ranked)
    return [Suggestion(line, why) for line, why in found if why][:MOST_SUGGESTED]


def _scores(own: MemberRecord, sheets: Mapping[int, Sequence[SheetNeed]]) -> dict[int, float]:
    """Return every organisation that shares a word, with the weight of the words: rare ones weigh more."""
    needed = set(terms(said(own, MatchSide.NEEDS))).union(*(terms(need.text) for need in sheets.get(own.member_id, ())))
    offered = set(terms(said(own, MatchSide.OFFERS)))
    found: dict[int, float] = defaultdict(float)
    holders: dict[tuple[str, str], set[int]] = defaultdict(set)
    for side, wanted in ((MatchSide.OFFERS, needed), (MatchSide.NEEDS, offered)):
        for term, member_id in _holders(side, wanted):
            holders[side, term].add(member_id)
    for member_id, needs in sheets.items():
        for term in offered.intersection(*[{each for need in needs for each in terms(need.text)}]):
            holders[MatchSide.NEEDS, term].add(member_id)
    everybody = count_as_of(today())
    for _word, members in sorted(holders.items()):
        for member_id in members:
            found[member_id] += log(1 + everybody / len(members))
    return found


def _holders(side: MatchSide, wanted: set[str]) -> Iterable[tuple[str, int]]:
    statement = select(MatchTerm.term, MatchTerm.member_id).where(
        MatchTerm.side == side.value, MatchTerm.term.in_(sorted(wanted))
    )
    return ((term, member_id) for term, member_id in db.session.execute(statement))


def _hidden_by(member_id: int) -> Iterable[int]:
    return db.session.scalars(select(HiddenPartner.other_id).where(HiddenPartner.member_id == member_id))


def _introduced_to(member_id: int) -> Iterable[int]:
    """Yield the organisations to which there is, or was, an introduction."""
    pairs = db.session.execute(
        select(Introduction.low_member_id, Introduction.high_member_id).where(_concerns(member_id))
    )
    return (low if high == member_id else high for low, high in pairs)


def hidden_lines(member_id: int) -> list[MemberRecord]:
    """Return the organisations that one does not want suggested, by number."""
    return sorted(lines_of(_hidden_by(member_id)).values(), key=lambda line: line.member.number)


def _concerns(member_id: int) -> ColumnElement[bool]:
    return or_(Introduction.low_member_id == member_id, Introduction.high_member_id == member_id)


def introduction(introduction_id: int, *, viewer: Actor) -> Introduction:
    """Return an introduction that the viewer may see; NotFound otherwise, never forbidden."""
    found = db.session.get(Introduction, introduction_id, options=[selectinload(Introduction.sides)])
    if found is None or not may_see(viewer, found):
        raise NotFound
    return found


def locked_introduction(one: int, other: int) -> Introduction | None:
    """Return the introduction of two organisations, if there ever was one, locked until the transaction ends."""
    low, high = sorted((one, other))
    return db.session.scalar(
        select(Introduction)
        .where(Introduction.low_member_id == low, Introduction.high_member_id == high)
        .options(selectinload(Introduction.sides))
        .with_for_update()
        .execution_options(populate_existing=True)
    )


def count(member_id: int | None = None, status: str = "") -> int:
    """Return how many introductions there are: of one organisation, in one status."""
    return db.session.scalar(select(func.count()).select_from(Introduction).where(*_wanted(member_id, status))) or 0


def counts() -> dict[str, int]:
    """Return how many introductions stand in each status."""
    rows = db.session.execute(select(Introduction.status, func.count()).group_by(Introduction.status))
    found = {status: number for status, number in rows}  # noqa: C416 - rows unpack, but are no pairs to mypy
    return {status.value: found.get(status.value, 0) for status in IntroductionStatus}


def introductions(page: Page, member_id: int | None = None, status: str = "") -> Sequence[Introduction]:
    """Return one page of introductions, newest first."""
    return db.session.scalars(
        select(Introduction)
        .where(*_wanted(member_id, status))
        .options(selectinload(Introduction.sides))
        .order_by(Introduction.asked_at.desc(), Introduction.id.desc())
        .offset(page.offset)
        .limit(page.size)
    ).all()


def _wanted(member_id: int | None, status: str) -> list[ColumnElement[bool]]:
    wanted = [] if member_id is None else [_concerns(member_id)]
    return [*wanted, Introduction.status == status] if status else wanted
