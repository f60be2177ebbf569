"""The platform's one clock, its fiscal years, and dates as people in Japan write them.

Dates are stored as ISO 8601 and shown in the Japanese calendar; nothing else in
the platform formats or reads a date. Standard library only.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta, timezone

from platform_app.date_reading import WEEKDAYS, DateNotUnderstood, PartialDate, parse_date, parse_partial
from platform_app.eras import ERAS, era_on, year_label

__all__ = [
    "TOKYO",
    "DateNotUnderstood",
    "PartialDate",
    "fiscal_year",
    "fiscal_year_label",
    "fiscal_year_mark",
    "fiscal_year_short",
    "frozen",
    "now",
    "parse_date",
    "parse_partial",
    "set_clock",
    "to_tokyo",
    "today",
    "wareki",
    "wareki_datetime",
    "weekday",
]

#: Japan has had no summer time since 1951, so a fixed offset needs no time zone database.
TOKYO = timezone(timedelta(hours=9), "JST")


def _system_clock() -> datetime:
    return datetime.now(UTC)


_clock: Callable[[], datetime] = _system_clock
_APRIL = 4


def now() -> datetime:
    """Return the present instant, aware and in UTC."""
    return _clock()


def today() -> date:
    """Return the present day in Japan."""
    return to_tokyo(now()).date()


def set_clock(clock: Callable[[], datetime] | None) -> None:
    """Replace the clock for the whole process; None restores the system's.

    The clock must return aware instants.
    """
    # There is one clock in a process, and this is its only setter.
    global _clock  # noqa: PLW0603
    _clock = clock or _system_clock


@contextmanager
def frozen(instant: datetime) -> Iterator[datetime]:
    """Stop the clock at an aware instant while the block runs, then restore the clock before it."""
    before, moment = _clock, to_tokyo(instant).astimezone(UTC)
    set_clock(lambda: moment)
    try:
        yield moment
    finally:
        set_clock(before)


def to_tokyo(instant: datetime) -> datetime:
    """Return an aware instant in Japanese time; a naive one is a programming error (ValueError)."""
    if instant.tzinfo is None:
        message = "an instant must carry its time zone"
        raise ValueError(message)
    return instant.astimezone(TOKYO)


def fiscal_year(day: date) -> int:
    """Return the fiscal year of a day (it begins on 1 April) as a Gregorian year."""
    return day.year if day.month >= _APRIL else day.year - 1


def fiscal_year_label(year: int) -> str:
    """Name a fiscal year; one in which the era changed takes the new era's first year."""
    era = era_on(date(year, 12, 31))
    return f"{year_label(era, year)}度" if era else f"{year}年度"


def fiscal_year_mark(year: int) -> str:
    """Name a fiscal year as the numbers of documents carry it: 8 for 令和8年度, 元 for 令和元年度."""
    era = era_on(date(year, 12, 31))
    # Numbers of 令和元年度 begin with 元 (such as 元文科初第698号), as dates of that year do.
    return year_label(era, year).removeprefix(era.name).removesuffix("年") if era else str(year)


def fiscal_year_short(year: int) -> str:
    """Name a fiscal year in three characters, era letter and two digits, as numbers carry it."""
    era = era_on(date(year, 12, 31)) or ERAS[0]
    return f"{era.letter}{era.year_of(year):02}"


def weekday(day: date) -> str:
    """Return the one-character Japanese name of a day of the week."""
    return WEEKDAYS[day.weekday()]


def wareki(day: date, *, weekday: bool = False) -> str:
    """Write a day in the Japanese calendar, if asked with the weekday in brackets.

    Days before 1868 are written with the Gregorian year.
    """
    era = era_on(day)
    year = year_label(era, day.year) if era else f"{day.year}年"
    suffix = f"（{WEEKDAYS[day.weekday()]}）" if weekday else ""
    return f"{year}{day.month}月{day.day}日{suffix}"


def wareki_datetime(instant: datetime) -> str:
    """Write an aware instant as Japanese day, weekday, hour and minute."""
    local = to_tokyo(instant)
    return f"{wareki(local.date(), weekday=True)}{local.hour}時{local.minute:02}分"
