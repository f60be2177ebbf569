"""The office's settings: what can be set, the value before anybody sets it, and the words beside it.

Defaults are neutral. The set-up of an empty platform asks for the prefecture, whatever stands here.
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class Desk:
    """One telephone desk of the office and what it answers for."""

    purpose: str
    phone: str
    hours: str = ""


@dataclass(frozen=True)
class Office:
    """Everything that the office can set without code."""

    platform_name: str = "孤独・孤立対策官民連携プラットフォーム"
    prefecture: str = "徳島県"
    office_name: str = "プラットフォーム事務局"
    department: str = ""
    postal_code: str = ""
    address: str = ""
    fax: str = ""
    email: str = ""
    opening_hours: str = "開庁日の8時30分から17時15分まで"
    desks: tuple[Desk, ...] = ()
    # Texts of the portal (Markdown)
    lead: str = ""
    purposes: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    about: str = ""
    charter: str = ""
    eligibility: str = ""
    privacy: str = ""
    accessibility_contact: str = ""
    established_on: str = ""
    # Forms and notices
    addressee: str = "会長"
    addressee_honorific: str = "様"
    join_form_number: str = "様式第1号"
    join_form_article: str = "第4条関係"
    withdraw_form_number: str = "様式第2号"
    withdraw_form_article: str = "第6条関係"
    join_body: str = "次のとおり入会したいので、申請します。"
    change_body: str = "次のとおり登録事項に変更が生じたので、届け出ます。"
    withdraw_body: str = "次のとおり退会したいので、届け出ます。"
    approval_body: str = "申請のありました入会について、次のとおり承認しましたので、通知します。"
    rejection_body: str = "申請のありました｛手続｝について、次の理由により承認しないこととしましたので、通知します。"
    withdrawal_body: str = "届出のありました退会について、次のとおり受理しましたので、通知します。"
    sender_title: str = "会長"
    sender_name: str = ""
    document_symbol: str = "孤対"
    numbered_notices: bool = True
    seal_omitted: bool = True
    approval_posts: tuple[str, ...] = ("課長", "副課長", "係長", "担当")
    # Procedure
    processing_days: int = 10
    reminder_days: int = 3
    batch_days: int = 14
    closed_items: tuple[str, ...] = ("npo_fields", "track_record", "collaboration")
    required_items: tuple[str, ...] = ()
    required_attachments: tuple[str, ...] = ()
    closed_declarations: tuple[str, ...] = ("tax_paid",)
    staff_second_factor: bool = False
    closing_days: tuple[str, ...] = ()
    telling_from: int = 8
    telling_until: int = 20


#: Field name: (group, label, hint) in the order of the settings page.
OFFICE_LABELS: dict[str, tuple[str, str, str]] = {
    "platform_name": ("基本", "プラットフォームの名称", ""),
    "prefecture": ("基本", "都道府県名", "市区町村の一覧はこの都道府県のものになります。"),
    "office_name": ("基本", "事務局の名称", ""),
    "department": ("基本", "担当課・担当", ""),
    "postal_code": ("基本", "郵便番号", ""),
    "address": ("基本", "所在地", ""),
    "fax": ("基本", "FAX番号", ""),
    "email": ("基本", "メールアドレス", ""),
    "opening_hours": ("基本", "受付時間", ""),
    "desks": ("基本", "電話窓口", "1行に1件、「用件｜電話番号｜受付時間」の順に入力してください。"),
    "lead": ("公開ページ", "トップページの紹介文", ""),
    "purposes": ("公開ページ", "目的", "1行に1件ずつ入力してください。"),
    "activities": ("公開ページ", "活動内容", "1行に1件ずつ入力してください。"),
    "about": ("公開ページ", "設立の経緯", "見出しや箇条書きには Markdown を使えます。"),
    "charter": ("公開ページ", "設置要綱", "見出しや箇条書きには Markdown を使えます。"),
    "eligibility": ("公開ページ", "参加できる団体", ""),
    "privacy": ("公開ページ", "個人情報の取扱い", ""),
    "accessibility_contact": ("公開ページ", "ウェブアクセシビリティの問合せ先", ""),
    "established_on": ("公開ページ", "設立日", "例：令和5年2月20日"),
    "addressee": ("様式・通知", "様式の宛先", ""),
    "addressee_honorific": ("様式・通知", "宛先の敬称", "様又は殿"),
    "join_form_number": ("様式・通知", "入会申請書・変更届の様式番号", ""),
    "join_form_article": ("様式・通知", "入会申請書・変更届の関係条項", ""),
    "withdraw_form_number": ("様式・通知", "退会届の様式番号", ""),
    "withdraw_form_article": ("様式・通知", "退会届の関係条項", ""),
    "join_body": ("様式・通知", "入会申請書の本文", ""),
    "change_body": ("様式・通知", "変更届の本文", ""),
    "withdraw_body": ("様式・通知", "退会届の本文", ""),
    "approval_body": ("様式・通知", "承認通知書の本文", ""),
    "rejection_body": (
        "様式・通知",
        "不承認通知書の本文",
        "「｛手続｝」のところに、「入会」又は「登録事項の変更」と印字します。",
    ),
    "withdrawal_body": ("様式・通知", "退会受理通知の本文", ""),
    "sender_title": ("様式・通知", "通知の差出人の職名", ""),
    "sender_name": ("様式・通知", "通知の差出人の氏名", ""),
    "document_symbol": (
        "様式・通知",
        "文書番号の記号",
        "例：8国地第12号 の「国地」。前の「8」は令和8年度のことで、自動で付きます。番号は年度ごとに1から始まります。",
    ),
    "numbered_notices": ("様式・通知", "通知に文書番号を付ける", "付けないときは「事務連絡」になります。"),
    "seal_omitted": ("様式・通知", "「公印省略」と表示する", ""),
    "approval_posts": ("様式・通知", "決裁欄の職名", "1行に1件ずつ、左から順に入力してください。"),
    "processing_days": ("手続", "標準処理期間（開庁日の日数）", ""),
    "reminder_days": ("手続", "期限の何日前から注意を表示するか", ""),
    "batch_days": ("手続", "審査回の間隔（日数）", ""),
    "closed_items": ("手続", "使わない項目", "選んだ項目は、申請画面にも様式にも出ません。"),
    "required_items": ("手続", "必須にする項目", ""),
    "required_attachments": ("手続", "必須の添付書類", ""),
    "closed_declarations": ("手続", "使わない確認・誓約事項", ""),
    "staff_second_factor": ("手続", "職員に二段階認証を義務付ける", ""),
    "closing_days": ("手続", "臨時の閉庁日", "1行に1日ずつ入力してください。例：令和6年8月15日"),
    "telling_from": (
        "手続",
        "自動のお知らせを始める時刻（時）",
        "繰上げのご案内や事前のお知らせは、夜間に作られたとき、この時刻に送ります。受付のお知らせは、すぐに送ります。",
    ),
    "telling_until": ("手続", "自動のお知らせを終える時刻（時）", "0から24までの数字で入力してください。"),
}
