"""Full and half width, and the many marks that are typed for a hyphen."""

import unicodedata

#: Marks that people type for a hyphen and that NFKC leaves alone (the long vowel mark among them).
_HYPHENS = str.maketrans(dict.fromkeys("‐‑‒–—―−⁃ー〜～∼~─━ｰ－﹣", "-"))
_FULL_WIDTH_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}


def fold_digits(text: str) -> str:
    """Make full-width Latin letters, digits and signs half-width, and change nothing else."""
    return text.translate(_FULL_WIDTH_ASCII)


def fold_code(text: str) -> str:
    """Fold a code or number: compatibility forms, every kind of hyphen to "-", blanks trimmed."""
    return unicodedata.normalize("NFKC", text).translate(_HYPHENS).strip()


def digits_of(text: str) -> str:
    """Return only the decimal digits of a text, as ASCII."""
    return "".join(str(unicodedata.decimal(character)) for character in text if character.isdecimal())
