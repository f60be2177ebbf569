"""The search index of opinions: every word of two characters leads to the opinions that hold it.

SQLite's own full-text index finds nothing of two characters, and PostgreSQL's reads the whole
table for it; a plain table of pairs of folded characters is the same on both, and exact.
"""

from sqlalchemy import ForeignKey, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from platform_app.extensions import Base

#: Compared by code point on both databases, so that a single character is a range of pairs.
_PAIR = String().with_variant(String(collation="C"), "postgresql")


class OpinionKey(Base):
    """The folded text of one opinion: what a longer word is compared with."""

    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True)
    search_key: Mapped[str] = mapped_column(Text, info={"audit": "skip"})


class OpinionBigram(Base):
    """One pair of characters in one opinion, and the last character alone; the key is the whole row."""

    __table_args__ = {"sqlite_with_rowid": False}  # noqa: RUF012 - SQLAlchemy reads it so

    bigram: Mapped[str] = mapped_column(_PAIR, primary_key=True)
    opinion_id: Mapped[int] = mapped_column(ForeignKey("opinion.id"), primary_key=True, autoincrement=False)
