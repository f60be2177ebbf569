"""Codes of 相利評価表 and 協力モデルキャンバス (domain notes 3)."""

from platform_app.vocabulary.code import Code


class Phase(Code):
    """What a version of a worksheet is for."""

    DESIGN = "design", "設計"
    IMPROVEMENT = "improvement", "改善"
    FINAL = "final", "最終評価"


class SheetColumn(Code):
    """The six columns of the table, in order."""

    STAKEHOLDER = "stakeholder", "関係者"
    PROBLEM = "problem", "問題"
    PURPOSE = "purpose", "目的"
    ACTIVITY = "activity", "活動"
    ROLE = "role", "役割"
    BENEFIT = "benefit", "相利"


class BenefitKind(Code):
    """What a benefit is made of; naming it is left to those who fill the sheet."""

    MONEY = "money", "金銭的"
    GOODS = "goods", "物質的"
    MIND = "mind", "精神的"
    SITUATION = "situation", "状況の変化"


class CanvasBlock(Code):
    """The ten blocks of the canvas, in order: eight above, two below. The block of benefits is the table itself."""

    GOAL = "goal", "目標"
    STRATEGY = "strategy", "戦略"
    ROLES = "roles", "役割"
    PARTNERS = "partners", "協力者"
    BENEFIT = "benefit", "相利"
    SPREAD = "spread", "拡大"
    STRENGTHENING = "strengthening", "強化"
    COORDINATION = "coordination", "調整"
    OPERATION = "operation", "運営"
    ACQUISITION = "acquisition", "獲得"


class SheetAudience(Code):
    """Who may read a worksheet; its owner chooses. The office reads every one."""

    OWN = "own", "自団体のみ"
    LINKED = "linked", "関係団体"
    MEMBERS = "members", "会員"
    PUBLIC = "public", "公開"


#: A sheet's own organisation stands in the line of this name, always first.
SELF_LINE = "self"
#: Cells outside the table: the blocks of the canvas, and the memo of a version.
CANVAS_LINE, MEMO_LINE = "canvas", "memo"
#: The memo's only cell, and the cell of a line that says what kind of benefit it is.
MEMO_COLUMN, KIND_COLUMN = "memo", "kind"
#: Blocks of the canvas that are typed; the others are made from the table.
TYPED_BLOCKS = tuple(block for block in CanvasBlock if block is not CanvasBlock.BENEFIT)

#: Characters that one cell may hold, lines that one version may hold, and the lines of a blank sheet.
MOST_CHARACTERS, MOST_LINES, BLANK_LINES = 2000, 60, 8
