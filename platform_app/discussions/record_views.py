"""The public record of an event: by pillar, nobody's name without consent, and only what the office published."""

from collections.abc import Hashable
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from platform_app.access import PUBLIC, actor, allow
from platform_app.dates import now, today
from platform_app.discussions import queries, record_queries, record_sheets, record_words, trace_queries
from platform_app.discussions.files import file_answer
from platform_app.discussions.models import Theme
from platform_app.errors import NotFound
from platform_app.events import queries as events
from platform_app.events import words
from platform_app.events.models import Event
from platform_app.kept_pages import kept_for_visitors
from platform_app.members.rosters import OUTPUTS
from platform_app.office.queries import current as office
from platform_app.office.queries import is_sample
from reports.columns import Stamp
from reports.rosters.opinions import OPINIONS

bp = Blueprint("records", __name__)


@bp.app_context_processor
def record_words_for_pages() -> dict[str, Any]:
    """Give every template the words for records."""
    return {"record_words": record_words, "has_record": record_queries.has_record}


def shown_now() -> Hashable:
    """What the public pages show besides the address and the day."""
    return events.public_version(), office(), is_sample()


def published(event_id: int) -> tuple[Event, list[Theme]]:
    """Return an event and the themes whose record everybody may read. Raises NotFound when there is none."""
    themes = list(queries.published_themes(event_id, viewer=actor()))
    if not themes:
        raise NotFound
    return events.event(event_id, viewer=actor()), themes


@bp.get("/events/<int:event_id>/discussion")
@allow(PUBLIC)
@kept_for_visitors(shown_now)
def show(event_id: int) -> ResponseReturnValue:
    """The record of an event by theme and pillar."""
    event, themes = published(event_id)
    lines = queries.shown_opinions(themes)
    return render_template(
        "records/show.html",
        event=event,
        themes=themes,
        lines=lines,
        traces=trace_queries.traces_of(lines, published_only=True),
        summaries=queries.shown_summaries(themes),
    )


@bp.get("/events/<int:event_id>/discussion.pdf")
@allow(PUBLIC)
def paper(event_id: int) -> ResponseReturnValue:
    """The record on paper."""
    event, themes = published(event_id)
    content = record_sheets.record(event, themes, foot=f"{office().platform_name}")
    return file_answer(f"討議記録_{words.full_title(event)}", "pdf", content)


@bp.get("/events/<int:event_id>/discussion.<any('print.xlsx', 'data.xlsx', 'csv'):output>")
@allow(PUBLIC)
def download(event_id: int, output: str) -> ResponseReturnValue:
    """The opinions of an event, one a row."""
    event, themes = published(event_id)
    lines = queries.shown_opinions(themes)
    found = record_sheets.rows(lines, published_only=True)
    stamp = Stamp(today(), now(), words.full_title(event), len(found))
    return file_answer(f"意見一覧_{words.full_title(event)}", output, OUTPUTS[output].write(OPINIONS, found, stamp))
