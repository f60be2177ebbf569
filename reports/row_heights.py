"""How high a printed worksheet's row must be.

A spreadsheet does not measure wrapped cells when it opens a file written by
another program (LibreOffice overprints the next row), so the height is written
into the file. Letters are counted as terminals do: a kanji is two half-widths.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from reports.columns import Flat

NORMAL_SIZE, SMALL_SIZE = 10.0, 6.0
#: Line distance over letter size, and the highest row Excel allows (points).
LEADING, HIGHEST = 1.3, 409.0
_WIDE = re.compile("[^\x00-\x7f\uff61-\uff9f]")


@dataclass(frozen=True)
class RowHeights:
    """Measures rows for columns of the given widths (half-width characters at the normal size)."""

    widths: tuple[float, ...]

    def __call__(self, cells: Sequence[Flat]) -> tuple[float | None, bool]:
        """Return the row's height in points (None for one line) and whether it must be set in small letters.

        Small letters come in only when the row would exceed Excel's highest row.
        """
        if all(
            v.__class__ is not str or (len(v) * 2 <= w and "\n" not in v)
            for v, w in zip(cells, self.widths, strict=True)
        ):
            return None, False
        lines = self._lines(cells, 1)
        if lines == 1:
            return None, False
        height = lines * NORMAL_SIZE * LEADING + 2
        if height <= HIGHEST:
            return height, False
        small = self._lines(cells, NORMAL_SIZE / SMALL_SIZE) * SMALL_SIZE * LEADING + 2
        return min(small, HIGHEST), True

    def _lines(self, cells: Sequence[Flat], letters: float) -> int:
        return max(
            (
                _lines(value, width * letters)
                for value, width in zip(cells, self.widths, strict=True)
                if isinstance(value, str)
            ),
            default=1,
        )


def _lines(text: str, width: float) -> int:
    """Count the lines of a text when ``width`` half-width letters stand on one.

    Widths count digits of 11 points and the letters have 10: that tenth is the
    room which kinsoku needs when it moves a letter or two to the next line.
    """
    count = 0
    for part in text.split("\n"):
        halves = half_widths(part)
        count += 1 if halves <= width else int(-(-halves // width))
    return count


def half_widths(text: str) -> int:
    """Return how many half-width letters a line of text is wide."""
    return len(text) + len(_WIDE.findall(text))
