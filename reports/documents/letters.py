"""The frame of a notice from the office (通知文): number, date, addressee, sender, title, body, 記."""

from platform_app.vocabulary.office import Office
from reports.documents.texts import contact, sender
from reports.layout import Centred, Document, Left, Noun, Numbered, Right, Space, Text, Title

#: Values every notice takes besides its own.
LETTER_KEYS = ("document_number", "issued_on", "name", "representative_title", "representative_name", "draft_mark")


def letter(office: Office, title: str, body: str, items: tuple[tuple[str, str], ...], *more: Noun) -> Document:
    """Return a notice; without numbers in use it is a 事務連絡.

    ``draft_mark`` prints （案） above drafts that wait for a decision.
    """
    number = "{document_number}" if office.numbered_notices else "事務連絡"
    return Document(
        title,
        (
            Left("{draft_mark}"),
            Right(number),
            Right("{issued_on}"),
            Space(5),
            Left("{name}"),
            Left("{representative_title}\u3000{representative_name}\u3000様"),
            Space(5),
            *sender(office),
            Space(6),
            Title(title),
            Space(3),
            Text(body),
            Space(4),
            Centred("記"),
            Space(3),
            Numbered(items),
            Space(3),
            *more,
            Right("以上"),
            *contact(office),
        ),
        margin=25,
        top=22,
    )
