"""Where an application stands, in words for the organisation."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from platform_app.applications.models import Application
from platform_app.dates import today, wareki, wareki_datetime
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus as S
from platform_app.vocabulary.applications import Procedure


@dataclass(frozen=True)
class Standing:
    """A headline, what it means, what happens next, and the tone of its label."""

    headline: str
    meaning: str
    following: str
    tone: str


WORDS: dict[str, Standing] = {
    S.SUBMITTED: Standing("受け付けました", "申請は事務局に届いています。", "事務局が内容の確認を始めます。", "info"),
    S.IN_REVIEW: Standing(
        "審査しています", "事務局が内容を確認しています。", "確認が終わると、決裁に進みます。", "progress"
    ),
    S.RETURNED: Standing(
        "修正をお願いしています",
        "事務局から、修正や確認のお願いがあります。",
        "修正して、再提出してください。",
        "warning",
    ),
    S.AWAITING_DECISION: Standing(
        "決裁を待っています", "事務局の確認は終わりました。", "決裁の後、結果をお知らせします。", "progress"
    ),
    S.APPROVED: Standing("承認されました", "申請は承認されました。", "通知書をご確認ください。", "success"),
    S.REJECTED: Standing(
        "承認されませんでした",
        "申請は承認されませんでした。",
        "理由は通知書をご確認ください。内容を改めて、再び申請することもできます。",
        "danger",
    ),
    S.ACCEPTED: Standing(
        "受理されました", "届出は受理されました。", "この手続で、ほかに行うことはありません。", "success"
    ),
    S.RETRACTED: Standing(
        "取り下げられました", "申請は取り下げられています。", "必要なときは、改めて申請してください。", "neutral"
    ),
    S.REVERSED: Standing(
        "決定が取り消されました",
        "決定は取り消されています。",
        "ご不明な点は、事務局へお問い合わせください。",
        "warning",
    ),
}

STEP_TITLES: dict[str, str] = {
    Action.SUBMIT: "提出",
    Action.START_REVIEW: "審査開始",
    Action.RETURN: "修正の依頼",
    Action.FORWARD: "決裁へ",
    Action.RECALL: "審査に戻りました",
    Action.APPROVE: "承認",
    Action.REJECT: "不承認",
    Action.ACCEPT: "受理",
    Action.RETRACT: "取下げ",
    Action.REVERSE: "決定の取消し",
    Action.REOPEN: "審査の再開",
    Action.CHANGE_MINOR: "登録内容に反映",
}
#: Messages of these steps are written for the applicant.
TOLD = frozenset({Action.RETURN, Action.REJECT, Action.REVERSE, Action.REOPEN, Action.RETRACT})
AHEAD: dict[str, tuple[str, ...]] = {
    S.SUBMITTED: ("審査", "決裁", "結果の通知"),
    S.IN_REVIEW: ("決裁", "結果の通知"),
    S.RETURNED: ("再提出", "審査", "決裁", "結果の通知"),
    S.AWAITING_DECISION: ("結果の通知",),
}
AHEAD_OF_WITHDRAWAL: dict[str, tuple[str, ...]] = {
    S.SUBMITTED: ("受理", "結果の通知"),
    S.IN_REVIEW: ("受理", "結果の通知"),
    S.RETURNED: ("再提出", "受理", "結果の通知"),
}


def standing_of(application: Application) -> Standing:
    """Return the words for where an application stands."""
    return WORDS[application.status]


def timeline_of(application: Application) -> list[dict[str, Any]]:
    """Return what happened, oldest first, and what is still to come."""
    steps = [
        {
            "title": _title(step.action, is_first=index == 0),
            "at": wareki_datetime(step.at),
            "state": "done",
            "text": step.message if step.action in TOLD else "",
        }
        for index, step in enumerate(application.steps)
    ]
    ahead = AHEAD_OF_WITHDRAWAL if application.procedure == Procedure.WITHDRAW else AHEAD
    coming: list[dict[str, Any]] = [{"title": title, "state": "ahead"} for title in ahead.get(application.status, ())]
    if steps and not coming:
        steps[-1]["state"] = "done"
    elif coming:
        coming[0]["state"] = "current"
    return [*steps, *coming]


def _title(action: str, *, is_first: bool) -> str:
    if action == Action.SUBMIT and not is_first:
        return "再提出"
    return STEP_TITLES.get(action, action)


def due_sentence(application: Application, on: date | None = None) -> str:
    """Say by when an answer is due, or that it is late; '' where nothing is awaited from the office."""
    if application.due_on is None or not application.is_open:
        return ""
    day = wareki(application.due_on, weekday=True)
    if application.status == S.RETURNED:
        return "再提出していただいた後、引き続き審査します。"
    if application.due_on < (on or today()):
        late = "申し訳ありません。状況は事務局へお問い合わせください。"
        return f"{day}までにお知らせする予定でしたが、遅れています。{late}"
    return f"{day}までに結果をお知らせする予定です。"
