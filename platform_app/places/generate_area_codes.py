"""Write ``platform_app/area_codes.py`` anew; never run by the platform itself.

When the numbering plan changes, in an environment of its own::

    python -m venv /tmp/phones && /tmp/phones/bin/pip install phonenumbers
    /tmp/phones/bin/python platform_app/places/generate_area_codes.py

The table in the repository is from phonenumbers 9.0.43 (libphonenumber, Apache Licence 2.0).
"""

import textwrap
from importlib import import_module
from itertools import product
from pathlib import Path

TARGET = Path(__file__).parent.parent / "area_codes.py"
_KNOWN_DIGITS = 5


def main() -> None:
    """Replace the table below the docstring."""
    heading, _, _ = TARGET.read_text("utf-8").partition("BEGINNINGS: ")
    packed = _packed(_shortest_beginnings(_lengths_of_area_codes()))
    TARGET.write_text(f"{heading}BEGINNINGS: dict[int, str] = {{\n{''.join(map(_lines, packed.items()))}}}\n", "utf-8")


def _lengths_of_area_codes() -> dict[str, int]:
    """Return the length of the area code, with its 0, for each five digits that follow the 0."""
    phonenumbers = import_module("phonenumbers")
    lengths = {}
    for digits in map(str, range(10**4, 10**5)):
        number = phonenumbers.PhoneNumber(country_code=81, national_number=int(f"{digits}2345"))
        written = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL)
        groups = written.split("-")
        if "".join(groups) == f"0{digits}2345" and [len(group) for group in groups[2:]] == [4]:
            lengths[digits] = len(groups[0])
    return lengths


def _shortest_beginnings(lengths: dict[str, int], stem: str = "") -> dict[str, int]:
    """Return the shortest beginnings below which every number is divided alike."""
    endings = map("".join, product("0123456789", repeat=_KNOWN_DIGITS - len(stem)))
    found = {lengths.get(stem + ending) for ending in endings}
    if stem and len(found) == 1:
        only = found.pop()
        return {stem: only} if only else {}
    return {key: length for last in "0123456789" for key, length in _shortest_beginnings(lengths, stem + last).items()}


def _packed(beginnings: dict[str, int]) -> dict[int, str]:
    """Write beginnings that differ only in their last digit as one word, by length."""
    words: dict[int, dict[str, str]] = {}
    for beginning, length in beginnings.items():
        by_stem = words.setdefault(length, {})
        by_stem[beginning[:-1]] = by_stem.get(beginning[:-1], "") + beginning[-1]
    return {length: " ".join(f"{stem}:{lasts}" for stem, lasts in words[length].items()) for length in sorted(words)}


def _lines(entry: tuple[int, str]) -> str:
    length, words = entry
    wrapped = textwrap.wrap(words, 100)
    body = "".join(f'        "{line} "\n' for line in wrapped[:-1]) + f'        "{wrapped[-1]}"\n'
    return f"    {length}: (\n{body}    ),\n"


if __name__ == "__main__":
    main()
