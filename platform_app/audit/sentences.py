"""An audit entry in words: one sentence, what it is about, and the differences field by field."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from platform_app.actor import APPLICANT, SYSTEM, VISITOR
from platform_app.audit import disclosing
from platform_app.audit.naming import Names, numbers_in, reference_of
from platform_app.audit.values import column_name, value_text
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import SYSTEM_NAME, Role
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.office import OFFICE_LABELS
from platform_app.vocabulary.tables import table_label

_SETTING = "office_setting"
#: A label that tells a reader what the entry was about; a bare number or code does not.
_TELLING = re.compile(r"[\u3040-\u30ff\u4e00-\u9fff]")
#: What is called as a whole where no one row of it is the subject.
_WHOLE = {"member_record": "会員名簿"}
_MOST_TABLES = 3

#: Capacities of those who hold no account.
WITHOUT_ACCOUNT = {VISITOR: "ログインなし", APPLICANT: "申請者", SYSTEM: SYSTEM_NAME}


@dataclass(frozen=True)
class Difference:
    """One field before and after; hidden ones say only that they changed."""

    table: str
    column: str
    before: str
    after: str
    is_hidden: bool = False


def action_label(entry: AuditEntry) -> str:
    """Return what was done, in the words of the list of actions."""
    return Action.label_of(entry.action)


def channel_label(entry: AuditEntry) -> str:
    """Return the channel in words."""
    return SYSTEM_NAME if entry.channel == SYSTEM else Channel.label_of(entry.channel)


def capacities_label(entry: AuditEntry) -> list[str]:
    """Return the roles of the actor in words."""
    return [WITHOUT_ACCOUNT.get(code) or Role.label_of(code) for code in entry.capacities.split()]


def actor_label(entry: AuditEntry) -> str:
    """Return who acted, and in which capacity unless the name says it."""
    roles = [role for role in capacities_label(entry) if role != entry.actor_label]
    return "　".join([entry.actor_label, "、".join(roles)]).strip("　")


def subject_label(entry: AuditEntry, names: Names) -> str:
    """Return what an entry is about: the kind of thing and its name; of settings, which ones."""
    if not entry.subject_type:
        return "\u3001".join(_tables_of(entry))
    kind = table_label(entry.subject_type)
    if entry.subject_id is None:
        return _WHOLE.get(entry.subject_type, kind)
    stored = entry.subject_label if _TELLING.search(entry.subject_label) else ""
    present = names.of(entry.subject_type, entry.subject_id)
    # What it was called then, unless its present name says the same and more (which of a series of events).
    name = present if stored in present else stored
    return f"{kind}：{name or entry.subject_label}" if name or entry.subject_label else kind


def _tables_of(entry: AuditEntry) -> list[str]:
    """Return what an entry without a subject changed, the first few."""
    found = [
        f"{table_label(_SETTING)}：{_setting_label(change)}"
        if change["table"] == _SETTING
        else table_label(change["table"])
        for change in entry.changes
        if "table" in change
    ]
    told = list(dict.fromkeys(found))
    return [*told[:_MOST_TABLES], "ほか"] if len(told) > _MOST_TABLES else told


def names_of_subjects(entries: Iterable[AuditEntry]) -> Names:
    """Look up what entries are about, for a list of them."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for entry in entries:
        if entry.subject_id is not None:
            wanted[entry.subject_type].add(entry.subject_id)
    return Names().load(wanted)


def names_of(entry: AuditEntry) -> Names:
    """Look up everything that an entry refers to."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for table, column, values in _held(entry):
        if reference := reference_of(table, column):
            wanted[reference].update(*map(numbers_in, values))
    return names_of_subjects([entry]).load(wanted)


def _held(entry: AuditEntry) -> Iterator[tuple[str, str, list[Any]]]:
    """Yield every column that an entry tells of, with its values."""
    for change in entry.changes:
        if change.get("verb") == "disclose":
            yield from ((disclosing.DISCLOSURE, name, [value]) for name, value in change.items())
        else:
            yield from ((change["table"], column, pair) for column, pair in change["columns"].items())


def differences(entry: AuditEntry, names: Names) -> list[Difference]:
    """Return every column that an entry changed."""
    return [
        _difference(change, column, before, after, names)
        for change in entry.changes
        for column, (before, after) in change.get("columns", {}).items()
    ]


def _difference(change: dict[str, Any], column: str, before: Any, after: Any, names: Names) -> Difference:
    table, label = change["table"], column_name(change["table"], column)
    if table == _SETTING and column == "value" and "key" in change:
        label = _setting_label(change)
        # The words of a setting's codes stand under its own name.
        column = change["key"] if isinstance(after if after is not None else before, list) else column
    if isinstance(after, dict) and after.get("redacted") is True:
        return Difference(table_label(table), label, "", "", is_hidden=True)
    was, now = (value_text(table, column, value, names) for value in (before, after))
    return Difference(table_label(table), label, was, now)


def _setting_label(change: dict[str, Any]) -> str:
    """Name a setting; entries from before settings were named in the trail can not be."""
    key = change.get("key", "")
    return OFFICE_LABELS[key][1] if key in OFFICE_LABELS else "（名称の記録なし）"


def disclosures(entry: AuditEntry, names: Names) -> list[tuple[str, str]]:
    """Return the scope of a view or export: what was asked for, never what was shown."""
    return [
        part for change in entry.changes if change.get("verb") == "disclose" for part in disclosing.parts(change, names)
    ]
