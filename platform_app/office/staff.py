"""The administrator sets the texts and catalogues of the office."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms.office import CatalogueLineForm, office_form
from platform_app.access import ADMINISTRATORS, actor, allow
from platform_app.errors import NotFound
from platform_app.office import operations, queries

bp = Blueprint("office_staff", __name__, url_prefix="/staff/settings")

KINDS = "<any(criterion, reason):kind>"


@bp.route("/", methods=["GET", "POST"])
@allow(ADMINISTRATORS, keeps_input=True)
def index() -> ResponseReturnValue:
    """Show and change every setting."""
    form = office_form()()
    if form.validate_on_submit():
        operations.change_settings(None, values=form.settings(), by=actor())
        flash("設定を変更しました。", "success")
        return redirect(url_for(".index"))
    if not form.is_submitted():
        form.show(queries.current())
    return render_template("office_staff/index.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/catalogues")
@allow(ADMINISTRATORS)
def catalogues() -> ResponseReturnValue:
    """Show the check-list and the reasons for refusal."""
    return render_template(
        "office_staff/catalogues.html",
        criteria=queries.criteria(all_of_them=True),
        reasons=queries.rejection_reasons(all_of_them=True),
    )


@bp.route(f"/catalogues/{KINDS}/new", methods=["GET", "POST"], defaults={"line_id": None})
@bp.route(f"/catalogues/{KINDS}/<int:line_id>", methods=["GET", "POST"])
@allow(ADMINISTRATORS, keeps_input=True)
def catalogue_line(kind: str, line_id: int | None) -> ResponseReturnValue:
    """Add or change one line."""
    line = queries.catalogue_line(kind, line_id) if line_id is not None else None
    if line_id is not None and line is None:
        raise NotFound
    form = CatalogueLineForm(obj=line)
    if kind == "reason":
        del form.guidance
    if form.validate_on_submit():
        operations.save_line(line, kind=kind, values=form.line(kind), by=actor())
        flash("一覧を変更しました。", "success")
        return redirect(url_for(".catalogues"))
    page = render_template("office_staff/line.html", form=form, kind=kind, line=line)
    return page, 422 if form.is_submitted() else 200
