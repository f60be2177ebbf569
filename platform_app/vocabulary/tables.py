"""What the tables of the database are called on the audit page."""

from platform_app.vocabulary.columns import COLUMNS, OF_TABLE

TABLES: dict[str, str] = {
    "application": "申請",
    "attachment": "添付書類",
    "step": "状態の経過",
    "return_point": "補正の依頼",
    "review_check": "審査項目の確認",
    "review_note": "内部メモ",
    "notice": "通知",
    "batch": "審査回",
    "presence": "閲覧中の印",
    "member": "会員",
    "member_record": "会員名簿の行",
    "member_link": "沿革",
    "member_bigram": "検索索引",
    "user": "利用者",
    "access_link": "手続用リンク",
    "attempt": "試行の記録",
    "office_setting": "事務局の設定",
    "eligibility_criterion": "審査項目",
    "rejection_reason": "不承認の理由",
    "outbox_message": "メール",
    "contact_task": "電話・郵送の用務",
    "counter": "番号",
    "register_import": "名簿の取込",
    "column_matching": "列の対応",
    "event_report": "開催報告",
    "report_version": "開催報告の本文",
    "report_edition": "開催報告の版",
    "report_step": "開催報告の手続",
    "report_photo": "開催報告の写真",
    "duty_report": "復命書",
    "batch_proposal": "処理案",
    "imported_line": "取り込んだ行",
    # Events
    "event": "催し",
    "event_series": "催しの系列",
    "event_change": "催しの変更",
    "event_file": "催しのファイル",
    "pool": "定員の枠",
    "programme_item": "プログラム",
    "registration": "参加申込み",
    "participant": "参加者",
    "accommodation_need": "配慮事項",
    "ledger_entry": "席の台帳",
    "attendance": "出欠",
    "attendance_tap": "出欠の記録",
    "reminder_rule": "お知らせの予定",
    "mailing": "申込者へのメール",
    "draw": "抽選",
    "survey": "アンケート",
    "survey_question": "アンケートの設問",
    "survey_link": "アンケートのリンク",
    "survey_response": "アンケートの回答",
    "poll": "会場の投票",
    "poll_vote": "投票",
    # Groups
    "grouping": "班分け",
    "group": "班",
    "group_place": "班の席",
    "group_wish": "班分けの指定",
    "group_move": "班の移動",
    # Discussion records
    "opinion_key": "検索索引",
    "opinion_bigram": "検索索引",
    "trace": "意見への対応の経過",
    "trace_link": "経過と意見の結び付き",
    "trace_step": "経過の段階",
    "theme": "討議のテーマ",
    "pillar": "討議の柱",
    "opinion": "意見",
    "opinion_tag": "意見の分類",
    "opinion_dots": "賛同",
    "opinion_edit": "意見の修正",
    "group_summary": "グループのまとめ",
    "flip_chart": "模造紙の写真",
    # Worksheets
    "worksheet": "相利評価表",
    "worksheet_link": "相利評価表の関係団体",
    "worksheet_version": "相利評価表の局面",
    "worksheet_row": "相利評価表の行",
    "worksheet_cell": "相利評価表の欄",
    "worksheet_alternative": "相利評価表の別の案",
    "worksheet_save": "相利評価表の書込みの控え",
    "match_term": "連携先の索引",
    "hidden_partner": "表示しない候補",
    "introduction": "団体の紹介",
    "introduction_side": "紹介への返事",
}


def table_label(name: str) -> str:
    """Return what a table is called, or its own name."""
    return TABLES.get(name, name)


def column_label(name: str, table: str = "") -> str:
    """Return what a column of a table is called, or its own name."""
    return OF_TABLE.get(f"{table}.{name}") or COLUMNS.get(name, name)
