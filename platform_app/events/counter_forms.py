"""The small forms on the page of one registration, each with what is known."""

from typing import Any

from forms.counter import ConflictForm, CounterChangeForm, CounterSubstituteForm
from forms.registrations import ConfirmForm, ReduceForm
from platform_app.dates import wareki_datetime
from platform_app.events import registration_queries as queries
from platform_app.events.registration_models import Participant, Registration
from platform_app.places.naming import full_place_label

_NAMES = ("organisation", "organisation_kind", "contact_name", "phone", "email")


def active(registration: Registration) -> list[Participant]:
    """Return the people who take part."""
    return [person for person in registration.participants if person.is_active]


def forms_of(registration: Registration) -> dict[str, Any]:
    """Return the forms of the page of one registration, each with what is known."""
    people = [(str(one.id), one.name) for one in active(registration)]
    known = {name: getattr(registration, name) for name in _NAMES}
    known["place"] = full_place_label(registration.municipality) if registration.municipality else ""
    change = CounterChangeForm(formdata=None, data=known)
    substitution, fewer = CounterSubstituteForm(formdata=None), ReduceForm(formdata=None)
    substitution.offer(people)
    fewer.offer(people)
    return {
        "change": change,
        "substitution": substitution,
        "fewer": fewer,
        "button": ConfirmForm(formdata=None),
        "conflict": conflict_form(registration, formdata=None) if registration.has_conflict else None,
    }


def conflict_form(registration: Registration, **options: Any) -> ConflictForm:
    """Return the form that names who arrived later and holds a place."""
    form = ConflictForm(**options)
    form.offer((str(one.id), _rival(one)) for one in queries.rivals_of(registration))
    return form


def _rival(one: Registration) -> str:
    """Return who holds a place, and what the choice between them depends on: since when, and for how many."""
    who = f"{one.number} {one.contact_name} {one.organisation}".strip()
    return f"{who}（{wareki_datetime(one.arrived_at)}到達、{len(active(one))}人）"
