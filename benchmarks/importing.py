"""The preview of an import of 1,000 organisations against openpyxl reading the same workbook."""

from io import BytesIO

from flask import Flask
from openpyxl import Workbook, load_workbook

from benchmarks.figures import Figure, interleaved, milliseconds
from benchmarks.registers import entry, register_of
from platform_app import dates, folding
from platform_app.actor import system
from platform_app.imports.loading import prepare_file
from platform_app.vocabulary.organisations import OrganisationKind
from platform_app.vocabulary.profile import PROFILE_ITEMS

SIZE, ROUNDS = 1_000, 5
KEYS = (
    "name",
    "name_kana",
    "kind",
    "representative_title",
    "representative_name",
    "postal_code",
    "address",
    "contact_name",
    "phone",
    "email",
    "website",
    "activities",
    "purpose",
    "headcount",
)


def measure() -> list[Figure]:
    """Return the figures of a preview into an empty register, and into one that has every organisation."""
    content = workbook()
    return [
        _figure("into an empty register", content, 0),
        _figure(f"into a register of {SIZE:,}", content, SIZE),
    ]


def _figure(name: str, content: bytes, known: int) -> Figure:
    with register_of(known, is_searchable=True) as app:
        preview(app, content)
        ours, least = interleaved(lambda: preview(app, content), lambda: read(content), rounds=ROUNDS)
    detail = f"{milliseconds(ours)} / {milliseconds(least)} CPU"
    return Figure(f"import preview of {SIZE:,} {name} / openpyxl reading", ours / least, 3, detail)


def workbook() -> bytes:
    """Make a workbook as an office keeps it: a title, headings, one organisation a row."""
    labels = {item.key: item.label for item in PROFILE_ITEMS}
    book = Workbook(write_only=True)
    sheet = book.create_sheet("会員名簿")
    sheet.append(["会員名簿"])
    sheet.append(["会員番号", *(labels[key] for key in KEYS), "入会日"])
    for n in range(1, SIZE + 1):
        values = entry(n) | {"kind": OrganisationKind.label_of(entry(n)["kind"])}
        sheet.append([n, *(values[key] for key in KEYS), dates.wareki(dates.today().replace(year=2024, day=1))])
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def preview(app: Flask, content: bytes) -> None:
    """Read the file, compare it with the register and store the preview, as the office's page does."""
    folding.search_key.cache_clear()  # A file is previewed once; nothing may be left from the round before.
    with app.app_context():
        row = prepare_file(content, "会員名簿.xlsx", by=system())
        if sum(row.counts[outcome] for outcome in ("new", "same", "differs", "error")) != SIZE:
            message = f"unexpected preview: {row.counts}"
            raise RuntimeError(message)


def read(content: bytes) -> list[object]:
    """Read every cell with openpyxl."""
    book = load_workbook(BytesIO(content))
    return [cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row]
