"""The office's pages of groups: the list, the settings, the run, the groups, the reasons."""

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from forms.base import PlatformForm
from forms.groups import ConfirmForm, GroupingForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError
from platform_app.events import queries as events
from platform_app.events.models import Event
from platform_app.events.words import programme
from platform_app.groups import explaining, proposing, queries, words
from platform_app.groups.models import Grouping
from platform_app.groups.operations import grouping as operations
from platform_app.groups.operations.grouping import Settings
from platform_app.groups.sheets import NOT_LISTED
from platform_app.operation import disclose
from platform_app.paging import Page, asked_page
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import Attending
from platform_app.vocabulary.groups import HARD_RULES, GroupingStatus, PeopleSource, SizePolicy, TableRole, WishKind

#: Said to those who confirm a grouping that breaks a rule without a look at what it breaks.
NOT_KNOWN = "守られていない決まりなどを確かめ、チェックを入れてください。"

bp = Blueprint("groups_staff", __name__, url_prefix="/staff/events/<int:event_id>/groups")


@bp.context_processor
def group_words() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "words": words,
        "attending_text": Attending.label_of,
        "source_text": PeopleSource.label_of,
        "policy_text": SizePolicy.label_of,
        "role_text": TableRole.label_of,
        "wish_text": WishKind.label_of,
        "HARD_RULES": HARD_RULES,
    }


def loaded(event_id: int, grouping_id: int) -> tuple[Event, Grouping]:
    """Return an event and one of its groupings."""
    return events.event(event_id, viewer=actor()), queries.grouping(event_id, grouping_id)


@bp.get("")
@allow(STAFF)
def index(event_id: int) -> ResponseReturnValue:
    """The groupings of an event, and what is asked for."""
    event = events.event(event_id, viewer=actor())
    return render_template(
        "groups_staff/index.html",
        event=event,
        groupings=queries.groupings(event_id),
        sizes=queries.sizes_of(event_id),
        wishes=len(queries.wishes(event_id)),
    )


def _form(event: Event, stored: Grouping | None = None) -> GroupingForm:
    form = GroupingForm()
    branches = programme(event)
    items = [
        (item, mark)
        for branch in branches
        for item, mark in [(branch.item, ""), *((one, "　") for one in branch.items)]
    ]
    form.offer([(str(item.id), mark + item.title) for item, mark in items])
    if not form.is_submitted():
        form.load(_values(stored))
        form.offer([(str(item.id), mark + item.title) for item, mark in items])
    return form


def _values(stored: Grouping | None) -> dict[str, Any]:
    if stored is None:
        return {"title": "グループ討議", "source": PeopleSource.CONFIRMED, "policy": SizePolicy.THREES, "seed": ""}
    return {
        "title": stored.title,
        "programme_item": str(stored.programme_item_id or ""),
        "source": stored.source,
        "policy": stored.policy,
        "seed": stored.seed,
    }


def _settings(form: GroupingForm) -> Settings:
    return Settings(form.title.data, form.item_id, form.source.data, form.policy.data, form.seed.data or "")


@bp.route("/new", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def new(event_id: int) -> ResponseReturnValue:
    """Choose what is chosen before groups are made."""
    event = events.event(event_id, viewer=actor())
    form = _form(event)
    if form.validate_on_submit():
        row = operations.save(event, settings=_settings(form), by=actor())
        return redirect(url_for(".show", event_id=event_id, grouping_id=row.id))
    event = events.event(event_id, viewer=actor())
    page = render_template("groups_staff/settings.html", event=event, form=form, grouping=None)
    return page, 422 if form.is_submitted() else 200


@bp.route("/<int:grouping_id>/settings", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def settings(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """Change the settings of a grouping."""
    event, grouping = loaded(event_id, grouping_id)
    form = _form(event, grouping)
    if form.validate_on_submit():
        try:
            operations.save(event, settings=_settings(form), grouping_id=grouping_id, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("条件を保存しました。班を作り直すには「班分けを実行する」を押してください。", "success")
            return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))
    event, grouping = loaded(event_id, grouping_id)
    page = render_template("groups_staff/settings.html", event=event, form=form, grouping=grouping)
    return page, 422 if form.is_submitted() else 200


@bp.get("/<int:grouping_id>")
@allow(STAFF)
def show(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """The groups with their people."""
    event, _grouping = loaded(event_id, grouping_id)
    disclose(Action.VIEW, event, by=actor(), what={"scope": "groups", "grouping": grouping_id})
    event, grouping = loaded(event_id, grouping_id)
    groups = queries.seated_groups(grouping)
    page = Page(len(groups), asked_page())
    return render_template(
        "groups_staff/show.html",
        event=event,
        grouping=grouping,
        page=page,
        groups=groups[page.offset : page.offset + page.size],
        explained=explaining.explained(event, grouping) if groups else None,
        expected=len(queries.people(event_id, grouping.source)),
        moves=queries.latest_moves(grouping_id),
    )


@bp.get("/<int:grouping_id>/reasons")
@allow(STAFF)
def reasons(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """The score by rule, what was not possible and why, and whom everybody meets."""
    event, _grouping = loaded(event_id, grouping_id)
    disclose(Action.VIEW, event, by=actor(), what={"scope": "group_reasons", "grouping": grouping_id})
    event, grouping = loaded(event_id, grouping_id)
    explained = explaining.explained(event, grouping)
    page = Page(len(explained.meetings), asked_page())
    meetings = explained.meetings[page.offset : page.offset + page.size]
    return render_template(
        "groups_staff/reasons.html", event=event, grouping=grouping, explained=explained, page=page, meetings=meetings
    )


@bp.post("/<int:grouping_id>/run")
@allow(OFFICE)
def run(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """Make the groups."""
    event, grouping = loaded(event_id, grouping_id)
    proposal = proposing.run(event, grouping)
    try:
        operations.store_run(event, grouping_id=grouping_id, proposal=proposal, by=actor())
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash(f"{len(proposal.places)}人を{len(proposal.tables)}班に分けました。", "success")
    return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))


@bp.route("/<int:grouping_id>/confirm", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def confirm(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """Say that these are the groups; where a rule is broken, after asking once more."""
    event, grouping = loaded(event_id, grouping_id)
    is_asked = grouping.status == GroupingStatus.DRAFT and explaining.explained(event, grouping).is_doubtful
    form = ConfirmForm()
    if form.validate_on_submit():
        if not is_asked or form.is_known.data:
            operations.confirm(event, grouping_id=grouping_id, by=actor())
            flash("班分けを確定しました。印刷物に「確定」と載ります。", "success")
            return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))
        form.add_error("is_known", NOT_KNOWN)
    elif not form.is_submitted() and not is_asked:
        return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))
    return _doubts(event_id, grouping_id, form)


def _doubts(event_id: int, grouping_id: int, form: ConfirmForm) -> ResponseReturnValue:
    event, _grouping = loaded(event_id, grouping_id)
    disclose(Action.VIEW, event, by=actor(), what={"scope": "group_reasons", "grouping": grouping_id})
    event, grouping = loaded(event_id, grouping_id)
    explained = explaining.explained(event, grouping)
    page = render_template("groups_staff/confirm.html", event=event, grouping=grouping, explained=explained, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.post("/<int:grouping_id>/reopen")
@allow(OFFICE)
def reopen(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """Take up a confirmed grouping again."""
    event = events.event(event_id, viewer=actor())
    operations.reopen(event, grouping_id=grouping_id, by=actor())
    flash("確定を解きました。変更した後、もう一度確定してください。", "success")
    return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))


@bp.route("/<int:grouping_id>/remove", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def remove(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """Remove a grouping that was never confirmed, after asking."""
    event, grouping = loaded(event_id, grouping_id)
    form = PlatformForm()
    if form.validate_on_submit():
        try:
            operations.remove(event, grouping_id=grouping_id, by=actor())
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("班分けを削除しました。", "success")
            return redirect(url_for(".index", event_id=event_id))
        event, grouping = loaded(event_id, grouping_id)
    page = render_template("groups_staff/remove.html", event=event, grouping=grouping, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.get("/<int:grouping_id>/wall")
@allow(STAFF)
def wall(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """The list for the wall of the room, in large letters, for a projector or paper."""
    event, _grouping = loaded(event_id, grouping_id)
    disclose(Action.VIEW, event, by=actor(), what={"scope": "group_wall", "grouping": grouping_id})
    event, grouping = loaded(event_id, grouping_id)
    return render_template(
        "groups_staff/wall.html",
        event=event,
        grouping=grouping,
        groups=queries.seated_groups(grouping),
        not_listed=NOT_LISTED,
    )
