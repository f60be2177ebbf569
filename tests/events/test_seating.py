"""Places are exact: given in order, freed at once, never more than there are."""

from datetime import timedelta

import pytest
from flask import Flask

from platform_app.actor import system, visitor
from platform_app.dates import now
from platform_app.events.errors import AlreadyRegistered, OrganisationLimitReached, RegistrationClosed
from platform_app.events.operations import registering, seating
from platform_app.events.registration_models import LedgerEntry, Registration
from platform_app.extensions import db
from platform_app.vocabulary.accounts import Role
from platform_app.vocabulary.applications import Channel
from platform_app.vocabulary.events import Attending, PartyPolicy, SeatPool
from tests import factories
from tests.events.builders import event, registered, sheet


def _statuses(*rows: Registration) -> list[str]:
    found = [db.session.get_one(Registration, row.id).status for row in rows]
    db.session.rollback()
    return found


def _cancel(row: Registration) -> None:
    registering.cancel(row.event, registration_id=row.id, by=visitor().for_registration(row.id))


def test_the_last_place_is_given_once_and_the_next_one_waits(app: Flask) -> None:
    it = event(capacity=1)

    first, second = registered(it), registered(it)

    assert _statuses(first, second) == ["confirmed", "waiting"]
    assert seating.position(second) == 1


def test_a_cancellation_moves_the_first_of_the_queue_up_and_nobody_else(app: Flask) -> None:
    it = event(capacity=1)
    rows = [registered(it) for _ in range(4)]

    _cancel(rows[0])

    assert _statuses(*rows) == ["cancelled", "confirmed", "waiting", "waiting"]


def test_a_newcomer_never_overtakes_the_queue(app: Flask) -> None:
    it = event(capacity=2)
    rows = [registered(it, 1), registered(it, 2), registered(it, 1)]

    assert _statuses(*rows) == ["confirmed", "waiting", "waiting"]


@pytest.mark.parametrize(
    ("policy", "expected"),
    [
        (PartyPolicy.WAIT, ["cancelled", "confirmed", "waiting", "waiting"]),
        (PartyPolicy.SKIP, ["cancelled", "confirmed", "waiting", "confirmed"]),
    ],
)
def test_a_party_larger_than_the_gap_follows_the_stated_policy(
    app: Flask, policy: PartyPolicy, expected: list[str]
) -> None:
    it = event(capacity=2, party_policy=policy.value)
    rows = [registered(it, 1), registered(it, 1), registered(it, 2), registered(it, 1)]

    _cancel(rows[0])

    assert _statuses(*rows) == expected
    reasons = [line.reason for line in db.session.query(LedgerEntry).filter_by(registration_id=rows[2].id)]
    assert "party_too_large" in reasons


def test_order_is_arrival_and_an_earlier_fax_raises_a_conflict_for_the_office(app: Flask) -> None:
    it = event(capacity=1)
    web, waiting = registered(it), registered(it)

    officer = factories.actor(Role.OFFICER)
    fax = registering.register(it, sheet=sheet(channel=Channel.FAX, arrived_at=now() - timedelta(hours=3)), by=officer)

    assert _statuses(web, waiting, fax) == ["confirmed", "waiting", "waiting"]
    assert db.session.get_one(Registration, fax.id).has_conflict
    _cancel(web)
    assert _statuses(fax, waiting) == ["confirmed", "waiting"]


def test_nobody_moves_up_after_the_freeze(app: Flask) -> None:
    it = event(capacity=1, freeze_at=now() - timedelta(minutes=1))
    first, second = registered(it), registered(it)

    _cancel(first)

    assert _statuses(second) == ["waiting"]
    assert "frozen" in {line.reason for line in db.session.query(LedgerEntry)}


def test_an_offer_can_be_accepted_declined_and_runs_out(app: Flask) -> None:
    it = event(capacity=1, offer_hours=24)
    rows = [registered(it) for _ in range(3)]
    _cancel(rows[0])
    assert _statuses(rows[1]) == ["offered"]

    registering.decline_offer(it, registration_id=rows[1].id, by=visitor().for_registration(rows[1].id))
    assert _statuses(*rows[1:]) == ["declined", "offered"]

    registering.accept_offer(it, registration_id=rows[2].id, by=visitor().for_registration(rows[2].id))
    assert _statuses(rows[2]) == ["confirmed"]
    assert registering.expire_offers(it, by=system()) == []


def test_members_and_the_public_have_their_own_places_and_share_the_general_ones(app: Flask) -> None:
    it = event(
        pools={
            (Attending.VENUE, SeatPool.MEMBERS): 1,
            (Attending.VENUE, SeatPool.PUBLIC): 1,
            (Attending.VENUE, SeatPool.GENERAL): 1,
        }
    )
    public = [registered(it) for _ in range(3)]
    member = [registered(it, seat_class=SeatPool.MEMBERS) for _ in range(2)]

    assert _statuses(*public) == ["confirmed", "confirmed", "waiting"]
    assert _statuses(*member) == ["confirmed", "waiting"]


def test_one_organisation_sends_no_more_than_its_limit(app: Flask) -> None:
    it = event(capacity=10, per_organisation=2)
    registered(it, 2, organisation="NPO法人つながり")

    with pytest.raises(OrganisationLimitReached):
        registered(it, 1, organisation="特定非営利活動法人つながり")


def test_the_same_person_is_registered_once(app: Flask) -> None:
    it = event(capacity=10)
    again = sheet(organisation="見本会")
    registering.register(it, sheet=again, by=visitor())

    with pytest.raises(AlreadyRegistered):
        registering.register(it, sheet=sheet(organisation="見本会", people=again.people), by=visitor())


def test_a_sheet_sent_twice_is_one_registration(app: Flask) -> None:
    it = event(capacity=10)
    once = sheet()

    first = registering.register(it, sheet=once, by=visitor())
    second = registering.register(it, sheet=once, by=visitor())

    assert first.id == second.id


def test_registration_keeps_its_hours(app: Flask) -> None:
    with pytest.raises(RegistrationClosed):
        registered(event(closes_at=now() - timedelta(minutes=1)))
    with pytest.raises(RegistrationClosed):
        registered(event(opens_at=now() + timedelta(minutes=1)))
