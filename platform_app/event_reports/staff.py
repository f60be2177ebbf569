"""The office's page of a report: where it stands, its steps, its history."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug import Response

from forms.event_reports import ReasonForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError, NotFound
from platform_app.event_reports import pages, queries
from platform_app.event_reports.drafting import first_text
from platform_app.event_reports.errors import PhotosNotReady
from platform_app.event_reports.known import Known
from platform_app.event_reports.models import EventReport
from platform_app.event_reports.operations import approving, writing
from platform_app.event_reports.papers import paper_of, pdf_answer
from platform_app.event_reports.pictures import adopted, picture_answer
from platform_app.events import queries as events
from platform_app.events import words
from platform_app.events.models import Event

bp = Blueprint("event_reports_staff", __name__, url_prefix="/staff/events/<int:event_id>/report")

#: The acts that ask for a reason: what the page says, the button, and what is said afterwards.
REASONS: dict[str, dict[str, str]] = {
    "return": {
        "title": "開催報告の差戻し",
        "lead": "直してほしいことを、書いた人に伝えます。",
        "label": "直してほしいこと",
        "submit": "差し戻す",
        "done": "差し戻しました。",
    },
    "withdraw": {
        "title": "開催報告の公開の終了",
        "lead": "公開ページ、PDF、写真が見られなくなります。改訂して公開し直すことはできます。",
        "label": "公開を終える理由",
        "submit": "公開を終える",
        "done": "公開を終えました。",
    },
    "correct": {
        "title": "開催報告の改訂",
        "lead": "新しい版を書き始めます。承認を受けて公開するまで、今の版が公開されたままです。",
        "label": "訂正の内容",
        "submit": "改訂を始める",
        "done": "改訂を始めました。本文と写真を編集できます。",
    },
}


def both(event_id: int) -> tuple[Event, EventReport]:
    """Return an event and its report. Raises NotFound."""
    return events.event(event_id, viewer=actor()), queries.needed_report(event_id)


@bp.get("")
@allow(STAFF)
def show(event_id: int) -> ResponseReturnValue:
    """Where the report stands, as it would be read, and what can be done."""
    event, report = events.event(event_id, viewer=actor()), queries.report_of(event_id)
    values: dict[str, Any] = {"event": event, "report": report, "counts": queries.figures(event)}
    if report is not None:
        values |= pages.working_values(event, report)
        values["numbers"] = pages.numbers_by_hand(event, report)
        values["is_concerned"] = actor().user_id in approving.concerned(report)
        values["is_public"] = report.edition is not None
        values["corrections"] = (
            pages.corrections(event, report, report.edition, values["counts"]) if report.edition else []
        )
    return render_template("event_reports_staff/show.html", is_over=queries.is_over(event), **values)


@bp.post("/draft")
@allow(OFFICE)
def draft(event_id: int) -> ResponseReturnValue:
    """Begin the report with what is known; the event's own photos are taken over."""
    event = events.event(event_id, viewer=actor())
    has_photos = any(file.kind == "photo" for file in event.files)
    text = first_text(event, Known(event)) + ("\n■当日の様子\n｛写真｝\n" if has_photos else "")
    writing.draft(event, text=text, by=actor())
    taken = adopted(events.event(event_id, viewer=actor()), by=actor())
    also = f"催しの写真{taken}枚も写しました。掲載の同意を確かめてください。" if taken else ""
    flash(f"分かっていることから、下書きを作りました。{also}", "success")
    return redirect(url_for(".show", event_id=event_id))


@bp.post("/step")
@allow(OFFICE)
def step(event_id: int) -> ResponseReturnValue:
    """Submit, take back, approve or publish the version that was seen."""
    event, _report = both(event_id)
    seen = request.form.get("based_on", "")
    based_on = int(seen) if seen.isascii() and seen.isdigit() and len(seen) < 10 else 0  # noqa: PLR2004
    match request.form.get("to"):
        case "submit":
            try:
                approving.submit(event, based_on=based_on, by=actor())
            except PhotosNotReady as error:
                flash(error.message, "error")
                return redirect(url_for(".photos", event_id=event_id))
            flash("提出しました。書いた人と提出した人のほかの人が承認します。", "success")
        case "recall":
            approving.recall(event, by=actor())
            flash("引き戻しました。本文を編集できます。", "success")
        case "approve":
            approving.approve(event, based_on=based_on, by=actor())
            flash("承認しました。公開すると、どなたでも読めるようになります。", "success")
        case "publish":
            approving.publish(event, by=actor())
            flash("公開しました。", "success")
        case _:
            raise NotFound
    return redirect(url_for(".show", event_id=event_id))


@bp.route("/return", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def send_back(event_id: int) -> ResponseReturnValue:
    """Give the report back with a remark."""
    return _reasoned(event_id, "return")


@bp.route("/withdraw", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def withdraw(event_id: int) -> ResponseReturnValue:
    """Stop showing the report, after one more question."""
    return _reasoned(event_id, "withdraw")


@bp.route("/correct", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def correct(event_id: int) -> ResponseReturnValue:
    """Begin the next edition; what is said here is printed with it."""
    return _reasoned(event_id, "correct")


def _reasoned(event_id: int, act: str) -> ResponseReturnValue:
    event, report = both(event_id)
    form, said = ReasonForm(), REASONS[act]
    form.call_it(said["label"])
    if form.validate_on_submit():
        try:
            _do(act, event, str(form.reason.data))
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash(said["done"], "success")
            return redirect(url_for(".show", event_id=event_id))
        event, report = both(event_id)
    page = render_template("event_reports_staff/reason.html", form=form, event=event, report=report, said=said, act=act)
    return page, 422 if form.is_submitted() else 200


def _do(act: str, event: Event, reason: str) -> None:
    if act == "return":
        approving.send_back(event, remark=reason, by=actor())
    elif act == "withdraw":
        approving.withdraw(event, reason=reason, by=actor())
    else:
        approving.correct(event, reason=reason, by=actor())


@bp.get("/report.pdf")
@allow(STAFF)
def paper(event_id: int) -> ResponseReturnValue:
    """The working text on paper, marked as a draft, as it would be published."""
    event, report = both(event_id)
    values = pages.working_values(event, report)
    return pdf_answer(paper_of(event, values), f"開催報告案_{words.full_title(event)}.pdf")


@bp.get("/versions/<int:version>")
@allow(STAFF)
def version(event_id: int, version: int) -> ResponseReturnValue:
    """One saved text as it was typed."""
    event, report = both(event_id)
    saved = queries.saved_text(report, version)
    return render_template("event_reports_staff/version.html", event=event, report=report, saved=saved)


@bp.get("/photos/<int:photo_id>/picture")
@allow(STAFF)
def picture(event_id: int, photo_id: int) -> Response:
    """A picture of the working text."""
    _event, report = both(event_id)
    return picture_answer(report, photo_id)
