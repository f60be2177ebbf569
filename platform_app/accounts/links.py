"""One-time links: issuing them, and finding what they open."""

import hashlib
import secrets
from datetime import timedelta

from flask import current_app
from sqlalchemy import select, update

from platform_app.accounts.errors import LinkExpired
from platform_app.accounts.models import AccessLink
from platform_app.accounts.queries import usable_link
from platform_app.dates import now
from platform_app.extensions import db

#: How long a link of each purpose can be used.
LIFETIME = {
    "set_up": timedelta(days=7),
    "invitation": timedelta(days=14),
    "reset": timedelta(hours=2),
    "member": timedelta(hours=24),
    "application": timedelta(hours=24),
}


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def mark(token: str) -> str:
    """Return a short word that tells links apart without opening any."""
    return _hash(token)[:16]


def issue(
    purpose: str, *, user_id: int | None = None, member_id: int | None = None, application_id: int | None = None
) -> str:
    """Make a link inside the running transaction and return its token; only a hash is stored.

    Earlier unused links of the same purpose for the same person end with it.
    """
    stale = update(AccessLink).where(
        AccessLink.purpose == purpose,
        AccessLink.user_id.is_(user_id) if user_id is None else AccessLink.user_id == user_id,
        AccessLink.member_id.is_(member_id) if member_id is None else AccessLink.member_id == member_id,
        AccessLink.application_id.is_(None) if application_id is None else AccessLink.application_id == application_id,
        AccessLink.used_at.is_(None),
    )
    db.session.execute(stale.values(used_at=now()))
    token = secrets.token_urlsafe(32)
    db.session.add(
        AccessLink(
            token_hash=_hash(token),
            purpose=purpose,
            user_id=user_id,
            member_id=member_id,
            application_id=application_id,
            expires_at=now() + LIFETIME[purpose],
        )
    )
    return token


def find(token: str, purpose: str) -> AccessLink:
    """Return the link a token opens; raises LinkExpired for every other token alike."""
    link = usable_link(_hash(token), purpose)
    if link is None:
        raise LinkExpired
    return link


def spent(token: str, purpose: str) -> AccessLink | None:
    """Return the link of a token that opens nothing any more; None for a token that was never issued."""
    return db.session.scalar(
        select(AccessLink).where(AccessLink.token_hash == _hash(token), AccessLink.purpose == purpose)
    )


def consume(token: str, purpose: str, *, user_id: int | None = None) -> AccessLink:
    """Use a link up inside the running transaction; raises LinkExpired for a second use.

    ``user_id`` is whom the link must be for. The row is locked, so of two requests at
    once one finds it used.
    """
    found = find(token, purpose)
    link = db.session.get(AccessLink, found.id, with_for_update=True, populate_existing=True)
    if link is None or link.used_at is not None or link.user_id != user_id:
        raise LinkExpired
    link.used_at = now()
    return link


def end_all(user_id: int) -> None:
    """End every unused link of a person inside the running transaction."""
    for link in db.session.scalars(
        select(AccessLink).where(AccessLink.user_id == user_id, AccessLink.used_at.is_(None))
    ):
        link.used_at = now()


def address(path: str) -> str:
    """Return the full address of a page, under the configured name of the site.

    Never the name in the request: a forged Host header would put a foreign address
    into the mail.
    """
    return f"{current_app.config['BASE_URL'].rstrip('/')}{path}"
