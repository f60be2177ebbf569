"""Who acts: the one value that rights, object scope and the audit log look at."""

from dataclasses import dataclass, field, replace
from typing import Protocol

from platform_app.vocabulary.accounts import MEMBER_ROLES, STAFF_ROLES, SYSTEM_NAME

#: Capacities of those who hold no account.
VISITOR, APPLICANT, SYSTEM = "visitor", "applicant", "system"


@dataclass(frozen=True)
class Actor:
    """A person or process at work.

    ``capacities`` holds the stored codes of roles, or VISITOR, APPLICANT, SYSTEM.
    ``application_id`` is the one application whose secret the actor has shown;
    ``member_id`` the organisation a signed-in person belongs to, or whose
    registered address received the link that is being used.
    """

    capacities: frozenset[str]
    label: str
    user_id: int | None = None
    member_id: int | None = None
    application_id: int | None = None
    registration_id: int | None = None
    worksheet_id: int | None = None
    channel: str = "web"
    on_behalf_of: str = ""
    request_id: str = field(default="", compare=False)

    @property
    def is_staff(self) -> bool:
        """Whether the actor works for the office."""
        return bool(self.capacities & STAFF_ROLES)

    @property
    def is_member(self) -> bool:
        """Whether the actor signed in for a member organisation."""
        return bool(self.capacities & MEMBER_ROLES)

    @property
    def is_system(self) -> bool:
        """Whether this is the platform itself (worker, command line, import)."""
        return SYSTEM in self.capacities

    def for_application(self, application_id: int) -> "Actor":
        """Return the same actor as the holder of an application's secret."""
        return replace(self, capacities=self.capacities | {APPLICANT}, application_id=application_id)

    def for_registration(self, registration_id: int) -> "Actor":
        """Return the same actor as the holder of a registration's secret."""
        return replace(self, capacities=self.capacities | {APPLICANT}, registration_id=registration_id)

    def for_worksheet(self, worksheet_id: int) -> "Actor":
        """Return the same actor as somebody at the table that holds a worksheet's code."""
        return replace(self, capacities=self.capacities | {APPLICANT}, worksheet_id=worksheet_id)

    def for_member(self, member_id: int) -> "Actor":
        """Return the same actor as the holder of a link sent to a member's address."""
        return replace(self, capacities=self.capacities | {APPLICANT}, member_id=member_id)


class Scoped(Protocol):
    """A row that belongs to somebody: who owns it decides who may see it."""

    @property
    def owner_member_id(self) -> int | None:
        """The member it belongs to, if any."""

    @property
    def owner_application_id(self) -> int | None:
        """The application it belongs to, if any."""


def visitor(*, channel: str = "web", request_id: str = "") -> Actor:
    """Somebody who has not said who they are."""
    return Actor(frozenset({VISITOR}), "", channel=channel, request_id=request_id)


def system(label: str = SYSTEM_NAME) -> Actor:
    """The platform itself, at the command line or in the worker."""
    return Actor(frozenset({SYSTEM}), label, channel="system")


def may_see(actor: Actor, thing: object) -> bool:
    """Object scope, decided here and nowhere else.

    The office and the platform see everything; others what is published, and what
    belongs to their organisation or to the application, registration or worksheet whose
    secret they hold. Somebody who signed in for a member also sees what its owner shows to
    all members or to that one. A row that names no owner is not for them.
    """
    if actor.is_staff or actor.is_system or getattr(thing, "is_for_everybody", False):
        return True
    application_id = getattr(thing, "owner_application_id", None)
    if application_id is not None and application_id == actor.application_id:
        return True
    registration_id = getattr(thing, "owner_registration_id", None)
    if registration_id is not None and registration_id == actor.registration_id:
        return True
    worksheet_id = getattr(thing, "owner_worksheet_id", None)
    if worksheet_id is not None and worksheet_id == actor.worksheet_id:
        return True
    if actor.is_member and _is_shown_to(actor.member_id, thing):
        return True
    member_id = getattr(thing, "owner_member_id", None)
    return member_id is not None and member_id == actor.member_id


def _is_shown_to(member_id: int | None, thing: object) -> bool:
    """Whether the owner of a thing shows it to all members, or to this one by name."""
    shown: frozenset[int] = getattr(thing, "linked_member_ids", frozenset())
    return bool(getattr(thing, "is_for_members", False)) or member_id in shown
