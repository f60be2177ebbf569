"""Worksheets, their phases, lines and cells, and what two people wrote into one cell.

A version is one phase of a sheet (設計, 改善, 最終評価). Everything that is typed is a
cell: of a line of the table, of the canvas, or the memo. A cell counts its own changes,
so that two people who write into different cells never meet, and two who write into one
are both kept: the second text waits in a WorksheetAlternative until somebody settles it.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from platform_app.dates import now
from platform_app.extensions import Base, UtcDateTime
from platform_app.vocabulary.worksheets import SELF_LINE, SheetAudience

#: What a table wrote is not kept in the audit log: it can not be taken out of there again.
_WRITTEN: dict[str, Any] = {"audit": "redact"}


class Worksheet(Base):
    """One 相利評価表 with its canvas. ``code`` is the word of the QR code by which a table writes without an account.

    Without an owner it is the office's (made for a table at an event). ``revision`` goes
    up with everything that is written: a page that has seen it need not be sent again.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(Text)
    owner_member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    event_id: Mapped[int | None] = mapped_column(ForeignKey("event.id"), index=True)
    group_id: Mapped[int | None] = mapped_column(ForeignKey("group.id"), unique=True)
    audience: Mapped[str] = mapped_column(default=SheetAudience.OWN.value, index=True)
    code: Mapped[str] = mapped_column(unique=True, info={"audit": "redact"})
    is_open: Mapped[bool] = mapped_column(default=False)
    revision: Mapped[int] = mapped_column(default=0, info={"audit": "skip"})
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    updated_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True, info={"audit": "skip"})
    links: Mapped[list["WorksheetLink"]] = relationship(
        order_by="WorksheetLink.id", lazy="selectin", cascade="all, delete-orphan"
    )

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.title

    @property
    def is_for_everybody(self) -> bool:
        """Whether its owner has made it public (object scope)."""
        return self.audience == SheetAudience.PUBLIC

    @property
    def is_for_members(self) -> bool:
        """Whether every member organisation may read it (object scope)."""
        return self.audience == SheetAudience.MEMBERS

    @property
    def linked_member_ids(self) -> frozenset[int]:
        """The organisations that may read it beside its owner (object scope)."""
        is_shared = self.audience == SheetAudience.LINKED
        return frozenset(link.member_id for link in self.links) if is_shared else frozenset()

    @property
    def owner_worksheet_id(self) -> int | None:
        """The sheet itself while its table may write (object scope of its code)."""
        return self.id if self.is_open else None

    @property
    def writing(self) -> "Writing":
        """The same sheet as something to be written: reading it is not enough for that."""
        return Writing(self)


class Writing:
    """What object scope asks for when a sheet is written: its owner and its open table, and no reader."""

    def __init__(self, sheet: Worksheet) -> None:
        """Take over who owns the sheet."""
        self.owner_member_id = sheet.owner_member_id
        self.owner_worksheet_id = sheet.owner_worksheet_id


class Keeping:
    """What object scope asks for when a sheet's settings are changed: its owner alone."""

    def __init__(self, sheet: Worksheet) -> None:
        """Take over who owns the sheet."""
        self.owner_member_id = sheet.owner_member_id


class WorksheetLink(Base):
    """An organisation that a sheet speaks of."""

    __table_args__ = (UniqueConstraint("worksheet_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    worksheet_id: Mapped[int] = mapped_column(ForeignKey("worksheet.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)


class WorksheetVersion(Base):
    """One phase of a sheet. It begins as a copy of the one before; a closed one is never written again."""

    __table_args__ = (UniqueConstraint("worksheet_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    worksheet_id: Mapped[int] = mapped_column(ForeignKey("worksheet.id"))
    number: Mapped[int]
    phase: Mapped[str]
    started_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WorksheetRow(Base):
    """One line of the table. ``client_id`` was drawn where it was added, and stays the same through all phases."""

    __table_args__ = (UniqueConstraint("version_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("worksheet_version.id"))
    client_id: Mapped[str]
    position: Mapped[int]
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def is_self(self) -> bool:
        """Whether it is the sheet's own organisation, which always comes first."""
        return self.client_id == SELF_LINE


class WorksheetCell(Base):
    """One text. ``line`` is the line's client id, or the canvas, or the memo; ``revision`` counts its changes."""

    __table_args__ = (UniqueConstraint("version_id", "line", "column"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("worksheet_version.id"))
    line: Mapped[str]
    column: Mapped[str]
    text: Mapped[str] = mapped_column(Text, default="", info=_WRITTEN)
    revision: Mapped[int] = mapped_column(default=0)


class WorksheetAlternative(Base):
    """What somebody wrote into a cell that had meanwhile changed: kept beside it until somebody settles it."""

    __table_args__ = (Index("ix_worksheet_alternative_open", "version_id", "settled_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    version_id: Mapped[int] = mapped_column(ForeignKey("worksheet_version.id"))
    line: Mapped[str]
    column: Mapped[str]
    text: Mapped[str] = mapped_column(Text, info=_WRITTEN)
    made_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class WorksheetSave(Base):
    """One saving that was acknowledged, by the id its browser drew: sent again, it is answered and not repeated."""

    __table_args__ = (UniqueConstraint("worksheet_id", "client_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    worksheet_id: Mapped[int] = mapped_column(ForeignKey("worksheet.id"), info={"audit": "skip"})
    client_id: Mapped[str] = mapped_column(info={"audit": "skip"})
    revision: Mapped[int] = mapped_column(info={"audit": "skip"})
    alternative_id: Mapped[int | None] = mapped_column(ForeignKey("worksheet_alternative.id"), info={"audit": "skip"})
