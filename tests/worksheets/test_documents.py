"""The papers of worksheets: every text is there, nothing is cut off or leaves its place."""

import io
import re
from itertools import pairwise

import openpyxl
import pypdf
import pytest
from flask import Flask
from flask.testing import FlaskClient

from platform_app.actor import system
from platform_app.vocabulary.worksheets import MOST_CHARACTERS, MOST_LINES, SELF_LINE, Phase, SheetAudience
from platform_app.worksheets.operations import keeping
from reports.documents.benefit_sheet import (
    COLUMNS,
    PAPER,
    STILL_TO_FIND,
    BenefitSheet,
    SheetLine,
    benefit_pages,
    benefit_sheet,
    blank_benefit_pages,
    blank_benefit_sheet,
)
from reports.documents.canvas_sheet import GOES_ON, NAMES, CanvasSheet, blank_canvas, canvas_pages, canvas_sheet
from reports.marks import MM, Mark, TextMark
from tests.reports.filled import RARE
from tests.worksheets.builders import opened, save

LONG = ("とても長い「内容」であり、" * MOST_CHARACTERS)[:MOST_CHARACTERS]
TYPICAL = ("自治会", "苦情が多い。", "静かに暮らす。", "清掃の当番", "回覧板", "")


def line(texts: tuple[str, ...], *, is_self: bool = False) -> SheetLine:
    name, problem, purpose, activity, role, benefit = texts
    return SheetLine((name, problem, purpose, activity, role, benefit), is_self)


def sheet_of(lines: list[SheetLine]) -> BenefitSheet:
    return BenefitSheet(
        "地域猫活動", "局面：設計", lines, "相利がまだ書かれていません（1件）。", "メモ", "令和6年5月1日現在"
    )


SHEETS = {
    "empty": sheet_of([]),
    "typical": sheet_of([line(TYPICAL, is_self=True), line(TYPICAL)]),
    "longest": sheet_of([line((LONG,) * 6) for _ in range(3)]),
    "many": sheet_of([line(TYPICAL)] * MOST_LINES),
    "rare": sheet_of([line(tuple(RARE[(n * 6 + i) % len(RARE)] for i in range(6))) for n in range(4)]),
}
CANVASES = {
    "empty": CanvasSheet("", "", [""] * 10),
    "typical": CanvasSheet("見守り", "局面：設計", [f"{name}の内容" for name in NAMES]),
    "longest": CanvasSheet("見守り" * 30, "局面：設計" * 40, [LONG] * 10),
    "rare": CanvasSheet("見守り", "局面", [RARE[n] + RARE[n + 9] for n in range(10)]),
}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def shown(pages: list[list[Mark]]) -> str:
    return "".join(mark.text for page in pages for mark in page if isinstance(mark, TextMark))


def assert_on_paper(pages: list[list[Mark]]) -> None:
    for page in pages:
        for mark in page:
            if isinstance(mark, TextMark) and mark.text.strip():
                left, top, right, bottom = mark.box()
                assert left > 10 * MM
                assert right < PAPER[0] - 10 * MM
                assert top > 8 * MM
                assert bottom < PAPER[1] - 5 * MM


@pytest.mark.parametrize("name", SHEETS)
def test_the_sheet_prints_every_text_on_landscape_paper(name: str) -> None:
    pages = benefit_pages(SHEETS[name])
    assert_on_paper(pages)
    read = pypdf.PdfReader(io.BytesIO(benefit_sheet(SHEETS[name])))
    assert [tuple(map(round, page.mediabox[2:])) for page in read.pages] == [(842, 595)] * len(pages)
    assert squeezed("".join(page.extract_text() for page in read.pages)) == squeezed(shown(pages))
    for page in pages[: len(pages) - 1]:
        assert [mark.text for mark in page if isinstance(mark, TextMark) and mark.text in COLUMNS] == list(COLUMNS)


def test_long_texts_are_whole_and_a_missing_benefit_says_so() -> None:
    one = sheet_of([line(("自治会", LONG, "", "", "", "利益"))])
    assert shown(benefit_pages(one)).count("容") == LONG.count("容")
    assert STILL_TO_FIND in squeezed(shown(benefit_pages(SHEETS["typical"])))


def test_the_blank_sheet_has_eight_rows_on_one_page() -> None:
    assert len(blank_benefit_pages(8)) == 1
    assert_on_paper(blank_benefit_pages(8))
    assert len(pypdf.PdfReader(io.BytesIO(blank_benefit_sheet(8))).pages) == 1
    assert len(pypdf.PdfReader(io.BytesIO(blank_canvas())).pages) == 1


@pytest.mark.parametrize("name", CANVASES)
def test_the_canvas_stands_on_one_page_and_loses_nothing(name: str) -> None:
    pages = canvas_pages(CANVASES[name])
    assert_on_paper(pages)
    read = pypdf.PdfReader(io.BytesIO(canvas_sheet(CANVASES[name])))
    assert squeezed("".join(page.extract_text() for page in read.pages)) == squeezed(shown(pages))
    assert (len(pages) == 1) == (GOES_ON not in shown(pages))
    for text in (*CANVASES[name].blocks, CANVASES[name].title, CANVASES[name].facts):
        assert squeezed(text)[-8:] in squeezed(shown(pages))


def test_the_workbook_holds_every_phase(app: Flask, client: FlaskClient) -> None:
    it, by = opened("=地域猫")
    save(it, "=1+1", by=by)
    save(it, "money", by=by, column="kind")
    keeping.start_phase(it, phase=Phase.FINAL.value, by=system())
    save(it, "減った", base=1, by=by)
    keeping.edit(it, title=it.title, audience=SheetAudience.PUBLIC.value, by=system())
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"/worksheets/{it.id}/sheet-data.xlsx").data))
    headings, *rows = book.worksheets[0].iter_rows(values_only=True)
    found = [dict(zip(headings, row, strict=True)) for row in rows]
    assert [(row["局面"], row["問題"], row["相利の種類"], row["区分"]) for row in found] == [
        ("設計", "=1+1", "金銭的", "自団体"), ("最終評価", "減った", "金銭的", "自団体"),
    ]  # fmt: skip
    assert all(one["行"] <= two["行"] for one, two in pairwise(found))
    printed = openpyxl.load_workbook(io.BytesIO(client.get(f"/worksheets/{it.id}/sheet.xlsx").data)).worksheets[0]
    assert printed["C4"].value == "=1+1"
    assert printed["C4"].data_type == "s"
    assert SELF_LINE not in str(printed["A4"].value)
