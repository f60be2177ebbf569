"""An application, what is attached to it, and what the office did with it."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Index, LargeBinary, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from platform_app.applications.workflow import OPEN_STATUSES
from platform_app.dates import now
from platform_app.extensions import Base, CodeList, UtcDateTime
from platform_app.members.models import Member
from platform_app.members.profile import OrganisationProfile
from platform_app.vocabulary.applications import ApplicationStatus, Channel

_OPEN = ", ".join(f"'{status.value}'" for status in OPEN_STATUSES)


class Application(OrganisationProfile, Base):
    """One 入会申請, 変更届 or 退会届, with the whole entry as it should become.

    ``number`` is the 受付番号 (None while a draft); ``token_hash`` the hash of the
    secret that follows it. ``arrived_at`` is when it reached the office,
    ``received_on`` the opening day it counts from, ``created_at`` when it was typed.
    ``version`` goes up with every change of content; a decision names the one it read.
    """

    __table_args__ = (
        CheckConstraint("procedure = 'join' OR member_id IS NOT NULL", name="member_known"),
        # The database has the last word: one open application per organisation and kind.
        Index(
            "uq_application_open_per_member",
            "member_id",
            "procedure",
            unique=True,
            sqlite_where=text(f"status IN ({_OPEN})"),
            postgresql_where=text(f"status IN ({_OPEN})"),
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    procedure: Mapped[str]
    status: Mapped[str] = mapped_column(default=ApplicationStatus.DRAFT.value, index=True)
    number: Mapped[str | None] = mapped_column(unique=True)
    token_hash: Mapped[str] = mapped_column(unique=True, info={"audit": "redact"})
    version: Mapped[int] = mapped_column(default=1)
    channel: Mapped[str] = mapped_column(default=Channel.WEB.value)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    arrived_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    received_on: Mapped[date | None]
    due_on: Mapped[date | None] = mapped_column(index=True)
    declarations: Mapped[list[str]] = mapped_column(CodeList, default=list)
    member_id: Mapped[int | None] = mapped_column(ForeignKey("member.id"), index=True)
    base_record_id: Mapped[int | None] = mapped_column(ForeignKey("member_record.id"))
    leave_on: Mapped[date | None]
    changed_on: Mapped[date | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    # Who had a hand in it
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    entered_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    read_back_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    read_back_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    read_back_entry: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    assignee_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"), index=True)
    forwarded_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    # The decision
    batch_id: Mapped[int | None] = mapped_column(ForeignKey("batch.id"), index=True)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    decided_version: Mapped[int | None]
    effective_on: Mapped[date | None]
    rejection_reason_id: Mapped[int | None] = mapped_column(ForeignKey("rejection_reason.id"))
    decision_note: Mapped[str] = mapped_column(Text, default="")
    record_id: Mapped[int | None] = mapped_column(ForeignKey("member_record.id"))
    search_key: Mapped[str] = mapped_column(Text, default="", info={"audit": "skip"})

    member: Mapped[Member | None] = relationship()
    attachments: Mapped[list["Attachment"]] = relationship(order_by="Attachment.id", back_populates="application")
    steps: Mapped[list["Step"]] = relationship(order_by="Step.id")
    return_points: Mapped[list["ReturnPoint"]] = relationship(order_by="ReturnPoint.id")
    checks: Mapped[list["ReviewCheck"]] = relationship(order_by="ReviewCheck.id")
    notes: Mapped[list["ReviewNote"]] = relationship(order_by="ReviewNote.id")
    notices: Mapped[list["Notice"]] = relationship(order_by="Notice.id", back_populates="application")

    @property
    def owner_member_id(self) -> int | None:
        """The organisation it belongs to (object scope)."""
        return self.member_id

    @property
    def owner_application_id(self) -> int:
        """Itself: whoever holds its secret may see it (object scope)."""
        return self.id

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.number or self.name

    @property
    def is_open(self) -> bool:
        """Whether it still awaits an end."""
        return self.status in {status.value for status in OPEN_STATUSES}

    @property
    def is_proxy(self) -> bool:
        """Whether an officer typed it in for the organisation."""
        return self.entered_by_id is not None


class _Part:
    """A row that belongs to one application."""

    application: Any

    @property
    def owner_member_id(self) -> int | None:
        """The organisation of its application (object scope)."""
        return self.application.owner_member_id if self.application else None

    @property
    def owner_application_id(self) -> int | None:
        """Its application (object scope)."""
        return getattr(self, "application_id", None)


class Attachment(_Part, Base):
    """One uploaded file. ``content_type`` is what the bytes are, not what the browser said."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[str]
    file_name: Mapped[str] = mapped_column(Text)
    content_type: Mapped[str]
    size: Mapped[int]
    digest: Mapped[str]
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, info={"audit": "skip"}))
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    application: Mapped[Application] = relationship(back_populates="attachments")


class Step(Base):
    """One change of status, with what the applicant may read about it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    action: Mapped[str]
    from_status: Mapped[str]
    to_status: Mapped[str]
    actor_label: Mapped[str]
    by_office: Mapped[bool]
    message: Mapped[str] = mapped_column(Text, default="")


class ReturnPoint(Base):
    """One thing to correct, tied to an item of the entry ('' for the whole)."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    item: Mapped[str]
    sentence: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    version: Mapped[int]
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ReviewCheck(Base):
    """The reviewer's answer to one line of the check-list: met, not met, or unclear."""

    __table_args__ = (UniqueConstraint("application_id", "criterion_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    criterion_id: Mapped[int] = mapped_column(ForeignKey("eligibility_criterion.id"))
    answer: Mapped[str]
    remark: Mapped[str] = mapped_column(Text, default="")
    checked_by_id: Mapped[int | None]
    checked_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class ReviewNote(Base):
    """An internal note; never shown outside the office."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    author_id: Mapped[int | None]
    author_label: Mapped[str]
    text: Mapped[str] = mapped_column(Text)


class Presence(Base):
    """Who has an application open: two people looking at it see each other."""

    __table_args__ = (UniqueConstraint("application_id", "user_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    user_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    label: Mapped[str]
    seen_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)


class Notice(_Part, Base):
    """A notice as it was issued: its number, its date and every value it prints."""

    id: Mapped[int] = mapped_column(primary_key=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"), index=True)
    kind: Mapped[str]
    document_number: Mapped[str] = mapped_column(default="")
    issued_on: Mapped[date]
    values: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    application: Mapped[Application] = relationship(back_populates="notices")


class Batch(Base):
    """審査回: the applications that are closed on a date and decided together.

    ``packet`` and ``packet_workbook`` are the 起案 as it lay before the decider, kept
    from the moment of the decision; before it they are None and made anew each time.
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    fiscal_year: Mapped[int]
    sequence: Mapped[int]
    closes_on: Mapped[date]
    effective_on: Mapped[date | None]
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    drafted_by_id: Mapped[int | None]
    drafted_on: Mapped[date | None]
    inquiry: Mapped[str] = mapped_column(Text, default="")
    packet: Mapped[bytes | None] = deferred(mapped_column(LargeBinary, info={"audit": "skip"}))
    packet_workbook: Mapped[bytes | None] = deferred(mapped_column(LargeBinary, info={"audit": "skip"}))
    applications: Mapped[list[Application]] = relationship(order_by="Application.id")
    proposals: Mapped[list["BatchProposal"]] = relationship(order_by="BatchProposal.id")

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return f"{self.fiscal_year}-{self.sequence}"


class BatchProposal(Base):
    """処理案: what the drafter of a batch proposes for one application; no row means approval."""

    __table_args__ = (UniqueConstraint("batch_id", "application_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    batch_id: Mapped[int] = mapped_column(ForeignKey("batch.id"), index=True)
    application_id: Mapped[int] = mapped_column(ForeignKey("application.id"))
    proposal: Mapped[str]
    reason_id: Mapped[int | None] = mapped_column(ForeignKey("rejection_reason.id"))
    note: Mapped[str] = mapped_column(Text, default="")
