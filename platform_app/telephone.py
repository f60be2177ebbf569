"""Telephone numbers as GIF 445 writes them: half-width digits with hyphens, where they certainly belong."""

import re
from functools import cache

from platform_app.area_codes import BEGINNINGS
from platform_app.width import digits_of, fold_code

_FREE_DIAL, _LONG_FREE_DIAL = ("0120", "0570", "0990"), ("0800",)
_WITHOUT_AREA = ("050", "060", "070", "080", "090")
_LANDLINE_LENGTH, _MOBILE_LENGTH = 10, 11
#: The length of the area code that a region's cities share.
_CITY = 3
_NUMBER = re.compile(r"\+?[0-9()\-.\s]+")
_EXTENSION = re.compile(r"(?:内線|ext\.?|x)[\s:.-]*([0-9][0-9-]*)\)?$", re.IGNORECASE)
_SEPARATORS = re.compile(r"\s*[/、,;\n]\s*")


def normalise_phone(text: str) -> str:
    """Return a telephone number as it is dialled and compared: 088-621-2179, 070-1362-3777.

    Any width and any mark for a hyphen is understood, also brackets, +81, a
    missing 0 that a spreadsheet ate, an extension behind 内線 and several numbers
    divided by a stroke or comma. Hyphens are set anew only where the numbering plan
    leaves no doubt; otherwise the typed groups stay. What is no number comes
    back folded.
    """
    parts = (_one_number(part) for part in _SEPARATORS.split(fold_code(text)))
    return " / ".join(part for part in parts if part)


def is_phone(text: str) -> bool:
    """Say whether a normalised text is one or more numbers that can be dialled in or from Japan."""
    return all(_is_dialled(part) for part in text.split(" / "))


def _is_dialled(part: str) -> bool:
    number = re.sub(r" 内線[0-9-]+$", "", part)
    if number.startswith("+"):
        return re.fullmatch(r"\+[0-9](?:-?[0-9]){7,14}", number) is not None
    length = (
        _MOBILE_LENGTH if number.replace("-", "").startswith((*_WITHOUT_AREA, *_LONG_FREE_DIAL)) else _LANDLINE_LENGTH
    )
    return re.fullmatch(r"0[0-9](?:-?[0-9])+", number) is not None and len(digits_of(number)) == length


def _one_number(text: str) -> str:
    """Normalise one number with its extension."""
    folded = text.strip()
    extension = _EXTENSION.search(folded)
    if extension:
        base = _one_number(folded[: extension.start()].rstrip(" (-"))
        return f"{base} 内線{extension[1].strip('-')}".strip()
    if not _NUMBER.fullmatch(folded) or not digits_of(folded):
        return folded
    number = _domestic(folded)
    groups = re.findall(r"\+?[0-9]+", number)
    return _divided(number) or (_divided_like_neighbours(number) if len(groups) == 1 else None) or "-".join(groups)


def _domestic(folded: str) -> str:
    """Undo +81 and give back the 0 that a spreadsheet took; leave every other number as it is."""
    japanese = re.fullmatch(r"\+81[-.\s]*(?:\(0\))?[-.\s]*0?([1-9][0-9()\-.\s]*)", folded)
    if japanese:
        return "0" + japanese[1]
    bare = "0" + folded
    return bare if re.fullmatch(r"[1-9][0-9]{8,9}", folded) and _divided(bare) else folded


def _divided(text: str) -> str | None:
    """Return the digits with hyphens where the numbering plan puts them, or None where it does not say."""
    digits = "" if text.startswith("+") else digits_of(text)
    if len(digits) == _MOBILE_LENGTH and digits.startswith(_WITHOUT_AREA) and not digits.startswith(_LONG_FREE_DIAL):
        return _cut(digits, 3, 7)
    if len(digits) == _MOBILE_LENGTH and digits.startswith(_LONG_FREE_DIAL):
        return _cut(digits, 4, 7)
    if len(digits) != _LANDLINE_LENGTH or not digits.startswith("0"):
        return None
    if digits.startswith(_FREE_DIAL):
        return _cut(digits, 4, 7)
    length = _area_code_length(digits)
    # No exchange begins with 0 or 1: such a number is an example, and its area code is not certain.
    return _cut(digits, length, 6) if length and digits[length] not in "01" else None


def _divided_like_neighbours(text: str) -> str | None:
    """Divide an example such as 0880001028 as its region's cities divide theirs (088-000-1028)."""
    length = _area_code_length(text) if len(text) == _LANDLINE_LENGTH and text.startswith("0") else None
    if length is None:
        return None
    has_short_code = any(code.startswith(text[1:3]) and digits == _CITY for code, digits in _lengths().items())
    return _cut(text, _CITY if has_short_code else length, 6)


def _cut(digits: str, first: int, second: int) -> str:
    return f"{digits[:first]}-{digits[first:second]}-{digits[second:]}"


def _area_code_length(digits: str) -> int | None:
    """Return how many digits the area code of a ten-digit number has, the 0 included; None if unassigned."""
    lengths = _lengths()
    return next((lengths[digits[1:end]] for end in range(6, 1, -1) if digits[1:end] in lengths), None)


@cache
def _lengths() -> dict[str, int]:
    """Spell the packed table of beginnings out."""
    return {
        stem + last: length
        for length, words in BEGINNINGS.items()
        for stem, lasts in (word.split(":") for word in words.split())
        for last in lasts
    }
