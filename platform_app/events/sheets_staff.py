"""Everything that is printed or handed on for an event; each download is recorded as a disclosure."""

from urllib.parse import quote

from flask import current_app, render_template, request
from flask.typing import ResponseReturnValue
from werkzeug.http import dump_options_header

from forms.attendance import RoomsForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.dates import today
from platform_app.errors import NotFound
from platform_app.events import attendance_queries, day_sheets, queries, words
from platform_app.events.day_staff import bp
from platform_app.events.models import Event
from platform_app.events.pages import plain_name
from platform_app.members.rosters import OUTPUTS
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import Attending
from reports.documents import address_labels, name_cards, table_cards
from reports.labels import render_labels
from reports.rosters.participants import ROSTERS

__all__ = ["bp"]

PDF, CSV = "application/pdf", "text/csv; charset=utf-8"
OUTPUT_LABELS = (("pdf", "PDF"), ("print.xlsx", "Excel（印刷用）"), ("data.xlsx", "Excel（データ）"), ("csv", "CSV"))


@bp.get("/sheets")
@allow(STAFF)
def sheets(event_id: int) -> ResponseReturnValue:
    """What can be printed."""
    event = queries.event(event_id, viewer=actor())
    return render_template(
        "events_day/sheets.html",
        event=event,
        counts=attendance_queries.counts(event),
        sheets=day_sheets.SHEET_LABELS,
        outputs=OUTPUT_LABELS,
        labels=address_labels.SHEETS,
        rooms_form=RoomsForm(formdata=None, data={"rooms": "5"}),
        attending=_attending(),
        ways=Attending.choices(),
    )


def _attending() -> str:
    asked = request.args.get("attending", "")
    return asked if asked in dict(Attending.choices()) else ""


@bp.get("/sheets/rosters/<key>/<output>")
@allow(STAFF)
def roster(event_id: int, key: str, output: str) -> ResponseReturnValue:
    """One roster in one format. Those who may only look get the sheets without telephone and e-mail."""
    event = queries.event(event_id, viewer=actor())
    if key not in ROSTERS or output not in OUTPUTS or (_is_private(key) and not actor().capacities & OFFICE):
        raise NotFound
    content, count = day_sheets.write(event, key, output, _attending())
    form = OUTPUTS[output]
    return _file(event, ROSTERS[key].title, form.ending, form.media_type, content, {"sheet": key, "rows": count})


def _is_private(key: str) -> bool:
    return any(column.sensitive for column in ROSTERS[key].columns)


@bp.get("/sheets/name-cards/<size>.pdf")
@allow(STAFF)
def cards(event_id: int, size: str) -> ResponseReturnValue:
    """名札 of those who come to the venue."""
    event = queries.event(event_id, viewer=actor())
    if size not in name_cards.SHEETS:
        raise NotFound
    people = day_sheets.cards(event)
    content = name_cards.name_cards(name_cards.SHEETS[size], people)
    return _file(event, "名札", "pdf", PDF, content, {"sheet": f"name_cards_{size}", "rows": len(people)})


@bp.get("/sheets/table-cards/<form>.pdf")
@allow(STAFF)
def tables(event_id: int, form: str) -> ResponseReturnValue:
    """卓上札 of those who come to the venue."""
    event = queries.event(event_id, viewer=actor())
    if form not in table_cards.FORMS:
        raise NotFound
    people = day_sheets.cards(event)
    content = table_cards.FORMS[form](people)
    return _file(event, "卓上札", "pdf", PDF, content, {"sheet": f"table_cards_{form}", "rows": len(people)})


@bp.get("/sheets/programme.pdf")
@allow(STAFF)
def programme(event_id: int) -> ResponseReturnValue:
    """次第."""
    event = queries.event(event_id, viewer=actor())
    return _file(event, "次第", "pdf", PDF, day_sheets.programme_pdf(event), None)


@bp.get("/sheets/labels/<name>.pdf")
@allow(OFFICE)
def labels(event_id: int, name: str) -> ResponseReturnValue:
    """宛名ラベル of the members who take part; only the register knows addresses."""
    event = queries.event(event_id, viewer=actor())
    sheet = next((sheet for sheet in address_labels.SHEETS.values() if str(sheet.count) == name), None)
    if sheet is None:
        raise NotFound
    found, missing = day_sheets.addresses(event)
    what = {"sheet": "labels", "rows": len(found), "without_address": missing}
    return _file(
        event, "宛名ラベル", "pdf", PDF, render_labels(sheet, found, scope=f"{words.full_title(event)}\u30000件"), what
    )


@bp.get("/sheets/zoom-rooms.csv")
@allow(OFFICE)
def rooms(event_id: int) -> ResponseReturnValue:
    """Zoom's pre-assignment of breakout rooms."""
    event, count = queries.event(event_id, viewer=actor()), RoomsForm().count
    people, missing = day_sheets.online_people(event)
    what = {"sheet": "zoom_rooms", "rows": len(people), "without_address": missing}
    return _file(event, "ブレイクアウトルーム", "csv", CSV, day_sheets.rooms_csv(event, count), what)


def _file(  # noqa: PLR0913, PLR0917 - a file is its event, name, kind, bytes and record
    event: Event, title: str, ending: str, media_type: str, content: bytes, what: dict[str, object] | None
) -> ResponseReturnValue:
    """Answer with a file; what holds personal data is recorded first."""
    name = plain_name(f"{title}_{words.full_title(event)}_{today():%Y%m%d}.{ending}")
    if what is not None:
        disclose(Action.EXPORT, event, by=actor(), what=what)
    response = current_app.response_class(content, mimetype=media_type)
    names = {"filename": f"sheet.{ending}", "filename*": f"UTF-8''{quote(name, safe='')}"}
    response.headers["Content-Disposition"] = dump_options_header("attachment", names)
    return response
