"""What is set by hand: one person's table and role, locks, the name of a table, wishes, the repair."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.groups import GroupForm, PlaceForm, RepairForm, RoleForm, WishForm
from platform_app.access import OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError, NotFound
from platform_app.events import queries as events
from platform_app.events.models import Event
from platform_app.events.roll_queries import lines
from platform_app.groups import proposing, queries, words
from platform_app.groups.models import Grouping, GroupPlace
from platform_app.groups.operations import grouping as operations
from platform_app.groups.operations import wishing
from platform_app.groups.operations.grouping import Look, Shift
from platform_app.groups.staff import bp, loaded
from platform_app.vocabulary.groups import PeopleSource, TableRole, WishKind

__all__ = ["bp"]


def _place(grouping: Grouping, participant_id: int) -> GroupPlace:
    place = queries.places_of(grouping).get(participant_id)
    if place is None:
        raise NotFound
    return place


def _place_form(grouping: Grouping, place: GroupPlace) -> PlaceForm:
    form = PlaceForm()
    others = [
        group
        for group in queries.seated_groups(grouping)
        if group.attending == place.group.attending and group is not place.group
    ]
    people = [(str(one.participant_id), f"{words.group_name(group)}　{one.participant.name}") for group in others
              for one in group.places]  # fmt: skip
    form.offer([(str(group.number), f"{words.group_name(group)}（{len(group.places)}人）") for group in others], people)
    return form


@bp.route("/<int:grouping_id>/people/<int:participant_id>", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def person(event_id: int, grouping_id: int, participant_id: int) -> ResponseReturnValue:
    """Put one person at another table, alone or in exchange."""
    event, grouping = loaded(event_id, grouping_id)
    place = _place(grouping, participant_id)
    form = _place_form(grouping, place)
    if form.validate_on_submit() and _moved(event, grouping_id, participant_id, form):
        return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))
    event, grouping = loaded(event_id, grouping_id)
    place = _place(grouping, participant_id)
    role = RoleForm(formdata=None, data={"role": place.role})
    page = render_template(
        "groups_staff/person.html", event=event, grouping=grouping, place=place, form=form, role=role
    )
    return page, 422 if form.is_submitted() else 200


def _moved(event: Event, grouping_id: int, participant_id: int, form: PlaceForm) -> bool:
    number, partner = form.chosen
    if not number and partner is None:
        form.add_error("group", "移す先の班か、入れ替える相手を選んでください。")
        return False
    try:
        shift = Shift(participant_id, number, partner)
        operations.move(event, grouping_id=grouping_id, shift=shift, by=actor())
    except DomainError as error:
        form.add_error("partner" if partner is None else None, error.message)
        return False
    flash("席を移し、固定しました。もう一度実行しても、この席は変わりません。", "success")
    return True


@bp.post("/<int:grouping_id>/people/<int:participant_id>/role")
@allow(OFFICE)
def role(event_id: int, grouping_id: int, participant_id: int) -> ResponseReturnValue:
    """Give a person a role."""
    event, asked = events.event(event_id, viewer=actor()), request.form.get("role", "")
    if asked not in {str(code) for code in TableRole}:
        raise NotFound
    operations.set_role(
        event, grouping_id=grouping_id, participant_id=participant_id, role=TableRole(asked), by=actor()
    )
    flash("役割を決めました。", "success")
    return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))


@bp.post("/<int:grouping_id>/people/<int:participant_id>/lock")
@allow(OFFICE)
def lock(event_id: int, grouping_id: int, participant_id: int) -> ResponseReturnValue:
    """Lock a person's place, or let it go."""
    return _lock(event_id, grouping_id, frozenset({participant_id}))


@bp.post("/<int:grouping_id>/lock")
@allow(OFFICE)
def lock_all(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """Lock everybody's place, or let all go."""
    return _lock(event_id, grouping_id, frozenset())


def _lock(event_id: int, grouping_id: int, people: frozenset[int]) -> ResponseReturnValue:
    event, is_locked = events.event(event_id, viewer=actor()), request.form.get("to") == "locked"
    operations.lock(event, grouping_id=grouping_id, participant_ids=people, is_locked=is_locked, by=actor())
    flash("席を固定しました。" if is_locked else "席の固定を解きました。", "success")
    return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))


@bp.route("/<int:grouping_id>/tables/<int:number>", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def table(event_id: int, grouping_id: int, number: int) -> ResponseReturnValue:
    """Name a table, and say whether a wheelchair reaches it."""
    event, grouping = loaded(event_id, grouping_id)
    group = next((group for group in grouping.groups if group.number == number), None)
    if group is None:
        raise NotFound
    form, shown = GroupForm(), group.number
    if not form.is_submitted():
        form.load({"name": group.name, "is_accessible": group.is_accessible})
    if form.validate_on_submit():
        look = Look(number, form.name.data or "", is_accessible=bool(form.is_accessible.data))
        operations.edit_group(event, grouping_id=grouping_id, look=look, by=actor())
        flash(f"{number}班の設定を保存しました。席の条件は、次に実行するときから使います。", "success")
        return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))
    page = render_template("groups_staff/table.html", event=event, grouping=grouping, number=shown, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/wishes", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def wishes(event_id: int) -> ResponseReturnValue:
    """What is asked for about certain people, with the reason."""
    event = events.event(event_id, viewer=actor())
    people = {line.person.id: line for line in lines(event_id)}
    form = WishForm()
    form.offer([(str(key), words.person(line)) for key, line in people.items()])
    if form.validate_on_submit():
        try:
            wishing.save_wish(
                event, kind=WishKind(form.kind.data), people=form.chosen, reason=form.reason.data, by=actor()
            )
        except DomainError as error:
            form.add_error("people", error.message)
        else:
            flash("指定を登録しました。次に実行するときから使います。", "success")
            return redirect(url_for(".wishes", event_id=event_id))
    return _wishes_page(event_id, form)


def _wishes_page(event_id: int, form: WishForm) -> ResponseReturnValue:
    event = events.event(event_id, viewer=actor())
    people = {line.person.id: words.person(line) for line in lines(event_id)}
    found = queries.wishes(event_id)
    page = render_template("groups_staff/wishes.html", event=event, wishes=found, people=people, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.post("/wishes/<int:wish_id>/remove")
@allow(OFFICE)
def remove_wish(event_id: int, wish_id: int) -> ResponseReturnValue:
    """Take a wish back."""
    wishing.remove_wish(events.event(event_id, viewer=actor()), wish_id=wish_id, by=actor())
    flash("指定を取り消しました。", "success")
    return redirect(url_for(".wishes", event_id=event_id))


@bp.get("/<int:grouping_id>/repair")
@allow(STAFF)
def repair(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """What a repair would change, before anything is changed."""
    event, grouping = loaded(event_id, grouping_id)
    asked = request.args.get("source", "")
    source = asked if asked in {str(code) for code in PeopleSource} else queries.likely_source(event).value
    proposal = proposing.repair(event, grouping, source)
    form = RepairForm(formdata=None, data={"source": source, "fingerprint": proposal.fingerprint})
    people = {line.person.id: line for line in queries.people(event_id, source)}
    places = queries.places_of(grouping)
    return render_template(
        "groups_staff/repair.html",
        event=event,
        grouping=grouping,
        proposal=proposal,
        form=form,
        people=people,
        source=source,
        awaited=sum(line.person.id in proposal.gone for line in queries.awaited(event_id)),
        gone=[places[key].participant for key in proposal.gone],
        before=queries.numbers_of(grouping),
    )


@bp.post("/<int:grouping_id>/repair")
@allow(OFFICE)
def apply_repair(event_id: int, grouping_id: int) -> ResponseReturnValue:
    """Carry out the repair that was looked at; a different one is shown again instead."""
    event, grouping = loaded(event_id, grouping_id)
    form = RepairForm()
    if not form.validate_on_submit():
        return redirect(url_for(".repair", event_id=event_id, grouping_id=grouping_id))
    proposal = proposing.repair(event, grouping, str(form.source.data))
    if proposal.fingerprint != form.fingerprint.data:
        flash("確認の画面を開いた後に、参加者か指定が変わりました。新しい内容を確かめてください。", "warning")
        return redirect(url_for(".repair", event_id=event_id, grouping_id=grouping_id, source=form.source.data))
    try:
        operations.store_repair(event, grouping_id=grouping_id, proposal=proposal, by=actor())
    except DomainError as error:
        flash(error.message, "error")
    else:
        flash("班を直しました。動いた方は、下の一覧のとおりです。", "success")
    return redirect(url_for(".show", event_id=event_id, grouping_id=grouping_id))
