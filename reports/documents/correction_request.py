"""補正依頼: what has to be corrected before the application can go on."""

from platform_app.vocabulary.office import Office
from reports.documents.letters import letter
from reports.layout import QR, Column, Document, Space, Table

TITLE = "申請内容の補正について（依頼）"
BODY = "申請のありました内容について、次のとおり補正をお願いします。"


def correction_request(office: Office) -> Document:
    """Return the letter that asks for corrections.

    Values: those of a letter; ``kind_label``, ``submitted_on``, ``receipt_number``,
    ``due_on``, ``reasons`` rows of ``label`` and ``reason``, and ``online_url``.
    """
    table = Table((Column("label", "項目", 30), Column("reason", "補正していただきたいこと", 90)), "reasons", size=9.5)
    return letter(
        office,
        TITLE,
        BODY,
        (
            ("団体名", "{name}"),
            ("申請の区分", "{kind_label}"),
            ("申請年月日", "{submitted_on}"),
            ("受付番号", "{receipt_number}"),
            ("補正の期限", "{due_on}"),
        ),
        table,
        QR(
            "{online_url}",
            (
                "インターネットでも補正できます。左の二次元コードからお進みください。",
                "{online_url}",
                "紙で補正するときは、この用紙を添えてください。\u3000受付番号 {receipt_number}",
            ),
        ),
        Space(2),
    )
