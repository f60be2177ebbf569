"""The office's themes of an event: planning, opening, publishing, and the record with all its lines."""

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.discussions import ThemeForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.discussions import capture_queries, queries
from platform_app.discussions.models import Theme
from platform_app.discussions.operations import themes as planning
from platform_app.discussions.operations.themes import PillarPlan, ThemePlan
from platform_app.errors import DomainError
from platform_app.events import queries as events
from platform_app.events.models import Event
from platform_app.events.pages import base_url
from platform_app.vocabulary.discussions import EditOutcome, OpinionKind, OpinionSource, Standing

bp = Blueprint("discussions_staff", __name__, url_prefix="/staff/events/<int:event_id>/discussion")


@bp.app_context_processor
def discussion_words() -> dict[str, object]:
    """What the templates of records may say."""
    return {
        "opinion_kinds": dict(OpinionKind.choices()),
        "opinion_sources": dict(OpinionSource.choices()),
        "standings": dict(Standing.choices()),
        "edit_outcomes": dict(EditOutcome.choices()),
    }


def both(event_id: int, theme_id: int) -> tuple[Event, Theme]:
    """Return an event that may be seen and a theme of it. Raises NotFound."""
    return events.event(event_id, viewer=actor()), queries.theme(event_id, theme_id)


@bp.get("")
@allow(STAFF)
def index(event_id: int) -> ResponseReturnValue:
    """The themes of an event, and how far each has come."""
    event, themes = events.event(event_id, viewer=actor()), queries.themes_of(event_id)
    return render_template(
        "discussions_staff/index.html",
        event=event,
        themes=themes,
        counts=capture_queries.counts(themes),
        base=base_url(),
    )


@bp.route("/new", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def new(event_id: int) -> ResponseReturnValue:
    """Plan one more theme."""
    return _planning(event_id, None)


@bp.route("/<int:theme_id>/plan", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def plan(event_id: int, theme_id: int) -> ResponseReturnValue:
    """Change a theme and its pillars."""
    return _planning(event_id, theme_id)


def _planning(event_id: int, theme_id: int | None) -> ResponseReturnValue:
    event, form = events.event(event_id, viewer=actor()), _plan_form(event_id, theme_id)
    wants_more = "more" in request.form
    if not wants_more and form.validate_on_submit():
        try:
            theme = planning.save_theme(event, plan=_plan(form), theme_id=theme_id, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("テーマと柱を保存しました。", "success")
            return redirect(url_for(".show", event_id=event_id, theme_id=theme.id))
    if wants_more:
        form.more()
    form.number()
    event = events.event(event_id, viewer=actor())
    page = render_template("discussions_staff/plan.html", form=form, event=event, theme_id=theme_id)
    return page, 422 if form.is_submitted() and not wants_more else 200


def _plan_form(event_id: int, theme_id: int | None) -> ThemeForm:
    form, event = ThemeForm(), events.event(event_id, viewer=actor())
    groupings: Sequence[tuple[str, str]] = [
        (str(row.id), row.title or f"グループ分け{number}")
        for number, row in enumerate(capture_queries.groupings_of(event_id), start=1)
    ]
    form.offer([(str(item.id), item.title) for item in event.programme], groupings)
    theme = queries.theme(event_id, theme_id) if theme_id is not None else None
    if not form.is_submitted():
        if theme is not None:
            stored = {"programme_item_id": theme.programme_item_id, "grouping_id": theme.grouping_id}
            form.load({"title": theme.title, **stored})
        form.show([(row.id, row.text) for row in theme.pillars] if theme else [])
    return form


def _plan(form: ThemeForm) -> ThemePlan:
    return ThemePlan(
        form.title.data or "",
        [PillarPlan(text, key) for key, text in form.chosen()],
        int(form.programme_item_id.data) if form.programme_item_id.data else None,
        int(form.grouping_id.data) if form.grouping_id.data else None,
    )


@bp.post("/<int:theme_id>/turn")
@allow(OFFICE)
def turn(event_id: int, theme_id: int) -> ResponseReturnValue:
    """Let tables write, or stop."""
    _event, theme = both(event_id, theme_id)
    is_open = request.form.get("to") == "open"
    planning.turn_theme(theme, is_open=is_open, by=actor())
    flash("意見の受付を始めました。" if is_open else "意見の受付を終えました。", "success")
    return redirect(url_for(".show", event_id=event_id, theme_id=theme_id))


@bp.post("/<int:theme_id>/publish")
@allow(OFFICE)
def publish(event_id: int, theme_id: int) -> ResponseReturnValue:
    """Let everybody read the record, or stop."""
    _event, theme = both(event_id, theme_id)
    is_published = request.form.get("to") == "public"
    planning.publish_theme(theme, is_published=is_published, by=actor())
    flash("討議記録を公開しました。" if is_published else "討議記録の公開をやめました。", "success")
    return redirect(url_for(".show", event_id=event_id, theme_id=theme_id))


@bp.get("/<int:theme_id>")
@allow(STAFF)
def show(event_id: int, theme_id: int) -> ResponseReturnValue:
    """The record of a theme as the office works on it: every line, also what is withheld."""
    event, theme = both(event_id, theme_id)
    lines = capture_queries.lines([theme], with_removed=True)
    return render_template(
        "discussions_staff/show.html",
        event=event,
        theme=theme,
        lines=lines,
        shown={line.id: line for line in queries.shown_opinions([theme])},
        sources=_sources(lines),
        summaries=capture_queries.summaries(theme),
        charts=capture_queries.charts(theme),
        base=base_url(),
    )


def _sources(lines: Sequence[capture_queries.Line]) -> dict[int, list[capture_queries.Line]]:
    """Return the sources of every merged line."""
    found: dict[int, list[capture_queries.Line]] = {}
    for line in lines:
        if line.opinion.merged_into_id is not None:
            found.setdefault(line.opinion.merged_into_id, []).append(line)
    return found
