"""The counter: somebody is on the telephone, and the keyboard is enough."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from forms.counter import CounterForm, CounterSearchForm
from platform_app import folding
from platform_app.access import OFFICE, actor, allow
from platform_app.errors import DomainError
from platform_app.events import counter_words
from platform_app.events import registration_queries as queries
from platform_app.events.counter_forms import forms_of
from platform_app.events.errors import AlreadyRegistered
from platform_app.events.models import Event
from platform_app.events.operations import registering
from platform_app.events.operations.sheets import Person, Sheet
from platform_app.events.registration_models import Registration
from platform_app.events.registration_views import ways
from platform_app.events.registration_words import TONES
from platform_app.office.queries import current as office
from platform_app.operation import disclose
from platform_app.paging import Page
from platform_app.places.naming import full_place_label
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import Accommodation, Attending, RegistrationStatus, SeatPool, Selection
from platform_app.vocabulary.organisations import OrganisationKind

bp = Blueprint("counter", __name__, url_prefix="/staff/events/<int:event_id>/counter")

#: Registrations that one search shows; whoever finds more types another letter.
MOST_FOUND = 20


@bp.context_processor
def labels() -> dict[str, Any]:
    """Give the templates the words for codes."""
    return {
        "status_text": RegistrationStatus.label_of,
        "attending_text": Attending.label_of,
        "need_text": Accommodation.label_of,
        "class_text": SeatPool.label_of,
        "kind_text": OrganisationKind.label_of,
        "place_text": full_place_label,
        "tones": TONES,
    }


@bp.get("")
@allow(OFFICE)
def show(event_id: int) -> ResponseReturnValue:
    """Find a caller, see what is left, or type a new registration."""
    event = queries.event(event_id, viewer=actor())
    search = CounterSearchForm()
    form = CounterForm(formdata=None)
    form.offer(ways(event), office().prefecture)
    found = _found(event, str(search.q.data or ""))
    return _page(event, form, search=search, found=found)


def _found(event: Event, words: str) -> list[Registration] | None:
    """Return who fits the words; None while nothing was asked."""
    if not words.strip():
        return None
    disclose(Action.VIEW, event, by=actor(), what={"scope": "counter search"})
    return list(queries.page_of(event.id, queries.Search(words=words), Page(MOST_FOUND, size=MOST_FOUND)))


def _page(event: Event, form: CounterForm, status: int = 200, **more: Any) -> ResponseReturnValue:
    shown = {"search": CounterSearchForm(formdata=None), "found": None, "twins": (), **more}
    left = queries.outlook(event)
    return render_template("events_counter/show.html", event=event, form=form, outlook=left, **shown), status


@bp.post("")
@allow(OFFICE, keeps_input=True)
def enter(event_id: int) -> ResponseReturnValue:
    """Register whoever called or wrote."""
    event = queries.event(event_id, viewer=actor())
    form = CounterForm()
    form.offer(ways(event), office().prefecture)
    if not form.validate_on_submit():
        return _page(event, form, 422)
    try:
        made = registering.register(event, sheet=_sheet(form), by=actor())
    except AlreadyRegistered as refusal:
        form.add_error("is_confirmed", counter_words.TWINS)
        return _page(event, form, refusal.status, twins=_twins(event, form))
    except DomainError as refusal:
        form.add_error(None, refusal.message)
        return _page(event, form, refusal.status)
    return redirect(url_for(".one", event_id=event_id, registration_id=made.id))


def _sheet(form: CounterForm) -> Sheet:
    """Return what was typed as a sheet."""
    return Sheet(
        people=[Person(**person) for person in form.persons()],
        attending=form.attending.data,
        seat_class=form.seat_class.data,
        organisation=form.organisation.data,
        organisation_kind=form.organisation_kind.data or "",
        municipality=form.place.code,
        contact_name=form.name.data,
        email=form.email.data,
        phone=form.phone.data,
        memo=form.memo.data,
        channel=Channel(form.channel.data),
        arrived_at=form.arrived_at(),
        is_confirmed=bool(form.is_confirmed.data),
        submission_token=form.submission_token.data or "",
    )


def _twins(event: Event, form: CounterForm) -> list[Registration]:
    """Return the registrations that may be of the same people, whichever way they came."""
    keys = [folding.search_key(person["kana"] or person["name"]) for person in form.persons()]
    sheet = Registration(
        phone_key=folding.digits_of(form.phone.data), organisation_key=folding.name_key(form.organisation.data)
    )
    same = {one.registration_id for one in queries.of_reading(event.id, keys) if queries.is_twin(one, sheet)}
    return list(queries.numbered_ids(sorted(same)))


@bp.get("/<int:registration_id>")
@allow(OFFICE)
def one(event_id: int, registration_id: int) -> ResponseReturnValue:
    """Show one registration with the sentence to read back, and all that can be done about it."""
    registration = found_one(event_id, registration_id)
    disclose(Action.VIEW, registration, by=actor())
    return shown(found_one(event_id, registration_id))


def found_one(event_id: int, registration_id: int) -> Registration:
    """Return a registration of an event."""
    return queries.registration_of(event_id, registration_id, viewer=actor())


def _undecided(registration: Registration) -> tuple[Registration | None, int]:
    """Return the earliest of the others that wait for a decision of the office, and how many they are."""
    if registration.event.selection != Selection.APPROVAL:
        return None, 0
    pending = queries.Search(status=RegistrationStatus.PENDING.value)
    rows = queries.page_of(registration.event_id, pending, Page(2, size=2))
    others = queries.count(registration.event_id, pending) - (registration.status == RegistrationStatus.PENDING)
    return next((one for one in rows if one.id != registration.id), None), others


def shown(registration: Registration, status: int = 200, **forms: Any) -> ResponseReturnValue:
    """Render the page of one registration; ``forms`` are those that were refused, by name."""
    return render_template(
        "events_counter/one.html",
        registration=registration,
        event=registration.event,
        sentence=counter_words.read_back(registration),
        needs=queries.needs_of([registration]),
        ledger=queries.ledger(registration.event_id, Page(20, size=20), registration.id),
        is_live=queries.is_live(registration),
        ledger_line=counter_words.ledger_line,
        is_changed=request.args.get("done") == "1",
        undecided=_undecided(registration),
        **(forms_of(registration) | forms),
    ), status
