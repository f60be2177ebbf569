"""Proxy entry: an officer types in what arrived, a second person reads it back."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import select

from platform_app import folding
from platform_app.actor import Actor
from platform_app.applications import deadlines
from platform_app.applications.attachments import CheckedFile
from platform_app.applications.errors import NotSettled, OwnEntry
from platform_app.applications.models import Application
from platform_app.applications.operations.applying import Contents, begin, fill_in
from platform_app.applications.operations.attaching import attach_within
from platform_app.dates import TOKYO, now, to_tokyo, today
from platform_app.errors import StaleVersion, WrongStatus
from platform_app.extensions import db
from platform_app.members.errors import NotAMember
from platform_app.members.queries import BELONGING, record_on
from platform_app.operation import operation
from platform_app.trail import AuditEntry
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, AttachmentKind, Procedure
from platform_app.vocabulary.profile import CHOOSABLE_KEYS, ITEMS_BY_KEY

#: Where an application stands while it can be read back.
READABLE = frozenset({ApplicationStatus.SUBMITTED, ApplicationStatus.IN_REVIEW})
_AUDIENCE = "visibility_"


@operation(Action.ENTER_PROXY)
def enter(  # noqa: PLR0913 - one keyword per thing that may be known at the start
    application: Application | None,
    *,
    procedure: Procedure,
    contents: Contents,
    by: Actor,
    member_id: int | None = None,
    scans: Iterable[CheckedFile] = (),
    secret: str = "",
) -> Application:
    """Begin a proxy entry, or type on in a draft or in what was returned for correction.

    ``scans`` are kept as the paper that arrived. Whoever typed last stands in
    ``entered_by_id``, everybody who typed in the audit trail; what was read back before
    has to be read back again. Raises NotAMember, WrongStatus, FileRefused.
    """
    if application is None:
        _refuse_stranger(member_id)
        application, _secret = begin(procedure, contents, by, member_id, secret=secret)
    else:
        if application.status not in {ApplicationStatus.DRAFT, ApplicationStatus.RETURNED}:
            raise WrongStatus
        fill_in(application, contents)
        application.version += 1
    application.entered_by_id = by.user_id
    application.read_back_at = application.read_back_by_id = application.read_back_entry = None
    for scan in scans:
        attach_within(application, AttachmentKind.SCAN, scan, by)
    return application


def _refuse_stranger(member_id: int | None) -> None:
    """Let only those who belong today change or end a membership."""
    line = record_on(member_id, today()) if member_id is not None else None
    if member_id is not None and (line is None or line.standing not in BELONGING):
        raise NotAMember(field="member")


def typists(application: Application) -> frozenset[int]:
    """Return everybody who typed a proxy entry, the last one and all before, from the audit trail."""
    found = db.session.scalars(
        select(AuditEntry.actor_user_id).where(
            AuditEntry.action == Action.ENTER_PROXY.value,
            AuditEntry.subject_id == application.id,
            AuditEntry.subject_type == Application.__tablename__,
            AuditEntry.actor_user_id.is_not(None),
        )
    )
    return frozenset({application.entered_by_id, *found} - {None})


def refuse_typist(application: Application, by: Actor) -> None:
    """Raise OwnEntry for whoever typed it: two people read, or nobody does."""
    if by.user_id is None or by.user_id in typists(application):
        raise OwnEntry


def can_read_back(application: Application) -> bool:
    """Whether a proxy entry waits for its second reader."""
    return application.is_proxy and application.read_back_at is None and application.status in READABLE


@operation(Action.READ_BACK)
def read_back(
    application: Application, *, version: int, second: Mapping[str, Any], settled: Mapping[str, Any], by: Actor
) -> Application:
    """読合せ: keep what a second person typed from the paper, and correct what both agree was wrong.

    ``second`` and ``settled`` are plain values as ``told`` gives them. Everything that
    the second person typed differently must be settled; NotSettled otherwise. A
    correction makes a new version. Raises WrongStatus, OwnEntry, StaleVersion.
    """
    if not can_read_back(application):
        raise WrongStatus
    refuse_typist(application, by)
    if version != application.version:
        raise StaleVersion
    first = told(application)
    if {key for key in second if differs(first[key], second[key])} - settled.keys():
        raise NotSettled
    corrected = {key: value for key, value in settled.items() if differs(first[key], value)}
    if corrected:
        _correct(application, corrected)
        application.version += 1
    application.read_back_by_id, application.read_back_at = by.user_id, now()
    application.read_back_entry = {
        "version": version,
        "second": dict(second),
        "first": {key: first[key] for key in {*second, *settled}},
        "corrected": corrected,
    }
    return application


def told(application: Application) -> dict[str, Any]:
    """Return everything that a proxy entry says as plain values: texts, lists of codes, ISO dates.

    Keys are those of the items, ``visibility_<key>``, ``declarations``, ``reason``,
    ``arrived_on``, ``changed_on`` and ``leave_on``.
    """
    arrived = application.arrived_at
    return application.profile | {
        **{f"{_AUDIENCE}{key}": application.audience_of(key).value for key in CHOOSABLE_KEYS},
        "declarations": list(application.declarations or ()),
        "reason": application.reason,
        "arrived_on": to_tokyo(arrived).date().isoformat() if arrived else "",
        "changed_on": application.changed_on.isoformat() if application.changed_on else "",
        "leave_on": application.leave_on.isoformat() if application.leave_on else "",
    }


def differs(first: Any, second: Any) -> bool:
    """Whether two people typed different things; the order of a list says nothing."""
    if isinstance(first, list):
        return set(first) != set(second or ())
    return bool(first != second)


def _correct(application: Application, corrected: Mapping[str, Any]) -> None:
    audiences = {key.removeprefix(_AUDIENCE): value for key, value in corrected.items() if key.startswith(_AUDIENCE)}
    application.fill(
        {key: value for key, value in corrected.items() if key in ITEMS_BY_KEY},
        (application.visibility or {}) | audiences if audiences else None,
    )
    application.declarations = corrected.get("declarations", application.declarations)
    application.reason = corrected.get("reason", application.reason)
    for name in ("changed_on", "leave_on"):
        if name in corrected:
            setattr(application, name, _day(corrected[name]))
    arrived_on = _day(corrected.get("arrived_on", ""))
    if arrived_on is not None and application.arrived_at is not None:
        clock = to_tokyo(application.arrived_at).time()
        deadlines.set_arrival(application, datetime.combine(arrived_on, clock, TOKYO))
    application.search_key = folding.search_key(f"{application.name} {application.name_kana}")


def _day(iso: Any) -> date | None:
    return date.fromisoformat(iso) if iso else None
