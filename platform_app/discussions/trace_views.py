"""One opinion of a published record, and what became of it."""

from flask import render_template
from flask.typing import ResponseReturnValue

from platform_app.access import PUBLIC, allow
from platform_app.discussions import queries, record_queries, trace_queries
from platform_app.discussions.record_views import bp, published, shown_now
from platform_app.errors import NotFound
from platform_app.kept_pages import kept_for_visitors

__all__ = ["bp"]


@bp.get("/discussions/opinions/<int:opinion_id>")
@allow(PUBLIC)
@kept_for_visitors(shown_now)
def opinion(opinion_id: int) -> ResponseReturnValue:
    """The opinion with the chain of what followed, as far as it is published."""
    lines = queries.shown_lines([opinion_id])
    if not lines:
        raise NotFound
    line = lines[0]
    _event, themes = published(line.event_id)
    if line.theme_id not in {theme.id for theme in themes}:
        raise NotFound
    return render_template(
        "records/opinion.html",
        line=line,
        place=record_queries.places([line])[line.id],
        traces=trace_queries.traces_of([line], published_only=True).get(line.id, []),
    )
