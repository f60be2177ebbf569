"""What administrators do with everybody's account, and representatives with their own organisation's."""

from collections.abc import Sequence

from platform_app.accounts import links
from platform_app.accounts.errors import LastAdministrator, OwnAccount
from platform_app.accounts.models import User
from platform_app.accounts.operations.inviting import check_manages, check_roles
from platform_app.accounts.queries import locked_administrators
from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.mail.outbox import Recipient, post
from platform_app.operation import operation
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action


@operation(Action.CHANGE_ACCOUNT)
def change_account(
    user: User,
    *,
    roles: Sequence[str],
    by: Actor,
    post_title: str | None = None,
    second_factor_required: bool | None = None,
) -> User:
    """Change what a person may do, and for the office post and duty of a second factor; None keeps.

    Raises NotAllowed, LastAdministrator.
    """
    check_manages(by, user)
    check_roles(roles, user.member_id)
    if Role.ADMINISTRATOR not in roles:
        _keep_an_administrator(user)
    user.roles = sorted({str(role) for role in roles})
    if post_title is not None:
        user.post = post_title
    if second_factor_required is not None:
        user.second_factor_required = second_factor_required
    return user


@operation(Action.DEACTIVATE)
def deactivate(user: User, *, by: Actor) -> User:
    """Stop a person's access at once: sessions and open links end. Raises LastAdministrator, OwnAccount."""
    check_manages(by, user)
    if user.id == by.user_id:
        raise OwnAccount
    _keep_an_administrator(user)
    user.deactivated_at = user.deactivated_at or now()
    user.session_version += 1
    links.end_all(user.id)
    return user


@operation(Action.REACTIVATE)
def reactivate(user: User, *, by: Actor) -> User:
    """Give a person access again, with the password and roles as they were."""
    check_manages(by, user)
    user.deactivated_at = None
    return user


@operation(Action.RESET_SECOND_FACTOR)
def reset_second_factor(user: User, *, by: Actor) -> User:
    """Take the second factor off somebody who lost it; sessions end and the person is told by mail."""
    check_manages(by, user)
    user.totp_secret, user.recovery_hashes = "", []
    user.session_version += 1
    post(
        "account_second_factor_reset",
        Recipient(user.name, user.email, member_id=user.member_id),
        occasion=f"account:{user.id}:second-factor:{user.session_version}",
        context={"at": now().isoformat()},
    )
    return user


def _keep_an_administrator(user: User) -> None:
    """Raise LastAdministrator if nobody else could administer; the rows are locked until commit."""
    if Role.ADMINISTRATOR in user.roles and all(other.id == user.id for other in locked_administrators()):
        raise LastAdministrator
