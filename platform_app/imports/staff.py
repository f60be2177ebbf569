"""The office hands in a register, matches its columns, reads the preview and applies it."""

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.imports import ApplyForm, MatchingForm, RegisterFileForm, matching_form
from platform_app import dates
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError
from platform_app.imports import operations, queries, showing
from platform_app.imports.headings import TARGETS
from platform_app.imports.models import RegisterImport
from platform_app.imports.package import WorkbookRefused
from platform_app.imports.reading import Choice, Reading, read_register
from platform_app.office.queries import current
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.imports import ImportStage, Outcome

bp = Blueprint("imports", __name__, url_prefix="/staff/imports")


@bp.context_processor
def words() -> dict[str, object]:
    """Give the templates the labels of outcomes and stages."""
    return {"outcomes": Outcome, "stages": ImportStage, "item_labels": TARGETS}


def _read(content: bytes, filename: str, choice: Choice | None = None) -> Reading:
    """Read a file with the office's prefecture, today's date and what is remembered."""
    return read_register(
        content,
        filename,
        prefecture=current().prefecture,
        today=dates.today(),
        choice=choice,
        memory=queries.remembered,
    )


@bp.route("/", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def index() -> ResponseReturnValue:
    """Take a file, and list the imports so far."""
    form = RegisterFileForm()
    if form.validate_on_submit():
        try:
            reading = _read(form.upload.read(), showing.file_name(form.upload.filename or ""))
        except WorkbookRefused as refusal:
            form.add_error("file", refusal.sentence)
        else:
            row = operations.prepare(None, reading=reading, by=actor())
            return redirect(url_for(".columns", import_id=row.id))
    status = 422 if form.is_submitted() else 200
    return render_template("imports/index.html", form=form, rows=queries.recent()), status


@bp.route("/<int:import_id>/columns", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def columns(import_id: int) -> ResponseReturnValue:
    """Show which column is taken for which item, and take corrections."""
    row = queries.register_import(import_id)
    if row.applied_at:
        return redirect(url_for(".show", import_id=import_id))
    if request.method == "GET":
        disclose(Action.VIEW, row, by=actor(), what={"rows": "samples"})
        row = queries.register_import(import_id)
    reading = _reading_of(row, request.args.get("sheet"))
    form = _matching_form(reading)
    if form.validate_on_submit():
        choice = Choice(reading.layout.sheet, form.mapping(), form.as_of.data, form.default_joined_on.data)
        operations.prepare(row, reading=_read(row.content, row.filename, choice), by=actor(), remember=True)
        return redirect(url_for(".show", import_id=import_id))
    status = 422 if form.is_submitted() else 200
    return render_template("imports/columns.html", form=form, row=row, reading=reading), status


def _reading_of(row: RegisterImport, sheet: str | None) -> Reading:
    """Read the stored file again, as it was chosen or, for another sheet, as it is proposed."""
    if sheet is not None and sheet != row.sheet:
        return _read(row.content, row.filename, Choice(sheet))
    mapping = {int(index): target for index, target in row.mapping.items()}
    return _read(row.content, row.filename, Choice(row.sheet, mapping, row.as_of, row.default_joined_on))


def _matching_form(reading: Reading) -> MatchingForm:
    """Return the form for a reading's columns, filled in with its matching."""
    columns = [showing.column(column) for column in reading.layout.columns]
    chosen = {f"column_{index}": target for index, target in reading.mapping.items()}
    dates_chosen = {"as_of": reading.as_of, "default_joined_on": reading.default_joined_on}
    return matching_form(columns, TARGETS.items())(data={**chosen, **dates_chosen})


@bp.get("/<int:import_id>")
@allow(STAFF)
def show(import_id: int) -> ResponseReturnValue:
    """Show row by row what applying will do, or did."""
    row = queries.register_import(import_id)
    disclose(Action.VIEW, row, by=actor(), what={"rows": len(row.plan)})
    return _page(queries.register_import(import_id), ApplyForm(data={"token": row.token}))


def _page(row: RegisterImport, form: ApplyForm, status: int = 200) -> ResponseReturnValue:
    wanted = request.args.get("only", "")
    planned = showing.only(queries.planned_rows(row), wanted)
    page = Page(len(planned), asked_page())
    return render_template(
        "imports/show.html",
        form=form,
        row=row,
        wanted=wanted,
        page=page,
        rows=[showing.shown(each) for each in planned[page.offset : page.last]],
        notes=[showing.note(each) for each in row.notes],
        earlier=queries.applied_before(row.digest, besides=row.id),
        members=queries.members_of(row.id) if row.applied_at else {},
    ), status


@bp.post("/<int:import_id>/apply")
@allow(OFFICE, keeps_input=True)
def apply(import_id: int) -> ResponseReturnValue:
    """Apply what was shown; when the register has moved since, show the new preview instead."""
    row = queries.register_import(import_id)
    form = ApplyForm()
    if not form.validate_on_submit():
        return _page(row, form, 422)
    try:
        operations.apply(row, token=form.token.data or "", by=actor())
    except DomainError as error:
        return _page_again(import_id, error)
    flash("会員名簿に登載しました。", "success")
    return redirect(url_for(".show", import_id=import_id))


def _page_again(import_id: int, error: DomainError) -> ResponseReturnValue:
    """Show the result of an import already applied, or else a fresh preview, with the reason."""
    row = queries.register_import(import_id)
    if row.applied_at:
        return redirect(url_for(".show", import_id=import_id))
    operations.prepare(row, reading=_reading_of(row, None), by=actor())
    row = queries.register_import(import_id)
    form = ApplyForm(formdata=None, data={"token": row.token})
    form.add_error(None, error.message)
    return _page(row, form, error.status)
