"""Workbooks that are no form, or an attack, are refused with a reason."""

import contextlib
from io import BytesIO
from zipfile import ZipFile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from reports.form_reading import FormContents, WorkbookRefused, read_application
from reports.workbook_safety import MOST_BYTES, MOST_UNPACKED, SENTENCES
from tests.reports_rosters.filled_forms import BLANK, PLACES, repacked, saved


def refusal(content: bytes) -> str:
    """Return the reason for which a file is refused."""
    with pytest.raises(WorkbookRefused) as caught:
        read_application(content, PLACES)
    assert caught.value.sentence == SENTENCES[caught.value.reason]
    return caught.value.reason


def test_what_is_not_a_workbook_is_refused() -> None:
    assert refusal(b"") == refusal(b"%PDF-1.7") == refusal(b"PK\x03\x04broken") == "not_a_workbook"
    assert refusal(bytes.fromhex("d0cf11e0a1b11ae1") + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert refusal(b"\0" * (MOST_BYTES + 1)) == "too_large"


def test_a_zip_bomb_is_refused_before_it_is_unpacked() -> None:
    assert refusal(repacked(BLANK, xl__media_xml=b"\0" * (MOST_UNPACKED + 1))) == "too_large_unpacked"


def test_a_zip_of_very_many_parts_is_refused() -> None:
    assert refusal(repacked(BLANK, **{f"xl__p{n}_xml": b"x" for n in range(300)})) == "too_many_parts"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_an_entity_bomb_is_refused(encoding: str) -> None:
    bomb = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaa">]><x>&a;</x>'.encode(encoding)
    assert refusal(repacked(BLANK, xl__sharedStrings_xml=bomb)) == "document_type"


def test_another_workbook_and_a_broken_one_are_refused() -> None:
    book = load_workbook(BytesIO(BLANK))
    del book.defined_names["form_code"]
    assert refusal(saved(book)) == "not_this_form"
    assert refusal(repacked(BLANK, xl__workbook_xml=b"<workbook>")) == "damaged"
    assert refusal(repacked(BLANK, xl__worksheets__sheet1_xml=b"<worksheet><sheetData><row>")) == "damaged"


def test_a_name_far_outside_the_form_is_refused() -> None:
    book = load_workbook(BytesIO(BLANK))
    book.defined_names["name"].attr_text = "'入会申請書・変更届'!$B$900000"
    assert refusal(saved(book)) == "too_many_rows"


@settings(max_examples=40, deadline=None)
@given(st.integers(0, len(BLANK) - 1), st.integers(0, 255))
def test_a_file_with_a_damaged_byte_is_read_or_refused_but_never_crashes(place: int, byte: int) -> None:
    damaged = BLANK[:place] + bytes([byte]) + BLANK[place + 1 :]
    with contextlib.suppress(WorkbookRefused):
        assert isinstance(read_application(damaged, PLACES), FormContents)


def test_a_hundred_thousand_empty_rows_are_not_walked_through() -> None:
    with ZipFile(BytesIO(BLANK)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    rows = "".join(f'<row r="{n}"/>' for n in range(2_000, 102_000))
    part = sheet.replace("</sheetData>", rows + "</sheetData>").encode()
    assert read_application(repacked(BLANK, xl__worksheets__sheet1_xml=part), PLACES).values["name"] == ""
