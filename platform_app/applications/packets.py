"""起案: the packet of a batch as one PDF and one workbook, and its notices once it is decided."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from io import BytesIO
from typing import Any

from platform_app.applications import inbox
from platform_app.applications.dossiers import Dossier, dossiers
from platform_app.applications.models import Batch
from platform_app.applications.notices import DRAFT_MARK, plain_text, render_notices
from platform_app.applications.operations.batching import Papers
from platform_app.applications.words import batch_name
from platform_app.dates import now, to_tokyo, today, wareki
from platform_app.extensions import db
from platform_app.members.models import MemberRecord
from platform_app.members.queries import count_as_of
from platform_app.office import queries as office
from platform_app.places.naming import place_label
from platform_app.vocabulary.applications import Channel, Procedure
from platform_app.vocabulary.organisations import RegisterChange
from platform_app.vocabulary.reviews import CheckAnswer, Proposal
from reports.columns import Roster, Stamp
from reports.documents import Case, decision_packet
from reports.documents.decision_packet import REQUEST
from reports.pdf import render_packet
from reports.rosters.batches import (
    BATCH_CHECKS,
    BATCH_COVER,
    BATCH_DIFFERENCES,
    BATCH_LIST,
    BATCH_NOTICES,
    BATCH_REGISTER,
)
from reports.rosters.changes import difference_text
from reports.spreadsheet import write_printed_book

DEFAULT_INQUIRY = REQUEST
EXCERPT = 120
#: What the workbook's first sheet says, as the cover of the PDF does: item, and value of ``_batch_values``.
COVER = (
    ("件名", "subject"),
    ("伺い文", "inquiry"),
    ("審査回", "batch_name"),
    ("受付の締切", "closed_on"),
    ("起案日", "drafted_on"),
    ("施行日", "enforced_on"),
    ("起案者", "drafter"),
    ("根拠", "basis"),
    ("異動前の会員数", "before_count"),
    ("異動後の会員数", "after_count"),
)


def papers(batch: Batch) -> Papers:
    """Return the packet to be kept with the decision."""
    return Papers(_packet_pdf(batch), _packet_workbook(batch))


def packet_pdf(batch: Batch) -> bytes:
    """Return the packet as one PDF; after the decision, the one that was decided on."""
    return batch.packet or _packet_pdf(batch)


def packet_workbook(batch: Batch) -> bytes:
    """Return the packet as one workbook; after the decision, the one that was decided on."""
    return batch.packet_workbook or _packet_workbook(batch)


def _packet_pdf(batch: Batch) -> bytes:
    """Make the PDF: 伺い文, list, a sheet for each application, the register's change, drafts."""
    listed = dossiers(batch)
    parts = decision_packet(
        office.current(),
        _batch_values(batch, listed),
        [_case(one) for one in listed],
        [
            {key: str(value) if not isinstance(value, date) else wareki(value) for key, value in row.items()}
            for row in _register_rows(listed)
        ],
    )
    return render_packet(parts, title=f"起案（{batch_name(batch)}）")


def _case(one: Dossier) -> Case:
    application = one.application
    values = {
        "number": str(one.number),
        "receipt_number": application.number or "",
        "name": application.name,
        "kind_label": Procedure.label_of(application.procedure),
        "received_on": _day(application.received_on),
        "channel": Channel.label_of(application.channel),
        "checks": one.checks,
        "proposal": one.proposal,
        "opinion": one.opinion,
        "possible_duplicates": one.duplicates,
    }
    answers = [
        {
            "sentence": row["sentence"],
            "article": row["article"],
            "note": row["remark"],
            "answer": CheckAnswer.label_of(row["answer"]) if row["answer"] else "未確認",
        }
        for row in one.answers
    ]
    changes = [
        {"label": label, "before": before or "（なし）", "after": after or "（なし）"}
        for label, before, after in one.differences
    ]
    return Case(values, answers, changes, one.notice)


def _batch_values(batch: Batch, listed: Sequence[Dossier]) -> dict[str, str]:
    """Return what the cover and the register's page say."""
    kinds = Counter(one.application.procedure for one in listed)
    before, joined = _count_before(batch), sum(one.adds_member for one in listed)
    platform = office.current().platform_name
    return {
        "inquiry": batch.inquiry or DEFAULT_INQUIRY,
        "subject": f"{platform}への入会申請等に対する決定について（{batch_name(batch)}）",
        "batch_name": batch_name(batch),
        "closed_on": _day(batch.closes_on),
        "drafted_on": _day(batch.drafted_on),
        "decided_on": _day(to_tokyo(batch.decided_at).date() if batch.decided_at else None),
        "enforced_on": _day(batch.effective_on),
        "basis": f"{platform}設置要綱",
        "drafter": inbox.names_of({batch.drafted_by_id}).get(batch.drafted_by_id or 0, ""),
        "count_join": str(kinds[Procedure.JOIN]),
        "count_change": str(kinds[Procedure.CHANGE]),
        "count_withdraw": str(kinds[Procedure.WITHDRAW]),
        "before_count": f"{before}団体",
        "joined_count": f"{joined}団体",
        "left_count": "0団体",
        "after_count": f"{before + joined}団体",
    }


def _count_before(batch: Batch) -> int:
    """Return how many belonged on the day of effect, as it was known before the batch was decided."""
    on = batch.effective_on or today()
    ids = [one.record_id for one in batch.applications if one.record_id is not None]
    entered = [record.recorded_at for record in (db.session.get(MemberRecord, row) for row in ids) if record]
    return count_as_of(on, known_at=min(entered) - timedelta(microseconds=1)) if entered else count_as_of(on)


def _register_rows(listed: Sequence[Dossier]) -> list[dict[str, Any]]:
    """Return what approving as proposed would add to the register."""
    rows = []
    for one in listed:
        application = one.application
        if one.verdict.proposal is not Proposal.APPROVE:
            continue
        is_join = application.procedure == Procedure.JOIN
        change = RegisterChange.JOIN if is_join else RegisterChange.CHANGE
        rows.append(
            {
                "member_number": str(application.member.number) if application.member else "（新規）",
                "name": application.name,
                "organisation_name": application.name,
                "change": change.label,
                "effective_on": one.effective_on,
                "content": "" if is_join else difference_text(one.differences),
            }
        )
    return rows


def _packet_workbook(batch: Batch) -> bytes:
    """Make the workbook: 伺い文, 一覧, 審査項目, 新旧対照, 名簿差分, 通知文案."""
    listed, printed_at, as_of = dossiers(batch), now(), batch.effective_on or today()
    said = _batch_values(batch, listed)
    sheets: list[tuple[Roster, list[dict[str, Any]]]] = [
        (BATCH_COVER, [{"item": item, "content": said[key]} for item, key in COVER]),
        (BATCH_LIST, [_list_row(one) for one in listed]),
        (
            BATCH_CHECKS,
            [_about(one) | {**row, "answer": row["answer"] or None} for one in listed for row in one.answers],
        ),
        (
            BATCH_DIFFERENCES,
            [
                _about(one) | {"item": item, "before": old, "after": new}
                for one in listed
                for item, old, new in one.differences
            ],
        ),
        (BATCH_REGISTER, _register_rows(listed)),
        (
            BATCH_NOTICES,
            [
                _about(one) | {"notice": f"{one.notice.document.title}{DRAFT_MARK}", "text": plain_text(one.notice)}
                for one in listed
                if one.notice
            ],
        ),
    ]
    target = BytesIO()
    write_printed_book(
        [(roster, rows, Stamp(as_of, printed_at, batch_name(batch), len(rows))) for roster, rows in sheets], target
    )
    return target.getvalue()


def _about(one: Dossier) -> dict[str, Any]:
    return {"receipt_number": one.application.number, "organisation_name": one.application.name}


def _list_row(one: Dossier) -> dict[str, Any]:
    application = one.application
    person = f"{application.representative_title}\u3000{application.representative_name}"
    return _about(one) | {
        "number": one.number,
        "procedure": application.procedure,
        "organisation_kind": application.kind or None,
        "municipality": place_label(application.municipality) or None,
        "representative": person,
        "activities": application.activities[:EXCERPT],
        "checks": one.checks,
        "proposal": one.proposal,
        "notes": one.opinion,
    }


def notices_pdf(batch: Batch) -> bytes | None:
    """Return every notice that the decision of a batch issued, as one PDF; None when there is none."""
    issued = [
        notice
        for one in batch.applications
        for notice in one.notices
        if notice.cancelled_at is None and batch.decided_at is not None
    ]
    return render_notices(issued) if issued else None


def _day(day: date | None) -> str:
    return wareki(day) if day else ""
