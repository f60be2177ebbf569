"""Who somebody is: password, second factor, and the trace that each try leaves."""

from ipaddress import ip_address, ip_network

from platform_app.accounts import second_factor, throttle
from platform_app.accounts.errors import WrongCode, WrongCredentials
from platform_app.accounts.models import User
from platform_app.accounts.passwords import fits
from platform_app.accounts.queries import user_by_email
from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action

#: Failed tries within 15 minutes: of one account from one network, of one account from
#: anywhere, and from one network. The last is wide: a whole office may share one address.
PER_ACCOUNT_AND_NETWORK, PER_ACCOUNT, PER_NETWORK = 8, 50, 200
#: Failed codes of one person, from anywhere, within 15 minutes.
PER_SECOND_FACTOR = 8


def network_of(address: str | None) -> str:
    """Return the network that counts as one client: an IPv4 address, or a /64 of IPv6."""
    try:
        client = ip_address(address or "")
    except ValueError:
        return ""
    return str(ip_network(f"{client}/{32 if client.version == 4 else 64}", strict=False))  # noqa: PLR2004


def authenticate(email: str, password: str, *, network: str, by: Actor) -> User:
    """Return the person whom address and password belong to, without signing them in.

    Takes the same time and leaves the same counts whether or not the account exists.
    Raises WrongCredentials for every mistake alike, and TooManyAttempts.
    """
    address = email.strip().lower()
    counters = (
        ("sign-in", f"{address} {network}", PER_ACCOUNT_AND_NETWORK),
        ("sign-in", address, PER_ACCOUNT),
        ("sign-in-network", network, PER_NETWORK),
    )
    for purpose, value, limit in counters:
        throttle.check(purpose, value, limit=limit)
    user = user_by_email(address)
    if fits(user, password) and user is not None:
        return user
    throttle.count_all([(purpose, value) for purpose, value, _limit in counters])
    record_failure(None, user=user, by=by)
    raise WrongCredentials


@operation(Action.SIGN_IN_FAILED)
def record_failure(subject: None, *, user: User | None, by: Actor) -> User | None:
    """Leave a trace of a failed try: at whose account, or at none; never what was typed."""
    del subject, by
    return user


@operation(Action.SIGN_IN)
def sign_in(user: User, *, code: str = "", by: Actor) -> User:
    """Sign a person in whose password was right.

    Somebody with a second factor must give its ``code``, or a recovery code, which is
    used up. Raises WrongCode.
    """
    del by
    if user.has_second_factor:
        _use_code(user, code)
    return user


def _use_code(user: User, code: str) -> None:
    """Use up a one-time password or a recovery code; the row is locked, so each counts once."""
    step = second_factor.matching_step(user.totp_secret, code, now(), after=user.totp_last_step)
    if step is not None:
        user.totp_last_step = step
        return
    rest = second_factor.without(user.recovery_hashes, code)
    if rest is None:
        raise WrongCode(field="code")
    user.recovery_hashes = rest


def sign_in_with_code(user: User, code: str, *, by: Actor) -> User:
    """Sign a person in with the second factor; wrong codes are counted. Raises WrongCode, TooManyAttempts."""
    throttle.check("second-factor", str(user.id), limit=PER_SECOND_FACTOR)
    try:
        return sign_in(user, code=code, by=user.actor(request_id=by.request_id))
    except WrongCode:
        throttle.count("second-factor", str(user.id))
        record_failure(None, user=user, by=by)
        raise


@operation(Action.SIGN_OUT)
def sign_out(user: User, *, by: Actor) -> User:
    """Leave a trace that a person signed out; the browser's session ends in the view."""
    del by
    return user
