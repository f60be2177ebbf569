"""Draft, send, retract: the applicant's acts, also when an officer types them in."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select

from platform_app import folding
from platform_app.actor import APPLICANT, Actor
from platform_app.applications import deadlines, letters
from platform_app.applications.errors import NothingChanged, OpenApplicationExists
from platform_app.applications.models import Application, Step
from platform_app.applications.queries import new_documents
from platform_app.applications.secrets import hash_secret
from platform_app.applications.workflow import OPEN_STATUSES, advance, can_advance
from platform_app.counters import next_number
from platform_app.dates import fiscal_year, now, to_tokyo
from platform_app.errors import NotAllowed, WrongStatus
from platform_app.extensions import db
from platform_app.members.models import MemberRecord
from platform_app.members.profile import differences
from platform_app.members.queries import record_on
from platform_app.numbering import new_secret, receipt_number
from platform_app.operation import operation
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, Channel, Procedure
from platform_app.vocabulary.profile import CHOOSABLE_KEYS

#: How long an unsent draft is kept.
DRAFT_LIFETIME = timedelta(days=60)


@dataclass(frozen=True)
class Contents:
    """What an applicant typed, as plain values.

    ``leave_on`` and ``reason`` belong to 様式2, ``changed_on`` and ``reason`` to a change;
    ``channel`` and ``arrived_at`` are set by the office for what came on paper or by telephone.
    """

    profile: Mapping[str, Any] = field(default_factory=dict)
    visibility: Mapping[str, str] = field(default_factory=dict)
    declarations: Sequence[str] = ()
    leave_on: date | None = None
    changed_on: date | None = None
    reason: str = ""
    channel: Channel = Channel.WEB
    arrived_at: datetime | None = None


@operation(Action.START_DRAFT)
def start(  # noqa: PLR0913 - one keyword per thing that may be known at the start
    application: None,
    *,
    procedure: Procedure,
    contents: Contents,
    by: Actor,
    member_id: int | None = None,
    secret: str = "",
    resume_url: str = "",
) -> tuple[Application, str]:
    """Begin a draft; return it with the secret that opens it again (shown once, stored hashed).

    ``member_id`` names whose entry changes or ends. A member may start only its
    own; raises NotAllowed otherwise, NothingChanged never: a draft may be equal.
    ``secret`` is one that the page made beforehand, so that the same page sent twice
    meets the unique constraint; ``resume_url`` is mailed to the address in the draft.
    """
    del application
    draft, secret = begin(procedure, contents, by, member_id, secret=secret)
    letters.tell_draft(draft, resume_url)
    return draft, secret


def begin(
    procedure: Procedure, contents: Contents, by: Actor, member_id: int | None, *, secret: str = ""
) -> tuple[Application, str]:
    """Create the draft inside the running transaction (shared with proxy entry and import)."""
    if procedure is not Procedure.JOIN and not (by.is_staff or by.is_system or by.member_id == member_id):
        raise NotAllowed
    secret = secret or new_secret()
    draft = Application(
        procedure=procedure.value,
        member_id=member_id,
        token_hash=hash_secret(secret),
        status=ApplicationStatus.DRAFT.value,
    )
    if member_id is not None:
        base = _present_entry(member_id)
        draft.base_record_id = base.id
        draft.fill(base.profile, base.visibility)
    fill_in(draft, contents)
    db.session.add(draft)
    db.session.flush()
    return draft, secret


def _present_entry(member_id: int) -> MemberRecord:
    record = record_on(member_id, to_tokyo(now()).date())
    if record is None:
        raise NotAllowed
    return record


def fill_in(application: Application, contents: Contents) -> None:
    """Replace what an application says; how and when it first arrived stays once it has a number."""
    application.fill(contents.profile, contents.visibility or None)
    application.declarations = list(contents.declarations)
    application.leave_on, application.changed_on = contents.leave_on, contents.changed_on
    application.reason = contents.reason
    if application.number is None:
        application.channel, application.arrived_at = contents.channel.value, contents.arrived_at
    application.search_key = folding.search_key(f"{application.name or ''} {application.name_kana or ''}")


@operation(Action.SAVE_DRAFT)
def save(application: Application, *, contents: Contents, by: Actor, resume_url: str = "") -> Application:
    """Replace what a draft or a returned application says; every save is a new version."""
    del by
    if application.status not in {ApplicationStatus.DRAFT, ApplicationStatus.RETURNED}:
        raise WrongStatus
    fill_in(application, contents)
    application.version += 1
    letters.tell_draft(application, resume_url)
    return application


@operation(Action.SUBMIT)
def submit(application: Application, *, by: Actor) -> Application:
    """Send a draft, or send a returned application again.

    The first sending gives the 受付番号, the reception day and the date by which
    an answer is due; the receipt is posted in the same transaction. Raises
    WrongStatus on a second click, OpenApplicationExists, NothingChanged.
    """
    return send(application, by)


def send(application: Application, by: Actor) -> Application:
    """Do what ``submit`` does, inside the running transaction."""
    if not can_send(application, by):
        raise NotAllowed
    if not can_advance(application, Action.SUBMIT):
        raise WrongStatus
    _refuse_idle_change(application)
    refuse_second(application)
    was = application.status
    step = advance(application, Action.SUBMIT)
    for point in application.return_points:
        point.settled_at = point.settled_at or now()
    if application.number is None:
        receive(application, by)
    else:
        deadlines.leave_out_correction(application, now())
    db.session.flush()
    record_step(application, Action.SUBMIT, was, by)
    letters.tell(application, step.mail, occasion=f"submit:{application.version}")
    return application


def receive(application: Application, by: Actor) -> None:
    """Give the number and the dates that count from the arrival, not from the typing."""
    year = fiscal_year(deadlines.set_arrival(application, application.arrived_at or now()))
    sequence = next_number(f"application:{year}")
    application.number = receipt_number(application.procedure, year, sequence)
    application.submitted_by_id = by.user_id


def can_send(application: Application, by: Actor) -> bool:
    """Whether somebody may send for an organisation: its representative, or the holder of a link or secret."""
    is_own = application.procedure != Procedure.JOIN and by.is_member
    return not is_own or bool(by.capacities & {Role.REPRESENTATIVE, APPLICANT})


def _refuse_idle_change(application: Application) -> None:
    if application.procedure != Procedure.CHANGE or application.base_record_id is None:
        return
    if not changed_keys(application) and not new_documents(application):
        raise NothingChanged


def changed_keys(application: Application) -> frozenset[str]:
    """Return the items whose value or audience an application would change."""
    base = db.session.get(MemberRecord, application.base_record_id) if application.base_record_id else None
    if base is None:
        return frozenset()
    audiences = {key for key in CHOOSABLE_KEYS if base.audience_of(key) != application.audience_of(key)}
    return frozenset(differences(base.profile, application.profile)) | audiences


def refuse_second(application: Application) -> None:
    """Allow an organisation one open application of a kind."""
    if application.member_id is None:
        return
    other = db.session.scalar(
        select(Application.id).where(
            Application.member_id == application.member_id,
            Application.procedure == application.procedure,
            Application.id != application.id,
            Application.status.in_([s.value for s in OPEN_STATUSES]),
        )
    )
    if other is not None:
        raise OpenApplicationExists


@operation(Action.RETRACT)
def retract(application: Application, *, reason: str = "", by: Actor) -> Application:
    """Take an application back before it is decided."""
    if not can_send(application, by):
        raise NotAllowed
    was = application.status
    step = advance(application, Action.RETRACT)
    record_step(application, Action.RETRACT, was, by, message=reason)
    if was != ApplicationStatus.DRAFT:
        letters.tell(application, step.mail, occasion=f"retract:{application.version}")
    return application


def record_step(application: Application, action: Action, from_status: str, by: Actor, *, message: str = "") -> None:
    """Keep the step for the applicant's timeline; ``message`` is what the applicant reads."""
    db.session.add(
        Step(
            application_id=application.id,
            action=action.value,
            from_status=from_status,
            to_status=application.status,
            actor_label=by.label,
            by_office=by.is_staff or by.is_system,
            message=message,
        )
    )


def is_holder(by: Actor, application: Application) -> bool:
    """Whether the actor holds the application's secret."""
    return APPLICANT in by.capacities and by.application_id == application.id
