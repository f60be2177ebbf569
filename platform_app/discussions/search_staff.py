"""The office's search over all opinions, and those that nobody has answered."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from platform_app.access import STAFF, actor, allow
from platform_app.dates import now, today
from platform_app.discussions import record_queries, record_sheets, search_pages, search_queries, trace_queries
from platform_app.discussions.files import file_answer
from platform_app.errors import NotFound
from platform_app.members.rosters import OUTPUTS
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.actions import Action
from reports.columns import Stamp
from reports.rosters.opinions import ROSTERS

bp = Blueprint("opinions_staff", __name__, url_prefix="/staff/opinions")

OUTPUT_LABELS = (("print.xlsx", "Excel（印刷用）"), ("data.xlsx", "Excel（データ）"), ("pdf", "PDF"), ("csv", "CSV"))


@bp.get("")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """Search all opinions that are not withheld, published or not."""
    form, search, valid = search_pages.searched(for_office=True)
    page, lines = search_queries.found_page(search, asked_page(), for_office=True)
    answer = render_template(
        "trace_staff/index.html",
        form=form,
        page=page,
        lines=lines,
        places=record_queries.places(lines),
        traces=trace_queries.traces_of(lines, published_only=False),
        rosters=ROSTERS,
        outputs=OUTPUT_LABELS,
    )
    return answer, 200 if valid else 422


@bp.get("/list/<key>/<output>")
@allow(STAFF)
def listed(key: str, output: str) -> ResponseReturnValue:
    """What a search finds, one a row."""
    if key not in ROSTERS or output not in OUTPUTS:
        raise NotFound
    form, search, valid = search_pages.searched(for_office=True)
    if not valid:
        raise NotFound
    roster, scope = ROSTERS[key], search_pages.scope_of(form)
    if any(column.sensitive for column in roster.columns):
        disclose(Action.EXPORT, "opinion", by=actor(), what={"sheet": key, "scope": scope})
    found = record_sheets.rows(search_queries.found(search, for_office=True), published_only=False)
    return file_answer(
        roster.title, output, OUTPUTS[output].write(roster, found, Stamp(today(), now(), scope, len(found)))
    )


@bp.get("/open")
@allow(STAFF)
def unanswered() -> ResponseReturnValue:
    """Opinions that nobody has answered, the oldest first."""
    return open_page()


def open_page(*, is_nothing_chosen: bool = False) -> str:
    """Return the list of opinions to answer; ``is_nothing_chosen`` asks to choose some first."""
    page = Page(trace_queries.open_count(), asked_page())
    lines = trace_queries.open_opinions(page)
    return render_template(
        "trace_staff/open.html",
        page=page,
        lines=lines,
        places=record_queries.places(lines),
        is_nothing_chosen=is_nothing_chosen,
    )
