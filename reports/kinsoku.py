"""Where a line of Japanese may end (行頭・行末禁則).

The classes follow JIS X 4051 and "Requirements for Japanese Text Layout"
(W3C JLREQ, appendix A: opening and closing brackets, hyphens, dividing marks,
middle dots, full stops, commas, iteration marks, prolonged sound mark, small
kana). Latin words, numbers, mail addresses and URLs stay whole where they can.
"""

from collections.abc import Sequence
from typing import Protocol

CLOSING = "」』）】〕］｝〉》〙〗’”｠»｣)]}>" + "、。，．,.･・：；:;？！?!‼⁇⁈⁉" + "‐〜～゠–％%‰℃°′″"
ITERATION = "々〻ゝゞヽヾー" + "ｰﾞﾟ゛゜"
SMALL_KANA = "ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ" + "ｧｨｩｪｫｬｭｮｯ" + "｡､"
NEVER_FIRST = frozenset(CLOSING + ITERATION + SMALL_KANA)
NEVER_LAST = frozenset("「『（【〔［｛〈《〘〖‘“｟«｢([{<" + "￥＄£＃№")
#: A row of these is one mark and is not cut in two.
INSEPARABLE = frozenset("…‥—―─")
#: Inside a Latin word that has to be cut, it is cut after one of these.
SOFT = frozenset("/.-_@?&=#:")


class Measured(Protocol):
    """What the breaker needs to know of a cluster: its text, and its width in any unit."""

    @property
    def text(self) -> str:
        """The cluster as written."""

    @property
    def width(self) -> float:
        """Its advance, in the unit of the limit."""


def may_break(before: str, after: str) -> bool:
    """Say whether a line may end between two neighbouring clusters (each a non-empty text)."""
    left, right = before[0], after[0]
    if right in NEVER_FIRST or left in NEVER_LAST or right == " " or "\u00a0" in (left, right):
        return False
    if left in INSEPARABLE and right == left:
        return False
    return not (_is_latin(left) and _is_latin(right))


def _is_latin(char: str) -> bool:
    return "!" <= char <= "~" or "\u00c0" <= char <= "\u024f"


def break_paragraph(parts: Sequence[Measured], limit: float) -> list[str]:
    """Break measured clusters into lines no wider than ``limit``; an empty paragraph is one empty line."""
    lines: list[str] = []
    start = 0
    while start < len(parts):
        end = _line_end(parts, start, limit)
        lines.append("".join(part.text for part in parts[start:end]))
        start = end
    return lines or [""]


def _line_end(parts: Sequence[Measured], start: int, limit: float) -> int:
    """Return the index after the last cluster of the line that starts at ``start``."""
    used = 0.0
    end = start
    while end < len(parts) and (used + parts[end].width <= limit or parts[end].text == " "):
        used += parts[end].width
        end += 1
    if end == len(parts):
        return end
    return _legal_end(parts, start, end) or max(_soft_end(parts, start, end), start + 1)


def _legal_end(parts: Sequence[Measured], start: int, end: int) -> int | None:
    for place in range(end, start, -1):
        if may_break(parts[place - 1].text, parts[place].text):
            return place
    return None


def _soft_end(parts: Sequence[Measured], start: int, end: int) -> int:
    """Return the best place in a line that has no legal one: after a mark of a URL, else where it is full."""
    for place in range(end, start + (end - start) // 2, -1):
        if parts[place - 1].text in SOFT and parts[place].text not in SOFT:
            return place
    return end
