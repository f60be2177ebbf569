"""復命書: the staff's own reports on an event."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms.event_reports import DutyForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.accounts.queries import person
from platform_app.errors import DomainError
from platform_app.event_reports import queries
from platform_app.event_reports.drafting import ERRAND, duty_summary
from platform_app.event_reports.known import Known
from platform_app.event_reports.models import DutyReport
from platform_app.event_reports.operations import duties
from platform_app.event_reports.operations.duties import DutyText
from platform_app.event_reports.papers import duty_paper_of, pdf_answer
from platform_app.event_reports.typed_numbers import typed_numbers
from platform_app.events import queries as events
from platform_app.office.queries import current as office

bp = Blueprint("duty_reports", __name__, url_prefix="/staff/events/<int:event_id>/duty")

FIELDS = ("addressee", "reporter_post", "reporter_name", "companions", "errand", "summary", "impressions")


@bp.get("")
@allow(STAFF)
def index(event_id: int) -> ResponseReturnValue:
    """The reports on an event, and one's own."""
    event = events.event(event_id, viewer=actor())
    return render_template(
        "event_reports_staff/duties.html",
        event=event,
        duties=queries.duty_reports(event_id),
        own=queries.duty_report_by(event_id, actor().user_id),
        is_over=queries.is_over(event),
    )


@bp.post("/draft")
@allow(OFFICE)
def draft(event_id: int) -> ResponseReturnValue:
    """Begin one's own report with what is known."""
    event = events.event(event_id, viewer=actor())
    user = person(actor().user_id or 0, viewer=actor())
    text = DutyText(
        reporter_name=user.name,
        reporter_post=user.post,
        addressee=f"{next(iter(office().approval_posts), '所属長')}　様",
        companions="",
        errand=ERRAND,
        summary=duty_summary(event, Known(event)),
        impressions="",
    )
    row = duties.draft(event, text=text, by=actor())
    return redirect(url_for(".edit", event_id=event_id, duty_id=row.id))


@bp.route("/<int:duty_id>", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def edit(event_id: int, duty_id: int) -> ResponseReturnValue:
    """One's own report; another's can only be read."""
    event, row = events.event(event_id, viewer=actor()), queries.duty_report(event_id, duty_id)
    form, stands = DutyForm(), None
    if not form.is_submitted():
        form.load({**{name: getattr(row, name) for name in FIELDS}, "based_on": str(row.version)})
    elif form.validate_on_submit():
        try:
            duties.save(event, duty_id=duty_id, text=_text(form), based_on=int(str(form.based_on.data)), by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
            stands = queries.duty_report(event_id, duty_id)
            form.based_on.data = str(stands.version)
        else:
            flash("復命書を保存しました。", "success")
            return redirect(url_for(".index", event_id=event_id))
    return _page(form, event_id, duty_id, stands), 422 if form.is_submitted() else 200


def _text(form: DutyForm) -> DutyText:
    return DutyText(**{name: getattr(form, name).data or "" for name in FIELDS})


def _page(form: DutyForm, event_id: int, duty_id: int, stands: DutyReport | None) -> str:
    event = events.event(event_id, viewer=actor())
    present = queries.figures(event)
    texts = (("用務の概要", form.summary.data or ""), ("所感", form.impressions.data or ""))
    report = queries.report_of(event_id)
    before = queries.counts_before(report) if report else {}
    return render_template(
        "event_reports_staff/duty.html",
        form=form,
        event=event,
        duty=queries.duty_report(event_id, duty_id),
        stands=stands,
        numbers=[number for place, text in texts for number in typed_numbers(place, text, present, before)],
    )


@bp.get("/<int:duty_id>/duty.pdf")
@allow(STAFF)
def paper(event_id: int, duty_id: int) -> ResponseReturnValue:
    """A report on paper with its 決裁欄."""
    event, row = events.event(event_id, viewer=actor()), queries.duty_report(event_id, duty_id)
    return pdf_answer(duty_paper_of(event, row), f"復命書_{row.reporter_name}.pdf")
