"""Finding the member or the application that somebody names when asking for a link.

The answer to the page is the same whether anything was found or not.
"""

from sqlalchemy import select

from platform_app import folding
from platform_app.applications.models import Application
from platform_app.applications.queries import by_number
from platform_app.dates import today
from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.members.models import Member, MemberRecord
from platform_app.members.queries import Search, narrowed, register_as_of
from platform_app.numbering import ReceiptNumberNotUnderstood, member_number_in, parse_receipt_number
from platform_app.vocabulary.applications import ApplicationStatus, Procedure

#: Members of one name that are compared by their addresses.
MOST_NAMESAKES = 50


def registered(member: str, email: str) -> MemberRecord | None:
    """Return the line of a member named by number or name, if the address is its registered one."""
    statement, number = register_as_of(today()), member_number_in(member)
    numbered = db.session.scalars(statement.where(Member.number == number)).all() if number is not None else []
    namesakes = db.session.scalars(narrowed(statement, Search(words=member)).limit(MOST_NAMESAKES))
    named = [one for one in namesakes if folding.name_key(one.name) == folding.name_key(member)]
    return next((one for one in [*numbered, *named] if same_address(one.email, email)), None)


def application_of(number: str, email: str) -> Application | None:
    """Return the application with a number, in any spelling, if the address is the one in it."""
    found = application_numbered(number)
    return found if found is not None and same_address(found.email, email) else None


def application_numbered(number: str) -> Application | None:
    """Return the application with a number in any spelling."""
    try:
        return by_number(parse_receipt_number(number))
    except ReceiptNumberNotUnderstood:
        return None


def same_address(stored: str, typed: str) -> bool:
    """Whether two addresses of mail are the same; an empty one is the same as none."""
    left, right = (folding.normalise_email(text).lower() for text in (stored or "", typed))
    return bool(left) and left == right


def drafts_of(member_id: int, procedure: Procedure) -> list[Application]:
    """Return a member's unsent drafts of a procedure, newest first."""
    return list(
        db.session.scalars(
            select(Application)
            .where(
                Application.member_id == member_id,
                Application.procedure == procedure.value,
                Application.status == ApplicationStatus.DRAFT.value,
            )
            .order_by(Application.id.desc())
        )
    )


def is_partly_done(application: Application) -> bool:
    """Whether the minor part of a change took effect as it was sent, the rest still being open."""
    if application.procedure != Procedure.CHANGE or not application.is_open:
        return False
    return base_record(application).application_id == application.id


def base_record(application: Application) -> MemberRecord:
    """Return the line of the register that an application changes or ends; NotFound without one."""
    record = db.session.get(MemberRecord, application.base_record_id) if application.base_record_id else None
    if record is None:
        raise NotFound
    return record
