"""What every output states of itself: as of when, of what, how many, printed when."""

from dataclasses import dataclass
from datetime import date, datetime

from platform_app.dates import to_tokyo, wareki
from reports.characters import readable


class RowCountDiffers(ValueError):
    """The stamp states another number of rows than were given: no such sheet may leave the house."""

    def __init__(self, stated: int, given: int) -> None:
        super().__init__(f"the stamp states {stated} rows, {given} were given")


@dataclass(frozen=True)
class Stamp:
    """What every output states of itself.

    ``as_of`` is the 基準日, ``printed_at`` the aware instant of output, ``scope``
    the range in words (「全会員」), ``count`` the number of rows.
    """

    as_of: date
    printed_at: datetime
    scope: str
    count: int

    def sentences(self) -> tuple[str, ...]:
        """Return the printed parts of the stamp, in reading order."""
        parts = (
            f"{wareki(self.as_of)}現在",
            f"範囲：{readable(self.scope)}" if self.scope else "",
            f"{self.count:,}件",
            f"出力日時：{shown_instant(self.printed_at)}",
        )
        return tuple(part for part in parts if part)


def shown_instant(instant: datetime) -> str:
    """Return the printed form of an instant, to the minute."""
    local = to_tokyo(instant)
    return f"{wareki(local.date())} {local:%H:%M}"
