"""申請受付簿 and 一括決裁の一覧.

Rows of APPLICATIONS have ``receipt_number``, ``procedure`` (Procedure),
``arrived_at`` (aware datetime), ``received_on`` (date), ``channel`` (Channel),
``organisation_name``, ``officer_name``, ``status`` (ApplicationStatus),
``batch_name``, ``decided_on``, ``notified_on`` (dates or None).

Rows of DECISION_BATCH have ``number`` (int), ``receipt_number``, ``procedure``,
``organisation_name``, ``organisation_kind``, ``municipality`` (code),
``representative``, ``activities``, ``checks`` (text), ``proposal``, ``notes``.
"""

from platform_app.vocabulary.applications import ApplicationStatus, Channel, Procedure
from platform_app.vocabulary.organisations import OrganisationKind
from reports.columns import Column, Roster

RECEIPT = Column("受付番号", "receipt_number", 14, "identifier")
PROCEDURE = Column("手続", "procedure", 12, "code", codes=Procedure)
ORGANISATION = Column("団体名", "organisation_name", 32)

APPLICATIONS = Roster(
    "申請受付簿",
    (
        RECEIPT,
        PROCEDURE,
        Column("到達日時", "arrived_at", 22, "datetime", description="事務局に届いた日時（入力した日時とは別）。"),
        Column("受付日", "received_on", 16, "date"),
        Column("受付方法", "channel", 10, "code", codes=Channel),
        ORGANISATION,
        Column("担当", "officer_name", 14),
        Column("状態", "status", 12, "code", codes=ApplicationStatus),
        Column("審査回", "batch_name", 16),
        Column("決裁日", "decided_on", 16, "date"),
        Column("通知日", "notified_on", 16, "date"),
    ),
    key="applications",
)

DECISION_BATCH = Roster(
    "審査案件一覧",
    (
        Column("No.", "number", 5, "integer"),
        RECEIPT,
        PROCEDURE,
        ORGANISATION,
        Column("団体種別", "organisation_kind", 16, "code", codes=OrganisationKind),
        Column("市町村", "municipality", 12, "code"),
        Column("代表者", "representative", 20),
        Column("活動概要", "activities", 50, "long_text"),
        Column("要件の確認", "checks", 30, "long_text"),
        Column("処理案", "proposal", 10),
        Column("備考", "notes", 24, "long_text"),
    ),
    key="decision_batch",
)
