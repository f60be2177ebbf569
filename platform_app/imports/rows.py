"""From a matched table to its entries, with everything there is to say about them."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import Any, Final

from platform_app import folding
from platform_app.imports.entry import Entry
from platform_app.imports.findings import Finding
from platform_app.imports.headings import GROUP_MARKS, GROUP_STARTS, NOTE_STARTS, TOTAL_PATTERN
from platform_app.imports.matching import Layout, fold_heading
from platform_app.imports.row_reader import Circumstances, EntryReader
from platform_app.imports.workbook import Cell, Row, Sheet

LONGEST_QUOTATION: Final = 200


class RowKind(StrEnum):
    """What a row below the headings is."""

    ENTRY = "entry"
    BLANK = "blank"
    GROUP = "group"
    NOTE = "note"
    HEADING = "heading"


@dataclass(frozen=True)
class SkippedRow:
    """A row that is no entry: a group's title, a note, or a repeated heading."""

    row: int
    kind: RowKind
    text: str

    def to_json(self) -> dict[str, Any]:
        """Return the stored form."""
        return {"row": self.row, "kind": self.kind.value, "text": self.text}


@dataclass(frozen=True)
class ParsedSheet:
    """Everything that one table gave."""

    entries: tuple[Entry, ...]
    skipped: tuple[SkippedRow, ...]


def parse_rows(
    sheet: Sheet, layout: Layout, mapping: Mapping[int, str], *, prefecture: str, default_joined_on: date | None = None
) -> ParsedSheet:
    """Read every row below the headings with a mapping of 1-based columns to targets.

    ``prefecture`` is the one of municipalities named without any;
    ``default_joined_on`` is used, with a warning, where a row has no join date.
    Never raises for anything that a cell may hold.
    """
    given = Circumstances({target: index for index, target in mapping.items() if target}, prefecture, default_joined_on)
    entries: list[Entry] = []
    skipped: list[SkippedRow] = []
    above: dict[int, tuple[Cell, int]] = {}
    group = ""
    for row in sheet.rows:
        kind = RowKind.BLANK if row.number <= layout.last_heading_row else classify(row, sheet, layout, given.columns)
        if kind is RowKind.ENTRY:
            entries.append(EntryReader(row, given, above).read(group))
        elif kind is not RowKind.BLANK:
            skipped.append(SkippedRow(row.number, kind, _text(row)))
            group = _text(row).strip(GROUP_MARKS) if kind is RowKind.GROUP else group
    return ParsedSheet(tuple(_with_repetitions(entries)), tuple(skipped))


def classify(row: Row, sheet: Sheet, layout: Layout, columns: Mapping[str, int]) -> RowKind:
    """Say what a row below the headings is."""
    filled = [(index, cell) for index, cell in enumerate(row.cells, 1) if not cell.is_blank]
    if not filled or (len(filled) == 1 and _is_spare(*filled[0], columns)):
        return RowKind.BLANK
    headings = {column.index: fold_heading(column.heading) for column in layout.columns}
    if len(filled) > 1 and all(headings.get(index) == fold_heading(cell.text) for index, cell in filled):
        return RowKind.HEADING
    if _is_total(filled):
        return RowKind.NOTE
    return RowKind.ENTRY if len(filled) > 1 else _lonely(row, sheet, filled[0], columns)


def _is_spare(index: int, cell: Cell, columns: Mapping[str, int]) -> bool:
    """A row that has been numbered in advance and holds nothing yet."""
    return index == columns.get("number") and folding.fold_code(cell.text).isdigit()


def _is_total(filled: Iterable[tuple[int, Cell]]) -> bool:
    texts = [unicodedata.normalize("NFKC", cell.text).strip() for _, cell in filled]
    return re.fullmatch(TOTAL_PATTERN, "".join(texts).replace(" ", "")) is not None


def _lonely(row: Row, sheet: Sheet, filled: tuple[int, Cell], columns: Mapping[str, int]) -> RowKind:
    """Tell a note, a group's title and a nearly empty entry apart, all with one cell filled."""
    index, cell = filled
    text = cell.text.strip()
    if text.startswith(NOTE_STARTS):
        return RowKind.NOTE
    is_merged = any(merge.first_row == row.number and merge.last_column > merge.first_column for merge in sheet.merges)
    if is_merged or index != columns.get("name") or text.startswith(GROUP_STARTS):
        return RowKind.GROUP
    return RowKind.ENTRY


def _text(row: Row) -> str:
    return " ".join(cell.text.strip() for cell in row.cells if not cell.is_blank)[:LONGEST_QUOTATION]


def _with_repetitions(entries: Iterable[Entry]) -> Iterator[Entry]:
    """Add what only shows when rows are compared: numbers and names that occur twice."""
    seen: dict[tuple[str, str], Entry] = {}
    for entry in entries:
        marks = (
            ("number", str(entry.number or "")),
            ("corporate_number", str(entry.values.get("corporate_number", ""))),
            ("name", folding.search_key(entry.name)),
        )
        findings = list(entry.findings)
        for target, value in marks:
            first = seen.setdefault((target, value), entry) if value else entry
            if first is not entry:
                code = _repetition(target, entry, first)
                words = {"above": str(first.row), "value": value}
                findings.append(Finding(code, entry.place_of(target), target, words))
        yield replace(entry, findings=tuple(findings))


def _repetition(target: str, entry: Entry, first: Entry) -> str:
    """Organisations of one name may be two, but only a number can tell."""
    if target != "name":
        return f"repeated_{target}"
    numbers = {first.number, entry.number}
    corporate = {str(each.values.get("corporate_number", "")) for each in (first, entry)}
    is_told_apart = (len(numbers) > 1 and None not in numbers) or (len(corporate) > 1 and "" not in corporate)
    return "repeated_name" if is_told_apart else "same_organisation"
