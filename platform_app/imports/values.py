"""One cell to one item of the entry: what was typed, understood or remarked upon."""

import glob
import re
from collections.abc import Callable, Mapping
from fnmatch import fnmatchcase
from typing import Final

from platform_app import dates, folding, numbering, places
from platform_app.imports.cells import Note, text_of
from platform_app.imports.spellings import (
    LIST_SEPARATORS,
    MIDDLE_DOT,
    NONE_MARKS,
    NONE_MARKS_OF_TEXT,
    NPO_FIELD_BY_KEY,
    STAGE_BY_KEY,
    THEME_BY_KEY,
    WHOLE_AREA_KEYS,
)
from platform_app.imports.workbook import Cell
from platform_app.vocabulary.organisations import Theme
from platform_app.vocabulary.profile import ITEMS_BY_KEY, WHOLE_AREA, ItemKind
from platform_app.web_addresses import fold_web_address, is_web_address
from reports.characters import MISSING

POSTAL_CODE_LENGTH: Final = 7
CORPORATE_NUMBER: Final = re.compile(r"[0-9]{13}")
EMAIL: Final = re.compile(r"[^@\s<>\"'(),;:]+@[^@\s<>\"'(),;:]+\.[^@\s<>\"'(),;:.]+")
NAMES: Final = frozenset({"name", "short_name"})

Value = str | list[str]


def read_item(key: str, cell: Cell, note: Note, *, prefecture: str) -> Value:
    """Read a cell as an item of the entry; what can not be read is noted and comes back empty.

    ``prefecture`` is the one to which a municipality named without any belongs.
    """
    item = ITEMS_BY_KEY[key]
    text = text_of(cell, note, is_multiline=item.kind in _OF_SEVERAL_LINES)
    is_prose = item.kind is ItemKind.TEXT or item.kind is ItemKind.LONG_TEXT
    if key not in NAMES and text.casefold() in (NONE_MARKS_OF_TEXT if is_prose else NONE_MARKS):
        text = ""
    if item.kind is ItemKind.MUNICIPALITIES:
        return _areas(text, note, prefecture)
    if item.kind in _LISTS:
        return _LISTS[item.kind](text, note) if text else []
    if not text:
        return ""
    if item.kind is ItemKind.MUNICIPALITY:
        return _municipality(text, note, prefecture)
    value = _TEXTS.get(item.kind, _verbatim)(text, note)
    if len(value) > item.limit:
        note("too_long", limit=str(item.limit), length=str(len(value)))
    return value


def _verbatim(text: str, _note: Note) -> str:
    return text


def _reading(text: str, note: Note) -> str:
    reading = folding.to_katakana(text)
    if not folding.is_kana(reading):
        note("reading_not_kana", value=text)
    return reading


def _postal_code(text: str, note: Note) -> str:
    digits = folding.normalise_postal_code(text)
    if re.fullmatch(r"[0-9]{7}", digits):
        return digits
    # A spreadsheet takes the first noughts from a code that it holds as a number.
    if re.fullmatch(r"[0-9]{5,6}", digits):
        return digits.zfill(POSTAL_CODE_LENGTH)
    note("bad_postal_code", value=text)
    return ""


def _phone(text: str, note: Note) -> str:
    number = folding.normalise_phone(text)
    if folding.is_phone(number):
        return number
    note("bad_phone", value=text)
    return text


def _email(text: str, note: Note) -> str:
    addresses = [part for part in re.split(r"[\s、,;；／]+", folding.normalise_email(text)) if part]
    address = addresses[0] if addresses else ""
    if not EMAIL.fullmatch(address):
        note("bad_email", value=text)
        return ""
    if len(addresses) > 1:
        note("several_addresses", value=address)
    return address


def _url(text: str, note: Note) -> str:
    folded = folding.fold_digits(text).strip()
    address = fold_web_address(text)
    if not is_web_address(address):
        note("bad_url", value=text)
        return ""
    if address != folded:
        note("completed_url", value=folded, result=address)
    return address


def _corporate_number(text: str, note: Note) -> str:
    number = numbering.normalise_corporate_number(text)
    if not CORPORATE_NUMBER.fullmatch(number):
        note("bad_corporate_number", value=text)
        return ""
    if not numbering.corporate_number_is_valid(number):
        note("wrong_check_digit", value=number)
    return number


def municipality_code(text: str, prefecture: str) -> str | None:
    """Return the code of the municipality that an address, a name or a code tells; wards count as their city."""
    digits = folding.fold_code(text)
    if re.fullmatch(r"[0-9]{5,6}", digits):
        try:
            place = places.municipality(digits)
        except KeyError:
            return None
    else:
        found = places.municipality_in(text, prefecture)
        if found is None:
            return None
        place = found
    return place.city_code or place.code


def _municipality(text: str, note: Note, prefecture: str) -> str:
    code = municipality_code(text, prefecture)
    if code is None:
        note("unknown_area", value=text)
    return code or ""


def _stage(text: str, note: Note) -> str:
    stage = STAGE_BY_KEY.get(folding.search_key(text))
    if stage is None:
        note("unknown_choice", value=text)
        return ""
    return stage.value


def _partial_date(text: str, note: Note) -> str:
    try:
        return str(dates.parse_partial(text))
    except dates.DateNotUnderstood:
        note("unknown_choice", value=text)
        return ""


def _themes(text: str, note: Note) -> list[str]:
    found: list[str] = []
    for part in _parts(text, THEME_BY_KEY):
        theme = THEME_BY_KEY.get(folding.search_key(part))
        if theme is None:
            note("unknown_theme", value=part)
        found.append((theme or Theme.OTHER).value)
    return list(dict.fromkeys(found))


def _npo_fields(text: str, note: Note) -> list[str]:
    found: list[str] = []
    for part in _parts(text, NPO_FIELD_BY_KEY):
        field = NPO_FIELD_BY_KEY.get(folding.search_key(part))
        if field is None:
            note("unknown_choice", value=part)
        else:
            found.append(field.value)
    return list(dict.fromkeys(found))


def _areas(text: str, note: Note, prefecture: str) -> list[str]:
    found: list[str] = []
    for part in re.split(r"[、，,;；／・\s]+", text):
        if not part:
            continue
        is_whole = folding.search_key(part) in WHOLE_AREA_KEYS or part == WHOLE_AREA
        code = WHOLE_AREA if is_whole else municipality_code(part, prefecture)
        if code is None:
            note("unknown_area", value=part)
        else:
            found.append(code)
    return list(dict.fromkeys(found))


def _parts(text: str, known: Mapping[str, object]) -> list[str]:
    """Divide a list, keeping together the longest known values that contain a middle dot."""
    parts: list[str] = []
    for piece in LIST_SEPARATORS.split(text):
        words = [word.strip() for word in piece.split(MIDDLE_DOT) if word.strip()]
        while words:
            length = next(
                (n for n in range(len(words), 1, -1) if folding.search_key(MIDDLE_DOT.join(words[:n])) in known), 1
            )
            parts.append(MIDDLE_DOT.join(words[:length]))
            words = words[length:]
    return parts


def is_lossy_copy(old: Value, told: Value) -> bool:
    """Whether a text is what an export left of the known one, with the mark for every character it had to drop."""
    if not (isinstance(old, str) and isinstance(told, str) and MISSING in told):
        return False
    # Wildcards of file names are matched in steady time, however many marks a hostile sheet holds.
    return fnmatchcase(old, glob.escape(told).replace(MISSING, "?*"))


def same_value(old: Value, told: Value) -> bool:
    """Whether two values say the same; the order of a list says nothing."""
    if isinstance(old, list) or isinstance(told, list):
        return set(old or ()) == set(told or ())
    return old == told


_TEXTS: Final[Mapping[ItemKind, Callable[[str, Note], str]]] = {
    ItemKind.KANA: _reading,
    ItemKind.POSTAL_CODE: _postal_code,
    ItemKind.PHONE: _phone,
    ItemKind.EMAIL: _email,
    ItemKind.URL: _url,
    ItemKind.CORPORATE_NUMBER: _corporate_number,
    ItemKind.STAGE: _stage,
    ItemKind.PARTIAL_DATE: _partial_date,
}
_LISTS: Final[Mapping[ItemKind, Callable[[str, Note], list[str]]]] = {
    ItemKind.THEMES: _themes,
    ItemKind.NPO_FIELDS: _npo_fields,
}
_OF_SEVERAL_LINES: Final = frozenset({ItemKind.LONG_TEXT, ItemKind.MUNICIPALITIES, *_LISTS})
