"""The browser's session: where it begins and ends, and where it may lead to."""

from typing import cast
from urllib.parse import urlsplit

from flask import g, session
from flask_login import current_user, login_user, logout_user

from platform_app.accounts.models import User
from platform_app.accounts.queries import load_user
from platform_app.dates import now
from platform_app.extensions import db

#: Seconds between the password and the second factor.
PENDING_SECONDS = 600


def person() -> User:
    """Return the signed-in person as a row of the database."""
    return cast("User", current_user._get_current_object())  # noqa: SLF001 - flask-login offers no other way


def carry_over(user: User) -> None:
    """Bring this browser's session to the person's new session version: only the others end."""
    db.session.refresh(user)
    login_user(user)


def begin(user: User) -> None:
    """Start a signed-in session from nothing: whatever the browser brought along is gone.

    Neither a planted session nor its CSRF token survives (session fixation, login CSRF).
    """
    session.clear()
    login_user(user)
    g.pop("actor", None)


def end() -> None:
    """End the session in this browser."""
    logout_user()
    session.clear()
    g.pop("actor", None)


def await_second_factor(user: User, target: str) -> None:
    """Remember, for ten minutes, that the password was right; nobody is signed in yet."""
    session.clear()
    session["awaiting"] = {"user": user.get_id(), "at": int(now().timestamp()), "next": target}


def awaiting() -> tuple[User, str] | None:
    """Return who still owes the second factor, and the page wanted; None if nobody, or too late."""
    kept = session.get("awaiting")
    if not isinstance(kept, dict) or now().timestamp() - kept["at"] > PENDING_SECONDS:
        return None
    user = load_user(kept["user"])
    return None if user is None else (user, kept["next"])


def local_path(target: str | None) -> str:
    """Return a path of this site, or '' for anything that a browser could read as another site."""
    if not target or not target.startswith("/") or target.startswith("//"):
        return ""
    if "\\" in target or any(character <= " " or character == "\x7f" for character in target):
        return ""
    parts = urlsplit(target)
    return "" if parts.scheme or parts.netloc else target
