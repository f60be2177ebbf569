"""What a roster is: one declaration of columns that every format renders.

A roster has two projections, and every format uses one of them:

* ``shown_cells`` – the text a person reads: era dates, labels, lists joined by
  「、」. The printed workbook, the PDF and the HTML table show exactly these.
* ``flat_cells`` – typed values a machine reads: real dates, codes and labels in
  their own columns, lists joined by ``;``. The flat workbook and the CSV carry
  exactly these (after 府省庁DX推進連絡会議「機械判読可能なデータの表記方法の統一ルール」).

Rows are plain objects or mappings: this package knows no database.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from platform_app.dates import PartialDate, to_tokyo, wareki
from platform_app.vocabulary.code import Code
from reports.characters import readable
from reports.stamp import RowCountDiffers, Stamp, shown_instant

__all__ = [
    "Codes",
    "Column",
    "Flat",
    "FlatColumn",
    "Getter",
    "Kind",
    "Roster",
    "RowCountDiffers",
    "Stamp",
    "flat",
    "flat_cells",
    "shown",
    "shown_cells",
]

Kind = Literal[
    "text",
    "long_text",
    "integer",
    "date",
    "datetime",
    "partial_date",
    "code",
    "choices",
    "phone",
    "postal_code",
    "identifier",
    "list",
]
#: A flat value: what one cell of the flat workbook or the CSV holds.
Flat = str | int | date | datetime | None
Getter = str | Callable[[Any], Any]
Codes = type[Code] | Mapping[str, str]

#: Joins list values in flat cells (統一ルール: one separator, never a line break).
FLAT_SEPARATOR = ";"
SHOWN_SEPARATOR = "、"

KIND_LABELS: dict[str, str] = {
    "text": "文字列",
    "long_text": "文字列（改行あり）",
    "integer": "整数",
    "date": "日付（YYYY-MM-DD）",
    "datetime": "日時（YYYY-MM-DD HH:MM、日本時間）",
    "partial_date": "年月日（年のみ、年月のみの場合あり）",
    "code": "コード",
    "choices": "コード（複数。;区切り）",
    "phone": "電話番号",
    "postal_code": "郵便番号",
    "identifier": "番号（文字列）",
    "list": "文字列（複数。;区切り）",
}


@dataclass(frozen=True)
class Column:
    """One column of a roster.

    ``getter`` is the name of the row's attribute or key, or a function of the row;
    ``width`` counts half-width characters; ``physical_name`` is the machine's
    heading; ``sensitive`` marks personal data whose export needs a right and a
    record; ``codes`` maps stored codes to labels for the kinds code and choices.
    """

    heading: str
    getter: Getter
    width: float
    kind: Kind = "text"
    physical_name: str = ""
    sensitive: bool = False
    description: str = ""
    codes: Codes | None = None
    unit: str = ""

    @property
    def key(self) -> str:
        """Return the physical name, taken from the getter when none was given."""
        return self.physical_name or (self.getter if isinstance(self.getter, str) else self.heading)

    def value(self, row: Any) -> Any:
        """Return the raw value of this column in ``row`` (None when the row has none)."""
        if not isinstance(self.getter, str):
            return self.getter(row)
        if isinstance(row, Mapping):
            return row.get(self.getter)
        return getattr(row, self.getter)

    def label(self, code: str) -> str:
        """Return the label of one stored code, or the code itself when it is unknown."""
        if self.codes is None:
            return code
        if isinstance(self.codes, Mapping):
            return self.codes.get(code, code)
        return self.codes.label_of(code)

    def code_table(self) -> list[tuple[str, str]]:
        """Return the (code, label) pairs a reader of the flat form needs."""
        if self.codes is None:
            return []
        return list(self.codes.items()) if isinstance(self.codes, Mapping) else self.codes.choices()


@dataclass(frozen=True)
class FlatColumn:
    """One column of the flat projection: a code column becomes two of these."""

    heading: str
    physical_name: str
    kind: Kind
    origin: Column
    is_label: bool = False


@dataclass(frozen=True)
class Roster:
    """A list that is printed, exported and shown: a title and its columns.

    ``key`` names it in file names and audit entries. ``range_key`` names the column whose
    first and last text each printed page states at its foot, so that one finds the page of a name.
    Headings and physical names must be unique, or the flat form could not be read back (ValueError).
    """

    title: str
    columns: tuple[Column, ...]
    key: str = "roster"
    note: str = ""
    range_key: str = ""

    def __post_init__(self) -> None:
        """Refuse headings or physical names that occur twice."""
        flat = self.flat_columns()
        for names in ([c.heading for c in flat], [c.physical_name for c in flat]):
            if len(set(names)) != len(names):
                message = f"{self.key}: headings must be unique: {sorted(names)}"
                raise ValueError(message)

    def flat_columns(self) -> list[FlatColumn]:
        """Return the columns of the flat projection, in order."""
        return [flat for column in self.columns for flat in _flat_columns(column)]

    def with_codes(self, codes: Mapping[str, Codes]) -> "Roster":
        """Return the roster with code tables, by column key, that only the caller knows (municipalities)."""
        return replace(
            self, columns=tuple(replace(c, codes=codes[c.key]) if c.key in codes else c for c in self.columns)
        )

    def without_sensitive(self) -> "Roster":
        """Return the roster without the columns that need a right to personal data."""
        return replace(self, columns=tuple(c for c in self.columns if not c.sensitive))

    def choose(self, keys: tuple[str, ...]) -> "Roster":
        """Return the roster with the named columns only, in the roster's own order."""
        return replace(self, columns=tuple(c for c in self.columns if c.key in keys))


def _flat_columns(column: Column) -> Iterator[FlatColumn]:
    if column.kind in ("code", "choices"):
        yield FlatColumn(f"{column.heading}コード", f"{column.key}_code", column.kind, column)
        yield FlatColumn(column.heading, column.key, "text", column, is_label=True)
    else:
        yield FlatColumn(column.heading, column.key, column.kind, column)


def shown_cells(roster: Roster, row: Any) -> list[str]:
    """Return the printed text of every cell of one row."""
    return [shown(column, column.value(row)) for column in roster.columns]


def shown(column: Column, value: Any) -> str:
    """Return the text that stands for ``value`` in print; the empty text for None."""
    if value is None:
        return ""
    if column.kind == "code":
        return readable(column.label(str(value)))
    if column.kind == "choices":
        return SHOWN_SEPARATOR.join(readable(column.label(str(code))) for code in value)
    writer = _SHOWN.get(column.kind)
    return writer(value) if writer else readable(str(value))


def flat_cells(roster: Roster, row: Any) -> list[Flat]:
    """Return the typed values of one row, in the order of ``flat_columns``."""
    cells: list[Flat] = []
    for column in roster.columns:
        cells.extend(flat(column, column.value(row)))
    return cells


def flat(column: Column, value: Any) -> tuple[Flat, ...]:
    """Return the flat cells of one value: a code column gives code and label."""
    if column.kind == "code":
        return (None, None) if value is None else (readable(str(value)), readable(column.label(str(value))))
    if column.kind == "choices":
        codes = [str(code) for code in value or ()]
        return _flat_list(codes), _flat_list([column.label(code) for code in codes])
    if column.kind == "list":
        return (_flat_list(value or ()),)
    if value is None or column.kind in {"integer", "date"}:
        return (value,)
    if column.kind == "datetime":
        return (to_tokyo(value).replace(second=0, microsecond=0, tzinfo=None),)
    return (readable(str(value)),)


def _flat_list(parts: Iterable[object]) -> str | None:
    return FLAT_SEPARATOR.join(readable(str(part)) for part in parts) or None


def _shown_partial_date(text: str) -> str:
    """Return the era form of a stored 2013-07; a text that was kept as typed stays as typed."""
    try:
        return PartialDate.from_iso(text).label()
    except ValueError:
        return readable(text)


def _shown_postal_code(code: str) -> str:
    return f"{code[:3]}-{code[3:]}" if re.fullmatch("[0-9]{7}", code) else readable(code)


def _shown_list(parts: Iterable[object]) -> str:
    return SHOWN_SEPARATOR.join(readable(str(part)) for part in parts)


_SHOWN: dict[str, Callable[[Any], str]] = {
    "integer": lambda value: str(int(value)),
    "date": wareki,
    "datetime": shown_instant,
    "list": _shown_list,
    "postal_code": lambda value: _shown_postal_code(str(value)),
    "partial_date": lambda value: _shown_partial_date(str(value)),
}
