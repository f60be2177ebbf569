"""Which words the codes of a column stand for, and what of a row nobody can read."""

from collections.abc import Mapping

from platform_app.vocabulary import applications, discussions, event_reports, events, groups, matching, surveys
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.code import Code
from platform_app.vocabulary.columns import COLUMNS
from platform_app.vocabulary.imports import Outcome
from platform_app.vocabulary.mail import ATTACHMENT_LABELS, CONTACT_METHODS, TEMPLATE_LABELS
from platform_app.vocabulary.organisations import OrganisationKind, RegisterChange, Standing, Theme
from platform_app.vocabulary.profile import ITEMS_BY_KEY
from platform_app.vocabulary.reviews import CheckAnswer, NoticeKind, OtherPoint, Proposal
from platform_app.vocabulary.trace import OutcomeKind
from platform_app.vocabulary.worksheets import (
    CANVAS_LINE,
    KIND_COLUMN,
    MEMO_COLUMN,
    MEMO_LINE,
    SELF_LINE,
    CanvasBlock,
    Phase,
    SheetAudience,
    SheetColumn,
)

_ITEMS = {key: item.label for key, item in ITEMS_BY_KEY.items()}
_ATTACHMENTS = dict(applications.AttachmentKind.choices())
_DECLARATIONS = dict(applications.Declaration.choices())


def _of(*codes: type[Code]) -> dict[str, str]:
    return {value: label for code in codes for value, label in code.choices()}


#: By column, or by table and column where tables differ.
CODES: Mapping[str, Mapping[str, str]] = {
    "status": _of(applications.ApplicationStatus),
    "from_status": _of(applications.ApplicationStatus),
    "to_status": _of(applications.ApplicationStatus),
    "procedure": _of(applications.Procedure),
    "channel": _of(applications.Channel),
    "declarations": _DECLARATIONS,
    "attachment.kind": _ATTACHMENTS,
    "standing": _of(Standing),
    "change": _of(RegisterChange),
    "member_link.kind": _of(RegisterChange),
    "kind": _of(OrganisationKind),
    "organisation_kind": _of(OrganisationKind),
    "themes": _of(Theme),
    "roles": _of(Role),
    "action": _of(Action),
    "item": _ITEMS | _of(OtherPoint),
    "review_check.answer": _of(CheckAnswer),
    "proposal": _of(Proposal),
    "notice.kind": _of(NoticeKind),
    "template": TEMPLATE_LABELS,
    "method": CONTACT_METHODS,
    "outbox_message.attachments.kind": ATTACHMENT_LABELS,
    "access_link.purpose": {
        "set_up": "初期設定",
        "invitation": "利用者の招待",
        "reset": "パスワードの再設定",
        "member": "会員の手続",
        "application": "申請の照会",
    },
    "register_import.mapping": COLUMNS | _ITEMS | {"joined_on": "入会日", "left_on": "退会日", "remarks": "備考"},
    "column_matching.targets": COLUMNS | _ITEMS | {"joined_on": "入会日", "left_on": "退会日", "remarks": "備考"},
    # Settings, by their name
    "closed_items": _ITEMS,
    "required_items": _ITEMS,
    "required_attachments": _ATTACHMENTS,
    "closed_declarations": _DECLARATIONS,
    # Events
    "event.status": _of(events.EventStatus),
    "event.kind": _of(events.EventKind),
    "event_file.kind": _of(events.EventFileKind),
    "event.audience": _of(events.EventAudience),
    "event.organisers.role": _of(events.Organiser),
    "format": _of(events.EventFormat),
    "accommodations": _of(events.Accommodation),
    "selection": _of(events.Selection),
    "party_policy": _of(events.PartyPolicy),
    "attending": _of(events.Attending),
    "kept_for": _of(events.SeatPool),
    "seat_class": _of(events.SeatPool),
    "registration.status": _of(events.RegistrationStatus),
    "statuses": _of(events.RegistrationStatus),
    "cause": _of(events.LedgerCause),
    "decision": _of(events.LedgerDecision),
    "ledger_entry.reason": _of(events.LedgerReason),
    "mark": _of(events.AttendanceMark) | {events.UNDONE: "取消し"},
    "source": _of(events.AttendanceSource),
    "survey.status": _of(surveys.SurveyStatus),
    "survey_question.kind": _of(surveys.QuestionKind),
    # Groups
    "grouping.status": _of(groups.GroupingStatus),
    "grouping.source": _of(groups.PeopleSource),
    "policy": _of(groups.SizePolicy),
    "group_place.role": _of(groups.TableRole),
    "group_wish.kind": _of(groups.WishKind),
    "group_move.reason": _of(groups.MoveReason),
    # Discussions
    "opinion.kind": _of(discussions.OpinionKind),
    "opinion.standing": _of(discussions.Standing),
    "opinion.source": _of(discussions.OpinionSource),
    "opinion_edit.kind": _of(discussions.OpinionKind),
    "opinion_edit.source": _of(discussions.OpinionSource),
    "outcome": _of(discussions.EditOutcome),
    "trace_step.kind": _of(OutcomeKind),
    # Reports
    "event_report.status": _of(event_reports.ReportStatus),
    "report_photo.kind": _of(event_reports.PhotoKind),
    "report_edition.pictures.kind": _of(event_reports.PhotoKind),
    "consent": _of(event_reports.PhotoConsent),
    # Worksheets
    "phase": _of(Phase),
    "audience": _of(SheetAudience),
    "column": _of(CanvasBlock, SheetColumn) | {MEMO_COLUMN: "評価メモ", KIND_COLUMN: "相利の種類"},
    "line": {SELF_LINE: "自団体の行", CANVAS_LINE: "キャンバス", MEMO_LINE: "評価メモ"},
    "side": _of(matching.MatchSide),
    "introduction.status": _of(matching.IntroductionStatus),
    "introduction_side.answer": _of(matching.IntroductionAnswer),
    # What a view or an export was of
    "disclosure.status": _of(events.RegistrationStatus),
    "content_type": {
        "application/pdf": "PDF",
        "image/png": "PNG画像",
        "image/jpeg": "JPEG画像",
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "Excel",
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "Word",
        "application/vnd.openxmlformats-officedocument.presentationml.presentation": "PowerPoint",
    },
}

#: What the keys of a stored mapping are called, where they are no columns.
KEYS: Mapping[str, Mapping[str, str]] = {
    "counts": _of(event_reports.Count),
    "register_import.counts": _of(Outcome) | {"warning": "注意", "leaving": "退会"},
}

#: Columns of values that only the program reads: digests, tokens, marks that tell repeated requests apart.
INTERNAL = frozenset(
    {
        "content",
        "digest",
        "draw.entries",
        "draw.seed",
        "eligibility_criterion.code",
        "fingerprint",
        "lottery_seed",
        "occasion",
        "rejection_reason.code",
        "subject_hash",
        "submission_token",
        "tap_id",
        "token",
        "worksheet_row.client_id",
    }
)


def codes_of(table: str, column: str) -> Mapping[str, str]:
    """Return the words of a column's codes; nothing for a column that holds none."""
    return CODES.get(f"{table}.{column}") or CODES.get(column, {})


def is_internal(table: str, column: str) -> bool:
    """Say whether a value means nothing to a reader."""
    return column in INTERNAL or f"{table}.{column}" in INTERNAL
