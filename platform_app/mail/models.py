"""Messages to be sent, and tasks for people without an address."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, CheckConstraint, Text
from sqlalchemy.orm import Mapped, mapped_column

from platform_app.dates import now
from platform_app.extensions import Base, UtcDateTime


class OutboxMessage(Base):
    """One message to one person on one occasion; delivered by another process.

    ``occasion`` is unique: the same event can not write to the same person twice.
    ``context`` holds what the template needs; subject and body are kept once sent.
    ``attachments`` are references (kind, id) that are drawn at sending time.
    """

    __table_args__ = (CheckConstraint("attempts >= 0", name="attempts_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]
    recipient_name: Mapped[str] = mapped_column(default="")
    recipient_address: Mapped[str]
    context: Mapped[dict[str, Any]] = mapped_column(JSON, info={"audit": "redact"})
    attachments: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    member_id: Mapped[int | None] = mapped_column(index=True)
    application_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    due_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now, index=True)
    claimed_until: Mapped[datetime | None] = mapped_column(UtcDateTime)
    sent_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    failed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    last_error: Mapped[str] = mapped_column(Text, default="")
    subject: Mapped[str] = mapped_column(Text, default="", info={"audit": "redact"})
    body: Mapped[str] = mapped_column(Text, default="", info={"audit": "redact"})

    @property
    def is_tried_again(self) -> bool:
        """Whether it failed and waits for its next try."""
        return self.attempts > 0 and self.sent_at is None and self.failed_at is None

    @property
    def opens_account(self) -> bool:
        """Whether it carries a one-time link to somebody's account."""
        return self.template.startswith("account_") and "link" in self.context

    @property
    def audit_label(self) -> str:
        """How the audit page names it: never by its address."""
        return self.occasion


class ContactTask(Base):
    """A call or letter that stands in for a mail to somebody without an address."""

    id: Mapped[int] = mapped_column(primary_key=True)
    occasion: Mapped[str] = mapped_column(unique=True)
    template: Mapped[str]
    recipient_name: Mapped[str]
    phone: Mapped[str] = mapped_column(default="")
    fax: Mapped[str] = mapped_column(default="")
    postal_address: Mapped[str] = mapped_column(Text, default="")
    context: Mapped[dict[str, Any]] = mapped_column(JSON, info={"audit": "redact"})
    member_id: Mapped[int | None] = mapped_column(index=True)
    application_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime, index=True)
    done_by_id: Mapped[int | None]
    method: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(Text, default="")

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.occasion
