"""What this browser may open: applications whose secret it has shown, members whose mail it has read.

Kept in the signed session cookie; the secret in a page's address gives the same right for
that page, so nothing that was typed is lost when a session ends.
"""

import re

from flask import current_app, session
from itsdangerous import BadSignature, URLSafeTimedSerializer

from platform_app.access import actor
from platform_app.actor import Actor
from platform_app.applications import queries
from platform_app.applications.models import Application
from platform_app.errors import NotFound

APPLICATIONS, MEMBER = "applications", "member_link"
#: Applications that one browser keeps open; the oldest gives way.
MOST = 10
#: Seconds for which a link that was opened lets its holder begin a procedure.
LINK_LASTS = 12 * 3600


def grant(application: Application, secret: str = "") -> None:
    """Remember that this browser may open an application."""
    held: dict[str, str] = dict(session.get(APPLICATIONS, {}))
    known = held.pop(str(application.id), "")
    held[str(application.id)] = secret or known
    session[APPLICATIONS] = dict(list(held.items())[-MOST:])


def key_of(application: Application) -> str:
    """Return how the addresses of an application's pages name it: by its secret where it is known."""
    held: dict[str, str] = session.get(APPLICATIONS, {})
    return held.get(str(application.id)) or str(application.id)


def secret_of(application: Application) -> str:
    """Return the secret of an application if this browser has shown it, else ''."""
    held: dict[str, str] = session.get(APPLICATIONS, {})
    return held.get(str(application.id), "")


def holds(key: str) -> bool:
    """Whether this browser may open the application with an id because it showed a secret or a link."""
    return key in session.get(APPLICATIONS, {})


def is_id(key: str) -> bool:
    """Whether a key is an application's id, and no secret; longer numbers are neither."""
    return re.fullmatch(r"[0-9]{1,9}", key) is not None


def open_with(key: str) -> tuple[Application, Actor]:
    """Return the application that a key opens, and its holder; NotFound for every other key alike."""
    if is_id(key):
        return _by_id(int(key))
    found = queries.by_secret(key)
    if found is None:
        raise NotFound
    return found, actor().for_application(found.id)


def _by_id(application_id: int) -> tuple[Application, Actor]:
    who = actor()
    if holds(str(application_id)):
        who = who.for_application(application_id)
    elif not who.is_member:
        raise NotFound
    return queries.application(application_id, viewer=who), who


def by_number(number: str) -> tuple[Application, Actor]:
    """Return the application with a receipt number, if this browser may open it; NotFound otherwise."""
    found = queries.by_number(number)
    if found is None:
        raise NotFound
    return _by_id(found.id)


def _signer(purpose: str = "member-link") -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.config["SECRET_KEY"], salt=purpose)


def grant_member(member_id: int) -> None:
    """Remember that this browser opened a link sent to a member's registered address."""
    session[MEMBER] = member_pass(member_id)


def member_pass(member_id: int) -> str:
    """Return a signed pass for a page, so that a form outlives its session."""
    return _signer().dumps(member_id)


def application_pass(application: Application) -> str:
    """Return a signed pass for a page that this browser opened with a secret or a link; '' for who is signed in."""
    return _signer("application-page").dumps(application.id) if holds(str(application.id)) else ""


def is_passed(application: Application, shown_pass: str) -> bool:
    """Whether a page carries the pass of an application, not older than a pass for a member."""
    try:
        return bool(_signer("application-page").loads(shown_pass, max_age=LINK_LASTS) == application.id)
    except BadSignature:
        return False


def member_actor(shown_pass: str = "") -> tuple[int, Actor] | None:
    """Return (member id, actor): a signed-in member, or the holder of an opened link; None for others."""
    who = actor()
    if who.is_member and who.member_id is not None:
        return who.member_id, who
    for text in (shown_pass, session.get(MEMBER, "")):
        try:
            member_id = int(_signer().loads(text, max_age=LINK_LASTS))
        except (BadSignature, ValueError, TypeError):
            continue
        return member_id, who.for_member(member_id)
    return None
