"""What the 起案 of a batch says of each of its applications."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from platform_app.applications import inbox
from platform_app.applications.batches import verdicts_of
from platform_app.applications.duplicates import duplicates_of
from platform_app.applications.eligibility import paired
from platform_app.applications.models import Application, Batch
from platform_app.applications.notice_values import difference_rows
from platform_app.applications.notices import draft_part
from platform_app.applications.operations.batching import Verdict
from platform_app.dates import today
from platform_app.extensions import db
from platform_app.office import queries as office
from platform_app.office.models import EligibilityCriterion, RejectionReason
from platform_app.vocabulary.applications import Procedure
from platform_app.vocabulary.reviews import CheckAnswer, NoticeKind, Proposal
from reports.layout import Part


@dataclass(frozen=True)
class Dossier:
    """One application of a batch with all that its papers say."""

    number: int
    application: Application
    verdict: Verdict
    reason: RejectionReason | None
    answers: Sequence[Mapping[str, Any]]
    differences: Sequence[tuple[str, str, str]]
    duplicates: str
    effective_on: date
    notice: Part | None

    @property
    def proposal(self) -> str:
        """What is proposed, in words."""
        return self.verdict.proposal.label

    @property
    def checks(self) -> str:
        """The answers of the check-list, counted."""
        counted = Counter(row["answer"] for row in self.answers)
        parts = [f"{answer.label}{counted[answer]}" for answer in CheckAnswer if counted[answer]]
        return "・".join([*parts, *([f"未確認{counted['']}"] if counted[""] else [])]) or "—"

    @property
    def opinion(self) -> str:
        """Why it is proposed so."""
        reason = f"{self.reason.article}\u3000{self.reason.sentence}" if self.reason else ""
        return "\n".join(part for part in (reason, self.verdict.note) if part)

    @property
    def adds_member(self) -> bool:
        """Whether the register grows by it."""
        return self.verdict.proposal is Proposal.APPROVE and self.application.procedure == Procedure.JOIN


def dossiers(batch: Batch) -> list[Dossier]:
    """Gather the papers of every application of a batch, in the order of reception."""
    verdicts, effective_on = verdicts_of(batch), batch.effective_on or today()
    criteria = office.criteria(all_of_them=True)
    checkers = inbox.names_of({check.checked_by_id for one in batch.applications for check in one.checks})
    return [
        _dossier(number, application, verdicts[application.id], effective_on, _answers(application, criteria, checkers))
        for number, application in enumerate(
            sorted(batch.applications, key=lambda one: (one.received_on or date.min, one.id)), start=1
        )
    ]


def _dossier(
    number: int, application: Application, verdict: Verdict, effective_on: date, answers: Sequence[Mapping[str, Any]]
) -> Dossier:
    reason = db.session.get(RejectionReason, verdict.reason_id) if verdict.reason_id else None
    return Dossier(
        number,
        application,
        verdict,
        reason,
        answers,
        difference_rows(application),
        _duplicates(application),
        effective_on,
        _draft(application, verdict, reason, effective_on),
    )


def _answers(
    application: Application, criteria: Sequence[EligibilityCriterion], checkers: Mapping[int, str]
) -> list[dict[str, Any]]:
    """Return the check-list with its answers; '' where there is none yet."""
    return [
        {
            "sentence": line.sentence,
            "article": line.article,
            "answer": check.answer if check else "",
            "remark": check.remark if check else "",
            "checked_by": checkers.get(check.checked_by_id or 0, "") if check else "",
        }
        for line, check in paired(application, criteria)
    ]


def _duplicates(application: Application) -> str:
    found = duplicates_of(application) if application.is_open else []
    return (
        "\n".join(
            f"{one.name}（{f'会員番号{one.member_number}' if one.member_number else one.application_number}）："
            + "、".join(reason.label for reason in one.reasons)
            for one in found
        )
        or "なし"
    )


def _draft(
    application: Application, verdict: Verdict, reason: RejectionReason | None, effective_on: date
) -> Part | None:
    """Return the draft of the notice that the proposal leads to; none for what is held back."""
    if verdict.proposal is Proposal.HOLD:
        return None
    if verdict.proposal is Proposal.REJECT:
        return draft_part(
            application,
            NoticeKind.REJECTION,
            note=verdict.note,
            article=reason.article if reason else "",
            reason=reason.sentence if reason else "",
        )
    number = str(application.member.number) if application.member else ""
    return draft_part(application, NoticeKind.APPROVAL, effective_on=effective_on, member_number=number)
