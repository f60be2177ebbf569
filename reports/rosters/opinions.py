"""意見一覧: one row an opinion, whatever event, theme or pillar it belongs to.

Rows are mappings with the keys of the columns. A withheld opinion is in none of them.
"""

from platform_app.vocabulary.trace import AnswerState
from reports.columns import Column, Roster

_COLUMNS = (
    Column("No.", "row_number", 5, "integer", description="この一覧での通し番号。"),
    Column("催し", "event", 24),
    Column("開催日", "held_on", 17, "date"),
    Column("テーマ", "theme", 26),
    Column("柱番号", "pillar_number", 6, "integer"),
    Column("討議の柱", "pillar", 24),
    Column("班", "group", 8),
    Column("意見", "text", 56, "long_text", description="「」は発言のとおりに記録したもの、ほかは要約。"),
    Column("分類", "tags", 16, "list"),
    Column("賛同数", "agreement_count", 7, "integer"),
    Column("班の数", "table_count", 7, "integer", description="同じ趣旨の意見が出た班の数。"),
    Column("まとめた意見", "sources", 36, "long_text", description="この意見にまとめた元の意見。1行に1つ。"),
    Column("対応", "answer_state", 14, "code", codes=AnswerState),
    Column("経過", "trace", 40, "long_text", description="議題・決定・課題・取組など。1行に1つ。"),
)

#: Published: nobody's name.
OPINIONS = Roster("意見一覧", _COLUMNS, key="opinions", note="公開していない意見は含みません。")

#: For the office: with the name of who agreed to be named.
OPINIONS_NAMED = Roster(
    "意見一覧（事務局用）",
    (
        *_COLUMNS,
        Column("発言者", "speaker", 18, sensitive=True, description="名前を出すことに同意した方だけ。"),
        Column("記録日時", "recorded_at", 20, "datetime"),
    ),
    key="opinions_named",
    note="公開していない意見は含みません。",
)

ROSTERS = {roster.key: roster for roster in (OPINIONS, OPINIONS_NAMED)}
