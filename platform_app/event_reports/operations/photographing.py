"""The pictures of a report: what is said of them, and the consent of those whom they show."""

from dataclasses import dataclass

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.event_reports import queries
from platform_app.event_reports.errors import TooManyPhotos
from platform_app.event_reports.models import EventReport, ReportPhoto
from platform_app.event_reports.operations.writing import need_known_references
from platform_app.event_reports.workflow import need_writable
from platform_app.events.models import Event
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.event_reports import PhotoConsent, PhotoKind

#: The pictures that one report may have.
MOST_PHOTOS = 30


@dataclass(frozen=True)
class ScaledPicture:
    """A picture as it is kept: scaled, turned upright, without what the camera wrote into it."""

    name: str
    content_type: str
    content: bytes
    width: int
    height: int


@operation(Action.ADD_REPORT_PHOTO)
def add_photo(  # noqa: PLR0913 - each is one thing that the page says
    event: Event,
    *,
    picture: ScaledPicture,
    kind: str = PhotoKind.PHOTO.value,
    alternative: str = "",
    caption: str = "",
    by: Actor,
) -> ReportPhoto:
    """Add a picture to the working text; its consent is still to be confirmed. Raises ReportSettled, TooManyPhotos."""
    need_known_references(alternative)
    need_known_references(caption)
    report = _writable(event, by)
    if len(report.kept_photos) >= MOST_PHOTOS:
        raise TooManyPhotos
    row = ReportPhoto(
        report_id=report.id,
        kind=kind,
        file_name=picture.name,
        content_type=picture.content_type,
        content=picture.content,
        width=picture.width,
        height=picture.height,
        alternative=alternative,
        caption=caption,
        position=max((photo.position for photo in report.photos), default=0) + 1,
    )
    db.session.add(row)
    return row


@operation(Action.EDIT_REPORT_PHOTO)
def edit_photo(  # noqa: PLR0913 - each is one thing that the page says
    event: Event, *, photo_id: int, kind: str, alternative: str, caption: str, position: int, by: Actor
) -> ReportPhoto:
    """Change what is said of a picture, and where it stands among the others. Raises ReportSettled, NotFound."""
    need_known_references(alternative)
    need_known_references(caption)
    row = queries.photo(_writable(event, by), photo_id)
    row.kind, row.alternative, row.caption, row.position = kind, alternative, caption, position
    return row


@operation(Action.REMOVE_REPORT_PHOTO)
def remove_photo(event: Event, *, photo_id: int, by: Actor) -> ReportPhoto:
    """Take a picture out of the working text. Raises ReportSettled, NotFound."""
    row = queries.photo(_writable(event, by), photo_id)
    row.removed_at = now()
    return row


@operation(Action.SET_PHOTO_CONSENT)
def set_consent(event: Event, *, photo_id: int, consent: str, note: str, by: Actor) -> ReportPhoto:
    """Record what is known of the consent, and who confirmed it; what is public follows at once."""
    row = queries.photo(queries.needed_report(event.id), photo_id)
    row.consent, row.consent_note = consent, note
    row.consent_by = "" if consent == PhotoConsent.UNKNOWN else by.label
    row.consent_at = None if consent == PhotoConsent.UNKNOWN else now()
    return row


def _writable(event: Event, by: Actor) -> EventReport:
    """Return the report if it may be changed, and count whoever changes it among its writers."""
    report = queries.needed_report(event.id)
    need_writable(report)
    if by.user_id is not None and by.user_id not in report.writer_ids:
        report.writer_ids = [*report.writer_ids, by.user_id]
    return report
