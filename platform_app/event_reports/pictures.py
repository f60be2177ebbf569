"""Pictures as reports keep them: upright, of a size that telephones load, without the camera's notes."""

from io import BytesIO

from flask import Response, current_app
from PIL import Image, ImageOps, UnidentifiedImageError

from platform_app.actor import Actor
from platform_app.applications.attachments import CheckedFile, disposition
from platform_app.errors import NotFound
from platform_app.event_reports import queries
from platform_app.event_reports.errors import NotAPicture
from platform_app.event_reports.models import EventReport
from platform_app.event_reports.operations.photographing import MOST_PHOTOS, ScaledPicture, add_photo
from platform_app.events import queries as events
from platform_app.events.models import Event
from platform_app.report_markup import neutral
from platform_app.vocabulary.events import EventFileKind

#: The longer side of a kept picture, enough for half a page of print.
LONGEST = 1600
_QUALITY = 85
#: Kinds that keep their lines sharp; others become JPEG.
_DRAWN = frozenset({"image/png", "image/gif"})


def scaled(file: CheckedFile) -> ScaledPicture:
    """Return a checked upload as it is kept. Raises NotAPicture for what is no picture."""
    if not file.content_type.startswith("image/"):
        raise NotAPicture(field="upload")
    try:
        with Image.open(BytesIO(file.content)) as opened:
            picture = ImageOps.exif_transpose(opened)
            picture.thumbnail((LONGEST, LONGEST))
            return _written(picture, file.name, is_drawn=file.content_type in _DRAWN)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise NotAPicture(field="upload") from error


def _written(picture: Image.Image, name: str, *, is_drawn: bool) -> ScaledPicture:
    flat = Image.new("RGB", picture.size, "white")
    layer = picture.convert("RGBA")
    flat.paste(layer, mask=layer.getchannel("A"))
    stream = BytesIO()
    if is_drawn:
        flat.save(stream, "PNG", optimize=True)
    else:
        flat.save(stream, "JPEG", quality=_QUALITY, optimize=True)
    kind = "image/png" if is_drawn else "image/jpeg"
    return ScaledPicture(name, kind, stream.getvalue(), flat.width, flat.height)


def adopted(event: Event, *, by: Actor) -> int:
    """Take the event's own photos over into its report, their consent still to be confirmed; return how many."""
    photos = [file for file in event.files if file.kind == EventFileKind.PHOTO][:MOST_PHOTOS]
    told = [(file.id, neutral(file.alternative), neutral(file.caption)) for file in photos]
    taken = 0
    for file_id, alternative, caption in told:
        file = events.file(event.id, file_id, viewer=by)
        try:
            picture = scaled(CheckedFile(file.file_name, file.content_type, file.content, ""))
        except NotAPicture:
            continue
        event = events.event(event.id, viewer=by)
        add_photo(event, picture=picture, alternative=alternative, caption=caption, by=by)
        taken += 1
    return taken


def picture_answer(report: EventReport, photo_id: int) -> Response:
    """Answer with the bytes of a picture."""
    photo = next((each for each in report.photos if each.id == photo_id), None)
    if photo is None:
        raise NotFound
    response = current_app.response_class(queries.contents([photo_id])[photo_id], mimetype=photo.content_type)
    response.headers["Content-Disposition"] = disposition(photo.file_name, photo.content_type, number=photo.id)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response
