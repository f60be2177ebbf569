"""The Japanese eras since 1868, and the arithmetic between them and the Gregorian calendar.

Boundaries are those of the edicts of accession: the day named in the edict
already belongs to the new era (30 July 1912 and 25 December 1926 included).
Japan took up the Gregorian calendar on 1 January 1873; days before that are
given with Gregorian months and days, and the whole of 1868 counts as the first
year of Meiji, so that every day from 1868-01-01 has exactly one name.
"""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True)
class Era:
    """One era: its name, its initial in Latin letters, and its first day."""

    name: str
    letter: str
    began_on: date

    def year_of(self, gregorian_year: int) -> int:
        """Return the year of the era that a Gregorian year is (1 is the first)."""
        return gregorian_year - self.began_on.year + 1

    def gregorian_year(self, year: int) -> int:
        """Return the Gregorian year of a year of this era."""
        return self.began_on.year + year - 1

    def last_day(self) -> date:
        """Return the era's last day; the end of the calendar for the present era."""
        following = ERAS.index(self) + 1
        return ERAS[following].began_on - timedelta(days=1) if following < len(ERAS) else date.max

    def covers(self, first: date, last: date) -> bool:
        """Say whether any day from first to last, both included, belongs to the era."""
        return self.began_on <= last and first <= self.last_day()


ERAS: tuple[Era, ...] = (
    Era("明治", "M", date(1868, 1, 1)),
    Era("大正", "T", date(1912, 7, 30)),
    Era("昭和", "S", date(1926, 12, 25)),
    Era("平成", "H", date(1989, 1, 8)),
    Era("令和", "R", date(2019, 5, 1)),
)


def era_on(day: date) -> Era | None:
    """Return the era of a day, or None before 1868."""
    return next((era for era in reversed(ERAS) if day >= era.began_on), None)


def era_called(word: str) -> Era:
    """Return the era written as its name, the name's first character, or its letter in either case."""
    return next(era for era in ERAS if word.upper() in (era.name, era.name[0], era.letter))


def year_label(era: Era, gregorian_year: int) -> str:
    """Write a year of an era as documents do, the first year in words."""
    year = era.year_of(gregorian_year)
    return f"{era.name}{'元' if year == 1 else year}年"
