"""Counts that are remembered are those that would be counted now, whatever has happened."""

from flask import Flask

from platform_app.actor import visitor
from platform_app.dates import now
from platform_app.events import tallies
from platform_app.events.models import Event
from platform_app.events.operations import attending, registering
from platform_app.events.operations.registering import Person
from platform_app.events.registration_models import Registration
from platform_app.extensions import db, writer
from platform_app.vocabulary.accounts import Role
from tests import factories
from tests.events.builders import event, registered, sheet


def test_every_act_is_counted(app: Flask) -> None:
    it = event(9, reception_at=now())
    officer = factories.actor(Role.OFFICER)
    first, second, waits = registered(it, 2), registered(it, 1), registered(it, 1)
    for act in (
        lambda: registering.reduce(it, registration_id=first.id, participant_ids=_ids(first)[:1], by=officer),
        lambda: registering.substitute(
            it, registration_id=second.id, participant_id=_ids(second)[0], person=Person("代理", "ダイリ"), by=officer
        ),
        lambda: registering.cancel(it, registration_id=waits.id, by=officer),
        lambda: registered(it, 4),
        lambda: attending.walk_in(it, sheet=sheet(1), by=officer),
        lambda: registering.cancel(it, registration_id=first.id, by=officer),
    ):
        tallies.tally(it.id)
        act()
        remembered = tallies.tally(it.id)
        tallies.forget_tallies()
        assert remembered == tallies.tally(it.id)


def _ids(one: Registration) -> list[int]:
    return [person.id for person in one.participants if person.is_active]


def test_what_came_to_nothing_is_not_remembered(app: Flask) -> None:
    it = event(3)
    registered(it, 1)
    with writer():
        other = db.session.get_one(Event, it.id)
        registering.register.__wrapped__(other, sheet=sheet(2), by=visitor())  # type: ignore[attr-defined]
        db.session.flush()
        seen = tallies.tally(it.id)
        db.session.rollback()
    assert sum(part.number for part in seen.people) == 3

    registered(it, 1)
    assert sum(part.number for part in tallies.tally(it.id).people) == 2
