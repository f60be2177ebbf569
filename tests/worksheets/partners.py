"""Members that look for partners, and what came of it."""

from datetime import date
from typing import Any

from sqlalchemy import select

from platform_app.actor import Actor, system
from platform_app.extensions import db, writer
from platform_app.mail.models import OutboxMessage
from platform_app.members import operations as members
from platform_app.members.models import Member
from platform_app.vocabulary.organisations import RegisterChange, Standing
from platform_app.worksheets import matching_operations as acts
from platform_app.worksheets import matching_queries as queries
from platform_app.worksheets.matching_models import Introduction, IntroductionSide
from tests import factories


def member(visibility: dict[str, str] | None = None, standing: str = Standing.ACTIVE, **more: Any) -> Member:
    """Enrol a member with a choice of who may see what."""
    with writer():
        row = members.enrol()
        members.append(
            row,
            effective_on=date(2023, 2, 20),
            change=RegisterChange.JOIN,
            profile=factories.profile(**more),
            visibility=visibility or {},
            standing=standing,
            by=system(),
        )
        db.session.commit()
    return row


def of(row: Member) -> Actor:
    """Return somebody who represents a member."""
    return factories.actor("representative", member_id=row.id)


def suggested(row: Member) -> dict[int, list[str]]:
    """Return whom a member is suggested, with the reasons."""
    line = queries.partner(row.id)
    assert line is not None
    return {one.line.member_id: list(one.reasons) for one in queries.suggestions(line)}


def asked(one: Member, other: Member) -> Introduction:
    """Let one ask for the other."""
    return acts.ask(None, other_id=other.id, message="ご一緒に。", by=of(one))


def agreed(one: Member, other: Member) -> Introduction:
    """Let both agree."""
    return acts.agree(asked(one, other), member_id=other.id, by=of(other))


def contacts() -> list[tuple[str, str, str]]:
    """Return every contact that is kept with an introduction."""
    rows = db.session.scalars(select(IntroductionSide).order_by(IntroductionSide.id)).all()
    return [(row.contact_name, row.contact_email, row.contact_phone) for row in rows]


def letters() -> list[tuple[str, int | None]]:
    """Return the letters about introductions, whom they go to by which template, in order."""
    rows = db.session.scalars(
        select(OutboxMessage).where(OutboxMessage.template.like("introduction%")).order_by(OutboxMessage.id)
    )
    return [(row.template, row.member_id) for row in rows]
