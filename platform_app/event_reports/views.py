"""The public page of a report, its PDF and its pictures."""

from collections.abc import Hashable, Iterable
from typing import Any

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from platform_app.access import PUBLIC, actor, allow
from platform_app.errors import NotFound
from platform_app.event_reports import pages, queries
from platform_app.event_reports.errors import ReportGone
from platform_app.event_reports.models import EventReport, ReportEdition
from platform_app.event_reports.papers import counts_line, counts_rows, paper_of, pdf_answer
from platform_app.event_reports.pictures import picture_answer
from platform_app.event_reports.workflow import TRANSITIONS
from platform_app.events import queries as events
from platform_app.events import words
from platform_app.events.models import Event
from platform_app.kept_pages import kept_for_visitors
from platform_app.office.queries import current as office
from platform_app.office.queries import is_sample
from platform_app.vocabulary.event_reports import BLOCKS, INLINE, Count, PhotoConsent, PhotoKind, ReportStatus

bp = Blueprint("event_reports", __name__, url_prefix="/events/<int:event_id>")


@bp.app_context_processor
def report_words() -> dict[str, Any]:
    """What the templates of reports may say, and which events have one."""
    return {
        "Count": Count,
        "PhotoKind": PhotoKind,
        "PhotoConsent": PhotoConsent,
        "ReportStatus": ReportStatus,
        "REPORT_REFERENCES": {"inline": INLINE, "blocks": BLOCKS},
        "REPORT_STEPS": {str(action): action.label for action in TRANSITIONS},
        "report_counts": counts_rows,
        "report_counts_line": counts_line,
        "reported": reported,
    }


def reported(rows: Iterable[Event]) -> set[int]:
    """Return which of some events have a report that everybody can read."""
    return queries.reported(event.id for event in rows)


def _shown() -> Hashable:
    return events.public_version(), office(), is_sample()


def _public(event_id: int) -> tuple[Event, EventReport, ReportEdition]:
    """Return what everybody can read. Raises NotFound, and ReportGone where it was withdrawn."""
    event, report = events.event(event_id, viewer=actor()), queries.report_of(event_id)
    if report is None or not report.editions:
        raise NotFound
    edition = report.edition
    if edition is None:
        raise ReportGone
    return event, report, edition


@bp.get("/report")
@allow(PUBLIC)
@kept_for_visitors(_shown)
def show(event_id: int) -> ResponseReturnValue:
    """The report."""
    return render_template("event_reports/show.html", **pages.public_values(*_public(event_id)))


@bp.get("/report.pdf")
@allow(PUBLIC)
def paper(event_id: int) -> ResponseReturnValue:
    """The report on paper."""
    event, report, edition = _public(event_id)
    values = pages.public_values(event, report, edition)
    return pdf_answer(paper_of(event, values), f"開催報告_{words.full_title(event)}.pdf")


@bp.get("/report/photos/<int:photo_id>")
@allow(PUBLIC)
def picture(event_id: int, photo_id: int) -> ResponseReturnValue:
    """A picture of the report, as long as it may be published."""
    _event, report, edition = _public(event_id)
    if photo_id not in {each.photo_id for each in queries.public_pictures(report, edition)}:
        raise NotFound
    return picture_answer(report, photo_id)
