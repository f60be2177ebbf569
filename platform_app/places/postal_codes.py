"""What a postal code stands for.

``postal_codes.zip`` holds one table for each beginning of three digits, so that a
look-up unpacks a hundred lines, not a hundred thousand.
"""

import io
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from zipfile import ZipFile

from platform_app.places.municipalities import municipality
from platform_app.width import digits_of

_LENGTH = 7


@dataclass(frozen=True)
class PostalPlace:
    """One place that a postal code stands for.

    ``city`` is the municipality with its county as an address has it; ``town`` may be
    empty, and for the code of a large office goes down to the street number;
    ``municipality_code`` has six digits (a ward's, in designated cities).
    """

    prefecture: str
    city: str
    town: str
    municipality_code: str

    @property
    def address(self) -> str:
        """The beginning of the address, ready to be completed."""
        return self.prefecture + self.city + self.town


def lookup_postal_code(text: str) -> list[PostalPlace]:
    """Return every place of a postal code, in any spelling; none if the code is unknown."""
    code = digits_of(text)
    return list(_table(code[:3]).get(code[3:], ())) if len(code) == _LENGTH else []


@cache
def _archive() -> ZipFile:
    """Hold the tables packed in memory; reading from one archive is safe in several threads."""
    return ZipFile(io.BytesIO(files(__package__).joinpath("postal_codes.zip").read_bytes()))


@lru_cache(maxsize=64)
def _table(beginning: str) -> dict[str, tuple[PostalPlace, ...]]:
    """Return the places of one beginning by the last four digits of their codes."""
    places: dict[str, list[PostalPlace]] = {}
    try:
        lines = _archive().read(f"{beginning}.tsv").decode("utf-8").splitlines()
    except KeyError:
        return {}
    for line in lines:
        ending, code, town = line.split("\t")
        place = municipality(code)
        places.setdefault(ending, []).append(PostalPlace(place.prefecture, place.full_name, town, place.code))
    return {ending: tuple(found) for ending, found in places.items()}
