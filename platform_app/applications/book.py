"""申請受付簿: every application that was received in a period, for the office's register."""

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from platform_app.applications.inbox import names_of
from platform_app.applications.models import Application, Batch
from platform_app.applications.words import batch_name
from platform_app.dates import now, to_tokyo, wareki
from platform_app.extensions import db
from platform_app.members.rosters import OUTPUTS
from reports.columns import Stamp
from reports.rosters.applications import APPLICATIONS


def rows(since: date, until: date) -> list[dict[str, Any]]:
    """Return the rows of 申請受付簿: what was received between two days, both included, in order of receipt."""
    found = db.session.scalars(
        select(Application)
        .where(Application.received_on >= since, Application.received_on <= until)
        .options(selectinload(Application.notices))
        .order_by(Application.received_on, Application.arrived_at, Application.id)
    ).all()
    officers = names_of({application.assignee_id for application in found})
    batches = {batch.id: batch_name(batch) for batch in db.session.scalars(select(Batch))}
    return [_row(application, officers, batches) for application in found]


def _row(application: Application, officers: dict[int, str], batches: dict[int, str]) -> dict[str, Any]:
    decided, notices = application.decided_at, [one for one in application.notices if one.cancelled_at is None]
    return {
        "receipt_number": application.number,
        "procedure": application.procedure,
        "arrived_at": application.arrived_at,
        "received_on": application.received_on,
        "channel": application.channel,
        "organisation_name": application.name,
        "officer_name": officers.get(application.assignee_id or 0, ""),
        "status": application.status,
        "batch_name": batches.get(application.batch_id or 0, ""),
        "decided_on": to_tokyo(decided).date() if decided else None,
        "notified_on": notices[-1].issued_on if notices else None,
    }


def write(output: str, since: date, until: date) -> bytes:
    """Return the book as bytes in one of the rosters' formats."""
    found = rows(since, until)
    scope = f"{wareki(since)}\uff5e{wareki(until)}"
    return OUTPUTS[output].write(APPLICATIONS, found, Stamp(until, now(), scope, len(found)))
