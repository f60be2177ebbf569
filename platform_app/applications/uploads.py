"""The documents that come with a form: which may be kept, and what is said of those that are not."""

from typing import Any

from flask import current_app

from forms.applications import EntryForm, chosen_files
from forms.fields import Files
from platform_app.applications.attachments import CheckedFile, check_upload, display_name
from platform_app.applications.errors import FileRefused
from platform_app.vocabulary.applications import AttachmentKind


def uploads_of(form: EntryForm) -> tuple[list[tuple[AttachmentKind, CheckedFile]], dict[str, str]]:
    """Return the uploads that may be kept, and by field the sentences about those that may not.

    A field shows one error, so what there is to say of several files stands in one.
    """
    kept: list[tuple[AttachmentKind, CheckedFile]] = []
    refused: dict[str, str] = {}
    most, room = current_app.config["MAX_FILE_MB"] * 2**20, current_app.config["MAX_CONTENT_LENGTH"]
    for kind, field in form.attachment_fields():
        for upload in chosen_files(field):
            try:
                content = upload.stream.read(most + 1)
                file = check_upload(str(upload.filename), content, most_bytes=most)
                room -= len(content)
                if room < 0:
                    raise FileRefused.too_heavy(file.name, current_app.config["MAX_UPLOAD_MB"])
                kept.append((kind, file))
            except FileRefused as refusal:
                refused[field.name] = refused.get(field.name, "") + refusal.message
            finally:
                upload.close()
    return kept, refused


def tell_lost_files(form: Any) -> None:
    """Ask again for the files that came with a sending of which nothing is stored: no page can keep them.

    Of a file that is refused it has been said already.
    """
    for field in (field for field in form if isinstance(field, Files)):
        said = "".join(field.errors)
        names = [f"「{display_name(str(upload.filename))}」" for upload in chosen_files(field)]
        lost = "".join(name for name in names if name not in said)
        if lost:
            field.errors = [f"{said}{lost}は、まだ添付されていません。もう一度選んでください。"]
