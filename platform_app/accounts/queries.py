"""Reading users and links."""

from collections.abc import Sequence

from sqlalchemy import select

from platform_app.accounts.errors import LinkExpired
from platform_app.accounts.models import AccessLink, User
from platform_app.actor import Actor, may_see
from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.vocabulary.accounts import STAFF_ROLES, Role


def load_user(session_id: str) -> User | None:
    """Return the user of a session, unless the session has been ended since."""
    identity, _, version = session_id.partition(":")
    if not (identity.isdigit() and version.isdigit()):
        return None
    user = db.session.get(User, int(identity))
    return user if user is not None and user.is_active and user.session_version == int(version) else None


def user_by_email(email: str) -> User | None:
    """Return the user with this address, in any case of letters."""
    return db.session.scalar(select(User).where(User.email == email.strip().lower()))


def staff_users() -> Sequence[User]:
    """Return everybody of the office, by name."""
    found = db.session.scalars(select(User).where(User.member_id.is_(None)).order_by(User.name, User.id)).all()
    return [user for user in found if set(user.roles) & STAFF_ROLES]


def member_users(member_id: int) -> Sequence[User]:
    """Return the people of one organisation, by name."""
    return db.session.scalars(select(User).where(User.member_id == member_id).order_by(User.name, User.id)).all()


def person(user_id: int, *, viewer: Actor) -> User:
    """Return somebody's account that the viewer may see; NotFound otherwise, never forbidden."""
    found = db.session.get(User, user_id)
    if found is None or not may_see(viewer, found):
        raise NotFound
    return found


def linked_user(link: AccessLink) -> User:
    """Return whom a link is for; LinkExpired if the person has been deactivated."""
    user = db.session.get(User, link.user_id or 0)
    if user is None or user.deactivated_at is not None:
        raise LinkExpired
    return user


def members_people(member_ids: Sequence[int]) -> Sequence[User]:
    """Return the people of several organisations, by organisation and name."""
    return db.session.scalars(
        select(User).where(User.member_id.in_(member_ids)).order_by(User.member_id, User.name, User.id)
    ).all()


def locked_administrators() -> Sequence[User]:
    """Return the administrators who can sign in, locked until the running transaction ends."""
    found = db.session.scalars(
        select(User)
        .where(User.roles.like(f"% {Role.ADMINISTRATOR} %"), User.deactivated_at.is_(None), User.password_hash != "")
        .order_by(User.id)
        .with_for_update()
    )
    return found.all()


def usable_link(token_hash: str, purpose: str) -> AccessLink | None:
    """Return a link that is neither used nor expired."""
    return db.session.scalar(
        select(AccessLink).where(
            AccessLink.token_hash == token_hash,
            AccessLink.purpose == purpose,
            AccessLink.used_at.is_(None),
            AccessLink.expires_at > now(),
        )
    )


def has_staff() -> bool:
    """Whether anybody of the office exists: an empty platform still awaits its set-up."""
    return db.session.scalar(select(User.id).where(User.member_id.is_(None)).limit(1)) is not None
