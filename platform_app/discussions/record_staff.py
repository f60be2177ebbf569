"""What the office prints of a theme: sheets of the tables, the record, blank sheets, the list of opinions."""

from flask import Blueprint, request
from flask.typing import ResponseReturnValue

from platform_app.access import STAFF, actor, allow
from platform_app.dates import now, today
from platform_app.discussions import queries, record_sheets
from platform_app.discussions.files import file_answer
from platform_app.discussions.models import Theme
from platform_app.errors import NotFound
from platform_app.events import queries as events
from platform_app.events import words
from platform_app.events.models import Event
from platform_app.events.pages import base_url
from platform_app.members.rosters import OUTPUTS
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action
from reports.columns import Stamp
from reports.rosters.opinions import ROSTERS

bp = Blueprint("records_staff", __name__, url_prefix="/staff/events/<int:event_id>/discussion/<int:theme_id>")

INTERNAL_FOOT = "事務局用（氏名を含むため、配布しないでください。）"
HANDED_OUT = "public"


def _both(event_id: int, theme_id: int) -> tuple[Event, Theme]:
    return events.event(event_id, viewer=actor()), queries.theme(event_id, theme_id)


@bp.get("/sheets.pdf")
@allow(STAFF)
def sheets(event_id: int, theme_id: int) -> ResponseReturnValue:
    """One sheet for each table: with all names for the office, else with those of who agreed."""
    event, theme = _both(event_id, theme_id)
    is_internal = request.args.get("form") != HANDED_OUT
    if is_internal:
        disclose(Action.EXPORT, event, by=actor(), what={"sheet": "discussion_sheets", "theme": theme_id})
        event, theme = _both(event_id, theme_id)
    foot = INTERNAL_FOOT if is_internal else ""
    content = record_sheets.group_sheets(event, theme, is_internal=is_internal, foot=foot)
    return file_answer(f"討議記録_班別_{words.full_title(event)}", "pdf", content)


@bp.get("/record.pdf")
@allow(STAFF)
def record(event_id: int, theme_id: int) -> ResponseReturnValue:
    """The record by pillar, as it would be published."""
    event, theme = _both(event_id, theme_id)
    content = record_sheets.record(event, [theme], foot="")
    return file_answer(f"討議記録_{words.full_title(event)}", "pdf", content)


@bp.get("/blank.pdf")
@allow(STAFF)
def blank(event_id: int, theme_id: int) -> ResponseReturnValue:
    """Sheets to write on by hand, one for each table."""
    event, theme = _both(event_id, theme_id)
    content = record_sheets.blanks(event, theme, lambda code: f"{base_url()}/tables/{code}")
    return file_answer(f"討議記録用紙_{words.full_title(event)}", "pdf", content)


@bp.get("/list/<key>/<output>")
@allow(STAFF)
def listed(event_id: int, theme_id: int, key: str, output: str) -> ResponseReturnValue:
    """The opinions of a theme, one a row; the office's own list names who agreed to be named."""
    event, theme = _both(event_id, theme_id)
    if key not in ROSTERS or output not in OUTPUTS:
        raise NotFound
    roster = ROSTERS[key]
    if any(column.sensitive for column in roster.columns):
        disclose(Action.EXPORT, event, by=actor(), what={"sheet": key, "theme": theme_id})
        event, theme = _both(event_id, theme_id)
    found = record_sheets.rows(queries.shown_opinions([theme]), published_only=False)
    stamp = Stamp(today(), now(), f"{words.full_title(event)}、{theme.title}", len(found))
    return file_answer(f"{roster.title}_{words.full_title(event)}", output, OUTPUTS[output].write(roster, found, stamp))
