"""The sheets and lists of a discussion: what may be shown, put into the values that are printed."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from platform_app.dates import to_tokyo
from platform_app.discussions import queries, record_queries, trace_queries
from platform_app.discussions.models import GroupSummary, Theme
from platform_app.discussions.queries import ShownOpinion
from platform_app.discussions.record_words import UNSEATED, count_words, member_line, step_line, tables_line
from platform_app.discussions.trace_queries import ShownTrace
from platform_app.events import words
from platform_app.events.models import Event
from platform_app.groups.models import Group
from platform_app.vocabulary.discussions import table_name
from platform_app.vocabulary.trace import AnswerState
from reports.documents.discussion_blank import blank_sheets
from reports.documents.discussion_record import record_part
from reports.documents.discussion_sheet import TITLE, discussion_sheets
from reports.documents.discussion_values import Discussion, NextStep, PrintedGroup, PrintedOpinion, PrintedPillar
from reports.pdf import render_packet


def group_sheets(event: Event, theme: Theme, *, is_internal: bool, foot: str) -> bytes:
    """Return one sheet for each table; ``is_internal`` prints everybody's name, else that of who agreed."""
    lines = [part for line in queries.shown_opinions([theme]) for part in said_parts(line)]
    summaries = {_table(row.group_id, row.group_label): row for row in queries.shown_summaries([theme])}
    groups: dict[tuple[int | None, str], Group] = {(group.id, ""): group for group in record_queries.groups_of(theme)}
    keys = dict.fromkeys([*groups, *(_table(line.group_id, line.group_label) for line in lines), *summaries])
    printed = [
        _group_sheet(theme, groups.get(key), key, lines, summaries.get(key), is_internal=is_internal) for key in keys
    ]
    return discussion_sheets(_head(event, theme, foot, printed))


def _table(group_id: int | None, label: str) -> tuple[int | None, str]:
    """Return what tells tables apart: the group, or where it is gone the name that it had."""
    return (group_id, "") if group_id is not None else (None, label)


def said_parts(line: ShownOpinion) -> list[ShownOpinion]:
    """Return what was said at tables: a line itself, or what was merged into it."""
    own = [] if line.is_merged else [line]
    return [*own, *(part for source in line.sources for part in said_parts(source))]


def _group_sheet(  # noqa: PLR0913 - a sheet is its theme, table, lines and summary
    theme: Theme,
    group: Group | None,
    key: tuple[int | None, str],
    lines: Sequence[ShownOpinion],
    summary: GroupSummary | None,
    *,
    is_internal: bool,
) -> PrintedGroup:
    own = [line for line in lines if _table(line.group_id, line.group_label) == key]
    pillars = [
        PrintedPillar(pillar.text, [_own_opinion(line) for line in own if line.pillar_id == pillar.id])
        for pillar in theme.pillars
    ]
    return PrintedGroup(
        table_name(group.name, group.number) if group else key[1] or UNSEATED,
        members_of(group, is_internal=is_internal) if group else (),
        pillars,
        summary.summary if summary else "",
        _steps(summary),
    )


def members_of(group: Group, *, is_internal: bool) -> list[str]:
    """Return a line for each person of a table; on what is handed out only those who agreed to be listed."""
    return [member_line(place) for place in group.places if is_internal or place.participant.is_listed]


def _own_opinion(line: ShownOpinion) -> PrintedOpinion:
    dots = line.dots_by_group.get(line.group_id, 0) if line.group_id is not None else line.dots
    return PrintedOpinion(_said(line), "、".join(line.tags), str(dots or ""))


def _said(line: ShownOpinion) -> str:
    return f"{line.printed}（{line.speaker}）" if line.speaker else line.printed


def _steps(summary: GroupSummary | None) -> list[NextStep]:
    if summary is None or not (summary.next_who or summary.next_what or summary.next_when):
        return []
    return [NextStep(summary.next_who, summary.next_what, summary.next_when)]


def _head(event: Event, theme: Theme, foot: str, groups: Sequence[PrintedGroup]) -> Discussion:
    return Discussion(words.full_title(event), words.day_of(event), words.where(event), theme.title, foot, groups)


def record(event: Event, themes: Sequence[Theme], *, foot: str) -> bytes:
    """Return the record of some themes by pillar, each theme on pages of its own."""
    lines = queries.shown_opinions(themes)
    parts = []
    for theme in themes:
        pillars = [
            PrintedPillar(pillar.text, [_collected(line) for line in lines if line.pillar_id == pillar.id])
            for pillar in theme.pillars
        ]
        groups = [
            PrintedGroup(row.group_label or UNSEATED, (), (), row.summary, _steps(row))
            for row in queries.shown_summaries([theme])
        ]
        parts.append(record_part(_head(event, theme, foot, groups), pillars))
    return render_packet(parts, title=TITLE)


def _collected(line: ShownOpinion) -> PrintedOpinion:
    sources = [f"{part.printed}{f'（{part.group_label}）' if part.group_label else ''}" for part in said_parts(line)]
    return PrintedOpinion(
        _said(line), "、".join(line.tags), str(line.dots or ""), tables_line(line), sources if line.is_merged else ()
    )


def blanks(event: Event, theme: Theme, address: Callable[[str], str]) -> bytes:
    """Return the sheets to write on, one for each table; ``address`` gives the page of a table's code."""
    groups = record_queries.groups_of(theme)
    pillars = [PrintedPillar(pillar.text) for pillar in theme.pillars]
    printed = [PrintedGroup(table_name(group.name, group.number), (), pillars) for group in groups] or [
        PrintedGroup("", (), pillars)
    ]
    return blank_sheets(_head(event, theme, "", printed), [address(group.code) for group in groups])


def rows(lines: Iterable[ShownOpinion], *, published_only: bool) -> list[dict[str, Any]]:
    """Return the rows of the list of opinions, numbered."""
    found = list(lines)
    traces = trace_queries.traces_of(found, published_only=published_only)
    places = record_queries.places(found)
    return [
        {"row_number": number, **_row(line, places[line.id], traces.get(line.id, []))}
        for number, line in enumerate(found, start=1)
    ]


def _row(line: ShownOpinion, place: record_queries.Place, traces: Sequence[ShownTrace]) -> dict[str, Any]:
    return {
        "event": words.full_title(place.event),
        "held_on": to_tokyo(place.event.starts_at).date(),
        "theme": place.theme.title,
        "pillar_number": place.pillar_number,
        "pillar": place.pillar.text,
        "group": tables_line(line),
        "text": line.printed,
        "tags": list(line.tags),
        "agreement_count": line.dots,
        "table_count": line.table_count,
        "sources": "\n".join(part.printed for part in said_parts(line)) if line.is_merged else "",
        "answer_state": (AnswerState.ANSWERED if traces else AnswerState.OPEN).value,
        "trace": "\n".join(step_line(step) for trace in traces for step in trace.steps),
        "speaker": line.speaker,
        "recorded_at": line.created_at,
    }


def scope(event: Event, theme: Theme, lines: Sequence[ShownOpinion]) -> str:
    """Return what a list says of itself."""
    return f"{words.full_title(event)}、{theme.title}、{count_words(lines)}"
