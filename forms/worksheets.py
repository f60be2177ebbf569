"""Worksheets: the line of a table, the blocks of a canvas, the memo, and what a browser sends of them at once."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from werkzeug.datastructures import MultiDict
from wtforms import Form

from forms.base import PlatformForm
from forms.choice_fields import Radios, Select, SingleCheckbox
from forms.event_lines import number_fault
from forms.fields import Hidden, LongText, Number, Text
from forms.markup import first_message
from platform_app.addresses import LARGEST_ID
from platform_app.vocabulary.worksheets import (
    CANVAS_LINE,
    MEMO_LINE,
    MOST_CHARACTERS,
    BenefitKind,
    CanvasBlock,
    Phase,
    SheetAudience,
    SheetColumn,
)

#: Savings that one message may hold; a browser sends the rest with the next one.
MOST_SAVES = 200
MALFORMED = "書込みが正しく送られませんでした。画面を開き直してください。書いた内容はこのブラウザーに残っています。"
#: What each column asks, for those who fill a sheet for the first time.
HINTS: Mapping[str, str] = {
    SheetColumn.STAKEHOLDER: "例：町内会、社会福祉協議会",
    SheetColumn.PROBLEM: "その関係者が困っていること",
    SheetColumn.PURPOSE: "その関係者が実現したいこと",
    SheetColumn.ACTIVITY: "一緒に取り組む活動",
    SheetColumn.ROLE: "活動の中で引き受けること",
    SheetColumn.BENEFIT: "活動によって得られる利益",
}
BLOCK_HINTS: Mapping[str, str] = {
    CanvasBlock.GOAL: "何を実現するか",
    CanvasBlock.STRATEGY: "どの道筋で実現するか",
    CanvasBlock.ROLES: "どんな役割が要るか",
    CanvasBlock.PARTNERS: "誰に担ってもらうか",
    CanvasBlock.SPREAD: "協力者をどう増やすか",
    CanvasBlock.STRENGTHENING: "協力をどう深めるか",
    CanvasBlock.COORDINATION: "食い違いをどう調整するか",
    CanvasBlock.OPERATION: "誰がどう運営するか",
    CanvasBlock.ACQUISITION: "協力をどう呼びかけ、得るか",
}


def _seen() -> Hidden:
    return Hidden(default=f"0:{_digest('')}", pattern=r"[0-9]{1,9}:[0-9a-f]{16}")


def _digest(text: str) -> str:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()


class CellsForm(PlatformForm):
    """Cells that are sent together, each with the count of changes that its writer has seen.

    A page holds many of these; ``line`` tells their controls apart.
    """

    def __init__(self, line: str, **options: Any) -> None:
        """Show the cells of a part of a sheet."""
        super().__init__(**options)
        self.line = line
        for field in self:
            field.id = field.label.field_id = f"{line}-{field.id}"

    @property
    def columns(self) -> list[str]:
        """The names of the cells, in order."""
        return [field.short_name for field in self.visible_fields]

    def typed(self) -> list[tuple[str, str, int]]:
        """Return (column, text, count of changes seen) of every cell that differs from what its writer was shown."""
        found = []
        for name in self.columns:
            text = str(self[name].data or "")
            count, _colon, shown = str(self[f"seen_{name}"].data).partition(":")
            if _digest(text) != shown:
                found.append((name, text, int(count)))
        return found

    def show(self, texts: Mapping[str, tuple[str, int]]) -> None:
        """Show what is stored: the text of every cell and the count of its changes."""
        for name in self.columns:
            text, revision = texts.get(name, ("", 0))
            self[name].process_data(text)
            self[f"seen_{name}"].process_data(f"{revision}:{_digest(text)}")


class CellText(LongText):
    """A cell: none must be filled, so none is marked."""

    is_marked = False


class KindSelect(Select):
    """The kind of a benefit."""

    is_marked = False


def _cell(label: str, name: str, hints: Mapping[str, str]) -> CellText:
    return CellText(label, limit=MOST_CHARACTERS, rows=3, hint=hints.get(name, ""), autocomplete="off")


class LineForm(CellsForm):
    """One line of the table."""

    stakeholder = _cell(SheetColumn.STAKEHOLDER.label, SheetColumn.STAKEHOLDER, HINTS)
    problem = _cell(SheetColumn.PROBLEM.label, SheetColumn.PROBLEM, HINTS)
    purpose = _cell(SheetColumn.PURPOSE.label, SheetColumn.PURPOSE, HINTS)
    activity = _cell(SheetColumn.ACTIVITY.label, SheetColumn.ACTIVITY, HINTS)
    role = _cell(SheetColumn.ROLE.label, SheetColumn.ROLE, HINTS)
    benefit = _cell(SheetColumn.BENEFIT.label, SheetColumn.BENEFIT, HINTS)
    kind = KindSelect("相利の種類", choices=BenefitKind.choices(), prompt="選ばない")
    seen_stakeholder, seen_problem, seen_purpose = _seen(), _seen(), _seen()
    seen_activity, seen_role, seen_benefit, seen_kind = _seen(), _seen(), _seen(), _seen()


class CanvasForm(CellsForm):
    """The blocks of the canvas that are typed."""

    goal = _cell(CanvasBlock.GOAL.label, CanvasBlock.GOAL, BLOCK_HINTS)
    strategy = _cell(CanvasBlock.STRATEGY.label, CanvasBlock.STRATEGY, BLOCK_HINTS)
    roles = _cell(CanvasBlock.ROLES.label, CanvasBlock.ROLES, BLOCK_HINTS)
    partners = _cell(CanvasBlock.PARTNERS.label, CanvasBlock.PARTNERS, BLOCK_HINTS)
    spread = _cell(CanvasBlock.SPREAD.label, CanvasBlock.SPREAD, BLOCK_HINTS)
    strengthening = _cell(CanvasBlock.STRENGTHENING.label, CanvasBlock.STRENGTHENING, BLOCK_HINTS)
    coordination = _cell(CanvasBlock.COORDINATION.label, CanvasBlock.COORDINATION, BLOCK_HINTS)
    operation = _cell(CanvasBlock.OPERATION.label, CanvasBlock.OPERATION, BLOCK_HINTS)
    acquisition = _cell(CanvasBlock.ACQUISITION.label, CanvasBlock.ACQUISITION, BLOCK_HINTS)
    seen_goal, seen_strategy, seen_roles = _seen(), _seen(), _seen()
    seen_partners, seen_spread, seen_strengthening = _seen(), _seen(), _seen()
    seen_coordination, seen_operation, seen_acquisition = _seen(), _seen(), _seen()


class MemoForm(CellsForm):
    """What those who filled the sheet say of it."""

    memo = CellText("評価メモ", limit=MOST_CHARACTERS, rows=4, hint="点数は付けません。気づいたことを自由に書きます。")
    seen_memo = _seen()


def part_form(line: str, **options: Any) -> CellsForm:
    """Return the form of a part of a sheet: a line of the table, the canvas, or the memo."""
    kind = {CANVAS_LINE: CanvasForm, MEMO_LINE: MemoForm}.get(line, LineForm)
    return kind(line, **options)


# --- What a browser sends of several cells at once ---------------------------------


@dataclass(frozen=True)
class SentCell:
    """One saving as it was sent; ``fault`` is the sentence where its text can not be stored."""

    client_id: str
    line: str
    column: str
    text: str
    base: int
    replaces: int | None
    fault: str = ""


class _CellText(Form):
    text = LongText("この欄", limit=MOST_CHARACTERS)


def read_saves(payload: Any) -> list[SentCell] | None:
    """Return the savings of a message, or None where it is none of ours."""
    sent = payload.get("saves") if isinstance(payload, dict) else None
    if not isinstance(sent, list) or len(sent) > MOST_SAVES:
        return None
    cells = [_sent_cell(each) for each in sent]
    return [cell for cell in cells if cell is not None] if None not in cells else None


def _sent_cell(each: Any) -> SentCell | None:
    if not isinstance(each, dict):
        return None
    words = [each.get(name) for name in ("id", "line", "column", "text")]
    base, replaces = each.get("base"), each.get("replaces")
    if not all(isinstance(word, str) for word in words) or type(base) is not int:
        return None
    if replaces is not None and (type(replaces) is not int or not 0 < replaces <= LARGEST_ID):
        return None
    judged = _CellText(MultiDict({"text": words[3]}))
    is_good = judged.validate()
    fault = "" if is_good else str(first_message(judged.text.errors))
    return SentCell(str(words[0]), str(words[1]), str(words[2]), str(judged.text.data or ""), base, replaces, fault)


# --- A sheet as a whole -------------------------------------------------------------


class NewSheetForm(PlatformForm):
    """A sheet to be made."""

    title = Text("題名", required=True, limit=100, width="full", hint="例：地域猫活動の協力づくり")


class StaffSheetForm(NewSheetForm):
    """A sheet that the office makes, for an event and perhaps for an organisation."""

    member_number = Number("作成する団体の会員番号", limit=9, hint="空のときは、事務局の表になります。")

    def validate(self, extra_validators: Mapping[str, Any] | None = None) -> bool:
        """Judge the fields, then the number."""
        is_valid = bool(super().validate(extra_validators))
        sentence = number_fault("会員番号", self.member_number.data, most=999_999)
        if sentence and is_valid:
            self.add_error("member_number", sentence)
        return is_valid and not sentence

    def number(self) -> int | None:
        """Return the number, None where none was typed or it is none."""
        text = str(self.member_number.data or "")
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None  # noqa: PLR2004


class SettingsForm(PlatformForm):
    """The name of a sheet, and who may read it."""

    title = Text("題名", required=True, limit=100, width="full")
    audience = Radios("公開範囲", required=True, choices=SheetAudience.choices())


class PhaseForm(PlatformForm):
    """The phase that comes next."""

    phase = Radios("次の局面", required=True, choices=Phase.choices())
    is_confirmed = SingleCheckbox("今の版に書き込めなくなり、元に戻せないことを確かめました", required=True)

    def offer(self, phases: tuple[Phase, ...]) -> None:
        """Offer the phases that may follow."""
        self.phase.choices = [(phase.value, phase.label) for phase in phases]


class FindMemberForm(PlatformForm):
    """An organisation to be found by its name."""

    name = Text("団体の名前", limit=60, hint="名前の一部を入力します。")
