"""Themes, pillars and opinions of an event's discussion, and what tables add to them.

A Theme is the subject of every operation here: it is locked, so lines that several
people write at once come one after the other. ``queries.visible`` decides what anybody
but the office may read; no output selects from these tables without it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.extensions import Base, UtcDateTime
from platform_app.groups.models import Group
from platform_app.vocabulary.discussions import OpinionKind, OpinionSource, Standing

#: What people said is not kept in the audit log: it can not be taken out of there again.
_SAID: dict[str, Any] = {"audit": "redact"}


class Theme(Base):
    """One theme of an event. ``revision`` goes up with every change of the record, so pages know what is new.

    ``is_open`` lets tables write; ``is_published`` lets everybody read the record.
    ``screen_code`` opens the screen of the room without an account.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    programme_item_id: Mapped[int | None] = mapped_column(ForeignKey("programme_item.id"))
    grouping_id: Mapped[int | None] = mapped_column(ForeignKey("grouping.id"))
    position: Mapped[int] = mapped_column(default=0)
    title: Mapped[str] = mapped_column(Text)
    screen_code: Mapped[str] = mapped_column(unique=True)
    is_open: Mapped[bool] = mapped_column(default=False)
    is_published: Mapped[bool] = mapped_column(default=False)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    revision: Mapped[int] = mapped_column(default=0, info={"audit": "skip"})
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    event: Mapped[Event] = relationship()
    pillars: Mapped[list["Pillar"]] = relationship(order_by="Pillar.position, Pillar.id", back_populates="theme")

    @property
    def is_for_everybody(self) -> bool:
        """Whether a table may act on it (object scope); who may read is a matter of ``queries`` alone."""
        return self.event.is_for_everybody

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.title


class Pillar(Base):
    """討議の柱: one question under a theme, in order."""

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    position: Mapped[int] = mapped_column(default=0)
    text: Mapped[str] = mapped_column(Text)
    theme: Mapped[Theme] = relationship(back_populates="pillars")


class Opinion(Base):
    """One line of a record.

    ``client_id`` was drawn by whoever wrote the line, so that the same line sent twice
    is one line. ``group_label`` is the table's name when the line was written; it stays when groups
    are made anew. ``version`` counts changes of the words. A line with ``merged_into_id`` is shown only
    as a source of that line, one with ``split_from_id`` was cut off from that line. A name is stored
    only while ``speaker_consents``.
    """

    __table_args__ = (
        Index("ix_opinion_pillar_order", "pillar_id", "position", "id"),
        Index("ix_opinion_theme_standing", "theme_id", "standing"),
        CheckConstraint("merged_into_id IS NULL OR merged_into_id <> id", name="not_merged_into_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"))
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"), index=True)
    group_label: Mapped[str] = mapped_column(Text, default="")
    client_id: Mapped[str] = mapped_column(unique=True, info={"audit": "skip"})
    position: Mapped[int] = mapped_column(default=0)
    kind: Mapped[str] = mapped_column(default=OpinionKind.WORDS.value)
    text: Mapped[str] = mapped_column(Text, info=_SAID)
    speaker_name: Mapped[str] = mapped_column(Text, default="", info=_SAID)
    speaker_consents: Mapped[bool] = mapped_column(default=False)
    standing: Mapped[str] = mapped_column(default=Standing.SHOWN.value)
    withheld_reason: Mapped[str] = mapped_column(Text, default="")
    merged_into_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"), index=True)
    split_from_id: Mapped[int | None] = mapped_column(ForeignKey("opinion.id"))
    is_merged: Mapped[bool] = mapped_column(default=False)
    version: Mapped[int] = mapped_column(default=1, info={"audit": "skip"})
    source: Mapped[str] = mapped_column(default=OpinionSource.TABLE.value)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    theme: Mapped[Theme] = relationship()
    pillar: Mapped[Pillar] = relationship()
    group: Mapped[Group | None] = relationship()
    tags: Mapped[list["OpinionTag"]] = relationship(order_by="OpinionTag.id", cascade="all, delete-orphan")
    dots: Mapped[list["OpinionDots"]] = relationship(order_by="OpinionDots.id", cascade="all, delete-orphan")
    edits: Mapped[list["OpinionEdit"]] = relationship(order_by="OpinionEdit.id")

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return str(self.id)


class OpinionTag(Base):
    """A word by which opinions are gathered, over all pillars and years."""

    __table_args__ = (UniqueConstraint("opinion_id", "tag"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    tag: Mapped[str] = mapped_column(Text, index=True)


class OpinionDots(Base):
    """賛同: how many dots one table gave an opinion."""

    __table_args__ = (
        UniqueConstraint("opinion_id", "group_id"),
        CheckConstraint("count > 0", name="count_positive"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"))
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"), index=True)
    count: Mapped[int]


class OpinionEdit(Base):
    """One change of an opinion's words; one that crossed another is kept beside it until somebody chooses.

    ``client_id`` was drawn by whoever made the change, ``base_version`` is the version that they saw,
    ``made_version`` the one that came of it, None while it waits or when it was not taken.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), index=True)
    client_id: Mapped[str] = mapped_column(unique=True, info={"audit": "skip"})
    base_version: Mapped[int] = mapped_column(info={"audit": "skip"})
    made_version: Mapped[int | None] = mapped_column(info={"audit": "skip"})
    pillar_id: Mapped[int] = mapped_column(ForeignKey("pillar.id"))
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Text, info=_SAID)
    speaker_name: Mapped[str] = mapped_column(Text, default="", info=_SAID)
    speaker_consents: Mapped[bool] = mapped_column(default=False)
    source: Mapped[str]
    outcome: Mapped[str] = mapped_column(index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class GroupSummary(Base):
    """まとめ and 次の一歩（誰が・何を・いつ） of one table under one theme."""

    __table_args__ = (UniqueConstraint("theme_id", "group_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"), index=True)
    group_label: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="", info=_SAID)
    next_who: Mapped[str] = mapped_column(Text, default="", info=_SAID)
    next_what: Mapped[str] = mapped_column(Text, default="", info=_SAID)
    next_when: Mapped[str] = mapped_column(Text, default="", info=_SAID)
    is_withheld: Mapped[bool] = mapped_column(default=False)
    withheld_reason: Mapped[str] = mapped_column(Text, default="")
    version: Mapped[int] = mapped_column(default=1, info={"audit": "skip"})
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class FlipChart(Base):
    """The photo of what a table wrote on paper, for those who type it; never published."""

    id: Mapped[int] = mapped_column(primary_key=True)
    theme_id: Mapped[int] = mapped_column(ForeignKey("theme.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id", ondelete="SET NULL"), index=True)
    group_label: Mapped[str] = mapped_column(Text, default="")
    file_name: Mapped[str] = mapped_column(Text)
    content_type: Mapped[str]
    size: Mapped[int]
    alternative: Mapped[str] = mapped_column(Text)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, info={"audit": "skip"}))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
