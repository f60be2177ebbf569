"""What a worksheet's XML says beside its values.

Libraries that read values fast do not tell which cells are struck out, filled,
formulas or errors, nor which rows and columns are hidden; this module reads
just that, in one pass, and also learns how far the sheet really reaches, so
that a sheet with a value in its millionth row is refused before a library
allocates a table for it (ECMA-376 part 1, 18.3 and 18.8).
"""

import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final
from xml.etree import ElementTree as ET

from platform_app.imports.package import WORKBOOK_PART, Refusal, WorkbookRefused

COLUMN_ALPHABET_SIZE: Final = 26
#: The most that a row or a column can be numbered in the file format.
FORMAT_ROWS: Final = 1_048_576
FORMAT_COLUMNS: Final = 16_384


@dataclass(frozen=True, slots=True)
class Style:
    """The parts of a cell style that carry meaning in hand-kept registers."""

    is_struck: bool = False
    fill: str = ""


#: What most cells have.
PLAIN = Style()


@dataclass(frozen=True, slots=True)
class Mark:
    """What is special about one cell; ``error`` is an error value such as ``#N/A``."""

    style: Style
    is_formula: bool = False
    error: str = ""


@dataclass(frozen=True, slots=True)
class Merge:
    """A merged range, all bounds 1-based and inclusive."""

    first_row: int
    first_column: int
    last_row: int
    last_column: int


@dataclass(slots=True)
class Structure:
    """Marks by (row, column), hidden rows and columns, merges and true extent (all 1-based)."""

    marks: dict[tuple[int, int], Mark] = field(default_factory=dict)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    merges: list[Merge] = field(default_factory=list)
    last_row: int = 0
    last_column: int = 0


@dataclass(frozen=True, slots=True)
class SheetPart:
    """One worksheet of the workbook: its title, whether it is hidden, and its XML."""

    name: str
    is_hidden: bool
    xml: bytes


def sheet_parts(parts: Mapping[str, bytes]) -> Iterator[SheetPart]:
    """Yield the worksheets in the workbook's order; chart sheets are left out."""
    targets = {
        relation.get("Id", ""): relation.get("Target", "")
        for relation in _parse(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))
        if relation.get("Type", "").endswith("/worksheet")
    }
    for element in _parse(parts[WORKBOOK_PART]).iter():
        if _name(element.tag) != "sheet":
            continue
        target = targets.get(_attribute(element, "id"))
        if target is None:
            continue
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join("xl", target))
        if path in parts:
            yield SheetPart(element.get("name", ""), element.get("state", "visible") != "visible", parts[path])


def cell_styles(parts: Mapping[str, bytes]) -> list[Style]:
    """Return the meaning of every cell style, by its index."""
    root = _parse(parts.get("xl/styles.xml", b"<none/>"))
    groups = {_name(element.tag): list(element) for element in root}
    struck = [any(_name(e.tag) == "strike" and _is_on(e) for e in font) for font in groups.get("fonts", [])]
    fills = [_fill_colour(fill) for fill in groups.get("fills", [])]
    styles = []
    for style in groups.get("cellXfs", []):
        font, fill = _number(style.get("fontId")), _number(style.get("fillId"))
        styles.append(
            Style(
                is_struck=struck[font] if font < len(struck) else False,
                fill=fills[fill] if fill < len(fills) else "",
            )
        )
    return styles


def read_structure(xml: bytes, styles: list[Style]) -> Structure:
    """Read one worksheet's XML; raises WorkbookRefused ``damaged`` when it is not XML."""
    structure = Structure()
    row = 0
    for element in _elements(xml):
        tag = _name(element.tag)
        if tag == "row":
            row = _number(element.get("r"), row + 1)
            _note_row(structure, element, row, styles)
            element.clear()
        elif tag == "col" and _is_true(element.get("hidden")):
            first = _number(element.get("min"))
            structure.hidden_columns.update(range(first, min(_number(element.get("max")), first + 500) + 1))
        elif tag == "mergeCell":
            structure.merges.extend(_merge(element.get("ref", "")))
    return structure


@lru_cache(maxsize=1024)
def column_letters(column: int) -> str:
    """Return the letters of a 1-based column: 1 is A, 27 is AA."""
    letters = ""
    while column > 0:
        column, rest = divmod(column - 1, COLUMN_ALPHABET_SIZE)
        letters = chr(ord("A") + rest) + letters
    return letters


def cell_address(row: int, column: int) -> str:
    """Return a cell's address as people read it, such as ``D12``."""
    return f"{column_letters(column)}{row}"


def _note_row(structure: Structure, row: ET.Element, number: int, styles: list[Style]) -> None:
    """Record whether a row is hidden, and its cells."""
    if _is_true(row.get("hidden")):
        structure.hidden_rows.add(number)
    column = 0
    for cell in row:
        if _name(cell.tag) == "c":
            column = _column_number(cell.get("r", "")) or column + 1
            _note_cell(structure, cell, (number, column), styles)


def _note_cell(structure: Structure, cell: ET.Element, place: tuple[int, int], styles: list[Style]) -> None:
    """Record a cell that holds something, and nothing for one that is merely styled."""
    children = {_name(child.tag): child for child in cell}
    if not children.keys() & {"v", "f", "is"}:
        return
    row, column = place
    if not (1 <= row <= FORMAT_ROWS and 1 <= column <= FORMAT_COLUMNS):
        raise WorkbookRefused(Refusal.DAMAGED)
    index = _number(cell.get("s"))
    error = (children["v"].text or "") if cell.get("t") == "e" and "v" in children else ""
    style = styles[index] if index < len(styles) else PLAIN
    structure.last_row, structure.last_column = max(structure.last_row, row), max(structure.last_column, column)
    if error or "f" in children or style != PLAIN:
        structure.marks[place] = Mark(style, "f" in children, error)


def _merge(reference: str) -> list[Merge]:
    """Read a reference such as ``A1:C2``; one that can not be read merges nothing."""
    first, _, last = reference.partition(":")
    numbers = [_row_number(first), _column_number(first), _row_number(last), _column_number(last)]
    return [Merge(*numbers)] if all(numbers) else []


def _elements(xml: bytes) -> Iterator[ET.Element]:
    """Yield every element when it is complete."""
    parser: ET.XMLPullParser[ET.Element] = ET.XMLPullParser(events=("end",))
    try:
        for start in range(0, len(xml), 65536):
            parser.feed(xml[start : start + 65536])
            yield from (element for _, element in parser.read_events())  # type: ignore[misc]
        parser.close()
        yield from (element for _, element in parser.read_events())  # type: ignore[misc]
    except (ET.ParseError, ValueError) as error:
        if isinstance(error, WorkbookRefused):
            raise
        raise WorkbookRefused(Refusal.DAMAGED) from error


def _parse(xml: bytes) -> ET.Element:
    try:
        return ET.fromstring(xml)  # noqa: S314 - definitions were refused when the package was opened
    except (ET.ParseError, ValueError) as error:
        raise WorkbookRefused(Refusal.DAMAGED) from error


@lru_cache(maxsize=256)
def _name(tag: str) -> str:
    """Strip the namespace, so that transitional and strict files read alike."""
    return tag.rpartition("}")[2]


def _attribute(element: ET.Element, name: str) -> str:
    return next((value for key, value in element.attrib.items() if _name(key) == name), "")


def _number(text: str | None, default: int = 0) -> int:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default  # noqa: PLR2004


def _row_number(reference: str) -> int:
    return _number(reference.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))


def _column_number(reference: str) -> int:
    number = 0
    for letter in reference[:4]:
        if not "A" <= letter <= "Z":
            break
        number = number * COLUMN_ALPHABET_SIZE + ord(letter) - ord("A") + 1
    return number


def _is_true(text: str | None) -> bool:
    return text in {"1", "true", "on"}


def _is_on(element: ET.Element) -> bool:
    """Say whether a toggle such as ``<strike/>`` is on; no value means on."""
    return element.get("val", "1") in {"1", "true", "on"}


def _fill_colour(fill: ET.Element) -> str:
    """Return a word for the fill's colour, empty when the cell is not filled."""
    for pattern in fill:
        kind = pattern.get("patternType", "none")
        if _name(pattern.tag) != "patternFill" or kind in {"none", "gray125"}:
            continue
        colour = next((e for e in pattern if _name(e.tag) == "fgColor"), None)
        if colour is None:
            return kind
        return colour.get("rgb") or f"theme{colour.get('theme', '')}" if colour.attrib else kind
    return ""
