"""One organisation as a sheet has it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from platform_app.imports.findings import Finding, Level
from platform_app.imports.values import Value


@dataclass(frozen=True)
class Entry:
    """One organisation as the sheet has it.

    ``values`` holds only the items whose columns were matched, so that what a
    sheet does not tell is never taken for empty. ``group`` is the title of the
    rows among which it stands; ``places`` are the cells' addresses by target;
    ``remark`` is what the office wrote beside it.
    """

    row: int
    number: int | None
    values: dict[str, Value]
    joined_on: date | None
    left_on: date | None
    group: str = ""
    findings: tuple[Finding, ...] = ()
    places: dict[str, str] = field(default_factory=dict)
    remark: str = ""

    def place_of(self, target: str) -> str:
        """Return the address of a target's cell, or the name's for a target without a column."""
        return self.places.get(target) or self.places.get("name", str(self.row))

    @property
    def name(self) -> str:
        """The organisation's name, verbatim."""
        return str(self.values.get("name", ""))

    @property
    def has_error(self) -> bool:
        """Whether anything keeps the row from being applied."""
        return any(finding.level is Level.ERROR for finding in self.findings)

    def to_json(self) -> dict[str, Any]:
        """Return the stored form."""
        return {
            "row": self.row,
            "number": self.number,
            "values": self.values,
            "group": self.group,
            "joined_on": self.joined_on.isoformat() if self.joined_on else None,
            "left_on": self.left_on.isoformat() if self.left_on else None,
            "findings": [finding.to_json() for finding in self.findings],
            "places": self.places,
            "remark": self.remark,
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Entry":
        """Read the stored form back."""
        return cls(
            stored["row"],
            stored["number"],
            dict(stored["values"]),
            date.fromisoformat(stored["joined_on"]) if stored["joined_on"] else None,
            date.fromisoformat(stored["left_on"]) if stored["left_on"] else None,
            stored["group"],
            tuple(Finding.from_json(each) for each in stored["findings"]),
            dict(stored["places"]),
            stored["remark"],
        )
