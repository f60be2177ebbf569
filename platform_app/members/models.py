"""Members, the lines of the register, and their lineage."""

from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from platform_app.dates import now
from platform_app.extensions import Base, UtcDateTime
from platform_app.members.profile import OrganisationProfile
from platform_app.vocabulary.organisations import Standing


class Member(Base):
    """The identity of a member organisation: its number, for ever."""

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    records: Mapped[list["MemberRecord"]] = relationship(
        back_populates="member", order_by="(MemberRecord.effective_on, MemberRecord.id)"
    )

    @property
    def owner_member_id(self) -> int:
        """The organisation itself (object scope)."""
        return self.id

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return str(self.number)


class MemberRecord(OrganisationProfile, Base):
    """One line of the register. It ends where the next one begins; it is never updated.

    ``effective_on`` is the day from which it is true, ``recorded_at`` the instant
    from which it was known. ``change`` says why it was added; ``note`` what the
    office wrote beside it (old name, reason). ``supersedes_id`` names the line
    that a correction replaces.
    """

    __table_args__ = (
        Index("ix_member_record_as_of", "member_id", "effective_on", "id"),
        Index("ix_member_record_effective_on", "effective_on", "id"),
        # The search for likely duplicates compares these two.
        Index("ix_member_record_corporate_number", "corporate_number"),
        Index("ix_member_record_phone", "phone"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"))
    effective_on: Mapped[date]
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    standing: Mapped[str] = mapped_column(default=Standing.ACTIVE.value)
    change: Mapped[str]
    note: Mapped[str] = mapped_column(Text, default="")
    application_id: Mapped[int | None] = mapped_column(index=True)
    recorded_by_id: Mapped[int | None]
    supersedes_id: Mapped[int | None] = mapped_column(ForeignKey("member_record.id"))
    search_key: Mapped[str] = mapped_column(Text, default="", info={"audit": "skip"})
    sort_key: Mapped[str] = mapped_column(Text, default="", info={"audit": "skip"})
    member: Mapped[Member] = relationship(back_populates="records")

    @property
    def number(self) -> int:
        """The member number (for rosters)."""
        return self.member.number

    @property
    def owner_member_id(self) -> int:
        """The organisation (object scope)."""
        return self.member_id

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.name


class MemberLink(Base):
    """沿革: one organisation became, or was taken into, another."""

    __table_args__ = (
        UniqueConstraint("predecessor_id", "successor_id", "kind"),
        CheckConstraint("predecessor_id <> successor_id", name="not_itself"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    predecessor_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    successor_id: Mapped[int] = mapped_column(ForeignKey("member.id"), index=True)
    kind: Mapped[str]
    linked_on: Mapped[date]
    note: Mapped[str] = mapped_column(Text, default="")
    recorded_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class MemberBigram(Base):
    """Search index: every pair of folded characters of every name a member ever had.

    A plain table, so two-character Japanese words are found on both databases
    without a full scan.
    """

    bigram: Mapped[str] = mapped_column(primary_key=True)
    member_id: Mapped[int] = mapped_column(ForeignKey("member.id"), primary_key=True, index=True)
