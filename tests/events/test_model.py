"""Random acts on one event against a plain model of seats: who holds, who waits, in which order."""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from platform_app import dates
from platform_app.actor import Actor, system, visitor
from platform_app.events.models import Event, Pool
from platform_app.events.operations import capacity, registering, seating
from platform_app.events.operations.planning import PoolPlan
from platform_app.events.registration_models import LedgerEntry, Participant, Registration
from platform_app.extensions import db
from platform_app.vocabulary.events import Attending, PartyPolicy, SeatPool
from tests import factories
from tests.events import builders

VENUE = Attending.VENUE.value
HOLDING = ("confirmed", "offered")
#: The pools that a class may use, the own one first.
OPEN = {SeatPool.MEMBERS: ("members", "general"), SeatPool.PUBLIC: ("public", "general")}


@dataclass
class Entry:
    """One registration as the model knows it."""

    size: int
    seat_class: str
    status: str
    pool: str = ""
    expires: datetime | None = None


class Reference:
    """Seats by the rules in plain words; slow, without a database, written apart from the real thing."""

    def __init__(self, pools: dict[str, int], policy: str, offer_hours: int) -> None:
        self.pools, self.policy, self.offer_hours = pools, policy, offer_hours
        self.released: set[str] = set()
        self.entries: dict[int, Entry] = {}

    def free(self, pool: str) -> int:
        held = sum(e.size for e in self.entries.values() if e.pool == pool and e.status in HOLDING)
        return max(self.pools[pool] - held, 0)

    def reachable(self, seat_class: str) -> list[str]:
        """Own pool, then those that are for everybody, in the order of the event."""
        own = [p for p in self.pools if p == seat_class and p not in self.released]
        return own + [p for p in self.pools if p == "general" or p in self.released]

    def queue(self, pool: str) -> list[Entry]:
        return [e for e in self.entries.values() if e.status == "waiting" and pool in self.reachable(e.seat_class)]

    def register(self, key: int, size: int, seat_class: str) -> None:
        entry = self.entries[key] = Entry(size, seat_class, "waiting")
        for pool in self.reachable(seat_class):
            others = [e for e in self.queue(pool) if e is not entry]
            if not others and size <= self.free(pool):
                entry.status, entry.pool = "confirmed", pool
                return

    def promote(self, at: datetime, start: datetime) -> None:
        if at >= start:
            return
        for pool in self.pools:
            for entry in self.queue(pool):
                left = self.free(pool)
                if left == 0:
                    break
                if entry.size > left:
                    if self.policy == "wait":
                        break
                    continue
                entry.pool = pool
                entry.status = "offered" if self.offer_hours else "confirmed"
                entry.expires = min(at + timedelta(hours=self.offer_hours), start) if self.offer_hours else None

    def end(self, key: int, status: str) -> None:
        entry = self.entries[key]
        entry.status, entry.pool, entry.expires = status, "", None


class Seats(RuleBasedStateMachine):
    """The acts; after each, database and model agree on every registration."""

    @initialize(
        general=st.integers(0, 4), members=st.integers(0, 3), public=st.integers(0, 2),
        policy=st.sampled_from(list(PartyPolicy)), offer_hours=st.sampled_from([0, 0, 5]),
    )  # fmt: skip
    def plan(self, general: int, members: int, public: int, policy: PartyPolicy, offer_hours: int) -> None:
        self.at = datetime(2026, 4, 1, 0, tzinfo=UTC)
        dates.set_clock(lambda: self.at)
        pools = {"members": members, "public": public, "general": general}
        row = builders.event(
            pools={(VENUE, name): places for name, places in pools.items()}, party_policy=policy.value,
            offer_hours=offer_hours, starts_at=self.at + timedelta(hours=48), ends_at=self.at + timedelta(hours=50),
        )  # fmt: skip
        self.event_id, self.start = row.id, row.starts_at
        self.model = Reference(pools, policy.value, offer_hours)

    @property
    def event(self) -> Event:
        return db.session.get_one(Event, self.event_id)

    def live(self, *statuses: str) -> list[int]:
        return [key for key, entry in self.model.entries.items() if entry.status in statuses]

    @rule(size=st.integers(1, 3), seat_class=st.sampled_from([SeatPool.MEMBERS, SeatPool.PUBLIC]))
    def register(self, size: int, seat_class: SeatPool) -> None:
        self.at += timedelta(seconds=1)
        if self.at < self.start:
            made = registering.register(self.event, sheet=builders.sheet(size, seat_class=seat_class), by=visitor())
            self.model.register(made.id, size, seat_class.value)

    @precondition(lambda self: self.live("confirmed", "waiting", "offered"))
    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.live("confirmed", "waiting", "offered")))
        registering.cancel(self.event, registration_id=key, by=system_staff())
        self.model.end(key, "cancelled")
        self.model.promote(self.at, self.start)

    @precondition(
        lambda self: any(e.size > 1 and e.status in (*HOLDING, "waiting") for e in self.model.entries.values())
    )
    @rule(data=st.data())
    def reduce(self, data: st.DataObject) -> None:
        keys = [k for k in self.live(*HOLDING, "waiting") if self.model.entries[k].size > 1]
        key = data.draw(st.sampled_from(keys))
        leaving = [p.id for p in people(key)][:1]
        registering.reduce(self.event, registration_id=key, participant_ids=leaving, by=system_staff())
        self.model.entries[key].size -= 1
        self.model.promote(self.at, self.start)

    @precondition(lambda self: self.live(*HOLDING, "waiting"))
    @rule(data=st.data())
    def substitute(self, data: st.DataObject) -> None:
        key = data.draw(st.sampled_from(self.live(*HOLDING, "waiting")))
        person = people(key)[0]
        registering.substitute(
            self.event, registration_id=key, participant_id=person.id, person=builders.person(), by=system_staff()
        )

    @precondition(lambda self: self.live("offered"))
    @rule(data=st.data(), accepts=st.booleans())
    def answer(self, data: st.DataObject, accepts: bool) -> None:
        key = data.draw(st.sampled_from(self.live("offered")))
        entry = self.model.entries[key]
        if accepts and entry.expires and self.at < entry.expires:
            registering.accept_offer(self.event, registration_id=key, by=system_staff())
            entry.status, entry.expires = "confirmed", None
        elif not accepts:
            registering.decline_offer(self.event, registration_id=key, by=system_staff())
            self.model.end(key, "declined")
            self.model.promote(self.at, self.start)

    @rule(hours=st.integers(1, 9))
    def time_passes(self, hours: int) -> None:
        self.at += timedelta(hours=hours)
        registering.expire_offers(self.event, by=system())
        overdue = [k for k in self.live("offered") if (self.model.entries[k].expires or self.start) <= self.at]
        for key in overdue:
            self.model.end(key, "expired")
        if overdue:
            self.model.promote(self.at, self.start)

    @rule(pool=st.sampled_from(["members", "public", "general"]), places=st.integers(0, 6))
    def change_capacity(self, pool: str, places: int) -> None:
        if self.model.pools[pool] == places:
            return
        self.model.pools[pool] = places
        plans = [PoolPlan(VENUE, name, n) for name, n in self.model.pools.items()]
        capacity.change_capacity(self.event, plans=plans, is_confirmed=True, by=system())
        self.model.promote(self.at, self.start)

    @rule(pool=st.sampled_from(["members", "public"]))
    def release(self, pool: str) -> None:
        if pool in self.model.released:
            return
        row = db.session.query(Pool).filter_by(event_id=self.event_id, kept_for=pool).one()
        capacity.release_pool(self.event, pool_id=row.id, by=system())
        unused = self.model.free(pool)
        self.model.pools[pool] -= unused
        self.model.pools["general"] += unused
        self.model.released.add(pool)
        self.model.promote(self.at, self.start)

    @invariant()
    def database_and_model_agree(self) -> None:
        if not hasattr(self, "model"):
            return
        rows = db.session.query(Registration).filter_by(event_id=self.event_id).order_by(Registration.id).all()
        real = {r.id: (r.status, r.pool.kept_for if r.pool else "", seating.size_of(r)) for r in rows}
        gone = ("cancelled", "declined", "expired")
        plain = {k: (e.status, e.pool, 0 if e.status in gone else e.size) for k, e in self.model.entries.items()}
        places = {r.id: seating.position(r) for r in rows if r.status == "waiting"}
        all_places = seating.positions(self.event_id)
        events = {line.registration_id for line in db.session.query(LedgerEntry)}
        db.session.rollback()
        assert real == plain
        assert list(places.values()) == list(range(1, len(places) + 1))
        assert places == all_places
        assert set(real) <= events


def people(key: int) -> list[Participant]:
    found = db.session.query(Participant).filter_by(registration_id=key, is_active=True).order_by(Participant.id).all()
    db.session.rollback()
    return found


_OFFICER: list[Actor] = []


def system_staff() -> Actor:
    return _OFFICER[0]


@pytest.fixture
def clock() -> Iterator[None]:
    yield
    dates.set_clock(None)


def machine_for(app: Flask) -> Callable[[], RuleBasedStateMachine]:
    """Return machines that all work on one database, each on an event of its own."""
    _OFFICER[:] = [factories.actor("officer")]

    class Here(Seats):
        """Every example begins with a session of its own."""

        def teardown(self) -> None:
            db.session.remove()

    del app
    return Here


@pytest.mark.usefixtures("clock")
def test_random_acts_leave_what_the_plain_model_says(app: Flask) -> None:
    is_sqlite = db.engine.dialect.name == "sqlite"
    if is_sqlite:  # What survives a power cut is asked elsewhere; here thousands of acts are to be quick.
        db.session.remove()
        with db.engine.connect() as connection:
            connection.connection.driver_connection.execute("PRAGMA synchronous = OFF")  # type: ignore[union-attr]
    examples = int(os.environ.get("MODEL_EXAMPLES", "25" if is_sqlite else "6"))
    run_state_machine_as_test(
        machine_for(app),
        settings=settings(
            max_examples=examples, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck)
        ),
    )
