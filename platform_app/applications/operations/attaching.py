"""Attaching documents to an application, and taking them off again."""

from platform_app.actor import Actor
from platform_app.applications.attachments import CheckedFile
from platform_app.applications.errors import FileRefused
from platform_app.applications.models import Application, Attachment
from platform_app.errors import WrongStatus
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, AttachmentKind

#: Documents of one application, and their bytes together.
MOST_FILES, MOST_BYTES = 20, 60 * 2**20


@operation(Action.ATTACH)
def attach(application: Application, *, kind: AttachmentKind, file: CheckedFile, by: Actor) -> Attachment:
    """Keep a checked file with an application; the same file again is the one that is there.

    Applicants may attach while they may write (WrongStatus otherwise), the office as
    long as the application is open. FileRefused beyond the limits.
    """
    return attach_within(application, kind, file, by)


def attach_within(application: Application, kind: AttachmentKind, file: CheckedFile, by: Actor) -> Attachment:
    """Do what ``attach`` does, inside the running transaction."""
    _refuse_closed(application, by)
    same = [one for one in application.attachments if one.digest == file.digest and one.kind == kind.value]
    if same:
        return same[0]
    total = sum(one.size for one in application.attachments) + len(file.content)
    if len(application.attachments) >= MOST_FILES or total > MOST_BYTES:
        raise FileRefused.too_many(MOST_FILES, MOST_BYTES // 2**20)
    row = Attachment(
        application_id=application.id,
        kind=kind.value,
        file_name=file.name,
        content_type=file.content_type,
        size=len(file.content),
        digest=file.digest,
        content=file.content,
    )
    application.attachments.append(row)
    application.version += 1
    db.session.flush()
    return row


@operation(Action.DETACH)
def detach(attachment: Attachment, *, by: Actor) -> Application:
    """Take a document off an application that may still be written."""
    application = attachment.application
    _refuse_closed(application, by)
    application.attachments.remove(attachment)
    db.session.delete(attachment)
    application.version += 1
    return application


def _refuse_closed(application: Application, by: Actor) -> None:
    is_writable = application.status in {ApplicationStatus.DRAFT, ApplicationStatus.RETURNED}
    if not is_writable and not (by.is_staff and application.is_open):
        raise WrongStatus
