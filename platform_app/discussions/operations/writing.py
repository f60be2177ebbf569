"""Writing lines: each is there once however often it is sent, and two changes of one line are both kept."""

import uuid
from dataclasses import dataclass, field

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.discussions.errors import ConflictSettled, OpinionEmpty, OpinionNotShown
from platform_app.discussions.models import Opinion, OpinionDots, OpinionEdit, Theme
from platform_app.discussions.operations.record import (
    changed,
    check_group,
    check_open,
    check_pillar,
    check_writer,
    is_trusted,
    label_of,
    line_called,
    next_position,
    own_line,
)
from platform_app.errors import NotFound, StaleVersion
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.discussions import EditOutcome, OpinionKind, OpinionSource, Standing


def new_client_id() -> str:
    """Name a line or a change that no browser has named."""
    return str(uuid.uuid4())


@dataclass(frozen=True)
class Words:
    """What a line says. A name is dropped unless whoever is named consents."""

    pillar_id: int
    text: str
    kind: str = OpinionKind.WORDS.value
    speaker_name: str = ""
    speaker_consents: bool = False

    @property
    def speaker(self) -> tuple[str, bool]:
        """The name that may be kept, and whether there is one."""
        consents = self.speaker_consents and bool(self.speaker_name)
        return (self.speaker_name if consents else "", consents)


@dataclass(frozen=True)
class Writer:
    """Where a line comes from: a table of the grouping, or the name of one that was typed."""

    group_id: int | None = None
    group_label: str = ""
    source: str = OpinionSource.TABLE.value


@dataclass(frozen=True)
class Change:
    """One change of a line: its own name, the line, the version that was seen, and the new words."""

    client_id: str
    base_version: int
    words: Words
    id: str = field(default_factory=new_client_id)


@operation(Action.WRITE_OPINION)
def write(theme: Theme, *, words: Words, writer: Writer, client_id: str | None = None, by: Actor) -> Opinion:
    """Add a line. The same ``client_id`` again gives the line that is there, as it stands now.

    Raises DiscussionClosed, OpinionEmpty, NotFound.
    """
    group = check_group(theme, writer.group_id, by)
    client_id = client_id or new_client_id()
    known = db.session.scalar(select(Opinion).where(Opinion.client_id == client_id))
    if known is not None:
        check_writer(known, writer.group_id, by)
        return line_called(theme, client_id)
    check_open(theme, by)
    _check_words(theme, words)
    moment = now()
    row = Opinion(
        event_id=theme.event_id,
        theme_id=theme.id,
        group_id=group.id if group else None,
        group_label=label_of(group, writer.group_label),
        client_id=client_id,
        position=next_position(words.pillar_id),
        source=writer.source,
        created_at=moment,
        updated_at=moment,
    )
    _say(row, words)
    db.session.add(row)
    db.session.flush()
    _note(row, Change(client_id, 0, words, id=client_id), writer.source, EditOutcome.APPLIED).made_version = 1
    changed(theme, [row])
    return row


def _check_words(theme: Theme, words: Words) -> None:
    if not words.text.strip():
        raise OpinionEmpty
    check_pillar(theme, words.pillar_id)


def _say(row: Opinion, words: Words) -> None:
    """Put words into a line."""
    row.pillar_id, row.kind, row.text = words.pillar_id, str(words.kind), words.text
    row.speaker_name, row.speaker_consents = words.speaker


def says(row: Opinion) -> Words:
    """Return what a line says now."""
    return Words(row.pillar_id, row.text, row.kind, row.speaker_name, row.speaker_consents)


def _note(row: Opinion, change: Change, source: str, outcome: EditOutcome) -> OpinionEdit:
    """Keep a change beside its line."""
    name, consents = change.words.speaker
    edit = OpinionEdit(
        opinion_id=row.id,
        client_id=change.id,
        base_version=change.base_version,
        pillar_id=change.words.pillar_id,
        kind=str(change.words.kind),
        text=change.words.text,
        speaker_name=name,
        speaker_consents=consents,
        source=source,
        outcome=outcome.value,
    )
    db.session.add(edit)
    return edit


@operation(Action.EDIT_OPINION)
def edit(theme: Theme, *, change: Change, writer: Writer, by: Actor) -> tuple[Opinion, EditOutcome]:
    """Change a line; if somebody else changed it since ``base_version``, keep this beside it as a conflict.

    What a table changes in a line that the office withheld waits in the same way. The same
    change again changes nothing. Raises DiscussionClosed, OpinionEmpty, NotFound.
    """
    row = line_called(theme, change.client_id)
    check_writer(row, writer.group_id, by)
    known = db.session.scalar(select(OpinionEdit).where(OpinionEdit.client_id == change.id))
    if known is not None:
        return row, EditOutcome(known.outcome)
    check_open(theme, by)
    _check_words(theme, change.words)
    words = change.words
    if (words.pillar_id, words.kind, words.text, words.speaker) == _standing_words(row):
        return row, EditOutcome.APPLIED
    may_apply = row.standing == Standing.SHOWN or is_trusted(by)
    outcome = EditOutcome.APPLIED if may_apply and change.base_version == row.version else EditOutcome.CONFLICT
    noted = _note(row, change, writer.source, outcome)
    if outcome == EditOutcome.APPLIED:
        _apply(row, words)
        noted.made_version = row.version
    changed(theme, [row])
    return row, outcome


def _standing_words(row: Opinion) -> tuple[int, str, str, tuple[str, bool]]:
    return row.pillar_id, row.kind, row.text, (row.speaker_name, row.speaker_consents)


def _apply(row: Opinion, words: Words) -> None:
    if words.pillar_id != row.pillar_id:
        row.position = next_position(words.pillar_id)
    _say(row, words)
    row.version += 1
    row.updated_at = now()


@operation(Action.SETTLE_OPINION)
def settle(  # noqa: PLR0913 - each is one thing that the page says
    theme: Theme, *, opinion_id: int, edit_id: int, keep: str, group_id: int | None = None, by: Actor
) -> Opinion:
    """Choose between what stands and a change that crossed it: ``current``, ``other`` or ``both``.

    Both makes the change a line of its own. Raises ConflictSettled, DiscussionClosed,
    OpinionNotShown, NotFound.
    """
    edit = db.session.get(OpinionEdit, edit_id)
    if edit is None or edit.opinion_id != opinion_id:
        raise NotFound
    row = own_line(theme, opinion_id)
    check_writer(row, group_id, by)
    check_open(theme, by)
    if edit.outcome != EditOutcome.CONFLICT:
        raise ConflictSettled
    if row.standing != Standing.SHOWN and not is_trusted(by):
        raise OpinionNotShown
    words = Words(edit.pillar_id, edit.text, edit.kind, edit.speaker_name, edit.speaker_consents)
    edit.outcome = EditOutcome.DROPPED.value if keep == "current" else EditOutcome.CHOSEN.value
    found = row
    if keep == "other":
        _apply(row, words)
        edit.made_version = row.version
    elif keep == "both":
        writer = Writer(row.group_id, row.group_label, edit.source)
        found = write.__wrapped__(theme, words=words, writer=writer, by=by)  # type: ignore[attr-defined]
    changed(theme, [row, found])
    return found


@operation(Action.REMOVE_OPINION)
def remove(theme: Theme, *, opinion_id: int, version: int, group_id: int | None = None, by: Actor) -> Opinion:
    """Take a line back; it stays for the office. Raises StaleVersion, DiscussionClosed, NotFound, OpinionNotShown."""
    row = own_line(theme, opinion_id)
    check_writer(row, group_id, by)
    check_open(theme, by)
    if row.standing == Standing.REMOVED:
        return row
    if row.merged_into_id is not None or row.standing != Standing.SHOWN:
        raise OpinionNotShown
    if row.version != version:
        raise StaleVersion
    row.standing = Standing.REMOVED.value
    changed(theme, [row])
    return row


@operation(Action.GIVE_DOTS)
def give_dots(theme: Theme, *, opinion_id: int, group_id: int, count: int, by: Actor) -> Opinion:
    """Say how many dots a table gives a line, whoever's it is. Raises OpinionNotShown, DiscussionClosed, NotFound."""
    check_group(theme, group_id, by)
    check_open(theme, by)
    row = own_line(theme, opinion_id)
    if row.standing != Standing.SHOWN or row.merged_into_id is not None:
        raise OpinionNotShown
    found = db.session.scalar(
        select(OpinionDots).where(OpinionDots.opinion_id == row.id, OpinionDots.group_id == group_id)
    )
    if count <= 0:
        if found is not None:
            db.session.delete(found)
    elif found is None:
        db.session.add(OpinionDots(opinion_id=row.id, group_id=group_id, count=count))
    else:
        found.count = count
    changed(theme)
    return row
