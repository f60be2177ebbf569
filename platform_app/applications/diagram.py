"""The life of an application as a picture, drawn from the table: ``python -m platform_app.applications.diagram``."""

from collections.abc import Iterable
from pathlib import Path

from platform_app.applications.workflow import ALL_KINDS, TRANSITIONS, Transition
from platform_app.vocabulary.applications import ApplicationStatus, Procedure

PAGE = Path(__file__).parents[2] / "docs" / "workflow.md"
_HEAD = """# The life of an application

Generated from `TRANSITIONS` in `platform_app/applications/workflow.py` by
`python -m platform_app.applications.diagram`; a test keeps it current.
"""


def mermaid() -> str:
    """Return the state diagram in Mermaid's language."""
    lines = ["stateDiagram-v2", f"    [*] --> {ApplicationStatus.DRAFT.value}"]
    lines += [f'    state "{status.label}" as {status.value}' for status in ApplicationStatus]
    for step in TRANSITIONS.values():
        for source in _in_order(step):
            lines.append(f"    {source.value} --> {step.target.value}: {_words(step)}")
    ends = [status for status in ApplicationStatus if not any(status in step.sources for step in TRANSITIONS.values())]
    lines += [f"    {status.value} --> [*]" for status in ends]
    return "\n".join(lines)


def table() -> str:
    """Return the table in Markdown: act, from, to, procedures, mail."""
    rows = ["| act | code | from | to | procedures | mail |", "| --- | --- | --- | --- | --- | --- |"]
    for step in TRANSITIONS.values():
        cells = (
            step.action.label,
            f"`{step.action.value}`",
            _joined(status.label for status in _in_order(step)),
            step.target.label,
            _joined(kind.label for kind in Procedure if kind in step.kinds),
            f"`{step.mail}`" if step.mail else "",
        )
        rows.append(f"| {' | '.join(cells)} |")
    return "\n".join(rows)


def page() -> str:
    """Return the whole page."""
    return f"{_HEAD}\n```mermaid\n{mermaid()}\n```\n\n{table()}\n"


def _in_order(step: Transition) -> list[ApplicationStatus]:
    return [status for status in ApplicationStatus if status in step.sources]


def _words(step: Transition) -> str:
    kinds = [kind.label for kind in Procedure if kind in step.kinds]
    return step.action.label if step.kinds == ALL_KINDS else f"{step.action.label} ({_joined(kinds)})"


def _joined(words: Iterable[str]) -> str:
    return ", ".join(words)


if __name__ == "__main__":
    PAGE.parent.mkdir(exist_ok=True)
    PAGE.write_text(page(), "utf-8")
