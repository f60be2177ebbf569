"""Which characters a typed text may hold.

The rule: a text is stored exactly as typed or refused with a sentence; nothing
in it is dropped in silence. Refused are characters that no printed page can
show and that change how others are read:

* control characters (C0 but for tab and line feed, DEL, C1) and lone surrogates;
* marks that turn the direction of writing (U+061C, U+200E, U+200F, U+202A-202E,
  U+2066-2069), which can make a name read as another one;
* invisible characters without a use in Japanese (soft hyphen, zero width space,
  word joiner and the invisible operators, byte order mark, line and paragraph
  separators, interlinear marks, Hangul fillers);
* private use characters (an office's own 外字), which mean something else on every
  machine, and code points that are no characters.

Kept are joiners, variation selectors and tags: kanji variants and emoji need them.
"""

import re
from typing import Final

_INVISIBLE: Final = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200e\u200f\u2028\u2029\u3164\ufeff\uffa0"
    "\u202a\u202b\u202c\u202d\u202e\u2060\u2061\u2062\u2063\u2064\u2066\u2067\u2068\u2069"
    "\u206a\u206b\u206c\u206d\u206e\u206f\ufff9\ufffa\ufffb"
)
#: Control characters but for tab and line feed, lone surrogates, the three private areas.
_BY_RANGE: Final = r"\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"
#: A block of thirty-two, and the last two code points of every plane.
_NONCHARACTERS: Final = r"\ufdd0-\ufdef" + "".join(
    f"\\U{plane * 0x10000 + 0xFFFE:08x}\\U{plane * 0x10000 + 0xFFFF:08x}" for plane in range(17)
)
_ON_LINES: Final = re.compile(f"[{_BY_RANGE}{_NONCHARACTERS}{_INVISIBLE}]")
_ON_ONE_LINE: Final = re.compile(rf"[\t\n{_BY_RANGE}{_NONCHARACTERS}{_INVISIBLE}]")


def forbidden_characters(text: str, *, multiline: bool = True) -> list[str]:
    """Return the distinct characters of a text that are refused, in order of appearance.

    On a single line, tab and line feed are refused too. Texts are to be checked
    after ``clean_text``, which turns a browser's line ends into line feeds.
    """
    return list(dict.fromkeys((_ON_LINES if multiline else _ON_ONE_LINE).findall(text)))


def clean_text(text: str) -> str:
    """Make every line end a line feed and take blanks (narrow or wide) off both ends; nothing else."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip(" \u3000")
