"""Papers: their photos, and typing what stands on them beside the photo."""

from typing import Any

from flask import Response, current_app, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms.discussion_acts import ChartForm, keying_form
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.applications.attachments import check_upload
from platform_app.discussions import capture_queries as queries
from platform_app.discussions.models import Theme
from platform_app.discussions.operations import tables as leaving
from platform_app.discussions.operations import writing
from platform_app.discussions.operations.writing import Words
from platform_app.discussions.staff import both, bp
from platform_app.discussions.taking import offer_tables, writer_of
from platform_app.errors import DomainError
from platform_app.vocabulary.discussions import OpinionKind, OpinionSource

__all__ = ["bp"]


@bp.route("/<int:theme_id>/charts", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def charts(event_id: int, theme_id: int) -> ResponseReturnValue:
    """The photos of papers, and one more."""
    _event, theme = both(event_id, theme_id)
    form = ChartForm()
    offer_tables(form, theme)
    if form.validate_on_submit():
        sent = form.upload.data[0]
        most = current_app.config["MAX_UPLOAD_MB"] * 2**20
        try:
            upload = check_upload(sent.filename or "", sent.read(), most_bytes=most)
            writer = writer_of(form, OpinionSource.PAPER.value)
            row = leaving.add_chart(
                theme, writer=writer, upload=upload, alternative=form.alternative.data or "", by=actor()
            )
        except DomainError as error:
            form.add_error(error.field if error.field in form else "upload", error.message)
        else:
            return redirect(url_for(".key", event_id=event_id, theme_id=theme_id, chart_id=row.id))
    event, theme = both(event_id, theme_id)
    page = render_template(
        "discussions_staff/charts.html", form=form, event=event, theme=theme, charts=queries.charts(theme)
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/<int:theme_id>/charts/<int:chart_id>/photo")
@allow(STAFF)
def photo(event_id: int, theme_id: int, chart_id: int) -> ResponseReturnValue:
    """The photo of a paper, for the office only."""
    _event, theme = both(event_id, theme_id)
    row = queries.chart(theme, chart_id)
    return Response(row.content, mimetype=row.content_type)


@bp.route("/<int:theme_id>/charts/<int:chart_id>", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def key(event_id: int, theme_id: int, chart_id: int) -> ResponseReturnValue:
    """Type what stands on a paper, beside its photo."""
    _event, theme = both(event_id, theme_id)
    row = queries.chart(theme, chart_id)
    form = keying_form([(pillar.id, pillar.text) for pillar in theme.pillars])
    offer_tables(form, theme)
    if not form.is_submitted():
        form.load({"token": writing.new_client_id(), "group_id": row.group_id, "kind": OpinionKind.WORDS.value})
    elif form.validate():
        try:
            count = _key(form, theme)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash(f"{count}件の意見を記録しました。", "success")
            return redirect(url_for(".show", event_id=event_id, theme_id=theme_id))
    event, theme = both(event_id, theme_id)
    chart = queries.chart(theme, chart_id)
    page = render_template("discussions_staff/key.html", form=form, event=event, theme=theme, chart=chart)
    return page, 422 if form.is_submitted() else 200


def _key(form: Any, theme: Theme) -> int:
    """Write the lines of a paper; what went in before an error is known when it is sent again."""
    lines, writer = form.chosen(), writer_of(form, OpinionSource.PAPER.value)
    for pillar, name, text in lines:
        writing.write(theme, words=Words(pillar, text, form.kind.data), writer=writer, client_id=name, by=actor())
    return len(lines)


@bp.post("/<int:theme_id>/charts/<int:chart_id>/remove")
@allow(OFFICE)
def remove_chart(event_id: int, theme_id: int, chart_id: int) -> ResponseReturnValue:
    """Take a photo away for good."""
    _event, theme = both(event_id, theme_id)
    leaving.remove_chart(theme, chart_id=chart_id, by=actor())
    flash("写真を外しました。", "success")
    return redirect(url_for(".charts", event_id=event_id, theme_id=theme_id))
