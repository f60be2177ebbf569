"""決裁: each decision is a form, a confirmation that repeats it, and one operation."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.base import PlatformForm
from forms.reviews import ApproveForm, ReasonForm, RecallForm, RejectForm, ReverseForm, VersionForm
from platform_app.access import DECIDERS, OFFICE, actor, allow
from platform_app.applications import presence, queries
from platform_app.applications.models import Application
from platform_app.applications.notice_staff import bp
from platform_app.applications.operations import applying, deciding, reviewing
from platform_app.applications.review_sheet import doubts
from platform_app.applications.revisions import changes_since
from platform_app.applications.staff import number_in
from platform_app.applications.workflow import TRANSITIONS, can_advance
from platform_app.dates import today, wareki, wareki_datetime
from platform_app.errors import DomainError, StaleVersion
from platform_app.office import queries as office
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import ApplicationStatus, Procedure
from platform_app.vocabulary.reviews import NoticeKind

Rows = list[tuple[str, str]]


@dataclass(frozen=True)
class Decision:
    """One way to end, or to reopen, an application.

    ``perform`` does it; ``summary`` repeats in words what the form says, for the
    confirmation page; without ``is_confirmed`` the form itself is the confirmation.
    """

    name: str
    action: Action
    title: str
    submit: str
    form: type[VersionForm]
    perform: Callable[[Application, Any], object]
    summary: Callable[[Application, Any], Rows]
    done: str
    capacities: frozenset[str] = DECIDERS
    is_confirmed: bool = True
    is_danger: bool = False
    notice: NoticeKind | None = None
    warning: str = ""


def _reason_label(form: RejectForm) -> str:
    return dict(form.reason.choices).get(form.reason.data, "")


def _leaving(application: Application, _form: VersionForm) -> Rows:
    day = application.leave_on or today()
    return [("退会年月日", wareki(day, weekday=True)), ("退会の理由", application.reason)]


DECISIONS = (
    Decision(
        "approve",
        Action.APPROVE,
        "承認",
        "この内容で承認する",
        ApproveForm,
        lambda a, f: deciding.approve(
            a, version=number_in(f.version.data), effective_on=f.effective_on.data, note=f.note.data or "", by=actor()
        ),
        lambda _a, f: [("効力が生じる日", wareki(f.effective_on.data, weekday=True)), ("決裁メモ", f.note.data or "")],
        "承認しました。会員名簿に登載し、通知書とメールを用意しました。",
        notice=NoticeKind.APPROVAL,
    ),
    Decision(
        "reject",
        Action.REJECT,
        "不承認",
        "この内容で不承認とする",
        RejectForm,
        lambda a, f: deciding.reject(
            a, version=number_in(f.version.data), reason_id=int(f.reason.data), note=f.note.data or "", by=actor()
        ),
        lambda _a, f: [("不承認の理由", _reason_label(f)), ("書き添えること", f.note.data or "")],
        "不承認としました。通知書とメールを用意しました。",
        is_danger=True,
        notice=NoticeKind.REJECTION,
    ),
    Decision(
        "accept",
        Action.ACCEPT,
        "退会の受理",
        "退会を受理する",
        VersionForm,
        lambda a, f: deciding.accept(a, version=number_in(f.version.data), by=actor()),
        _leaving,
        "退会を受理しました。会員名簿に登載し、通知書とメールを用意しました。",
        capacities=OFFICE,
        is_confirmed=False,
        notice=NoticeKind.WITHDRAWAL,
        warning="受理すると、この日から会員名簿に載らなくなります。",
    ),
    Decision(
        "reverse",
        Action.REVERSE,
        "決定の取消し",
        "決定を取り消す",
        ReverseForm,
        lambda a, f: deciding.reverse(a, reason=f.reason.data, effective_on=f.effective_on.data, by=actor()),
        lambda _a, f: [("効力が生じる日", wareki(f.effective_on.data, weekday=True)), ("取り消す理由", f.reason.data)],
        "決定を取り消しました。名簿には取消しの行を加え、発行した通知書は取消しと表示します。",
        is_danger=True,
        warning="元の決定の記録は残り、取消しの記録が加わります。発行した通知書は取消しの扱いになります。",
    ),
    Decision(
        "reopen",
        Action.REOPEN,
        "不承認の取消し",
        "不承認を取り消して審査に戻す",
        ReasonForm,
        lambda a, f: deciding.reopen(a, reason=f.reason.data, by=actor()),
        lambda _a, f: [("理由", f.reason.data)],
        "不承認の決定を取り消し、審査に戻しました。",
        is_danger=True,
    ),
    Decision(
        "recall",
        Action.RECALL,
        "決裁からの引戻し",
        "審査に引き戻す",
        RecallForm,
        lambda a, f: reviewing.recall(a, reason=f.reason.data or "", by=actor()),
        lambda _a, _f: [],
        "審査に引き戻しました。",
        capacities=OFFICE,
        is_confirmed=False,
    ),
    Decision(
        "retract",
        Action.RETRACT,
        "申請の取下げ",
        "取り下げる",
        ReasonForm,
        lambda a, f: applying.retract(a, reason=f.reason.data, by=actor()),
        lambda _a, f: [("理由", f.reason.data)],
        "申請を取り下げました。",
        capacities=OFFICE,
        is_danger=True,
        warning="申請者から取下げの申出があったときに行います。取り下げた申請は、元に戻せません。",
    ),
)


def _page_of(decision: Decision) -> Callable[..., ResponseReturnValue]:
    """Return the view of one decision."""

    def page(application_id: int) -> ResponseReturnValue:
        application = queries.application(application_id, viewer=actor())
        if not can_advance(application, decision.action):
            return _already(application)
        form = _form_of(decision, application)
        if request.method == "GET" or "back" in request.form or not form.validate_on_submit():
            return _form_page(decision, application, form, 422 if form.errors else 200)
        if decision.is_confirmed and "confirmed" not in request.form:
            rows = decision.summary(application, form)
            return _form_page(decision, application, form, 200, rows=rows)
        return _perform(decision, application, form)

    page.__doc__ = decision.action.label
    return page


def _form_of(decision: Decision, application: Application) -> Any:
    """Return the form, at first with the version that is being read and the usual day."""
    if request.method == "POST":
        form = decision.form()
    else:
        form = decision.form(
            formdata=None,
            data={
                "version": application.version,
                "effective_on": _usual_day(decision, application),
            },
        )
    if isinstance(form, RejectForm):
        reasons = office.rejection_reasons()
        form.reason.choices = [(str(row.id), f"{row.article}\u3000{row.sentence}") for row in reasons]
    return form


def _usual_day(decision: Decision, application: Application) -> object:
    """Return the day that is offered: the batch's, the day the change happened, or today."""
    batch = queries.batch_of(application)
    if decision.action is not Action.APPROVE:
        return today()
    return (batch.effective_on if batch else None) or application.changed_on or today()


def _form_page(
    decision: Decision, application: Application, form: PlatformForm, status: int, *, rows: Rows | None = None
) -> ResponseReturnValue:
    """Render the form, or with ``rows`` its confirmation."""
    page = render_template(
        f"applications_staff/{'confirm' if rows is not None else 'decide'}.html",
        decision=decision,
        application=application,
        form=form,
        rows=rows,
        summary=decision.summary if not decision.is_confirmed else None,
        typed=[
            (name, value)
            for name in request.form
            for value in request.form.getlist(name)
            if name not in {"csrf_token", "back", "confirmed"}
        ],
        doubts=doubts(application) if decision.action is Action.APPROVE else [],
        kind_label=Procedure.label_of(application.procedure),
    )
    return page, status


def _perform(decision: Decision, application: Application, form: Any) -> ResponseReturnValue:
    """Do it, or say why it could not be done."""
    application_id, read = application.id, number_in(form.version.data)
    presence.note(application, by=actor())
    try:
        decision.perform(queries.application(application_id, viewer=actor()), form)
    except DomainError as error:
        application = queries.application(application_id, viewer=actor())
        if not can_advance(application, decision.action):
            return _already(application)
        changed = changes_since(application, read) if isinstance(error, StaleVersion) else []
        if changed or isinstance(error, StaleVersion):
            return render_template(
                "applications_staff/stale.html", application=application, changed=changed, message=error.message
            ), error.status
        form.add_error(error.field if error.field in form else None, error.message)
        return _form_page(decision, application, form, error.status)
    flash(decision.done, "success")
    return redirect(url_for(".show", application_id=application_id))


def _already(application: Application) -> ResponseReturnValue:
    """Answer a second click, or one that came too late, with what has happened."""
    last = application.steps[-1]
    label = ApplicationStatus.label_of(application.status)
    moment = wareki_datetime(last.at)
    flash(f"この申請は、すでに「{label}」になっています（{moment}、{last.actor_label or '申請者'}）。", "info")
    return redirect(url_for(".show", application_id=application.id))


for _decision in DECISIONS:
    assert _decision.action in TRANSITIONS
    bp.add_url_rule(
        f"/<int:application_id>/{_decision.name}",
        _decision.name,
        allow(_decision.capacities, keeps_input=True)(_page_of(_decision)),
        methods=["GET", "POST"],
    )
