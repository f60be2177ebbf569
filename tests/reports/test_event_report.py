"""開催報告 and 復命書 × {empty, typical, longest, rare characters}: everything stands within the page and is tagged."""

import io
import re

import pypdf
import pytest
from PIL import Image

from reports.documents.duty_report import DutyPaper, duty_report
from reports.documents.event_report import (
    PaperBlock,
    PaperHeading,
    PaperPictures,
    PaperRows,
    PaperText,
    ReportPaper,
    event_report,
)
from reports.layout import Part, Picture
from reports.marks import A4, PictureMark, TextMark
from reports.pdf import pages_of, render_packet
from tests.reports.filled import RARE

LONG = "とても長い「名称」であり、" * 30
TEXTS = {"empty": [], "typical": ["参加者は30人でした。", "終わりに"], "longest": [LONG] * 40, "rare": list(RARE)}


def picture(width: int = 120, height: int = 80) -> Picture:
    stream = io.BytesIO()
    Image.new("RGB", (width, height), "#336699").save(stream, "PNG")
    return Picture(stream.getvalue(), width, height, "会場の絵（😀を含む）", "説明 " + RARE[3])


def blocks(texts: list[str]) -> list[PaperBlock]:
    if not texts:
        return []
    rows = [{"label": text, "value": text, "title": text, "presenters": text} for text in texts]
    tables: list[PaperBlock] = [
        PaperRows(kind, rows[:20], lead=texts[0]) for kind in ("programme", "counts", "answers")
    ]
    shapes = ((120, 80), (80, 120), (300, 10), (10, 300), (120, 80))
    pictures = [PaperPictures([picture(*shape) for shape in shapes[:n]], are_drawings=n == 1) for n in (1, 2, 5)]
    return [
        PaperHeading(texts[0]),
        PaperHeading(texts[0], 2),
        PaperText(texts),
        PaperText(texts, ["・"] * len(texts)),
        *tables,
        *pictures,
    ]


def parts(name: str) -> list[Part]:
    texts = TEXTS[name]
    first = "".join(texts[:1])
    said = {"issuer": first, "stamp": first, "corrections": texts[:3], "foot": "案（公開前）"}
    report = ReportPaper(first or "会", [("日時", first), ("会場", first)], blocks(texts), **said)
    duty = DutyPaper(("課長", "係長"), first, first, first, first, first, first, blocks(texts), first, texts)
    return [event_report(report), duty_report(duty)]


@pytest.mark.parametrize("name", TEXTS)
def test_everything_stands_within_the_page_and_is_read_aloud(name: str) -> None:
    made = parts(name)
    pages = pages_of(made)

    for page in pages:
        for mark in page:
            if isinstance(mark, TextMark):
                left, top, right, bottom = mark.box()
                assert min(left, top) >= 0
                assert right <= A4[0]
                assert bottom <= A4[1]
            if isinstance(mark, PictureMark):
                assert mark.x >= 0
                assert mark.x + mark.width <= A4[0]
                assert mark.y + mark.height <= A4[1]
    reader = pypdf.PdfReader(io.BytesIO(render_packet(made, title="開催報告")))
    elements = [each.get_object() for each in reader.trailer["/Root"]["/StructTreeRoot"]["/K"]["/K"]]
    figures = [each for each in elements if each["/S"] == "/Figure"]
    drawn = sum(isinstance(mark, PictureMark) for page in pages for mark in page)
    assert len(figures) == drawn
    assert all(each["/Alt"] == "会場の絵（😀を含む）" for each in figures)
    marked = sum(len(each["/K"]) for each in elements)
    assert marked == drawn + sum(isinstance(mark, TextMark) for page in pages for mark in page)


@pytest.mark.parametrize("name", TEXTS)
def test_every_text_is_there_as_it_was_given_and_the_bytes_are_the_same(name: str) -> None:
    content = render_packet(parts(name), title="開催報告")
    read = re.sub(r"\s", "", "".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(content)).pages))

    assert render_packet(parts(name), title="開催報告") == content
    for text in TEXTS[name]:
        if text.isascii():
            assert re.sub(r"\s", "", text) in read
