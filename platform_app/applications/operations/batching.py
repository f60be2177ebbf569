"""審査回: gather applications, close on a date, draft the 起案, decide all in one transaction."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.applications.models import Application, Batch, BatchProposal, ReviewNote
from platform_app.applications.operations.deciding import approve_within, reject_within
from platform_app.applications.operations.reviewing import leave_batch
from platform_app.counters import next_number
from platform_app.dates import fiscal_year, now, today
from platform_app.errors import DomainError, MissingReason, NotFound, StaleVersion, WrongStatus
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus
from platform_app.vocabulary.reviews import Proposal


@dataclass(frozen=True)
class Verdict:
    """What is proposed or decided for one application.

    ``reason_id`` names the reason of a refusal; ``note`` is the remark to a refusal
    or the reason for holding back; ``version`` is the one that was read.
    """

    proposal: Proposal = Proposal.APPROVE
    reason_id: int | None = None
    note: str = ""
    version: int = 0


@dataclass(frozen=True)
class Papers:
    """The 起案 of a batch as it lies before the decider: a PDF and a workbook."""

    pdf: bytes
    workbook: bytes


@operation(Action.OPEN_BATCH)
def open_batch(batch: None, *, closes_on: date, by: Actor) -> Batch:
    """Open a batch that closes on a date; it is numbered within the fiscal year of that date."""
    del batch, by
    year = fiscal_year(closes_on)
    opened = Batch(fiscal_year=year, sequence=next_number(f"batch:{year}"), closes_on=closes_on)
    db.session.add(opened)
    return opened


@operation(Action.ADD_TO_BATCH)
def add(batch: Batch, *, application_ids: Collection[int], by: Actor) -> Batch:
    """Put applications that await their decision into a batch that is not decided yet.

    Raises WrongStatus when the batch is decided or an application does not wait.
    """
    del by
    _refuse_decided(batch)
    for application in _locked(application_ids):
        if application.status != ApplicationStatus.AWAITING_DECISION:
            raise WrongStatus
        application.batch_id = batch.id
    return batch


@operation(Action.REMOVE_FROM_BATCH)
def remove(batch: Batch, *, application_id: int, by: Actor) -> Batch:
    """Take one application out of a batch that is not decided yet; it still awaits its decision."""
    del by
    _refuse_decided(batch)
    for application in _locked([application_id]):
        if application.batch_id != batch.id:
            raise NotFound
        leave_batch(application)
    return batch


@operation(Action.CLOSE_BATCH)
def close(batch: Batch, *, by: Actor) -> Batch:
    """締切: take in what was received by the closing day and awaits its decision, and close.

    Raises WrongStatus when the batch is closed already.
    """
    del by
    if batch.closed_at is not None:
        raise WrongStatus
    batch.closed_at = now()
    waiting = db.session.scalars(
        select(Application.id).where(
            Application.status == ApplicationStatus.AWAITING_DECISION.value,
            Application.batch_id.is_(None),
            Application.received_on <= batch.closes_on,
        )
    ).all()
    for application in _locked(waiting):
        application.batch_id = batch.id
    return batch


@operation(Action.DRAFT_BATCH)
def draft(batch: Batch, *, inquiry: str, effective_on: date, proposals: Mapping[int, Verdict], by: Actor) -> Batch:
    """起案: write the inquiry text, the day of effect, and what is proposed for each application.

    Applications that ``proposals`` does not name are proposed for approval.
    """
    _refuse_decided(batch)
    if not inquiry.strip():
        raise MissingReason(field="inquiry")
    batch.inquiry, batch.effective_on = inquiry, effective_on
    batch.drafted_by_id, batch.drafted_on = by.user_id, today()
    known = {row.application_id: row for row in batch.proposals}
    for application in waiting_of(batch):
        verdict = proposals.get(application.id, Verdict())
        _require_reason(application, verdict)
        row = known.get(application.id)
        if row is None:
            row = BatchProposal(batch_id=batch.id, application_id=application.id)
            db.session.add(row)
        row.proposal, row.reason_id, row.note = verdict.proposal.value, verdict.reason_id, verdict.note
    return batch


@operation(Action.DECIDE_BATCH)
def decide(
    batch: Batch, *, effective_on: date, verdicts: Mapping[int, Verdict], by: Actor, papers: Papers | None = None
) -> Batch:
    """一括決裁: decide every application of a closed batch, each with its notice, number and mail, or none.

    ``verdicts`` must name exactly the applications that wait in the batch, else
    StaleVersion: the batch has changed since it was read. One that is held back
    leaves the batch and still awaits its decision. An error of one application
    carries its id as field. ``papers`` are kept with the batch as they were.
    """
    _refuse_decided(batch)
    if batch.closed_at is None:
        raise WrongStatus
    waiting = _locked([application.id for application in waiting_of(batch)])
    if {application.id for application in waiting} != verdicts.keys():
        raise StaleVersion
    for application in waiting:
        try:
            _decide_one(application, verdicts[application.id], effective_on, by)
        except DomainError as error:
            raise type(error)(error.message, field=str(application.id)) from error
    batch.effective_on, batch.decided_at = effective_on, now()
    if papers is not None:
        batch.packet, batch.packet_workbook = papers.pdf, papers.workbook
    return batch


def _decide_one(application: Application, verdict: Verdict, effective_on: date, by: Actor) -> None:
    _require_reason(application, verdict)
    if verdict.proposal is Proposal.APPROVE:
        approve_within(application, verdict.version, effective_on, by, verdict.note)
    elif verdict.proposal is Proposal.REJECT:
        reject_within(application, verdict.version, verdict.reason_id or 0, by, verdict.note)
    else:
        leave_batch(application)
        db.session.add(
            ReviewNote(application_id=application.id, author_id=by.user_id, author_label=by.label, text=verdict.note)
        )


def _require_reason(application: Application, verdict: Verdict) -> None:
    """Refuse a refusal without its reason, and a holding back without a word why."""
    is_missing = (verdict.proposal is Proposal.REJECT and verdict.reason_id is None) or (
        verdict.proposal is Proposal.HOLD and not verdict.note.strip()
    )
    if is_missing:
        raise MissingReason(field=str(application.id))


def waiting_of(batch: Batch) -> list[Application]:
    """Return the applications of a batch that await their decision."""
    return [one for one in batch.applications if one.status == ApplicationStatus.AWAITING_DECISION]


def _refuse_decided(batch: Batch) -> None:
    if batch.decided_at is not None:
        raise WrongStatus


def _locked(application_ids: Collection[int]) -> Sequence[Application]:
    """Read applications again under lock, in the order of their ids; NotFound if one is missing."""
    wanted = sorted(set(application_ids))
    rows = db.session.scalars(
        select(Application)
        .where(Application.id.in_(wanted))
        .order_by(Application.id)
        .with_for_update()
        .execution_options(populate_existing=True)
    ).all()
    if len(rows) != len(wanted):
        raise NotFound
    return rows
