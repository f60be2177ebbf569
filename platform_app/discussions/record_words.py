"""A record in the words of its pages, sheets and lists."""

from collections.abc import Iterable

from platform_app.dates import wareki
from platform_app.discussions.queries import ShownOpinion
from platform_app.discussions.trace_models import TraceStep
from platform_app.groups.models import GroupPlace
from platform_app.vocabulary.groups import TableRole
from platform_app.vocabulary.trace import OutcomeKind

#: What a sheet is called that belongs to no table.
UNSEATED = "全体"


def member_line(place: GroupPlace) -> str:
    """Return a person at a table: what they do there, the name and the organisation."""
    person, organisation = place.participant, place.participant.registration.organisation
    name = f"{person.name}（{organisation}）" if organisation else person.name
    return f"{TableRole.label_of(place.role) or '　　'}　{name}"


def tables_line(line: ShownOpinion) -> str:
    """Return whose opinion a line is: one table's, or how many tables said so."""
    return f"{line.table_count}つの班から" if line.is_merged else line.group_label


def count_words(lines: Iterable[ShownOpinion]) -> str:
    """Return how many opinions there are."""
    return f"意見{sum(1 for _ in lines)}件"


def step_title(step: TraceStep) -> str:
    """Return what a step is and what it is called."""
    return f"{OutcomeKind.label_of(step.kind)}：{step.title}"


def step_facts(step: TraceStep) -> str:
    """Return who does it, by when, and whether it is done."""
    facts = (
        f"担当 {step.person}" if step.person else "",
        f"期限 {wareki(step.due_on)}" if step.due_on else "",
        f"{wareki(step.done_on)}に済み" if step.done_on else "",
    )
    return "、".join(fact for fact in facts if fact)


def step_line(step: TraceStep) -> str:
    """Return a step in one line."""
    facts = step_facts(step)
    return f"{wareki(step.happened_on)} {step_title(step)}{f'（{facts}）' if facts else ''}"
