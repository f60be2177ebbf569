"""Reading dates as people type them: both calendars, any width, whole or partial."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Literal, Self

from platform_app.eras import ERAS, Era, era_called, year_label
from platform_app.width import fold_code

Reason = Literal["spelling", "impossible", "era", "weekday"]

WEEKDAYS = "月火水木金土日"

_ERA = "(?P<era>" + "|".join([era.name for era in ERAS] + [e.name[0] for e in ERAS] + [e.letter for e in ERAS]) + ")"
_NUMBER = "(?:[0-9]{1,2}|[〇一二三四五六七八九十]{1,3})"
_YEAR = rf"(?:{_ERA}(?P<year>{_NUMBER}|元)|(?:西暦)?(?P<western>[0-9]{{4}}))"
#: The second name of a year in which the era changed, as PartialDate.label writes it.
_ALSO = rf"(?:\([^\d()]*(?:{_NUMBER}|元)年\))?"
_IN_WORDS = rf"{_YEAR}年{_ALSO}(?:(?P<month>{_NUMBER})月(?:(?P<day>{_NUMBER})日?)?)?"
_WITH_MARKS = rf"{_YEAR}(?:(?P<mark>[./-])(?P<month>[0-9]{{1,2}})(?:(?P=mark)(?P<day>[0-9]{{1,2}}))?)?"
_RUN_TOGETHER = rf"(?:{_ERA}(?P<year>[0-9]{{2}})|(?P<western>[0-9]{{4}}))(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}})"
_SPELLINGS = [
    re.compile(rf"{form}(?:\((?P<weekday>[{WEEKDAYS}])(?:曜日?)?\))?", re.IGNORECASE)
    for form in (_IN_WORDS, _WITH_MARKS, _RUN_TOGETHER)
]
#: A spreadsheet's day cell turned into text carries midnight behind it.
_MIDNIGHT = re.compile(r"[ T]0{1,2}:00(?::00(?:\.0+)?)?$")


class DateNotUnderstood(ValueError):
    """A text is not a date; ``reason`` says why, for the sentence beside the field.

    "spelling": not written like a date; "impossible": no such day or month;
    "era": the day lies outside the era named; "weekday": the weekday given is
    not that day's.
    """

    def __init__(self, text: str, reason: Reason) -> None:
        """Remember what was typed and why it was refused."""
        super().__init__(f"not a date ({reason}): {text!r}")
        self.text = text
        self.reason: Reason = reason


@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year, as far as it is known; ``day`` is never given without ``month``."""

    year: int
    month: int | None = None
    day: int | None = None

    def __post_init__(self) -> None:
        """Refuse what no calendar holds (ValueError)."""
        if self.month is None and self.day is not None:
            message = "a day needs its month"
            raise ValueError(message)
        date(self.year, self.month or 1, self.day or 1)

    def __str__(self) -> str:
        """Return the ISO 8601 form in which it is stored: 2013, 2013-07 or 2013-07-14."""
        known = [f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part is not None)]
        return "-".join(known)

    def isoformat(self) -> str:
        """Return the stored form, like ``date.isoformat``."""
        return str(self)

    @classmethod
    def from_iso(cls, text: str) -> Self:
        """Read the stored form back; anything else is a ValueError."""
        if not re.fullmatch(r"[0-9]{4}(-[0-9]{2}){0,2}", text):
            message = f"not a stored date: {text!r}"
            raise ValueError(message)
        return cls(*(int(part) for part in text.split("-")))

    def first_day(self) -> date:
        """Return the earliest day that it can mean."""
        return date(self.year, self.month or 1, self.day or 1)

    def last_day(self) -> date:
        """Return the latest day that it can mean."""
        month = self.month or 12
        return date(self.year, month, self.day or monthrange(self.year, month)[1])

    def label(self) -> str:
        """Write it in the Japanese calendar; both names where the era changed within it."""
        names = [year_label(era, self.year) for era in ERAS if era.covers(self.first_day(), self.last_day())]
        year = names[0] if names else f"{self.year}年"
        also = f"（{names[1]}）" if len(names) > 1 else ""
        month = f"{self.month}月" if self.month else ""
        return year + also + month + (f"{self.day}日" if self.day else "")


def parse_partial(text: str) -> PartialDate:
    """Read a year, a month or a day in any usual Japanese or western spelling.

    Raises DateNotUnderstood for everything else; two-digit western years and
    dates that begin with day or month are never guessed at.
    """
    match = _matched(text)
    era = era_called(match["era"]) if match.groupdict().get("era") else None
    year = era.gregorian_year(_number(match["year"])) if era else int(match["western"])
    month, day = (_number(match[part]) if match[part] else None for part in ("month", "day"))
    try:
        found = PartialDate(year, month, day)
    except ValueError:
        raise DateNotUnderstood(text, "impossible") from None
    if era:
        _check_era(text, found, era)
    if match["weekday"] and (day is None or match["weekday"] != WEEKDAYS[found.first_day().weekday()]):
        raise DateNotUnderstood(text, "weekday")
    return found


def parse_date(text: str) -> date:
    """Read a whole day in any usual Japanese or western spelling, or raise DateNotUnderstood."""
    found = parse_partial(text)
    if found.day is None:
        raise DateNotUnderstood(text, "spelling")
    return found.first_day()


def _matched(text: str) -> re.Match[str]:
    """Match the folded text against the known spellings."""
    folded = re.sub(r"\s+", "", _MIDNIGHT.sub("", fold_code(text)))
    for spelling in _SPELLINGS:
        if match := spelling.fullmatch(folded):
            return match
    raise DateNotUnderstood(text, "spelling")


def _check_era(text: str, found: PartialDate, era: Era) -> None:
    """Refuse a date that has no day within the era it names."""
    if era.year_of(found.year) < 1 or not era.covers(found.first_day(), found.last_day()):
        raise DateNotUnderstood(text, "era")


def _number(text: str) -> int:
    """Read a number below one hundred in digits or in kanji; the first year's word is 1."""
    if text == "元":
        return 1
    digits = text.translate(str.maketrans("〇一二三四五六七八九", "0123456789"))
    tens, ten, units = digits.partition("十")
    if not ten:
        return int(digits)
    if len(tens) > 1 or len(units) > 1 or "十" in units:
        return 0
    return int(tens or 1) * 10 + int(units or 0)
