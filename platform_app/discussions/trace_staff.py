"""The office records what became of opinions."""

from collections.abc import Sequence
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.trace import FirstStepForm, StepForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.addresses import LARGEST_ID
from platform_app.dates import today, wareki
from platform_app.discussions import queries, record_queries, search_pages, trace_queries
from platform_app.discussions.operations import tracing
from platform_app.discussions.operations.tracing import StepPlan
from platform_app.discussions.queries import ShownOpinion
from platform_app.discussions.search_staff import bp, open_page
from platform_app.discussions.trace_acts_staff import back
from platform_app.errors import DomainError, NotFound
from platform_app.events import queries as events
from platform_app.events.queries import EventSearch

__all__ = ["bp"]

MOST_AT_ONCE = 200
STEP_KEYS = ("kind", "title", "detail", "happened_on", "person", "due_on", "done_on", "event_id")


@bp.get("/<int:opinion_id>")
@allow(STAFF)
def show(opinion_id: int) -> ResponseReturnValue:
    """One opinion and what became of it."""
    line = _lines([opinion_id])[0]
    return render_template(
        "trace_staff/show.html",
        line=line,
        place=record_queries.places([line])[line.id],
        traces=trace_queries.traces_of([line], published_only=False).get(line.id, []),
        today=wareki(today()),
    )


def _lines(opinion_ids: Sequence[int]) -> list[ShownOpinion]:
    found = queries.shown_lines(opinion_ids)
    if not found:
        raise NotFound
    return found


def _asked_ids() -> list[int]:
    """Return the opinions that the address names."""
    texts = request.args.getlist("opinion")[:MOST_AT_ONCE]
    numbers = (int(text) for text in texts if text.isascii() and text.isdigit() and len(text) <= len(str(LARGEST_ID)))
    return [number for number in dict.fromkeys(numbers) if number <= LARGEST_ID]


def _offered(form: Any) -> Any:
    return form.offer(search_pages.event_pairs(events.events(EventSearch(), for_office=True)))


@bp.route("/answer", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def answer() -> ResponseReturnValue:
    """Begin a thread: the first step for one opinion or several."""
    lines, form = queries.shown_lines(_asked_ids()), _offered(FirstStepForm())
    if not lines:
        return open_page(is_nothing_chosen=True)
    if not form.is_submitted():
        form.happened_on.data = wareki(today())
    elif form.validate_on_submit():
        try:
            plan = StepPlan(**form.plan(), is_published=bool(form.is_published.data))
            tracing.start(None, opinion_ids=[line.id for line in lines], step=plan, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("対応を記録しました。", "success")
            return redirect(url_for(".show", opinion_id=lines[0].id))
    return _step_page(form, lines, "意見への対応を記録する", url_for(".unanswered"))


def _step_page(form: Any, lines: Sequence[ShownOpinion], title: str, way_back: str) -> ResponseReturnValue:
    page = render_template("trace_staff/step.html", form=form, lines=lines, title=title, back=way_back)
    return page, 422 if form.is_submitted() else 200


@bp.route("/traces/<int:trace_id>/steps/new", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def add(trace_id: int) -> ResponseReturnValue:
    """Add the next step to a thread."""
    trace, form = trace_queries.trace(trace_id), _offered(StepForm())
    if not form.is_submitted():
        form.happened_on.data = wareki(today())
    elif form.validate_on_submit():
        try:
            tracing.add_step(trace, step=StepPlan(**form.plan()), by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("次の段階を加えました。", "success")
            return redirect(back(trace_queries.trace(trace_id)))
    trace = trace_queries.trace(trace_id)
    return _step_page(form, trace_queries.opinions_of(trace), "経過に段階を加える", back(trace))


@bp.route("/traces/<int:trace_id>/steps/<int:step_id>", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def edit(trace_id: int, step_id: int) -> ResponseReturnValue:
    """Change a step."""
    trace, form = trace_queries.trace(trace_id), _offered(StepForm())
    step = trace_queries.step_of(trace, step_id)
    if not form.is_submitted():
        form.show({key: getattr(step, key) for key in STEP_KEYS})
    elif form.validate_on_submit():
        try:
            tracing.edit_step(trace, step_id=step_id, step=StepPlan(**form.plan()), by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("段階を保存しました。", "success")
            return redirect(back(trace_queries.trace(trace_id)))
    trace = trace_queries.trace(trace_id)
    return _step_page(form, trace_queries.opinions_of(trace), "段階の編集", back(trace))
