"""The inbox and the review."""

from io import BytesIO

from flask import Blueprint, flash, redirect, render_template, request, send_file, url_for
from flask.typing import ResponseReturnValue

from forms.reviews import AssignForm, InboxForm, NoteForm, ReturnForm, check_form
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.accounts.queries import staff_users
from platform_app.applications import inbox, paper, presence, queries
from platform_app.applications.models import Application
from platform_app.applications.notices import document_number_label
from platform_app.applications.operations import reviewing
from platform_app.applications.review_sheet import Sheet, points_for, sheet
from platform_app.applications.words import batch_name, words
from platform_app.applications.workflow import actions_from
from platform_app.errors import DomainError
from platform_app.office import queries as office
from platform_app.operation import disclose
from platform_app.rights import OFFICE as OFFICE_ROLES
from platform_app.rights import may
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.reviews import InboxSort, InboxTab, point_label

bp = Blueprint("applications_staff", __name__, url_prefix="/staff/applications")
bp.context_processor(words)

#: The buttons of a page: action -> (endpoint, words, kind). The ones that need no more words are sent at once.
BUTTONS: dict[Action, tuple[str, str, str]] = {
    Action.START_REVIEW: ("start", "審査を始める", "primary"),
    Action.RETURN: ("return_points", "差し戻す", "secondary"),
    Action.FORWARD: ("forward", "決裁に回す", "primary"),
    Action.RECALL: ("recall", "審査に引き戻す", "secondary"),
    Action.APPROVE: ("approve", "承認する", "primary"),
    Action.REJECT: ("reject", "不承認とする", "secondary"),
    Action.ACCEPT: ("accept", "退会を受理する", "primary"),
    Action.RETRACT: ("retract", "申請者に代わって取り下げる", "tertiary"),
    Action.REVERSE: ("reverse", "決定を取り消す", "secondary"),
    Action.REOPEN: ("reopen", "不承認を取り消して審査に戻す", "secondary"),
}
#: More digits than any id or version has; both databases hold nine.
MOST_DIGITS = 9


@bp.get("/")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """List what waits, under the filter of the address."""
    form = InboxForm(batches=[(str(batch.id), batch_name(batch)) for batch in queries.newest_batches()])
    asked = _asked(form)
    form.tab.data = asked.tab.value
    return render_template(
        "applications_staff/index.html",
        search=form,
        page=inbox.page(asked, viewer=actor()),
        counts=inbox.counts(asked, viewer=actor()),
        asked=asked,
        tabs=list(InboxTab),
        sorts=list(InboxSort),
    )


def _asked(form: InboxForm) -> inbox.Filter:
    """Read the filter; what the address says wrongly asks for nothing."""
    ok = form.validate()
    typed = {name: value for name, value in form.values().items() if ok or name not in form.errors}
    return inbox.Filter(
        tab=inbox.tab_for(typed.get("tab") or "", typed.get("status") or ""),
        words=typed.get("q") or "",
        status=typed.get("status") or "",
        procedure=typed.get("procedure") or "",
        channel=typed.get("channel") or "",
        assignee=typed.get("assignee") or "",
        overdue=bool(typed.get("overdue")),
        batch_id=number_in(str(typed.get("batch") or "")) or None,
        sort=typed.get("sort") or "",
        page=number_in(request.args.get("page", "1")),
    )


@bp.get("/<int:application_id>")
@allow(STAFF)
def show(application_id: int) -> ResponseReturnValue:
    """Show one application with all that belongs to it."""
    disclose(Action.VIEW, queries.application(application_id, viewer=actor()), by=actor(), what={"scope": "entry"})
    return page_of(sheet(application_id, viewer=actor()))


def page_of(
    found: Sheet, *, note: NoteForm | None = None, check: object = None, status: int = 200
) -> ResponseReturnValue:
    """Render the page of an application, with the forms as they were typed where there was an error."""
    application = found.application
    assign = AssignForm(formdata=None, data={"assignee": str(application.assignee_id or "")})
    assign.assignee.choices = officer_choices()
    page = render_template(
        "applications_staff/show.html",
        sheet=found,
        application=application,
        buttons=_buttons(application),
        sections=paper.sections(application),
        audiences=paper.audience_labels(application),
        statements=paper.statements(application),
        missing=paper.glyph_warnings(application.profile),
        note=note or NoteForm(formdata=None),
        assign=assign,
        check=check or _check_form(found),
        batch_name=batch_name,
        point_label=point_label,
        number_label=document_number_label,
        forms=[form for form in (note, check) if form is not None],
    )
    return page, status


def _buttons(application: Application) -> list[tuple[Action, str, str, str]]:
    """Return (action, address, words, kind) of the steps that are legal and allowed now."""
    steps = [action for action in actions_from(application) if action in BUTTONS and may(actor(), action)]
    return [
        (action, url_for(f".{BUTTONS[action][0]}", application_id=application.id), *BUTTONS[action][1:])
        for action in steps
    ]


def officer_choices() -> list[tuple[str, str]]:
    """Return (id, name) of those who may be given an application."""
    people = (user for user in staff_users() if user.is_active and set(user.roles) & OFFICE_ROLES)
    return [(str(user.id), user.name) for user in people]


def _check_form(found: Sheet | None = None) -> object:
    """Return the check-list's form, filled with the answers so far."""
    lines = office.criteria()
    form_class = check_form([(line.id, line.sentence, line.guidance) for line in lines])
    if found is None:
        return form_class()
    answers: dict[str, str] = {}
    for criterion, check in found.checks:
        if check is not None:
            answers |= {f"answer_{criterion.id}": check.answer, f"remark_{criterion.id}": check.remark}
    return form_class(formdata=None, data=answers)


@bp.post("/<int:application_id>/presence")
@allow(OFFICE)
def present(application_id: int) -> ResponseReturnValue:
    """Note that somebody has the page open; answer who else has."""
    application = queries.application(application_id, viewer=actor())
    presence.note(application, by=actor())
    return {"others": presence.others(application_id, viewer=actor())}


@bp.get("/<int:application_id>/form.pdf")
@allow(STAFF)
def form_pdf(application_id: int) -> ResponseReturnValue:
    """Print the form that was handed in."""
    application = queries.application(application_id, viewer=actor())
    disclose(Action.EXPORT, application, by=actor(), what={"scope": "form.pdf"})
    return pdf(paper.form_pdf(application), f"{application.number or application.id}.pdf")


def pdf(content: bytes, name: str) -> ResponseReturnValue:
    """Answer with a PDF that the browser shows."""
    return send_file(BytesIO(content), mimetype="application/pdf", download_name=name)


@bp.post("/<int:application_id>/start")
@allow(OFFICE)
def start(application_id: int) -> ResponseReturnValue:
    """Take it into review."""
    application = reviewing.start_review(_touched(application_id), by=actor())
    is_mine = application.assignee_id == actor().user_id
    return _back(application_id, f"審査を始めました。{'担当になりました。' if is_mine else ''}")


@bp.post("/<int:application_id>/forward")
@allow(OFFICE)
def forward(application_id: int) -> ResponseReturnValue:
    """Put it before the decider."""
    application = _touched(application_id)
    reviewing.forward(application, by=actor())
    return _back(application_id, "決裁に回しました。")


@bp.post("/<int:application_id>/assign")
@allow(OFFICE, keeps_input=True)
def assign(application_id: int) -> ResponseReturnValue:
    """Give it to somebody, or to nobody."""
    form = AssignForm()
    form.assignee.choices = officer_choices()
    if not form.validate_on_submit():
        return page_of(sheet(application_id, viewer=actor()), status=422)
    chosen = int(form.assignee.data) if form.assignee.data else None
    reviewing.assign(_touched(application_id), assignee_id=chosen, by=actor())
    return _back(application_id, "担当者を決めました。")


@bp.post("/<int:application_id>/note")
@allow(OFFICE, keeps_input=True)
def note(application_id: int) -> ResponseReturnValue:
    """Write an internal note."""
    form = NoteForm()
    if not form.validate_on_submit():
        return page_of(sheet(application_id, viewer=actor()), note=form, status=422)
    reviewing.note(_touched(application_id), text=form.text.data, by=actor())
    return _back(application_id, "内部メモを書きました。", "notes")


@bp.post("/<int:application_id>/check")
@allow(OFFICE, keeps_input=True)
def check(application_id: int) -> ResponseReturnValue:
    """Record the answers to the check-list."""
    form = _check_form()
    if not form.validate_on_submit():  # type: ignore[attr-defined]  # the form is made from the catalogue
        return page_of(sheet(application_id, viewer=actor()), check=form, status=422)
    typed = form.values()  # type: ignore[attr-defined]
    answers = {
        line.id: (typed[f"answer_{line.id}"], typed[f"remark_{line.id}"] or "")
        for line in office.criteria()
        if typed.get(f"answer_{line.id}")
    }
    reviewing.check(_touched(application_id), answers=answers, by=actor())
    return _back(application_id, "審査項目の確認結果を記録しました。", "checks")


@bp.route("/<int:application_id>/return", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def return_points(application_id: int) -> ResponseReturnValue:
    """差戻し: ask for corrections, tied to items."""
    application = queries.application(application_id, viewer=actor())
    form = ReturnForm(**({} if request.method == "POST" else {"data": {"version": application.version}}))
    if "more" in request.form:
        form.one_more()
    form.offer(points_for(application))
    if request.method == "GET" or "more" in request.form or not form.validate_on_submit():
        return _return_page(application, form, 422 if form.errors else 200)
    try:
        reviewing.return_for_correction(
            _touched(application_id),
            points=form.chosen(),
            message=form.message.data or "",
            version=number_in(form.version.data),
            by=actor(),
        )
    except DomainError as error:
        form.add_error(None, error.message)
        return _return_page(queries.application(application_id, viewer=actor()), form, error.status)
    return _back(application_id, "差し戻しました。申請者に、直していただくところをお知らせします。")


def _return_page(application: Application, form: ReturnForm, status: int) -> ResponseReturnValue:
    return render_template("applications_staff/return_points.html", application=application, form=form), status


def number_in(text: object) -> int:
    """Return the version or id that a form names; 0, which nothing has, where it names none."""
    typed = str(text)
    return int(typed) if typed.isdecimal() and len(typed) <= MOST_DIGITS else 0


def _touched(application_id: int) -> Application:
    """Return the application and note that somebody works on it: without scripts, acts say who is there."""
    application = queries.application(application_id, viewer=actor())
    presence.note(application, by=actor())
    return queries.application(application_id, viewer=actor())


def _back(application_id: int, sentence: str, anchor: str | None = None) -> ResponseReturnValue:
    flash(sentence, "success")
    return redirect(url_for(".show", application_id=application_id, _anchor=anchor))
