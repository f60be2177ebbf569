"""Beginning a draft exactly once, however often the page is sent."""

from typing import Any

from sqlalchemy.exc import IntegrityError

from platform_app.actor import Actor
from platform_app.applications.models import Application
from platform_app.applications.operations.applying import Contents, save, start
from platform_app.applications.queries import by_secret
from platform_app.errors import WrongStatus
from platform_app.extensions import db
from platform_app.vocabulary.applications import Procedure


def start_once(  # noqa: PLR0913 - as many things as a draft begins with
    procedure: Procedure,
    contents: Contents,
    *,
    by: Actor,
    secret: str,
    member_id: int | None = None,
    resume_url: str = "",
) -> Application:
    """Begin the draft of a secret, or save into it when the same page began it before.

    Raises WrongStatus when that draft has been sent since, and what ``start`` raises.
    """
    known = by_secret(secret)
    if known is None:
        try:
            draft, _secret = start(
                None,
                procedure=procedure,
                contents=contents,
                by=by,
                member_id=member_id,
                secret=secret,
                resume_url=resume_url,
            )
        except IntegrityError:
            db.session.rollback()
            known = by_secret(secret)
        else:
            return draft
    return _again(known, contents, by, resume_url)


def _again(known: Application | None, contents: Contents, by: Actor, resume_url: str) -> Application:
    if known is None:
        raise WrongStatus
    holder: Any = by.for_application(known.id)
    return save(known, contents=contents, by=holder, resume_url=resume_url)
