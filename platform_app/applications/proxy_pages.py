"""The pages of proxy entry: starting one, typing from the paper, and the last look before it is received."""

from dataclasses import replace
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.exc import IntegrityError

from forms.applications import EntryForm, SendForm
from forms.proxy import StartForm
from platform_app.access import actor
from platform_app.actor import Actor
from platform_app.applications import paper, proxy_forms, proxy_workbook
from platform_app.applications.entering import look_up
from platform_app.applications.models import Application, Attachment
from platform_app.applications.operations import attaching, proxy
from platform_app.applications.operations.applying import Contents
from platform_app.applications.pages import open_points
from platform_app.applications.queries import by_secret
from platform_app.applications.secrets import secret_for
from platform_app.applications.uploads import tell_lost_files, uploads_of
from platform_app.dates import today
from platform_app.errors import DomainError, NotFound, WrongStatus
from platform_app.extensions import db
from platform_app.members.queries import record_on
from platform_app.vocabulary.applications import ApplicationStatus, AttachmentKind, Declaration, Procedure
from platform_app.vocabulary.reviews import point_anchor, point_label

TITLES = {Procedure.JOIN: "入会申請", Procedure.CHANGE: "変更届", Procedure.WITHDRAW: "退会届"}
STEPS = ("届いた書類", "入力", "確認", "受付")


def agent(channel: str, organisation: str) -> Actor:
    """Return who acts in this request, as somebody who acts for an organisation."""
    return replace(actor(), channel=channel, on_behalf_of=organisation)


def is_typable(application: Application) -> bool:
    """Whether an officer may type: into a draft of the office's own, or what was returned for correction."""
    is_own_draft = application.status == ApplicationStatus.DRAFT and application.is_proxy
    return is_own_draft or application.status == ApplicationStatus.RETURNED


# --- Start --------------------------------------------------------------------


def start_page(form: StartForm, draft: Application | None, *, status: int = 200) -> ResponseReturnValue:
    """Show how a proxy entry begins."""
    return render_template("proxy_staff/start.html", form=form, draft=draft, steps_names=STEPS), status


def begin(form: StartForm, draft: Application | None) -> ResponseReturnValue:
    """Take the reception, the scan and the workbook, and go on to typing."""
    words = request.form.get("member", "")
    form.offer(proxy_forms.member_words(proxy_forms.members_named(words)))
    is_fine = form.validate()
    workbook, scans = proxy_workbook.workbook_of(form), proxy_forms.scans_of(form)
    procedure = _procedure(form, draft, workbook)
    member_id = _member(form, workbook) if procedure in {Procedure.CHANGE, Procedure.WITHDRAW} and not draft else None
    if not is_fine or form.errors or procedure is None:
        tell_lost_files(form)
        return start_page(form, draft, status=422)
    contents = Contents(channel=proxy_forms.channel_of(form), arrived_at=form.arrived_at())
    if workbook is not None:
        base = record_on(member_id, today()) if member_id else None
        present = (base.visibility or {}) if base else {}
        contents, _problems = proxy_workbook.contents_in(workbook, contents, present)
        scans = [*scans, workbook.file]
    try:
        application = _entered(form, draft, procedure, contents, member_id, scans)
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form else None, refusal.message)
        tell_lost_files(form)
        return start_page(form, draft, status=refusal.status)
    return redirect(url_for(".edit", application_id=application.id))


def _procedure(
    form: StartForm, draft: Application | None, workbook: proxy_workbook.Workbook | None
) -> Procedure | None:
    """Return the procedure: a draft has one, a workbook says its own, else it is chosen.

    Whoever chose a workbook that can not be read is not asked for what it would have said.
    """
    said = draft.procedure if draft else workbook.kind(form.procedure.data) if workbook else form.procedure.data
    if workbook and form.procedure.data and form.procedure.data != said:
        label = Procedure.label_of(str(said))
        form.add_error("procedure", f"選んだExcel様式は、{label}の様式です。手続を選び直してください。")
    if not said and not form.errors.get("procedure") and not form.workbook.errors:
        form.add_error("procedure", "手続を選んでください。")
    return Procedure(said) if said in set(Procedure) else None


def _member(form: StartForm, workbook: proxy_workbook.Workbook | None) -> int | None:
    """Return the member that was named; errors of the form say what is missing."""
    words = str(form.member.data or "")
    if not words and workbook is not None:
        values = workbook.says.values
        words = str(values.get("member_number") or values.get("name") or "")
        form.offer(proxy_forms.member_words(proxy_forms.members_named(words)))
    offered = [code for code, _words in form.member_id.choices]
    if form.member_id.data in offered:
        return int(form.member_id.data)
    if len(offered) == 1:
        return int(offered[0])
    if offered:
        form.add_error("member_id", "同じような名前の団体があります。どの団体かを選んでください。")
    else:
        said = f"「{words}」に当たる会員が見つかりません。" if words else ""
        form.add_error("member", f"{said}会員番号又は団体名を入力してください。")
    return None


def _entered(  # noqa: PLR0913, PLR0917 - everything that a start knows
    form: StartForm,
    draft: Application | None,
    procedure: Procedure,
    contents: Contents,
    member_id: int | None,
    scans: list[Any],
) -> Application:
    """Begin once, however often the page is sent; take over a draft that its organisation printed."""
    by = agent(contents.channel.value, draft.name if draft else _name(form, member_id))
    if draft is not None:
        kept = replace(
            contents,
            profile=draft.profile,
            visibility=draft.visibility,
            declarations=draft.declarations,
            leave_on=draft.leave_on,
            changed_on=draft.changed_on,
            reason=draft.reason,
        )
        return proxy.enter(draft, procedure=procedure, contents=kept, scans=scans, by=by)
    secret = secret_for(str(form.submission_token.data))
    known = by_secret(secret)
    if known is None:
        try:
            return proxy.enter(
                None, procedure=procedure, contents=contents, member_id=member_id, scans=scans, secret=secret, by=by
            )
        except IntegrityError:
            db.session.rollback()
            known = by_secret(secret)
    if known is None:
        raise WrongStatus
    return known


def _name(form: StartForm, member_id: int | None) -> str:
    label = dict(form.member_id.choices).get(str(member_id), "")
    return label.partition("　")[2]


# --- Typing -------------------------------------------------------------------


def scan_of(application: Application) -> tuple[list[Attachment], Attachment | None]:
    """Return the papers that can be looked at, and the one that the address asks for."""
    scans = [one for one in application.attachments if one.kind == AttachmentKind.SCAN and is_viewable(one)]
    wanted = request.args.get("paper", "")
    return scans, next((one for one in scans if str(one.id) == wanted), scans[0] if scans else None)


def is_viewable(attachment: Attachment) -> bool:
    """Whether a browser can show it: pictures, PDF, and the TIFF of a fax once it is turned into PDF."""
    return attachment.content_type == "application/pdf" or attachment.content_type.startswith("image/")


def typing_page(form: Any, application: Application, *, status: int = 200) -> ResponseReturnValue:
    """Show the paper beside the form."""
    scans, scan = scan_of(application)
    is_entry = isinstance(form, EntryForm)
    entry = {item.key: form[item.key].data for item in form.items} if is_entry else {}
    page = render_template(
        "proxy_staff/edit.html",
        form=form,
        application=application,
        steps_names=STEPS,
        scans=scans,
        scan=scan,
        heading=TITLES[Procedure(application.procedure)],
        warnings=paper.glyph_warnings(entry),
        problems=proxy_workbook.problems_of(application),
        points=open_points(application),
        point_label=point_label,
        point_anchor=point_anchor,
        is_entry=is_entry,
        attachment_label=AttachmentKind.label_of,
    )
    return page, status


def receive(form: Any, application: Application) -> ResponseReturnValue:
    """Take what was typed: look up, keep, remove a document, or go on to the last look."""
    if isinstance(form, EntryForm) and look_up(form):
        tell_lost_files(form)
        return typing_page(form, application)
    is_draft = bool({"save", "detach"} & set(request.form))
    is_fine = form.is_storable() if is_draft else proxy_forms.is_complete_paper(form, application)
    kept, refused = uploads_of(form) if isinstance(form, EntryForm) else ([], {})
    for name, sentence in refused.items():
        form.add_error(name, sentence)
    scans = proxy_forms.scans_of(form)
    if not is_fine or form.errors:
        tell_lost_files(form)
        return typing_page(form, application, status=422)
    return _store(form, application, kept, scans)


def _store(form: Any, application: Application, kept: list[Any], scans: list[Any]) -> ResponseReturnValue:
    contents = proxy_forms.told_in(form, application)
    procedure = Procedure(application.procedure)
    by = agent(contents.channel.value, str(contents.profile.get("name") or application.name))
    try:
        application = proxy.enter(application, procedure=procedure, contents=contents, scans=scans, by=by)
        for kind, file in kept:
            attaching.attach(application, kind=kind, file=file, by=by)
        if "detach" in request.form:
            _detach(application, by)
    except DomainError as refusal:
        form.add_error(refusal.field if refusal.field in form else None, refusal.message)
        tell_lost_files(form)
        return typing_page(form, application, status=refusal.status)
    if {"save", "detach"} & set(request.form):
        flash("入力の途中まで保存しました。", "success")
        return redirect(url_for(".edit", application_id=application.id))
    return redirect(url_for(".confirm", application_id=application.id))


def _detach(application: Application, by: Actor) -> None:
    wanted = request.form.get("detach", "")
    for one in application.attachments:
        if str(one.id) == wanted:
            attaching.detach(one, by=by)
            return
    raise NotFound


# --- Confirmation -------------------------------------------------------------


def confirm_page(application: Application, *, form: SendForm | None = None, status: int = 200) -> ResponseReturnValue:
    """Show what will be received, what the paper leaves empty, and what has to be mended first."""
    judged = proxy_forms.judged_paper(application)
    scans, scan = scan_of(application)
    page = render_template(
        "proxy_staff/confirm.html",
        application=application,
        form=form or SendForm(),
        steps_names=STEPS,
        heading=TITLES[Procedure(application.procedure)],
        problems=judged.error_items(),
        blanks=judged.blanks,
        sections=paper.sections(application),
        audiences=paper.audience_labels(application),
        changes=paper.changes_of(application),
        warnings=paper.glyph_warnings(application.profile),
        declarations=[Declaration.label_of(code) for code in application.declarations or ()],
        scans=scans,
        scan=scan,
    )
    return page, status
