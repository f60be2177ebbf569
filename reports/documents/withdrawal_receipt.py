"""退会受理通知書."""

from platform_app.vocabulary.office import Office
from reports.documents.letters import letter
from reports.layout import Document

TITLE = "退会受理通知書"


def withdrawal_receipt(office: Office) -> Document:
    """Return the notice that a withdrawal has been accepted.

    Values: those of a letter; ``member_number``, ``effective_on``,
    ``submitted_on``, ``receipt_number``, ``remarks``.
    """
    return letter(
        office,
        TITLE,
        office.withdrawal_body,
        (
            ("団体名", "{name}"),
            ("会員番号", "{member_number}"),
            ("退会年月日", "{effective_on}"),
            ("届出年月日", "{submitted_on}"),
            ("受付番号", "{receipt_number}"),
            ("備考", "{remarks}"),
        ),
    )
