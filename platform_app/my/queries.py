"""Reading what a member sees of itself, and who can sign in for which member."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Select, func, select
from sqlalchemy.orm import selectinload

from platform_app.accounts.models import User
from platform_app.applications.models import Application, Notice
from platform_app.dates import today
from platform_app.extensions import db
from platform_app.members.entry_text import item_text
from platform_app.members.models import Member, MemberRecord
from platform_app.members.queries import Search, lines_as_of, narrowed, record_on
from platform_app.paging import Page
from platform_app.vocabulary.applications import ApplicationStatus
from platform_app.vocabulary.organisations import Visibility
from platform_app.vocabulary.profile import PROFILE_ITEMS


@dataclass(frozen=True)
class EntryRow:
    """One item of the entry as registered: its text, and who sees it."""

    key: str
    label: str
    text: str
    audience: Visibility


def entry(member_id: int) -> MemberRecord | None:
    """Return the member's line of the register today; None before the membership begins."""
    return record_on(member_id, today())


def entry_rows(record: MemberRecord) -> dict[str, list[EntryRow]]:
    """Return the entry by group, in the order of the form; items that were left empty are absent."""
    groups: dict[str, list[EntryRow]] = {}
    for item in PROFILE_ITEMS:
        text = item_text(item.key, record.profile[item.key])
        if text:
            row = EntryRow(item.key, item.label, text, record.audience_of(item.key))
            groups.setdefault(item.group, []).append(row)
    return groups


def applications(member_id: int) -> Sequence[Application]:
    """Return the member's applications with their notices, newest first, without drafts."""
    return db.session.scalars(
        select(Application)
        .where(Application.member_id == member_id, Application.status != ApplicationStatus.DRAFT.value)
        .options(selectinload(Application.notices))
        .order_by(Application.id.desc())
    ).all()


def notices(member_id: int) -> Sequence[Notice]:
    """Return the notices that the office issued to the member, newest first."""
    return db.session.scalars(
        select(Notice)
        .join(Application)
        .where(Application.member_id == member_id)
        .options(selectinload(Notice.application))
        .order_by(Notice.issued_on.desc(), Notice.id.desc())
    ).all()


def _people(words: str) -> Select[User]:
    statement = select(User).where(User.member_id.is_not(None))
    if words:
        named = narrowed(select(Member.id), Search(words=words))
        like = User.name.contains(words, autoescape=True) | User.email.contains(words.lower(), autoescape=True)
        statement = statement.where(User.member_id.in_(named) | like)
    return statement


def people_count(words: str) -> int:
    """Return how many people of members match; words are looked for in names, addresses and members' names."""
    inner = _people(words).with_only_columns(User.id).subquery()
    return db.session.scalar(select(func.count()).select_from(inner)) or 0


def people(words: str, page: Page) -> list[tuple[User, MemberRecord | None]]:
    """Return one page of members' people, each with the organisation's line of today, by member and name."""
    found = db.session.scalars(
        _people(words).order_by(User.member_id, User.name, User.id).offset(page.offset).limit(page.size)
    ).all()
    ids = {user.member_id for user in found}
    lines = {line.member_id: line for line in db.session.scalars(lines_as_of(today()).where(Member.id.in_(ids)))}
    return [(user, lines.get(user.member_id or 0)) for user in found]
