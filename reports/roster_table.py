"""A roster as headings and texts for the HTML table macro."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from reports.columns import Kind, Roster, Stamp, shown_cells


@dataclass(frozen=True)
class Heading:
    """One heading: its text, the machine's name (for CSS and sort links) and the column's kind."""

    label: str
    key: str
    kind: Kind


@dataclass(frozen=True)
class Table:
    """What the table macro needs: caption, what the list states of itself, headings, every cell's text (unescaped)."""

    caption: str
    stated: tuple[str, ...]
    headings: tuple[Heading, ...]
    rows: list[list[str]]


def table(roster: Roster, rows: Iterable[Any], stamp: Stamp | None = None) -> Table:
    """Return the roster as texts, the same ones that the printed forms show; a page of many rows may go unstamped."""
    headings = tuple(Heading(column.heading, column.key, column.kind) for column in roster.columns)
    return Table(roster.title, stamp.sentences() if stamp else (), headings, [shown_cells(roster, row) for row in rows])
