"""A register as an office really keeps it must load whole, and mean what the office meant."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from platform_app.folding import format_postal_code, search_key
from platform_app.imports.entry import Entry
from platform_app.imports.matching import Layout
from platform_app.imports.rows import ParsedSheet, RowKind, parse_rows
from platform_app.imports.spellings import KIND_BY_KEY
from platform_app.imports.tables import layouts
from platform_app.imports.workbook import read_workbook
from platform_app.places import municipality
from platform_app.vocabulary.organisations import Theme
from tests.imports.sheets import LEGACY

EXPECTED: dict[str, Any] = json.loads((Path(__file__).parent / "member-roster-legacy.expected.json").read_text("utf-8"))
ORGANISATIONS: dict[int, dict[str, Any]] = {each["no"]: each for each in EXPECTED["organisations"]}


@pytest.fixture(scope="module")
def layout() -> Layout:
    return next(iter(layouts(read_workbook(LEGACY.read_bytes(), LEGACY.name)).values()))


@pytest.fixture(scope="module")
def parsed(layout: Layout) -> ParsedSheet:
    sheet = read_workbook(LEGACY.read_bytes(), LEGACY.name)[0]
    return parse_rows(sheet, layout, layout.proposal(), prefecture="徳島県")


def pairs(parsed: ParsedSheet) -> Iterator[tuple[Entry, dict[str, Any]]]:
    for entry in parsed.entries:
        yield entry, ORGANISATIONS[entry.number or 0]


def test_every_organisation_is_read_once(parsed: ParsedSheet) -> None:
    assert sorted(entry.number or 0 for entry in parsed.entries) == sorted(ORGANISATIONS)


def test_every_column_finds_its_item_without_help(layout: Layout) -> None:
    assert list(layout.proposal().values()) == [
        "number",
        "name",
        "name_kana",
        "kind",
        "representative_title",
        "representative_name",
        "postal_code",
        "address",
        "contact_name",
        "phone",
        "fax",
        "email",
        "website",
        "corporate_number",
        "themes",
        "joined_on",
        "remarks",
    ]


def test_the_stated_date_and_the_hidden_column_are_noticed(layout: Layout) -> None:
    assert layout.as_of == date(2024, 4, 26)
    assert [column.letters for column in layout.columns if column.is_hidden] == ["N"]


@pytest.mark.parametrize(
    ("item", "key"),
    [
        ("name", "name"),
        ("representative_title", "title"),
        ("representative_name", "representative"),
        ("contact_name", "contact"),
        ("phone", "tel"),
        ("fax", "fax"),
        ("email", "mail"),
        ("website", "url"),
        ("corporate_number", "corporate_number"),
    ],
)
def test_texts_come_out_as_expected(parsed: ParsedSheet, item: str, key: str) -> None:
    for entry, expected in pairs(parsed):
        assert entry.values[item] == expected[key]


def test_postal_codes_come_out_as_expected_from_numbers_and_texts(parsed: ParsedSheet) -> None:
    for entry, expected in pairs(parsed):
        assert format_postal_code(str(entry.values["postal_code"])) == expected["zip"]


def test_an_address_is_verbatim_or_that_of_the_row_above(parsed: ParsedSheet) -> None:
    above = ""
    for entry, expected in pairs(parsed):
        assert entry.values["address"] == (above if expected["address_is_ditto"] else expected["address"])
        above = str(entry.values["address"])


def test_every_address_finds_its_municipality(parsed: ParsedSheet) -> None:
    for entry, expected in pairs(parsed):
        assert municipality(str(entry.values["municipality"])).name == expected["town"]


def test_a_reading_that_the_sheet_has_is_the_expected_one_in_katakana(parsed: ParsedSheet) -> None:
    for entry, expected in pairs(parsed):
        reading = str(entry.values["name_kana"])
        if reading:
            assert search_key(reading) == search_key(expected["kana"])
        else:
            assert "no_reading" in [finding.code for finding in entry.findings]


def test_kinds_and_themes_become_codes(parsed: ParsedSheet) -> None:
    for entry, expected in pairs(parsed):
        assert entry.values["kind"] == KIND_BY_KEY[search_key(expected["kind"])]
        assert [Theme(str(code)).label for code in entry.values["themes"]] == expected["fields"]


def test_dates_of_joining_and_leaving_come_out_as_expected(parsed: ParsedSheet) -> None:
    for entry, expected in pairs(parsed):
        assert entry.joined_on == date.fromisoformat(expected["joined"])
        assert entry.left_on == (date.fromisoformat(expected["left"]) if "left" in expected else None)


@pytest.mark.parametrize(("day", "count"), EXPECTED["as_of"].items())
def test_the_number_of_members_on_each_date_is_the_expected_one(parsed: ParsedSheet, day: str, count: int) -> None:
    on = date.fromisoformat(day)

    standing = [
        entry
        for entry in parsed.entries
        if entry.joined_on and entry.joined_on <= on and (entry.left_on is None or on < entry.left_on)
    ]

    assert len(standing) == count


def test_no_row_has_an_error(parsed: ParsedSheet) -> None:
    assert [entry.row for entry in parsed.entries if entry.has_error] == []


def test_region_rows_and_the_footer_are_told_apart_from_members(parsed: ParsedSheet) -> None:
    assert [(row.row, row.kind) for row in parsed.skipped] == [
        (6, RowKind.GROUP),
        (64, RowKind.GROUP),
        (77, RowKind.GROUP),
        (113, RowKind.NOTE),
    ]
    for entry, expected in pairs(parsed):
        assert entry.group == f"{expected['area']}圏域"


def test_an_entry_survives_being_stored(parsed: ParsedSheet) -> None:
    for entry in parsed.entries:
        assert Entry.from_json(json.loads(json.dumps(entry.to_json()))) == entry
