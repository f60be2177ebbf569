"""Put strips on pages: nothing is cut off, a heading never stands alone, headers repeat."""

from collections import deque
from collections.abc import Iterable

from reports.layout import Overflow
from reports.marks import Mark, moved
from reports.strips import Break, Strip

#: Rounding must not send a line that just fits to the next page.
TOLERANCE = 0.01


class Pages:
    """Pages being filled; ``left`` and ``top`` place the frame ``height`` points high."""

    def __init__(self, left: float, top: float, height: float) -> None:
        """Start with one empty page."""
        self.pages: list[list[Mark]] = [[]]
        self._left, self._top, self._height = left, top, height
        self._used = 0.0

    def fill(self, strips: Iterable[Strip]) -> list[list[Mark]]:
        """Place all strips and return the marks of each page, measured from the page's corner."""
        waiting = deque(strips)
        while waiting:
            strip = waiting.popleft()
            if isinstance(strip, Break):
                self._turn()
                continue
            rest = self._put(strip, self._needed(strip, waiting))
            if rest is not None:
                waiting.appendleft(rest)
        return self.pages

    def _needed(self, strip: Strip, following: deque[Strip]) -> float:
        """Return the height that must be free: the strip's, and that of what it stays with.

        Strips that together exceed a page can not be kept together, so then only its own.
        """
        height, last = strip.height, strip
        for after in following:
            if not last.stays_with_next:
                break
            height, last = height + min(after.height, self._height / 2), after
        return height if height <= self._height else strip.height

    def _put(self, strip: Strip, needed: float) -> Strip | None:
        """Place a strip, or what fits of it; return what is left to place."""
        room = self._height - self._used + TOLERANCE
        if needed <= room or (self._is_fresh(strip) and strip.height <= room):
            self._draw(strip)
            return None
        parts = strip.cut(room) if strip.height > self._height / 2 else None
        if parts is None and self._is_fresh(strip):
            message = f"A part {strip.height:.0f} pt high does not fit on a page of {self._height:.0f} pt"
            raise Overflow(message)
        if parts is not None:
            self._draw(parts[0])
        self._turn()
        if strip.header is not None:
            self._draw(strip.header)
        return strip if parts is None else parts[1]

    def _is_fresh(self, strip: Strip) -> bool:
        """Say whether nothing but the repeated header stands on the page."""
        return self._used <= (strip.header.height if strip.header is not None else 0)

    def _draw(self, strip: Strip) -> None:
        self.pages[-1] += [moved(mark, self._left, self._top + self._used) for mark in strip.marks()]
        self._used += strip.height

    def _turn(self) -> None:
        if self._used:
            self.pages.append([])
            self._used = 0.0
