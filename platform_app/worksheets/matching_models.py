"""Introductions of two organisations to each other, and the index that finds partners."""

from datetime import datetime
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.extensions import Base, UtcDateTime
from platform_app.vocabulary.matching import IntroductionAnswer, IntroductionStatus

#: What the audit log must not hold: words between two organisations, and whom to call there.
_HIDDEN: dict[str, Any] = {"audit": "redact"}


class MatchTerm(Base):
    """Search index: every word of what a line of the register says is needed or offered, unless it is private."""

    __table_args__ = (Index("ix_match_term_member_id", "member_id"),)

    term: Mapped[str] = mapped_column(primary_key=True)
    side: Mapped[str] = mapped_column(primary_key=True)
    record_id: Mapped[int] = mapped_column(ForeignKey("member_record.id"), primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))


class HiddenPartner(Base):
    """An organisation that another one does not want suggested any more."""

    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)
    other_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True)

    @property
    def owner_member_id(self) -> int:
        """Who does not want it suggested (object scope)."""
        return self.member_id


class Introduction(Base):
    """Two organisations, one row for ever, whoever asked first: the smaller key is ``low``.

    ``asked_by_member_id`` is None while the office has suggested it. Contacts stand in
    the two sides only from the agreement of both until one of them withdraws.
    """

    __table_args__ = (
        UniqueConstraint("low_member_id", "high_member_id"),
        CheckConstraint("low_member_id < high_member_id", name="in_order"),
        Index("ix_introduction_status", "status", "id"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    low_member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    high_member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    status: Mapped[str] = mapped_column(default=IntroductionStatus.WAITING.value)
    asked_by_member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"))
    message: Mapped[str] = mapped_column(Text, default="", info=_HIDDEN)
    asked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    agreed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sides: Mapped[list["IntroductionSide"]] = relationship(
        back_populates="introduction", order_by="IntroductionSide.member_id"
    )

    @property
    def linked_member_ids(self) -> frozenset[int]:
        """The two organisations (object scope)."""
        return frozenset({self.low_member_id, self.high_member_id})

    @property
    def audit_label(self) -> str:
        """How the audit page names it: by the keys of both."""
        return f"{self.low_member_id}-{self.high_member_id}"

    def side(self, member_id: int | None) -> "IntroductionSide":
        """Return what concerns one of the two. Raises NotFound for anybody else."""
        for each in self.sides:
            if each.member_id == member_id:
                return each
        raise NotFound

    def across(self, member_id: int | None) -> "IntroductionSide":
        """Return what concerns the other of the two. Raises NotFound when it is neither."""
        mine = self.side(member_id)
        return next(each for each in self.sides if each is not mine)


class IntroductionSide(Base):
    """One organisation's part: its answer, how that reached us, and its contact while both agree."""

    __table_args__ = (UniqueConstraint("introduction_id", "member_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    introduction_id: Mapped[int] = mapped_column(ForeignKey("introduction.id"))
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    answer: Mapped[str] = mapped_column(default=IntroductionAnswer.NONE.value)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    channel: Mapped[str] = mapped_column(default="")
    is_proxy: Mapped[bool] = mapped_column(default=False)
    reason: Mapped[str] = mapped_column(Text, default="", info=_HIDDEN)
    contact_name: Mapped[str] = mapped_column(Text, default="", info=_HIDDEN)
    contact_email: Mapped[str] = mapped_column(Text, default="", info=_HIDDEN)
    contact_phone: Mapped[str] = mapped_column(Text, default="", info=_HIDDEN)
    introduction: Mapped[Introduction] = relationship(back_populates="sides")
