"""What the pages of worksheets say."""

from typing import Any

from platform_app.groups.models import Group
from platform_app.vocabulary.worksheets import (
    CANVAS_LINE,
    KIND_COLUMN,
    MEMO_LINE,
    BenefitKind,
    CanvasBlock,
    Phase,
    SheetAudience,
    SheetColumn,
)
from platform_app.worksheets.contents import Alternative, Contents, Line
from platform_app.worksheets.workflow import FOLLOWING

#: Who reads a sheet, in the owner's words.
AUDIENCE_NOTES = {
    SheetAudience.OWN: "作成した団体と事務局だけが見られます。",
    SheetAudience.LINKED: "作成した団体、結び付けた関係団体と事務局が見られます。",
    SheetAudience.MEMBERS: "ログインした会員団体と事務局が見られます。",
    SheetAudience.PUBLIC: "誰でも見られます。",
}
NO_BENEFIT = "相利がまだ書かれていません"


def missing_sentence(contents: Contents) -> str:
    """Return the work that is left, in words; '' when there is none."""
    begun = sum(line.is_begun for line in contents.lines)
    if not begun:
        return "まだ何も書かれていません。自団体の行から始めてください。"
    return f"{NO_BENEFIT}（{contents.missing}件）。" if contents.missing else ""


def line_name(line: Line, number: int) -> str:
    """Return what a line is called: its stakeholder's first words, or its number."""
    name = line.text(SheetColumn.STAKEHOLDER).split("\n")[0][:30]
    return f"{number}行目　{name or '（関係者を記入）'}{'（自団体）' if line.is_self else ''}"


def cell_name(contents: Contents, each: Alternative) -> str:
    """Return which cell an alternative is for."""
    if each.line == CANVAS_LINE:
        return CanvasBlock.label_of(each.column)
    if each.line == MEMO_LINE:
        return "評価メモ"
    names = [line.text(SheetColumn.STAKEHOLDER) for line in contents.lines if line.client_id == each.line]
    column = "相利の種類" if each.column == KIND_COLUMN else SheetColumn.label_of(each.column)
    return f"{names[0] if names and names[0] else '関係者未記入の行'}の「{column}」"


def cell_shown(column: str, text: str) -> str:
    """Return a cell's text as people read it."""
    return BenefitKind.label_of(text) if column == KIND_COLUMN else text


def group_sheet_title(event_title: str, group: Group) -> str:
    """Return the title of a group's sheet."""
    return f"{event_title}　{group.name or f'グループ{group.number}'}"


def template_words() -> dict[str, Any]:
    """Return what the templates of worksheets may say."""
    return {
        "SheetColumn": SheetColumn,
        "CanvasBlock": CanvasBlock,
        "phase_label": Phase.label_of,
        "audience_label": SheetAudience.label_of,
        "audience_notes": AUDIENCE_NOTES,
        "kind_label": BenefitKind.label_of,
        "missing_sentence": missing_sentence,
        "line_name": line_name,
        "cell_name": cell_name,
        "cell_shown": cell_shown,
        "following_phases": lambda phase: FOLLOWING[Phase(phase)],
        "NO_BENEFIT": NO_BENEFIT,
    }
