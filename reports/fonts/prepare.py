"""Make the bundled fonts from their published originals.

Run by hand, only when a font is to be renewed::

    python -m reports.fonts.prepare <directory with the original TTF files>

Hints are dropped (paper has no pixels, and every PDF becomes a fifth
smaller), as are the tables that only text shapers read. Of Noto Sans JP only
the characters that BIZ UD lacks are kept. The SIL Open Font License permits
this; its text lies beside each font.
"""

import sys
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

HERE = Path(__file__).parent
WHOLE = {
    "BIZUDPMincho_400Regular.ttf": "BIZUDPMincho-Regular.ttf",
    "BIZUDPGothic_400Regular.ttf": "BIZUDPGothic-Regular.ttf",
    "BIZUDPGothic_700Bold.ttf": "BIZUDPGothic-Bold.ttf",
    "NotoEmoji_400Regular.ttf": "NotoEmoji-Regular.ttf",
}
FILLER = ("NotoSansJP_400Regular.ttf", "NotoSansJP-Extra.ttf")
SELECTORS = {*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)}
SHAPING_TABLES = ["GSUB", "GPOS", "GDEF", "BASE", "JSTF", "DSIG", "vhea", "vmtx", "VORG", "STAT", "meta"]


def _options() -> Options:
    options = Options()
    options.hinting = False
    options.layout_features = []
    options.glyph_names = False
    options.notdef_outline = True
    options.name_IDs = ["*"]
    options.drop_tables += SHAPING_TABLES
    return options


def slim(source: Path, target: Path, characters: set[int]) -> None:
    """Write ``target`` holding only the given code points of ``source`` and their variants, without hints."""
    options = _options()
    font = TTFont(source, recalcTimestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=sorted(characters | SELECTORS))
    subsetter.subset(font)
    font.save(target)


def characters_of(path: Path) -> set[int]:
    """Return every code point the font file has a glyph for."""
    return set(TTFont(path, lazy=True).getBestCmap())


def main(originals: Path) -> None:
    """Make every bundled font from the directory of originals."""
    for source, target in WHOLE.items():
        slim(originals / source, HERE / target, characters_of(originals / source))
    present = set.intersection(*(characters_of(HERE / name) for name in WHOLE.values() if name.startswith("BIZ")))
    source, target = FILLER
    slim(originals / source, HERE / target, characters_of(originals / source) - present)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
