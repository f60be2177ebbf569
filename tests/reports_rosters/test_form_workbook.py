"""様式1 and 様式2 as Excel: made, filled in by a person, and read back."""

import re
from datetime import date, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.cell import MergedCell

from platform_app.vocabulary.applications import Declaration
from platform_app.vocabulary.profile import PROFILE_ITEMS, ItemKind
from reports.form_reading import read_application
from reports.form_workbook import blank_application
from tests.reports_rosters.filled_forms import BLANK, OFFICE, PLACES, WITHDRAWAL, cell_of, filled, repacked, saved
from tests.reports_rosters.samples import KEPT_TEXTS


def test_a_blank_form_reads_as_empty() -> None:
    contents = read_application(BLANK, PLACES)
    assert set(contents.values) == {item.key for item in PROFILE_ITEMS} | {
        "submitted_on",
        "member_number",
        "changed_on",
        "reason",
    }
    assert not any(contents.values.values())
    assert [problem.code for problem in contents.problems] == ["no_procedure"]
    assert contents.visibility == {}
    assert contents.declarations == []


def test_a_filled_form_comes_back_as_codes_and_texts() -> None:
    contents = read_application(
        filled(
            BLANK,
            procedure="入会申請",
            submitted_on=date(2026, 4, 1),
            name="NPO法人You&ゆう",
            kind="NPO法人",
            municipality="鳴門市",
            stage="現に取り組んでいる",
            themes__youth="○",
            themes__food="✓",
            areas__all="○",
            areas__363219="○",
            npo_fields__npo01="○",
            phone="088-621-2179",
            founded="平成25年7月",
            visibility_phone="公開",
            visibility_offers="非公開",
            declarations__charter_read="○",
        ),
        PLACES,
    )
    assert contents.kind == "join"
    assert contents.problems == []
    expected = {
        "submitted_on": "2026-04-01",
        "name": "NPO法人You&ゆう",
        "kind": "npo",
        "municipality": "362026",
        "stage": "active",
        "themes": ["youth", "food"],
        "areas": ["all", "363219"],
        "npo_fields": ["npo01"],
        "phone": "088-621-2179",
        "founded": "平成25年7月",
    }
    assert {key: value for key, value in contents.values.items() if value} == expected
    assert contents.visibility == {"phone": "public", "offers": "private"}
    assert contents.declarations == ["charter_read"]


def test_a_filled_withdrawal_comes_back() -> None:
    contents = read_application(
        filled(WITHDRAWAL, name="会", member_number="0001", leave_on=datetime(2026, 3, 31), reason="解散のため")
    )
    assert contents.kind == "withdraw"
    assert contents.problems == []
    assert {key: value for key, value in contents.values.items() if value} == {
        "name": "会",
        "member_number": "0001",
        "leave_on": "2026-03-31",
        "reason": "解散のため",
    }


def test_a_day_whose_format_another_program_dropped_is_still_a_day() -> None:
    book = load_workbook(BytesIO(filled(BLANK, procedure="入会申請")))
    cell = cell_of(book, "submitted_on")
    cell.value, cell.number_format = 46113, "General"
    assert read_application(saved(book), PLACES).values["submitted_on"] == "2026-04-01"


@pytest.mark.parametrize("text", [text for text in KEPT_TEXTS if text.strip()])
def test_every_text_is_read_as_it_was_typed(text: str) -> None:
    written = text.replace("_x0041_", "_x005F_x0041_")
    assert read_application(filled(BLANK, name=written, procedure="変更届"), PLACES).values["name"] == text


@settings(max_examples=15, deadline=None)
@given(st.sets(st.sampled_from(["youth", "food", "other"])), st.sets(st.sampled_from([d.value for d in Declaration])))
def test_what_is_marked_is_what_is_read(themes: set[str], declarations: set[str]) -> None:
    marks = {f"themes__{code}": "○" for code in themes} | {f"declarations__{code}": "○" for code in declarations}
    contents = read_application(filled(BLANK, procedure="入会申請", **marks), PLACES)
    assert set(contents.values["themes"]) == themes
    assert set(contents.declarations) == declarations


def test_rows_that_somebody_inserted_do_not_shift_the_answers() -> None:
    book = load_workbook(BytesIO(BLANK))
    sheet = cell_of(book, "name").parent
    for name, row in (("name", 40), ("phone", 41)):
        book.defined_names[name].attr_text = f"'{sheet.title}'!$C${row + 200}"
    sheet["C240"], sheet["C241"] = "移した名前", "088"
    contents = read_application(saved(book), PLACES)
    assert (contents.values["name"], contents.values["phone"]) == ("移した名前", "088")


@pytest.mark.parametrize(
    ("key", "value", "code"),
    [
        ("name", "=1+1", "formula"),
        ("address", '=HYPERLINK("http://example.invalid")', "formula"),
        ("name", "#N/A", "error_value"),
        ("kind", "組合のようなもの", "not_in_list"),
        ("themes__youth", "たぶん", "unclear_mark"),
        ("phone", 886212179, "number"),
        ("postal_code", 7708570, "number"),
        ("procedure", "その他", "not_in_list"),
    ],
)
def test_what_cannot_be_taken_over_is_named_with_its_cell(key: str, value: Any, code: str) -> None:
    book = load_workbook(BytesIO(filled(BLANK, procedure="入会申請")))
    cell_of(book, key).value = value
    contents = read_application(saved(book), PLACES)
    found = next(problem for problem in contents.problems if problem.code == code)
    assert found.key == key.split("__", maxsplit=1)[0]
    assert found.cell.endswith(cell_of(book, key).coordinate)
    assert found.sentence.endswith("。")


def test_a_formula_is_never_evaluated_nor_its_stored_result_believed() -> None:
    content = filled(BLANK, procedure="入会申請", name="会")
    with ZipFile(BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    place = cell_of(load_workbook(BytesIO(BLANK)), "short_name").coordinate
    formula = f'<c r="{place}" t="str"><f>"偽"&amp;"名"</f><v>偽名</v></c>'
    forged, count = re.subn(f'<c r="{place}"[^>]*?(/>|></c>)', formula, sheet)
    assert count == 1
    part = forged.encode()
    contents = read_application(repacked(content, xl__worksheets__sheet1_xml=part), PLACES)
    assert contents.values["short_name"] == ""
    assert [problem.code for problem in contents.problems] == ["formula"]


@pytest.mark.parametrize("blank", [BLANK, WITHDRAWAL], ids=["join", "withdraw"])
def test_the_form_is_protected_but_for_its_inputs_and_prints_on_a4_portrait(blank: bytes) -> None:
    book = load_workbook(BytesIO(blank))
    sheet = book.worksheets[0]
    named = {cell_of(book, name).coordinate for name in book.defined_names if name != "form_code"}
    unlocked = {
        cell.coordinate
        for row in sheet.iter_rows()
        for cell in row
        if not cell.protection.locked and not isinstance(cell, MergedCell)
    }
    assert sheet.protection.sheet
    assert unlocked == named
    assert (str(sheet.page_setup.paperSize), sheet.page_setup.orientation) == ("9", "portrait")
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert book.worksheets[1].sheet_state == "hidden"


def test_every_input_is_checked_and_choices_offer_exactly_their_labels() -> None:
    book = load_workbook(BytesIO(BLANK))
    sheet = book.worksheets[0]
    checks = sheet.data_validations.dataValidation
    for name in book.defined_names:
        cell = cell_of(book, name)
        if name != "form_code":
            [check] = [check for check in checks if cell.coordinate in check.sqref]
            assert check.type in {"list", "date", "textLength"}
            assert cell.number_format == "@" or check.type == "date"
    kind = next(check for check in checks if cell_of(book, "municipality").coordinate in check.sqref)
    area = kind.formula1.split("!")[1].replace("$", "")
    assert [row[0].value for row in book.worksheets[1][area]] == [label for _, label in PLACES]


def test_required_items_are_marked_and_items_not_in_use_are_absent() -> None:
    items = [item for item in PROFILE_ITEMS if item.kind is not ItemKind.NPO_FIELDS]
    book = load_workbook(BytesIO(blank_application(items, PLACES, OFFICE, ())))
    labels = {str(cell.value) for row in book.worksheets[0].iter_rows(max_col=1) for cell in row if cell.value}
    assert {f"※{item.label}" for item in items if item.required} <= labels
    assert "npo_fields" not in read_application(saved(book), PLACES).values
    assert not [name for name in book.defined_names if name.startswith(("npo_fields", "declarations"))]
