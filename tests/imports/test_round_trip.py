"""What the platform writes, it reads back unchanged; text stays text."""

from datetime import date
from typing import Any

import pytest

from platform_app.imports.reading import read_register
from platform_app.imports.tables import layouts
from platform_app.imports.workbook import read_workbook
from platform_app.vocabulary.profile import ITEMS_BY_KEY, LIST_KEYS
from reports.columns import Roster
from reports.delimited import to_csv
from reports.rosters.members import MEMBERS
from reports.spreadsheet import to_xlsx
from tests.reports_rosters.samples import FORMULA_LIKE, MUNICIPALITIES, NAMES_TO_KEEP, stamp

ROSTER: Roster = MEMBERS.with_codes({"municipality": MUNICIPALITIES, "areas": MUNICIPALITIES})
FORMS = ("data", "print", "csv")


def row(**more: Any) -> dict[str, Any]:
    return {
        "member_number": "0012",
        "standing": "active",
        "joined_on": date(2023, 2, 20),
        "effective_on": date(2024, 1, 1),
        "register_change": "change",
        "name": "甲の会",
        "name_kana": "コウノカイ",
        "kind": "npo",
        "corporate_number": "8000020130001",
        "postal_code": "7708570",
        "municipality": "362018",
        "address": "徳島市万代町1-1",
        "phone": "088-621-2179",
        "fax": "",
        "email": "a@example.jp",
        "website": "https://example.jp/",
        "themes": ["abuse", "childcare"],
        "areas": ["all", "362026"],
        "npo_fields": ["npo01", "npo13"],
        "founded": "2013-07",
        "stage": "active",
        "activities": "一行目\n二行目",
        **more,
    }


def written(form: str, rows: list[dict[str, Any]]) -> bytes:
    if form == "csv":
        return to_csv(ROSTER, rows, stamp(len(rows)))
    return to_xlsx(ROSTER, rows, stamp(len(rows)), form="data" if form == "data" else "print")


def read_back(form: str, rows: list[dict[str, Any]]) -> list[Any]:
    reading = read_register(
        written(form, rows),
        "会員名簿.csv" if form == "csv" else "会員名簿.xlsx",
        prefecture="徳島県",
        today=date(2026, 4, 1),
    )
    return list(reading.parsed.entries)


@pytest.mark.parametrize("form", FORMS)
def test_every_item_of_the_roster_comes_back_as_it_was(form: str) -> None:
    (entry,) = read_back(form, [row()])

    for key in ITEMS_BY_KEY:
        assert entry.values[key] == (row().get(key) or ([] if key in LIST_KEYS else ""))
    assert (entry.number, entry.joined_on, entry.findings) == (12, date(2023, 2, 20), ())


@pytest.mark.parametrize("form", FORMS)
def test_text_that_looks_like_a_formula_a_number_or_nothing_stays_text(form: str) -> None:
    texts = [text for text in FORMULA_LIKE if text.strip() == text]

    entries = read_back(form, [row(name=f"{n}の会", short_name=text, message=text) for n, text in enumerate(texts)])

    assert [entry.values["short_name"] for entry in entries] == texts
    assert [entry.values["message"] for entry in entries] == texts


@pytest.mark.parametrize("form", FORMS)
def test_names_come_back_with_every_character(form: str) -> None:
    names = [name for name in NAMES_TO_KEEP if len(name) <= ITEMS_BY_KEY["name"].limit]

    assert [entry.name for entry in read_back(form, [row(name=name) for name in names])] == names


@pytest.mark.parametrize("form", FORMS)
def test_the_sheets_beside_the_list_are_no_registers(form: str) -> None:
    sheets = read_workbook(written(form, [row()]), "会員名簿.csv" if form == "csv" else "会員名簿.xlsx")

    first, *others = layouts(sheets).values()

    assert first.sheet == sheets[0].name
    assert not first.is_guess
    assert all(each.is_guess for each in others)
