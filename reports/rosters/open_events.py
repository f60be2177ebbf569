"""The events as open data, in the two layouts that municipalities publish.

``RECOMMENDED``: 推奨データセット「イベント一覧」, 32 columns (デジタル庁). ``GIF``: the event of
政府相互運用性フレームワーク コアデータモデル (2025-03, CC0). A row is a mapping from physical
names to text; what is not known is the empty text.
"""

from reports.columns import Column, Roster

_REQUIRED = "必須。"


def _columns(lines: tuple[tuple[str, str, str], ...]) -> tuple[Column, ...]:
    """Return the columns of (heading, physical name, description); * in front of a description is 必須."""
    return tuple(
        Column(heading, name, 20, physical_name=name, description=text.replace("*", _REQUIRED, 1))
        for heading, name, text in lines
    )


RECOMMENDED = Roster(
    "イベント一覧（推奨データセット）",
    _columns(
        (
            ("都道府県コード又は市区町村コード", "area_code", "全国地方公共団体コード6桁。"),
            ("NO", "number", "この一覧の中での番号。変わりません。"),
            ("都道府県名", "prefecture", ""),
            ("市区町村名", "municipality", "開催場所の市区町村。都道府県が行うオンラインの催しは空です。"),
            ("イベント名", "name", "*"),
            ("イベント名_カナ", "name_kana", "*カナが登録されていないときは空です。"),
            ("イベント名_英語", "name_english", ""),
            ("開始日", "start_date", "*YYYY-MM-DD。日時が確定していないときは空で、特記事項に説明があります。"),
            ("終了日", "end_date", "*YYYY-MM-DD。"),
            ("開始時間", "start_time", "*HH:MM。日本時間。"),
            ("終了時間", "end_time", "*HH:MM。日本時間。"),
            ("開始日時特記事項", "time_note", "中止・延期もここに書きます。"),
            ("説明", "description", "*"),
            ("料金(基本)", "fee", ""),
            ("料金(詳細)", "fee_note", ""),
            ("連絡先名称", "contact_name", ""),
            ("連絡先電話番号", "contact_phone", ""),
            ("連絡先内線番号", "contact_extension", ""),
            ("主催者", "organiser", ""),
            ("場所名称", "place", "*オンラインのみのときは「オンライン」。"),
            ("住所", "address", "*"),
            ("方書", "address_note", "階・室。"),
            ("緯度", "latitude", "登録していません。"),
            ("経度", "longitude", "登録していません。"),
            ("アクセス方法", "access", ""),
            ("駐車場情報", "parking", ""),
            ("定員", "capacity", "人数。制限がないとき、申込みのないときは空です。"),
            ("参加申込終了日", "apply_until_date", "YYYY-MM-DD。"),
            ("参加申込終了時間", "apply_until_time", "HH:MM。"),
            ("参加申込方法", "apply_how", ""),
            ("URL", "url", "このサイトの催しのページ。"),
            ("備考", "remarks", ""),
        )
    ),
    key="event_list",
)

GIF = Roster(
    "イベント（GIFコアデータモデル）",
    _columns(
        (
            ("ID", "ID", "*このサイトの中で変わらない番号。"),
            ("イベント名", "eventName", "*"),
            ("イベント名（カナ）", "eventNameKana", ""),
            ("サブタイトル", "subtitle", ""),
            ("概要", "abstract", ""),
            ("説明", "description", "*"),
            ("イベント種類", "eventType", "*"),
            ("イベントURL", "eventURL", "*"),
            ("状態", "eventStatus", "開催予定、延期又は中止。"),
            ("キーワード", "keywords", "複数は;区切り。"),
            ("開始日", "dateOfStart", "YYYY-MM-DD。"),
            ("終了日", "dateOfEnd", "YYYY-MM-DD。"),
            ("開始時刻", "startTime", "HH:MM。日本時間。"),
            ("終了時刻", "endTime", "HH:MM。日本時間。"),
            ("日時説明", "timeNote", ""),
            ("開催場所", "location", ""),
            ("開催場所住所", "locationAddress", ""),
            ("全国地方公共団体コード", "areaCode", ""),
            ("アクセス方法", "access", ""),
            ("Web開催", "webinarStatus", "*現地開催のみ、オンライン又はハイブリッド。"),
            ("ツール・環境", "webinarTool", ""),
            ("主催団体", "organizer", "*"),
            ("共催団体", "coOrganizer", ""),
            ("関連団体", "relatedOrganization", "後援。"),
            ("対象者", "targetPerson", "*"),
            ("対象者備考", "targetNote", ""),
            ("定員", "capacity", ""),
            ("定員備考", "capacityNote", ""),
            ("料金有無", "feeStatus", "*有又は無。"),
            ("料金説明", "feeNote", ""),
            ("申込開始日", "applicationStartDate", ""),
            ("申込開始時刻", "applicationStartTime", ""),
            ("申込期限日", "applicationEndDate", ""),
            ("申込期限時刻", "applicationEndTime", ""),
            ("申込URL", "applicationURL", ""),
            ("申込方法", "applicationMethod", ""),
            ("駐車場有無", "parkingStatus", "有、無又は空（登録なし）。"),
            ("駐車場情報", "parkingNote", ""),
            ("アクセシビリティ情報", "accessibility", ""),
            ("子供預かり情報", "childcare", ""),
            ("連絡先情報", "contactPoint", "*複数は;区切り。"),
            ("掲載開始日", "publishedOn", ""),
            ("備考", "remarks", ""),
        )
    ),
    key="gif_event",
)
