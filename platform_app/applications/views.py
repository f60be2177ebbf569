"""Joining, and the pages that every procedure shares: input, confirmation, completion."""

import secrets

from flask import Blueprint, Response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.applications import SendForm
from platform_app.access import PUBLIC, actor, allow
from platform_app.applications import grants, pages, paper, signed_out, withdrawing
from platform_app.applications.attachments import disposition
from platform_app.applications.entering import Entering, base_of, judged, new_form, read_patiently, stored_form
from platform_app.applications.finding import base_record, is_partly_done
from platform_app.applications.models import Application
from platform_app.applications.operations.changing import send_in
from platform_app.applications.secrets import secret_for
from platform_app.applications.spoken import spoken_number
from platform_app.errors import DomainError, NotFound, WrongStatus
from platform_app.vocabulary.applications import ApplicationStatus, Procedure

bp = Blueprint("applications", __name__, url_prefix="/apply")


@bp.route("/join", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def join() -> ResponseReturnValue:
    """Show the form to join, or take what was typed."""
    read_patiently()
    token = request.form.get("submission_token") or secrets.token_urlsafe(24)
    entering = Entering(Procedure.JOIN, actor(), secret=secret_for(token))
    if request.method == "POST":
        return pages.receive(entering)
    form = new_form(Procedure.JOIN)
    form.show({}, {}, ())
    return pages.form_page(form, entering)


@bp.route("/draft/<key>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def edit(key: str) -> ResponseReturnValue:
    """Go on with a draft, or correct an application that came back."""
    read_patiently()
    if request.method == "POST" and signed_out.is_signed_out(key):
        return signed_out.shown_again()
    application, by = grants.open_with(key)
    _remember(application, key)
    if not pages.is_writable(application):
        return redirect(url_for("applications.sent", key=key))
    secret = "" if grants.is_id(key) else key
    entering = Entering(
        Procedure(application.procedure), by, application.member_id, application, secret, base_of(application)
    )
    if application.procedure == Procedure.WITHDRAW:
        return _edit_withdrawal(entering, application)
    if request.method == "POST":
        return pages.receive(entering)
    return pages.form_page(stored_form(application), entering)


def _edit_withdrawal(entering: Entering, application: Application) -> ResponseReturnValue:
    record = base_record(application)
    if request.method == "POST":
        return withdrawing.receive(entering, record)
    return withdrawing.page(withdrawing.stored(application), entering, record)


def _remember(application: Application, key: str) -> None:
    """Keep a secret that was shown in this browser's session."""
    if not grants.is_id(key):
        grants.grant(application, key)


@bp.get("/draft/<key>/saved")
@allow(PUBLIC)
def saved(key: str) -> ResponseReturnValue:
    """Say that a draft is kept, and how to come back to it."""
    application, _by = grants.open_with(key)
    return render_template(
        "applications/saved.html",
        application=application,
        key=key,
        secret=grants.secret_of(application),
        resume_url=url_for("applications.edit", key=key, _external=True),
        heading=pages.TITLES[Procedure(application.procedure)],
    )


@bp.get("/draft/<key>/confirm")
@allow(PUBLIC)
def confirm(key: str) -> ResponseReturnValue:
    """Show what the form will print, before the last click."""
    application, by = grants.open_with(key)
    _remember(application, key)
    if not pages.is_writable(application):
        return redirect(url_for("applications.sent", key=key))
    return pages.confirm_page(application, by)


@bp.post("/draft/<key>/confirm")
@allow(PUBLIC, keeps_input=True)
def send(key: str) -> ResponseReturnValue:
    """Send an application; a second click finds the first one's completion page."""
    if signed_out.is_signed_out(key):
        return signed_out.sent_to_sign_in(key)
    application, by = grants.open_with(key)
    _remember(application, key)
    form = SendForm()
    if not form.validate_on_submit():
        return pages.confirm_page(application, by, form=form, status=422)
    if pages.is_writable(application) and not _is_ready(application):
        return redirect(url_for("applications.confirm", key=key))
    try:
        send_in(application, by=by)
    except WrongStatus:
        pass
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return pages.confirm_page(application, by, form=form, status=refusal.status)
    return redirect(url_for("applications.sent", key=key))


def _is_ready(application: Application) -> bool:
    return application.procedure == Procedure.WITHDRAW or not judged(application).error_items()


@bp.get("/draft/<key>/sent")
@allow(PUBLIC)
def sent(key: str) -> ResponseReturnValue:
    """Show the number and the secret of an application that was sent."""
    application, _by = grants.open_with(key)
    _remember(application, key)
    if application.number is None:
        if pages.is_writable(application):
            return redirect(url_for("applications.edit", key=key))
        raise NotFound
    return render_template(
        "applications/sent.html",
        application=application,
        key=key,
        secret=grants.secret_of(application),
        spoken=spoken_number(application.number),
        steps_names=pages.STEPS,
        is_partly_done=is_partly_done(application),
        has_gone_on=_has_gone_on(application),
        heading=pages.TITLES[Procedure(application.procedure)],
    )


def _has_gone_on(application: Application) -> bool:
    """Whether what the completion page says will follow is past: the page is opened again from an old link."""
    is_minor_change = application.procedure == Procedure.CHANGE and application.status == ApplicationStatus.ACCEPTED
    is_at_office = application.is_open and application.status != ApplicationStatus.RETURNED
    return not (is_minor_change or is_at_office)


@bp.get("/draft/<key>/form.pdf")
@allow(PUBLIC)
def form_pdf(key: str) -> ResponseReturnValue:
    """Hand out the filled form."""
    application, _by = grants.open_with(key)
    name = f"{pages.TITLES[Procedure(application.procedure)]}_{application.number or '下書き'}.pdf"
    return as_pdf(paper.form_pdf(application), name, application.id)


@bp.get("/draft/<key>/attachments/<int:attachment_id>")
@allow(PUBLIC)
def attachment(key: str, attachment_id: int) -> ResponseReturnValue:
    """Hand out a document that was attached."""
    application, _by = grants.open_with(key)
    for one in application.attachments:
        if one.id == attachment_id:
            return handed_out(one.content, one.file_name, one.content_type, one.id)
    raise NotFound


@bp.get("/draft/<key>/notices/<int:notice_id>.pdf")
@allow(PUBLIC)
def notice(key: str, notice_id: int) -> ResponseReturnValue:
    """Hand out a notice that was issued."""
    from platform_app.applications.notices import render_notice

    application, _by = grants.open_with(key)
    for one in application.notices:
        if one.id == notice_id:
            return as_pdf(render_notice(one), f"通知書_{application.number}.pdf", one.id)
    raise NotFound


def as_pdf(content: bytes, name: str, number: int) -> Response:
    """Answer with a PDF that the browser shows."""
    return handed_out(content, name, "application/pdf", number)


def handed_out(content: bytes, name: str, kind: str, number: int) -> Response:
    """Answer with a file under its own name; nothing but PDF and pictures is shown in the browser."""
    response = Response(content, content_type=kind)
    response.headers["Content-Disposition"] = disposition(name, kind, number=number)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    return response
