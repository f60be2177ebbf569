"""Read a filled 様式1 or 様式2 workbook back, by the names of its cells.

Nothing is evaluated and nothing is guessed: a formula, an error value, a label
that is not in the list become problems beside the values that could be read.
The values are texts as typed; checking and converting them is the web form's work.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from platform_app.vocabulary.applications import Declaration, Procedure
from platform_app.vocabulary.organisations import Visibility
from platform_app.vocabulary.profile import ITEMS_BY_KEY, LIST_KINDS, PROFILE_ITEMS, ItemKind
from reports.form_workbook import CODES, JOIN_FORM, PROCEDURES, WITHDRAW_FORM, Place, area_choices
from reports.named_cells import NamedCell, named_cells
from reports.workbook_safety import WorkbookRefused, check_workbook

__all__ = ["FormContents", "FormProblem", "WorkbookRefused", "read_application"]

MARKS = frozenset("○◯〇●◎✓✔☑レvVxX1")
#: Kinds whose leading zeros are lost when Excel takes them for numbers.
_DIGIT_KINDS = frozenset({ItemKind.PHONE, ItemKind.POSTAL_CODE, ItemKind.CORPORATE_NUMBER})

SENTENCES: dict[str, str] = {
    "formula": "計算式が入力されています。値を入力し直してください。",
    "error_value": "エラー値が入っています。値を入力し直してください。",
    "not_in_list": "選択肢にない値です。一覧から選んでください。",
    "unclear_mark": "○以外の文字が入力されています。選ぶかどうかを確認してください。",
    "no_procedure": "手続の区分が選ばれていません。入会か変更かを確認してください。",
    "number": "数値として保存されています。先頭の0が消えていないか確認してください。",
}


@dataclass(frozen=True)
class FormProblem:
    """What could not be taken over as it stands: the item's key, the cell, a code of SENTENCES, and the sentence."""

    key: str
    cell: str
    code: str

    @property
    def sentence(self) -> str:
        """Return what people read."""
        return SENTENCES[self.code]


@dataclass
class FormContents:
    """What a filled form says.

    ``kind`` is a Procedure code; ``values`` hold every item present in the form
    (list items as codes) and ``submitted_on``, ``member_number``, ``changed_on``,
    ``leave_on``, ``reason``, where a real date is ISO text and anything else is as
    typed; ``visibility`` maps item keys to Visibility codes where one was chosen.
    """

    kind: str
    values: dict[str, str | list[str]] = field(default_factory=dict)
    visibility: dict[str, str] = field(default_factory=dict)
    declarations: list[str] = field(default_factory=list)
    problems: list[FormProblem] = field(default_factory=list)


def read_application(content: bytes, municipalities: Sequence[Place] = ()) -> FormContents:
    """Read a workbook that ``blank_application`` or ``blank_withdrawal`` made and somebody filled in.

    ``municipalities`` are the (code, label) pairs of the form. Raises
    WorkbookRefused, whose ``reason`` and ``sentence`` say why, for anything else.
    """
    check_workbook(content)
    try:
        cells = named_cells(content, _is_ours)
    except WorkbookRefused:
        raise
    except Exception as error:  # a forged part can make the library fail in any way
        raise WorkbookRefused("damaged") from error
    form = cells.pop("form_code", None)
    if form is None or form.value not in {JOIN_FORM, WITHDRAW_FORM}:
        raise WorkbookRefused("not_this_form")
    return _Reader(cells, municipalities).contents(is_withdrawal=form.value == WITHDRAW_FORM)


def _is_ours(name: str) -> bool:
    base = name.split("__", maxsplit=1)[0].removeprefix("visibility_")
    return base in ITEMS_BY_KEY or base in {
        "form_code",
        "procedure",
        "submitted_on",
        "member_number",
        "changed_on",
        "leave_on",
        "reason",
        "declarations",
    }


class _Reader:
    """Turns the named cells of one form into its contents."""

    def __init__(self, cells: Mapping[str, NamedCell], municipalities: Sequence[Place]) -> None:
        self._cells = cells
        self._places = municipalities
        self._problems: list[FormProblem] = []

    def contents(self, *, is_withdrawal: bool) -> FormContents:
        """Return all that the cells say."""
        values: dict[str, str | list[str]] = {
            key: self._day(key) if key.endswith("_on") else self._text(key)
            for key in ("submitted_on", "member_number", "changed_on", "leave_on", "reason")
            if key in self._cells
        }
        for item in PROFILE_ITEMS:
            if item.kind in LIST_KINDS:
                if any(name.startswith(f"{item.key}__") for name in self._cells):
                    values[item.key] = self._marked(item.key)
            elif item.key in self._cells:
                values[item.key] = self._item(item.key, item.kind)
        return FormContents(
            Procedure.WITHDRAW.value if is_withdrawal else self._procedure(),
            values,
            self._visibility(),
            self._marked("declarations"),
            self._problems,
        )

    def _day(self, key: str) -> str:
        """Return a day as ISO; where another program dropped the date format, from its bare serial number."""
        return self._cells[key].day or self._text(key)

    def _procedure(self) -> str:
        """Return what was chosen; without a choice, a change if a member number or a day of change was given."""
        code = self._code("procedure", [(p.value, p.label) for p in PROCEDURES])
        if code or "procedure" not in self._cells:
            return code or Procedure.JOIN.value
        self._problem("procedure", "no_procedure")
        is_change = self._cells_filled("member_number", "changed_on")
        return Procedure.CHANGE.value if is_change else Procedure.JOIN.value

    def _cells_filled(self, *names: str) -> bool:
        return any(name in self._cells and self._cells[name].text for name in names)

    def _item(self, key: str, kind: ItemKind) -> str:
        if kind is ItemKind.MUNICIPALITY:
            return self._code(key, self._places)
        if kind in CODES:
            return self._code(key, CODES[kind].choices())
        if kind in _DIGIT_KINDS and isinstance(self._cells[key].value, int | float):
            self._problem(key, "number")
        return self._text(key)

    def _visibility(self) -> dict[str, str]:
        chosen = {}
        for item in PROFILE_ITEMS:
            code = self._code(f"visibility_{item.key}", Visibility.choices())
            if code:
                chosen[item.key] = code
        return chosen

    def _marked(self, key: str) -> list[str]:
        """Return the codes that the form offers under ``key`` and that are marked, in the list's order."""
        codes = []
        for code in self._offered(key):
            text = self._text(f"{key}__{code}").strip()
            if text in MARKS:
                codes.append(code)
            elif text:
                self._problem(f"{key}__{code}", "unclear_mark")
        return codes

    def _offered(self, key: str) -> list[str]:
        if key == "declarations":
            return [declaration.value for declaration in Declaration]
        kind = ITEMS_BY_KEY[key].kind
        pairs = area_choices(self._places) if kind is ItemKind.MUNICIPALITIES else CODES[kind].choices()
        return [code for code, _ in pairs]

    def _code(self, name: str, pairs: Iterable[Place]) -> str:
        text = self._text(name).strip()
        if not text:
            return ""
        code = next((code for code, label in pairs if text in (label, code)), None)
        if code is None:
            self._problem(name, "not_in_list")
        return code or ""

    def _text(self, name: str) -> str:
        cell = self._cells.get(name)
        if cell is None or cell.value is None:
            return ""
        if cell.kind in {"f", "e"}:
            self._problem(name, "formula" if cell.kind == "f" else "error_value")
            return ""
        return cell.text

    def _problem(self, name: str, code: str) -> None:
        key = name.split("__", maxsplit=1)[0]
        self._problems.append(FormProblem(key, self._cells[name].place, code))
