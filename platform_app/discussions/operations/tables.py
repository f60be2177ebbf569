"""What tables leave beside their lines: a summary with the next step, and the photo of their paper."""

from dataclasses import dataclass

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.applications.attachments import CheckedFile
from platform_app.applications.errors import FileRefused
from platform_app.dates import now
from platform_app.discussions.errors import SummaryChanged
from platform_app.discussions.models import FlipChart, GroupSummary, Theme
from platform_app.discussions.operations.record import changed, check_group, check_open, label_of
from platform_app.discussions.operations.writing import Writer
from platform_app.errors import MissingReason, NotFound
from platform_app.events.errors import MissingAlternative
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action


@dataclass(frozen=True)
class Outcome:
    """まとめ and 次の一歩 of a table."""

    summary: str = ""
    next_who: str = ""
    next_what: str = ""
    next_when: str = ""


def _summary(theme: Theme, writer: Writer) -> GroupSummary | None:
    statement = select(GroupSummary).where(GroupSummary.theme_id == theme.id)
    if writer.group_id is not None:
        return db.session.scalar(statement.where(GroupSummary.group_id == writer.group_id))
    named = statement.where(GroupSummary.group_id.is_(None), GroupSummary.group_label == writer.group_label)
    return db.session.scalars(named.order_by(GroupSummary.id)).first()


def told(row: GroupSummary) -> Outcome:
    """Return what a stored summary says."""
    return Outcome(row.summary, row.next_who, row.next_what, row.next_when)


@operation(Action.SUMMARISE_TABLE)
def summarise(theme: Theme, *, writer: Writer, outcome: Outcome, base_version: int, by: Actor) -> GroupSummary:
    """Set the summary of a table; ``base_version`` 0 is that nobody had written one.

    Raises SummaryChanged when somebody else wrote it since, DiscussionClosed, NotFound.
    """
    group = check_group(theme, writer.group_id, by)
    check_open(theme, by)
    row = _summary(theme, writer)
    if row is not None and told(row) == outcome:
        return row
    if (row.version if row else 0) != base_version:
        raise SummaryChanged
    if row is None:
        row = GroupSummary(theme_id=theme.id, group_id=writer.group_id, version=0)
        row.group_label = label_of(group, writer.group_label)
        db.session.add(row)
    row.summary, row.next_who = outcome.summary, outcome.next_who
    row.next_what, row.next_when = outcome.next_what, outcome.next_when
    row.version, row.updated_at = row.version + 1, now()
    changed(theme)
    return row


@operation(Action.WITHHOLD_SUMMARY)
def withhold_summary(theme: Theme, *, summary_id: int, is_withheld: bool, reason: str = "", by: Actor) -> GroupSummary:  # noqa: ARG001
    """Let nobody but the office read a summary, or show it again. Raises MissingReason, NotFound."""
    row = db.session.get(GroupSummary, summary_id)
    if row is None or row.theme_id != theme.id:
        raise NotFound
    if is_withheld and not reason.strip():
        raise MissingReason(field="reason")
    row.is_withheld, row.withheld_reason = is_withheld, reason if is_withheld else ""
    changed(theme)
    return row


@operation(Action.ADD_FLIP_CHART)
def add_chart(theme: Theme, *, writer: Writer, upload: CheckedFile, alternative: str, by: Actor) -> FlipChart:
    """Keep the photo of a paper. Raises MissingAlternative, FileRefused, NotFound."""
    group = check_group(theme, writer.group_id, by)
    if not upload.content_type.startswith("image/"):
        raise FileRefused
    if not alternative.strip():
        raise MissingAlternative(field="alternative")
    row = FlipChart(
        theme_id=theme.id,
        group_id=writer.group_id,
        group_label=label_of(group, writer.group_label),
        file_name=upload.name,
        content_type=upload.content_type,
        size=len(upload.content),
        alternative=alternative,
        content=upload.content,
    )
    db.session.add(row)
    return row


@operation(Action.REMOVE_FLIP_CHART)
def remove_chart(theme: Theme, *, chart_id: int, by: Actor) -> Theme:  # noqa: ARG001
    """Take a photo away for good. Raises NotFound."""
    row = db.session.get(FlipChart, chart_id)
    if row is None or row.theme_id != theme.id:
        raise NotFound
    db.session.delete(row)
    return theme
