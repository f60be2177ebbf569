"""The office reads the audit log."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from forms.audit import AuditFilterForm
from platform_app.access import ADMINISTRATORS, DECIDERS, allow
from platform_app.audit import queries, sentences
from platform_app.paging import Page, asked_page

bp = Blueprint("audit_staff", __name__, url_prefix="/staff/audit")

READERS = ADMINISTRATORS | DECIDERS


@bp.get("/")
@allow(READERS)
def index() -> ResponseReturnValue:
    """List what was done, newest first."""
    form = AuditFilterForm()
    valid = form.validate()
    wanted = queries.Filter(**form.criteria()) if valid else queries.Filter()
    page = Page(queries.count(wanted), asked_page())
    rows = queries.entries(wanted, page)
    return render_template(
        "audit_staff/index.html",
        form=form,
        rows=rows,
        page=page,
        words=sentences,
        names=sentences.names_of_subjects(rows),
    ), 200 if valid else 422


@bp.get("/<int:entry_id>")
@allow(READERS)
def show(entry_id: int) -> ResponseReturnValue:
    """Show one act: who, when, for whom, through which channel, what was there before and after."""
    entry = queries.entry(entry_id)
    return render_template("audit_staff/show.html", entry=entry, words=sentences, names=sentences.names_of(entry))
