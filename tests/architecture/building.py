"""Building the platform with one of everything, by the real operations."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta

from flask import Flask

from platform_app.accounts import links
from platform_app.accounts.models import User
from platform_app.accounts.operations import inviting
from platform_app.actor import Actor, system
from platform_app.applications.models import Application
from platform_app.applications.operations import applying, attaching, batching, deciding, proxy, reviewing
from platform_app.applications.operations.applying import Contents
from platform_app.dates import now, today
from platform_app.extensions import db, writer
from platform_app.imports.loading import prepare_file
from platform_app.mail.models import ContactTask, OutboxMessage
from platform_app.members.models import Member
from platform_app.office import queries as office
from platform_app.office.operations import seed_catalogues
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import ApplicationStatus, AttachmentKind, Channel, Procedure
from tests import factories
from tests.architecture.building_discussions import build_discussions
from tests.architecture.building_event_reports import build_reports
from tests.architecture.building_events import build_events
from tests.architecture.building_groups import build_groups
from tests.architecture.building_matching import ENTRY, build_matching
from tests.architecture.building_registrations import build_registrations
from tests.architecture.building_surveys import build_surveys
from tests.architecture.building_traces import build_traces
from tests.architecture.building_worksheets import build_worksheets
from tests.architecture.world import CAPACITIES, TOTP_SECRET, World, document
from tests.imports.sheets import saved, workbook


def build(app: Flask) -> World:
    """Build the platform in an empty database."""
    world = World(app)
    with writer():
        seed_catalogues()
        db.session.commit()
    _members(world)
    _people(world)
    _joining(world)
    _of_member(world)
    _links(world)
    _decided_batch(world)
    _batches(world)
    _rest(world)
    _proxied(world)
    build_events(world)
    build_registrations(world)
    build_surveys(world)
    build_groups(world)
    build_worksheets(world)
    build_matching(world)
    build_traces(world)
    build_reports(world)
    build_discussions(world)
    return world


def _members(world: World) -> None:
    for name in ("own", "foreign", "third"):
        member = factories.member(joined_on=date(2023, 2, 20), **ENTRY)
        world.ids[f"member:{name}"], world.ids[f"number:{name}"] = member.id, member.number
        world.ids[f"line:{name}"] = factories.record_of(member).id


def _people(world: World) -> None:
    belongs = {
        "representative": "own",
        "editor": "own",
        "foreign_representative": "foreign",
        "foreign_editor": "foreign",
    }
    for capacity in CAPACITIES[2:]:
        role = capacity.removeprefix("foreign_")
        member_id = world.ids[f"member:{belongs[capacity]}"] if capacity in belongs else None
        _remember(world, capacity, factories.user(role, member_id=member_id))
    for name, role, member in (("colleague", Role.EDITOR, "own"), ("clerk", Role.OFFICER, None)):
        _remember(world, name, factories.user(role, member_id=world.ids[f"member:{member}"] if member else None))
    _remember(world, "second_administrator", factories.user(Role.ADMINISTRATOR))
    guarded = factories.user(Role.OFFICER)
    with writer():
        guarded.totp_secret = TOTP_SECRET
        db.session.commit()
    _remember(world, "guarded", guarded)
    invited, token = inviting.invite(
        None,
        newcomer=inviting.Newcomer("招かれた人", "invited@example.jp", (Role.EDITOR,), world.ids["member:own"]),
        by=system(),
    )
    _remember(world, "invited", invited)
    world.texts["invitation"] = token
    clerk, _token = inviting.invite(
        None, newcomer=inviting.Newcomer("招かれた職員", "clerk@example.jp", (Role.OFFICER,)), by=system()
    )
    _remember(world, "invited_clerk", clerk)


def _remember(world: World, name: str, user: User) -> None:
    world.ids[f"user:{name}"], world.sessions[name] = user.id, user.get_id()


def _keep(world: World, name: str, application: Application, secret: str = "") -> Application:
    world.ids[f"application:{name}"] = application.id
    if application.number:
        world.texts[f"number:{name}"] = application.number
    if secret:
        world.texts[f"secret:{name}"] = secret
    return application


def _joining(world: World) -> None:
    """Applications to join, one in every status."""
    officer, decider = world.actor("officer"), world.actor("decider")
    for status in ApplicationStatus:
        application, secret = factories.draft()
        if status is ApplicationStatus.DRAFT:
            with_document(world, application)
        else:
            to_status(application, status, officer, decider)
        _keep(world, f"join:{status.value}", application, secret)
    db.session.expire_all()
    for status in ("approved", "rejected"):
        application = world.row(Application, f"application:join:{status}")
        world.ids[f"notice:join:{status}"] = application.notices[0].id
    criteria = office.criteria()
    reviewing.check(
        world.row(Application, "application:join:in_review"), answers={criteria[0].id: ("met", "")}, by=officer
    )
    reviewing.note(world.row(Application, "application:join:in_review"), text="電話で確かめた。", by=officer)


def with_document(world: World, application: Application) -> None:
    """Attach a document to an application."""
    holder = factories.visitor().for_application(application.id)
    row = attaching.attach(application, kind=next(iter(AttachmentKind)), file=document(), by=holder)
    world.ids["attachment:draft"] = row.id


def to_status(application: Application, status: ApplicationStatus, officer: Actor, decider: Actor) -> None:
    """Bring a draft to join to a status by the acts that lead there."""
    applying.submit(application, by=factories.visitor().for_application(application.id))
    for act in PATHS[status]:
        act(application, officer, decider)


def _retract(application: Application, _officer: Actor, _decider: Actor) -> None:
    applying.retract(application, by=factories.visitor().for_application(application.id))


def _review(application: Application, officer: Actor, _decider: Actor) -> None:
    reviewing.start_review(application, by=officer)


def _return(application: Application, officer: Actor, _decider: Actor) -> None:
    points = [("name", "定款のとおり記入してください。")]
    reviewing.return_for_correction(application, points=points, by=officer)


def _forward(application: Application, officer: Actor, _decider: Actor) -> None:
    reviewing.forward(application, by=officer)


def _approve(application: Application, _officer: Actor, decider: Actor) -> None:
    deciding.approve(application, version=application.version, effective_on=date(2024, 4, 1), by=decider)


def _reject(application: Application, _officer: Actor, decider: Actor) -> None:
    reason = office.rejection_reasons()[0].id
    deciding.reject(application, version=application.version, reason_id=reason, by=decider)


def _reverse(application: Application, _officer: Actor, decider: Actor) -> None:
    deciding.reverse(application, reason="申請者の申出による。", effective_on=date(2024, 5, 1), by=decider)


def _accept(application: Application, _officer: Actor, _decider: Actor) -> None:
    """Only a withdrawal, or a change of minor items, is accepted: here the row alone says so."""
    with writer():
        application.status = ApplicationStatus.ACCEPTED.value
        db.session.commit()


#: The acts that lead to each status, after sending.
PATHS: dict[ApplicationStatus, tuple[Callable[[Application, Actor, Actor], None], ...]] = {
    ApplicationStatus.SUBMITTED: (),
    ApplicationStatus.RETRACTED: (_retract,),
    ApplicationStatus.IN_REVIEW: (_review,),
    ApplicationStatus.RETURNED: (_review, _return),
    ApplicationStatus.AWAITING_DECISION: (_review, _forward),
    ApplicationStatus.APPROVED: (_review, _forward, _approve),
    ApplicationStatus.REJECTED: (_review, _forward, _reject),
    ApplicationStatus.REVERSED: (_review, _forward, _approve, _reverse),
    ApplicationStatus.ACCEPTED: (_accept,),
}


def _of_member(world: World) -> None:
    """Drafts and applications to change and to leave, of the organisation that signs in."""
    own = world.ids["member:own"]
    representative = world.actor("representative")
    for name, procedure, contents in (
        ("change:draft", Procedure.CHANGE, Contents(profile={"name": "NPO法人つながり改"})),
        ("withdraw:draft", Procedure.WITHDRAW, Contents(leave_on=today() + timedelta(days=40), reason="解散のため")),
        ("change:submitted", Procedure.CHANGE, Contents(profile={"address": "徳島県徳島市幸町1丁目"})),
        (
            "withdraw:submitted",
            Procedure.WITHDRAW,
            Contents(leave_on=today() + timedelta(days=30), reason="解散のため"),
        ),
    ):
        application, secret = applying.start(
            None, procedure=procedure, contents=contents, by=representative, member_id=own
        )
        if name.endswith("submitted"):
            applying.submit(application, by=representative)
        _keep(world, name, application, secret)
    foreign = world.actor("foreign_representative")
    application, secret = applying.start(
        None,
        procedure=Procedure.CHANGE,
        contents=Contents(profile={"address": "徳島県徳島市幸町3丁目"}),
        by=foreign,
        member_id=world.ids["member:foreign"],
    )
    applying.submit(application, by=foreign)
    reviewing.start_review(application, by=world.actor("officer"))
    _keep(world, "foreign", application, secret)


def _links(world: World) -> None:
    with writer():
        world.texts["reset"] = links.issue("reset", user_id=world.ids["user:colleague"])
        world.texts["set_up"] = links.issue("set_up")
        world.texts["application_link"] = links.issue(
            "application", application_id=world.ids["application:join:submitted"]
        )
        world.texts["member_link"] = links.issue("member", member_id=world.ids["member:own"])
        db.session.commit()


def _batches(world: World) -> None:
    officer = world.actor("officer")
    batch = batching.open_batch(None, closes_on=today(), by=officer)
    world.ids["batch:open"] = batch.id
    batching.add(batch, application_ids=[world.ids["application:join:awaiting_decision"]], by=officer)
    closed = batching.open_batch(None, closes_on=today() - timedelta(days=14), by=officer)
    world.ids["batch:closed"] = batching.close(closed, by=officer).id
    waiting = factories.awaiting(officer)
    _keep(world, "awaiting", waiting)
    with writer():
        waiting.batch_id = world.ids["batch:closed"]
        world.row(Application, "application:join:awaiting_decision").batch_id = world.ids["batch:open"]
        db.session.commit()
    batching.draft(
        closed, inquiry="次のとおり決定してよろしいか伺います。", effective_on=today(), proposals={}, by=officer
    )


def _proxied(world: World) -> None:
    """Two entries typed from paper: one still a draft, one that waits for its second reader."""
    for name in ("draft", "submitted"):
        contents = replace(factories.contents(), channel=Channel.FAX, arrived_at=now())
        typed = proxy.enter(
            None,
            procedure=Procedure.JOIN,
            contents=contents,
            scans=[document("届いた紙.pdf")],
            by=world.actor("clerk"),
        )
        if name == "submitted":
            applying.submit(typed, by=world.actor("clerk"))
        _keep(world, f"proxy:{name}", typed)


def _decided_batch(world: World) -> None:
    """A batch that was decided, with the notices that came of it."""
    officer = world.actor("officer")
    one = factories.awaiting(officer)
    batch = batching.open_batch(None, closes_on=today() - timedelta(days=28), by=officer)
    batching.close(batching.add(batch, application_ids=[one.id], by=officer), by=officer)
    batching.draft(batch, inquiry="伺います。", effective_on=today(), proposals={}, by=officer)
    verdicts = {one.id: batching.Verdict(version=one.version)}
    batching.decide(batch, effective_on=today(), verdicts=verdicts, by=world.actor("decider"))
    world.ids["batch:decided"] = batch.id


def _rest(world: World) -> None:
    """An import, a message that failed, a call that waits, and the newest audit entry."""
    register_import = prepare_file(
        saved(workbook(["No", "団体名", "入会日", "TEL"], ["901", "見本の会", "2023-02-20", "088-000-9999"])),
        "名簿.xlsx",
        by=system(),
    )
    world.ids["import:previewed"] = register_import.id
    factories.submitted(email="", phone="088-000-8888")
    task = db.session.scalars(db.select(ContactTask).order_by(ContactTask.id)).first()
    letters = db.select(OutboxMessage).where(OutboxMessage.application_id.is_not(None)).order_by(OutboxMessage.id)
    message = db.session.scalars(letters).first()
    if task is None or message is None:
        problem = "the platform was built without a message or a call"
        raise AssertionError(problem)
    with writer():
        message.failed_at, message.last_error = now(), "550"
        db.session.commit()
    world.ids["task:waiting"], world.ids["message:failed"] = task.id, message.id
    entry = db.session.scalars(db.select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    world.ids["entry:newest"] = entry.id if entry else 0
    line = office.criteria()[0]
    world.ids["criterion"], world.ids["reason"] = line.id, office.rejection_reasons()[0].id
    world.ids["member:count"] = db.session.scalar(db.select(db.func.count()).select_from(Member)) or 0
