"""One member in the office: its lines, corrections, standing and lineage."""

from dataclasses import replace
from datetime import date
from typing import Any

from flask import Blueprint, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.applications import EntryForm, entry_form
from forms.base import PlatformForm
from forms.fields import LongText
from forms.members import LineageForm, StandingForm
from forms.validators import Required
from platform_app import dates
from platform_app.access import DECIDERS, OFFICE, STAFF, actor, allow
from platform_app.errors import DomainError, NotFound
from platform_app.members import operations, queries
from platform_app.members.endings import told_before
from platform_app.members.entry_text import audience_texts, difference_texts, item_text
from platform_app.members.errors import ItsOwnSuccessor
from platform_app.members.models import Member, MemberRecord
from platform_app.members.profile import Profile
from platform_app.members.staff import labels
from platform_app.numbering import member_number_in
from platform_app.office.queries import current as office
from platform_app.office.queries import open_items
from platform_app.operation import disclose
from platform_app.places.naming import full_place_label, place_choices
from platform_app.rights import may
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.organisations import RegisterChange, Visibility
from platform_app.vocabulary.profile import PROFILE_ITEMS

#: The setting under which the feature above, which knows applications, hangs its list of them.
APPLICATIONS = "APPLICATIONS_OF_MEMBER"

bp = Blueprint("member_records", __name__, url_prefix="/staff/members/<int:number>")
bp.context_processor(labels)


def found(number: int) -> Member:
    """Return the member of the address. Raises NotFound."""
    member = queries.member_by_number(number)
    if member is None:
        raise NotFound
    return member


@bp.get("")
@allow(STAFF)
def show(number: int) -> ResponseReturnValue:
    """The entry as it stands today, every line of the register, and the lineage."""
    member = found(number)
    lines = queries.history(member.id)
    present = queries.record_on(member.id, dates.today()) or lines[-1]
    disclose(Action.VIEW, member, by=actor())
    applications: list[tuple[list[str], str]] = current_app.config[APPLICATIONS](member.id)
    return render_template(
        "member_records/show.html",
        applications=applications,
        member=member,
        present=present,
        items=_items(present),
        lines=_told(lines),
        lineage=queries.public_lineage(member.id),
        former_names=queries.former_names(member.id, present.name),
    )


def _items(line: MemberRecord) -> list[tuple[str, str]]:
    """Return every item with its audience, for the office."""
    profile = line.profile
    return [
        (f"{item.label}（{Visibility.label_of(line.audience_of(item.key))}）", item_text(item.key, profile[item.key]))
        for item in PROFILE_ITEMS
        if profile[item.key]
    ]


def _told(lines: Any) -> list[tuple[MemberRecord, list[tuple[str, str, str]]]]:
    """Return each line with what it changed against the one before, newest first."""
    told: list[tuple[MemberRecord, list[tuple[str, str, str]]]] = []
    before: MemberRecord | None = None
    for line in lines:
        changed: list[tuple[str, str, str]] = []
        if before is not None:
            changed = difference_texts(before.profile, line.profile)
            changed += audience_texts(before.visibility, line.visibility)
        told.append((line, changed))
        before = line
    return told[::-1]


def correction_form(line: MemberRecord) -> EntryForm:
    """Return the form of the whole entry with the reason of the correction.

    Only the name is compulsory: an entry taken over from an older register may lack the rest.
    """
    place, places = line.municipality, place_choices(office().prefecture)
    is_elsewhere = place and place not in {code for code, _name in places}
    stored = (place, full_place_label(place)) if is_elsewhere else None
    items = tuple(replace(item, required=item.key == "name", choosable=False) for item in open_items(for_web=False))
    made = entry_form(items, (), places, stored_place=stored)
    fields = {
        "correction": LongText("訂正の理由", [Required()], rows=3, hint="何が、なぜ誤っていたかを書いてください。")
    }
    return type("CorrectionForm", (made,), fields)()  # type: ignore[no-any-return]


def said_by(form: EntryForm, line: MemberRecord) -> Profile:
    """Return the entry as it was corrected; what was not touched keeps the spelling of the line."""
    kept = {key: line.profile[key] for key in form.untouched(line.profile)}
    return form.profile() | {"municipality": form.place(office().prefecture)} | kept


def is_corrected(form: EntryForm) -> bool:
    """Judge what was sent; a correction that loses the municipality would be a new mistake."""
    is_fine: bool = form.validate_on_submit()
    if is_fine:
        form.require_place(office().prefecture)
    return is_fine and not form.errors


@bp.route("/lines/<int:line_id>/correct", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def correct(number: int, line_id: int) -> ResponseReturnValue:
    """訂正: the line was wrong from its first day."""
    member = found(number)
    line = queries.line_of(member.id, line_id)
    form = correction_form(line)
    if is_corrected(form):
        try:
            operations.correct(
                member, record_id=line_id, profile=said_by(form, line), reason=form["correction"].data, by=actor()
            )
        except DomainError as error:
            form.add_error(None, error.message)
        else:
            flash("会員名簿を訂正しました。", "success")
            return redirect(url_for(".show", number=number))
    if not form.is_submitted():
        form.show(line.profile, line.visibility, ())
    page = render_template("member_records/correct.html", member=member, line=line, form=form)
    return page, 422 if form.is_submitted() else 200


@bp.route("/standing", methods=["GET", "POST"])
@allow(DECIDERS, keeps_input=True)
def standing(number: int) -> ResponseReturnValue:
    """休止・再開・除名, from a day and for a reason, after showing what comes of it."""
    member = found(number)
    form = StandingForm()
    if "back" in request.form or not form.validate_on_submit():
        return _change_page("standing", member, form)
    change, day = RegisterChange(form.change.data), dates.parse_date(form.effective_on.data)
    if "confirmed" not in request.form:
        rows = [("異動の種類", change.label), ("異動日", dates.wareki(day)), ("理由", form.reason.data)]
        return _confirmation(member, change, day, rows)
    try:
        operations.change_standing(member, change=change, effective_on=day, reason=form.reason.data, by=actor())
    except DomainError as error:
        form.add_error(error.field if error.field in form else None, error.message)
        return _change_page("standing", member, form)
    flash("会員の異動を登載しました。", "success")
    return redirect(url_for(".show", number=number))


@bp.route("/lineage", methods=["GET", "POST"])
@allow(OFFICE, keeps_input=True)
def lineage(number: int) -> ResponseReturnValue:
    """合併・法人化: what became of the organisation. A merger ends a membership: it is a decider's, and confirmed."""
    member = found(number)
    form = LineageForm().offer(merger=may(actor(), Action.MERGE_MEMBERS))
    if "back" in request.form or not form.validate_on_submit():
        return _change_page("lineage", member, form)
    is_merger = form.kind.data == RegisterChange.MERGER
    try:
        successor = _successor(form.successor.data, member)
        if is_merger and "confirmed" not in request.form:
            return _merger_confirmation(member, successor, form)
        act = operations.merge if is_merger else operations.link
        act(member, successor_id=successor.id, by=actor(), **form.values_for())
    except DomainError as error:
        # A form calls the day of a merger by its own name.
        field = "linked_on" if error.field == "effective_on" else error.field
        form.add_error(field if field in form else None, error.message)
        return _change_page("lineage", member, form)
    flash("沿革を登載しました。", "success")
    return redirect(url_for(".show", number=number))


def _successor(text: str, member: Member) -> Member:
    """Return the member whose number was typed. Raises DomainError for none, and for the member itself."""
    typed = member_number_in(text)
    successor = queries.member_by_number(typed) if typed is not None else None
    if successor is None:
        raise DomainError("その番号の会員は見つかりません。会員番号を確かめてください。", field="successor")
    if successor.id == member.id:
        raise ItsOwnSuccessor(field="successor")
    return successor


def _merger_confirmation(member: Member, successor: Member, form: LineageForm) -> ResponseReturnValue:
    day, line = form.values_for()["linked_on"], queries.record_on(successor.id, dates.today())
    name = f"第{successor.number}号\u3000{line.name}" if line else f"第{successor.number}号"
    rows = [("後継となる会員", name), ("異動日", dates.wareki(day)), ("備考", form.note.data or "")]
    return _confirmation(member, RegisterChange.MERGER, day, rows)


def _change_page(name: str, member: Member, form: PlatformForm) -> ResponseReturnValue:
    """Show the form of a change, with what was typed."""
    page = render_template(f"member_records/{name}.html", member=member, form=form)
    return page, 422 if form.is_submitted() and form.errors else 200


def _confirmation(
    member: Member, change: RegisterChange, day: date, rows: list[tuple[str, str]]
) -> ResponseReturnValue:
    """Show what is about to be recorded and what ends with it; everything typed goes on with the last click."""
    line = queries.record_on(member.id, day) or queries.history(member.id)[-1]
    kept = [(name, value) for name, value in request.form.items() if name != "csrf_token"]
    return render_template(
        "member_records/confirm.html",
        member=member,
        change=change,
        rows=[("会員", f"第{member.number}号\u3000{line.name}"), *rows],
        told=told_before(member, change, day),
        typed=kept,
    )
