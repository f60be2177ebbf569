"""The base of every coded value."""

from enum import StrEnum
from typing import Self


class Code(StrEnum):
    """A stored lower-case word together with the Japanese label users read.

    Members are declared as ``NAME = "stored", "表示"``; the member itself *is* the
    stored string, so it can be compared with, and saved as, plain text.
    """

    label: str

    def __new__(cls, value: str, label: str = "") -> Self:
        """Create the string member and hang its label on it (a look-up by value passes no label)."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        return member

    @classmethod
    def choices(cls) -> list[tuple[str, str]]:
        """Return (code, label) pairs in declaration order, for select fields."""
        return [(member.value, member.label) for member in cls]

    @classmethod
    def label_of(cls, value: str) -> str:
        """Return the label of a stored code, or the value itself when unknown."""
        try:
            return cls(value).label
        except ValueError:
            return value
