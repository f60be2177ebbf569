"""By when an answer is due, and that the time of a correction is not the office's."""

from datetime import date, datetime

import pytest
import time_machine
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from platform_app.actor import visitor
from platform_app.applications.models import Application
from platform_app.applications.operations import applying, reviewing
from platform_app.applications.standing_words import due_sentence
from platform_app.dates import TOKYO
from platform_app.office import queries as office
from platform_app.vocabulary.accounts import Role
from platform_app.working_days import add_working_days, is_working_day, working_days_between
from tests import factories

#: A Monday without holidays in the weeks that follow.
MONDAY = date(2026, 6, 1)


def _at(day: date, hour: int = 10) -> time_machine.travel:
    return time_machine.travel(datetime(day.year, day.month, day.day, hour, tzinfo=TOKYO), tick=False)


def _returned(on: date) -> Application:
    """Bring an application that came on the Monday to its 差戻し on a later day."""
    with _at(MONDAY):
        application = factories.submitted()
    officer = factories.actor(Role.OFFICER)
    with _at(on):
        reviewing.start_review(application, by=officer)
        reviewing.return_for_correction(application, points=[("phone", "お直しを。")], by=officer)
    return application


def _send_again(application: Application) -> None:
    applying.submit(application, by=visitor().for_application(application.id))


@pytest.mark.parametrize("days", [0, 1, 15])
def test_the_days_of_a_correction_are_added(app: Flask, days: int) -> None:
    returned_on = add_working_days(MONDAY, 2)
    sent_again_on = add_working_days(returned_on, days)
    application = _returned(returned_on)

    with _at(sent_again_on):
        _send_again(application)

        assert application.received_on == MONDAY
        assert application.due_on == add_working_days(MONDAY, office.current().processing_days + days)
        assert "遅れています" not in due_sentence(application, sent_again_on)


def test_what_comes_back_after_hours_counts_from_the_next_opening_day(app: Flask) -> None:
    friday = date(2026, 6, 5)
    application = _returned(friday)

    with _at(friday, 22):
        _send_again(application)

    assert application.due_on == add_working_days(MONDAY, office.current().processing_days + 1)


@given(st.dates(date(2019, 1, 1), date(2040, 12, 31)), st.integers(0, 60))
def test_counting_and_adding_working_days_are_each_others_inverse(day: date, count: int) -> None:
    assert working_days_between(day, add_working_days(day, count)) == count


@given(st.dates(date(2019, 1, 1), date(2030, 12, 31)), st.dates(date(2019, 1, 1), date(2030, 12, 31)))
def test_there_are_no_working_days_before_a_day(first: date, last: date) -> None:
    counted = working_days_between(first, last)

    assert (counted == 0) if last <= first else (counted >= is_working_day(last))
