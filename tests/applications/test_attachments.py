"""Uploads are judged by their bytes; what is refused is told in a sentence."""

import io
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from platform_app.applications.attachments import LONGEST_NAME, check_upload, display_name, disposition
from platform_app.applications.errors import FileRefused
from tests.applications.journeys import PDF

MOST = 10 * 2**20


def picture(kind: str) -> bytes:
    stream = io.BytesIO()
    Image.new("RGB", (8, 8), "white").save(stream, kind)
    return stream.getvalue()


def packed(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def office(inner: str, **more: bytes) -> bytes:
    return packed(**{"[Content_Types].xml": b"<Types/>", inner: b"<x/>", **more})


ODT = packed(**{"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"})
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600

ACCEPTED = [
    ("様式1（最終）.pdf", PDF),
    ("a.PNG", picture("PNG")),
    ("a.jpeg", picture("JPEG")),
    ("a.gif", picture("GIF")),
    ("a.webp", picture("WEBP")),
    ("fax.tif", picture("TIFF")),
    ("a.docx", office("word/document.xml")),
    ("a.xlsx", office("xl/workbook.xml")),
    ("a.pptx", office("ppt/presentation.xml")),
    ("a.odt", ODT),
    ("a.doc", OLE + "WordDocument\0".encode("utf-16-le")),
    ("a.xls", OLE + "Workbook\0".encode("utf-16-le")),
]
REFUSED = [
    ("空.pdf", b"", "0バイト"),
    ("a.pdf", b"MZ\x90\0" + b"x" * 99, "種類"),
    ("a.pdf", b"<html><script>", "種類"),
    ("a.svg", b"<svg onload='x'/>", "種類"),
    ("a.pdf", b"%PDF-1.4 cut", "途中で切れて"),
    ("a.pdf.exe", PDF, "拡張子"),
    ("a", PDF, "拡張子"),
    ("a.jpg", picture("PNG"), "拡張子"),
    ("a.png", picture("PNG")[:40], "壊れて"),
    ("a.zip", packed(a=b"x"), "種類"),
    ("a.docx", b"PK\x03\x04broken", "壊れて"),
    ("a.xlsx", office("xl/workbook.xml", big=b"\0" * (40 * 2**20)), "展開"),
    ("a.docm", office("word/document.xml", **{"word/vbaProject.bin": b"x"}), "マクロ"),
    ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "パスワード"),
    ("大.pdf", PDF + b"\0" * MOST, "大きすぎます"),
]


@pytest.mark.parametrize(("name", "content"), ACCEPTED)
def test_usual_documents_are_kept_under_their_names(name: str, content: bytes) -> None:
    file = check_upload(name, content, most_bytes=MOST)

    assert (file.name, file.content) == (name, content)


@pytest.mark.parametrize(("name", "content", "sentence"), REFUSED)
def test_everything_else_is_refused_with_a_sentence(name: str, content: bytes, sentence: str) -> None:
    with pytest.raises(FileRefused, match=sentence):
        check_upload(name, content, most_bytes=MOST)


BEGINNINGS = [b"", b"%PDF-", b"PK\x03\x04", OLE[:8], b"\xff\xd8\xff", b"II*\0", b"GIF89a"]


@given(st.binary(max_size=300), st.sampled_from(BEGINNINGS))
def test_any_bytes_are_judged_and_none_break_the_judge(rest: bytes, beginning: bytes) -> None:
    try:
        check_upload("a.pdf", beginning + rest, most_bytes=MOST)
    except FileRefused as refusal:
        sentence = refusal.message
    else:
        return
    assert sentence.startswith("「a.pdf」は、")


@settings(max_examples=200)
@given(st.text(max_size=400))
def test_any_name_can_be_shown_and_handed_out(name: str) -> None:
    shown, header = display_name(name), disposition(name, "application/pdf", number=1)

    assert 0 < len(shown) <= LONGEST_NAME
    assert header.isascii()
    assert header.isprintable()
    assert header.count('"') == 2
    assert display_name(shown) == shown


def test_only_pdf_and_pictures_are_shown_in_the_browser() -> None:
    assert disposition("a.pdf", "application/pdf", number=1).startswith("inline;")
    assert disposition("a.docx", "application/msword", number=1).startswith("attachment;")
