"""Finding the table in a sheet and proposing which column is which item."""

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Final

from platform_app.dates import DateNotUnderstood, parse_date
from platform_app.imports.headings import (
    AS_OF_PATTERN,
    CONTACT_GROUPS,
    HEADINGS,
    PERSON_HEADINGS,
    POST_HEADINGS,
    READING_HEADINGS,
    READING_OF,
    REMARK_PATTERN,
    TARGETS,
)
from platform_app.imports.structure import column_letters
from platform_app.imports.workbook import Row, Sheet

#: How many rows from the top may precede the headings.
SEARCH_ROWS: Final = 40
#: Recognised headings (vague ones count half) below which, or without a name, it is no register.
LEAST_RECOGNISED: Final = 2.0
LONGEST_HEADING: Final = 40
SAMPLE_COUNT: Final = 3
#: The shortest word that may be looked for inside a longer heading.
SHORTEST_PART: Final = 2


@dataclass(frozen=True)
class Column:
    """One column of the table: where it is, what is written over it, and what stands in it."""

    index: int
    group: str
    heading: str
    samples: tuple[str, ...] = ()
    is_hidden: bool = False

    @property
    def letters(self) -> str:
        """The column's letters as the spreadsheet shows them."""
        return column_letters(self.index)

    @property
    def label(self) -> str:
        """The whole heading, the group first."""
        return " ".join(part for part in (self.group, self.heading) if part)


@dataclass(frozen=True)
class Layout:
    """A table found in a sheet: its heading rows (1-based, inclusive), columns and stated date.

    ``is_guess`` when no known word told where the headings are.
    """

    sheet: str
    first_heading_row: int
    last_heading_row: int
    columns: tuple[Column, ...]
    as_of: date | None = None
    is_guess: bool = False

    @property
    def fingerprint(self) -> str:
        """A digest of the headings in their order: the same layout has the same one."""
        words = "\x1f".join(fold_heading(column.label) for column in self.columns)
        return hashlib.sha256(words.encode("utf-8", "surrogatepass")).hexdigest()

    def proposal(self) -> dict[int, str]:
        """Propose a target for each column that has one; each target at most once."""
        return _propose(self.columns)[0]


@lru_cache(maxsize=1024)
def fold_heading(text: str) -> str:
    """Fold a heading for comparison: width, case, spaces, punctuation and remarks in brackets."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    without_remarks = re.sub(REMARK_PATTERN, "", folded)
    return re.sub(r"[^\w〒☎]|_", "", without_remarks)


#: Folded heading → target.
_WORDS: Final[dict[str, str]] = {
    **{fold_heading(label): key for key, label in TARGETS.items()},
    **{fold_heading(word): key for key, words in HEADINGS.items() for word in words},
}
_READINGS: Final = frozenset(fold_heading(word) for word in READING_HEADINGS)


def find_layout(sheet: Sheet) -> Layout | None:
    """Return the likeliest table of a sheet, or None when nothing looks like a register."""
    best: tuple[tuple[float, int], int, Layout] | None = None
    for position in range(min(len(sheet.rows), SEARCH_ROWS)):
        for height in (1, 2):
            rows = sheet.rows[position : position + height]
            if len(rows) < height or not may_be_headings(rows):
                continue
            columns = columns_of(sheet, rows)
            proposal, recognised = _propose(columns)
            # Of two readings that recognise as much, the one with fewer heading rows is right.
            score = (recognised, -height)
            if "name" in proposal.values() and recognised >= LEAST_RECOGNISED and (best is None or score > best[0]):
                best = (score, position, Layout(sheet.name, rows[0].number, rows[-1].number, columns))
    if best is None:
        return None
    _, position, layout = best
    return with_details(sheet, layout, sheet.rows[:position])


def target_of(group: str, heading: str, before: str) -> tuple[str, bool]:
    """Return the target for a heading, and whether the match is exact; ("", False) for none.

    ``before`` is the target of the column to the left, on which the meaning of a
    reading depends.
    """
    upper, lower = fold_heading(group), fold_heading(heading)
    if lower in _READINGS:
        return _reading(upper, before), True
    if any(fold_heading(word) in upper for word in CONTACT_GROUPS):
        if lower in PERSON_HEADINGS:
            return "contact_name", True
        if lower in POST_HEADINGS:
            return "department", True
    for word in (upper + lower, lower, "" if lower else upper):
        if word in _WORDS:
            return _WORDS[word], True
    parts = [word for word in _WORDS if len(word) >= SHORTEST_PART and word in (lower or upper)]
    return (_WORDS[max(parts, key=len)], False) if parts else ("", False)


def _reading(group: str, before: str) -> str:
    for word, target in _WORDS.items():
        if group and word == group and target in READING_OF:
            return READING_OF[target]
    return READING_OF.get(before, "name_kana")


def _propose(columns: Sequence[Column]) -> tuple[dict[int, str], float]:
    """Match exact headings first, so that a vague one never takes their target."""
    matched: list[tuple[Column, str, bool]] = []
    before = ""
    for column in columns:
        target, is_exact = target_of(column.group, column.heading, before)
        matched.append((column, target, is_exact))
        before = target or before
    proposal: dict[int, str] = {}
    score = 0.0
    for wanted in (True, False):
        for column, target, is_exact in matched:
            if target and is_exact is wanted and target not in proposal.values():
                proposal[column.index] = target
                score += 1.0 if is_exact else 0.5
    return dict(sorted(proposal.items())), score


def may_be_headings(rows: Sequence[Row]) -> bool:
    """Headings are short texts; a row with a number, a date or a long text holds values."""
    cells = [[cell for cell in row.cells if not cell.is_blank] for row in rows]
    return all(
        len(filled) > 1 and all(isinstance(c.value, str) and len(c.value) <= LONGEST_HEADING for c in filled)
        for filled in cells
    )


def columns_of(sheet: Sheet, rows: Sequence[Row]) -> tuple[Column, ...]:
    """Read one or two heading rows; a merged or empty upper cell reaches over what is below it."""
    upper, lower = rows[0], rows[-1]
    spans = _spans(sheet, upper)
    columns = []
    group = ""
    for index in range(1, sheet.width + 1):
        top = upper.cell(spans.get(index, index)).text.strip()
        if len(rows) == 1:
            columns.append(Column(index, "", top))
            continue
        below = lower.cell(index).text.strip()
        group = top or (group if below else "")
        columns.append(Column(index, group if below else "", below or top))
    return tuple(column for column in columns if column.heading)


def _spans(sheet: Sheet, row: Row) -> Mapping[int, int]:
    """Return for each column of a merged heading the column in which its text stands."""
    return {
        column: merge.first_column
        for merge in sheet.merges
        if merge.first_row == row.number and merge.last_column - merge.first_column < sheet.width - 1
        for column in range(merge.first_column, merge.last_column + 1)
    }


def with_details(sheet: Sheet, layout: Layout, titles: Sequence[Row]) -> Layout:
    """Add samples of the values, columns without a heading, hidden ones and the date that the titles state."""
    body = [row for row in sheet.rows if row.number > layout.last_heading_row]
    headed = {column.index: column for column in layout.columns}
    described = (
        replace(
            headed.get(index) or Column(index, "", ""),
            samples=_samples(body, index),
            is_hidden=index in sheet.hidden_columns,
        )
        for index in range(1, sheet.width + 1)
    )
    columns = tuple(column for column in described if column.heading or column.samples)
    return replace(layout, columns=columns, as_of=_stated_date(titles))


def _samples(body: Sequence[Row], index: int) -> tuple[str, ...]:
    found: list[str] = []
    for row in body:
        text = row.cell(index).text.strip()
        if text and text not in found and sum(not cell.is_blank for cell in row.cells) > 1:
            found.append(text[:LONGEST_HEADING])
        if len(found) == SAMPLE_COUNT:
            break
    return tuple(found)


def _stated_date(titles: Sequence[Row]) -> date | None:
    """Read the date in a title such as "as of ..."; the last one stated counts."""
    found = None
    for row in titles:
        for cell in row.cells:
            match = re.search(AS_OF_PATTERN, unicodedata.normalize("NFKC", cell.text))
            if match is None:
                continue
            try:
                found = parse_date(match["day"])
            except DateNotUnderstood:
                continue
    return found
