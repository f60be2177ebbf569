"""Days on which the office is open: periods of so many working days, and the day a late arrival is received.

National holidays are those of the Holidays Act (jpholiday computes them); an
office of a prefecture also closes on Saturdays, Sundays and from 29 December to
3 January (Local Autonomy Act art. 4-2). Further closing days are a setting,
given as ``closed``.
"""

from datetime import date, datetime, time, timedelta

import jpholiday

from platform_app.dates import to_tokyo

_NO_DAYS: frozenset[date] = frozenset()
_SATURDAY = 5
#: When the counters of Japanese prefectures usually close.
USUAL_CLOSING_TIME = time(17, 15)


def is_working_day(day: date, closed: frozenset[date] = _NO_DAYS) -> bool:
    """Say whether the office is open on a day."""
    is_new_year = (day.month, day.day) >= (12, 29) or (day.month, day.day) <= (1, 3)
    return not (day.weekday() >= _SATURDAY or is_new_year or day in closed or jpholiday.is_holiday(day))


def next_working_day(day: date, closed: frozenset[date] = _NO_DAYS) -> date:
    """Return the first working day after a day."""
    following = day + timedelta(days=1)
    while not is_working_day(following, closed):
        following += timedelta(days=1)
    return following


def add_working_days(day: date, count: int, closed: frozenset[date] = _NO_DAYS) -> date:
    """Return the day that lies ``count`` working days after a day, which itself is not counted (Civil Code art. 140).

    With a count of 0 it is the day itself, open or not; a negative count is a ValueError.
    """
    if count < 0:
        message = "working days are counted forwards"
        raise ValueError(message)
    for _ in range(count):
        day = next_working_day(day, closed)
    return day


def working_days_between(first: date, last: date, closed: frozenset[date] = _NO_DAYS) -> int:
    """Return how many working days lie after a day, up to and with another; 0 where the other is not later."""
    days = (first + timedelta(days=number) for number in range(1, (last - first).days + 1))
    return sum(is_working_day(day, closed) for day in days)


def reception_day(
    arrived_at: datetime, closing_time: time = USUAL_CLOSING_TIME, closed: frozenset[date] = _NO_DAYS
) -> date:
    """Return the day on which the office receives what arrived at an aware instant.

    What arrives at or after closing time in Japan, or on a day on which the office is
    closed, is received on the next working day.
    """
    local = to_tokyo(arrived_at)
    is_in_time = is_working_day(local.date(), closed) and local.time() < closing_time
    return local.date() if is_in_time else next_working_day(local.date(), closed)
