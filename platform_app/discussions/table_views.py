"""A table's own page, opened by the QR code that lies on it: writing, changing, settling."""

from functools import partial
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import generate_csrf

from forms.discussions import LineForm
from platform_app.access import PUBLIC, actor, allow
from platform_app.accounts.errors import TooManyAttempts
from platform_app.actor import Actor, visitor
from platform_app.discussions import capture_queries as queries
from platform_app.discussions.capture_queries import Table
from platform_app.discussions.errors import DiscussionClosed
from platform_app.discussions.models import Theme
from platform_app.discussions.operations import writing
from platform_app.discussions.operations.writing import Writer, says
from platform_app.discussions.queries import shown_opinions
from platform_app.discussions.taking import answer_row, asked_rows, pillar_choices, row_form, take
from platform_app.errors import DomainError, NotFound
from platform_app.vocabulary.discussions import EditOutcome, OpinionKind, OpinionSource

bp = Blueprint("tables", __name__, url_prefix="/tables")

BOTH_KEPT = "ほかの人が先に直していたため、両方を残しました。どちらにするかを選んでください。"
TOO_FAST = (
    "短い時間にたくさんの意見が送られたため、しばらく受け付けられません。少し待ってから、もう一度送ってください。"
)


def by_table() -> Actor:
    """Act as a visitor, whoever is signed in: a record does not name who typed it."""
    return visitor(request_id=actor().request_id)


def table_at(code: str) -> tuple[Table, Writer]:
    """Return the table of a code, and as whose its lines are written. Raises NotFound."""
    table = queries.table_coded(code, viewer=actor())
    return table, Writer(table.group.id, source=OpinionSource.TABLE.value)


def _context(table: Table) -> dict[str, Any]:
    """Return what the page and its list of lines show."""
    lines = queries.lines(table.themes, group_id=table.group.id)
    return {
        "table": table,
        "event": table.event,
        "lines": lines,
        "stamp": queries.stamp(table.themes),
        "pillars": pillar_choices(table.themes),
        "pillar_names": dict(pillar_choices(table.themes)),
        "kinds": OpinionKind.choices(),
        "kind_labels": dict(OpinionKind.choices()),
        "settle_url": lambda opinion_id: partial(_settle_url, table, opinion_id),
    }


def _settle_url(table: Table, opinion_id: int, edit_id: int) -> str:
    return url_for("tables.settle", code=table.group.code, opinion_id=opinion_id, edit_id=edit_id)


@bp.route("/<code>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def show(code: str) -> ResponseReturnValue:
    """Write a line, and see those of this table."""
    table, writer = table_at(code)
    form = LineForm()
    form.offer(pillar_choices(table.themes))
    if form.is_submitted() and not table.is_open:
        form.add_error(None, DiscussionClosed.sentence)
    elif form.validate_on_submit():
        try:
            _take(form, table, writer)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("意見を記録しました。", "success")
            return redirect(url_for(".show", code=code, pillar=form.pillar_id.data))
    return _page(code, form)


def _take(form: LineForm, table: Table, writer: Writer) -> None:
    if queries.writes_too_fast(table.group):
        raise TooManyAttempts(TOO_FAST)
    take(form, table.known, writer, by=by_table())


def _page(code: str, form: LineForm) -> ResponseReturnValue:
    table, _writer = table_at(code)
    if not form.is_submitted():
        form.client_id.data = writing.new_client_id()
        form.edit_id.data = form.client_id.data
        wanted = request.args.get("pillar", "")
        if wanted in dict(form.pillar_id.choices):
            form.pillar_id.data = wanted
    page = render_template(
        "tables/show.html",
        form=form,
        others=shown_opinions(table.themes) if table.is_open else [],
        summaries=[(theme, queries.summary_of(theme, table.group.id)) for theme in table.themes],
        **_context(table),
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/<code>/lines")
@allow(PUBLIC)
def lines(code: str) -> ResponseReturnValue:
    """The table's lines, and everybody's, for the page that renews them; nothing while they are as they were."""
    table, _writer = table_at(code)
    if not table.is_open:
        return {"is_open": False}
    context = _context(table)
    if request.args.get("since") == context["stamp"]:
        return "", 204
    others = render_template("tables/others.html", others=shown_opinions(table.themes), **context)
    return {"html": render_template("tables/lines.html", **context), "others": others}


@bp.post("/<code>/rows")
@allow(PUBLIC)
def rows(code: str) -> ResponseReturnValue:
    """Lines that a browser sends, the kept ones too; each gets an answer of its own."""
    table, writer = table_at(code)
    items, choices = asked_rows(), pillar_choices(table.themes)
    if queries.writes_too_fast(table.group):
        return {"rows": [{"id": str(item.get("edit_id")), "refused": TOO_FAST, "again": True} for item in items]}
    if not table.is_open:
        refusal = {"refused": DiscussionClosed.sentence, "again": True}
        return {"rows": [{"id": str(item.get("edit_id")), **refusal} for item in items]}
    return {"rows": [answer_row(row_form(item, choices), table.themes, writer, by=by_table()) for item in items]}


@bp.get("/<code>/token")
@allow(PUBLIC)
def token(code: str) -> ResponseReturnValue:
    """A fresh word against forgery, for a page whose session ended while it kept lines."""
    table_at(code)
    return {"token": generate_csrf()}


@bp.route("/<code>/lines/<int:opinion_id>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def line(code: str, opinion_id: int) -> ResponseReturnValue:
    """Change one line of this table."""
    table, writer = table_at(code)
    form, found = _own(table, opinion_id)
    if not form.is_submitted() and not table.is_open:
        return redirect(url_for(".show", code=code))
    if form.validate_on_submit():
        try:
            _row, outcome = take(form, table.known, writer, by=by_table())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            is_kept = outcome == EditOutcome.CONFLICT
            flash(BOTH_KEPT if is_kept else "意見を直しました。", "warning" if is_kept else "success")
            return redirect(url_for(".show", code=code, _anchor=f"line-{opinion_id}"))
    table, _writer = table_at(code)
    found = queries.line([theme.id for theme in table.known], opinion_id, group_id=table.group.id)
    page = render_template("tables/line.html", form=form, line=found, table=table, event=table.event)
    return page, 422 if form.is_submitted() else 200


def _own(table: Table, opinion_id: int) -> tuple[LineForm, queries.Line]:
    """Return a line of this table that may be changed, in its form. Raises NotFound."""
    found = queries.line([theme.id for theme in table.known], opinion_id, group_id=table.group.id)
    if found.is_withheld:
        raise NotFound
    form, row = LineForm(), found.opinion
    form.offer(pillar_choices([theme for theme in table.known if theme.id == row.theme_id]))
    if not form.is_submitted():
        words = says(row)
        form.load({**vars(words), "base_version": row.version, "edit_id": writing.new_client_id()})
    form.client_id.data = row.client_id
    return form, found


def theme_of(table: Table, opinion_id: int) -> Theme:
    """Return the theme of any line that the table may see. Raises NotFound."""
    found = queries.line([theme.id for theme in table.known], opinion_id)
    return next(theme for theme in table.known if theme.id == found.opinion.theme_id)


@bp.post("/<code>/lines/<int:opinion_id>/remove")
@allow(PUBLIC)
def remove(code: str, opinion_id: int) -> ResponseReturnValue:
    """Take a line of this table back."""
    table, _writer = table_at(code)
    version = request.form.get("version", "")
    writing.remove(
        theme_of(table, opinion_id),
        opinion_id=opinion_id,
        version=int(version) if version.isascii() and version.isdigit() and len(version) < 7 else 0,  # noqa: PLR2004
        group_id=table.group.id,
        by=by_table(),
    )
    flash("意見を取り消しました。", "success")
    return redirect(url_for(".show", code=code))


@bp.post("/<code>/lines/<int:opinion_id>/settle/<int:edit_id>")
@allow(PUBLIC)
def settle(code: str, opinion_id: int, edit_id: int) -> ResponseReturnValue:
    """Choose between two versions of a line of this table."""
    table, _writer = table_at(code)
    keep = request.form.get("keep", "")
    if keep not in {"current", "other", "both"}:
        raise NotFound
    writing.settle(
        theme_of(table, opinion_id),
        opinion_id=opinion_id,
        edit_id=edit_id,
        keep=keep,
        group_id=table.group.id,
        by=by_table(),
    )
    flash("選んだ文に確定しました。", "success")
    return redirect(url_for(".show", code=code, _anchor=f"line-{opinion_id}"))
