"""Loading the sample platform through the application's own operations."""

import tomllib
from datetime import timedelta
from pathlib import Path
from typing import Any

from platform_app import dates
from platform_app.accounts.operations.inviting import Newcomer, new_user
from platform_app.accounts.passwords import hash_of
from platform_app.accounts.queries import has_staff, user_by_email
from platform_app.actor import Actor, system
from platform_app.errors import DomainError
from platform_app.extensions import db
from platform_app.imports.loading import load_file
from platform_app.members.queries import member_by_number
from platform_app.office.models import OfficeSetting
from platform_app.office.operations import seed_catalogues, store_settings
from platform_app.office.queries import is_sample
from platform_app.operation import operation
from platform_app.sample.applications import load_applications
from platform_app.sample.discussions import load_discussions
from platform_app.sample.event_reports import load_reports
from platform_app.sample.events import load_events
from platform_app.sample.groups import load_groups
from platform_app.sample.partners import load_partners
from platform_app.sample.worksheets import load_worksheets
from platform_app.vocabulary.actions import Action
from platform_app.wording import sample_accounts

FOLDER = Path(__file__).parent
REGISTER = FOLDER / "member-roster-legacy.xlsx"
#: The day on which the sample's register was taken over.
TAKEN_OVER_AFTER = timedelta(days=30)


class NotEmpty(DomainError):
    """The sample goes only into an empty instance: it must never mix with real data."""

    code = "not_empty"


def read(name: str) -> dict[str, Any]:
    """Read one file of the sample."""
    return tomllib.loads((FOLDER / f"{name}.toml").read_text("utf-8"))


def load() -> None:
    """Load office, accounts, register, applications and events. Raises NotEmpty when anybody works here already."""
    if has_staff():
        raise NotEmpty
    with dates.frozen(dates.now() - TAKEN_OVER_AFTER):
        prepare(None, by=system())
        load_file(REGISTER.read_bytes(), REGISTER.name, by=system())
        add_people(None, by=system())
    officer, second, decider = (_actor(email) for email in _addresses("officer", "officer", "decider"))
    load_applications(read("applications"), officer=officer, second=second, decider=decider)
    load_events({**read("events"), **read("events_coming"), **read("event_names")}, officer=officer)
    load_groups(officer=officer)
    load_discussions(read("discussions"), read("events"), officer=officer)
    load_worksheets(read("worksheets"))
    load_partners(read("partners"), officer=officer)
    load_reports(read("event_reports"), read("events"), officer=officer, second=second, decider=decider)


@operation(Action.LOAD_SAMPLE)
def prepare(sample: None, *, by: Actor) -> None:
    """Set the office and its catalogues, and mark the instance as a sample."""
    del sample, by
    values = read("office")
    store_settings({key: value.strip() if isinstance(value, str) else value for key, value in values.items()})
    seed_catalogues()
    db.session.add(OfficeSetting(key="is_sample", value=True))


@operation(Action.LOAD_SAMPLE_PEOPLE)
def add_people(sample: None, *, by: Actor) -> None:
    """Add the sample's accounts, all with the password that the server prints."""
    del sample, by
    people = read("people")
    # All have the one password that is printed; hashing it is slow on purpose, so once is enough.
    hashed = hash_of(people["password"], email="")
    for person in (*people["staff"], *people["members"]):
        member = member_by_number(person["number"]) if "number" in person else None
        user = new_user(
            Newcomer(
                person["name"], person["email"], person["roles"], member.id if member else None, person.get("post", "")
            )
        )
        user.password_hash = hashed


def _addresses(*roles: str) -> list[str]:
    """Return one person's address for each role asked for, nobody twice."""
    found: list[str] = []
    for role in roles:
        found.append(
            next(
                person["email"]
                for person in read("people")["staff"]
                if role in person["roles"] and person["email"] not in found
            )
        )
    return found


def _actor(email: str) -> Actor:
    user = user_by_email(email)
    if user is None:
        raise LookupError(email)
    return user.actor()


def sample_words() -> list[str]:
    """Return the lines that tell who can sign in to the sample; nothing in a real instance."""
    if not is_sample():
        return []
    people = read("people")
    return sample_accounts(
        people["password"], [(p["email"], p["roles"]) for p in (*people["staff"], *people["members"])]
    )
