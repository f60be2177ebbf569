"""The text, the day or the number that a cell holds."""

import re
from datetime import date, datetime, timedelta
from typing import Final, Protocol

from platform_app import dates, folding
from platform_app.imports.spellings import MEMBER_NUMBER, NONE_MARKS
from platform_app.imports.workbook import Cell

#: Days of a spreadsheet count from here (its day 60 is a leap day that never was).
SERIAL_ORIGIN: Final = date(1899, 12, 30)
#: Whole numbers taken for a spreadsheet's day: from 1927 to 2119.
SERIALS: Final = range(10_000, 80_000)


class Note(Protocol):
    """Takes down a finding about the cell that is being read."""

    def __call__(self, code: str, /, **values: str) -> None:
        """Record a finding by its code with the values that its sentence names."""


def text_of(cell: Cell, note: Note, *, is_multiline: bool = False) -> str:
    """Return a cell's text without what only the sheet's look needed, noting all that was changed."""
    if cell.error:
        note("error_value", value=cell.error)
        return ""
    if cell.is_formula:
        note("formula_without_value" if cell.value is None else "formula")
    text = _without_invisible(folding.clean_text(cell.text), note)
    if not is_multiline and ("\n" in text or "\t" in text):
        note("newline")
        text = re.sub(r"[ \u3000]*[\t\n]+[ \u3000]*", " ", text)
    return text


def read_date(cell: Cell, note: Note) -> date | None:
    """Read a day from a date cell, a spreadsheet's serial number, or text in either calendar."""
    if isinstance(cell.value, datetime):
        return cell.value.date()
    if isinstance(cell.value, date):
        return cell.value
    text = text_of(cell, note)
    if not text or text.casefold() in NONE_MARKS:
        return None
    try:
        found = dates.parse_date(text)
    except dates.DateNotUnderstood:
        serial = _serial(text)
        if serial is None:
            note("bad_date", value=text)
            return None
        note("number_as_date", value=text, date=dates.wareki(serial))
        return serial
    return found


def read_number(cell: Cell, note: Note) -> int | None:
    """Read a member number; blank is None, and so is what is no positive whole number."""
    text = folding.fold_code(text_of(cell, note))
    if not text or text.casefold() in NONE_MARKS:
        return None
    match = MEMBER_NUMBER.fullmatch(text)
    if match is None or int(match[1]) == 0:
        note("bad_number", value=text)
        return None
    return int(match[1])


def _without_invisible(text: str, note: Note) -> str:
    """Drop invisible characters, saying so; an office's own characters can not be dropped."""
    forbidden = folding.forbidden_characters(text)
    if not forbidden:
        return text.strip("\t\n \u3000")
    private = [character for character in forbidden if "\ue000" <= character <= "\uf8ff" or character >= "\U000f0000"]
    if private:
        note("private_character", value="、".join(f"U+{ord(character):04X}" for character in private))
    invisible = [character for character in forbidden if character not in private]
    if invisible:
        note("invisible_character", value="、".join(f"U+{ord(character):04X}" for character in invisible))
        text = "".join(character for character in text if character not in invisible)
    return text.strip("\t\n \u3000")


def _serial(text: str) -> date | None:
    number = folding.fold_code(text).removesuffix(".0")
    if not re.fullmatch(r"[0-9]{5}", number) or int(number) not in SERIALS:
        return None
    return SERIAL_ORIGIN + timedelta(days=int(number))
