"""不承認通知書."""

from platform_app.vocabulary.office import Office
from reports.documents.letters import letter
from reports.layout import Document, Text

TITLE = "不承認通知書"
#: Where the body of the settings names what was applied for.
REQUEST = "｛手続｝"


def rejection_notice(office: Office, request: str = "入会") -> Document:
    """Return the notice of a refusal with its reason; ``request`` is what was applied for, within a sentence.

    Values: those of a letter; ``kind_label``, the words for of what was applied for,
    ``submitted_on``, ``receipt_number``, ``article`` of the charter, ``reason``,
    ``remarks``, and ``instruction`` (教示) where one is due.
    """
    return letter(
        office,
        TITLE,
        office.rejection_body.replace(REQUEST, request),
        (
            ("団体名", "{name}"),
            ("申請の区分", "{kind_label}"),
            ("申請年月日", "{submitted_on}"),
            ("受付番号", "{receipt_number}"),
            ("根拠", "設置要綱{article}"),
            ("理由", "{reason}"),
            ("備考", "{remarks}"),
        ),
        Text("{instruction}"),
    )
