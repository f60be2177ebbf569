"""Reading applications: the inbox, one application, its differences and its duplicates."""

from collections.abc import Sequence

from sqlalchemy import select

from platform_app.actor import Actor, may_see
from platform_app.applications.models import Application, Attachment, Batch, Notice
from platform_app.applications.secrets import hash_secret
from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.members.models import MemberRecord
from platform_app.members.profile import differences
from platform_app.vocabulary.applications import ApplicationStatus, AttachmentKind, Procedure


def application(application_id: int, *, viewer: Actor) -> Application:
    """Return an application that the viewer may see; NotFound otherwise, never forbidden."""
    found = db.session.get(Application, application_id)
    if found is None or not may_see(viewer, found):
        raise NotFound
    return found


def by_secret(secret: str) -> Application | None:
    """Return the draft or application that a secret opens."""
    return db.session.scalar(select(Application).where(Application.token_hash == hash_secret(secret)))


def by_number(number: str) -> Application | None:
    """Return the application with a receipt number in canonical form."""
    return db.session.scalar(select(Application).where(Application.number == number))


def changes_of(found: Application) -> dict[str, tuple[object, object]]:
    """Return 新旧対照: the items that the application would change, key -> (old, new)."""
    if found.base_record_id is None:
        return {}
    base = db.session.get_one(MemberRecord, found.base_record_id)
    return differences(base.profile, found.profile)


def new_documents(found: Application) -> list[Attachment]:
    """Return the documents that a change brings; the paper on which it came is none of them."""
    if found.procedure != Procedure.CHANGE:
        return []
    return [one for one in found.attachments if one.kind != AttachmentKind.SCAN]


def of_member(member_id: int) -> Sequence[Application]:
    """Return a member's applications, newest first, without drafts."""
    return db.session.scalars(
        select(Application)
        .where(Application.member_id == member_id, Application.status != ApplicationStatus.DRAFT.value)
        .order_by(Application.id.desc())
    ).all()


def newest_batches() -> Sequence[Batch]:
    """Return the newest batches, for a filter."""
    return db.session.scalars(select(Batch).order_by(Batch.closes_on.desc(), Batch.id.desc()).limit(50)).all()


def notice(application_id: int, notice_id: int, *, viewer: Actor) -> Notice:
    """Return a notice of an application that the viewer may see; NotFound otherwise."""
    found = db.session.get(Notice, notice_id)
    if found is None or found.application_id != application_id or not may_see(viewer, found):
        raise NotFound
    return found


def batch_of(found: Application) -> Batch | None:
    """Return the batch that an application is in."""
    return db.session.get(Batch, found.batch_id) if found.batch_id is not None else None


def attachment(application_id: int, attachment_id: int, *, viewer: Actor) -> Attachment:
    """Return an attached document that the viewer may see; NotFound otherwise."""
    found = db.session.get(Attachment, attachment_id)
    if found is None or found.application_id != application_id or not may_see(viewer, found):
        raise NotFound
    return found
