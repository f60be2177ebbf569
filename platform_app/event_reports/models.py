"""The report of an event: its working text, what was published when, its pictures, and the staff's own reports.

The text holds no count: it refers to counts, which are read anew whenever it is shown.
An edition keeps the text and the captions that were approved; whether a picture may be
shown is asked of the picture itself, so that a consent taken back acts at once.
"""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column, relationship

from platform_app.dates import now
from platform_app.events.models import Event
from platform_app.extensions import Base, UtcDateTime
from platform_app.vocabulary.event_reports import CONSENTED, PhotoConsent, PhotoKind, ReportStatus


class EventReport(Base):
    """The report of one event. ``version`` is that of the newest text; ``writer_ids`` may not approve it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    status: Mapped[str] = mapped_column(default=ReportStatus.DRAFT.value)
    text: Mapped[str] = mapped_column(Text)
    version: Mapped[int] = mapped_column(default=1)
    writer_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    event: Mapped[Event] = relationship()
    versions: Mapped[list["ReportVersion"]] = relationship(order_by="ReportVersion.version")
    editions: Mapped[list["ReportEdition"]] = relationship(order_by="ReportEdition.number")
    steps: Mapped[list["ReportStep"]] = relationship(order_by="ReportStep.id")
    photos: Mapped[list["ReportPhoto"]] = relationship(order_by="ReportPhoto.position, ReportPhoto.id")

    @property
    def edition(self) -> "ReportEdition | None":
        """The edition that everybody can read now."""
        newest = self.editions[-1] if self.editions else None
        return newest if newest is not None and newest.withdrawn_at is None else None

    @property
    def kept_photos(self) -> list["ReportPhoto"]:
        """The pictures of the working text."""
        return [photo for photo in self.photos if photo.removed_at is None]

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return str(self.event_id)


class ReportVersion(Base):
    """One saved text, by whom and when, and the counts that stood then."""

    __table_args__ = (UniqueConstraint("report_id", "version"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("event_report.id"))
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    author_label: Mapped[str] = mapped_column(default="")
    saved_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)


class ReportEdition(Base):
    """What was published: the text, the pictures in order ({photo_id, alternative, caption, kind}), the counts then."""

    __table_args__ = (UniqueConstraint("report_id", "number"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("event_report.id"))
    number: Mapped[int]
    version: Mapped[int]
    text: Mapped[str] = mapped_column(Text)
    pictures: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    note: Mapped[str] = mapped_column(Text, default="")
    published_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    published_by: Mapped[str] = mapped_column(default="")
    approved_by: Mapped[str] = mapped_column(default="")
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    withdrawn_reason: Mapped[str] = mapped_column(Text, default="")


class ReportStep(Base):
    """One step on the way to publication, with the remark of whoever took it."""

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("event_report.id"), index=True)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    action: Mapped[str]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    actor_label: Mapped[str] = mapped_column(default="")
    remark: Mapped[str] = mapped_column(Text, default="")


class ReportPhoto(Base):
    """A photo or 図解記録, scaled and without what the camera wrote into it. A removed one stays for old editions."""

    id: Mapped[int] = mapped_column(primary_key=True)
    report_id: Mapped[int] = mapped_column(ForeignKey("event_report.id"), index=True)
    kind: Mapped[str] = mapped_column(default=PhotoKind.PHOTO.value)
    file_name: Mapped[str] = mapped_column(Text)
    content_type: Mapped[str]
    width: Mapped[int]
    height: Mapped[int]
    alternative: Mapped[str] = mapped_column(Text, default="")
    caption: Mapped[str] = mapped_column(Text, default="")
    position: Mapped[int] = mapped_column(default=0)
    consent: Mapped[str] = mapped_column(default=PhotoConsent.UNKNOWN.value)
    consent_note: Mapped[str] = mapped_column(Text, default="")
    consent_by: Mapped[str] = mapped_column(default="")
    consent_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    removed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    content: Mapped[bytes] = deferred(mapped_column(LargeBinary, info={"audit": "skip"}))

    @property
    def has_consent(self) -> bool:
        """Whether somebody confirmed that it may be published."""
        return self.consent in CONSENTED and bool(self.consent_by)

    @property
    def is_publishable(self) -> bool:
        """Whether it may be published: it is said in words, and consent was confirmed."""
        return self.has_consent and bool(self.alternative.strip())


class DutyReport(Base):
    """復命書 of one member of the staff about one event; it never leaves the office."""

    __table_args__ = (UniqueConstraint("event_id", "reporter_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"))
    reporter_id: Mapped[int] = mapped_column(ForeignKey("user.id"))
    reporter_name: Mapped[str] = mapped_column(Text)
    reporter_post: Mapped[str] = mapped_column(Text, default="")
    addressee: Mapped[str] = mapped_column(Text, default="")
    companions: Mapped[str] = mapped_column(Text, default="")
    errand: Mapped[str] = mapped_column(Text, default="")
    summary: Mapped[str] = mapped_column(Text, default="")
    impressions: Mapped[str] = mapped_column(Text, default="", info={"audit": "redact"})
    version: Mapped[int] = mapped_column(default=1)
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    event: Mapped[Event] = relationship()

    @property
    def audit_label(self) -> str:
        """How the audit page names it."""
        return self.reporter_name
