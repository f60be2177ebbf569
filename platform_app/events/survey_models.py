"""Questionnaires and polls of an event, and what was answered.

Nothing ties an answer to a person: a personal link remembers only that it was used, an
answer has no time, and its key is drawn at random, so that neither tells of the other.
"""

import secrets
from typing import Any

from sqlalchemy import JSON, CheckConstraint, ForeignKey, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from platform_app.extensions import Base
from platform_app.vocabulary.surveys import SurveyStatus

#: What the audit log must not hold, or the time of an entry would tell whose answer it was.
_UNSEEN: dict[str, Any] = {"audit": "skip"}


class Survey(Base):
    """The questionnaire of one event. ``distributed`` counts the copies given out, None while unknown."""

    __table_args__ = (CheckConstraint("distributed IS NULL OR distributed >= 0", name="distributed_not_negative"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), unique=True)
    code: Mapped[str] = mapped_column(unique=True)
    status: Mapped[str] = mapped_column(default=SurveyStatus.DRAFT.value)
    introduction: Mapped[str] = mapped_column(Text, default="")
    distributed: Mapped[int | None]
    is_published: Mapped[bool] = mapped_column(default=False)
    questions: Mapped[list["SurveyQuestion"]] = relationship(
        order_by="SurveyQuestion.position, SurveyQuestion.id", cascade="all, delete-orphan"
    )


class SurveyQuestion(Base):
    """One question; ``options`` are the words to choose from, empty for numbers and free text."""

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), index=True)
    position: Mapped[int]
    kind: Mapped[str]
    text: Mapped[str] = mapped_column(Text)
    options: Mapped[list[str]] = mapped_column(JSON, default=list)
    is_required: Mapped[bool] = mapped_column(default=False)


class SurveyLink(Base):
    """The personal link of one registration: that it was used, never for what."""

    __table_args__ = (UniqueConstraint("survey_id", "registration_id"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"))
    registration_id: Mapped[int] = mapped_column(ForeignKey("registration.id"), index=True)
    token_hash: Mapped[str] = mapped_column(unique=True, info={"audit": "redact"})
    is_used: Mapped[bool] = mapped_column(default=False, info=_UNSEEN)


class SurveyResponse(Base):
    """One filled-in questionnaire: {question id as text: option number, list of them, number or text}.

    A paper has the number of its sheet, by which it can be found and typed again.
    """

    __table_args__ = (
        UniqueConstraint("survey_id", "submission_token"),
        UniqueConstraint("survey_id", "sheet_number"),
    )

    id: Mapped[str] = mapped_column(primary_key=True, default=lambda: secrets.token_hex(8))
    survey_id: Mapped[int] = mapped_column(ForeignKey("survey.id"), info=_UNSEEN)
    submission_token: Mapped[str] = mapped_column(info=_UNSEEN)
    channel: Mapped[str] = mapped_column(info=_UNSEEN)
    sheet_number: Mapped[int | None]
    answers: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict, info=_UNSEEN)


class Poll(Base):
    """One question to the room, answered by raising a telephone."""

    id: Mapped[int] = mapped_column(primary_key=True)
    event_id: Mapped[int] = mapped_column(ForeignKey("event.id"), index=True)
    code: Mapped[str] = mapped_column(unique=True)
    question: Mapped[str] = mapped_column(Text)
    options: Mapped[list[str]] = mapped_column(JSON)
    is_open: Mapped[bool] = mapped_column(default=False)


class PollVote(Base):
    """The present choice of one browser; ``voter_key`` is a random word of that browser, hashed."""

    __table_args__ = (UniqueConstraint("poll_id", "voter_key"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    poll_id: Mapped[int] = mapped_column(ForeignKey("poll.id"), info=_UNSEEN)
    voter_key: Mapped[str] = mapped_column(info=_UNSEEN)
    option: Mapped[int] = mapped_column(info=_UNSEEN)
