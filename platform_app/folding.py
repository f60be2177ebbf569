"""Text made comparable: search keys, readings, telephone numbers, postal codes, addresses of mail.

What people typed is stored as they typed it; these functions make the *other*
form, the one that is compared, dialled or sent to. None of them ever raises,
and each leaves its own result unchanged. Standard library only.
"""

import re
import unicodedata
from functools import lru_cache

from platform_app.legal_forms import BRACKETED_FORMS, LEADING_FORMS, LEGAL_FORMS
from platform_app.plain_text import clean_text, forbidden_characters
from platform_app.telephone import is_phone, normalise_phone
from platform_app.variants import VARIANTS
from platform_app.width import digits_of, fold_code, fold_digits

__all__ = [
    "bigrams",
    "clean_text",
    "digits_of",
    "fold_code",
    "fold_digits",
    "forbidden_characters",
    "format_postal_code",
    "is_kana",
    "is_phone",
    "name_key",
    "normalise_email",
    "normalise_phone",
    "normalise_postal_code",
    "search_key",
    "to_katakana",
]

_KANA = "ァ-ヺーヽヾ"
_TO_KATAKANA = {code: code + 0x60 for code in (*range(0x3041, 0x3097), 0x309D, 0x309E)}
_LARGE_KANA = str.maketrans("ァィゥェォッャュョヮヵヶ", "アイウエオツヤユヨワカケ")
#: Punctuation that tells names and addresses apart and therefore stays in a search key.
_MEANINGFUL_PUNCTUATION = "&@#%*"
_HALF_WIDTH = re.compile("[\uff61-\uff9f]+")
_MARKED = re.compile("[\u30a1-\u30fe][\u3099\u309a]")
_HYPHEN_AFTER_KANA = re.compile(f"(?<=[{_KANA}])[-‐‑‒–—―−－]")
_BLANKS = re.compile(r"\s+")
_STRAY_LONG_MARKS = re.compile(f"(?<![{_KANA}])ー+")
#: Every round of folding can make something new to fold (a composed mark, a digraph); few need a third.
_ROUNDS = 6


def to_katakana(text: str) -> str:
    """Write a reading in full-width katakana, as GIF 461 asks: marks composed, single wide blanks.

    Hiragana and half-width kana are converted, and a hyphen after kana becomes
    the long vowel mark; letters, digits and kanji stay for ``is_kana`` to find.
    """
    for _ in range(_ROUNDS):
        folded = _to_katakana_once(text)
        if folded == text:
            break
        text = folded
    return text


def _to_katakana_once(text: str) -> str:
    wide = _HALF_WIDTH.sub(lambda run: unicodedata.normalize("NFKC", run[0]), text)
    kana = wide.translate(_TO_KATAKANA).replace("\u309b", "\u3099").replace("\u309c", "\u309a")
    composed = _MARKED.sub(lambda pair: unicodedata.normalize("NFC", pair[0]), kana)
    return _BLANKS.sub("\u3000", _HYPHEN_AFTER_KANA.sub("ー", composed)).strip()


def is_kana(text: str) -> bool:
    """Say whether a text is a reading in full-width katakana (blanks, ・ and brackets allowed)."""
    return re.fullmatch(f"[{_KANA}・（）「」、\u3000]*[{_KANA}][{_KANA}・（）「」、\u3000]*", text) is not None


@lru_cache(maxsize=4096)
def search_key(text: str) -> str:
    """Fold a text for finding: what people take for the same word gets the same key.

    Width, case, kana (hiragana and small kana included), variants of kanji and
    variation selectors are folded; blanks, hyphens, middle dots and other
    punctuation go, and a hyphen after kana is the long vowel mark. The key may
    be empty. Never shown, never printed. Remembered, for a register asks for the
    same names, areas and themes again and again.
    """
    for _ in range(_ROUNDS):
        folded = _search_key_once(text)
        if folded == text:
            break
        text = folded
    return text


def _search_key_once(text: str) -> str:
    folded = unicodedata.normalize("NFKC", text).casefold()
    kana = unicodedata.normalize("NFC", to_katakana(folded)).translate(_LARGE_KANA)
    return _STRAY_LONG_MARKS.sub("", "".join(filter(_is_kept, kana.translate(VARIANTS))))


@lru_cache(maxsize=8192)
def _is_kept(character: str) -> bool:
    """Say whether a character belongs in a search key."""
    if character in _MEANINGFUL_PUNCTUATION:
        return True
    if character in "~〜\u3099\u309a" or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return False
    return unicodedata.category(character)[0] not in "ZPC"


_LEGAL_KEYS = sorted({search_key(form) for form in LEGAL_FORMS}, key=len, reverse=True)
_LEADING_KEYS = sorted({search_key(form) for form in LEADING_FORMS}, key=len, reverse=True)
_STARTS, _ENDS = (*_LEGAL_KEYS, *_LEADING_KEYS), tuple(_LEGAL_KEYS)
_BRACKETED = "|".join(BRACKETED_FORMS)
_BRACKETED_AT_AN_END = re.compile(rf"^\s*\((?:{_BRACKETED})\)(?=.)|(?<=.)\((?:{_BRACKETED})\)\s*$", re.DOTALL)


def name_key(text: str) -> str:
    """Fold an organisation's name, or its reading, to a search key without its legal form at either end.

    A name that is nothing but a legal form keeps it.
    """
    key = search_key(_BRACKETED_AT_AN_END.sub("", unicodedata.normalize("NFKC", text)))
    while (shorter := _without_legal_form(key)) != key:
        key = shorter
    return key


def _without_legal_form(key: str) -> str:
    """Take one legal form off a key, the longest first, if something remains."""
    if key in _LEGAL_KEYS or not (key.startswith(_STARTS) or key.endswith(_ENDS)):
        return key
    for form in (*_LEGAL_KEYS, *_LEADING_KEYS):
        rest = key.removeprefix(form)
        if form in _LEGAL_KEYS and rest == key:
            rest = key.removesuffix(form)
        if rest and rest != key:
            # What remains must itself be a key, so that folding a key again changes nothing.
            return search_key(rest)
    return key


def bigrams(text: str) -> list[str]:
    """Return the overlapping pairs of characters of a text's search key, in order; one character is itself."""
    key = search_key(text)
    return [key[at : at + 2] for at in range(len(key) - 1)] or ([key] if key else [])


def normalise_postal_code(text: str) -> str:
    """Return the seven digits of a postal code, or the folded text where it is none."""
    folded = fold_code(text)
    is_code = re.fullmatch(r"〒?\s*[0-9]{3}[-\s]*[0-9]{4}", folded)
    return digits_of(folded) if is_code else folded


def format_postal_code(text: str) -> str:
    """Return a postal code with its hyphen, or the folded text where it is none."""
    code = normalise_postal_code(text)
    return f"{code[:3]}-{code[3:]}" if re.fullmatch(r"[0-9]{7}", code) else code


def normalise_email(text: str) -> str:
    """Return an address of mail as it is sent to: half-width, without blanks at its ends."""
    return fold_digits(text).strip()
