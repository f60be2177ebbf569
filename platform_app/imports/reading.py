"""From uploaded bytes to entries, with the choices that the office made or that are remembered."""

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from platform_app.imports.matching import Column, Layout
from platform_app.imports.package import Refusal, WorkbookRefused
from platform_app.imports.rows import ParsedSheet, parse_rows
from platform_app.imports.sentences import UNHEADED
from platform_app.imports.structure import column_letters
from platform_app.imports.tables import layouts
from platform_app.imports.workbook import read_workbook

#: Given a layout's fingerprint, the targets of its columns in order, or None when never matched.
Memory = Callable[[str], Sequence[str] | None]


@dataclass(frozen=True)
class Choice:
    """What the office chose; None stands for "as proposed".

    ``mapping`` is by 1-based column of the sheet; ``as_of`` is the day from which
    differing items take effect; ``default_joined_on`` serves rows without a join date.
    """

    sheet: str | None = None
    mapping: Mapping[int, str] | None = None
    as_of: date | None = None
    default_joined_on: date | None = None


@dataclass(frozen=True)
class Reading:
    """One reading of one file: what was chosen, and what came of it."""

    filename: str
    content: bytes
    layout: Layout
    mapping: dict[int, str]
    as_of: date
    default_joined_on: date | None
    parsed: ParsedSheet
    sheets: tuple[str, ...]
    notes: tuple[dict[str, Any], ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of the file, in hexadecimal."""
        return hashlib.sha256(self.content).hexdigest()

    @property
    def has_name(self) -> bool:
        """Whether a column is taken for the organisation's name: without one no row can be read."""
        return "name" in self.mapping.values()

    @property
    def targets(self) -> list[str]:
        """The targets of the layout's columns in order, empty for a column that is not taken."""
        return [self.mapping.get(column.index, "") for column in self.layout.columns]


def read_register(  # noqa: PLR0913 - each one is a fact of the reading
    content: bytes,
    filename: str,
    *,
    prefecture: str,
    today: date,
    choice: Choice | None = None,
    memory: Memory | None = None,
) -> Reading:
    """Read a file as a member register.

    Without a choice, a matching remembered for the same headings is used, else the
    proposal. Raises WorkbookRefused for a file that can not be read or that holds
    no table; whether the table is a register only its matching tells, see ``has_name``.
    """
    choice = choice or Choice()
    sheets = read_workbook(content, filename)
    found = layouts(sheets)
    if not found:
        raise WorkbookRefused(Refusal.NO_REGISTER)
    layout = found.get(choice.sheet or "") or next(iter(found.values()))
    sheet = next(each for each in sheets if each.name == layout.sheet)
    mapping = _mapping(layout, choice, memory)
    parsed = parse_rows(sheet, layout, mapping, prefecture=prefecture, default_joined_on=choice.default_joined_on)
    notes = [{"code": "hidden_sheet", "sheet": layout.sheet}] if sheet.is_hidden else []
    notes += [{"code": "unread_sheet", "sheet": each.name} for each in sheets if each.name not in found and each.rows]
    notes += [_other_sheet(each) for each in found.values() if each is not layout]
    return Reading(
        filename,
        content,
        layout,
        mapping,
        choice.as_of or layout.as_of or today,
        choice.default_joined_on,
        parsed,
        tuple(found),
        (*notes, *_column_notes(layout.columns, mapping)),
    )


def _mapping(layout: Layout, choice: Choice, memory: Memory | None) -> dict[int, str]:
    """Take the chosen matching, else the remembered one, else the proposal."""
    if choice.mapping is not None:
        known = {column.index for column in layout.columns}
        return {index: target for index, target in choice.mapping.items() if target and index in known}
    remembered = memory(layout.fingerprint) if memory else None
    if remembered is not None and len(remembered) == len(layout.columns):
        return {column.index: target for column, target in zip(layout.columns, remembered, strict=True) if target}
    return layout.proposal()


def _other_sheet(layout: Layout) -> dict[str, Any]:
    return {"code": "unmatched_sheet" if layout.is_guess else "other_sheet", "sheet": layout.sheet}


def _column_notes(columns: Sequence[Column], mapping: Mapping[int, str]) -> list[dict[str, Any]]:
    """Say which hidden columns were read, and which columns were not."""
    notes: list[dict[str, Any]] = []
    for column in columns:
        words = {"column": column_letters(column.index), "label": column.label or UNHEADED}
        if column.index not in mapping:
            notes.append({"code": "unread_column", **words})
        elif column.is_hidden:
            notes.append({"code": "hidden_column", **words})
    return notes
