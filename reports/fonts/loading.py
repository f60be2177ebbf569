"""Open the bundled fonts once per process and say which characters each has.

Fonts are opened when first needed, so a document in plain Japanese never pays
for the fallback fonts.
"""

import struct
import unicodedata
from collections.abc import Iterator
from enum import Enum
from functools import cached_property
from pathlib import Path
from threading import RLock

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from reports.fonts import tounicode

HERE = Path(__file__).parent
#: An officer may install IPAmj Mincho (52,605 kanji, 46 MB); it is used when found, never needed.
IPAMJ_PLACES = (
    Path("/usr/share/fonts/opentype/ipamj-mincho/ipamjm.ttf"),
    Path("/usr/share/fonts/truetype/fonts-ipamj-mincho/ipamjm.ttf"),
    Path("/usr/share/fonts/opentype/ipamj/ipamjm.ttf"),
)
#: Fonts are read through one shared position, so loading and saving take this lock.
FONT_LOCK = RLock()


class Face(Enum):
    """A style of lettering a document may ask for; the value is the bundled file."""

    MINCHO = "BIZUDPMincho-Regular"
    GOTHIC = "BIZUDPGothic-Regular"
    GOTHIC_BOLD = "BIZUDPGothic-Bold"


class LoadedFont:
    """One font file, registered with reportlab under ``name``."""

    def __init__(self, path: Path) -> None:
        """Parse the file and register it; raises reportlab's TTFError on a broken file."""
        self.name = path.stem
        self._path = path
        # Without this, the whole of ASCII would be embedded into every document.
        self._font = TTFont(self.name, str(path), asciiReadable=False)
        pdfmetrics.registerFont(self._font)
        self.widths: dict[int, float] = self._font.face.charWidths
        self._own_codes: dict[str, str] = {}

    @cached_property
    def characters(self) -> frozenset[str]:
        """Every character the font has a glyph for."""
        return frozenset(map(chr, tuple(self._font.face.charToGlyph)))

    @cached_property
    def plain(self) -> frozenset[str]:
        """The characters that may be drawn one by one as they are, without further thought.

        Marks, invisible characters and the no-break space (which reportlab would
        turn into a space) need care and are left out.
        """
        return frozenset(c for c in self.characters if c == " " or unicodedata.category(c)[0] not in "MCZ") | (
            self.characters & {"\u3000"}
        )

    @cached_property
    def variants(self) -> dict[tuple[int, int], int | None]:
        """(base, selector) to glyph index, or None where the plain glyph is the variant."""
        return read_variants(self._path.read_bytes())

    def width(self, character: str) -> float:
        """Return the advance of one character in thousandths of the font size."""
        return self.widths[ord(character)]

    def stand_in(self, text: str, *, drawn_as: str, glyph: int | None = None) -> str:
        """Return a private character that shows ``drawn_as`` (or a glyph) and copies as ``text``.

        The advance is that of ``drawn_as``, which the font must have.
        """
        key = f"{text}\0{drawn_as}\0{glyph}"
        with FONT_LOCK:
            if key not in self._own_codes:
                face = self._font.face
                code = tounicode.reserve(text)
                face.charToGlyph[code] = face.charToGlyph[ord(drawn_as)] if glyph is None else glyph
                self.widths[code] = self.widths[ord(drawn_as)]
                self._own_codes[key] = chr(code)
            return self._own_codes[key]


def read_variants(font: bytes) -> dict[tuple[int, int], int | None]:
    """Read the variation sequences of a TrueType file (OpenType ``cmap`` format 14)."""
    base = _format_14(font)
    if base is None:
        return {}
    found: dict[tuple[int, int], int | None] = {}
    (count,) = struct.unpack_from(">L", font, base + 6)
    for number in range(count):
        record = base + 10 + 11 * number
        selector = int.from_bytes(font[record : record + 3], "big")
        default, other = struct.unpack_from(">LL", font, record + 3)
        if default:
            for start, extra in _records(font, base + default, 4):
                found.update({(start + step, selector): None for step in range(extra + 1)})
        if other:
            found.update({(code, selector): glyph for code, glyph in _records(font, base + other, 5)})
    return found


def _records(font: bytes, offset: int, size: int) -> Iterator[tuple[int, int]]:
    """Yield (24-bit code, rest) of one list of records inside a format 14 table."""
    (count,) = struct.unpack_from(">L", font, offset)
    for start in range(offset + 4, offset + 4 + size * count, size):
        yield int.from_bytes(font[start : start + 3], "big"), int.from_bytes(font[start + 3 : start + size], "big")


def _format_14(font: bytes) -> int | None:
    """Return where the variation-sequence subtable starts, or None."""
    (tables,) = struct.unpack_from(">H", font, 4)
    for place in range(12, 12 + 16 * tables, 16):
        tag, _checksum, offset, _length = struct.unpack_from(">4sLLL", font, place)
        if tag == b"cmap":
            (subtables,) = struct.unpack_from(">H", font, offset + 2)
            for record in range(offset + 4, offset + 4 + 8 * subtables, 8):
                platform, encoding, start = struct.unpack_from(">HHL", font, record)
                if (platform, encoding) == (0, 5):
                    return int(offset + start)
    return None


_loaded: dict[Path, LoadedFont] = {}


def _load(path: Path) -> LoadedFont:
    """Return the one instance of a font; two threads must never register two of the same name."""
    if path not in _loaded:
        with FONT_LOCK:
            if path not in _loaded:
                tounicode.install()
                _loaded[path] = LoadedFont(path)
    return _loaded[path]


def fallback_chain(face: Face) -> Iterator[LoadedFont]:
    """Yield the face itself, then the fonts that fill its gaps, each loaded only when reached.

    BIZ UD comes first also for variation sequences: only it has the
    Adobe-Japan1 ones that input methods produce.
    """
    yield _load(HERE / f"{face.value}.ttf")
    yield from (_load(path) for path in IPAMJ_PLACES if path.exists())
    yield _load(HERE / "NotoSansJP-Extra.ttf")
    yield _load(HERE / "NotoEmoji-Regular.ttf")
