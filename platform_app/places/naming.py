"""Municipalities as choices and as words."""

from functools import cache

from platform_app.places.municipalities import municipalities, municipality, municipality_in


@cache
def place_choices(prefecture: str) -> tuple[tuple[str, str], ...]:
    """Return (code, name) of a prefecture's municipalities."""
    return tuple((place.code, place.name) for place in municipalities(prefecture))


def place_label(code: str) -> str:
    """Return the name of a municipality's code, or the code itself when unknown."""
    try:
        return municipality(code).name
    except KeyError:
        return code


def full_place_label(code: str) -> str:
    """Return the name with its prefecture, or the code itself when unknown."""
    try:
        place = municipality(code)
    except KeyError:
        return code
    return place.prefecture + place.full_name


def whole_address(text: str, code: str) -> str:
    """Return an address as the post needs it: from its municipality, taken from ``code`` where the text has none."""
    try:
        place = municipality(code)
    except KeyError:
        return text
    if not text or municipality_in(text, place.prefecture) is not None:
        return text
    return place.prefecture + place.full_name + text.removeprefix(place.prefecture)
