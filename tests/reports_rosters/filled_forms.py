"""Forms as a person fills them in with Excel, and as an attacker forges them."""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile

from openpyxl import load_workbook

from platform_app.vocabulary.office import Office
from platform_app.vocabulary.profile import PROFILE_ITEMS
from reports.form_workbook import blank_application, blank_withdrawal

PLACES = [("362018", "徳島市"), ("362026", "鳴門市"), ("363219", "佐那河内村")]
OFFICE = Office(department="A&P担当", fax="088-621-0000")
BLANK, WITHDRAWAL = blank_application(PROFILE_ITEMS, PLACES, OFFICE), blank_withdrawal(OFFICE)


def filled(blank: bytes, **values: Any) -> bytes:
    """Fill in named cells as a person does with Excel."""
    book = load_workbook(BytesIO(blank))
    for name, value in values.items():
        cell = cell_of(book, name)
        if isinstance(value, str):
            cell.value = "x"
            cell._value, cell.data_type = value, "s"
        else:
            cell.value = value
    return saved(book)


def cell_of(book: Any, name: str) -> Any:
    """Return the cell that has a name."""
    [(sheet, place)] = book.defined_names[name].destinations
    return book[sheet][place.replace("$", "")]


def saved(book: Any) -> bytes:
    """Return the workbook's bytes."""
    target = BytesIO()
    book.save(target)
    return target.getvalue()


def repacked(content: bytes, **replaced: bytes) -> bytes:
    """Return the zip with parts replaced or added; ``__`` stands for a slash, ``_xml`` for the ending."""
    named = {name.replace("__", "/").replace("_xml", ".xml"): part for name, part in replaced.items()}
    target = BytesIO()
    with ZipFile(BytesIO(content)) as source, ZipFile(target, "w", ZIP_DEFLATED) as output:
        for entry in source.namelist():
            output.writestr(entry, named.pop(entry, None) or source.read(entry))
        for name, part in named.items():
            output.writestr(name, part)
    return target.getvalue()
