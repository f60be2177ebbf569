"""Small builders with fictional Japanese organisations and people."""

from datetime import date
from itertools import count
from typing import Any

from werkzeug.security import generate_password_hash

from platform_app.accounts.models import User
from platform_app.actor import Actor, system, visitor
from platform_app.applications.models import Application
from platform_app.applications.operations import applying, deciding, reviewing
from platform_app.applications.operations.applying import Contents
from platform_app.extensions import db, writer
from platform_app.members import operations as members
from platform_app.members.models import Member, MemberRecord
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import Declaration, Procedure
from platform_app.vocabulary.organisations import RegisterChange

PASSWORD = "a long pass phrase for tests"
_PASSWORD_HASH = generate_password_hash(PASSWORD, method="pbkdf2:sha256:1000")
_numbers = count(1)


def lay_schema() -> None:
    """Create the tables as an installation does."""
    db.create_all()


def _kana(number: int) -> str:
    """Spell a number in kana, so that readings differ as names do."""
    return "".join("レイチニサヨゴロナハク"[int(digit)] for digit in str(number))


def profile(**more: Any) -> dict[str, Any]:
    """Return a complete, valid entry; ``more`` replaces items."""
    n = next(_numbers)
    return {
        "name": f"NPO法人つながり{n}",
        "name_kana": f"エヌピーオーホウジンツナガリ{_kana(n)}",
        "kind": "npo",
        "representative_title": "理事長",
        "representative_name": "見本　花子",
        "postal_code": "7700941",
        "municipality": "362018",
        "address": f"徳島県徳島市万代町{n}丁目",
        "contact_name": "見本太郎",
        "phone": f"088-000-{n % 10000:04}",
        "email": f"info{n}@example.jp",
        "themes": ["youth", "place_to_be"],
        "areas": ["all"],
        "stage": "active",
        "activities": "居場所づくりを行っています。",
        **more,
    }


def contents(**more: Any) -> Contents:
    """Return what an applicant would send; ``more`` replaces items of the entry."""
    ticked = [declaration.value for declaration in Declaration]
    return Contents(profile=profile(**more), declarations=ticked)


def user(*roles: str, member_id: int | None = None, email: str | None = None, name: str | None = None) -> User:
    """Save a person with the given roles and the test password."""
    n = next(_numbers)
    person = User(
        email=email or f"person{n}@example.jp",
        name=name or f"職員{n}",
        roles=list(roles),
        member_id=member_id,
        password_hash=_PASSWORD_HASH,
    )
    with writer():
        db.session.add(person)
        db.session.commit()
    return person


def actor(*roles: str, member_id: int | None = None) -> Actor:
    """Return a saved person with the given roles as an Actor."""
    return user(*roles, member_id=member_id).actor()


def member(joined_on: date = date(2023, 2, 20), number: int | None = None, **more: Any) -> Member:
    """Enrol a member from a date."""
    with writer():
        row = members.enrol(number)
        members.append(
            row,
            effective_on=joined_on,
            change=RegisterChange.JOIN,
            profile=profile(**more),
            visibility={},
            by=system(),
        )
        db.session.commit()
    return row


def record_of(row: Member) -> MemberRecord:
    """Return a member's newest line."""
    return row.records[-1]


def draft(**more: Any) -> tuple[Application, str]:
    """Save a draft to join; return it with its secret."""
    return applying.start(None, procedure=Procedure.JOIN, contents=contents(**more), by=visitor())


def submitted(**more: Any) -> Application:
    """Send an application to join."""
    application, _secret = draft(**more)
    return applying.submit(application, by=visitor().for_application(application.id))


def awaiting(officer: Actor | None = None, **more: Any) -> Application:
    """Bring an application to join before the decider."""
    officer = officer or actor(Role.OFFICER)
    application = reviewing.start_review(submitted(**more), by=officer)
    return reviewing.forward(application, by=officer)


def approved(effective_on: date = date(2024, 4, 1), **more: Any) -> Application:
    """Approve an application to join."""
    application = awaiting(**more)
    deciding.approve(application, version=application.version, effective_on=effective_on, by=actor(Role.DECIDER))
    return application
