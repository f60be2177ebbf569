"""A member's own worksheets, and what becomes of one: its name, its readers, its organisations, its phases."""

from typing import Any

import segno
from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.worksheets import NewSheetForm, PhaseForm, SettingsForm
from platform_app.access import MEMBERS, OFFICE, actor, allow, own_member_id
from platform_app.dates import today
from platform_app.errors import DomainError, NotFound
from platform_app.events.pages import base_url
from platform_app.members.models import MemberRecord
from platform_app.members.queries import Search, page_as_of, record_on
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.worksheets import SELF_LINE, Phase
from platform_app.worksheets import list_queries, queries
from platform_app.worksheets.list_queries import Wanted
from platform_app.worksheets.models import Worksheet
from platform_app.worksheets.operations import keeping, writing
from platform_app.worksheets.operations.keeping import SheetPlan
from platform_app.worksheets.words import template_words
from platform_app.worksheets.workflow import FOLLOWING

bp = Blueprint("my_worksheets", __name__)
bp.context_processor(template_words)

KEEPERS = MEMBERS | OFFICE
#: Organisations that a search offers.
FOUND = 20


@bp.route("/my/worksheets", methods=["GET", "POST"])
@allow(MEMBERS, keeps_input=True)
def index() -> ResponseReturnValue:
    """The organisation's sheets, and a form to begin another."""
    member_id = own_member_id()
    form = NewSheetForm()
    if form.validate_on_submit():
        record = record_on(member_id, today())
        plan = SheetPlan(title=str(form.title.data), own_name=record.name if record else "")
        sheet = keeping.create(None, plan=plan, by=actor())
        flash("相利評価表を作りました。自団体の行から書き始めてください。", "success")
        return redirect(url_for("worksheet_table.show", code=sheet.code))
    wanted = Wanted(owner_member_id=member_id)
    page = Page(list_queries.count(wanted, viewer=actor()), asked_page())
    rows = list_queries.listed(wanted, page, viewer=actor())
    shown = render_template("worksheets/mine.html", form=form, rows=rows, page=page)
    return shown, 422 if form.is_submitted() else 200


@bp.route("/worksheets/<int:sheet_id>/settings", methods=["GET", "POST"])
@allow(KEEPERS, keeps_input=True)
def settings(sheet_id: int) -> ResponseReturnValue:
    """The name of a sheet, its readers, its table, its organisations and its phases."""
    sheet = _kept(sheet_id)
    form = SettingsForm()
    if form.validate_on_submit():
        keeping.edit(sheet, title=str(form.title.data), audience=str(form.audience.data), by=actor())
        flash("題名と公開範囲を保存しました。", "success")
        return redirect(url_for(".settings", sheet_id=sheet_id))
    is_sent = form.is_submitted()
    shown = form if is_sent else _settings_form(sheet)
    return _page(sheet, shown, _phase_form(sheet, formdata=None)), 422 if is_sent else 200


def _settings_form(sheet: Worksheet) -> SettingsForm:
    form = SettingsForm(formdata=None)
    form.load({"title": sheet.title, "audience": sheet.audience})
    return form


def _kept(sheet_id: int) -> Worksheet:
    return queries.kept_sheet(sheet_id, viewer=actor())


def _page(sheet: Worksheet, form: SettingsForm, phase_form: PhaseForm) -> str:
    contents = queries.contents_of(sheet.id)
    words = request.args.get("name", "").strip()[:60]
    return render_template(
        "worksheets/settings.html",
        sheet=sheet,
        contents=contents,
        form=form,
        phase_form=phase_form,
        forms=[form, phase_form],
        address=table_address(sheet),
        words=words,
        found=_found(words),
        names=queries.names_of(
            {*(each.member_id for each in sheet.links), *(line.member_id for line in contents.lines)}
        ),
    )


def _found(words: str) -> list[MemberRecord]:
    return list(page_as_of(today(), Search(words=words), Page(FOUND, size=FOUND))) if words else []


def table_address(sheet: Worksheet) -> str:
    """Return the whole address by which a table writes."""
    return f"{base_url()}/worksheets/t/{sheet.code}"


@bp.get("/worksheets/<int:sheet_id>/code.svg")
@allow(KEEPERS)
def code_image(sheet_id: int) -> ResponseReturnValue:
    """The address of the table as a QR code."""
    drawing = segno.make(table_address(_kept(sheet_id)), error="m", micro=False)
    picture = drawing.svg_inline(scale=8, border=4, omitsize=False)
    return Response(picture.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1), mimetype="image/svg+xml")


@bp.post("/worksheets/<int:sheet_id>/share")
@allow(KEEPERS)
def share(sheet_id: int) -> ResponseReturnValue:
    """Let those at the table write without an account, or stop."""
    is_open = request.form.get("to") == "open"
    keeping.share(_kept(sheet_id), is_open=is_open, by=actor())
    flash("共同入力を始めました。" if is_open else "共同入力を終わりました。", "success")
    return redirect(url_for(".settings", sheet_id=sheet_id))


@bp.post("/worksheets/<int:sheet_id>/link")
@allow(KEEPERS)
def link(sheet_id: int) -> ResponseReturnValue:
    """Link an organisation, or undo it."""
    is_linked = request.form.get("to") == "linked"
    keeping.link(_kept(sheet_id), member_id=_sent_id("member"), is_linked=is_linked, by=actor())
    flash("関係団体に加えました。" if is_linked else "関係団体から外しました。", "success")
    return redirect(url_for(".settings", sheet_id=sheet_id, _anchor="linked"))


def _sent_id(name: str) -> int:
    text = request.form.get(name, "")
    if not (text.isascii() and text.isdigit() and len(text) < 10):  # noqa: PLR2004 - all such fit into a column
        raise NotFound
    return int(text)


@bp.post("/worksheets/<int:sheet_id>/line")
@allow(KEEPERS)
def name_line(sheet_id: int) -> ResponseReturnValue:
    """Say which linked organisation a line is about."""
    member_id = _sent_id("member") if request.form.get("member") else None
    line = request.form.get("line", SELF_LINE)
    try:
        writing.name_member(_kept(sheet_id), line=line, member_id=member_id, by=actor())
    except NotFound:
        raise
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("関係者と会員の結び付けを保存しました。", "success")
    return redirect(url_for(".settings", sheet_id=sheet_id, _anchor="lines"))


@bp.post("/worksheets/<int:sheet_id>/phase")
@allow(KEEPERS, keeps_input=True)
def phase(sheet_id: int) -> ResponseReturnValue:
    """Begin the next phase, which can not be undone."""
    sheet = _kept(sheet_id)
    form = _phase_form(sheet)
    if not form.validate_on_submit():
        return _page(sheet, _settings_form(sheet), form), 422
    version = keeping.start_phase(sheet, phase=str(form.phase.data), by=actor())
    flash(f"「{Phase.label_of(version.phase)}」を始めました。前の内容を写しています。", "success")
    return redirect(url_for(".settings", sheet_id=sheet_id))


def _phase_form(sheet: Worksheet, **options: Any) -> PhaseForm:
    form = PhaseForm(**options)
    form.offer(FOLLOWING[Phase(queries.newest_version(sheet.id).phase)])
    return form


@bp.post("/worksheets/<int:sheet_id>/closing")
@allow(KEEPERS)
def closing(sheet_id: int) -> ResponseReturnValue:
    """Close the newest phase, or open it again."""
    is_closed = request.form.get("to") == "closed"
    keeping.close_phase(_kept(sheet_id), is_closed=is_closed, by=actor())
    flash("締め切りました。" if is_closed else "締切りを解きました。", "success")
    return redirect(url_for(".settings", sheet_id=sheet_id))
