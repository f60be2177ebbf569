"""Opening an uploaded workbook safely, before any library parses it.

A workbook is a zip archive of XML parts (ECMA-376).  Everything that could
exhaust the machine is judged here: the size of the file, the size it unpacks
to, repeated names, and document type definitions, which the format forbids and
which only an attack contains.
"""

import zipfile
from collections.abc import Mapping
from enum import StrEnum
from io import BytesIO
from typing import Final

from platform_app.imports.sentences import REFUSALS

MEGABYTE: Final = 1024 * 1024
#: Largest accepted file, in bytes.
FILE_LIMIT: Final = 10 * MEGABYTE
#: Largest accepted sum of all unpacked parts, in bytes.
UNPACKED_LIMIT: Final = 60 * MEGABYTE
PART_LIMIT: Final = 2000

OLE_SIGNATURE: Final = bytes.fromhex("d0cf11e0a1b11ae1")
ZIP_SIGNATURE: Final = b"PK\x03\x04"
CONTENT_TYPES: Final = "[Content_Types].xml"
WORKBOOK_PART: Final = "xl/workbook.xml"


class Refusal(StrEnum):
    """Why a file can not be read; ``sentences.REFUSALS`` has the sentence of each."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    EXPANDS_TOO_FAR = "expands_too_far"
    ENCRYPTED = "encrypted"
    OLD_EXCEL = "old_excel"
    NOT_A_WORKBOOK = "not_a_workbook"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"
    TOO_MANY_ROWS = "too_many_rows"
    TOO_MANY_COLUMNS = "too_many_columns"
    TOO_MANY_SHEETS = "too_many_sheets"
    NO_ROWS = "no_rows"
    NO_REGISTER = "no_register"


class WorkbookRefused(ValueError):
    """The file can not be read; ``code`` says why, ``sentence`` says it to people."""

    def __init__(self, code: Refusal, **values: object) -> None:
        """Take the reason and the values that its sentence names."""
        self.code = code
        self.sentence = REFUSALS[code].format(**values)
        super().__init__(self.sentence)


def open_package(content: bytes) -> Mapping[str, bytes]:
    """Return the parts of an .xlsx by name, every one fully read and within the limits.

    Raises WorkbookRefused for anything that is not a sound workbook.
    """
    _refuse_other_formats(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            parts = _read_parts(archive)
    except (zipfile.BadZipFile, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        if isinstance(error, WorkbookRefused):
            raise
        raise WorkbookRefused(Refusal.DAMAGED) from error
    except Exception as error:  # zlib.error and its like have no common base class
        raise WorkbookRefused(Refusal.DAMAGED) from error
    if CONTENT_TYPES not in parts or WORKBOOK_PART not in parts:
        raise WorkbookRefused(Refusal.NOT_A_WORKBOOK)
    return parts


def check_size(content: bytes) -> None:
    """Refuse a file that is empty or larger than FILE_LIMIT."""
    if not content:
        raise WorkbookRefused(Refusal.EMPTY)
    if len(content) > FILE_LIMIT:
        raise WorkbookRefused(Refusal.TOO_LARGE, limit=FILE_LIMIT // MEGABYTE)


def _refuse_other_formats(content: bytes) -> None:
    """Name the formats that people mistake for an .xlsx."""
    check_size(content)
    if content.startswith(OLE_SIGNATURE):
        is_encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise WorkbookRefused(Refusal.ENCRYPTED if is_encrypted else Refusal.OLD_EXCEL)
    if not content.startswith(ZIP_SIGNATURE):
        raise WorkbookRefused(Refusal.NOT_A_WORKBOOK)


def _read_parts(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack every part; the checksum of each proves that its stated size is true."""
    entries = [entry for entry in archive.infolist() if not entry.is_dir()]
    if any(entry.flag_bits & 0x1 for entry in entries):
        raise WorkbookRefused(Refusal.ENCRYPTED)
    names = [entry.filename for entry in entries]
    if len(names) > PART_LIMIT or len(set(names)) != len(names):
        raise WorkbookRefused(Refusal.DAMAGED)
    if sum(entry.file_size for entry in entries) > UNPACKED_LIMIT:
        raise WorkbookRefused(Refusal.EXPANDS_TOO_FAR)
    parts = {entry.filename: archive.read(entry) for entry in entries}
    for name, part in parts.items():
        if name.endswith((".xml", ".rels")):
            _refuse_definitions(part)
    return parts


def _refuse_definitions(part: bytes) -> None:
    """Refuse entity definitions, in any of the encodings that XML parsers accept."""
    for mark in ("<!DOCTYPE", "<!ENTITY"):
        if any(mark.encode(encoding) in part for encoding in ("ascii", "utf-16-le", "utf-16-be")):
            raise WorkbookRefused(Refusal.UNSAFE)
