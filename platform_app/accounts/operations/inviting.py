"""How people come to have an account: the first administrator, staff, and members' people."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy.exc import IntegrityError

from platform_app.accounts import links
from platform_app.accounts.errors import AddressTaken, LinkExpired
from platform_app.accounts.models import User
from platform_app.accounts.passwords import hash_of
from platform_app.accounts.queries import has_staff, user_by_email
from platform_app.actor import Actor, system
from platform_app.dates import now, to_tokyo
from platform_app.errors import NotAllowed
from platform_app.extensions import db
from platform_app.folding import normalise_email
from platform_app.mail.outbox import Recipient, post
from platform_app.operation import operation
from platform_app.vocabulary.accounts import MEMBER_ROLES, STAFF_ROLES, Role
from platform_app.vocabulary.actions import Action


@dataclass(frozen=True)
class Newcomer:
    """Somebody who shall have an account: of the office, or with ``member_id`` of a member."""

    name: str
    email: str
    roles: Sequence[str]
    member_id: int | None = None
    post: str = ""


@operation(Action.INVITE)
def invite(subject: None, *, newcomer: Newcomer, by: Actor) -> tuple[User, str]:
    """Invite somebody to the office or to a member; return the account and the token of the link.

    A representative invites only to the own organisation. Raises NotAllowed, AddressTaken.
    """
    del subject
    is_own = newcomer.member_id is not None and newcomer.member_id == by.member_id
    if not (by.is_system or Role.ADMINISTRATOR in by.capacities or is_own):
        raise NotAllowed
    if user_by_email(normalise_email(newcomer.email)) is not None:
        raise AddressTaken(field="email")
    user = new_user(newcomer)
    return user, post_invitation(user)


def invite_contact(member_id: int, name: str, email: str) -> User | None:
    """Invite a new member's contact person inside the running transaction of another operation.

    Returns None where the address already has an account: one that belongs to nobody
    else is joined to the member, any other is left as it is.
    """
    address = normalise_email(email).lower()
    if not address:
        return None
    known = user_by_email(address)
    if known is None:
        user = new_user(Newcomer(name, address, (Role.REPRESENTATIVE,), member_id))
        post_invitation(user)
        return user
    if known.member_id is None and not known.is_staff:
        known.member_id, known.roles = member_id, [Role.REPRESENTATIVE.value]
    return None


def new_user(newcomer: Newcomer) -> User:
    """Add a person without a password; the roles must be all the office's or all a member's. Raises AddressTaken."""
    check_roles(newcomer.roles, newcomer.member_id)
    user = User(
        name=newcomer.name,
        email=normalise_email(newcomer.email).lower(),
        roles=sorted({str(role) for role in newcomer.roles}),
        member_id=newcomer.member_id,
        post=newcomer.post,
    )
    db.session.add(user)
    try:
        db.session.flush()
    except IntegrityError as error:
        # Somebody else invited the same address a moment ago: the database has the last word.
        raise AddressTaken(field="email") from error
    return user


def check_roles(roles: Sequence[str], member_id: int | None) -> None:
    """Raise NotAllowed for no role, or one from the other side: nobody is office and member at once."""
    possible = STAFF_ROLES if member_id is None else MEMBER_ROLES
    if not roles or not set(roles) <= possible:
        raise NotAllowed(field="roles")


def post_invitation(user: User) -> str:
    """Post the mail with a new one-time link, which ends earlier ones; return its token."""
    token = links.issue("invitation", user_id=user.id)
    _post_link(user, "account_invitation", f"/invitation/{token}", "invitation", token)
    return token


def post_reset(user: User) -> None:
    """Post the mail with a link to set a new password."""
    token = links.issue("reset", user_id=user.id)
    _post_link(user, "account_reset", f"/reset/{token}", "reset", token)


def _post_link(user: User, template: str, path: str, purpose: str, token: str) -> None:
    expires_at = to_tokyo(now() + links.LIFETIME[purpose])
    post(
        template,
        Recipient(user.name, user.email, member_id=user.member_id),
        occasion=f"account:{user.id}:{purpose}:{links.mark(token)}",
        context={
            "link": links.address(path),
            "expires_on": expires_at.date().isoformat(),
            "expires_time": f"{expires_at:%H:%M}",
            "is_staff": user.is_staff,
        },
    )


@operation(Action.RESEND_INVITATION)
def resend_invitation(user: User, *, by: Actor) -> User:
    """Send a new invitation to somebody who has not accepted one yet. Raises NotAllowed."""
    check_manages(by, user)
    if user.password_hash or user.deactivated_at is not None:
        raise NotAllowed
    post_invitation(user)
    return user


def check_manages(by: Actor, user: User) -> None:
    """Raise NotAllowed unless an administrator, or a representative of the same organisation, acts."""
    if by.is_system or Role.ADMINISTRATOR in by.capacities:
        return
    if Role.REPRESENTATIVE in by.capacities and user.member_id is not None and user.member_id == by.member_id:
        return
    raise NotAllowed


@operation(Action.ACCEPT_INVITATION)
def accept_invitation(user: User, *, token: str, name: str, password: str, by: Actor) -> User:
    """Take up an invitation: the person's name and first password. Raises LinkExpired, WeakPassword."""
    del by
    links.consume(token, "invitation", user_id=user.id)
    user.name, user.password_hash = name, hash_of(password, email=user.email)
    return user


@operation(Action.ISSUE_SET_UP_LINK)
def issue_set_up_link(subject: None, *, by: Actor) -> str | None:
    """Return the address at which an empty platform is set up, or None once anybody works for the office."""
    del subject, by
    return None if has_staff() else links.address(f"/setup/{links.issue('set_up')}")


def first_administrator(token: str, *, name: str, email: str, password: str) -> User:
    """Use the set-up link up inside the running transaction and add the first administrator.

    Raises LinkExpired, also when somebody already works for the office.
    """
    link = links.consume(token, "set_up")
    if has_staff():
        raise LinkExpired
    user = new_user(Newcomer(name, email, (Role.ADMINISTRATOR,)))
    user.password_hash = hash_of(password, email=user.email)
    link.user_id = user.id
    return user


def first_link() -> str | None:
    """Return the address at which an empty platform is set up; None once anybody works for the office."""
    return None if has_staff() else issue_set_up_link(None, by=system())
