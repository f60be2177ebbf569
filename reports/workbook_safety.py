"""Whether a workbook that somebody sent may be opened at all.

An .xlsx is a zip of XML parts. Before any XML is parsed, this looks at the
sizes the zip declares (Python's zipfile never unpacks more than that) and
refuses what no filled-in form needs: many megabytes, many parts, or a document
type, which is how entity bombs are written.
"""

from io import BytesIO
from zipfile import BadZipFile, ZipFile

#: Bytes of the file, bytes unpacked, parts: a filled form has about 20 KB, 200 KB and 12.
MOST_BYTES, MOST_UNPACKED, MOST_PARTS = 5_000_000, 20_000_000, 200
_DOCTYPES = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))

SENTENCES: dict[str, str] = {
    "too_large": "ファイルが大きすぎます。様式のExcelファイルを選んでください。",
    "too_large_unpacked": "ファイルの中身が大きすぎるため、読み込めません。様式に入力し直してください。",
    "too_many_parts": "ファイルの構成が様式と異なるため、読み込めません。",
    "not_a_workbook": "Excelファイル（.xlsx）ではないため、読み込めません。",
    "encrypted": "パスワードの付いたファイルは読み込めません。パスワードを外して保存してください。",
    "document_type": "ファイルに使用できない記述があるため、読み込めません。",
    "damaged": "ファイルが壊れているため、読み込めません。",
    "not_this_form": "この様式のExcelファイルではありません。様式のページからダウンロードして入力してください。",
    "too_many_rows": "様式の行や列が大きくずれているため、読み込めません。様式に入力し直してください。",
}
_OLE_SIGNATURE = bytes.fromhex("d0cf11e0a1b11ae1")


class WorkbookRefused(ValueError):
    """The workbook can not be read safely; ``reason`` is a key of SENTENCES, ``sentence`` is for people."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        self.sentence = SENTENCES[reason]
        super().__init__(f"{reason}: {self.sentence}")


def check_workbook(content: bytes) -> None:
    """Raise WorkbookRefused unless the bytes are a workbook of a bearable size."""
    if len(content) > MOST_BYTES:
        raise WorkbookRefused("too_large")
    if content.startswith(_OLE_SIGNATURE):
        # Excel stores a workbook with a password in an OLE container, as it does the old .xls.
        raise WorkbookRefused("encrypted" if "EncryptedPackage".encode("utf-16-le") in content else "not_a_workbook")
    try:
        with ZipFile(BytesIO(content)) as archive:
            _check_parts(archive)
    except WorkbookRefused:
        raise
    except BadZipFile as error:
        raise WorkbookRefused("not_a_workbook") from error
    except Exception as error:  # zlib, struct, Unicode and size errors of a forged zip have no common base
        raise WorkbookRefused("damaged") from error


def _check_parts(archive: ZipFile) -> None:
    parts = archive.infolist()
    if len(parts) > MOST_PARTS or len({part.filename for part in parts}) < len(parts):
        raise WorkbookRefused("too_many_parts")
    if sum(part.file_size for part in parts) > MOST_UNPACKED:
        raise WorkbookRefused("too_large_unpacked")
    if "xl/workbook.xml" not in {part.filename for part in parts}:
        raise WorkbookRefused("not_a_workbook")
    for part in parts:
        text = archive.read(part)
        if part.filename.endswith((".xml", ".rels")) and any(mark in text for mark in _DOCTYPES):
            raise WorkbookRefused("document_type")
