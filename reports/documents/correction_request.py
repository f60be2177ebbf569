"""補正依頼: what has to be corrected before the application can go on."""

from platform_app.vocabulary.office import Office
from reports.documents.letters import letter
from reports.layout import QR, Column, Document, Space, Table

TITLE = "申請内容の補正について（依頼）"
BODY = "申請のありました内容について、次のとおり補正をお願いします。"


ONLINE = QR(
    "{online_url}",
    (
        "インターネットでも補正できます。左の二次元コードからお進みください。",
        "{online_url}",
        "紙で補正するときは、この用紙を添えてください。\u3000受付番号 {receipt_number}",
    ),
)
ON_PAPER = QR(
    "{record_url}",
    (
        "補正したものに、この用紙を添えてお送りください。",
        "受付番号 {receipt_number}",
        "二次元コードは事務局が使います。",
    ),
)


def correction_request(office: Office, *, is_online: bool = True) -> Document:
    """Return the letter that asks for corrections; not everybody can make them online.

    Values: those of a letter; ``kind_label``, ``submitted_on``, ``receipt_number``,
    ``remarks``, ``reasons`` rows of ``label`` and ``reason``, and ``online_url``, or
    ``record_url`` for a sheet that comes back.
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
            ("連絡事項", "{remarks}"),
        ),
        table,
        ONLINE if is_online else ON_PAPER,
        Space(2),
    )
