"""One application as the office reviews it: everything its page shows, gathered in a fixed number of reads."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from platform_app.actor import Actor
from platform_app.applications import inbox, presence
from platform_app.applications.duplicates import Duplicate, duplicates_of
from platform_app.applications.eligibility import is_asked, paired
from platform_app.applications.models import Application, Batch, ReviewCheck
from platform_app.applications.notice_values import difference_rows
from platform_app.applications.paper import shown_items
from platform_app.applications.revisions import changes_since_return
from platform_app.dates import today
from platform_app.errors import NotFound
from platform_app.extensions import db
from platform_app.office import queries as office
from platform_app.office.models import EligibilityCriterion, RejectionReason
from platform_app.vocabulary.applications import ApplicationStatus, Procedure
from platform_app.vocabulary.reviews import OTHER_POINTS, CheckAnswer, Urgency


@dataclass(frozen=True)
class Sheet:
    """What the office sees of one application; ``people`` names users by id.

    ``since_return`` is what changed since the last 差戻し, None where there was none or it has not come back.
    """

    application: Application
    differences: Sequence[tuple[str, str, str]]
    duplicates: Sequence[Duplicate]
    checks: Sequence[tuple[EligibilityCriterion, ReviewCheck | None]]
    others: Sequence[str]
    people: Mapping[int, str]
    batch: Batch | None
    rejection: RejectionReason | None
    since_return: Sequence[tuple[str, str, str]] | None
    waited: int | None
    urgency: Urgency | None

    @property
    def is_asked(self) -> bool:
        """Whether the check-list is to be answered for it."""
        return is_asked(self.application)

    @property
    def unanswered(self) -> int:
        """How many lines of the check-list have no answer yet."""
        return sum(check is None for _criterion, check in self.checks)


def sheet(application_id: int, *, viewer: Actor) -> Sheet:
    """Return the sheet of an application that has been sent; NotFound for drafts and unknown ones."""
    found = db.session.scalars(
        select(Application)
        .where(Application.id == application_id, Application.status != ApplicationStatus.DRAFT.value)
        .options(
            *(
                selectinload(part)
                for part in (
                    Application.attachments,
                    Application.steps,
                    Application.return_points,
                    Application.checks,
                    Application.notes,
                    Application.notices,
                )
            )
        )
    ).one_or_none()
    if found is None or not viewer.is_staff:
        raise NotFound
    calendar = inbox.Calendar(found.received_on or today())
    return Sheet(
        application=found,
        differences=difference_rows(found),
        duplicates=duplicates_of(found) if found.is_open else [],
        checks=_checks(found),
        others=presence.others(found.id, viewer=viewer),
        people=inbox.names_of(_hands(found)),
        batch=db.session.get(Batch, found.batch_id) if found.batch_id else None,
        rejection=db.session.get(RejectionReason, found.rejection_reason_id) if found.rejection_reason_id else None,
        since_return=changes_since_return(found),
        waited=calendar.waited(found),
        urgency=calendar.urgency(found),
    )


def doubts(found: Application) -> list[tuple[str, CheckAnswer | None]]:
    """Return the lines of the check-list that were not answered with "met": (sentence, answer or None)."""
    return [
        (criterion.sentence, CheckAnswer(check.answer) if check else None)
        for criterion, check in _checks(found)
        if check is None or check.answer != CheckAnswer.MET
    ]


def _checks(found: Application) -> list[tuple[EligibilityCriterion, ReviewCheck | None]]:
    return paired(found, office.criteria(all_of_them=True))


def _hands(found: Application) -> set[int | None]:
    return {
        found.submitted_by_id,
        found.entered_by_id,
        found.read_back_by_id,
        found.assignee_id,
        found.forwarded_by_id,
        found.decided_by_id,
        *(check.checked_by_id for check in found.checks),
    }


def points_for(found: Application) -> list[tuple[str, str]]:
    """Return (key, label) of what its organisation can correct: what the form of the procedure asks, nothing else."""
    procedure = Procedure(found.procedure)
    items = [] if procedure is Procedure.WITHDRAW else [(item.key, item.label) for item in shown_items(found)]
    return items + [(point.value, point.label) for point in OTHER_POINTS[procedure]]
