"""What this browser may open: registrations whose secret or telephone digits it has shown.

Kept in the signed session cookie. Whoever showed only four digits of the telephone
does not see what is sensitive.
"""

from flask import request, session

from platform_app.access import actor
from platform_app.accounts import throttle
from platform_app.accounts.errors import TooManyAttempts
from platform_app.actor import Actor, may_see
from platform_app.applications.secrets import hash_secret
from platform_app.errors import NotFound
from platform_app.events import registration_queries as queries
from platform_app.events.errors import TooManyRegistrations
from platform_app.events.registration_models import Registration
from platform_app.events.secrets import registration_secret
from platform_app.folding import fold_code
from platform_app.numbering import normalise_secret

HELD = "registrations"
#: Registrations that one browser keeps open; the oldest gives way.
MOST = 10
#: Failures within a quarter of an hour: four digits against one number, and from one address of the network.
MOST_FOR_ONE_NUMBER, MOST_FROM_ONE_PLACE = 5, 60
#: Registrations of people without an account, from one address of the network within a quarter of an hour.
MOST_REGISTRATIONS = 60
BY_SECRET, BY_DIGITS = "s", "d"


def count_registration() -> None:
    """Count a registration of somebody without an account: one script must not fill a hall.

    Raises TooManyRegistrations.
    """
    if actor().is_member:
        return
    place = request.remote_addr or ""
    try:
        throttle.check("registering-place", place, limit=MOST_REGISTRATIONS)
    except TooManyAttempts as refusal:
        raise TooManyRegistrations from refusal
    throttle.count("registering-place", place)


def grant(registration: Registration, how: str = BY_SECRET) -> None:
    """Remember that this browser may open a registration, and how it came to that."""
    held: dict[str, str] = dict(session.get(HELD, {}))
    known = held.pop(str(registration.id), "")
    held[str(registration.id)] = BY_SECRET if BY_SECRET in {known, how} else how
    session[HELD] = dict(list(held.items())[-MOST:])


def opened(number: str) -> tuple[Registration, Actor] | None:
    """Return a registration and its holder, if this browser or this member may open it."""
    found = queries.numbered(number)
    if found is None:
        return None
    who = actor()
    if str(found.id) in session.get(HELD, {}):
        who = who.for_registration(found.id)
    elif not who.is_member or not may_see(who, found):
        return None
    return found, who


def sees_needs(registration: Registration) -> bool:
    """Whether accommodations may be shown: to the member itself, and to whoever showed the secret."""
    return (
        actor().member_id == registration.member_id is not None
        or session.get(HELD, {}).get(str(registration.id)) == BY_SECRET
    )


def secret_of(registration: Registration) -> str:
    """Return the secret of a registration, for the one page that shows it."""
    return normalise_secret(registration_secret(registration.event_id, registration.submission_token))


def open_by_secret(secret: str) -> Registration:
    """Open the registration of a secret from a mail. Raises NotFound."""
    found = queries.by_token(hash_secret(secret))
    if found is None:
        raise NotFound
    grant(found)
    return found


def try_open(number: str, proof: str) -> Registration | None:
    """Open a registration by number and secret, or number and last four digits of the telephone.

    Failures are counted; raises TooManyAttempts. A secret can not be guessed, so
    failed digits of others never lock its holder out.
    """
    named = queries.numbered(number)
    place = request.remote_addr or ""
    throttle.check("registration-place", place, limit=MOST_FROM_ONE_PLACE)
    digits = fold_code(proof).strip()
    if len(digits) == queries.LAST_DIGITS and digits.isdigit():
        return _by_digits(named, number, digits, place)
    if named is not None and hash_secret(proof) == named.token_hash:
        grant(named)
        return named
    throttle.count("registration-place", place)
    return None


def _by_digits(named: Registration | None, number: str, digits: str, place: str) -> Registration | None:
    """Compare four digits; they are few, so the number itself has a limit too."""
    canonical = named.number if named else number
    throttle.check("registration", canonical, limit=MOST_FOR_ONE_NUMBER)
    if named is not None and len(named.phone_key) >= queries.LAST_DIGITS and named.phone_key.endswith(digits):
        grant(named, BY_DIGITS)
        return named
    throttle.count_all([("registration", canonical), ("registration-place", place)])
    return None
