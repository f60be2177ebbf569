"""Pages that several views show: the form of an entry, its confirmation, its completion."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.applications import EntryForm, SendForm
from forms.base import ErrorItem
from forms.validators import EmailAddress
from platform_app.accounts import throttle
from platform_app.accounts.errors import TooManyAttempts
from platform_app.actor import Actor
from platform_app.applications import grants, paper, withdrawing
from platform_app.applications.entering import Entering, is_complete, judged, keep, look_up, typed_form
from platform_app.applications.errors import NothingChanged
from platform_app.applications.finding import base_record
from platform_app.applications.models import Application
from platform_app.applications.operations import attaching
from platform_app.applications.operations.applying import can_send, changed_keys
from platform_app.applications.operations.changing import minor_keys
from platform_app.applications.queries import new_documents
from platform_app.applications.uploads import tell_lost_files, uploads_of
from platform_app.applications.workflow import can_advance
from platform_app.errors import DomainError, NotFound, WrongStatus
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, AttachmentKind, Declaration, Procedure
from platform_app.vocabulary.profile import ITEMS_BY_KEY, MINOR_KEYS
from platform_app.vocabulary.reviews import point_label

#: The steps of a procedure, as Japanese public applications name them.
STEPS = ("入力", "確認", "完了")
#: Sendings with documents, and mails with the link of a draft, from one place within a quarter of an hour.
MOST_UPLOADS, MOST_REMINDERS = 100, 10
TITLES = {Procedure.JOIN: "入会申請", Procedure.CHANGE: "変更届", Procedure.WITHDRAW: "退会届"}


def form_page(form: EntryForm, entering: Entering, *, status: int = 200, **more: Any) -> ResponseReturnValue:
    """Show the form of an entry with its documents, the points to correct, and warnings about characters."""
    application = entering.application
    page = render_template(
        "applications/form.html",
        form=form,
        application=application,
        procedure=entering.procedure,
        heading=TITLES[entering.procedure],
        steps_names=STEPS,
        points=open_points(application),
        point_label=point_label,
        warnings=paper.glyph_warnings({item.key: form[item.key].data for item in form.items}),
        action=_address(entering),
        attachments=list(application.attachments) if application else [],
        attachment_kinds=AttachmentKind,
        key=grants.key_of(application) if application else "",
        minor_labels=labels_of(MINOR_KEYS),
        **more,
    )
    return page, status


def _address(entering: Entering) -> str:
    """Return where a form is sent: to its draft once there is one."""
    if entering.application is None:
        return request.path
    return url_for("applications.edit", key=grants.key_of(entering.application))


def open_points(application: Application | None) -> dict[str, list[str]]:
    """Return what is to be corrected, by item ('' for the whole)."""
    found: dict[str, list[str]] = {}
    for point in application.return_points if application else ():
        if point.settled_at is None:
            found.setdefault(point.item, []).append(point.sentence)
    return found


def receive(entering: Entering) -> ResponseReturnValue:
    """Answer a form that was sent: look up, store, remove a document, or go on to the confirmation."""
    form = typed_form(entering)
    if look_up(form):
        tell_lost_files(form)
        return form_page(form, entering)
    is_draft = bool({"save", "detach"} & set(request.form))
    kept, refused = uploads_of(form)
    is_fine = form.is_storable() if is_draft else is_complete(form, entering, kept)
    for field, sentence in refused.items():
        form.add_error(field, sentence)
    is_fine = is_fine and not refused
    if not is_fine and (not kept or "csrf_token" in form.errors or "submission_token" in form.errors):
        tell_lost_files(form)
        return form_page(form, entering, status=422)
    return _store(form, entering, kept, is_fine=is_fine)


def _store(form: EntryForm, entering: Entering, kept: Any, *, is_fine: bool) -> ResponseReturnValue:
    """Store a form and go where its button leads, or show it again with the documents it keeps."""
    try:
        is_reminded = _may_remind(form, entering)
        if kept:
            _count("upload-place", MOST_UPLOADS)
        application = keep(form, entering, kept, is_reminded=is_reminded)
    except WrongStatus:
        return _already_sent(entering)
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form else None, refusal.message)
        tell_lost_files(form)
        return form_page(form, entering, status=refusal.status)
    _remember(application, entering)
    if not is_fine or form.errors:
        now_stored = replace(entering, application=application)
        return form_page(form, now_stored, status=422)
    if is_reminded:
        flash("続きを入力するためのアドレスを、入力されたメールアドレスにもお送りします。")
    return redirect(_next(application, entering))


def _may_remind(form: EntryForm, entering: Entering) -> bool:
    """Whether the link of a draft is mailed: it was asked for, and not too often from one place."""
    address = str(form["email"].data or "") if "email" in form else ""
    if "save" not in request.form or not entering.secret or not address or EmailAddress().fault("", address):
        return False
    try:
        _count("draft-mail-place", MOST_REMINDERS)
    except TooManyAttempts:
        return False
    return True


def _count(purpose: str, limit: int) -> None:
    """Count one act from this place of the network; raises TooManyAttempts."""
    place = request.remote_addr or ""
    throttle.check(purpose, place, limit=limit)
    throttle.count(purpose, place)


def _remember(application: Application, entering: Entering) -> None:
    """Let this browser open what it began, by the secret of the page where it holds one."""
    if not entering.by.is_member or entering.procedure is Procedure.JOIN:
        grants.grant(application, entering.secret)


def _next(application: Application, entering: Entering) -> str:
    key = grants.key_of(application)
    if "detach" in request.form:
        _detach(application, entering)
        return url_for("applications.edit", key=key, _anchor="attachments")
    return url_for("applications.saved" if "save" in request.form else "applications.confirm", key=key)


def _detach(application: Application, entering: Entering) -> None:
    wanted = request.form.get("detach", "")
    by = entering.by.for_application(application.id)
    for one in application.attachments:
        if str(one.id) == wanted:
            attaching.detach(one, by=by)
            return
    raise NotFound


def _already_sent(entering: Entering) -> ResponseReturnValue:
    """Lead somebody who comes back to a form that was sent to its completion page."""
    known = entering.application
    return redirect(url_for("applications.sent", key=grants.key_of(known) if known else entering.secret))


def confirm_page(
    application: Application, by: Actor, *, form: SendForm | None = None, status: int = 200, **more: Any
) -> ResponseReturnValue:
    """Show exactly what the form will print, with what is still missing."""
    problems = _problems(application)
    page = render_template(
        "applications/confirm.html",
        application=application,
        form=form or SendForm(),
        problems=problems,
        heading=TITLES[Procedure(application.procedure)],
        steps_names=STEPS,
        values=paper.values_of(application),
        sections=paper.sections(application),
        audiences=paper.audience_labels(application),
        warnings=paper.glyph_warnings(application.profile),
        key=grants.key_of(application),
        attachment_kinds=AttachmentKind,
        declaration_labels=Declaration.label_of,
        may_send=can_send(application, by),
        **_of_procedure(application),
        **more,
    )
    return page, status


def _problems(application: Application) -> list[ErrorItem]:
    """Return what stands in the way of sending."""
    if application.procedure == Procedure.WITHDRAW:
        return []
    found = judged(application).error_items()
    is_idle = not changed_keys(application) and not new_documents(application)
    if application.procedure == Procedure.CHANGE and is_idle:
        found.append(ErrorItem("", NothingChanged.sentence))
    return found


def _of_procedure(application: Application) -> dict[str, Any]:
    """Return what only one procedure tells before the last click."""
    if application.procedure == Procedure.WITHDRAW:
        return {"consequences": withdrawing.consequences(base_record(application), application.leave_on)}
    if application.procedure == Procedure.CHANGE and application.status == ApplicationStatus.DRAFT:
        minor = minor_keys(application)
        has_major = bool(changed_keys(application) - minor) or bool(new_documents(application))
        return {"minor_labels": labels_of(minor), "has_major": has_major}
    return {}


def labels_of(keys: frozenset[str]) -> list[str]:
    """Return the labels of items in the order of the form."""
    return [item.label for key, item in ITEMS_BY_KEY.items() if key in keys]


def is_writable(application: Application) -> bool:
    """Whether an application may still be written and sent."""
    return can_advance(application, Action.SUBMIT)
