"""What the sample's organisations need and offer, and those who were introduced to each other."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from platform_app.actor import Actor
from platform_app.dates import today
from platform_app.members import operations as register
from platform_app.members.models import Member
from platform_app.members.queries import member_by_number, record_on
from platform_app.vocabulary.accounts import Role
from platform_app.worksheets import matching_operations as matching


def load_partners(sample: Mapping[str, Any], *, officer: Actor) -> None:
    """Write offers and needs into the register, then let some organisations ask for each other."""
    for each in sample["organisations"]:
        _write(_member(each["number"]), each, sample["reason"], officer)
    for each in sample["introductions"]:
        _introduce(_member(each["asks"]), _member(each["other"]), each, officer)


def _member(number: int) -> Member:
    found = member_by_number(number)
    if found is None:
        raise LookupError(number)
    return found


def _write(member: Member, said: Mapping[str, Any], reason: str, officer: Actor) -> None:
    line = record_on(member.id, today())
    if line is None:
        raise LookupError(member.number)
    profile = line.profile | {"offers": said["offers"], "needs": said["needs"]}
    register.correct(member, record_id=line.id, profile=profile, reason=reason, by=officer)


def _introduce(asking: Member, other: Member, plan: Mapping[str, Any], officer: Actor) -> None:
    asker = _speaking_for(asking, officer)
    found = matching.ask(None, other_id=other.id, message=plan["message"], by=asker)
    if plan["is_agreed"]:
        matching.agree(found, member_id=other.id, by=_speaking_for(other, officer))


def _speaking_for(member: Member, officer: Actor) -> Actor:
    """Return somebody who answers for an organisation; most of the sample's have no account of their own."""
    return replace(officer, capacities=frozenset({Role.REPRESENTATIVE}), user_id=None, member_id=member.id)
