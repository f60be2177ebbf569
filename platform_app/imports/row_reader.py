"""One row of a member register to one entry."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from typing import Final

from platform_app import dates, folding
from platform_app.imports.cells import read_date, read_number, text_of
from platform_app.imports.entry import Entry
from platform_app.imports.findings import Finding, Level
from platform_app.imports.spellings import DATE_IN_TEXT, DITTO, KIND_BY_KEY, LEAVING, NONE_MARKS, POSTS, kind_in_name
from platform_app.imports.structure import cell_address
from platform_app.imports.values import Value, municipality_code, read_item
from platform_app.imports.workbook import BLANK, Cell, Row
from platform_app.vocabulary.organisations import OrganisationKind
from platform_app.vocabulary.profile import ITEMS_BY_KEY

POSTAL_CODE_IN_ADDRESS: Final = re.compile(r"^〒?\s*([0-9０-９]{3}[-‐－ー−][0-9０-９]{4})\s*|^〒\s*([0-9０-９]{7})\s*")
LONGEST_QUOTATION: Final = 60


@dataclass(frozen=True)
class Circumstances:
    """What holds for every row of one reading.

    ``columns`` maps targets to 1-based columns; ``default_joined_on`` is used, with
    a warning, where a row has no join date; ``prefecture`` is the one of
    municipalities named without any.
    """

    columns: Mapping[str, int]
    prefecture: str
    default_joined_on: date | None = None


@dataclass
class EntryReader:
    """Reads one row; ``above`` carries the cells of the entry before, for ditto marks.

    Never raises for anything that a cell may hold.
    """

    row: Row
    given: Circumstances
    above: dict[int, tuple[Cell, int]]
    findings: list[Finding] = field(default_factory=list)

    def read(self, group: str) -> Entry:
        """Read the whole row; ``group`` is the title above it."""
        number = (
            read_number(self.row.cell(self.given.columns["number"]), self._noting("number"))
            if self._has("number")
            else None
        )
        values: dict[str, Value] = {
            key: read_item(key, self._cell(key), self._noting(key), prefecture=self.given.prefecture)
            for key in ITEMS_BY_KEY
            if self._has(key)
        }
        self._divide_representative(values)
        self._divide_address(values)
        self._judge_names(values)
        self._read_kind(values)
        self._read_municipality(values)
        remark = self._remark()
        joined_on, left_on = self._joined_on(), self._left_on(remark)
        self._judge_dates(joined_on, left_on)
        if self.row.is_hidden:
            self._note("", "hidden_row")
        places = {target: cell_address(self.row.number, column) for target, column in self.given.columns.items()}
        return Entry(self.row.number, number, values, joined_on, left_on, group, tuple(self.findings), places, remark)

    def _has(self, target: str) -> bool:
        return target in self.given.columns

    def _cell(self, target: str) -> Cell:
        """Return the cell of a target, the one above in place of a ditto mark; blank without a column."""
        if not self._has(target):
            return BLANK
        column = self.given.columns[target]
        cell = self.row.cell(column)
        mark = cell.value.strip() if isinstance(cell.value, str) else ""
        if mark in DITTO:
            if column not in self.above:
                self._note(target, "ditto_without_above", value=mark)
                return BLANK
            cell, origin = self.above[column]
            self._note(target, "ditto", value=mark, above=str(origin), result=cell.text.strip())
        if cell.is_blank:
            self.above.pop(column, None)
        else:
            self.above[column] = (cell, self.row.number)
        return cell

    def _note(self, target: str, code: str, /, **values: str) -> None:
        column = self.given.columns.get(target) or self.given.columns.get("name", 1)
        self.findings.append(Finding(code, cell_address(self.row.number, column), target, values))

    def _noting(self, target: str) -> "partial[None]":
        return partial(self._note, target)

    def _has_error(self, target: str) -> bool:
        return any(each.item == target and each.level is Level.ERROR for each in self.findings)

    def _divide_representative(self, values: dict[str, Value]) -> None:
        """Divide a cell that holds post and name together."""
        if not self._has("representative"):
            return
        text = text_of(self._cell("representative"), self._noting("representative"))
        match = POSTS.match(text)
        title, name = (match["title"], match["name"]) if match else ("", text)
        if match:
            self._note("representative", "split_representative", value=text, title=title, name=name)
        values.setdefault("representative_title", title)
        values.setdefault("representative_name", name)

    def _divide_address(self, values: dict[str, Value]) -> None:
        """Take a postal code from the beginning of an address when it has no column of its own."""
        address = str(values.get("address", ""))
        match = POSTAL_CODE_IN_ADDRESS.match(address)
        if match and not values.get("postal_code"):
            values["postal_code"] = folding.normalise_postal_code(match[1] or match[2])
            values["address"] = address[match.end() :]

    def _judge_names(self, values: Mapping[str, Value]) -> None:
        if not values.get("name"):
            self._note("name", "no_name")
        if "name_kana" in values and not values["name_kana"]:
            self._note("name_kana", "no_reading")

    def _read_kind(self, values: dict[str, Value]) -> None:
        """Turn the words of the kind into its code; where they fail, the name's legal form decides."""
        typed = str(values.get("kind", ""))
        told = kind_in_name(str(values.get("name", "")))
        known = KIND_BY_KEY.get(folding.search_key(typed)) or KIND_BY_KEY.get(typed) if typed else None
        kind = known or told or OrganisationKind.OTHER
        if typed and known is None:
            self._note("kind", "unknown_kind", value=typed, label=kind.label)
        if not typed and told is None and self._has("kind"):
            self._note("kind", "no_kind")
        if self._has("kind") or told:
            values["kind"] = kind.value

    def _read_municipality(self, values: dict[str, Value]) -> None:
        """Find the municipality in the address unless a column told it."""
        if values.get("municipality") or not values.get("address"):
            return
        code = municipality_code(str(values["address"]), self.given.prefecture)
        if code is None:
            self._note("address", "unknown_municipality")
        else:
            values["municipality"] = code

    def _joined_on(self) -> date | None:
        found = read_date(self._cell("joined_on"), self._noting("joined_on"))
        if found is not None or self._has_error("joined_on"):
            return found
        default = self.given.default_joined_on
        if default is None:
            self._note("joined_on", "no_joined_on")
        else:
            self._note("joined_on", "default_joined_on", date=dates.wareki(default))
        return default

    def _remark(self) -> str:
        remark = text_of(self._cell("remarks"), self._noting("remarks"), is_multiline=True)
        return "" if remark.casefold() in NONE_MARKS else remark

    def _left_on(self, remark: str) -> date | None:
        """Find the day of leaving in its column, else in the remark, and weigh it with the strike-through."""
        found = read_date(self._cell("left_on"), self._noting("left_on"))
        says_left = LEAVING.search(remark) is not None
        if found is None and says_left:
            found = _date_in(remark)
        self._judge_leaving(found, remark, says_left=says_left)
        return found

    def _judge_leaving(self, left_on: date | None, remark: str, *, says_left: bool) -> None:
        """A strike-through, a word and a date must tell the same."""
        target = "remarks" if self._has("remarks") else "left_on"
        is_struck = self.row.cell(self.given.columns.get("name", 1)).is_struck
        if left_on is None and not self._has_error("left_on"):
            if is_struck:
                self._note(target, "struck_without_date")
            elif says_left:
                self._note(target, "leaving_without_date", value=remark[:LONGEST_QUOTATION])
        if left_on is not None and not is_struck and not self._has("left_on"):
            self._note(target, "leaver_not_struck")

    def _judge_dates(self, joined_on: date | None, left_on: date | None) -> None:
        for target, day in (("joined_on", joined_on), ("left_on", left_on)):
            if day is not None and day > dates.today():
                self._note(target, "future_date", date=dates.wareki(day))
        if joined_on and left_on and left_on < joined_on:
            self._note("left_on", "left_before_joined", joined=dates.wareki(joined_on), left=dates.wareki(left_on))


def _date_in(remark: str) -> date | None:
    """Return the date in a remark; of several, the one nearest to the word for leaving."""
    text = unicodedata.normalize("NFKC", remark)
    word = LEAVING.search(text)
    at = word.start() if word else 0
    found = sorted(DATE_IN_TEXT.finditer(text), key=lambda each: min(abs(each.end() - at), abs(each.start() - at)))
    for match in found:
        try:
            return dates.parse_date(match[0])
        except dates.DateNotUnderstood:
            continue
    return None
