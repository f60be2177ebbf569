"""The day on which an application is received, and the day by which an answer is due (標準処理期間)."""

from datetime import date, datetime

from platform_app.applications.models import Application
from platform_app.dates import to_tokyo
from platform_app.office import queries as office
from platform_app.vocabulary.actions import Action
from platform_app.working_days import add_working_days, reception_day, working_days_between


def set_arrival(application: Application, arrived_at: datetime) -> date:
    """Set when it reached the office, the opening day it counts from (returned), and the day an answer is due."""
    closed = office.closing_days()
    day = reception_day(arrived_at, closed=closed)
    application.arrived_at, application.received_on = arrived_at, day
    application.due_on = add_working_days(day, office.current().processing_days, closed=closed)
    return day


def leave_out_correction(application: Application, sent_again_at: datetime) -> None:
    """Put off the day of the answer by the working days that a correction lay with the applicant.

    What a correction takes is not part of the standard period (Administrative Procedure Act art. 6; so the
    explanations that offices publish with their periods): else a late correction would read as a late office.
    """
    returned = [step.at for step in application.steps if step.action == Action.RETURN]
    if application.due_on is None or not returned:
        return
    closed = office.closing_days()
    first, last = to_tokyo(returned[-1]).date(), reception_day(sent_again_at, closed=closed)
    application.due_on = add_working_days(application.due_on, working_days_between(first, last, closed), closed)
