"""Codes of the application's life."""

from platform_app.vocabulary.code import Code


class Procedure(Code):
    """手続区分: 様式1 serves joining and changing, 様式2 withdrawal only."""

    JOIN = "join", "入会申請"
    CHANGE = "change", "変更届"
    WITHDRAW = "withdraw", "退会届"

    @classmethod
    def effect_day(cls, code: str) -> str:
        """Return what an organisation calls the day from which the decision holds."""
        return _EFFECT_DAYS[cls(code)]


_EFFECT_DAYS = {Procedure.JOIN: "入会日", Procedure.CHANGE: "変更日", Procedure.WITHDRAW: "退会日"}


class ApplicationStatus(Code):
    """Where an application stands, in the words of the office."""

    DRAFT = "draft", "下書き"
    SUBMITTED = "submitted", "受付済み"
    IN_REVIEW = "in_review", "審査中"
    RETURNED = "returned", "差戻し中"
    AWAITING_DECISION = "awaiting_decision", "決裁待ち"
    APPROVED = "approved", "承認"
    REJECTED = "rejected", "不承認"
    ACCEPTED = "accepted", "受理"
    RETRACTED = "retracted", "取下げ"
    REVERSED = "reversed", "決定取消し"


class Channel(Code):
    """受付方法: how an application reached the office."""

    WEB = "web", "Web"
    FAX = "fax", "FAX"
    POST = "post", "郵送"
    EMAIL = "email", "メール"
    PHONE = "phone", "電話"
    COUNTER = "counter", "窓口"
    IMPORT = "import", "名簿取込"


class AttachmentKind(Code):
    """添付書類の種類."""

    RULES = "rules", "規約・定款"
    ROSTER = "roster", "会員・役員名簿"
    PAMPHLET = "pamphlet", "パンフレット・活動資料"
    SCAN = "scan", "受付書類の画像"
    OTHER = "other", "その他"


class Declaration(Code):
    """確認・誓約事項 (each must be ticked before sending)."""

    CHARTER_READ = "charter_read", "設置要綱を読み、同意します。"
    NOT_ANTISOCIAL = "not_antisocial", "反社会的勢力ではなく、これと関係を有していません。"
    LAWFUL_PURPOSE = (
        "lawful_purpose",
        "法令及び公序良俗に反する活動や、政治又は宗教を目的とする活動を行いません。",
    )
    TAX_PAID = "tax_paid", "県税の未納はありません。"
    PRIVACY_READ = "privacy_read", "個人情報の利用目的を確認しました。"
    LISTING = "listing", "選択した公開範囲により会員名簿に掲載することに同意します。"
