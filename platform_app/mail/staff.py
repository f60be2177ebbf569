"""The office reads what was sent, and works off calls and letters."""

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.mail import RetryForm, TaskForm
from platform_app.access import ADMINISTRATORS, OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError, NotAllowed
from platform_app.mail import operations, queries
from platform_app.mail.models import OutboxMessage
from platform_app.mail.rendering import render
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.rights import may
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.mail import ATTACHMENT_LABELS, CONTACT_METHODS, TEMPLATE_LABELS, failure_words

bp = Blueprint("mail_staff", __name__, url_prefix="/staff/mail")

HIDDEN_LINK = "（本人だけに送られるリンク）"


@bp.context_processor
def labels() -> dict[str, dict[str, str]]:
    """Give the templates the words for kinds of messages and ways of telling."""
    return {"template_labels": TEMPLATE_LABELS, "method_labels": CONTACT_METHODS}


@bp.get("/")
@allow(STAFF)
def index() -> ResponseReturnValue:
    """List messages by state."""
    state = request.args.get("state", "")
    counts = queries.message_counts()
    page = Page(counts.get(state, sum(counts.values())), asked_page())
    return render_template(
        "mail_staff/index.html",
        rows=queries.messages(state, page),
        state=state,
        counts=counts,
        page=page,
        task_count=queries.task_count(),
    )


@bp.get("/<int:message_id>")
@allow(STAFF)
def show(message_id: int) -> ResponseReturnValue:
    """Show one message as it was, or will be, sent."""
    message = queries.message(message_id)
    disclose(Action.VIEW, message, by=actor())
    return _page(message, RetryForm())


def _page(message: OutboxMessage, form: RetryForm) -> str:
    along = "、".join(ATTACHMENT_LABELS[reference["kind"]] for reference in message.attachments)
    attached = [("添付（送るときの状態で作ります）", along)] if along else []
    return render_template(
        "mail_staff/show.html",
        message=message,
        form=form,
        text=_text(message),
        attached=attached,
        failure=failure_words(message.last_error),
    )


def _text(message: OutboxMessage) -> tuple[str, str]:
    """Return subject and body; a link that opens an account is for its owner's eyes only.

    Without a mail server somebody must be able to pass it on: then the administrators see it.
    """
    if message.opens_account and (current_app.config["SMTP_URL"] or not actor().capacities & ADMINISTRATORS):
        return render(message.template, message.recipient_name, {**message.context, "link": HIDDEN_LINK})
    if message.sent_at is not None:
        return message.subject, message.body
    return render(message.template, message.recipient_name, message.context)


@bp.post("/<int:message_id>/retry")
@allow(OFFICE, keeps_input=True)
def retry(message_id: int) -> ResponseReturnValue:
    """Send a failed message again, to a corrected address where one is given."""
    message = queries.message(message_id)
    form = RetryForm()
    if form.validate_on_submit():
        try:
            operations.retry(message, address=form.address.data or "", by=actor())
        except DomainError as error:
            form.add_error("address" if error.field else None, error.message)
        else:
            flash("再送の順番に加えました。", "success")
            return redirect(url_for(".show", message_id=message_id))
    return _page(message, form), 422


@bp.get("/tasks")
@allow(STAFF)
def tasks() -> ResponseReturnValue:
    """List the calls and letters that stand in for mail."""
    done = request.args.get("done") == "1"
    page = Page(queries.task_count(done=done), asked_page())
    return render_template("mail_staff/tasks.html", rows=queries.tasks(page, done=done), done=done, page=page)


@bp.route("/tasks/<int:task_id>", methods=["GET", "POST"])
@allow(STAFF, keeps_input=True)
def task(task_id: int) -> ResponseReturnValue:
    """Show whom to tell what, and note that it was done."""
    row = queries.task(task_id)
    form = TaskForm()
    if form.is_submitted() and not may(actor(), Action.COMPLETE_TASK):
        raise NotAllowed
    if form.validate_on_submit():
        operations.complete_task(row, method=form.method.data, remark=form.remark.data or "", by=actor())
        flash("連絡を済ませたことを記録しました。", "success")
        return redirect(url_for(".tasks"))
    status = 422 if form.is_submitted() else 200
    if status == 200:  # noqa: PLR2004
        disclose(Action.VIEW, row, by=actor())
    text = render(row.template, row.recipient_name, row.context)
    return render_template("mail_staff/task.html", task=row, form=form, text=text), status
