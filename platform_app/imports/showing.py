"""A plan as the preview page shows it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Any

from platform_app.dates import wareki
from platform_app.imports.findings import Finding, Level
from platform_app.imports.matching import Column
from platform_app.imports.planning import Planned
from platform_app.imports.sentences import NOTES, UNHEADED
from platform_app.members.entry_text import item_text
from platform_app.vocabulary.imports import Outcome
from platform_app.vocabulary.organisations import Standing
from platform_app.vocabulary.profile import ITEMS_BY_KEY

#: How the page colours each outcome; the words stand beside it.
TONES = {Outcome.NEW: "success", Outcome.DIFFERS: "progress", Outcome.SAME: "neutral", Outcome.ERROR: "danger"}
#: The filter for rows with warnings, beside the outcomes.
WITH_WARNINGS = "warning"
STANDING = "在籍状況"
NAME_LIMIT, ENDING_LIMIT = 100, 10


@dataclass(frozen=True)
class ShownRow:
    """One row of the preview in words."""

    planned: Planned
    tone: str
    changes: list[tuple[str, str, str]]
    details: list[tuple[str, str]]
    errors: list[Finding]
    warnings: list[Finding]


def file_name(text: str) -> str:
    """Return the name of an uploaded file without folders, its ending kept when it is cut."""
    path = PurePath(text.replace("\\", "/"))
    return f"{path.stem[:NAME_LIMIT]}{path.suffix[:ENDING_LIMIT]}"


def column(each: Column) -> tuple[int, str, str]:
    """Return a column's number, its label, and what stands in it."""
    samples = "、".join(sample.replace("\n", " ") for sample in each.samples)
    heading = f"「{each.label}」" if each.label else f"（{UNHEADED}）"
    return each.index, f"{each.letters}列{heading}", f"例：{samples}" if samples else "（値がありません）"


def only(rows: Sequence[Planned], wanted: str) -> list[Planned]:
    """Return the rows with one outcome, those with warnings, or all."""
    if wanted == WITH_WARNINGS:
        return [row for row in rows if any(finding.level is Level.WARNING for finding in row.findings)]
    return [row for row in rows if wanted in {"", row.outcome.value}]


def shown(planned: Planned) -> ShownRow:
    """Put a row into words."""
    findings = planned.findings
    changes = [
        (ITEMS_BY_KEY[key].label, item_text(key, old), item_text(key, new))
        for key, (old, new) in planned.changes.items()
    ]
    if planned.outcome is Outcome.DIFFERS and planned.leaves_on is not None:
        leaving = f"{wareki(planned.leaves_on)}{Standing.WITHDRAWN.label}"
        changes.append((STANDING, Standing.ACTIVE.label, leaving))
    return ShownRow(
        planned,
        TONES[planned.outcome],
        changes,
        [(ITEMS_BY_KEY[key].label, item_text(key, value)) for key, value in planned.entry.values.items() if value],
        [finding for finding in findings if finding.level is Level.ERROR],
        [finding for finding in findings if finding.level is Level.WARNING],
    )


def note(stored: Mapping[str, Any]) -> str:
    """Return the sentence of a note on the sheet."""
    return NOTES[stored["code"]].format(**{key: value for key, value in stored.items() if key != "code"})
