"""An audit entry in words: one sentence, and the differences field by field."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from platform_app.actor import APPLICANT, SYSTEM, VISITOR
from platform_app.dates import wareki, wareki_datetime
from platform_app.members.entry_text import item_text
from platform_app.trail import AuditEntry
from platform_app.vocabulary.accounts import SYSTEM_NAME, Role
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, Channel, Procedure
from platform_app.vocabulary.organisations import OrganisationKind, RegisterChange, Standing, Theme, Visibility
from platform_app.vocabulary.profile import ITEMS_BY_KEY
from platform_app.vocabulary.tables import column_label, table_label

#: Tables whose columns are the items of an entry, and are called and read as the form does.
_ENTRIES = frozenset({"application", "member_record"})
_CODES = {
    "status": ApplicationStatus,
    "from_status": ApplicationStatus,
    "to_status": ApplicationStatus,
    "procedure": Procedure,
    "channel": Channel,
    "standing": Standing,
    "change": RegisterChange,
    "kind": OrganisationKind,
    "themes": Theme,
    "roles": Role,
    "action": Action,
}

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


def differences(entry: AuditEntry) -> list[Difference]:
    """Return every column that an entry changed."""
    found = []
    for change in entry.changes:
        for column, (before, after) in change.get("columns", {}).items():
            hidden = isinstance(after, dict) and after.get("redacted") is True
            found.append(
                Difference(
                    table_label(change["table"]),
                    _name(change["table"], column),
                    "" if hidden else _value(change["table"], column, before),
                    "" if hidden else _value(change["table"], column, after),
                    hidden,
                )
            )
    return found


def disclosures(entry: AuditEntry) -> list[tuple[str, str]]:
    """Return the scope of a view or export: what was asked for, never what was shown."""
    return [
        (column_label(name), _shown(name, value))
        for change in entry.changes
        if change.get("verb") == "disclose"
        for name, value in change.items()
        if name != "verb"
    ]


def _name(table: str, column: str) -> str:
    is_item = table in _ENTRIES and column in ITEMS_BY_KEY
    return ITEMS_BY_KEY[column].label if is_item else column_label(column)


def _value(table: str, column: str, value: Any) -> str:
    """Return what a column of a table held: an item of an entry as the form prints it."""
    if table in _ENTRIES and column in ITEMS_BY_KEY and isinstance(value, str | list):
        return item_text(column, value)
    if column == "visibility" and isinstance(value, dict):
        pairs = ((ITEMS_BY_KEY[key].label, code) for key, code in value.items() if key in ITEMS_BY_KEY)
        return "\u3001".join(f"{label}：{Visibility.label_of(code)}" for label, code in pairs)
    return _shown(column, value)


def _moment(column: str, text: str) -> str:
    """Return a stored day or instant in the calendar that people use; any other text as it stands."""
    try:
        if column.endswith("_at"):
            return wareki_datetime(datetime.fromisoformat(text))
        return wareki(date.fromisoformat(text)) if column.endswith("_on") else text
    except ValueError:
        return text


def _shown(column: str, value: Any) -> str:
    """Return a stored value as people read it."""
    if value is None or value in ("", [], {}):
        return ""
    if isinstance(value, str):
        value = _moment(column, value)
    if isinstance(value, bool):
        return "\u25cb" if value else "\u00d7"
    words = value if isinstance(value, list) else [value]
    codes = _CODES.get(column)
    if column == "item":
        words = [ITEMS_BY_KEY[word].label if word in ITEMS_BY_KEY else word for word in words]
    labels = [codes.label_of(word) if codes and isinstance(word, str) else str(word) for word in words]
    return "\u3001".join(labels)
