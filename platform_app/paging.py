"""Pages of a long list."""

from dataclasses import dataclass
from typing import Any

from flask import request, url_for

SIZE = 50


@dataclass(frozen=True)
class Page:
    """One page of a list of ``total`` rows, counted from 1; a number past the end is the last page."""

    total: int
    asked: int = 1
    size: int = SIZE

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        """The page that is shown."""
        return min(max(self.asked, 1), self.pages)

    @property
    def offset(self) -> int:
        """How many rows come before."""
        return (self.number - 1) * self.size

    @property
    def first(self) -> int:
        """The number of the first row, 0 when there is none."""
        return self.offset + 1 if self.total else 0

    @property
    def last(self) -> int:
        """The number of the last row."""
        return min(self.offset + self.size, self.total)


def asked_page() -> int:
    """Return the page that the address asks for; anything else than a number is the first."""
    text = request.args.get("page", "1")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 8 else 1  # noqa: PLR2004


def page_url(number: int) -> str:
    """Return the address of another page of the present list, with everything else kept.

    Names that mean something to url_for itself are dropped: an address must not steer it.
    """
    kept: dict[str, Any] = {
        name: values
        for name, values in request.args.to_dict(flat=False).items()
        if not name.startswith("_") and name not in {"endpoint", "self"}
    }
    kept |= request.view_args or {}
    kept["page"] = number
    return url_for(request.endpoint or "portal.home", **kept)
