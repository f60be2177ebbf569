"""Introducing two organisations to each other: contacts are told only while both agree."""

from collections.abc import Mapping

from sqlalchemy import delete, select

from platform_app import trail
from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.errors import NotAllowed, NotFound
from platform_app.extensions import db
from platform_app.members.models import Member, MemberRecord
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.matching import IntroductionAnswer, IntroductionStatus
from platform_app.vocabulary.organisations import Standing
from platform_app.worksheets import matching_letters as letters
from platform_app.worksheets.matching_errors import IntroductionSettled, NotNow, PartnerUnavailable, SamePartner
from platform_app.worksheets.matching_models import HiddenPartner, Introduction, IntroductionSide
from platform_app.worksheets.matching_queries import lines_of, locked_introduction
from platform_app.worksheets.matching_workflow import can_turn, turn

#: What of a line is told to the other organisation once both agree.
CONTACT_ITEMS = ("contact_name", "email", "phone")
_REFUSED = frozenset({IntroductionAnswer.DECLINED.value, IntroductionAnswer.WITHDRAWN.value})


@operation(Action.ASK_INTRODUCTION)
def ask(_nothing: None, *, other_id: int, message: str, by: Actor) -> Introduction:
    """Ask to be introduced to another organisation, which is the asker's own agreement.

    Asked twice it is asked once; asked by both it is agreed. Raises NotNow when the other
    has said no before, PartnerUnavailable, SamePartner, NotFound.
    """
    if by.member_id is None:
        raise NotAllowed
    lines = _take_turn(by.member_id, other_id)
    found = locked_introduction(by.member_id, other_id)
    if found is not None and not can_turn(found, Action.ASK_INTRODUCTION):
        # It is under way: whoever asks now agrees to it.
        return _agree(found, by.member_id, lines, by) if found.status == IntroductionStatus.WAITING else found
    if found is not None and found.across(by.member_id).answer in _REFUSED:
        raise NotNow
    found = _begin(found, (by.member_id, other_id), Action.ASK_INTRODUCTION, message, asked_by=by.member_id)
    _note(found.side(by.member_id), IntroductionAnswer.AGREED, by)
    letters.tell(found, "introduction_asked", lines[other_id], lines[by.member_id], message=message)
    return found


@operation(Action.SUGGEST_INTRODUCTION)
def suggest(_nothing: None, *, member_ids: tuple[int, int], message: str, by: Actor) -> Introduction:  # noqa: ARG001
    """Suggest two organisations to each other; each must agree before anything is told.

    Raises IntroductionSettled while they are under way, PartnerUnavailable, SamePartner, NotFound.
    """
    one, other = member_ids
    lines = _take_turn(one, other)
    found = locked_introduction(one, other)
    if found is not None and not can_turn(found, Action.SUGGEST_INTRODUCTION):
        raise IntroductionSettled
    found = _begin(found, member_ids, Action.SUGGEST_INTRODUCTION, message, asked_by=None)
    for to, about in ((one, other), (other, one)):
        letters.tell(found, "introduction_suggested", lines[to], lines[about], message=message)
    return found


@operation(Action.AGREE_INTRODUCTION)
def agree(introduction: Introduction, *, member_id: int, by: Actor) -> Introduction:
    """Agree for one of the two; when both have, each is told the other's contact. Raises IntroductionSettled."""
    _may_answer(introduction, member_id, by)
    lines = _partners(introduction)
    return _agree(introduction, member_id, lines, by)


@operation(Action.DECLINE_INTRODUCTION)
def decline(introduction: Introduction, *, member_id: int, reason: str = "", by: Actor) -> Introduction:
    """Decline for one of the two; the reason is for the office alone. Raises IntroductionSettled."""
    side = _may_answer(introduction, member_id, by)
    if side.answer == IntroductionAnswer.DECLINED:
        return introduction
    _end(introduction, side, Action.DECLINE_INTRODUCTION, reason, by)
    return introduction


@operation(Action.WITHDRAW_INTRODUCTION)
def withdraw(introduction: Introduction, *, member_id: int, reason: str = "", by: Actor) -> Introduction:
    """Take an agreement back: contacts are shown no longer, to either. Raises IntroductionSettled."""
    side = _may_answer(introduction, member_id, by)
    if side.answer == IntroductionAnswer.WITHDRAWN:
        return introduction
    if side.answer != IntroductionAnswer.AGREED:
        raise IntroductionSettled
    _end(introduction, side, Action.WITHDRAW_INTRODUCTION, reason, by)
    return introduction


@operation(Action.HIDE_PARTNER)
def set_hidden(member: Member, *, other_id: int, is_hidden: bool, by: Actor) -> Member:
    """Stop suggesting one organisation to another, or suggest it again."""
    if member.id != by.member_id or member.id == other_id:
        raise NotFound
    pair = (HiddenPartner.member_id == member.id, HiddenPartner.other_id == other_id)
    if not is_hidden:
        db.session.execute(delete(HiddenPartner).where(*pair))
    elif db.session.scalar(select(HiddenPartner.other_id).where(*pair)) is None:
        if db.session.get(Member, other_id) is None:
            raise NotFound
        db.session.add(HiddenPartner(member_id=member.id, other_id=other_id))
    return member


def _take_turn(one: int, other: int) -> dict[int, MemberRecord]:
    """Lock both organisations, always in the same order, and return their lines.

    Two that ask each other at once wait here for one another: neither overlooks the other's row.
    """
    if one == other:
        raise SamePartner
    pair = sorted((one, other))
    found = db.session.scalars(select(Member).where(Member.id.in_(pair)).order_by(Member.id).with_for_update()).all()
    if len(found) != len(pair):
        raise NotFound
    return _active(lines_of(pair), pair)


def _partners(introduction: Introduction) -> dict[int, MemberRecord]:
    """Return the lines of both, which must take part in the platform. Raises PartnerUnavailable."""
    pair = [introduction.low_member_id, introduction.high_member_id]
    return _active(lines_of(pair), pair)


def _active(lines: dict[int, MemberRecord], pair: list[int]) -> dict[int, MemberRecord]:
    for member_id in pair:
        line = lines.get(member_id)
        if line is None or line.standing != Standing.ACTIVE:
            raise PartnerUnavailable
    return lines


def _begin(
    found: Introduction | None, pair: tuple[int, int], action: Action, message: str, *, asked_by: int | None
) -> Introduction:
    """Bring two together, for the first time or again, with nothing answered yet."""
    if found is None:
        low, high = sorted(pair)
        found = Introduction(low_member_id=low, high_member_id=high)
        found.sides = [IntroductionSide(member_id=low), IntroductionSide(member_id=high)]
        db.session.add(found)
    else:
        turn(found, action)
    found.asked_by_member_id, found.message = asked_by, message
    found.asked_at, found.agreed_at, found.ended_at = now(), None, None
    for side in found.sides:
        side.answer, side.answered_at = IntroductionAnswer.NONE.value, None
        side.channel, side.is_proxy, side.reason = "", False, ""
    db.session.flush()
    return found


def _may_answer(introduction: Introduction, member_id: int, by: Actor) -> IntroductionSide:
    """Return the side that is answered for: one's own, or by the office either. Raises NotFound."""
    if not by.is_staff and member_id != by.member_id:
        raise NotFound
    return introduction.side(member_id)


def _note(side: IntroductionSide, answer: IntroductionAnswer, by: Actor, reason: str = "") -> None:
    side.answer, side.answered_at, side.reason = answer.value, now(), reason
    side.channel, side.is_proxy = by.channel, by.is_staff


def _agree(introduction: Introduction, member_id: int, lines: Mapping[int, MemberRecord], by: Actor) -> Introduction:
    """Note one agreement; the second one tells both the other's contact. A second click changes nothing."""
    side = introduction.side(member_id)
    is_open = introduction.status in {IntroductionStatus.WAITING, IntroductionStatus.AGREED}
    if is_open and side.answer == IntroductionAnswer.AGREED:
        return introduction
    if introduction.status != IntroductionStatus.WAITING:
        raise IntroductionSettled
    _note(side, IntroductionAnswer.AGREED, by)
    if introduction.across(member_id).answer == IntroductionAnswer.AGREED:
        turn(introduction, Action.AGREE_INTRODUCTION)
        introduction.agreed_at = now()
        _tell_contacts(introduction, lines, by)
    return introduction


def _tell_contacts(introduction: Introduction, lines: Mapping[int, MemberRecord], by: Actor) -> None:
    """Keep the contacts of this moment, send each to the other, and leave a trace of it."""
    agreed_at = introduction.agreed_at
    for side in introduction.sides:
        line = lines[side.member_id]
        side.contact_name, side.contact_email = line.contact_name, line.email
        side.contact_phone = line.phone
    for side in introduction.sides:
        other = introduction.across(side.member_id)
        letters.tell(
            introduction,
            letters.AGREED,
            lines[side.member_id],
            lines[other.member_id],
            agreed_at=agreed_at.isoformat() if agreed_at else "",
            **letters.contact_of(other),
        )
    scope = {"item": list(CONTACT_ITEMS), "member_id": [side.member_id for side in introduction.sides]}
    trail.append(Action.EXPORT, by, introduction, [{"verb": "disclose", **scope}])


def _end(introduction: Introduction, side: IntroductionSide, action: Action, reason: str, by: Actor) -> None:
    """End an introduction for one of the two: no contact stays, and the other is told without a reason."""
    turn(introduction, action)
    declined = action is Action.DECLINE_INTRODUCTION
    _note(side, IntroductionAnswer.DECLINED if declined else IntroductionAnswer.WITHDRAWN, by, reason)
    introduction.ended_at = now()
    for each in introduction.sides:
        each.contact_name = each.contact_email = each.contact_phone = ""
    lines = lines_of(side.member_id for side in introduction.sides)
    other = introduction.across(side.member_id)
    template = "introduction_declined" if declined else "introduction_withdrawn"
    if {side.member_id, other.member_id} <= lines.keys():
        letters.tell(introduction, template, lines[other.member_id], lines[side.member_id])
