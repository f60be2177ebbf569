"""What the office does with lines that have been said: withholding, merging, cutting, tagging, ordering."""

from collections.abc import Sequence

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.discussions.errors import OpinionNotShown, TooFewParts, TooFewToMerge
from platform_app.discussions.models import Opinion, OpinionTag, Theme
from platform_app.discussions.operations.record import changed, number, ordered, own_line
from platform_app.discussions.operations.writing import Words, new_client_id
from platform_app.errors import MissingReason, StaleVersion
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.discussions import OpinionSource, Standing


@operation(Action.WITHHOLD_OPINION)
def withhold(theme: Theme, *, opinion_id: int, reason: str, by: Actor) -> Opinion:  # noqa: ARG001
    """Let nobody but the office read a line, in any output. Raises MissingReason, OpinionNotShown, NotFound."""
    row = own_line(theme, opinion_id)
    if row.standing == Standing.REMOVED:
        raise OpinionNotShown
    if not reason.strip():
        raise MissingReason(field="reason")
    row.standing, row.withheld_reason = Standing.WITHHELD.value, reason
    changed(theme, [row])
    return row


@operation(Action.SHOW_OPINION)
def show(theme: Theme, *, opinion_id: int, by: Actor) -> Opinion:  # noqa: ARG001
    """Show a line again that was withheld or removed. Raises NotFound, and OpinionNotShown for a dissolved one."""
    row = own_line(theme, opinion_id)
    if row.is_merged and row.standing == Standing.REMOVED:
        raise OpinionNotShown
    row.standing, row.withheld_reason = Standing.SHOWN.value, ""
    changed(theme, [row])
    return row


def _shown(theme: Theme, opinion_id: int) -> Opinion:
    row = own_line(theme, opinion_id)
    if row.standing != Standing.SHOWN or row.merged_into_id is not None:
        raise OpinionNotShown
    return row


@operation(Action.MERGE_OPINIONS)
def merge(theme: Theme, *, opinion_ids: Sequence[int], text: str, kind: str, by: Actor) -> Opinion:  # noqa: ARG001
    """Make one line of several, which stay as its sources; it stands where the first of them stood.

    Raises TooFewToMerge, OpinionNotShown, NotFound.
    """
    rows = [_shown(theme, key) for key in dict.fromkeys(opinion_ids)]
    if len(rows) < 2:  # noqa: PLR2004 - one is not several
        raise TooFewToMerge
    first = min(rows, key=lambda row: (row.pillar_id != rows[0].pillar_id, row.position, row.id))
    merged = _line_beside(first, Words(first.pillar_id, text, kind), group_id=None, group_label="")
    merged.is_merged = True
    for row in rows:
        row.merged_into_id = merged.id
    _tag(merged, [each.tag for row in rows for each in row.tags])
    changed(theme, [merged, *rows])
    return merged


def _line_beside(before: Opinion, words: Words, *, group_id: int | None, group_label: str) -> Opinion:
    """Add a line directly after another."""
    moment = now()
    row = Opinion(
        event_id=before.event_id,
        theme_id=before.theme_id,
        pillar_id=before.pillar_id,
        group_id=group_id,
        group_label=group_label,
        client_id=new_client_id(),
        kind=str(words.kind),
        text=words.text,
        speaker_name=words.speaker[0],
        speaker_consents=words.speaker[1],
        source=OpinionSource.STAFF.value,
        created_at=moment,
        updated_at=moment,
    )
    rows = ordered(before.pillar_id)
    db.session.add(row)
    rows.insert(rows.index(before) + 1, row)
    number(rows)
    db.session.flush()
    return row


@operation(Action.UNMERGE_OPINIONS)
def unmerge(theme: Theme, *, opinion_id: int, by: Actor) -> Opinion:  # noqa: ARG001
    """Dissolve a merged line: its sources stand for themselves again. Raises OpinionNotShown, NotFound."""
    merged = own_line(theme, opinion_id)
    if not merged.is_merged or merged.merged_into_id is not None or merged.standing == Standing.REMOVED:
        raise OpinionNotShown
    sources = [row for row in _of_theme(theme) if row.merged_into_id == merged.id]
    for row in sources:
        row.merged_into_id = None
    merged.standing = Standing.REMOVED.value
    changed(theme, [merged, *sources])
    return merged


def _of_theme(theme: Theme) -> list[Opinion]:
    return [row for pillar in theme.pillars for row in ordered(pillar.id)]


@operation(Action.SPLIT_OPINION)
def split(theme: Theme, *, opinion_id: int, version: int, parts: Sequence[str], by: Actor) -> list[Opinion]:  # noqa: ARG001
    """Cut a line into several of the same table; it keeps the first part, the others remember it.

    Raises TooFewParts, StaleVersion, OpinionNotShown, NotFound.
    """
    row = _shown(theme, opinion_id)
    if row.version != version:
        raise StaleVersion
    if len(parts) < 2 or row.is_merged:  # noqa: PLR2004 - one part is no cut
        raise TooFewParts
    row.text, row.version, row.updated_at = parts[0], row.version + 1, now()
    made = [row]
    for text in parts[1:]:
        words = Words(row.pillar_id, text, row.kind, row.speaker_name, row.speaker_consents)
        part = _line_beside(made[-1], words, group_id=row.group_id, group_label=row.group_label)
        part.split_from_id, part.source = row.id, row.source
        _tag(part, [each.tag for each in row.tags])
        made.append(part)
    changed(theme, made)
    return made


@operation(Action.TAG_OPINION)
def tag(theme: Theme, *, opinion_id: int, tags: Sequence[str], by: Actor) -> Opinion:  # noqa: ARG001
    """Set the tags of a line. Raises NotFound."""
    row = own_line(theme, opinion_id)
    _tag(row, tags)
    changed(theme, [row])
    return row


def _tag(row: Opinion, tags: Sequence[str]) -> None:
    wanted = list(dict.fromkeys(tags))
    kept = {each.tag: each for each in row.tags}
    row.tags = [kept.get(word) or OpinionTag(tag=word) for word in wanted]


@operation(Action.MOVE_OPINION)
def move(theme: Theme, *, opinion_id: int, steps: int, by: Actor) -> Opinion:  # noqa: ARG001
    """Move a line up (-1) or down (1) among those that stand in its pillar. Raises OpinionNotShown, NotFound."""
    row = _shown(theme, opinion_id)
    rows = ordered(row.pillar_id)
    standing = [each for each in rows if each.standing == Standing.SHOWN and each.merged_into_id is None]
    target = min(max(standing.index(row) + steps, 0), len(standing) - 1)
    neighbour = standing[target]
    if neighbour is not row:
        rows.remove(row)
        rows.insert(rows.index(neighbour) + (1 if steps > 0 else 0), row)
        number(rows)
        changed(theme)
    return row
