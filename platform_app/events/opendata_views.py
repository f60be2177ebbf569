"""Open data: the events in two layouts, as CSV and JSON, with their dictionary."""

import csv
import json
from collections.abc import Callable
from io import StringIO

from flask import Blueprint, current_app, render_template
from flask.typing import ResponseReturnValue

from platform_app import dates
from platform_app.access import PUBLIC, allow
from platform_app.events import open_rows, queries
from platform_app.events.models import Event
from platform_app.events.pages import page_address
from platform_app.office.queries import current as office
from reports.columns import Roster
from reports.data_dictionary import dictionary_rows
from reports.delimited import csv_cell
from reports.rosters.open_events import GIF, RECOMMENDED

bp = Blueprint("opendata", __name__, url_prefix="/opendata")

#: Name in the address: layout, and what makes a row of an event.
LAYOUTS: dict[str, tuple[Roster, Callable[..., dict[str, str]]]] = {
    "events": (RECOMMENDED, open_rows.recommended),
    "events-gif": (GIF, open_rows.gif),
}
LAYOUT = "<any('events', 'events-gif'):layout>"


@bp.get("/")
@allow(PUBLIC)
def index() -> ResponseReturnValue:
    """What can be had, under which terms, and what every column means."""
    layouts = [(name, roster, dictionary_rows(roster)) for name, (roster, _make) in LAYOUTS.items()]
    return render_template("events/opendata.html", layouts=layouts, count=len(queries.published()))


def rows(layout: str) -> list[list[str]]:
    """Return the rows of a layout in the order of its columns."""
    roster, make = LAYOUTS[layout]
    names = [column.key for column in roster.columns]
    return [[found.get(name, "") for name in names] for found in (_row(make, event) for event in queries.published())]


def _row(make: Callable[..., dict[str, str]], event: Event) -> dict[str, str]:
    return make(event, url=page_address(event.id), prefecture=office().prefecture)


@bp.get(f"/{LAYOUT}.csv")
@allow(PUBLIC)
def as_csv(layout: str) -> ResponseReturnValue:
    """The events as CSV: UTF-8 with mark, one heading line, texts that no spreadsheet runs."""
    stream = StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow([column.heading for column in LAYOUTS[layout][0].columns])
    writer.writerows([csv_cell(value) for value in row] for row in rows(layout))
    response = current_app.response_class(stream.getvalue().encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{layout}.csv"'
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@bp.get(f"/{LAYOUT}.json")
@allow(PUBLIC)
def as_json(layout: str) -> ResponseReturnValue:
    """The events as JSON: the headings in order, and a record for each event by heading."""
    headings = [column.heading for column in LAYOUTS[layout][0].columns]
    answer = {
        "title": LAYOUTS[layout][0].title,
        "made_on": dates.today().isoformat(),
        "columns": {column.heading: column.key for column in LAYOUTS[layout][0].columns},
        "items": [dict(zip(headings, row, strict=True)) for row in rows(layout)],
    }
    response = current_app.response_class(json.dumps(answer, ensure_ascii=False), mimetype="application/json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response
