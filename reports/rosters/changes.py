"""What changed in the register: 異動一覧, 会員数の照合, 新旧対照表.

Rows of REGISTER_CHANGES have ``effective_on`` (date), ``register_change``
(RegisterChange), ``member_number``, ``organisation_name``, ``difference`` (text
such as 「電話番号：088-000-0000 → 088-000-0001」, one item a line; see
``difference_text``).

Rows of RECONCILIATION have ``label`` (text), ``count`` (int, of 団体) and
``organisations`` (sequence of names): 前回 + 入会 − 退会 = 今回, with the
organisations behind each figure.

Rows of DIFFERENCES have ``item``, ``before``, ``after`` (texts).
"""

from collections.abc import Iterable

from platform_app.vocabulary.organisations import RegisterChange
from reports.columns import Column, Roster

REGISTER_CHANGES = Roster(
    "異動一覧",
    (
        Column("異動日", "effective_on", 16, "date"),
        Column("事由", "register_change", 10, "code", codes=RegisterChange),
        Column("会員番号", "member_number", 10, "identifier"),
        Column("団体名", "organisation_name", 32),
        Column("内容（旧→新）", "difference", 70, "long_text", description="変わった項目ごとに「項目：旧 → 新」。"),
    ),
    key="register_changes",
)

RECONCILIATION = Roster(
    "会員数の照合",
    (
        Column("区分", "label", 24),
        Column("団体数", "count", 8, "integer", unit="団体"),
        Column("団体名", "organisations", 90, "list"),
    ),
    key="reconciliation",
)

DIFFERENCES = Roster(
    "新旧対照表",
    (
        Column("項目", "item", 24),
        Column("旧", "before", 55, "long_text"),
        Column("新", "after", 55, "long_text"),
    ),
    key="differences",
)


def difference_text(differences: Iterable[tuple[str, str, str]]) -> str:
    """Return (item, before, after) triples as the lines of the column 内容; an empty side reads （なし）."""
    return "\n".join(f"{item}：{before or '（なし）'} → {after or '（なし）'}" for item, before, after in differences)
