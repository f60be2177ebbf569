"""The programme and the files of an event."""

from typing import Any

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.event_acts import EventFileForm
from forms.event_lines import typed_lines
from forms.event_programme import PRESENTER_PARTS, ProgrammeForm
from platform_app.access import OFFICE, actor, allow
from platform_app.applications.attachments import check_upload
from platform_app.errors import DomainError
from platform_app.events import queries
from platform_app.events.models import Event
from platform_app.events.operations import programme as contents
from platform_app.events.operations.programme import ProgrammeLine
from platform_app.events.staff import attach, bp
from platform_app.vocabulary.events import EventFileKind

__all__ = ["bp"]


@bp.route("/<int:event_id>/programme", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def programme(event_id: int) -> ResponseReturnValue:
    """Edit the programme; without scripts a button adds lines."""
    event, form = queries.event(event_id, viewer=actor()), ProgrammeForm()
    files = [(str(file.id), file.caption or file.file_name) for file in event.files]
    if not form.is_submitted():
        form.show(_lines(event))
    form.offer(files)
    wants_more = "more" in request.form
    if not wants_more and form.validate_on_submit():
        contents.set_programme(event, lines=[ProgrammeLine(**line) for line in form.chosen()], by=actor())
        flash("プログラムを保存しました。", "success")
        return redirect(url_for(".show", event_id=event_id))
    if wants_more:
        form.more()
        form.offer(files)
    page = render_template("events_staff/programme.html", form=form, event=queries.event(event_id, viewer=actor()))
    return page, 422 if form.is_submitted() and not wants_more else 200


def _lines(event: Event) -> list[dict[str, Any]]:
    """Return the stored programme as the form has it: every part before its items."""
    return [
        {
            "level": "part" if item.parent_id is None and _has_items(event, item.id) else "item",
            "starts": item.starts,
            "minutes": item.minutes,
            "title": item.title,
            "detail": item.detail,
            "presenters": typed_lines(item.presenters, PRESENTER_PARTS),
            "materials": item.material_ids,
        }
        for item in event.programme
    ]


def _has_items(event: Event, item_id: int) -> bool:
    return any(item.parent_id == item_id for item in event.programme)


@bp.route("/<int:event_id>/files", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def files(event_id: int) -> ResponseReturnValue:
    """The files of an event, and one more."""
    event, form = queries.event(event_id, viewer=actor()), EventFileForm()
    if form.validate_on_submit():
        try:
            _add(event, form)
        except DomainError as error:
            form.add_error("upload" if error.code == "file_refused" else error.field, error.message)
        else:
            flash("ファイルを加えました。", "success")
            return redirect(url_for(".files", event_id=event_id))
    page = render_template("events_staff/files.html", form=form, event=queries.event(event_id, viewer=actor()))
    return page, 422 if form.is_submitted() else 200


def _add(event: Event, form: EventFileForm) -> None:
    sent = form.upload.data[0]
    most = current_app.config["MAX_UPLOAD_MB"] * 2**20
    checked = check_upload(sent.filename or "", sent.read(), most_bytes=most)
    contents.add_file(event, upload=checked, by=actor(), **_told(form))


def _told(form: EventFileForm) -> dict[str, Any]:
    return {
        "kind": form.kind.data,
        "alternative": form.alternative.data or "",
        "caption": form.caption.data or "",
        "is_public": bool(form.is_public.data),
        "has_consent": bool(form.has_consent.data),
    }


@bp.route("/<int:event_id>/files/<int:file_id>", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def edit_file(event_id: int, file_id: int) -> ResponseReturnValue:
    """Change what is said of a file, or take it away."""
    event, form = queries.event(event_id, viewer=actor()), EventFileForm()
    file = queries.file(event_id, file_id, viewer=actor())
    del form.upload
    if not form.is_submitted():
        known: dict[str, Any] = {name: getattr(file, name) for name in ("kind", "alternative", "caption", "is_public")}
        # A public photo has been through the question.
        form.load(known | {"has_consent": file.is_public and file.kind == EventFileKind.PHOTO})
    if form.validate_on_submit() or ("remove" in request.form and not form.form_errors):
        try:
            if "remove" in request.form:
                contents.remove_file(event, file_id=file_id, by=actor())
            else:
                contents.edit_file(event, file_id=file_id, by=actor(), **_told(form))
        except DomainError as error:
            attach(form, error)
        else:
            flash("ファイルを外しました。" if "remove" in request.form else "変更しました。", "success")
            return redirect(url_for(".files", event_id=event_id))
    event = queries.event(event_id, viewer=actor())
    page = render_template(
        "events_staff/edit_file.html", form=form, event=event, file=queries.file(event_id, file_id, viewer=actor())
    )
    return page, 422 if form.is_submitted() else 200
