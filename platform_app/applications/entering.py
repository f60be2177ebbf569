"""Between the form of an entry and the draft it fills: making the form, reading it, keeping its documents."""

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from flask import current_app, request, url_for

from forms.applications import OUTSIDE, EntryForm, as_sent, entry_form
from platform_app.actor import Actor
from platform_app.applications.attachments import CheckedFile
from platform_app.applications.finding import base_record
from platform_app.applications.models import Application
from platform_app.applications.operations import attaching
from platform_app.applications.operations.applying import Contents, save
from platform_app.applications.operations.starting import start_once
from platform_app.errors import DomainError
from platform_app.members.profile import Profile
from platform_app.office import queries as office
from platform_app.places import lookup_postal_code
from platform_app.places.naming import full_place_label, place_choices
from platform_app.vocabulary.applications import AttachmentKind, Procedure
from platform_app.vocabulary.profile import ItemKind

#: How much more than the limit a sending may weigh and still be read, so that a file that is
#: too large costs a sentence and not everything that was typed.
PATIENCE = 3


@dataclass(frozen=True)
class Entering:
    """Who fills which form: what a page needs to store it.

    ``application`` is None before the first sending; ``base`` is the entry that a change
    starts from.
    """

    procedure: Procedure
    by: Actor
    member_id: int | None = None
    application: Application | None = None
    secret: str = ""
    base: Profile | None = None


def new_form(procedure: Procedure, place: str = "", *, base: Profile | None = None, **options: Any) -> EntryForm:
    """Return the form of an entry for a procedure; ``place`` is the municipality it names already.

    What ``base`` leaves empty may stay so: a register that was taken over from paper
    does not hold every item, and a change of one item is no reason to ask for others.
    """
    settings = office.current()
    places = place_choices(settings.prefecture)
    known = {code for code, _name in places}
    stored = (place, full_place_label(place)) if place and place not in known else None
    is_change = procedure is Procedure.CHANGE
    declarations = () if is_change else office.open_declarations()
    items = tuple(
        replace(item, required=item.required and (base is None or bool(base.get(item.key))))
        for item in office.open_items()
    )
    made = entry_form(items, declarations, places, for_change=is_change, stored_place=stored)
    return made(**options)


def read_patiently() -> None:
    """Let this request be read though it weighs more than is allowed; its files are judged one by one."""
    request.max_content_length = PATIENCE * current_app.config["MAX_CONTENT_LENGTH"]


def typed_form(entering: Entering) -> EntryForm:
    """Return the form with what was just sent."""
    place = entering.application.municipality if entering.application else ""
    return new_form(entering.procedure, place or str((entering.base or {}).get("municipality", "")), base=entering.base)


def stored_form(application: Application) -> EntryForm:
    """Return the form that shows what an application holds."""
    form = new_form(
        Procedure(application.procedure), application.municipality, base=base_of(application), formdata=None
    )
    form.show(application.profile, application.visibility or {}, application.declarations, **_more(application))
    return form


def _more(application: Application) -> dict[str, Any]:
    if application.procedure != Procedure.CHANGE:
        return {}
    return {"changed_on": application.changed_on, "reason": application.reason}


def base_of(application: Application) -> Profile | None:
    """Return the entry that a change starts from, or None for every other procedure."""
    return base_record(application).profile if application.procedure == Procedure.CHANGE else None


def judged(application: Application) -> EntryForm:
    """Return the form of what is stored after judging it as if it had just been sent."""
    base, sent = base_of(application), as_sent(application.profile)
    for key in (item.key for item in office.open_items() if item.choosable):
        sent[f"visibility_{key}"] = application.audience_of(key).value
    for code in application.declarations:
        sent[f"declare_{code}"] = "y"
    sent["submission_token"] = "-" * 24
    form = new_form(
        Procedure(application.procedure), application.municipality, base=base, formdata=sent, meta={"csrf": False}
    )
    form.validate()
    form.forgive(untouched(form, base))
    form.require_attachments(_needed(application.procedure), [one.kind for one in application.attachments])
    return form


def untouched(form: EntryForm, base: Profile | None) -> frozenset[str]:
    """Return the items that say what the entry said before, however each of them is spelt."""
    return frozenset() if base is None else form.untouched(base)


def _needed(procedure: str) -> tuple[str, ...]:
    """Return the kinds of document that the office asks for; a change needs none."""
    return office.current().required_attachments if procedure == Procedure.JOIN else ()


def look_up(form: EntryForm) -> bool:
    """Answer the look-up button for browsers without scripts; False when it was not pressed.

    An empty address is filled in where the code stands for one place.
    """
    field = next((form[item.key] for item in form.items if item.kind is ItemKind.POSTAL_CODE), None)
    if field is None or not field.is_lookup:
        return False
    places = lookup_postal_code(field.data or "")
    field.found = [place.address for place in places]
    if len(places) == 1 and not (form["address"].data or "").strip():
        form["address"].data = places[0].address
        codes = {code for code, _name in form["municipality"].choices}
        if not form["municipality"].data and places[0].municipality_code in codes:
            form["municipality"].data = places[0].municipality_code
    return True


def is_complete(form: EntryForm, entering: Entering, kept: list[tuple[AttachmentKind, CheckedFile]]) -> bool:
    """Judge a form that is to be sent: every rule, the place of the office, the documents."""
    form.validate()
    form.forgive(untouched(form, entering.base))
    present = [kind.value for kind, _file in kept]
    if entering.application is not None:
        present += [one.kind for one in entering.application.attachments]
    form.require_attachments(_needed(entering.procedure), present)
    form.require_place(office.current().prefecture)
    return not form.errors


def contents_of(form: EntryForm, base: Profile | None = None) -> Contents:
    """Return what was typed as plain values; what was not touched keeps the spelling it has in ``base``.

    A draft whose address does not tell yet where outside the prefecture it lies keeps the place of ``base``.
    """
    profile = form.profile() | {key: (base or {})[key] for key in untouched(form, base)}
    if form["municipality"].data == OUTSIDE:
        profile["municipality"] = form.place(office.current().prefecture) or (base or {}).get("municipality", "")
    contents = Contents(profile=profile, visibility=form.audiences(), declarations=form.ticked())
    if "changed_on" not in form:
        return contents
    changed_on = form["changed_on"].data
    return replace(
        contents, changed_on=changed_on if isinstance(changed_on, date) else None, reason=form["reason"].data or ""
    )


def keep(
    form: EntryForm, entering: Entering, kept: list[tuple[AttachmentKind, CheckedFile]], *, is_reminded: bool = False
) -> Application:
    """Store what was typed, and the documents, in a draft: the one at hand or a new one.

    A document beyond the limits becomes an error of the form; what was typed is stored.
    """
    contents, by = contents_of(form, entering.base), entering.by
    url = url_for("applications.edit", key=entering.secret) if is_reminded else ""
    if entering.application is None:
        application = start_once(
            entering.procedure, contents, by=by, secret=entering.secret, member_id=entering.member_id, resume_url=url
        )
    else:
        application = save(entering.application, contents=contents, by=by, resume_url=url)
    holder = by.for_application(application.id)
    for kind, file in kept:
        try:
            attaching.attach(application, kind=kind, file=file, by=holder)
        except DomainError as refusal:
            form.add_error(f"attach_{kind.value}", refusal.message)
    return application
