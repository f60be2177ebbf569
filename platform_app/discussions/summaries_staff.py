"""The office's side of まとめ and 次の一歩: writing for a table, withholding."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.discussion_acts import WithholdForm
from forms.discussions import StaffSummaryForm
from platform_app.access import OFFICE, actor, allow
from platform_app.discussions import capture_queries as queries
from platform_app.discussions.models import Theme
from platform_app.discussions.operations import tables as leaving
from platform_app.discussions.operations.tables import Outcome
from platform_app.discussions.staff import both, bp
from platform_app.discussions.taking import offer_tables, writer_of
from platform_app.errors import DomainError
from platform_app.vocabulary.discussions import OpinionSource

__all__ = ["bp"]


@bp.route("/<int:theme_id>/summary", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def summary(event_id: int, theme_id: int) -> ResponseReturnValue:
    """Sum up for a table; ``?group=`` names it."""
    _event, theme = both(event_id, theme_id)
    form = StaffSummaryForm()
    offer_tables(form, theme)
    if not form.is_submitted():
        _show_summary(form, theme)
    elif form.validate():
        writer, version = writer_of(form, OpinionSource.STAFF.value), int(form.base_version.data or 0)
        try:
            leaving.summarise(theme, writer=writer, outcome=Outcome(**form.outcome()), base_version=version, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("まとめを保存しました。", "success")
            return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor="summaries"))
    event, theme = both(event_id, theme_id)
    stored = queries.summary_of(theme, int(form.group_id.data) if str(form.group_id.data or "").isdigit() else None)
    if form.form_errors and stored is not None:
        form.base_version.data = str(stored.version)
    context = {"form": form, "event": event, "theme": theme, "stored": stored if form.form_errors else None}
    return render_template("discussions_staff/summary.html", **context), 422 if form.is_submitted() else 200


def _show_summary(form: StaffSummaryForm, theme: Theme) -> None:
    group = request.args.get("group", "")
    known = group if group in dict(form.group_id.choices) else ""
    stored = queries.summary_of(theme, int(known) if known else None)
    values = {"base_version": str(stored.version), **vars(leaving.told(stored))} if stored else {}
    form.load({**values, "group_id": known})


@bp.route("/<int:theme_id>/summaries/<int:summary_id>/withhold", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def withhold_summary(event_id: int, theme_id: int, summary_id: int) -> ResponseReturnValue:
    """Let nobody but the office read a summary."""
    event, theme = both(event_id, theme_id)
    form = WithholdForm()
    if form.validate_on_submit():
        reason = form.reason.data or ""
        leaving.withhold_summary(theme, summary_id=summary_id, is_withheld=True, reason=reason, by=actor())
        flash("まとめを非公開にしました。", "success")
        return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor="summaries"))
    row = queries.summary(theme, summary_id)
    page = render_template("discussions_staff/withhold_summary.html", form=form, event=event, theme=theme, row=row)
    return page, 422 if form.is_submitted() else 200


@bp.post("/<int:theme_id>/summaries/<int:summary_id>/show")
@allow(OFFICE)
def show_summary(event_id: int, theme_id: int, summary_id: int) -> ResponseReturnValue:
    """Show a summary again."""
    _event, theme = both(event_id, theme_id)
    leaving.withhold_summary(theme, summary_id=summary_id, is_withheld=False, by=actor())
    flash("まとめを、ふたたび掲載します。", "success")
    return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor="summaries"))
