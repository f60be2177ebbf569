"""The office prints 申請受付簿."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from platform_app.access import STAFF, actor, allow
from platform_app.applications import book
from platform_app.errors import NotFound
from platform_app.members.downloads import attachment, loses_unseen, losses
from platform_app.members.periods import OUTPUT, period_form
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action
from reports.roster_table import table
from reports.rosters.applications import APPLICATIONS

bp = Blueprint("book_staff", __name__, url_prefix="/staff/book")


@bp.get("/")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """Show the book of a period; the present fiscal year unless another is asked for."""
    form = period_form()
    if not form.validate():
        return render_template("book_staff/index.html", form=form, shown=None), 422
    return render_template("book_staff/index.html", form=form, shown=table(APPLICATIONS, book.rows(*form.period())))


@bp.get(f"/list.{OUTPUT}")
@allow(STAFF)
def download(output: str) -> ResponseReturnValue:
    """The book as a file; the export is written down."""
    form = period_form()
    if not form.validate():
        raise NotFound
    since, until = form.period()
    if loses_unseen(output):
        return losses(APPLICATIONS, book.rows(since, until), {"endpoint": ".download", **form.kept})
    content = book.write(output, since, until)
    disclose(Action.EXPORT, "application", by=actor(), what={"roster": APPLICATIONS.key, "format": output})
    return attachment(APPLICATIONS.title, output, f"{since}_{until}", content)
