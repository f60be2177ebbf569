"""審査回: opening, closing, drafting and deciding many at once."""

from io import BytesIO
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from forms.reviews import BatchDraftForm, BatchOpenForm, VerdictsForm
from platform_app.access import DECIDERS, OFFICE, STAFF, actor, allow
from platform_app.applications import batches, packets
from platform_app.applications.models import Batch
from platform_app.applications.operations import batching
from platform_app.applications.operations.batching import Verdict, waiting_of
from platform_app.applications.staff import number_in, pdf
from platform_app.applications.words import batch_name, words
from platform_app.dates import today
from platform_app.errors import DomainError, NotFound, WrongStatus
from platform_app.office import queries as office
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.reviews import Proposal

bp = Blueprint("batch_staff", __name__, url_prefix="/staff/batches")
bp.context_processor(words)
bp.context_processor(lambda: {"batch_name": batch_name})

WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@bp.get("/")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """List the batches."""
    form = BatchOpenForm(formdata=None, data={"closes_on": batches.next_closing_day()})
    return render_template("batch_staff/index.html", lines=batches.batches(), form=form)


@bp.post("/")
@allow(OFFICE, keeps_input=True)
def open_batch() -> ResponseReturnValue:
    """Open a batch."""
    form = BatchOpenForm()
    if not form.validate_on_submit():
        return render_template("batch_staff/index.html", lines=batches.batches(), form=form), 422
    opened = batching.open_batch(None, closes_on=form.closes_on.data, by=actor())
    return _back(opened.id, "審査回を設けました。")


@bp.get("/<int:batch_id>")
@allow(STAFF)
def show(batch_id: int) -> ResponseReturnValue:
    """Show a batch, what could still join it, and its papers."""
    batch = batches.batch(batch_id, viewer=actor())
    is_open = batch.closed_at is None
    return render_template(
        "batch_staff/show.html",
        batch=batch,
        verdicts=batches.verdicts_of(batch),
        waiting=waiting_of(batch),
        candidates=batches.candidates() if batch.decided_at is None else [],
        unready=batches.unready(batch) if is_open else [],
        has_notices=any(one.notices for one in batch.applications),
    )


@bp.post("/<int:batch_id>/add")
@allow(OFFICE)
def add(batch_id: int) -> ResponseReturnValue:
    """Add what was ticked."""
    chosen = [number_in(text) for text in request.form.getlist("chosen")]
    batch = batches.batch(batch_id, viewer=actor())
    if not chosen:
        return _back(batch_id, "加える申請を選んでください。", "error")
    batching.add(batch, application_ids=chosen, by=actor())
    return _back(batch_id, f"{len(chosen)}件を審査回に加えました。")


@bp.post("/<int:batch_id>/remove/<int:application_id>")
@allow(OFFICE)
def remove(batch_id: int, application_id: int) -> ResponseReturnValue:
    """Take one out."""
    batching.remove(batches.batch(batch_id, viewer=actor()), application_id=application_id, by=actor())
    return _back(batch_id, "審査回から外しました。")


@bp.route("/<int:batch_id>/close", methods=["GET", "POST"])
@allow(OFFICE)
def close(batch_id: int) -> ResponseReturnValue:
    """Close it, after showing what that takes in and what it leaves out."""
    batch = batches.batch(batch_id, viewer=actor())
    if request.method == "POST":
        batching.close(batch, by=actor())
        return _back(batch_id, "審査回を締め切りました。")
    due = [one for one in batches.candidates() if one.received_on and one.received_on <= batch.closes_on]
    return render_template(
        "batch_staff/close.html",
        batch=batch,
        due=due,
        unready=batches.unready(batch),
        is_early=today() < batch.closes_on,
    )


@bp.route("/<int:batch_id>/draft", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def draft(batch_id: int) -> ResponseReturnValue:
    """起案: the inquiry text and the proposals."""
    batch = batches.batch(batch_id, viewer=actor())
    form = _verdicts_form(BatchDraftForm, batch, inquiry=batch.inquiry or packets.DEFAULT_INQUIRY)
    if request.method == "GET" or not form.validate_on_submit():
        return _rows_page("draft", batch, form, 422 if form.errors else 200)
    try:
        batching.draft(
            batch, inquiry=form.inquiry.data, effective_on=form.effective_on.data, proposals=_verdicts(form), by=actor()
        )
    except DomainError as error:
        return _refused("draft", batch_id, form, error)
    return _back(batch_id, "起案文と処理案を保存しました。")


@bp.route("/<int:batch_id>/decide", methods=["GET", "POST"])
@allow(DECIDERS, keeps_input=True)
def decide(batch_id: int) -> ResponseReturnValue:
    """Decide all of it, after a confirmation."""
    batch = batches.batch(batch_id, viewer=actor())
    if batch.decided_at is not None or batch.closed_at is None:
        return _back(batch_id, "この審査回は、すでに決裁済みか、まだ締め切られていません。", "info")
    form = _verdicts_form(VerdictsForm, batch)
    if request.method == "GET" or "back" in request.form or not form.validate_on_submit():
        return _rows_page("decide", batch, form, 422 if form.errors else 200)
    if "confirmed" not in request.form:
        return _confirmation(batch, form)
    try:
        batching.decide(
            batch,
            effective_on=form.effective_on.data,
            verdicts=_verdicts(form),
            by=actor(),
            papers=packets.papers(batch),
        )
    except WrongStatus:
        return _back(batch_id, "この審査回は、すでに決裁済みです。", "info")
    except DomainError as error:
        return _refused("decide", batch_id, form, error)
    return _back(batch_id, "審査回を決裁しました。会員名簿に登載し、通知書とメールを用意しました。")


def _verdicts_form(form_class: type[VerdictsForm], batch: Batch, **more: Any) -> Any:
    """Return the form, at first with what is proposed so far."""
    if request.method == "POST":
        form = form_class()
    else:
        verdicts = batches.verdicts_of(batch)
        rows = [
            {
                "application_id": one.id,
                "version": one.version,
                "proposal": verdicts[one.id].proposal.value,
                "reason": str(verdicts[one.id].reason_id or ""),
                "note": verdicts[one.id].note,
            }
            for one in waiting_of(batch)
        ]
        form = form_class(formdata=None, data={"effective_on": batch.effective_on or today(), "verdicts": rows, **more})
    form.offer(_reasons())
    return form


def _reasons() -> list[tuple[str, str]]:
    return [(str(row.id), f"{row.article}\u3000{row.sentence}") for row in office.rejection_reasons()]


def _verdicts(form: VerdictsForm) -> dict[int, Verdict]:
    """Return what the rows say, by application."""
    rows = [entry.form for entry in form.verdicts]
    return {
        number_in(row.application_id.data): Verdict(
            Proposal(row.proposal.data or Proposal.HOLD),
            int(row.reason.data) if row.reason.data else None,
            row.note.data or "",
            number_in(row.version.data),
        )
        for row in rows
    }


def _rows_page(name: str, batch: Batch, form: VerdictsForm, status: int) -> ResponseReturnValue:
    """Render a page with one row of choices for each application."""
    return render_template(
        f"batch_staff/{name}.html",
        batch=batch,
        form=form,
        by_id={str(one.id): one for one in batch.applications},
    ), status


def _confirmation(batch: Batch, form: VerdictsForm) -> ResponseReturnValue:
    by_id, reasons = {one.id: one for one in batch.applications}, dict(_reasons())
    rows = [
        (by_id[key], verdict.proposal.label, reasons.get(str(verdict.reason_id or ""), ""), verdict.note)
        for key, verdict in _verdicts(form).items()
        if key in by_id
    ]
    return render_template(
        "batch_staff/confirm.html",
        batch=batch,
        form=form,
        rows=rows,
        effective_on=form.effective_on.data,
        typed=[
            (name, value)
            for name in request.form
            for value in request.form.getlist(name)
            if name not in {"csrf_token", "back", "confirmed"}
        ],
    )


def _refused(name: str, batch_id: int, form: VerdictsForm, error: DomainError) -> ResponseReturnValue:
    """Show the form again with the error at the row that it names."""
    batch = batches.batch(batch_id, viewer=actor())
    row = next((entry.form for entry in form.verdicts if str(entry.form.application_id.data) == error.field), None)
    if row is None:
        form.add_error(None, error.message)
    else:
        row.note.errors = [*row.note.errors, error.message]
    return _rows_page(name, batch, form, error.status)


@bp.get("/<int:batch_id>/packet.pdf")
@allow(STAFF)
def packet_pdf(batch_id: int) -> ResponseReturnValue:
    """Print the 起案."""
    _disclosed(batch_id, "packet.pdf")
    return pdf(packets.packet_pdf(batches.batch(batch_id, viewer=actor())), f"kian-{batch_id}.pdf")


@bp.get("/<int:batch_id>/packet.xlsx")
@allow(STAFF)
def packet_workbook(batch_id: int) -> ResponseReturnValue:
    """Hand out the workbook that goes with the 起案."""
    _disclosed(batch_id, "packet.xlsx")
    content = packets.packet_workbook(batches.batch(batch_id, viewer=actor()))
    return send_file(BytesIO(content), mimetype=WORKBOOK, download_name=f"kian-{batch_id}.xlsx", as_attachment=True)


@bp.get("/<int:batch_id>/notices.pdf")
@allow(STAFF)
def notices_pdf(batch_id: int) -> ResponseReturnValue:
    """Print all notices of a decided batch."""
    _disclosed(batch_id, "notices.pdf")
    content = packets.notices_pdf(batches.batch(batch_id, viewer=actor()))
    if content is None:
        raise NotFound
    return pdf(content, f"notices-{batch_id}.pdf")


def _disclosed(batch_id: int, scope: str) -> None:
    batch = batches.batch(batch_id, viewer=actor())
    disclose(Action.EXPORT, batch, by=actor(), what={"scope": scope, "rows": len(batch.applications)})


def _back(batch_id: int, sentence: str, category: str = "success") -> ResponseReturnValue:
    flash(sentence, category)
    return redirect(url_for(".show", batch_id=batch_id))
