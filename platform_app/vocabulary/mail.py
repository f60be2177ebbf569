"""What each kind of message is about, in the words of the office's lists."""

#: How a person without an address can be told.
CONTACT_METHODS: dict[str, str] = {"phone": "電話", "fax": "FAX", "letter": "郵送", "counter": "窓口"}

#: Names of the errors at which a delivery stops, with what an officer can make of them.
_SERVER, _RECIPIENT = "メールサーバーに接続できませんでした。", "メールサーバーが、この宛先を受け付けませんでした。"
FAILURES: dict[str, str] = {
    "SMTPRecipientsRefused": _RECIPIENT,
    "SMTPDataError": "メールサーバーが、このメールを受け付けませんでした。",
    "SMTPSenderRefused": "メールサーバーが、差出人のアドレスを受け付けませんでした。",
    "SMTPAuthenticationError": "メールサーバーの利用者名又はパスワードが違います。",
    "SMTPConnectError": _SERVER,
    "SMTPServerDisconnected": "メールサーバーとの接続が途中で切れました。",
    "ConnectionRefusedError": _SERVER,
    "ConnectionResetError": _SERVER,
    "OSError": _SERVER,
    "SSLCertVerificationError": "メールサーバーの証明書を確かめられませんでした。",
    "TimeoutError": _SERVER,
    "gaierror": _SERVER,
}


def failure_words(error: str) -> str:
    """Return what a stored error name tells an officer; the name itself stands for one that has no words."""
    return FAILURES.get(error, f"送信の途中で問題が起きました（{error}）。") if error else ""


#: Kind of what goes along with a message: what it is.
ATTACHMENT_LABELS: dict[str, str] = {
    "registration_calendar": "予定表に加えるファイル",
    "registration_code": "受付の二次元コード",
}

#: Template of templates/mail: what it is about.
TEMPLATE_LABELS: dict[str, str] = {
    "account_invitation": "利用者への招待",
    "account_password_changed": "パスワード変更のお知らせ",
    "account_reset": "パスワードの再設定",
    "account_second_factor_reset": "二段階認証の解除",
    "application_approved": "承認のお知らせ",
    "application_draft": "下書きの保存",
    "application_link": "申請状況の照会リンク",
    "application_minor_changed": "登録項目の変更",
    "application_received": "申請の受付",
    "application_rejected": "不承認のお知らせ",
    "application_reopened": "審査再開のお知らせ",
    "application_retracted": "取下げの受付",
    "application_returned": "補正のお願い",
    "decision_reversed": "決定取消しのお知らせ",
    "event_cancelled": "催しの中止",
    "event_corrected": "催しについてのお知らせ",
    "event_postponed": "催しの延期",
    "event_rescheduled": "催しの日時・会場の変更",
    "introduction_agreed": "紹介の成立（連絡先のお知らせ）",
    "introduction_asked": "紹介の申込み",
    "introduction_declined": "紹介の見送り",
    "introduction_suggested": "事務局からの紹介",
    "introduction_withdrawn": "紹介の取りやめ",
    "member_link": "手続用のリンク",
    "registration_cancelled": "参加申込みの取消し",
    "registration_changed": "参加申込みの変更",
    "registration_chosen": "抽選・選考の結果",
    "registration_displaced": "受付順の確認によるキャンセル待ち",
    "registration_expired": "繰上げの回答期限切れ",
    "registration_notice": "申込者へのお知らせ",
    "registration_offered": "繰上げのご案内",
    "registration_promoted": "繰上げによる参加確定",
    "registration_received": "参加申込みの受付",
    "registration_reminder": "催しの事前のお知らせ",
    "survey_invitation": "アンケートのお願い",
    "withdrawal_accepted": "退会届の受理",
}
