"""Everything a notice prints, taken down when it is issued: it prints the same for ever after."""

from dataclasses import asdict
from datetime import date
from typing import Any

from platform_app.applications.models import Application
from platform_app.applications.queries import new_documents
from platform_app.dates import fiscal_year_mark, to_tokyo
from platform_app.extensions import db
from platform_app.members.entry_text import audience_texts, difference_texts
from platform_app.members.models import MemberRecord
from platform_app.office import queries as office
from platform_app.vocabulary.applications import AttachmentKind, Procedure
from platform_app.vocabulary.reviews import OtherPoint

#: The settings that a notice prints.
PRINTED_SETTINGS = (
    "platform_name",
    "office_name",
    "department",
    "postal_code",
    "address",
    "fax",
    "email",
    "desks",
    "approval_body",
    "rejection_body",
    "withdrawal_body",
    "sender_title",
    "sender_name",
    "document_symbol",
    "numbered_notices",
    "seal_omitted",
)


def notice_values(
    application: Application, *, member_number: str = "", effective_on: date | None = None, **more: Any
) -> dict[str, Any]:
    """Return plain JSON: the addressee, the dates (ISO), what was decided, and the office's wording of today.

    ``more`` may hold ``reason``, ``article`` and ``note`` of a refusal.
    """
    settings = asdict(office.current())
    return {
        "organisation": application.name,
        "representative_title": application.representative_title,
        "representative_name": application.representative_name,
        "application_number": application.number or "",
        "procedure": application.procedure,
        "received_on": _iso(application.received_on),
        "submitted_on": _iso(to_tokyo(application.arrived_at).date() if application.arrived_at else None),
        "effective_on": _iso(effective_on),
        "member_number": member_number,
        "changes": [list(row) for row in difference_rows(application)],
        "office": {key: _plain(settings[key]) for key in PRINTED_SETTINGS},
        **more,
    }


def number_label(year: int, symbol: str, number: str) -> str:
    """Return the number of a document of a fiscal year as it is printed, such as 8国地第12号."""
    return f"{fiscal_year_mark(year)}{symbol}第{number}号"


def difference_rows(application: Application) -> list[tuple[str, str, str]]:
    """Return the differences of a change as (label, before, after); other procedures have none."""
    if application.procedure != Procedure.CHANGE or application.base_record_id is None:
        return []
    base = db.session.get_one(MemberRecord, application.base_record_id)
    return [
        *difference_texts(base.profile, application.profile),
        *audience_texts(base.visibility or {}, application.visibility or {}),
        *document_rows(application),
    ]


def document_rows(application: Application) -> list[tuple[str, str, str]]:
    """Return the row of the documents that a change brings; what the office held before is no part of it."""
    names = [document_name(one.kind, one.file_name) for one in new_documents(application)]
    return [(OtherPoint.ATTACHMENTS.label, "—", "\n".join(names))] if names else []


def document_name(kind: str, name: str) -> str:
    """Return how a document is named among the differences."""
    return f"{name}（{AttachmentKind.label_of(kind)}）"


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _plain(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value
