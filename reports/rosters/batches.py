"""The sheets of the workbook that goes with the 起案 of one 審査回.

Rows of BATCH_COVER have ``item`` and ``content``. Rows of BATCH_LIST are those of DECISION_BATCH.
Rows of BATCH_CHECKS have ``receipt_number``, ``organisation_name``, ``sentence``, ``article``, ``answer``
(CheckAnswer or None), ``remark``, ``checked_by``; of BATCH_DIFFERENCES
``receipt_number``, ``organisation_name``, ``item``, ``before``, ``after``; of
BATCH_REGISTER ``member_number``, ``organisation_name``, ``change``,
``effective_on`` (date), ``content``; of BATCH_NOTICES ``receipt_number``,
``organisation_name``, ``notice``, ``text``.
"""

from dataclasses import replace

from platform_app.vocabulary.reviews import CheckAnswer
from reports.columns import Column, Roster
from reports.rosters.applications import DECISION_BATCH, ORGANISATION, RECEIPT

BATCH_COVER = Roster(
    "伺い文",
    (Column("項目", "item", 24), Column("内容", "content", 100, "long_text")),
    key="batch_cover",
)

BATCH_LIST = replace(DECISION_BATCH, title="一覧", key="batch_list")

BATCH_CHECKS = Roster(
    "審査項目",
    (
        RECEIPT,
        ORGANISATION,
        Column("確認事項", "sentence", 40, "long_text"),
        Column("根拠", "article", 14),
        Column("結果", "answer", 10, "code", codes=CheckAnswer),
        Column("備考", "remark", 30, "long_text"),
        Column("確認者", "checked_by", 14),
    ),
    key="batch_checks",
)

BATCH_DIFFERENCES = Roster(
    "新旧対照",
    (
        RECEIPT,
        ORGANISATION,
        Column("項目", "item", 24),
        Column("旧", "before", 45, "long_text"),
        Column("新", "after", 45, "long_text"),
    ),
    key="batch_differences",
)

BATCH_REGISTER = Roster(
    "名簿差分",
    (
        Column("会員番号", "member_number", 12, "identifier"),
        ORGANISATION,
        Column("異動事由", "change", 12),
        Column("異動日", "effective_on", 16, "date"),
        Column("内容", "content", 70, "long_text"),
    ),
    key="batch_register",
)

BATCH_NOTICES = Roster(
    "通知文案",
    (RECEIPT, ORGANISATION, Column("通知", "notice", 20), Column("文面", "text", 90, "long_text")),
    key="batch_notices",
)
