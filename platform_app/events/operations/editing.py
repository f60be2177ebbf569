"""Changing what a registration says, not who takes part or where it stands."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from platform_app import folding
from platform_app.actor import Actor
from platform_app.events import letters
from platform_app.events import registration_queries as queries
from platform_app.events.errors import RegistrationSettled
from platform_app.events.models import Event
from platform_app.events.operations.registering import own
from platform_app.events.operations.sheets import put_needs
from platform_app.events.registration_models import Participant, Registration
from platform_app.operation import operation
from platform_app.vocabulary.actions import Action


@dataclass(frozen=True)
class Contact:
    """Whom the office reaches, and what they ask; None leaves the organisation, its kind or place as it is."""

    contact_name: str
    phone: str
    email: str
    question: str = ""
    organisation: str | None = None
    organisation_kind: str | None = None
    municipality: str | None = None


@dataclass(frozen=True)
class Details:
    """What may change about one participant; None leaves it as it is."""

    department: str
    title: str
    is_listed: bool
    is_photographed: bool
    name: str | None = None
    kana: str | None = None
    needs: Sequence[str] | None = None
    need_detail: str = ""


@operation(Action.EDIT_REGISTRATION)
def edit(
    event: Event, *, registration_id: int, contact: Contact, people: Mapping[int, Details], by: Actor
) -> Registration:
    """Write the contact and the details of participants. Raises RegistrationSettled for one that has ended."""
    registration = own(event, registration_id, by)
    if not queries.is_live(registration):
        raise RegistrationSettled
    registration.contact_name, registration.question = contact.contact_name, contact.question
    registration.phone, registration.phone_key = contact.phone, folding.digits_of(contact.phone)
    registration.email = contact.email
    if contact.organisation is not None:
        registration.organisation = contact.organisation
        registration.organisation_key = folding.name_key(contact.organisation)
    for name in ("organisation_kind", "municipality"):
        if getattr(contact, name) is not None:
            setattr(registration, name, getattr(contact, name))
    for person in registration.participants:
        if person.is_active and person.id in people:
            _change(person, people[person.id])
    letters.changed(registration)
    return registration


def _change(person: Participant, details: Details) -> None:
    """Write the details of one participant."""
    person.department, person.title = details.department, details.title
    person.is_listed, person.is_photographed = details.is_listed, details.is_photographed
    if details.name is not None:
        person.name = details.name
    if details.kana is not None:
        person.kana = details.kana
    key = folding.search_key(person.kana or person.name)
    if key != person.kana_key:  # The person stays; a key of its own keeps clear of whoever bears the old name.
        person.kana_key, person.person_key = key, f"{key}|{person.registration.number}|{person.id}"
    if details.needs is not None:
        put_needs(person, details.needs, details.need_detail)
