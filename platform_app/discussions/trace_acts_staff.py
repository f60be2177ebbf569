"""Small acts on a thread: publish, done, take away, and which opinions it begins with."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.trace import DoneForm, LinkForm
from platform_app.access import OFFICE, actor, allow
from platform_app.discussions import trace_queries
from platform_app.discussions.operations import tracing
from platform_app.discussions.search_staff import bp
from platform_app.discussions.trace_models import Trace
from platform_app.errors import DomainError

__all__ = ["bp"]


def back(trace: Trace) -> str:
    """Return the page of the first opinion of a thread that may be shown, else the list."""
    lines = trace_queries.opinions_of(trace)
    return url_for(".show", opinion_id=lines[0].id) if lines else url_for(".unanswered")


@bp.post("/traces/<int:trace_id>/steps/<int:step_id>/publish")
@allow(OFFICE)
def publish(trace_id: int, step_id: int) -> ResponseReturnValue:
    """Let everybody read a step, or stop."""
    is_published = request.form.get("to") == "public"
    tracing.publish_step(trace_queries.trace(trace_id), step_id=step_id, is_published=is_published, by=actor())
    flash("この段階を公開しました。" if is_published else "この段階の公開をやめました。", "success")
    return redirect(back(trace_queries.trace(trace_id)))


@bp.route("/traces/<int:trace_id>/steps/<int:step_id>/done", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def complete(trace_id: int, step_id: int) -> ResponseReturnValue:
    """Note the day on which a task was done."""
    trace, form = trace_queries.trace(trace_id), DoneForm()
    step = trace_queries.step_of(trace, step_id)
    if not form.is_submitted():
        form.show_today()
    elif form.validate_on_submit():
        try:
            tracing.complete_step(trace, step_id=step_id, done_on=form.day(), by=actor())
        except DomainError as error:
            form.add_error("done_on", error.message)
        else:
            flash("済みにしました。", "success")
            return redirect(back(trace_queries.trace(trace_id)))
    trace = trace_queries.trace(trace_id)
    step = trace_queries.step_of(trace, step_id)
    page = render_template("trace_staff/done.html", form=form, step=step, back=back(trace))
    return page, 422 if form.is_submitted() else 200


@bp.route("/traces/<int:trace_id>/steps/<int:step_id>/remove", methods=["GET", "POST"])
@allow(OFFICE)
def remove(trace_id: int, step_id: int) -> ResponseReturnValue:
    """Ask, then take a step away that was recorded by mistake."""
    trace = trace_queries.trace(trace_id)
    step, address = trace_queries.step_of(trace, step_id), back(trace)
    if request.method == "GET":
        return render_template("trace_staff/remove.html", trace=trace, step=step, back=address)
    tracing.remove_step(trace, step_id=step_id, by=actor())
    flash("段階を取り消しました。", "success")
    return redirect(address)


@bp.route("/traces/<int:trace_id>/opinions", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def link(trace_id: int) -> ResponseReturnValue:
    """Say which opinions a thread begins with."""
    trace, form = trace_queries.trace(trace_id), LinkForm()
    if not form.is_submitted():
        form.show(line.id for line in trace_queries.opinions_of(trace))
    elif form.validate_on_submit():
        try:
            tracing.link(trace, opinion_ids=form.opinion_ids(), by=actor())
        except DomainError as error:
            form.add_error("numbers", error.message)
        else:
            flash("意見を結び付けました。", "success")
            return redirect(back(trace_queries.trace(trace_id)))
    trace = trace_queries.trace(trace_id)
    lines = trace_queries.opinions_of(trace)
    page = render_template("trace_staff/link.html", form=form, lines=lines, back=back(trace))
    return page, 422 if form.is_submitted() else 200
