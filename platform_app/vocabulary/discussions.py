"""Codes of discussion records: how an opinion was written down, whether it is shown, and where it came from."""

from platform_app.vocabulary.code import Code


class OpinionKind(Code):
    """Whether an opinion stands in the words that were said, or as a summary of them."""

    WORDS = "words", "そのままの言葉"
    SUMMARY = "summary", "要約"


class Standing(Code):
    """Whether an opinion may be read by anybody but the office. Only SHOWN ever reaches an output."""

    SHOWN = "shown", "掲載"
    WITHHELD = "withheld", "非公開"
    REMOVED = "removed", "取消し"


class OpinionSource(Code):
    """By which way an opinion came in."""

    TABLE = "table", "テーブル"
    RECORDER = "recorder", "記録係"
    STAFF = "staff", "事務局"
    PAPER = "paper", "模造紙・用紙"


class EditOutcome(Code):
    """What became of one change of an opinion: an open CONFLICT waits for somebody to choose."""

    APPLIED = "applied", "反映"
    CONFLICT = "conflict", "確認待ち"
    CHOSEN = "chosen", "採用"
    DROPPED = "dropped", "不採用"


#: Sizes of what may be typed or sent at once.
LONGEST_OPINION = 1000
LONGEST_NAME = 80
LONGEST_LABEL = 40
LONGEST_TAG = 30
MOST_TAGS = 10
MOST_DOTS = 99
MOST_ROWS = 100
MOST_PILLARS = 20
MOST_PARTS = 10


def table_name(name: str, number: int) -> str:
    """Return what people call a table."""
    return name or f"{number}班"


def as_said(kind: str, text: str) -> str:
    """Return an opinion as it is printed: words that were said stand in 「」, once; inner ones become 『』."""
    if kind != OpinionKind.WORDS:
        return text
    inner = text[1:-1] if _is_quoted(text) else text
    return f"「{inner.replace('「', '『').replace('」', '』')}」"


def _is_quoted(text: str) -> bool:
    """Whether one pair of 「」 holds the whole text."""
    return text.startswith("「") and text.endswith("」") and "「" not in text[1:] and "」" not in text[:-1]
