"""What the pages of the register, which know no applications, tell of those of one member."""

from flask import url_for

from platform_app.applications import queries
from platform_app.dates import to_tokyo, wareki
from platform_app.vocabulary.applications import ApplicationStatus, Procedure

#: The newest ones are shown; the inbox finds all.
MOST_LISTED = 10


def under_way(member_id: int) -> list[tuple[str, str]]:
    """Return a member's applications that wait for an answer: what each is, and its receipt number."""
    return [
        (Procedure.label_of(one.procedure), one.number or "") for one in queries.of_member(member_id) if one.is_open
    ]


def listed(member_id: int) -> list[tuple[list[str], str]]:
    """Return a member's newest applications as (receipt number, procedure, arrival, status) and the address of each."""
    return [
        (
            [
                one.number or "",
                Procedure.label_of(one.procedure),
                wareki(to_tokyo(one.arrived_at).date()) if one.arrived_at else "",
                ApplicationStatus.label_of(one.status),
            ],
            url_for("applications_staff.show", application_id=one.id),
        )
        for one in queries.of_member(member_id)[:MOST_LISTED]
    ]
