"""相利評価表 as a list: one row a stakeholder and phase, the same columns on paper and for computing."""

from platform_app.vocabulary.worksheets import BenefitKind, Phase
from reports.columns import Column, Roster

BENEFIT_SHEET = Roster(
    title="相利評価表",
    key="benefit_sheet",
    columns=(
        Column("行", "number", 5, "integer"),
        Column("関係者", "stakeholder", 18, "long_text"),
        Column("問題", "problem", 26, "long_text"),
        Column("目的", "purpose", 26, "long_text"),
        Column("活動", "activity", 28, "long_text"),
        Column("役割", "role", 26, "long_text"),
        Column("相利", "benefit", 30, "long_text"),
        Column("相利の種類", "kind", 12, "code", codes=BenefitKind),
        Column("会員", "member", 20, "text"),
        Column("区分", "own", 10, "text"),
        Column("局面の番号", "phase_number", 8, "integer"),
        Column("局面", "phase", 10, "code", codes=Phase),
    ),
)
