"""What a table leaves beside its lines: dots on anybody's lines, a summary and the next step."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.discussions import DotsForm, SummaryForm
from platform_app.access import PUBLIC, allow
from platform_app.discussions import capture_queries as queries
from platform_app.discussions.capture_queries import Table
from platform_app.discussions.models import Theme
from platform_app.discussions.operations import tables as leaving
from platform_app.discussions.operations import writing
from platform_app.discussions.operations.tables import Outcome
from platform_app.discussions.table_views import bp, by_table, table_at, theme_of
from platform_app.errors import DomainError, NotFound

__all__ = ["bp"]


@bp.post("/<code>/dots")
@allow(PUBLIC)
def dots(code: str) -> ResponseReturnValue:
    """Say how many dots this table gives a line, whoever's it is."""
    table, _writer = table_at(code)
    form, is_script = DotsForm(), request.accept_mimetypes.best == "application/json"
    if not form.validate_on_submit():
        message = next((item.message for item in form.error_items()), "賛同の数を入力してください。")
        return _refused(code, message, is_script=is_script)
    opinion_id, count = int(form.opinion_id.data or 0), int(form.count.data or 0)
    theme = theme_of(table, opinion_id)
    try:
        writing.give_dots(theme, opinion_id=opinion_id, group_id=table.group.id, count=count, by=by_table())
    except DomainError as error:
        return _refused(code, error.message, is_script=is_script)
    if is_script:
        return {"refused": ""}
    flash("賛同の数を記録しました。", "success")
    return redirect(url_for(".show", code=code, _anchor=f"other-{opinion_id}"))


def _refused(code: str, message: str, *, is_script: bool) -> ResponseReturnValue:
    if is_script:
        return {"refused": message}
    flash(message, "error")
    return redirect(url_for(".show", code=code, _anchor="others"))


@bp.route("/<code>/summary/<int:theme_id>", methods=["GET", "POST"])
@allow(PUBLIC, keeps_input=True)
def summary(code: str, theme_id: int) -> ResponseReturnValue:
    """Sum up what the table said, and its next step."""
    table, writer = table_at(code)
    theme = _theme(table, theme_id)
    stored, form = queries.summary_of(theme, table.group.id), SummaryForm()
    if stored is not None and stored.is_withheld:
        raise NotFound
    if not form.is_submitted():
        if not theme.is_open:
            return redirect(url_for(".show", code=code))
        form.load({"base_version": str(stored.version), **vars(leaving.told(stored))} if stored else {})
    elif form.validate():
        version = int(form.base_version.data or 0)
        try:
            leaving.summarise(
                theme, writer=writer, outcome=Outcome(**form.outcome()), base_version=version, by=by_table()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("まとめを保存しました。", "success")
            return redirect(url_for(".show", code=code, _anchor="summary"))
    table, _writer = table_at(code)
    theme = _theme(table, theme_id)
    now_stored = queries.summary_of(theme, table.group.id)
    if form.form_errors and now_stored is not None:
        form.base_version.data = str(now_stored.version)
    context = {"form": form, "theme": theme, "table": table, "event": table.event}
    page = render_template("tables/summary.html", stored=now_stored if form.form_errors else None, **context)
    return page, 422 if form.is_submitted() else 200


def _theme(table: Table, theme_id: int) -> Theme:
    for theme in table.known:
        if theme.id == theme_id:
            return theme
    raise NotFound
