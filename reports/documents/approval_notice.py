"""承認通知書: of joining, and of a change."""

from platform_app.vocabulary.office import Office
from reports.documents.letters import letter
from reports.documents.membership_application import DIFFERENCES
from reports.layout import Document, Space

JOIN_TITLE, CHANGE_TITLE = "入会承認通知書", "登録事項変更承認通知書"
CHANGE_BODY = "届出のありました登録事項の変更について、次のとおり承認しましたので、通知します。"


def approval_notice(office: Office) -> Document:
    """Return the notice that an organisation has been admitted.

    Values: those of a letter; ``submitted_on``, ``receipt_number``, ``member_number``,
    ``effective_on``, ``remarks``.
    """
    return letter(
        office,
        JOIN_TITLE,
        office.approval_body,
        (
            ("団体名", "{name}"),
            ("会員番号", "{member_number}"),
            ("入会年月日", "{effective_on}"),
            ("申請年月日", "{submitted_on}"),
            ("受付番号", "{receipt_number}"),
            ("備考", "{remarks}"),
        ),
    )


def change_approval_notice(office: Office) -> Document:
    """Return the notice that a change has been approved; ``changes`` as in 様式第1号."""
    return letter(
        office,
        CHANGE_TITLE,
        CHANGE_BODY,
        (
            ("団体名", "{name}"),
            ("会員番号", "{member_number}"),
            ("変更年月日", "{effective_on}"),
            ("届出年月日", "{submitted_on}"),
            ("受付番号", "{receipt_number}"),
            ("備考", "{remarks}"),
            ("変更の内容", "{changes_lead}"),
        ),
        DIFFERENCES,
        Space(3),
    )
