"""Users, one-time links and attempts."""

from datetime import datetime

from flask_login import UserMixin
from sqlalchemy import Index, Text
from sqlalchemy.orm import Mapped, mapped_column

from platform_app.actor import Actor
from platform_app.dates import now
from platform_app.extensions import Base, CodeList, UtcDateTime
from platform_app.vocabulary.accounts import STAFF_ROLES, Role

SECRET = {"audit": "redact"}


class User(UserMixin, Base):  # type: ignore[misc]  # flask-login carries no types
    """A person who can sign in, for the office (roles of staff) or for one member organisation.

    ``email`` is stored folded to lower case; ``session_version`` goes up whenever
    all sessions of the person must end (password set, deactivated).
    """

    id: Mapped[int] = mapped_column(primary_key=True)
    email: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    post: Mapped[str] = mapped_column(default="")
    roles: Mapped[list[str]] = mapped_column(CodeList)
    member_id: Mapped[int | None] = mapped_column(index=True)
    password_hash: Mapped[str] = mapped_column(default="", info=SECRET)
    totp_secret: Mapped[str] = mapped_column(default="", info=SECRET)
    totp_last_step: Mapped[int] = mapped_column(default=0, info={"audit": "skip"})
    recovery_hashes: Mapped[list[str]] = mapped_column(CodeList, default=list, info=SECRET)
    second_factor_required: Mapped[bool] = mapped_column(default=False)
    deactivated_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    session_version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)

    @property
    def is_active(self) -> bool:
        """Whether the person may sign in."""
        return self.deactivated_at is None and bool(self.password_hash)

    @property
    def is_staff(self) -> bool:
        """Whether the person works for the office."""
        return bool(set(self.roles) & STAFF_ROLES)

    @property
    def role_labels(self) -> list[str]:
        """The roles in the words users read, in the vocabulary's order."""
        return [role.label for role in Role if role in self.roles]

    @property
    def has_second_factor(self) -> bool:
        """Whether a one-time password is set up."""
        return bool(self.totp_secret)

    @property
    def owner_member_id(self) -> int | None:
        """The organisation that the account belongs to (object scope)."""
        return self.member_id

    @property
    def audit_label(self) -> str:
        """How the audit page names the person."""
        return self.name

    def get_id(self) -> str:
        """Identify the session: an older session version no longer loads."""
        return f"{self.id}:{self.session_version}"

    def actor(self, *, request_id: str = "", channel: str = "web") -> Actor:
        """Return the person as an Actor."""
        return Actor(
            frozenset(self.roles),
            self.name,
            user_id=self.id,
            member_id=self.member_id,
            channel=channel,
            request_id=request_id,
        )


class AccessLink(Base):
    """A one-time link sent to an address: invitation, reset, first set-up, change or withdrawal."""

    id: Mapped[int] = mapped_column(primary_key=True)
    token_hash: Mapped[str] = mapped_column(unique=True, info=SECRET)
    purpose: Mapped[str]
    user_id: Mapped[int | None] = mapped_column(index=True)
    member_id: Mapped[int | None] = mapped_column(index=True)
    application_id: Mapped[int | None] = mapped_column(index=True)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)

    @property
    def owner_member_id(self) -> int | None:
        """The organisation that the link is for (object scope)."""
        return self.member_id


class Attempt(Base):
    """One failed or counted try, by the hash of what was tried against: no address is kept."""

    __table_args__ = (Index("ix_attempt_subject_at", "subject_hash", "at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    subject_hash: Mapped[str] = mapped_column(Text)
    at: Mapped[datetime] = mapped_column(UtcDateTime, default=now)
