"""Handing in an existing register, matching its columns, and applying it."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, cast

from werkzeug.datastructures import FileStorage

from forms.base import PlatformForm
from forms.choice_fields import Select, SingleCheckbox
from forms.date_fields import DateBoxes
from forms.fields import Files, Hidden

COLUMN = "column_"


class RegisterFileForm(PlatformForm):
    """One workbook to read."""

    file = Files(
        "名簿のファイル",
        required=True,
        accept=(".xlsx", ".xlsm", ".csv"),
        multiple=False,
        hint="Excel（.xlsx）又はCSV。10MBまで。この段階では会員名簿に何も登載しません。",
    )

    @property
    def upload(self) -> FileStorage:
        """The file that was chosen; to be asked for only after validation."""
        return cast("FileStorage", self.file.data[0])


class ApplyForm(PlatformForm):
    """The consent to apply what the page shows, named by its token."""

    token = Hidden(pattern=r"[0-9a-f]{64}")
    is_read = SingleCheckbox("上の内容を確かめました。この内容で会員名簿に登載します。", required=True)


class ColumnSelect(Select):
    """The item that one column is; none is as good an answer as any."""

    is_marked = False


class MatchingForm(PlatformForm):
    """Which column is which item, and the two dates that a sheet may not tell.

    Made for one sheet by ``matching_form``; the columns' fields are named by COLUMN
    and the column's number.
    """

    as_of = DateBoxes(
        "名簿の基準日",
        required=True,
        hint="名簿がいつ現在のものか。登載済みの団体の内容が変わるときは、この日から変わったものとします。",
    )
    default_joined_on = DateBoxes(
        "入会日の欄がない団体の入会日", hint="入会日の列がない名簿や、入会日が空欄の団体に使います。"
    )

    @property
    def column_fields(self) -> list[Select]:
        """The fields of the columns, in order."""
        return [field for field in self if field.name.startswith(COLUMN)]

    def mapping(self) -> dict[int, str]:
        """Return the chosen targets by 1-based column."""
        chosen = {int(field.name.removeprefix(COLUMN)): str(field.data) for field in self.column_fields}
        return {index: target for index, target in chosen.items() if target}

    def validate(self, extra_validators: Mapping[str, Sequence[Any]] | None = None) -> bool:
        """Ask for a name and for each item only once."""
        is_valid = bool(super().validate(extra_validators))
        first: dict[str, Select] = {}
        for field in self.column_fields:
            if field.data and field.data in first:
                target = dict(field.choices)[field.data]
                self.add_error(field.name, f"「{target}」は、{first[field.data].label.text}で選ばれています。")
                is_valid = False
            first.setdefault(field.data, field)
        if "name" not in first:
            self.add_error(self.column_fields[0].name, "団体名の列を選んでください。")
            is_valid = False
        return is_valid


def matching_form(columns: Iterable[tuple[int, str, str]], targets: Iterable[tuple[str, str]]) -> type[MatchingForm]:
    """Return a form for columns given as (number, label, samples) and targets given as (code, label)."""
    choices = list(targets)
    fields = {
        f"{COLUMN}{index}": ColumnSelect(label, choices=choices, prompt="取り込まない", width="long", hint=samples)
        for index, label, samples in columns
    }
    return cast("type[MatchingForm]", type("SheetMatchingForm", (MatchingForm,), fields))
