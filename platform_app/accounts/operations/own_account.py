"""What people do with their own account: name, password, second factor."""

from collections.abc import Iterator
from contextlib import contextmanager

from platform_app.accounts import links, second_factor, throttle
from platform_app.accounts.errors import WrongCode, WrongPassword
from platform_app.accounts.models import User
from platform_app.accounts.operations.inviting import post_invitation, post_reset
from platform_app.accounts.passwords import fits, hash_of
from platform_app.accounts.queries import user_by_email
from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.errors import NotAllowed
from platform_app.folding import normalise_email
from platform_app.mail.outbox import Recipient, post
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action

#: Requests for a reset within 15 minutes, of one address and from one network.
RESETS_PER_ADDRESS, RESETS_PER_NETWORK = 3, 60


def ask_for_reset(email: str, *, network: str, by: Actor) -> None:
    """Send a reset link if the address has an account; the asker can not tell whether it did.

    Raises TooManyAttempts, for unknown addresses alike.
    """
    address = normalise_email(email).lower()
    throttle.check("reset", address, limit=RESETS_PER_ADDRESS)
    throttle.check("reset-network", network, limit=RESETS_PER_NETWORK)
    throttle.count_all([("reset", address), ("reset-network", network)])
    request_reset(None, email=address, by=by)


@operation(Action.REQUEST_RESET)
def request_reset(subject: None, *, email: str, by: Actor) -> User | None:
    """Post the reset mail to somebody who has an account, an invitation to who has not accepted one."""
    del subject, by
    user = user_by_email(email)
    if user is None or user.deactivated_at is not None:
        return None
    if user.password_hash:
        post_reset(user)
    else:
        post_invitation(user)
    return user


@operation(Action.RESET_PASSWORD)
def reset_password(user: User, *, token: str, password: str, by: Actor) -> User:
    """Set a new password with a link from the mail; all sessions end. Raises LinkExpired, WeakPassword."""
    del by
    links.consume(token, "reset", user_id=user.id)
    _set_password(user, password)
    return user


@operation(Action.CHANGE_OWN_PASSWORD)
def change_password(user: User, *, current: str, password: str, by: Actor) -> User:
    """Replace the own password; every other session ends. Raises WrongPassword, WeakPassword."""
    _check_own(user, by)
    _check_password(user, current)
    _set_password(user, password)
    return user


def _set_password(user: User, password: str) -> None:
    """Set the password, end all sessions and open links, and tell the person."""
    user.password_hash = hash_of(password, email=user.email)
    user.session_version += 1
    links.end_all(user.id)
    post(
        "account_password_changed",
        Recipient(user.name, user.email, member_id=user.member_id),
        occasion=f"account:{user.id}:password:{user.session_version}",
        context={"at": now().isoformat()},
    )


@operation(Action.CHANGE_OWN_NAME)
def change_name(user: User, *, name: str, by: Actor) -> User:
    """Correct the own name as others see it."""
    _check_own(user, by)
    user.name = name
    return user


@operation(Action.ENROL_SECOND_FACTOR)
def enrol_second_factor(user: User, *, secret: str, code: str, by: Actor, current: str = "") -> tuple[User, list[str]]:
    """Set the second factor up, proved by a first code; return ten recovery codes, shown once.

    Replacing one that exists needs the ``current`` password. Raises WrongCode, WrongPassword.
    """
    _check_own(user, by)
    if user.has_second_factor:
        _check_password(user, current)
    step = second_factor.matching_step(secret, code, now())
    if step is None:
        raise WrongCode(field="code")
    user.totp_secret, user.totp_last_step = secret, step
    return user, _renew_codes(user)


@operation(Action.RENEW_RECOVERY_CODES)
def renew_recovery_codes(user: User, *, current: str, by: Actor) -> tuple[User, list[str]]:
    """Replace the recovery codes by ten new ones. Raises WrongPassword, NotAllowed without a second factor."""
    _check_own(user, by)
    _check_password(user, current)
    if not user.has_second_factor:
        raise NotAllowed
    return user, _renew_codes(user)


def _renew_codes(user: User) -> list[str]:
    codes = second_factor.new_recovery_codes()
    user.recovery_hashes = [second_factor.recovery_hash(code) for code in codes]
    return codes


def _check_own(user: User, by: Actor) -> None:
    if user.id != by.user_id:
        raise NotAllowed


def _check_password(user: User, password: str) -> None:
    if not fits(user, password):
        raise WrongPassword(field="current")


#: Wrong entries of the own password within 15 minutes: whoever found an open session must not guess it.
PER_OWN_PASSWORD = 8


def change_own_password(user: User, current: str, password: str, *, by: Actor) -> User:
    """Replace the own password; wrong entries of the old one are counted. Raises TooManyAttempts, too."""
    with _counted(user):
        return change_password(user, current=current, password=password, by=by)


def enrol(user: User, secret: str, code: str, current: str, *, by: Actor) -> tuple[User, list[str]]:
    """Set the second factor up; wrong entries are counted. Raises TooManyAttempts, too."""
    with _counted(user):
        return enrol_second_factor(user, secret=secret, code=code, current=current, by=by)


def renew_codes(user: User, current: str, *, by: Actor) -> tuple[User, list[str]]:
    """Replace the recovery codes; wrong entries of the password are counted. Raises TooManyAttempts, too."""
    with _counted(user):
        return renew_recovery_codes(user, current=current, by=by)


@contextmanager
def _counted(user: User) -> Iterator[None]:
    subject = str(user.id)
    throttle.check("own-account", subject, limit=PER_OWN_PASSWORD)
    try:
        yield
    except (WrongPassword, WrongCode):
        throttle.count("own-account", subject)
        raise
