"""Whatever file is handed in is read safely or refused with a sentence; nothing exhausts the machine."""

import io
import struct
import time
import zipfile
import zlib
from contextlib import suppress
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.styles import Font, PatternFill

from platform_app.imports import package
from platform_app.imports.package import WorkbookRefused
from platform_app.imports.workbook import COLUMN_LIMIT, ROW_LIMIT, read_workbook
from tests.imports.sheets import LEGACY, saved, workbook


def refused(content: bytes, filename: str = "名簿.xlsx") -> str:
    """Return the code with which a file is refused."""
    with pytest.raises(WorkbookRefused) as caught:
        read_workbook(content, filename)
    assert caught.value.sentence.endswith("。")
    return caught.value.code


def repacked(changes: dict[str, bytes], source: bytes | None = None) -> bytes:
    """Return a workbook with some of its parts replaced or added."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(source or LEGACY.read_bytes())) as old, zipfile.ZipFile(stream, "w", 8) as new:
        for name in old.namelist():
            new.writestr(name, changes.get(name, old.read(name)))
        for name in changes.keys() - set(old.namelist()):
            new.writestr(name, changes[name])
    return stream.getvalue()


def test_files_that_are_no_workbook_are_refused_by_their_content() -> None:
    assert refused(b"") == "empty"
    assert refused(b"%PDF-1.7 not a workbook") == "not_a_workbook"
    assert refused(b"\x89PNG\r\n\x1a\n") == "not_a_workbook"
    assert refused(package.OLE_SIGNATURE + b"\x00" * 600) == "old_excel"
    assert refused(package.OLE_SIGNATURE + "EncryptedPackage".encode("utf-16-le")) == "encrypted"
    assert refused(b"PK\x03\x04" + b"\x00" * 100) == "damaged"
    assert refused(b"PK\x03\x04", "名簿.csv") == "damaged"
    assert refused(b"\x00\x01\x02", "名簿.csv") == "not_a_workbook"


def test_another_zip_archive_is_no_workbook() -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w/>")

    assert refused(stream.getvalue()) == "not_a_workbook"


def test_a_file_beyond_the_limit_is_refused_before_it_is_opened() -> None:
    assert refused(b"PK\x03\x04" + bytes(package.FILE_LIMIT)) == "too_large"


def test_a_zip_bomb_is_refused_by_its_stated_size() -> None:
    bomb = repacked({"xl/media/bomb.bin": bytes(package.UNPACKED_LIMIT)})

    assert len(bomb) < package.FILE_LIMIT
    assert refused(bomb) == "expands_too_far"


def test_a_zip_bomb_that_lies_about_its_size_is_refused_too() -> None:
    payload = bytes(package.UNPACKED_LIMIT * 2)
    bomb = bytearray(repacked({"xl/media/bomb.bin": payload}))
    size, lie = struct.pack("<I", len(payload)), struct.pack("<I", 100)
    while (at := bomb.find(size)) >= 0:
        bomb[at : at + 4] = lie

    assert zlib.crc32(payload) != zlib.crc32(payload[:100])
    assert refused(bytes(bomb)) == "damaged"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entity_definitions_are_refused_in_every_encoding(encoding: str) -> None:
    xml = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!ENTITY b "c">]><workbook>&b;</workbook>'

    assert refused(repacked({"xl/workbook.xml": xml.encode(encoding)})) == "unsafe"


def test_a_value_in_the_last_cell_of_the_format_is_refused_at_once() -> None:
    book = workbook(["団体名", "住所"])
    far = saved(book)
    with zipfile.ZipFile(io.BytesIO(far)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    xml = xml.replace(b"</sheetData>", b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>')
    started = time.perf_counter()

    assert refused(repacked({"xl/worksheets/sheet1.xml": xml}, far)) == "too_many_rows"
    assert time.perf_counter() - started < 2


def test_a_value_far_to_the_right_is_refused() -> None:
    book = workbook(["団体名", "住所"])
    book.active.cell(1, COLUMN_LIMIT + 1, "x")  # type: ignore[union-attr]

    assert refused(saved(book)) == "too_many_columns"


def test_a_hundred_thousand_empty_rows_are_read_as_none() -> None:
    book = workbook(["団体名", "住所"], ["甲の会", "徳島市"])
    plain = saved(book)
    with zipfile.ZipFile(io.BytesIO(plain)) as archive:
        xml = archive.read("xl/worksheets/sheet1.xml")
    rows = b"".join(
        b'<row r="%d" ht="15"><c r="A%d" s="0"/><c r="B%d" s="0"/></row>' % (n, n, n) for n in range(3, 100_003)
    )
    started = time.perf_counter()

    sheets = read_workbook(
        repacked({"xl/worksheets/sheet1.xml": xml.replace(b"</sheetData>", rows + b"</sheetData>")}, plain)
    )

    assert len(sheets[0].rows) == 2
    assert time.perf_counter() - started < 10


def test_strike_through_fill_hidden_rows_and_columns_and_formulas_are_seen() -> None:
    book = workbook(["団体名", "住所", "計"], ["甲の会", "徳島市", 1], ["乙の会", "鳴門市", 2])
    page = book.active
    assert page is not None
    page["A2"].font = Font(strike=True)
    page["B2"].fill = PatternFill("solid", fgColor="FFCCCCCC")
    page["C2"] = "=1+1"
    page["C3"] = "#N/A"
    page["C3"].data_type = "e"
    page.row_dimensions[3].hidden = True
    page.column_dimensions["B"].hidden = True

    sheet = read_workbook(saved(book))[0]

    assert [cell.is_struck for cell in sheet.rows[1].cells] == [True, False, False]
    assert sheet.rows[1].cell(2).fill == "FFCCCCCC"
    assert sheet.rows[1].cell(3).is_formula
    assert sheet.rows[1].cell(3).value is None
    assert sheet.rows[2].cell(3).error == "#N/A"
    assert [row.is_hidden for row in sheet.rows] == [False, False, True]
    assert sheet.hidden_columns == {2}


def test_hidden_sheets_are_read_and_marked() -> None:
    book = workbook(["団体名", "住所"])
    hidden = book.create_sheet("旧名簿")
    hidden["A1"] = "団体名"
    hidden.sheet_state = "hidden"

    assert [(sheet.name, sheet.is_hidden) for sheet in read_workbook(saved(book))] == [
        ("名簿", False),
        ("旧名簿", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+81-88-621-2179",
        "-",
        "@SUM(1)",
        "00123",
        "０９０",
        "髙﨑𠮷葛󠄀",
        "NPO法人You&ゆう",
        "🌸",
        " 前後の空白 ",
    ],
)
def test_text_stays_the_text_that_it_is(text: str) -> None:
    assert read_workbook(saved(workbook(["団体名", text])))[0].rows[0].cell(2).value == text


def test_numbers_and_days_keep_their_kind() -> None:
    row = read_workbook(saved(workbook([7700941, 8990000000001, 1.5, date(2023, 2, 20), True])))[0].rows[0]

    assert [cell.value for cell in row.cells] == [7700941, 8990000000001, 1.5, date(2023, 2, 20), True]
    assert [type(cell.value) for cell in row.cells[:3]] == [int, int, float]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp932", "utf-16"])
def test_csv_is_read_in_the_encodings_that_spreadsheets_write(encoding: str) -> None:
    sheet = read_workbook('団体名,住所\r\n"甲,乙の会","改行\nあり"\r\n'.encode(encoding), "会員.csv")[0]

    assert sheet.name == "会員"
    assert [cell.text for cell in sheet.rows[1].cells] == ["甲,乙の会", "改行\nあり"]


def test_the_guard_before_a_formula_in_a_csv_is_taken_away_again() -> None:
    sheet = read_workbook("団体名,電話\n'=1+1,'+81\n'ふつう,-\n".encode(), "会員.csv")[0]

    assert [[cell.text for cell in row.cells] for row in sheet.rows[1:]] == [["=1+1", "+81"], ["'ふつう", "-"]]


def test_a_csv_with_too_many_lines_is_refused() -> None:
    assert refused(b"a,b\n" * (ROW_LIMIT + 1), "x.csv") == "too_many_rows"


def test_an_empty_workbook_is_refused() -> None:
    assert refused(saved(Workbook())) == "no_rows"


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_a_damaged_workbook_is_read_or_refused_but_never_breaks(data: st.DataObject) -> None:
    content = bytearray(LEGACY.read_bytes())
    for _ in range(data.draw(st.integers(1, 20))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(content)))

    for damaged in (bytes(content), bytes(content[:cut])):
        with suppress(WorkbookRefused):
            assert read_workbook(damaged)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.csv", "a.xlsx", ""]))
def test_any_bytes_are_read_or_refused(content: bytes, filename: str) -> None:
    with suppress(WorkbookRefused):
        assert read_workbook(content, filename)


@settings(max_examples=80, deadline=None)
@given(st.text("<>/=\"' abcrowcRsheetDataxmlns1AB", max_size=200))
def test_any_sheet_markup_is_read_or_refused(markup: str) -> None:
    xml = f'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{markup}</worksheet>'
    with suppress(WorkbookRefused):
        assert read_workbook(repacked({"xl/worksheets/sheet1.xml": xml.encode()}))


def test_the_sample_is_read_from_its_place() -> None:
    assert Path(LEGACY).is_file()
    assert [sheet.name for sheet in read_workbook(LEGACY.read_bytes())] == ["名簿", "変更履歴"]
