"""Days on which the office is open."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from platform_app.dates import TOKYO
from platform_app.working_days import add_working_days, is_working_day, next_working_day, reception_day

DAYS = st.dates(min_value=date(2019, 1, 1), max_value=date(2040, 12, 31))


@pytest.mark.parametrize(
    "day",
    [
        date(2023, 7, 15),  # Saturday
        date(2023, 7, 16),  # Sunday
        date(2023, 7, 17),  # Marine Day
        date(2026, 9, 22),  # a citizens' holiday between two holidays
        date(2023, 12, 29),
        date(2024, 1, 3),
        date(2027, 3, 22),  # a Monday in place of a holiday on Sunday
    ],
)
def test_the_office_is_closed_on_weekends_holidays_and_over_new_year(day: date) -> None:
    assert not is_working_day(day)


@pytest.mark.parametrize("day", [date(2023, 7, 14), date(2023, 12, 28), date(2024, 1, 4)])
def test_the_office_is_open_on_other_days(day: date) -> None:
    assert is_working_day(day)
    assert not is_working_day(day, closed=frozenset({day}))


@given(DAYS, st.integers(1, 40))
def test_a_period_ends_on_a_working_day_and_holds_as_many_as_asked(day: date, count: int) -> None:
    end = add_working_days(day, count)
    passed = [day + timedelta(days=shift) for shift in range(1, (end - day).days + 1)]

    assert is_working_day(end)
    assert sum(map(is_working_day, passed)) == count


def test_a_period_of_no_days_ends_at_once_and_none_runs_backwards() -> None:
    assert add_working_days(date(2023, 7, 15), 0) == date(2023, 7, 15)
    with pytest.raises(ValueError, match="forwards"):
        add_working_days(date(2023, 7, 14), -1)


@given(st.datetimes(min_value=datetime(2019, 1, 2), max_value=datetime(2040, 12, 31), timezones=st.just(UTC)))
def test_arrivals_are_received_on_the_same_or_the_next_working_day(arrived_at: datetime) -> None:
    local = arrived_at.astimezone(TOKYO)
    received_on = reception_day(arrived_at)

    assert is_working_day(received_on)
    assert received_on in {local.date(), next_working_day(local.date())}


@pytest.mark.parametrize(
    ("arrived_at", "received_on"),
    [
        (datetime(2023, 7, 14, 17, 14, tzinfo=TOKYO), date(2023, 7, 14)),
        (datetime(2023, 7, 14, 17, 15, tzinfo=TOKYO), date(2023, 7, 18)),
        (datetime(2023, 7, 16, 9, 0, tzinfo=TOKYO), date(2023, 7, 18)),
        (datetime(2023, 7, 13, 22, 0, tzinfo=UTC), date(2023, 7, 14)),
        (datetime(2023, 12, 28, 18, 0, tzinfo=TOKYO), date(2024, 1, 4)),
    ],
)
def test_what_arrives_after_hours_is_received_on_the_next_opening_day(arrived_at: datetime, received_on: date) -> None:
    assert reception_day(arrived_at) == received_on


def test_closing_time_and_closing_days_are_settings() -> None:
    arrived_at = datetime(2023, 7, 14, 16, 0, tzinfo=TOKYO)

    assert reception_day(arrived_at, closing_time=time(16, 0)) == date(2023, 7, 18)
    assert reception_day(arrived_at, closed=frozenset({date(2023, 7, 14), date(2023, 7, 18)})) == date(2023, 7, 19)
