"""アンケート結果: one row an answer and its count, and the free texts.

Rows are mappings: {number, question, kind, answered, option, count, percent}, and {number, question, text}.
``count`` and ``percent`` are text, because a small count that is published is a word.
"""

from platform_app.vocabulary.surveys import QuestionKind
from reports.columns import Column, Roster

SURVEY_SUMMARY = Roster(
    "アンケート集計",
    (
        Column("設問番号", "number", 8, "integer"),
        Column("設問", "question", 44),
        Column("答え方", "kind", 14, "code", codes=QuestionKind),
        Column("回答した人", "answered", 16),
        Column("選択肢・数値", "option", 30),
        Column("人数", "count", 18),
        Column("割合（％）", "percent", 18),
    ),
    key="survey_summary",
    note="割合は、その設問に回答した人に対するものです。",
)
SURVEY_TEXTS = Roster(
    "自由記述",
    (
        Column("設問番号", "number", 8, "integer"),
        Column("設問", "question", 44),
        Column("記述", "text", 90, "long_text"),
    ),
    key="survey_texts",
    note="並びは、回答の順番ではありません。",
)
