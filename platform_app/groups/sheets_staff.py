"""What is printed or handed on for a grouping; each download is recorded as a disclosure."""

from urllib.parse import quote

from flask import current_app, render_template
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.dates import today
from platform_app.errors import NotFound
from platform_app.events import words as event_words
from platform_app.events.models import Event
from platform_app.events.pages import plain_name
from platform_app.groups import queries, sheets, words
from platform_app.groups.models import Grouping
from platform_app.groups.staff import bp, loaded
from platform_app.members.rosters import OUTPUTS
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action
from reports.roster_table import table
from reports.rosters.groups import GROUPS

__all__ = ["bp"]

PDF, CSV = "application/pdf", "text/csv; charset=utf-8"


@bp.get("/<int:grouping_id>/roster")
@allow(STAFF)
def roster_page(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """班別名簿 as a page."""
    event, _grouping = loaded(event_id, grouping_id)
    disclose(Action.VIEW, event, by=actor(), what={"scope": "group_roster", "grouping": grouping_id})
    event, grouping = loaded(event_id, grouping_id)
    rows = sheets.roster_rows(grouping)
    shown = table(GROUPS, rows, sheets.roster_stamp(event, grouping, len(rows)))
    return render_template("groups_staff/roster.html", event=event, grouping=grouping, shown=shown)


@bp.get("/<int:grouping_id>/roster/<output>")
@allow(STAFF)
def roster(event_id: int, grouping_id: int, output: str) -> ResponseReturnValue:
    """班別名簿 in one format."""
    event, grouping = loaded(event_id, grouping_id)
    if output not in OUTPUTS:
        raise NotFound
    content, rows = sheets.roster(event, grouping, output)
    form = OUTPUTS[output]
    return _file(
        event, grouping, "班別名簿", (form.ending, form.media_type, content), {"sheet": "groups", "rows": rows}
    )


@bp.get("/<int:grouping_id>/seating.pdf")
@allow(STAFF)
def seating(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """席次表."""
    event, grouping = loaded(event_id, grouping_id)
    what = {"sheet": "group_seating", "rows": len(queries.places_of(grouping))}
    return _file(event, grouping, "席次表", ("pdf", PDF, sheets.seating(event, grouping)), what)


@bp.get("/<int:grouping_id>/table-cards.pdf")
@allow(STAFF)
def cards(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """テーブル札."""
    event, grouping = loaded(event_id, grouping_id)
    return _file(event, grouping, "テーブル札", ("pdf", PDF, sheets.cards(event, grouping)), None)


@bp.get("/<int:grouping_id>/zoom-rooms.csv")
@allow(OFFICE)
def zoom(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """Zoom's pre-assignment of breakout rooms."""
    event, grouping = loaded(event_id, grouping_id)
    content, rows = sheets.zoom_csv(event, grouping)
    return _file(event, grouping, "ブレイクアウトルーム", ("csv", CSV, content), {"sheet": "zoom_groups", "rows": rows})


def _file(
    event: Event, grouping: Grouping, title: str, form: tuple[str, str, bytes], what: dict[str, object] | None
) -> ResponseReturnValue:
    """Answer with a file; what holds personal data is recorded first."""
    ending, media_type, content = form
    parts = (title, event_words.full_title(event), grouping.title, words.state(grouping), f"{today():%Y%m%d}")
    name = plain_name(f"{'_'.join(part for part in parts if part)}.{ending}")
    if what is not None:
        disclose(Action.EXPORT, event, by=actor(), what=what)
    response = current_app.response_class(content, mimetype=media_type)
    names = {"filename": f"sheet.{ending}", "filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("attachment", names)
    return response
