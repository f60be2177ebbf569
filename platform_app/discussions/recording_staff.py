"""A recorder of the office writes for all tables."""

from functools import partial
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.discussions import RecorderForm
from platform_app.access import OFFICE, actor, allow
from platform_app.discussions import capture_queries as queries
from platform_app.discussions.models import Theme
from platform_app.discussions.operations import writing
from platform_app.discussions.staff import both, bp
from platform_app.discussions.taking import (
    answer_row,
    asked_rows,
    offer_tables,
    pillar_choices,
    row_form,
    take,
    writer_of,
)
from platform_app.errors import DomainError
from platform_app.vocabulary.discussions import OpinionKind, OpinionSource

__all__ = ["bp"]


def _settle_url(event_id: int, theme_id: int, opinion_id: int, edit_id: int) -> str:
    return url_for(
        "discussions_staff.settle", event_id=event_id, theme_id=theme_id, opinion_id=opinion_id, edit_id=edit_id
    )


def _context(theme: Theme) -> dict[str, Any]:
    """Return what a list of lines shows."""
    return {
        "settle_url": lambda opinion_id: partial(_settle_url, theme.event_id, theme.id, opinion_id),
        "lines": queries.lines([theme]),
        "stamp": queries.stamp([theme]),
        "pillar_names": dict(pillar_choices([theme])),
        "pillars": pillar_choices([theme]),
        "kinds": OpinionKind.choices(),
        "kind_labels": dict(OpinionKind.choices()),
    }


def _recorder_form(theme: Theme) -> RecorderForm:
    form = RecorderForm()
    form.offer(pillar_choices([theme]))
    offer_tables(form, theme)
    return form


@bp.route("/<int:theme_id>/record", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def record(event_id: int, theme_id: int) -> ResponseReturnValue:
    """Write for any table, the lines of all tables below."""
    event, theme = both(event_id, theme_id)
    form = _recorder_form(theme)
    if form.validate_on_submit():
        try:
            take(form, [theme], writer_of(form, OpinionSource.RECORDER.value), by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("意見を記録しました。", "success")
            kept = {"group": form.group_id.data or None, "pillar": form.pillar_id.data}
            return redirect(url_for(".record", event_id=event_id, theme_id=theme_id, **kept))
    if not form.is_submitted():
        form.client_id.data = form.edit_id.data = writing.new_client_id()
        for field, name in ((form.pillar_id, "pillar"), (form.group_id, "group")):
            if request.args.get(name, "") in dict(field.choices):
                field.data = request.args[name]
    event, theme = both(event_id, theme_id)
    page = render_template("discussions_staff/record.html", form=form, event=event, theme=theme, **_context(theme))
    return page, 422 if form.is_submitted() else 200


@bp.get("/<int:theme_id>/record/lines")
@allow(OFFICE)
def record_lines(event_id: int, theme_id: int) -> ResponseReturnValue:
    """The lines of all tables alone, for the page that renews them; nothing while they are as they were."""
    event, theme = both(event_id, theme_id)
    if request.args.get("since") == queries.stamp([theme]):
        return "", 204
    return {"html": render_template("discussions_staff/record_lines.html", event=event, theme=theme, **_context(theme))}


@bp.post("/<int:theme_id>/record/rows")
@allow(OFFICE)
def record_rows(event_id: int, theme_id: int) -> ResponseReturnValue:
    """Lines that a recorder's browser sends, the kept ones too; each gets an answer of its own."""
    _event, theme = both(event_id, theme_id)
    choices, answers = pillar_choices([theme]), []
    for item in asked_rows():
        form = row_form(item, choices, RecorderForm)
        offer_tables(form, theme)
        is_valid = form.validate()
        writer = writer_of(form, OpinionSource.RECORDER.value) if is_valid else writing.Writer()
        answers.append(answer_row(form, [theme], writer, by=actor()))
    return {"rows": answers}
