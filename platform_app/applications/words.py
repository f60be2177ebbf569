"""The labels that the office's templates ask for, by the kind of code."""

from types import SimpleNamespace

from platform_app.applications.models import Batch
from platform_app.dates import fiscal_year_label
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, AttachmentKind, Channel, Procedure
from platform_app.vocabulary.organisations import Standing
from platform_app.vocabulary.reviews import CheckAnswer, NoticeKind, Proposal

LABELS = SimpleNamespace(
    procedure=Procedure.label_of,
    channel=Channel.label_of,
    status=ApplicationStatus.label_of,
    attachment=AttachmentKind.label_of,
    action=Action.label_of,
    standing=Standing.label_of,
    answer=CheckAnswer.label_of,
    notice=NoticeKind.label_of,
    proposal=Proposal.label_of,
)


def batch_name(batch: Batch) -> str:
    """Return 令和8年度第3回審査回."""
    return f"{fiscal_year_label(batch.fiscal_year)}第{batch.sequence}回審査回"


def words() -> dict[str, object]:
    """Return what a blueprint's context processor adds."""
    return {"labels": LABELS}
