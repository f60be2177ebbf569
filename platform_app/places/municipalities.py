"""Prefectures and municipalities with their six-digit codes, and finding one in an address."""

import re
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from platform_app.folding import search_key
from platform_app.width import fold_code

#: The forty-seven prefectures in the order of their codes: the first is 01, the last 47.
PREFECTURES: tuple[str, ...] = tuple(
    "北海道 青森県 岩手県 宮城県 秋田県 山形県 福島県 茨城県 栃木県 群馬県 埼玉県 千葉県 東京都 神奈川県 新潟県 富山県 "  # noqa: SIM905
    "石川県 福井県 山梨県 長野県 岐阜県 静岡県 愛知県 三重県 滋賀県 京都府 大阪府 兵庫県 奈良県 和歌山県 鳥取県 島根県 "
    "岡山県 広島県 山口県 徳島県 香川県 愛媛県 高知県 福岡県 佐賀県 長崎県 熊本県 大分県 宮崎県 鹿児島県 沖縄県".split()
)


@dataclass(frozen=True)
class Municipality:
    """A city, special ward, town or village, or a ward of a designated city.

    ``code`` is the six-digit local government code with its check digit; ``kana``
    is the reading in full-width katakana; ``county`` (郡 or island) is empty for
    cities; ``city_code`` is the designated city's for its wards and empty otherwise.
    """

    code: str
    prefecture: str
    name: str
    kana: str
    county: str = ""
    city_code: str = ""

    @property
    def full_name(self) -> str:
        """The name as an address has it after the prefecture, with the county."""
        return self.county + self.name


@cache
def _every() -> dict[str, Municipality]:
    """Read the table, by code, in the order of the codes."""
    lines = files(__package__).joinpath("municipalities.tsv").read_text("utf-8").splitlines()
    return {fields[0]: Municipality(*fields) for fields in (line.split("\t") for line in lines[1:])}


def municipalities(prefecture: str | None = None, *, wards: bool = False) -> tuple[Municipality, ...]:
    """Return the municipalities of one prefecture, or of Japan, in the order of their codes.

    Wards of designated cities are left out unless asked for; the special wards of
    Tokyo are municipalities. An unknown prefecture has none.
    """
    return tuple(
        place
        for place in _every().values()
        if (prefecture is None or place.prefecture == prefecture) and (wards or not place.city_code)
    )


def municipality(code: str) -> Municipality:
    """Return the municipality with a six-digit code, or with its first five digits; KeyError if there is none."""
    return _every()[code] if code in _every() else _by_five_digits()[code]


@cache
def _by_five_digits() -> dict[str, Municipality]:
    return {code[:5]: place for code, place in _every().items()}


def prefecture_in(address_text: str) -> str | None:
    """Return the prefecture with which an address begins, or None."""
    return _prefecture_of(_address_key(address_text))


def municipality_in(address_text: str, prefecture_default: str = "徳島県") -> Municipality | None:
    """Return the municipality in which an address lies, or None if the text does not say.

    The address may begin with a postal code, the prefecture, or at once with the
    county or municipality. Without a prefecture the default one is tried, then
    all of Japan if only one municipality there bears the name. Of a designated
    city's address the ward is returned where it is named.
    """
    key = _address_key(address_text)
    prefecture = _prefecture_of(key)
    if prefecture:
        return _longest(key.removeprefix(_prefecture_keys()[prefecture]), prefecture)
    return _longest(key, prefecture_default) or _longest(key, None)


def _address_key(address_text: str) -> str:
    """Fold an address for comparison, without a postal code before it."""
    return search_key(re.sub(r"^\s*〒?\s*[0-9]{3}-?[0-9]{4}(?![0-9])", "", fold_code(address_text)).lstrip(" 〒"))


def _prefecture_of(key: str) -> str | None:
    return next((name for name, prefix in _prefecture_keys().items() if key.startswith(prefix)), None)


@cache
def _prefecture_keys() -> dict[str, str]:
    return {name: search_key(name) for name in PREFECTURES}


def _longest(key: str, prefecture: str | None) -> Municipality | None:
    """Return the one municipality with the longest name that begins the key."""
    names = _names(prefecture)
    for end in range(min(len(key), _LONGEST_NAME), 1, -1):
        found = names.get(key[:end], ())
        if found:
            return found[0] if len(found) == 1 else None
    return None


#: No name with its county is longer than this many characters (a test counts them).
_LONGEST_NAME = 20


@cache
def _names(prefecture: str | None) -> dict[str, tuple[Municipality, ...]]:
    """Return the municipalities of a prefecture (None: of Japan) by the keys of their names with and without county."""
    found: defaultdict[str, list[Municipality]] = defaultdict(list)
    for place in municipalities(prefecture, wards=True):
        for name in {search_key(place.name), search_key(place.full_name)}:
            found[name].append(place)
    return {name: tuple(places) for name, places in found.items()}
