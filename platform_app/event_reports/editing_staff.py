"""Writing the text of a report: saving, the preview, and what to do when two people wrote at once."""

from dataclasses import dataclass
from difflib import SequenceMatcher

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.event_reports import ReportForm, fault_sentence
from platform_app.access import OFFICE, actor, allow
from platform_app.errors import DomainError
from platform_app.event_reports import pages, queries
from platform_app.event_reports.models import EventReport, ReportVersion
from platform_app.event_reports.operations import writing
from platform_app.event_reports.staff import both, bp
from platform_app.event_reports.typed_numbers import TypedNumber, referring
from platform_app.events.models import Event
from platform_app.plain_text import clean_text, forbidden_characters
from platform_app.report_markup import faults

__all__ = ["bp"]

#: A preview of a longer text is not made.
MOST_PREVIEWED = 40_000


@dataclass(frozen=True)
class Conflict:
    """The text that stands, who saved it, and both texts line by line: (theirs, mine, whether they differ)."""

    saved: ReportVersion
    rows: list[tuple[str, str, bool]]


@bp.route("/edit", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def edit(event_id: int) -> ResponseReturnValue:
    """The text of the report with its preview; ``preview`` and ``replace`` show it again without saving."""
    event, report = both(event_id)
    form, conflict = ReportForm(), None
    if not form.is_submitted():
        form.load({"text": report.text, "based_on": str(report.version)})
    only_shows = "preview" in request.form or "replace" in request.form
    if "replace" in request.form:
        form.text.data = _replaced(event, report, form.text.data or "", request.form["replace"])
    if form.validate_on_submit() and not only_shows:
        try:
            writing.save(event, text=form.text.data, based_on=int(str(form.based_on.data)), by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
            event, report = both(event_id)
            conflict = _conflict(report, form) if error.code == "report_changed" else None
        else:
            flash("本文を保存しました。", "success")
            return redirect(url_for(".show", event_id=event_id))
    return _page(form, event_id, conflict), 422 if form.errors or form.form_errors else 200


def _page(form: ReportForm, event_id: int, conflict: Conflict | None) -> str:
    event, report = both(event_id)
    text = _safe(form.text.data or "")
    return render_template(
        "event_reports_staff/edit.html",
        form=form,
        conflict=conflict,
        numbers=_numbers(event, report, text),
        **pages.working_values(event, report, text),
    )


def _conflict(report: EventReport, form: ReportForm) -> Conflict:
    """Lay both texts side by side; the next saving is upon the one that stands."""
    form.based_on.data = str(report.version)
    return Conflict(queries.saved_text(report, report.version), side_by_side(report.text, form.text.data or ""))


def side_by_side(theirs: str, mine: str) -> list[tuple[str, str, bool]]:
    """Return two texts line by line, equal lines beside each other."""
    left, right = theirs.splitlines(), mine.splitlines()
    rows: list[tuple[str, str, bool]] = []
    for tag, from_left, to_left, from_right, to_right in SequenceMatcher(
        None, left, right, autojunk=False
    ).get_opcodes():
        ours, yours = left[from_left:to_left], right[from_right:to_right]
        height = max(len(ours), len(yours))
        ours, yours = [ours + [""] * (height - len(ours)), yours + [""] * (height - len(yours))]
        rows += [(one, other, tag != "equal") for one, other in zip(ours, yours, strict=True)]
    return rows


def _numbers(event: Event, report: EventReport, text: str) -> list[TypedNumber]:
    return pages.numbers_in(event, report, text)


def _replaced(event: Event, report: EventReport, text: str, asked: str) -> str:
    """Return the text with the number that was asked for as a reference."""
    chosen = asked.split("-")
    for typed in _numbers(event, report, text):
        if chosen == [str(typed.line), str(typed.column)]:
            return referring(text, typed)
    return text


def _safe(text: str) -> str:
    """Return a typed text as a page can show it, however broken it is."""
    hidden = set(forbidden_characters(text))
    return "".join("＿" if character in hidden else character for character in text)[:MOST_PREVIEWED]


@bp.post("/preview")
@allow(OFFICE)
def preview(event_id: int) -> ResponseReturnValue:
    """A text as it would be read, for the page that asks while it is typed; nothing is stored."""
    event, report = both(event_id)
    text = _safe(clean_text(request.form.get("text", "")))
    return render_template(
        "event_reports_staff/preview.html",
        faults=[fault_sentence(fault) for fault in faults(text)],
        numbers=_numbers(event, report, text),
        **pages.working_values(event, report, text),
    )
