"""What goes along with a message: kept in the outbox as a reference, drawn when it is sent.

The outbox holds (kind, id) and never the thing itself, so no personal data lies there or
in the audit log, and what is sent says how things stand at that moment.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.message import EmailMessage

from platform_app.mail.models import OutboxMessage


@dataclass(frozen=True)
class Attachment:
    """A file of a message; ``parameters`` go to its Content-Type."""

    file_name: str
    content_type: str
    content: bytes
    parameters: Mapping[str, str] = field(default_factory=dict)


#: Kind: who draws the attachment of an id when it is sent, or None where there is nothing to attach any more.
ATTACHERS: dict[str, Callable[[int], Attachment | None]] = {}


def attach(message: EmailMessage, row: OutboxMessage) -> None:
    """Add to a message what its row refers to."""
    for reference in row.attachments:
        one = ATTACHERS[reference["kind"]](int(reference["id"]))
        if one is not None:
            main, _, sub = one.content_type.partition("/")
            message.add_attachment(
                one.content, maintype=main, subtype=sub, filename=one.file_name, params=dict(one.parameters)
            )
