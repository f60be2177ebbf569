"""通知: printing a notice from what was taken down when it was issued, or as it would be issued now."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from platform_app.applications.models import Application, Notice
from platform_app.applications.notice_values import notice_values, number_label
from platform_app.dates import fiscal_year, today, wareki
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.office import Desk, Office
from platform_app.vocabulary.reviews import NoticeKind
from reports.composing import Sheet
from reports.documents import approval_notice, change_approval_notice, rejection_notice, withdrawal_receipt
from reports.layout import Centred, Document, Left, Numbered, Part, Right, Table, Text, Title
from reports.pdf import render_packet

#: Where the number and the day will stand once the notice is issued.
BLANK_NUMBER, BLANK_DAY = "\u3000\u3000", "\u3000\u3000年\u3000\u3000月\u3000\u3000日"
DRAFT_MARK = "（案）"


def render_notice(notice: Notice) -> bytes:
    """Return an issued notice as PDF; it is the same bytes whenever it is printed."""
    return render_notices([notice])


def render_notices(notices: Sequence[Notice]) -> bytes:
    """Return several issued notices as one PDF, in the order given."""
    parts = [issued_part(notice) for notice in notices]
    return render_packet(parts, title=parts[0].document.title if len(parts) == 1 else "通知書")


def render_draft(application: Application, kind: NoticeKind, **values: Any) -> bytes:
    """Return the notice as it would be issued now, its number and day left blank."""
    part = draft_part(application, kind, **values)
    return render_packet([part], title=f"{part.document.title}{DRAFT_MARK}")


def issued_part(notice: Notice) -> Part:
    """Return an issued notice as a part of a packet."""
    values: Mapping[str, Any] = notice.values
    printed = _printed(values) | {
        "document_number": document_number_label(notice),
        "issued_on": wareki(notice.issued_on),
    }
    return Part(_document(NoticeKind(notice.kind), values), printed)


def draft_part(application: Application, kind: NoticeKind, **values: Any) -> Part:
    """Return the draft of a notice as a part of a packet; ``values`` are those of ``notice_values``."""
    drawn = notice_values(application, **values)
    number = number_label(fiscal_year(today()), office_of(drawn).document_symbol, BLANK_NUMBER)
    printed = _printed(drawn) | {"document_number": number, "issued_on": BLANK_DAY, "draft_mark": DRAFT_MARK}
    return Part(_document(kind, drawn), printed)


def document_number_label(notice: Notice) -> str:
    """Return the number as the notice prints it, such as 8国地第12号; 事務連絡 for a notice without number."""
    number = notice.document_number.partition(":")[2]
    if not number:
        return "事務連絡"
    # Notices whose number was not taken down in full went out without the fiscal year, and print so for ever after.
    return str(notice.values.get("number_label") or f"{office_of(notice.values).document_symbol}第{number}号")


def office_of(values: Mapping[str, Any]) -> Office:
    """Return the settings that a notice was issued under."""
    stored = dict(values.get("office", {}))
    stored["desks"] = tuple(Desk(**desk) for desk in stored.get("desks", ()))
    return Office(**stored)


def _document(kind: NoticeKind, values: Mapping[str, Any]) -> Document:
    settings = office_of(values)
    is_change = values["procedure"] == Procedure.CHANGE
    if kind is NoticeKind.REJECTION:
        return rejection_notice(settings, "登録事項の変更" if is_change else "入会")
    if kind is NoticeKind.WITHDRAWAL:
        return withdrawal_receipt(settings)
    return change_approval_notice(settings) if is_change else approval_notice(settings)


def _printed(values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the words that the documents take."""
    return {
        "name": values["organisation"],
        "representative_title": values["representative_title"],
        "representative_name": values["representative_name"],
        "receipt_number": values["application_number"],
        "kind_label": Procedure.label_of(values["procedure"]),
        "submitted_on": _day(values["submitted_on"]),
        "effective_on": _day(values["effective_on"]),
        "member_number": values["member_number"] or "（承認後に付番）",
        "article": values.get("article", ""),
        "reason": values.get("reason", ""),
        "remarks": values.get("note", ""),
        "changes_lead": "次のとおり",
        "changes": [
            {"label": label, "before": before or "（なし）", "after": after or "（なし）"}
            for label, before, after in values["changes"]
        ],
    }


def _day(text: str) -> str:
    return wareki(date.fromisoformat(text)) if text else ""


def plain_text(part: Part) -> str:
    """Return the words of a notice line by line, as a cell of the packet's workbook holds them."""
    sheet = Sheet(part.values, width=0.0)
    lines: list[str] = []
    for noun in part.document.body:
        if isinstance(noun, Left | Right | Centred | Title | Text):
            lines.append(sheet.line(noun.text))
        elif isinstance(noun, Numbered):
            items = ((label, sheet.line(value)) for label, value in noun.items)
            lines.extend(
                f"{number}\u3000{label}\u3000{value}"
                for number, (label, value) in enumerate((item for item in items if item[1]), start=1)
            )
        elif isinstance(noun, Table):
            lines.extend(f"{row['label']}：{row['before']} → {row['after']}" for row in sheet.rows(noun.rows))
    return "\n".join(line for line in lines if line)
