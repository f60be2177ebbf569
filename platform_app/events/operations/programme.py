"""The programme of an event and its files."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.applications.attachments import CheckedFile
from platform_app.errors import NotFound
from platform_app.events.errors import MissingAlternative, MissingConsent
from platform_app.events.models import Event, EventFile, ProgrammeItem
from platform_app.events.operations.planning import record
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import EventFileKind, EventStatus


@dataclass(frozen=True)
class ProgrammeLine:
    """One line: a part (部), or an item of the part above it. Presenters have name, organisation, post."""

    title: str
    is_part: bool = False
    starts: str = ""
    minutes: int | None = None
    detail: str = ""
    presenters: Sequence[dict[str, str]] = ()
    material_ids: Sequence[int] = field(default_factory=tuple)


@operation(Action.EDIT_PROGRAMME)
def set_programme(event: Event, *, lines: Sequence[ProgrammeLine], by: Actor) -> Event:
    """Lay the programme anew; what a published event's programme was stays in its history."""
    del by
    before = told(event.programme)
    # Items go before their part: a row must not lose the parent that it names.
    for is_item in (True, False):
        for row in [each for each in event.programme if (each.parent_id is not None) is is_item]:
            db.session.delete(row)
        db.session.flush()
    db.session.expire(event, ["programme"])
    rows, part = [], None
    for position, line in enumerate(lines):
        row = _row(event, line, position, None if line.is_part else part)
        part = row.id if line.is_part else part
        rows.append(row)
    after = told(rows)
    if event.status != EventStatus.DRAFT and before != after:
        change = record(event, Action.EDIT_PROGRAMME, {})
        change.before, change.after = {"programme": before}, {"programme": after}
    return event


def _row(event: Event, line: ProgrammeLine, position: int, parent_id: int | None) -> ProgrammeItem:
    row = ProgrammeItem(
        event_id=event.id,
        parent_id=parent_id,
        position=position,
        starts=line.starts,
        minutes=line.minutes,
        title=line.title,
        detail=line.detail,
        presenters=[dict(presenter) for presenter in line.presenters],
        material_ids=list(line.material_ids),
    )
    db.session.add(row)
    db.session.flush()
    return row


def told(items: Sequence[ProgrammeItem]) -> list[str]:
    """Return the lines of a programme as the history keeps them."""
    return [
        " ".join([item.starts, item.title, *(person.get("name", "") for person in item.presenters)]).strip()
        for item in items
    ]


@operation(Action.ADD_EVENT_FILE)
def add_file(  # noqa: PLR0913 - each is one thing that the page says
    event: Event,
    *,
    kind: str,
    upload: CheckedFile,
    alternative: str = "",
    caption: str = "",
    is_public: bool = True,
    has_consent: bool = False,
    by: Actor,
) -> EventFile:
    """Add a file. Raises MissingAlternative, MissingConsent: what is seen is also said, and nobody shown unasked."""
    del by
    _need(kind, alternative, is_unasked=is_public and not has_consent)
    row = EventFile(
        event_id=event.id,
        kind=kind,
        file_name=upload.name,
        content_type=upload.content_type,
        size=len(upload.content),
        content=upload.content,
        alternative=alternative,
        caption=caption,
        is_public=is_public,
        position=len(event.files),
    )
    db.session.add(row)
    return row


@operation(Action.EDIT_EVENT_FILE)
def edit_file(  # noqa: PLR0913 - each is one thing that the page says
    event: Event,
    *,
    file_id: int,
    kind: str,
    alternative: str,
    caption: str,
    is_public: bool,
    has_consent: bool = False,
    by: Actor,
) -> EventFile:
    """Change what is said of a file. Raises MissingAlternative, MissingConsent, NotFound."""
    del by
    _need(kind, alternative, is_unasked=is_public and not has_consent)
    row = _own(event, file_id)
    row.kind, row.alternative, row.caption, row.is_public = kind, alternative, caption, is_public
    return row


@operation(Action.REMOVE_EVENT_FILE)
def remove_file(event: Event, *, file_id: int, by: Actor) -> Event:
    """Take a file away. Raises NotFound."""
    del by
    db.session.delete(_own(event, file_id))
    return event


def _own(event: Event, file_id: int) -> EventFile:
    row = db.session.scalar(select(EventFile).where(EventFile.id == file_id, EventFile.event_id == event.id))
    if row is None:
        raise NotFound
    return row


def _need(kind: str, alternative: str, *, is_unasked: bool) -> None:
    if kind != EventFileKind.MATERIAL and not alternative.strip():
        raise MissingAlternative(field="alternative")
    if kind == EventFileKind.PHOTO and is_unasked:
        raise MissingConsent(field="has_consent")
