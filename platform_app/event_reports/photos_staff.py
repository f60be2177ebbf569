"""The pictures of a report: adding, describing, consent."""

from flask import current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.event_reports import ConsentForm, PhotoForm, PhotoWordsForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.applications.attachments import check_upload
from platform_app.errors import DomainError
from platform_app.event_reports import queries
from platform_app.event_reports.models import ReportPhoto
from platform_app.event_reports.operations import photographing
from platform_app.event_reports.pictures import scaled
from platform_app.event_reports.staff import both, bp
from platform_app.events.models import Event
from platform_app.vocabulary.event_reports import ReportStatus

__all__ = ["bp"]


@bp.get("/photos")
@allow(STAFF)
def photos(event_id: int) -> ResponseReturnValue:
    """The pictures with what is said of them and whether they may be published."""
    event, report = both(event_id)
    return render_template(
        "event_reports_staff/photos.html",
        event=event,
        report=report,
        pictures=list(zip(queries.working_pictures(report), report.kept_photos, strict=True)),
        is_writable=report.status == ReportStatus.DRAFT,
    )


@bp.route("/photos/new", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def add(event_id: int) -> ResponseReturnValue:
    """One more picture."""
    event, _report = both(event_id)
    form = PhotoForm()
    if form.validate_on_submit():
        try:
            row = _add(event, form)
        except DomainError as error:
            form.add_error("upload" if error.code in {"file_refused", "not_a_picture"} else None, error.message)
        else:
            flash("写真を加えました。続けて、掲載の同意を記録してください。", "success")
            return redirect(url_for(".photo", event_id=event_id, photo_id=row.id))
        event, _report = both(event_id)
    page = render_template("event_reports_staff/add_photo.html", form=form, event=event)
    return page, 422 if form.is_submitted() else 200


def _add(event: Event, form: PhotoForm) -> ReportPhoto:
    sent = form.upload.data[0]
    most = current_app.config["MAX_UPLOAD_MB"] * 2**20
    picture = scaled(check_upload(sent.filename or "", sent.read(), most_bytes=most))
    return photographing.add_photo(
        event,
        picture=picture,
        kind=form.kind.data,
        alternative=form.alternative.data or "",
        caption=form.caption.data or "",
        by=actor(),
    )


@bp.route("/photos/<int:photo_id>", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def photo(event_id: int, photo_id: int) -> ResponseReturnValue:
    """What is said of one picture, and the consent, by one press; ``remove`` takes it out."""
    event, report = both(event_id)
    form, consent_form, row = PhotoWordsForm(), ConsentForm(), queries.photo(report, photo_id)
    if not form.is_submitted():
        return _photo_page(event_id, photo_id, None, None)
    is_removed = "remove" in request.form
    if all([form.validate(), consent_form.validate()]) or (is_removed and not form.form_errors):
        try:
            _change(event, row, form, consent_form)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("写真を外しました。" if is_removed else "写真の説明と掲載の同意を保存しました。", "success")
            return redirect(url_for(".photos", event_id=event_id))
    return _photo_page(event_id, photo_id, form, consent_form)


def _change(event: Event, row: ReportPhoto, form: PhotoWordsForm, consent_form: ConsentForm) -> None:
    photo_id, was = row.id, (row.consent, row.consent_note)
    if "remove" in request.form:
        photographing.remove_photo(event, photo_id=photo_id, by=actor())
        return
    photographing.edit_photo(
        event,
        photo_id=photo_id,
        kind=form.kind.data,
        alternative=form.alternative.data or "",
        caption=form.caption.data or "",
        position=int(form.position.data),
        by=actor(),
    )
    chosen, note = consent_form.consent.data, consent_form.note.data or ""
    if (chosen, note) != was:  # Who confirmed it, and when, stays as it was.
        photographing.set_consent(event, photo_id=photo_id, consent=chosen, note=note, by=actor())


@bp.post("/photos/<int:photo_id>/consent")
@allow(OFFICE, keeps_input=True)
def consent(event_id: int, photo_id: int) -> ResponseReturnValue:
    """Record the consent alone, where the words stand fast; it acts at once, on what is public too."""
    event, _report = both(event_id)
    form = ConsentForm()
    if form.validate_on_submit():
        chosen, note = form.consent.data, form.note.data or ""
        photographing.set_consent(event, photo_id=photo_id, consent=chosen, note=note, by=actor())
        flash("掲載の同意を記録しました。", "success")
        return redirect(url_for(".photos", event_id=event_id))
    return _photo_page(event_id, photo_id, None, form)


def _photo_page(
    event_id: int, photo_id: int, form: PhotoWordsForm | None, consent_form: ConsentForm | None
) -> ResponseReturnValue:
    event, report = both(event_id)
    row = queries.photo(report, photo_id)
    is_submitted = (form or consent_form) is not None and request.method == "POST"
    if form is None:
        form = PhotoWordsForm(formdata=None)
        form.load({name: getattr(row, name) for name in ("kind", "alternative", "caption", "position")})
    if consent_form is None:
        consent_form = ConsentForm(formdata=None)
        consent_form.load({"consent": row.consent, "note": row.consent_note})
    page = render_template(
        "event_reports_staff/photo.html",
        forms=[form, consent_form],
        words_form=form,
        consent_form=consent_form,
        event=event,
        report=report,
        photo=row,
        is_writable=report.status == ReportStatus.DRAFT,
    )
    return page, 422 if is_submitted else 200
