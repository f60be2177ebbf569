"""Every document × {empty, typical, longest, rare characters}: complete, inside its frame, nothing overprinted."""

import io
import itertools
import re
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from platform_app.vocabulary.office import Office
from platform_app.vocabulary.profile import PROFILE_ITEMS
from reports.composing import _PLACEHOLDER
from reports.documents import (
    Case,
    Use,
    approval_notice,
    change_approval_notice,
    correction_request,
    decision_packet,
    difference_rows,
    membership_application,
    rejection_notice,
    withdrawal_notice,
    withdrawal_receipt,
)
from reports.layout import Document, Part, Values
from reports.marks import A4, MM, BoxMark, Mark, TextMark
from reports.pdf import pages_of, render, render_packet
from reports.text import clusters
from tests.reports.filled import ENTRIES, MANY_WAYS, OFFICE, values_of

DOCUMENTS: dict[str, Document] = {
    "入会申請書": membership_application(PROFILE_ITEMS, Use.JOIN, OFFICE),
    "変更届": membership_application(PROFILE_ITEMS, Use.CHANGE, OFFICE),
    "様式第1号（空欄）": membership_application(PROFILE_ITEMS, Use.BLANK, OFFICE),
    "退会届": withdrawal_notice(OFFICE),
    "様式第2号（空欄）": withdrawal_notice(OFFICE, is_blank=True),
    "承認通知書": approval_notice(OFFICE),
    "変更承認通知書": change_approval_notice(OFFICE),
    "不承認通知書": rejection_notice(OFFICE),
    "退会受理通知書": withdrawal_receipt(OFFICE),
    "補正依頼": correction_request(OFFICE),
    "補正依頼（紙）": correction_request(OFFICE, is_online=False),
}
KNOWN_KEYS = (
    {item.key for item in PROFILE_ITEMS}
    | {f"visibility_{item.key}" for item in PROFILE_ITEMS}
    | {
        "submitted_on",
        "receipt_number",
        "declarations",
        "member_number",
        "changed_on",
        "reason",
        "online_url",
        "printed_number",
        "withdrawn_on",
        "document_number",
        "issued_on",
        "draft_mark",
        "effective_on",
        "remarks",
        "changes_lead",
        "record_url",
        "kind_label",
        "article",
        "instruction",
        "due_on",
    }
)


def packet(values: Values) -> list[Part]:
    name = str(values.get("name", ""))
    row = {"receipt_number": "R08-W-0012-W", "name": name, "opinion": str(values.get("reason", "")), "number": "1"}
    changes = values.get("changes", ())
    assert not isinstance(changes, str)
    answers = [{"sentence": "目的に沿う活動か。", "answer": "適", "note": name}] * 9
    cases = [
        Case(row, answers, changes, Part(notice(OFFICE), values))
        for notice in (approval_notice, change_approval_notice, withdrawal_receipt, rejection_notice)
    ]
    register = [{"member_number": "96", "name": name, "change": "入会"}] * 40
    return decision_packet(OFFICE, {**values, "subject": "入会の承認等について"}, cases, register)


ALL: dict[str, Callable[[Values], list[Part]]] = {
    **{name: (lambda values, document=document: [Part(document, values)]) for name, document in DOCUMENTS.items()},
    "起案": packet,
}
every_document = pytest.mark.parametrize("name", ALL)
every_entry = pytest.mark.parametrize("entry", ENTRIES)


def texts(page: list[Mark]) -> list[TextMark]:
    return [mark for mark in page if isinstance(mark, TextMark) and mark.text.strip()]


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@every_document
@every_entry
def test_the_text_layer_holds_every_line_that_is_drawn(name: str, entry: str) -> None:
    parts = ALL[name](values_of(entry))
    reader = pypdf.PdfReader(io.BytesIO(render_packet(parts, title=name)))

    for page, marks in zip(reader.pages, pages_of(parts), strict=True):
        assert squeezed(page.extract_text()) == squeezed("".join(mark.text for mark in texts(marks)))


def assert_framed(pages: list[list[Mark]]) -> None:
    """No text leaves the paper's frame, and no two texts touch."""
    for page in pages:
        boxes = [mark.box() for mark in texts(page)]
        for left, top, right, bottom in boxes:
            assert left > 10 * MM
            assert right < A4[0] - 10 * MM + 1
            assert top > 10 * MM
            assert bottom < A4[1] - 5 * MM
        for one, two in itertools.combinations(boxes, 2):
            across = min(one[2], two[2]) - max(one[0], two[0])
            down = min(one[3], two[3]) - max(one[1], two[1])
            assert across < 1 or down < 1, (one, two)


def assert_inside_cells(pages: list[list[Mark]]) -> None:
    """A text that starts in a ruled cell ends in it."""
    for page in pages:
        cells = [mark for mark in page if isinstance(mark, BoxMark) and mark.width > 20]
        for mark in texts(page):
            left, top, right, bottom = mark.box()
            for cell in cells:
                if cell.x <= left < cell.x + cell.width and cell.y <= mark.y < cell.y + cell.height:
                    assert right <= cell.x + cell.width
                    assert top >= cell.y - 0.01
                    assert bottom <= cell.y + cell.height + 0.01


@every_document
@every_entry
def test_nothing_leaves_the_frame_and_no_line_is_printed_over_another(name: str, entry: str) -> None:
    pages = pages_of(ALL[name](values_of(entry)))

    assert_framed(pages)
    assert_inside_cells(pages)


@settings(max_examples=25, deadline=None)
@given(st.dictionaries(st.sampled_from(sorted(KNOWN_KEYS)), st.text(max_size=300), min_size=5))
def test_whatever_is_typed_the_application_stays_in_its_frame(values: dict[str, str]) -> None:
    values.pop("record_url", None)
    values["receipt_number"] = values.get("receipt_number", "")[:14]  # The platform gives it, and gives none longer.
    pages = pages_of([Part(DOCUMENTS["入会申請書"], values), Part(DOCUMENTS["不承認通知書"], values)])

    assert_framed(pages)
    assert_inside_cells(pages)


def stands_in(value: str, marks: list[str]) -> bool:
    """Whether the marks hold the value, line after line, perhaps with other cells between pages."""
    wanted = "".join(cluster.text for line in value.split("\n") for cluster in clusters(line, OFFICE_FACE))
    wanted = squeezed(wanted)
    for start, first in enumerate(marks):
        rest = wanted
        if first and (rest.startswith(first) or rest in first):
            for mark in marks[start:]:
                if rest and rest in mark:
                    return True
                if mark and rest.startswith(mark):
                    rest = rest[len(mark) :]
            if not rest:
                return True
    return wanted in "".join(marks)


OFFICE_FACE = DOCUMENTS["退会届"].face


@pytest.mark.parametrize("entry", ["typical", "longest", "rare"])
def test_the_application_prints_every_item_whole(entry: str) -> None:
    values = values_of(entry)
    pages = pages_of([Part(DOCUMENTS["入会申請書"], values)])
    lines = [squeezed(mark.text) for page in pages for mark in texts(page)]

    for item in PROFILE_ITEMS:
        assert stands_in(str(values[item.key]), lines), item.key


@every_document
@every_entry
def test_the_same_input_gives_the_same_bytes(name: str, entry: str) -> None:
    parts = ALL[name](values_of(entry))

    assert render_packet(parts, title=name) == render_packet(parts, title=name)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_documents_ask_only_for_values_that_callers_know(name: str) -> None:
    assert set(_PLACEHOLDER.findall(repr(DOCUMENTS[name]))) <= KNOWN_KEYS


@pytest.mark.parametrize("name", sorted(set(DOCUMENTS) - {"様式第1号（空欄）"}))
def test_an_ordinary_short_document_needs_no_second_page(name: str) -> None:
    pages = pages_of([Part(DOCUMENTS[name], values_of("typical"))])

    assert len(pages) == (2 if name == "入会申請書" else 1)


@pytest.mark.parametrize("office", [OFFICE, MANY_WAYS], ids=["one telephone", "two telephones and a long address"])
def test_the_blank_application_is_one_sheet_printed_on_both_sides(office: Office) -> None:
    items = [item for item in PROFILE_ITEMS if item.key not in OFFICE.closed_items]
    blank = membership_application(items, Use.BLANK, office)

    assert len(pages_of([Part(blank, {"online_url": "https://platform.example.jp/apply/join"})])) == 2


@pytest.mark.parametrize("use", [Use.JOIN, Use.BLANK])
def test_an_item_that_is_switched_off_disappears_from_the_form(use: Use) -> None:
    kept = [item for item in PROFILE_ITEMS if item.key != "npo_fields"]

    assert "特定非営利活動の分野" in repr(membership_application(PROFILE_ITEMS, use, OFFICE))
    assert "特定非営利活動の分野" not in repr(membership_application(kept, use, OFFICE))


def test_values_are_never_read_as_templates() -> None:
    """A name that looks like a placeholder is printed as it stands."""
    pages = pages_of([Part(DOCUMENTS["承認通知書"], {"name": "{member_number}", "member_number": "96"})])

    assert "{member_number}" in [mark.text for mark in texts(pages[0])]


def test_pages_are_numbered_through_when_there_is_more_than_one() -> None:
    pages = pages_of(packet(values_of("typical")))

    for number, page in enumerate(pages, start=1):
        assert f"{number} / {len(pages)}" in [mark.text for mark in texts(page)]
    single = pages_of([Part(DOCUMENTS["退会届"], values_of("typical"))])
    assert not any(" / " in mark.text for mark in texts(single[0]))


def test_a_receipt_number_in_the_list_of_a_packet_stands_on_one_line() -> None:
    pages = pages_of(packet(values_of("typical")))

    assert [mark.text for mark in texts(pages[1])].count("R08-W-0012-W") == 4


def test_documents_made_by_several_threads_are_the_same_as_one_after_another() -> None:
    """Fonts are shared by the whole process; the web server is threaded."""
    jobs = [(name, entry) for name in DOCUMENTS for entry in ("typical", "rare")]

    def make(job: tuple[str, str]) -> bytes:
        return render(DOCUMENTS[job[0]], values_of(job[1]))

    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(make, jobs)) == [make(job) for job in jobs]


def test_bytes_do_not_depend_on_what_the_process_printed_before() -> None:
    """Stand-in characters are numbered as they come, and that number must not reach the file."""
    script = """
import hashlib, sys
from reports.documents import approval_notice
from reports.pdf import render
from reports.text import runs, Face
from tests.reports.filled import OFFICE, values_of
for name in sys.argv[1:]:
    runs(name, Face.MINCHO)
print(hashlib.sha256(render(approval_notice(OFFICE), values_of("rare"))).hexdigest())
"""
    root = Path(__file__).parents[2]
    digests = {
        subprocess.run([sys.executable, "-c", script, *names], cwd=root, capture_output=True, check=True).stdout
        for names in ((), ("か\u309a", "辻\U000e0100", "한"))
    }
    assert len(digests) == 1


def test_the_pdf_says_its_title_and_language_and_embeds_every_font() -> None:
    reader = pypdf.PdfReader(io.BytesIO(render(DOCUMENTS["入会申請書"], values_of("rare"))))

    assert reader.metadata is not None
    assert reader.metadata.title == "入会申請書"
    assert reader.trailer["/Root"]["/Lang"] == "ja-JP"
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font["/FontDescriptor"]


def test_a_notice_without_a_number_is_a_business_letter() -> None:
    from dataclasses import replace

    notice = approval_notice(replace(OFFICE, numbered_notices=False, seal_omitted=False))

    assert "事務連絡" in repr(notice)
    assert "公印省略" not in repr(notice)


def test_only_items_that_differ_are_compared() -> None:
    before = {"name": "ひだまりの会", "themes": ["food"], "founded": "2013-07"}
    after = {"name": "ひだまりの会", "themes": ["food", "youth"], "founded": "2013-07"}

    (row,) = difference_rows(PROFILE_ITEMS, before, after, place_label=str)

    assert row == {"label": "活動分野", "before": "食支援", "after": "食支援、子ども・若者"}


@every_document
def test_every_text_is_tagged_in_reading_order_for_people_who_listen(name: str) -> None:
    """Each marked text belongs to exactly one element; the document has a title as heading or section headings."""
    parts = ALL[name](values_of("typical"))
    reader = pypdf.PdfReader(io.BytesIO(render_packet(parts, title=name)))

    whole = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    elements = [reference.get_object() for reference in whole["/K"]]
    assert reader.trailer["/Root"]["/MarkInfo"]["/Marked"] is not None
    assert {element["/S"] for element in elements} & {"/H1", "/H2"}
    marked = sum(len(element["/K"]) for element in elements)
    assert marked == sum(isinstance(mark, TextMark) for page in pages_of(parts) for mark in page)


def test_the_order_of_codes_is_no_difference() -> None:
    """An imported entry keeps its own order; a form hands the codes over in that of its boxes."""
    before, after = {"themes": ["suicide_prevention", "poverty"]}, {"themes": ["poverty", "suicide_prevention"]}

    assert difference_rows(PROFILE_ITEMS, before, after, place_label=str) == []
