"""Codes of the office's review: tabs of the inbox, answers, likenesses, proposals, notices."""

from collections.abc import Mapping

from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.code import Code
from platform_app.vocabulary.profile import ITEMS_BY_KEY


class InboxTab(Code):
    """The views of the inbox, each a set of statuses."""

    WAITING = "waiting", "対応待ち"
    DECISION = "decision", "決裁待ち"
    RETURNED = "returned", "差戻し中"
    DONE = "done", "完了"
    ALL = "all", "すべて"


class InboxSort(Code):
    """The orders of the inbox; a minus before the code turns it round."""

    DUE = "due", "期限"
    RECEIVED = "received", "受付日"
    NAME = "name", "団体名"
    NUMBER = "number", "受付番号"


class Assignment(Code):
    """Whose applications the inbox shows."""

    MINE = "mine", "自分の担当"
    NOBODY = "nobody", "担当なし"


class Urgency(Code):
    """How an application stands to the day by which it is to be answered."""

    OVERDUE = "overdue", "期限超過"
    SOON = "soon", "期限間近"


class CheckAnswer(Code):
    """The reviewer's answer to one line of the check-list."""

    MET = "met", "適合"
    UNMET = "unmet", "不適合"
    UNCLEAR = "unclear", "要確認"


class Likeness(Code):
    """Why another entry may be the same organisation, strongest first."""

    CORPORATE_NUMBER = "corporate_number", "法人番号が同じ"
    NAME = "name", "法人種別を除いた名称が同じ"
    READING = "reading", "フリガナが同じ"
    PHONE = "phone", "電話番号が同じ"
    NEAR_NAME = "near_name", "名称が似ている"


class Proposal(Code):
    """処理案: what the office proposes for one application of a batch."""

    APPROVE = "approve", "承認"
    REJECT = "reject", "不承認"
    HOLD = "hold", "保留"


class NoticeKind(Code):
    """The notices that end an application."""

    APPROVAL = "approval", "承認通知書"
    REJECTION = "rejection", "不承認通知書"
    WITHDRAWAL = "withdrawal", "退会受理通知書"


class OtherPoint(Code):
    """What besides the items of the entry can be named when an application is returned."""

    LEAVE_ON = "leave_on", "退会年月日"
    CHANGED_ON = "changed_on", "変更年月日"
    REASON = "reason", "理由"
    ATTACHMENTS = "attachments", "添付書類"
    DECLARATIONS = "declarations", "確認・誓約事項"


#: What the form of each procedure has besides the items of the entry.
OTHER_POINTS: Mapping[Procedure, tuple[OtherPoint, ...]] = {
    Procedure.JOIN: (OtherPoint.ATTACHMENTS, OtherPoint.DECLARATIONS),
    Procedure.CHANGE: (OtherPoint.CHANGED_ON, OtherPoint.REASON, OtherPoint.ATTACHMENTS),
    Procedure.WITHDRAW: (OtherPoint.LEAVE_ON, OtherPoint.REASON),
}


def point_label(key: str) -> str:
    """Name what a point of correction is about; '' for the whole."""
    return ITEMS_BY_KEY[key].label if key in ITEMS_BY_KEY else OtherPoint.label_of(key)


def point_anchor(key: str) -> str:
    """Return where on the applicant's form a point of correction belongs; '' for the whole."""
    return f"item-{key}" if key in ITEMS_BY_KEY else key


#: What the register notes of a change that brought documents and changed no item.
DOCUMENTS_ONLY = "添付書類の届出"

#: How the audience of one item is named among the differences.
AUDIENCE_OF = "{label}の公開範囲"
