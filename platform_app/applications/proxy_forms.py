"""Between paper and draft: the form an officer types into, and the members and scans it is about."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import current_app, request
from werkzeug.datastructures import MultiDict

from forms.applications import EntryForm, chosen_files, entry_form
from forms.proxy import PaperWithdrawal, paper_entry_form
from platform_app.applications.attachments import CheckedFile, check_upload
from platform_app.applications.entering import PATIENCE, base_of, contents_of, untouched
from platform_app.applications.errors import FileRefused
from platform_app.applications.models import Application
from platform_app.applications.operations.applying import Contents
from platform_app.dates import to_tokyo, today
from platform_app.extensions import db
from platform_app.members.models import Member, MemberRecord
from platform_app.members.queries import Search, narrowed, register_as_of
from platform_app.numbering import member_number_in
from platform_app.office import queries as office
from platform_app.places.naming import full_place_label, place_choices
from platform_app.vocabulary.applications import Channel, Procedure
from platform_app.vocabulary.profile import CHOOSABLE_KEYS

#: Members that a search offers.
MOST_FOUND = 20


def paper_form(procedure: Procedure, place: str = "", **options: Any) -> Any:
    """Return the form for typing from paper; ``place`` is the municipality that the entry names already."""
    if procedure is Procedure.WITHDRAW:
        return PaperWithdrawal(**options)
    places = place_choices(office.current().prefecture)
    is_change = procedure is Procedure.CHANGE
    base = entry_form(
        office.open_items(for_web=False),
        () if is_change else office.open_declarations(),
        places,
        for_change=is_change,
        stored_place=stored_place(place),
    )
    made: Any = paper_entry_form(base)  # type: ignore[arg-type]  # a class is hashable, whatever its instances are
    return made(**options)


def stored_place(place: str) -> tuple[str, str] | None:
    """Return the choice for a municipality outside the prefecture, None for those inside."""
    known = {code for code, _name in place_choices(office.current().prefecture)}
    return (place, full_place_label(place)) if place and place not in known else None


def typed_paper(application: Application) -> Any:
    """Return the form with what was just sent."""
    request.max_content_length = PATIENCE * current_app.config["MAX_CONTENT_LENGTH"]
    return _paper_of(application)


def _paper_of(application: Application, **options: Any) -> Any:
    """Return the form for a proxy entry; how and when it first arrived is not asked again for a correction."""
    form = paper_form(Procedure(application.procedure), application.municipality, **options)
    if application.number is not None:
        form.channel.label.text = "訂正が届いた方法"
        del form["arrived_on"], form["arrived_time"]
    return form


def stored_paper(application: Application) -> Any:
    """Return the form that shows a stored proxy entry."""
    procedure = Procedure(application.procedure)
    form = _paper_of(application, formdata=None)
    arrived = to_tokyo(application.arrived_at) if application.arrived_at else None
    more: dict[str, Any] = {
        "channel": application.channel,
        "arrived_on": arrived.date() if arrived else None,
        "arrived_time": f"{arrived:%H:%M}" if arrived else "",
        "reason": application.reason,
    }
    if procedure is Procedure.WITHDRAW:
        form.load({**more, "leave_on": application.leave_on})
    else:
        more["changed_on"] = application.changed_on
        form.show(application.profile, application.visibility or {}, application.declarations, **more)
    return form


def judged_paper(application: Application) -> Any:
    """Return the form of a stored proxy entry after judging it as if it had just been sent."""
    sent: MultiDict[str, str] = MultiDict({"submission_token": "-" * 24})
    arrived = to_tokyo(application.arrived_at) if application.arrived_at else None
    days = {
        "arrived_on": arrived.date() if arrived else None,
        "leave_on": application.leave_on,
        "changed_on": application.changed_on,
    }
    sent.update({f"{name}-year": day.isoformat() for name, day in days.items() if day})
    sent["arrived_time"], sent["reason"] = f"{arrived:%H:%M}" if arrived else "", application.reason
    sent["channel"] = application.channel
    for key, value in application.profile.items():
        sent.setlist(key, [value] if isinstance(value, str) else value)
    sent.update({f"visibility_{key}": application.audience_of(key).value for key in CHOOSABLE_KEYS})
    sent.update({f"declare_{code}": "y" for code in application.declarations or ()})
    form = _paper_of(application, formdata=sent, meta={"csrf": False})
    is_complete_paper(form, application)
    return form


def is_complete_paper(form: Any, application: Application) -> bool:
    """Judge a form that goes on to its confirmation: what the paper leaves empty is no error, but remembered.

    What a change leaves as it is registered is no error either, however odd.
    """
    form.validate()
    if isinstance(form, EntryForm):
        form.forgive(untouched(form, base_of(application)))
    form.blanks = form.missing()
    if isinstance(form, EntryForm):
        form.require_place(office.current().prefecture)
    return not form.errors


def told_in(form: Any, application: Application) -> Contents:
    """Return what a typed form says, with its reception."""
    if isinstance(form, EntryForm):
        contents = contents_of(form, base_of(application))
    else:
        contents = Contents(
            declarations=application.declarations, leave_on=form.leave_on.data, reason=form.reason.data or ""
        )
    arrived_at = form.arrived_at() if "arrived_on" in form else None
    return replace(contents, channel=channel_of(form), arrived_at=arrived_at or application.arrived_at)


def channel_of(form: Any) -> Channel:
    """Return the channel that was chosen; FAX, the first, where the form was tampered with."""
    offered = {code for code, _label in form.channel.choices}
    return Channel(form.channel.data if form.channel.data in offered else Channel.FAX)


# --- Uploads ------------------------------------------------------------------


def scans_of(form: Any) -> list[CheckedFile]:
    """Return the scans that may be kept; what may not becomes an error of the field."""
    kept = []
    for upload in chosen_files(form.scans):
        try:
            kept.append(checked_scan(upload))
        except FileRefused as refusal:
            form.add_error("scans", refusal.message)
    return kept


def checked_scan(upload: Any) -> CheckedFile:
    """Return an upload that can be looked at; FileRefused otherwise."""
    file = checked(upload)
    if file.content_type != "application/pdf" and not file.content_type.startswith("image/"):
        advice = "Excelの様式は「記入済みのExcel様式」で選んでください。"
        raise FileRefused(f"「{file.name}」は、PDFでも画像でもありません。{advice}")
    return file


def checked(upload: Any) -> CheckedFile:
    """Return an upload as it may be kept; FileRefused otherwise."""
    most = current_app.config["MAX_FILE_MB"] * 2**20
    return check_upload(str(upload.filename), upload.stream.read(most + 1), most_bytes=most)


# --- Members ------------------------------------------------------------------


def members_named(words: str) -> Sequence[MemberRecord]:
    """Return the members that a number or a part of a name means today, at most MOST_FOUND."""
    statement, number = register_as_of(today()), member_number_in(words)
    if number is not None:
        numbered = db.session.scalars(statement.where(Member.number == number)).all()
        if numbered:
            return numbered
    if not words.strip():
        return []
    return db.session.scalars(narrowed(statement, Search(words=words)).limit(MOST_FOUND)).all()


def member_words(records: Sequence[MemberRecord]) -> list[tuple[str, str]]:
    """Return (id, number and name) for the choice of a member."""
    return [(str(one.member_id), f"第{one.member.number}号　{one.name}") for one in records]
