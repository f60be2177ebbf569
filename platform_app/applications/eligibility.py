"""To which applications the check-list of eligibility applies.

Its lines ask whether an organisation may be a member (設置要綱: 参加できる団体). That is asked of whoever joins, and
of a member that becomes another kind of organisation or takes up other activities; never of one that leaves.
"""

from collections.abc import Sequence

from platform_app.applications.models import Application, ReviewCheck
from platform_app.extensions import db
from platform_app.members.models import MemberRecord
from platform_app.members.profile import differences
from platform_app.office.models import EligibilityCriterion
from platform_app.vocabulary.applications import Procedure

#: Items on which the answers rest.
GROUNDS = frozenset({"name", "kind", "corporate_number", "stage", "purpose", "activities"})


def is_asked(application: Application) -> bool:
    """Say whether the check-list is to be answered for an application."""
    if application.procedure == Procedure.WITHDRAW:
        return False
    if application.procedure == Procedure.JOIN or application.base_record_id is None:
        return True
    base = db.session.get_one(MemberRecord, application.base_record_id)
    return bool(GROUNDS & differences(base.profile, application.profile).keys())


def paired(
    application: Application, criteria: Sequence[EligibilityCriterion]
) -> list[tuple[EligibilityCriterion, ReviewCheck | None]]:
    """Pair the check-list with the answers; what was answered stays, whether it is still asked or not."""
    answers, asked = {check.criterion_id: check for check in application.checks}, is_asked(application)
    return [(line, answers.get(line.id)) for line in criteria if (asked and line.is_active) or line.id in answers]
