"""Which glyph stands for which character, how wide text is, and where lines may end.

The text itself is never changed: what is drawn may be composed, substituted or
left out, but the text layer of the PDF gives back what was written. Units are
points; widths inside a cluster are thousandths of the font size.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from reports.fonts import Face, LoadedFont, fallback_chain
from reports.kinsoku import break_paragraph

__all__ = [
    "Cluster",
    "Face",
    "Run",
    "break_lines",
    "clusters",
    "runs",
    "text_width",
    "unsupported_characters",
]

#: 〓 (geta mark) is what Japanese printers set for a character they do not have.
GETA = "〓"
#: Selectors that only ask for emoji or text style; one colour is all that paper gets.
STYLE_SELECTORS = frozenset("\ufe0e\ufe0f")
#: More attached characters than any real writing needs are left out of the picture.
MOST_ATTACHED = 4
_SELECTOR = "\ufe00-\ufe0f\U000e0100-\U000e01ef"
_CLUSTER = re.compile(rf"(?s).[\u0300-\u036f\u20d0-\u20f0\u3099\u309a\u200d{_SELECTOR}\U000e0020-\U000e007f]*")
_SELECTORS = re.compile(f"[{_SELECTOR}]")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of drawable characters of one registered font."""

    font: str
    drawn: str


@dataclass(frozen=True, slots=True)
class Cluster:
    """What a reader sees as one character.

    ``text`` is as written, ``pieces`` what is drawn, ``width`` in thousandths of
    the font size; ``is_missing`` when no font can show it as written.
    """

    text: str
    pieces: tuple[Run, ...]
    width: float
    is_missing: bool = False


@lru_cache(maxsize=16)
def _first(face: Face) -> LoadedFont:
    return next(fallback_chain(face))


def clusters(text: str, face: Face) -> list[Cluster]:
    """Split a text into drawable clusters; invisible controls vanish, a tab becomes a space."""
    font = _first(face)
    if font.plain.issuperset(text):
        return [_plain(char, face) for char in text]
    found = (_resolve(part, face) for part in _CLUSTER.findall(text.replace("\t", " ")))
    return [cluster for cluster in found if cluster.pieces]


@lru_cache(maxsize=20_000)
def _plain(char: str, face: Face) -> Cluster:
    font = _first(face)
    return Cluster(char, (Run(font.name, char),), font.width(char))


@lru_cache(maxsize=20_000)
def _resolve(text: str, face: Face) -> Cluster:
    """Find the glyphs of one cluster: as written, else nearest, else 〓."""
    if len(text) > 1 + MOST_ATTACHED:
        text = text[: 1 + MOST_ATTACHED]
    base = text[0]
    if _is_invisible(base):
        return Cluster(text, (), 0)
    if text in _first(face).plain:
        return _plain(text, face)
    return (
        _variant(text, face)
        or _enclosed(text, face)
        or _composed(text, face)
        or _single(text, face)
        or _marked(text, face)
        or _compatible(text, face)
        or _piece(_first(face), text, GETA, is_missing=True)
    )


def _is_invisible(char: str) -> bool:
    """Controls, formats, lone surrogates and line separators leave no mark on paper."""
    return unicodedata.category(char) in {"Cc", "Cf", "Cs", "Zl", "Zp"} or bool(_SELECTORS.match(char))


def _piece(
    font: LoadedFont, text: str, drawn_as: str, *, glyph: int | None = None, is_missing: bool = False
) -> Cluster:
    drawn = text if text == drawn_as and text in font.plain else font.stand_in(text, drawn_as=drawn_as, glyph=glyph)
    return Cluster(text, (Run(font.name, drawn),), font.width(drawn_as), is_missing)


def _from_chain(text: str, drawn_as: str, face: Face, *, is_missing: bool = False) -> Cluster | None:
    """Show a cluster by the first font of the chain that has the character it is drawn as."""
    for font in fallback_chain(face):
        if drawn_as in font.characters:
            return _piece(font, text, drawn_as, is_missing=is_missing)
    return None


def _variant(text: str, face: Face) -> Cluster | None:
    """Return the glyph a variation selector asks for, else the plain glyph marked as missing."""
    selectors = [char for char in _SELECTORS.findall(text) if char not in STYLE_SELECTORS]
    if not selectors:
        return None
    wanted = (ord(text[0]), ord(selectors[0]))
    for font in fallback_chain(face):
        if wanted in font.variants and text[0] in font.characters:
            return _piece(font, text, text[0], glyph=font.variants[wanted])
    return _from_chain(text, text[0], face, is_missing=True)


def _enclosed(text: str, face: Face) -> Cluster | None:
    """Show a character in a keycap or circle, which takes shaping that paper does not get, plain and as missing."""
    if not any(unicodedata.category(char) == "Me" for char in text[1:]):
        return None
    return _from_chain(text, text[0], face, is_missing=True)


def _composed(text: str, face: Face) -> Cluster | None:
    """Draw か + U+3099 as が; only the drawing is composed, the text layer is not."""
    marks = "".join(char for char in text[1:] if unicodedata.category(char) == "Mn" and not _SELECTORS.match(char))
    composed = unicodedata.normalize("NFC", text[0] + marks)
    if not marks or len(composed) != 1:
        return None
    return _from_chain(text, composed, face)


def _single(text: str, face: Face) -> Cluster | None:
    """Draw a character with nothing visible attached from the first font that has it."""
    if any(unicodedata.category(char) == "Mn" and not _SELECTORS.match(char) for char in text[1:]):
        return None
    base = " " if text[0] == "\u00a0" else text[0]
    return _from_chain(text, base, face)


def _marked(text: str, face: Face) -> Cluster | None:
    """Draw a letter and a mark that have no common glyph one after the other."""
    if len(text) == 1:
        return None
    parts = [_single(char, face) for char in text if not _SELECTORS.match(char) and char != "\u200d"]
    found = [part for part in parts if part is not None]
    if len(found) < len(parts):
        return None
    return Cluster(text, tuple(run for part in found for run in part.pieces), sum(part.width for part in found))


def _compatible(text: str, face: Face) -> Cluster | None:
    """Draw a symbol by its compatibility form; never a kanji, whose form is the name."""
    form = unicodedata.normalize("NFKC", text[0])
    if len(text) > 1 or len(form) != 1 or unicodedata.category(text) == "Lo":
        return None
    return _from_chain(text, form, face)


@lru_cache(maxsize=20_000)
def runs(text: str, face: Face) -> tuple[Run, ...]:
    """Return what to draw for one line of text, neighbouring glyphs of one font together."""
    font = _first(face)
    if font.plain.issuperset(text):
        return (Run(font.name, text),) if text else ()
    joined: list[Run] = []
    for piece in (piece for cluster in clusters(text, face) for piece in cluster.pieces):
        if joined and joined[-1].font == piece.font:
            joined[-1] = Run(piece.font, joined[-1].drawn + piece.drawn)
        else:
            joined.append(piece)
    return tuple(joined)


@lru_cache(maxsize=20_000)
def _width(text: str, face: Face) -> float:
    font = _first(face)
    if font.plain.issuperset(text):
        widths = font.widths
        return sum(widths[ord(char)] for char in text)
    return sum(cluster.width for cluster in clusters(text, face))


def text_width(text: str, font_size: float, face: Face) -> float:
    """Return the width of one line of text in points."""
    return _width(text, face) * font_size / 1000


def unsupported_characters(text: str, face: Face = Face.MINCHO) -> list[str]:
    """Return, once each and in order, the characters that no font can show as written.

    They print as 〓 (a kanji with an unknown variation selector prints in its
    plain form), so both the applicant and the office should be told.
    """
    return list(dict.fromkeys(cluster.text for cluster in clusters(text, face) if cluster.is_missing))


def _paragraphs(text: str) -> Iterator[str]:
    """Split at every kind of line end a browser, a workbook or a mail may bring."""
    return iter(re.split("\r\n|[\n\r\v\f\x85\u2028\u2029]", text))


def break_lines(text: str, font_size: float, width: float, face: Face) -> list[str]:
    """Break a text into lines no wider than ``width`` points, after the rules of Japanese typesetting.

    Line ends in the text are kept. Joined, the lines of a paragraph are the
    paragraph as written (spaces at a line's end hang outside the width). Only a
    single character wider than the width can stick out.
    """
    limit = width * 1000 / font_size + 0.01
    return [line for part in _paragraphs(text) for line in break_paragraph(clusters(part, face), limit)]
