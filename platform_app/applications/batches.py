"""Reading 審査回: the list of batches, one batch with its applications, and who could still join it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import selectinload

from platform_app.actor import Actor
from platform_app.applications.models import Application, Batch
from platform_app.applications.operations.batching import Verdict
from platform_app.dates import today
from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.office import queries as office
from platform_app.vocabulary.applications import ApplicationStatus, Procedure
from platform_app.vocabulary.reviews import Proposal
from platform_app.working_days import is_working_day, next_working_day

LIMIT = 100


@dataclass(frozen=True)
class BatchLine:
    """One batch in the list, with the number of its applications."""

    batch: Batch
    count: int


def batches() -> list[BatchLine]:
    """Return the newest batches first."""
    counts = dict(
        db.session.execute(
            select(Application.batch_id, func.count())
            .where(Application.batch_id.is_not(None))
            .group_by(Application.batch_id)
        ).all()
    )
    rows = db.session.scalars(select(Batch).order_by(Batch.closes_on.desc(), Batch.id.desc()).limit(LIMIT))
    return [BatchLine(row, counts.get(row.id, 0)) for row in rows]


def batch(batch_id: int, *, viewer: Actor) -> Batch:
    """Return a batch with all that its papers show; NotFound for unknown ones."""
    found = db.session.scalars(
        select(Batch)
        .where(Batch.id == batch_id)
        .options(
            selectinload(Batch.proposals),
            *(
                selectinload(Batch.applications).selectinload(part)
                for part in (
                    Application.checks,
                    Application.notices,
                    Application.steps,
                    Application.member,
                )
            ),
        )
    ).one_or_none()
    if found is None or not viewer.is_staff:
        raise NotFound
    return found


def verdicts_of(found: Batch) -> dict[int, Verdict]:
    """Return what is proposed for each application of a batch, approval where nothing was."""
    proposed = {row.application_id: row for row in found.proposals}
    verdicts = {}
    for application in found.applications:
        row = proposed.get(application.id)
        verdicts[application.id] = (
            Verdict(version=application.version)
            if row is None
            else Verdict(
                Proposal(row.proposal),
                row.reason_id,
                row.note,
                application.version,
            )
        )
    return verdicts


def candidates() -> Sequence[Application]:
    """Return what awaits its decision and is in no batch."""
    return db.session.scalars(
        select(Application)
        .where(Application.status == ApplicationStatus.AWAITING_DECISION.value, Application.batch_id.is_(None))
        .order_by(Application.received_on, Application.id)
        .limit(LIMIT)
    ).all()


def unready(found: Batch) -> Sequence[Application]:
    """Return what was received by the closing day and is still under review or being corrected."""
    early = [ApplicationStatus.SUBMITTED, ApplicationStatus.IN_REVIEW, ApplicationStatus.RETURNED]
    return db.session.scalars(
        select(Application)
        .where(
            Application.status.in_([status.value for status in early]),
            Application.procedure != Procedure.WITHDRAW.value,
            Application.received_on <= found.closes_on,
        )
        .order_by(Application.received_on, Application.id)
        .limit(LIMIT)
    ).all()


def next_closing_day() -> date:
    """Suggest a closing day: so many days after the last one, or after today, on a day the office is open."""
    settings, closed = office.current(), office.closing_days()
    last = db.session.scalar(select(func.max(Batch.closes_on)))
    day = max(last or today(), today())
    day = date.fromordinal(day.toordinal() + settings.batch_days)
    return day if is_working_day(day, closed) else next_working_day(day, closed)
