"""Who may open which page: every view declares it, everything else is closed."""

from collections.abc import Callable
from ipaddress import ip_address
from typing import Any, TypeVar

from flask import current_app, g, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from platform_app.actor import Actor, visitor
from platform_app.errors import NotAllowed, NotFound
from platform_app.extensions import csrf
from platform_app.rights import ADMINISTRATORS, DECIDERS, MEMBERS, OFFICE, REPRESENTATIVES, STAFF

View = TypeVar("View", bound=Callable[..., Any])

#: Everybody, signed in or not.
PUBLIC: frozenset[str] = frozenset({"public"})
#: Everybody who signed in.
SIGNED_IN = STAFF | MEMBERS

__all__ = [
    "ADMINISTRATORS",
    "DECIDERS",
    "MEMBERS",
    "OFFICE",
    "PUBLIC",
    "REPRESENTATIVES",
    "SIGNED_IN",
    "STAFF",
    "actor",
    "allow",
    "from_staff_network",
    "guard",
    "own_member_id",
]


def allow(capacities: frozenset[str], *, keeps_input: bool = False) -> Callable[[View], View]:
    """Declare who may open a view: PUBLIC, SIGNED_IN, MEMBERS, STAFF, OFFICE, DECIDERS, ADMINISTRATORS.

    Written directly above the function, below the route decorator. A view
    without it answers 404 to everybody, and a test names it. ``keeps_input`` says
    that the view's own form checks the CSRF token, so that a stale token shows the
    form again with everything typed; every other POST is checked before its view.
    """

    def mark(view: View) -> View:
        view.allowed = capacities  # type: ignore[attr-defined]
        view.keeps_input = keeps_input  # type: ignore[attr-defined]
        return view

    return mark


def actor() -> Actor:
    """Return who is acting in this request."""
    if "actor" not in g:
        g.actor = (
            current_user.actor(request_id=g.get("request_id", ""))
            if current_user.is_authenticated
            else visitor(request_id=g.get("request_id", ""))
        )
    return g.actor  # type: ignore[no-any-return]


def own_member_id() -> int:
    """Return the organisation that the signed-in person belongs to. Raises NotFound for everybody else."""
    member_id = actor().member_id
    if member_id is None:
        raise NotFound
    return member_id


def guard() -> ResponseReturnValue | None:
    """Run before every request: deny unless the view says otherwise."""
    if request.endpoint is None or request.endpoint == "static":
        return None
    if request.path.startswith("/staff") and not from_staff_network():
        raise NotFound
    allowed: frozenset[str] | None = getattr(current_app.view_functions[request.endpoint], "allowed", None)
    if allowed is None:
        raise NotFound
    if not getattr(current_app.view_functions[request.endpoint], "keeps_input", False):
        _check_token()
    if allowed is PUBLIC:
        return None
    if not current_user.is_authenticated:
        # Only a page that can be opened by its address is worth coming back to.
        wanted = request.full_path.rstrip("?") if request.method == "GET" else None
        return redirect(url_for("accounts.sign_in", next=wanted))
    if not actor().capacities & allowed:
        raise NotAllowed
    if _must_enrol() and request.endpoint not in current_app.config["SECOND_FACTOR_PAGES"]:
        return redirect(url_for("accounts.second_factor"))
    return None


def _must_enrol() -> bool:
    """Whether the person still owes a second factor, for themselves or because all staff must have one.

    The office's setting is asked through the configuration, because this module lies below it.
    """
    if current_user.has_second_factor:
        return False
    for_staff: Callable[[], bool] = current_app.config["STAFF_SECOND_FACTOR"]
    return bool(current_user.second_factor_required or (current_user.is_staff and for_staff()))


def _check_token() -> None:
    """Refuse a form without the session's token, unless it is a reading request."""
    if request.method not in {"GET", "HEAD", "OPTIONS"} and current_app.config["WTF_CSRF_ENABLED"]:
        csrf.protect()


def from_staff_network() -> bool:
    """Whether the request comes from a network that may open the staff pages."""
    networks = current_app.config["STAFF_NETWORK_LIST"]
    if not networks:
        return True
    try:
        address = ip_address(request.remote_addr or "")
    except ValueError:
        return False
    return any(address in network for network in networks)
