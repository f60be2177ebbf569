"""Judging uploads: what a file is by its bytes, whether it may be kept, and how it is handed out again.

Neither the name nor the type that a browser sent is believed. A name is kept as it came, for
people to recognise; only what no screen can show is replaced.
"""

import hashlib
import warnings
from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import PurePosixPath
from urllib.parse import quote
from zipfile import BadZipFile, ZipFile

from PIL import Image, UnidentifiedImageError

from platform_app.applications.errors import FileRefused
from platform_app.folding import forbidden_characters

PDF = "application/pdf"
#: Endings that each kind of content may carry; the first is the usual one.
ENDINGS: Mapping[str, tuple[str, ...]] = {
    PDF: (".pdf",),
    "image/png": (".png",),
    "image/jpeg": (".jpg", ".jpeg", ".jpe", ".jfif"),
    "image/gif": (".gif",),
    "image/webp": (".webp",),
    "image/tiff": (".tif", ".tiff"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": (".docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": (".xlsx",),
    "application/vnd.openxmlformats-officedocument.presentationml.presentation": (".pptx",),
    "application/vnd.oasis.opendocument.text": (".odt",),
    "application/vnd.oasis.opendocument.spreadsheet": (".ods",),
    "application/vnd.oasis.opendocument.presentation": (".odp",),
    "application/msword": (".doc",),
    "application/vnd.ms-excel": (".xls",),
    "application/vnd.ms-powerpoint": (".ppt",),
}
#: What a browser shows by itself without running anything.
INLINE = frozenset({PDF, "image/png", "image/jpeg", "image/gif", "image/webp"})

_IMAGES = {
    b"\x89PNG\r\n\x1a\n": ("image/png", "PNG"),
    b"\xff\xd8\xff": ("image/jpeg", "JPEG"),
    b"GIF87a": ("image/gif", "GIF"),
    b"GIF89a": ("image/gif", "GIF"),
    b"II*\x00": ("image/tiff", "TIFF"),
    b"MM\x00*": ("image/tiff", "TIFF"),
}
_OOXML = {"word/document.xml": 6, "xl/workbook.xml": 7, "ppt/presentation.xml": 8}
_OPEN_DOCUMENT = {kind.encode() for kind in ENDINGS if "oasis" in kind}
_OLE_STREAMS = {"WordDocument": 12, "Workbook": 13, "Book": 13, "PowerPoint Document": 14}
_KINDS = tuple(ENDINGS)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

#: Limits of a packed file: members, bytes when unpacked, and how often larger it may become.
MOST_MEMBERS, MOST_BYTES, MOST_RATIO = 5_000, 300 * 2**20, 200
#: Pixels of the largest scan: A3 at 600 dpi is 70 million.
MOST_PIXELS = 100_000_000
LONGEST_NAME = 150

NOT_ACCEPTED = "受け付けられない種類です。PDF、画像（JPEG、PNGなど）又はOfficeの文書を選んでください。"


@dataclass(frozen=True)
class CheckedFile:
    """An upload that may be kept; ``content_type`` is what its bytes are."""

    name: str
    content_type: str
    content: bytes
    digest: str


def check_upload(name: str, content: bytes, *, most_bytes: int) -> CheckedFile:
    """Return an upload as it may be kept; FileRefused with a sentence otherwise."""
    shown = display_name(name)
    try:
        if not content:
            raise FileRefused("中身が空（0バイト）です。ファイルを確かめて、もう一度選んでください。")
        if len(content) > most_bytes:
            raise FileRefused(f"大きすぎます。1件{most_bytes // 2**20}MBまでにしてください。")
        kind = content_type(content)
        if PurePosixPath(shown.lower()).suffix not in ENDINGS[kind]:
            raise FileRefused(f"名前の末尾（拡張子）と中身が合いません。中身は{ENDINGS[kind][0]}形式です。")
    except FileRefused as refusal:
        raise FileRefused(f"「{shown}」は、{refusal.message}") from refusal
    return CheckedFile(shown, kind, content, hashlib.sha256(content).hexdigest())


def content_type(content: bytes) -> str:
    """Return what the bytes are; FileRefused when that is nothing we accept."""
    if content.startswith(b"%PDF-"):
        return _pdf(content)
    if content.startswith(b"RIFF") and content[8:12] == b"WEBP":
        return _image(content, "image/webp", "WEBP")
    for beginning, (kind, name) in _IMAGES.items():
        if content.startswith(beginning):
            return _image(content, kind, name)
    if content.startswith(b"PK\x03\x04"):
        return _packed(content)
    if content.startswith(_OLE):
        return _compound(content)
    raise FileRefused(NOT_ACCEPTED)


def _pdf(content: bytes) -> str:
    if b"%%EOF" not in content[-2048:]:
        raise FileRefused("PDFとして途中で切れています。ファイルを作り直してから選んでください。")
    return PDF


def _image(content: bytes, kind: str, name: str) -> str:
    """Open an image as nothing but its own kind, and refuse one that would fill the memory."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(BytesIO(content), formats=(name,)) as image:
                if image.width * image.height > MOST_PIXELS:
                    raise FileRefused("画像の画素数が多すぎます。解像度を下げてから選んでください。")
                image.verify()
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        raise FileRefused("画像として壊れています。ファイルを確かめて、もう一度選んでください。") from error
    return kind


def _packed(content: bytes) -> str:
    """Look into an Office file without unpacking more than its list of members."""
    try:
        with ZipFile(BytesIO(content)) as archive:
            members = archive.infolist()
            unpacked = sum(member.file_size for member in members)
            is_bomb = unpacked > MOST_BYTES or unpacked > MOST_RATIO * max(len(content), 100_000)
            if len(members) > MOST_MEMBERS or is_bomb:
                raise FileRefused("展開すると異常に大きくなるため、受け付けられません。")
            if any(member.flag_bits & 1 for member in members):
                raise FileRefused("パスワードが付いているため、読めません。パスワードを外してから選んでください。")
            return _office_kind(archive)
    except (BadZipFile, ValueError, OSError, NotImplementedError, EOFError) as error:
        raise FileRefused("ファイルとして壊れています。作り直してから選んでください。") from error


def _office_kind(archive: ZipFile) -> str:
    names = set(archive.namelist())
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise FileRefused("マクロが含まれているため、受け付けられません。マクロのない形式で保存し直してください。")
    if "[Content_Types].xml" in names:
        for name, place in _OOXML.items():
            if name in names:
                return _KINDS[place]
    if "mimetype" in names and archive.getinfo("mimetype").file_size < LONGEST_NAME:
        stated = archive.read("mimetype").strip()
        if stated in _OPEN_DOCUMENT and "content.xml" in names:
            return stated.decode("ascii")
    raise FileRefused(NOT_ACCEPTED)


def _compound(content: bytes) -> str:
    """Tell the older Office files apart by the names of their streams."""
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileRefused("パスワードが付いているため、読めません。パスワードを外してから選んでください。")
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise FileRefused("マクロが含まれているため、受け付けられません。マクロのない形式で保存し直してください。")
    for stream, place in _OLE_STREAMS.items():
        if (stream + "\x00").encode("utf-16-le") in content:
            return _KINDS[place]
    raise FileRefused(NOT_ACCEPTED)


def display_name(name: str) -> str:
    """Return a file's name for people: as it came, with what no screen can show as ＿, and not endless."""
    hidden = set(forbidden_characters(name, multiline=False))
    text = "".join("＿" if character in hidden else character for character in name).strip() or "名称なし"
    if len(text) <= LONGEST_NAME:
        return text
    suffix = PurePosixPath(text).suffix[:10]
    return f"{text[: LONGEST_NAME - len(suffix) - 1]}…{suffix}"


def disposition(name: str, kind: str, *, number: int) -> str:
    """Return a Content-Disposition (RFC 6266) with the name in RFC 5987 form and a plain one beside it."""
    how = "inline" if kind in INLINE else "attachment"
    safe = "".join("_" if character in '/\\:*?"<>|' else character for character in display_name(name)).lstrip(".")
    plain = f"attachment-{number}{ENDINGS.get(kind, ('',))[0]}"
    return f"{how}; filename=\"{plain}\"; filename*=UTF-8''{quote(safe.encode('utf-8', 'replace'), safe='')}"
