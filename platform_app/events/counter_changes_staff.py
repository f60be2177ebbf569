"""What the office does about one registration: change, substitute, cancel, answer, admit, settle."""

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from forms.base import PlatformForm
from forms.counter import CounterChangeForm, CounterSubstituteForm
from forms.registrations import ConfirmForm, ReduceForm
from platform_app.access import OFFICE, actor, allow
from platform_app.errors import DomainError
from platform_app.events import counter_words
from platform_app.events.counter_forms import active, conflict_form
from platform_app.events.counter_staff import bp, found_one, shown
from platform_app.events.errors import AlreadyRegistered
from platform_app.events.operations import choosing, editing, registering
from platform_app.events.operations.editing import Contact
from platform_app.events.operations.sheets import Person
from platform_app.events.registration_models import Registration
from platform_app.office.queries import current as office


def _done(
    registration: Registration, act: Callable[[], Any], form: PlatformForm | None = None, name: str = ""
) -> ResponseReturnValue:
    """Do it, and show the registration with the new sentence; a refusal keeps what was typed."""
    event_id, registration_id = registration.event_id, registration.id
    form = form or ConfirmForm()
    if not form.validate_on_submit():
        return shown(registration, 422, **({name: form} if name else {}))
    try:
        act()
    except DomainError as refusal:
        is_twin = isinstance(refusal, AlreadyRegistered) and "is_confirmed" in form
        form.add_error("is_confirmed" if is_twin else None, counter_words.TWINS if is_twin else refusal.message)
        return shown(found_one(event_id, registration_id), refusal.status, **{name or "button": form})
    return redirect(url_for(".one", event_id=event_id, registration_id=registration_id, done=1))


@bp.post("/<int:registration_id>/edit")
@allow(OFFICE, keeps_input=True)
def edit(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Change the contact."""
    registration = found_one(event_id, registration_id)
    form = CounterChangeForm()
    form.place.prefecture = office().prefecture

    def act() -> None:
        values = {key: value for key, value in form.values().items() if key != "place"}
        contact = Contact(**values, municipality=form.place.code, question=registration.question)
        editing.edit(registration.event, registration_id=registration_id, contact=contact, people={}, by=actor())

    return _done(registration, act, form, "change")


@bp.post("/<int:registration_id>/substitute")
@allow(OFFICE, keeps_input=True)
def substitute(event_id: int, registration_id: int) -> ResponseReturnValue:
    """代理出席: the place stays."""
    registration = found_one(event_id, registration_id)
    form = CounterSubstituteForm()
    form.offer([(str(one.id), one.name) for one in active(registration)])

    def act() -> None:
        registering.substitute(
            registration.event, registration_id=registration_id, participant_id=int(form.participant.data),
            person=Person(form.name.data, form.kana.data), is_confirmed=bool(form.is_confirmed.data), by=actor(),
        )  # fmt: skip

    return _done(registration, act, form, "substitution")


@bp.post("/<int:registration_id>/reduce")
@allow(OFFICE, keeps_input=True)
def reduce(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Take some people out."""
    registration = found_one(event_id, registration_id)
    form = ReduceForm()
    form.offer([(str(one.id), one.name) for one in active(registration)])

    def act() -> None:
        leaving = [int(key) for key in form.leaving.data]
        registering.reduce(registration.event, registration_id=registration_id, participant_ids=leaving, by=actor())

    return _done(registration, act, form, "fewer")


@bp.post("/<int:registration_id>/cancel")
@allow(OFFICE, keeps_input=True)
def cancel(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Cancel."""
    registration = found_one(event_id, registration_id)
    return _done(
        registration, lambda: registering.cancel(registration.event, registration_id=registration_id, by=actor())
    )


@bp.post("/<int:registration_id>/answer")
@allow(OFFICE, keeps_input=True)
def answer(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Write down the answer to an offer, given on the telephone."""
    registration = found_one(event_id, registration_id)
    verb = registering.accept_offer if request.form.get("answer") == "accept" else registering.decline_offer
    return _done(registration, lambda: verb(registration.event, registration_id=registration_id, by=actor()))


@bp.post("/<int:registration_id>/decide")
@allow(OFFICE, keeps_input=True)
def decide(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Admit or refuse."""
    registration = found_one(event_id, registration_id)
    verb = choosing.admit if request.form.get("decision") == "admit" else choosing.refuse
    return _done(registration, lambda: verb(registration.event, registration_id=registration_id, by=actor()))


@bp.post("/<int:registration_id>/settle")
@allow(OFFICE, keeps_input=True)
def settle(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Settle who came first."""
    registration = found_one(event_id, registration_id)
    # Settled meanwhile: there is nobody left to choose from, and the act itself says so.
    form = conflict_form(registration) if registration.has_conflict else None

    def act() -> None:
        displaced = [int(key) for key in form.displaced.data] if form else []
        choosing.settle_conflict(
            registration.event, registration_id=registration_id, displaced_ids=displaced, by=actor()
        )

    return _done(registration, act, form, "conflict" if form else "")
