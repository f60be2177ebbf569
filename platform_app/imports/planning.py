"""What applying each row would do to the register: decided here, shown in the preview, and done as shown.

Pure: the register comes in as plain values and the plan goes out as plain values,
so that a plan can be made again at the moment of applying and compared.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from platform_app import dates, folding
from platform_app.imports.entry import Entry
from platform_app.imports.findings import Finding
from platform_app.imports.row_reader import LONGEST_QUOTATION
from platform_app.imports.values import is_lossy_copy, same_value
from platform_app.members.entry_text import item_text
from platform_app.vocabulary.imports import Outcome
from platform_app.vocabulary.organisations import Standing
from platform_app.vocabulary.profile import ITEMS_BY_KEY, LIST_KEYS

BELONGING = frozenset({Standing.ACTIVE.value, Standing.SUSPENDED.value})


@dataclass(frozen=True)
class Known:
    """One member as the register has it on the day of the sheet, or from its first line if later.

    ``last_on`` is the effective date of its newest line, ``standing_on`` that of the
    line that gave its present standing.
    """

    member_id: int
    number: int
    names: tuple[str, ...]
    profile: Mapping[str, Any]
    standing: str
    joined_on: date
    standing_on: date
    last_on: date

    @property
    def name(self) -> str:
        """The name as the register has it."""
        return str(self.profile["name"])


@dataclass(frozen=True)
class Planned:
    """One row with its outcome; ``changes`` maps items to (old, new) for a known member.

    ``remarks`` is what the comparison found; ``entry.findings`` what the reading found.
    """

    entry: Entry
    outcome: Outcome
    member_id: int | None = None
    changes: dict[str, tuple[Any, Any]] = field(default_factory=dict)
    leaves_on: date | None = None
    remarks: tuple[Finding, ...] = ()

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Everything that was found; what the register can supply is no longer missing."""
        kept = {finding.item for finding in self.remarks if finding.code == "kept_value"}
        return (*(f for f in self.entry.findings if not (f.code == "no_reading" and f.item in kept)), *self.remarks)

    def to_json(self) -> dict[str, Any]:
        """Return the stored form."""
        return {
            "entry": self.entry.to_json(),
            "outcome": self.outcome.value,
            "member_id": self.member_id,
            "changes": {key: list(pair) for key, pair in self.changes.items()},
            "leaves_on": self.leaves_on.isoformat() if self.leaves_on else None,
            "remarks": [finding.to_json() for finding in self.remarks],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Planned":
        """Read the stored form back."""
        return cls(
            Entry.from_json(stored["entry"]),
            Outcome(stored["outcome"]),
            stored["member_id"],
            {key: (old, new) for key, (old, new) in stored["changes"].items()},
            date.fromisoformat(stored["leaves_on"]) if stored["leaves_on"] else None,
            tuple(Finding.from_json(each) for each in stored["remarks"]),
        )


def digest_of(plan: Iterable[Planned], as_of: date) -> str:
    """Return a digest of everything that applying the plan would do."""
    told = [as_of.isoformat(), [planned.to_json() for planned in plan]]
    text = json.dumps(told, sort_keys=True, ensure_ascii=False)
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def plan(entries: Sequence[Entry], register: Sequence[Known], *, as_of: date) -> list[Planned]:
    """Compare every entry with the register.

    Rows that the sheet does not have do nothing: absence never deletes.
    """
    book = _Book(register)
    taken: dict[int, int] = {}
    planned = []
    for entry in entries:
        judged = _judge(entry, book, as_of)
        first = taken.setdefault(judged.member_id, entry.row) if judged.member_id else entry.row
        if first != entry.row:
            judged = _refused(judged, _found(entry, "name", "matched_before", above=str(first)))
        planned.append(judged)
    return planned


class _Book:
    """The register by everything that identifies an organisation."""

    def __init__(self, register: Sequence[Known]) -> None:
        self.by_number = {known.number: known for known in register}
        self.by_corporate_number: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_name: defaultdict[str, list[Known]] = defaultdict(list)
        self.by_bare_name: defaultdict[str, list[Known]] = defaultdict(list)
        for known in register:
            if known.profile.get("corporate_number"):
                self.by_corporate_number[str(known.profile["corporate_number"])].append(known)
            for key in dict.fromkeys(folding.search_key(name) for name in known.names):
                self.by_name[key].append(known)
            for key in dict.fromkeys(folding.name_key(name) for name in known.names):
                self.by_bare_name[key].append(known)

    def identify(self, entry: Entry) -> tuple[Known | None, Finding | None]:
        """Return the member that an entry means, or what keeps it from being told."""
        key = folding.search_key(entry.name)
        corporate = str(entry.values.get("corporate_number", ""))
        same_corporate = self.by_corporate_number.get(corporate, []) if corporate else []
        same_name = [
            known
            for known in self.by_name.get(key, [])
            if not (corporate and known.profile.get("corporate_number")) or known in same_corporate
        ]
        numbered = self.by_number.get(entry.number or 0)
        if numbered is not None:
            if numbered in same_corporate or numbered in same_name:
                return numbered, None
            return None, _found(entry, "number", "number_taken", value=str(numbered.number), other=numbered.name)
        candidates = same_corporate or same_name
        if len(candidates) > 1:
            return None, _found(entry, "name", "ambiguous", value=str(len(candidates)))
        if candidates and entry.number is not None:
            return None, _found(entry, "number", "other_number", value=str(candidates[0].number))
        return (candidates[0] if candidates else None), None

    def similar(self, entry: Entry) -> Known | None:
        """Return a member whose name differs only by its legal form."""
        return next(iter(self.by_bare_name.get(folding.name_key(entry.name), [])), None)


def _judge(entry: Entry, book: _Book, as_of: date) -> Planned:
    if entry.has_error:
        return Planned(entry, Outcome.ERROR)
    known, obstacle = book.identify(entry)
    if obstacle is not None:
        return _refused(Planned(entry, Outcome.NEW), obstacle)
    if known is not None:
        return _compare(entry, known, as_of)
    similar = book.similar(entry)
    remarks = (
        ()
        if similar is None
        else (_found(entry, "name", "similar_name", value=str(similar.number), other=similar.name),)
    )
    return Planned(entry, Outcome.NEW, leaves_on=entry.left_on, remarks=remarks)


def _compare(entry: Entry, known: Known, as_of: date) -> Planned:
    """Say what differs between a row and the member that it means."""
    changes: dict[str, tuple[Any, Any]] = {}
    remarks: list[Finding] = []
    for key, told in entry.values.items():
        old = known.profile.get(key, [] if key in LIST_KEYS else "")
        if same_value(old, told):
            continue
        if told and is_lossy_copy(old, told):
            remarks.append(_found(entry, key, "lost_characters", value=item_text(key, old)[:LONGEST_QUOTATION]))
        elif told:
            changes[key] = (old, told)
        elif not _is_remarked(entry, key):
            remarks.append(_found(entry, key, "kept_value", value=item_text(key, old)[:LONGEST_QUOTATION]))
    if entry.joined_on and entry.joined_on != known.joined_on and not _is_default(entry):
        remarks.append(_found(entry, "joined_on", "joined_on_differs", value=dates.wareki(known.joined_on)))
    if known.standing not in BELONGING and (entry.left_on is not None or known.standing_on <= as_of):
        return _compare_gone(entry, known)
    planned = Planned(entry, Outcome.DIFFERS, known.member_id, changes, entry.left_on, tuple(remarks))
    return _dated(planned, known, as_of)


def _compare_gone(entry: Entry, known: Known) -> Planned:
    """A member that has left stays as it is; the sheet may only agree."""
    day, same = dates.wareki(known.standing_on), Planned(entry, Outcome.SAME, known.member_id)
    if entry.left_on is None:
        words = {"value": day, "other": Standing.label_of(known.standing)}
        return _refused(same, _found(entry, "name", "gone_in_register", **words))
    if entry.left_on != known.standing_on:
        return replace(same, remarks=(_found(entry, "left_on", "left_on_differs", value=day),))
    return same


def _dated(planned: Planned, known: Known, as_of: date) -> Planned:
    """A line may only be added at the end of a member's lines: one in between would not carry on."""
    if not planned.changes and planned.leaves_on is None:
        return replace(planned, outcome=Outcome.SAME)
    if planned.changes and planned.leaves_on is not None and planned.leaves_on <= as_of:
        # A leaver has no entry any more from which the sheet's date could tell a change.
        labels = "".join(f"「{ITEMS_BY_KEY[key].label}」" for key in planned.changes)
        remark = _found(planned.entry, "name", "leaver_unchanged", value=labels)
        planned = replace(planned, changes={}, remarks=(*planned.remarks, remark))
    first = as_of if planned.changes else planned.leaves_on
    if first is not None and first < known.last_on:
        words = {"value": dates.wareki(first), "other": dates.wareki(known.last_on)}
        return _refused(planned, _found(planned.entry, "name", "later_lines", **words))
    return planned


def _refused(planned: Planned, finding: Finding) -> Planned:
    return replace(planned, outcome=Outcome.ERROR, remarks=(*planned.remarks, finding))


def _found(entry: Entry, item: str, code: str, /, **values: str) -> Finding:
    return Finding(code, entry.place_of(item), item, values)


def _is_remarked(entry: Entry, key: str) -> bool:
    """Whether the reading said already that the cell's value does not come in."""
    return any(finding.item == key and finding.code != "no_reading" for finding in entry.findings)


def _is_default(entry: Entry) -> bool:
    return any(finding.code == "default_joined_on" for finding in entry.findings)
