"""What the office does with one line, or with several that say the same."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.discussion_acts import MergeForm, SplitForm, WithholdForm
from forms.discussions import StaffLineForm, tags_of
from platform_app.access import OFFICE, actor, allow
from platform_app.discussions import capture_queries
from platform_app.discussions.capture_queries import Line
from platform_app.discussions.models import Theme
from platform_app.discussions.operations import curating, writing
from platform_app.discussions.operations.writing import Change, Writer, says
from platform_app.discussions.staff import both, bp
from platform_app.discussions.taking import pillar_choices, words_of
from platform_app.errors import DomainError, NotFound
from platform_app.vocabulary.discussions import EditOutcome, OpinionSource

__all__ = ["bp"]

ONE = "/<int:theme_id>/opinions/<int:opinion_id>"
BOTH_KEPT = "ほかの人が先に直していたため、両方を残しました。下で、どちらにするかを選んでください。"


def _line(theme: Theme, opinion_id: int) -> Line:
    return capture_queries.line([theme.id], opinion_id)


@bp.route(ONE, methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def opinion(event_id: int, theme_id: int, opinion_id: int) -> ResponseReturnValue:
    """One line: its words, tags, versions, and what can be done with it."""
    _event, theme = both(event_id, theme_id)
    form = _line_form(theme, _line(theme, opinion_id))
    if form.validate_on_submit():
        try:
            outcome = _save(form, theme, opinion_id)
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            is_kept = outcome == EditOutcome.CONFLICT
            flash(BOTH_KEPT if is_kept else "意見を保存しました。", "warning" if is_kept else "success")
            if not is_kept:
                return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor=f"line-{opinion_id}"))
            return redirect(url_for(".opinion", event_id=event_id, theme_id=theme_id, opinion_id=opinion_id))
    return _page((event_id, theme_id, opinion_id), form)


def _line_form(theme: Theme, line: Line) -> StaffLineForm:
    form = StaffLineForm()
    if not form.is_submitted():
        return _stored_form(theme, line)
    form.offer(pillar_choices([theme]))
    form.client_id.data = line.opinion.client_id
    return form


def _save(form: StaffLineForm, theme: Theme, opinion_id: int) -> EditOutcome:
    edit_id = form.edit_id.data or writing.new_client_id()
    change = Change(str(form.client_id.data), form.version, words_of(form), id=edit_id)
    _row, outcome = writing.edit(theme, change=change, writer=Writer(source=OpinionSource.STAFF.value), by=actor())
    curating.tag(theme, opinion_id=opinion_id, tags=tags_of(form.tags.data), by=actor())
    return outcome


def _page(
    place: tuple[int, int, int],
    form: StaffLineForm | None,
    *,
    withhold: WithholdForm | None = None,
    split: SplitForm | None = None,
) -> ResponseReturnValue:
    """Show the page of one line with its three forms; ``place`` is event, theme and line."""
    event, theme = both(*place[:2])
    line = _line(theme, place[2])
    form, withhold = form or _stored_form(theme, line), withhold or WithholdForm(formdata=None)
    if split is None:
        split = SplitForm(formdata=None)
        split.load({"split_version": str(line.opinion.version), "parts": line.opinion.text})
    forms = [form, withhold, split]
    context = {"event": event, "theme": theme, "line": line, "line_form": form, "withhold": withhold, "split": split}
    page = render_template("discussions_staff/opinion.html", forms=forms, **context)
    return page, 422 if any(each.error_items() for each in forms) else 200


def _stored_form(theme: Theme, line: Line) -> StaffLineForm:
    """Return the form of a line as it stands, whatever another form of the page sent."""
    form, row = StaffLineForm(formdata=None), line.opinion
    form.offer(pillar_choices([theme]))
    tags = "、".join(each.tag for each in row.tags)
    form.load({**vars(says(row)), "base_version": row.version, "edit_id": writing.new_client_id(), "tags": tags})
    form.client_id.data = row.client_id
    return form


@bp.post(f"{ONE}/withhold")
@allow(OFFICE, keeps_input=True)
def withhold(event_id: int, theme_id: int, opinion_id: int) -> ResponseReturnValue:
    """Let nobody but the office read a line."""
    _event, theme = both(event_id, theme_id)
    form = WithholdForm()
    if form.validate_on_submit():
        row = curating.withhold(theme, opinion_id=opinion_id, reason=form.reason.data or "", by=actor())
        extra = "まとめた意見の文にも同じ内容がないか、確かめてください。" if row.merged_into_id else ""
        flash(f"意見を非公開にしました。どの画面にも、PDFやExcelにも出ません。{extra}", "success")
        return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor=f"line-{opinion_id}"))
    return _page((event_id, theme_id, opinion_id), None, withhold=form)


@bp.post(f"{ONE}/show")
@allow(OFFICE)
def release(event_id: int, theme_id: int, opinion_id: int) -> ResponseReturnValue:
    """Show a line again."""
    _event, theme = both(event_id, theme_id)
    curating.show(theme, opinion_id=opinion_id, by=actor())
    flash("意見を、ふたたび掲載します。", "success")
    return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor=f"line-{opinion_id}"))


@bp.post(f"{ONE}/split")
@allow(OFFICE, keeps_input=True)
def split(event_id: int, theme_id: int, opinion_id: int) -> ResponseReturnValue:
    """Cut a line into several."""
    _event, theme = both(event_id, theme_id)
    form = SplitForm()
    if form.validate_on_submit():
        version = int(form.split_version.data or 0)
        try:
            parts = curating.split(theme, opinion_id=opinion_id, version=version, parts=form.chosen(), by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash(f"意見を{len(parts)}つに分けました。", "success")
            return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor=f"line-{opinion_id}"))
    return _page((event_id, theme_id, opinion_id), None, split=form)


@bp.post(f"{ONE}/settle/<int:edit_id>")
@allow(OFFICE)
def settle(event_id: int, theme_id: int, opinion_id: int, edit_id: int) -> ResponseReturnValue:
    """Choose between two versions of a line."""
    _event, theme = both(event_id, theme_id)
    keep = request.form.get("keep", "")
    if keep not in {"current", "other", "both"}:
        raise NotFound
    writing.settle(theme, opinion_id=opinion_id, edit_id=edit_id, keep=keep, by=actor())
    flash("選んだ文に確定しました。", "success")
    return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor=f"line-{opinion_id}"))


@bp.post(f"{ONE}/move")
@allow(OFFICE)
def move(event_id: int, theme_id: int, opinion_id: int) -> ResponseReturnValue:
    """Move a line up or down among those of its pillar."""
    _event, theme = both(event_id, theme_id)
    steps = -1 if request.form.get("to") == "up" else 1
    curating.move(theme, opinion_id=opinion_id, steps=steps, by=actor())
    return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor=f"line-{opinion_id}"))


@bp.post(f"{ONE}/unmerge")
@allow(OFFICE)
def unmerge(event_id: int, theme_id: int, opinion_id: int) -> ResponseReturnValue:
    """Dissolve a merged line."""
    _event, theme = both(event_id, theme_id)
    curating.unmerge(theme, opinion_id=opinion_id, by=actor())
    flash("まとめを解き、元の意見に戻しました。", "success")
    return redirect(url_for(".show", event_id=event_id, theme_id=theme_id))


@bp.route("/<int:theme_id>/merge", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def merge(event_id: int, theme_id: int) -> ResponseReturnValue:
    """Make one line of those that were ticked."""
    event, theme = both(event_id, theme_id)
    asked = [int(key) for key in request.values.getlist("opinion")[:100] if key.isascii() and key.isdigit()]
    chosen = [line for line in capture_queries.lines([theme]) if line.opinion.id in set(asked)]
    form = MergeForm()
    if not form.is_submitted() and chosen:
        form.load({"text": chosen[0].opinion.text, "kind": form.kind.data})
    if form.validate_on_submit():
        ids = [line.opinion.id for line in chosen]
        try:
            row = curating.merge(theme, opinion_ids=ids, text=form.text.data, kind=form.kind.data, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash(f"{len(ids)}件の意見を1つにまとめました。", "success")
            return redirect(url_for(".show", event_id=event_id, theme_id=theme_id, _anchor=f"line-{row.id}"))
    event, theme = both(event_id, theme_id)
    chosen = [line for line in capture_queries.lines([theme]) if line.opinion.id in set(asked)]
    page = render_template("discussions_staff/merge.html", form=form, event=event, theme=theme, chosen=chosen)
    return page, 422 if form.is_submitted() else 200
