"""What the import has to say about a cell or a row."""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from platform_app.imports.headings import TARGETS
from platform_app.imports.sentences import FINDINGS


class Level(StrEnum):
    """How grave a finding is: a row with an error is not applied."""

    WARNING = "warning"
    ERROR = "error"


#: Findings that keep a row from being applied; every other one is a warning.
ERRORS = frozenset(
    {
        "no_name",
        "too_long",
        "bad_date",
        "left_before_joined",
        "struck_without_date",
        "leaving_without_date",
        "no_joined_on",
        "bad_number",
        "repeated_number",
        "same_organisation",
        "number_taken",
        "other_number",
        "ambiguous",
        "matched_before",
        "gone_in_register",
        "later_lines",
        "private_character",
        "formula_without_value",
        "ditto_without_above",
    }
)


@dataclass(frozen=True)
class Finding:
    """One fact about one cell; ``place`` is its address such as ``D12``, ``item`` the target's key."""

    code: str
    place: str
    item: str = ""
    values: dict[str, str] = field(default_factory=dict)

    @property
    def level(self) -> Level:
        """Whether the row can still be applied."""
        return Level.ERROR if self.code in ERRORS else Level.WARNING

    @property
    def sentence(self) -> str:
        """The fact, as the office reads it."""
        return FINDINGS[self.code][0].format(**self._words)

    @property
    def remedy(self) -> str:
        """How to mend it."""
        return FINDINGS[self.code][1].format(**self._words)

    @property
    def _words(self) -> dict[str, str]:
        return {"label": TARGETS.get(self.item, ""), **self.values}

    def to_json(self) -> dict[str, Any]:
        """Return the stored form."""
        return {"code": self.code, "place": self.place, "item": self.item, "values": self.values}

    @classmethod
    def from_json(cls, stored: dict[str, Any]) -> "Finding":
        """Read the stored form back."""
        return cls(stored["code"], stored["place"], stored["item"], dict(stored["values"]))
