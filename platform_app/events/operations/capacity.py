"""How many places there are: change it, or give the unused ones of a pool to everybody."""

from collections.abc import Sequence

from sqlalchemy import select

from platform_app.actor import Actor
from platform_app.applications.errors import NothingChanged
from platform_app.dates import now
from platform_app.errors import NotFound
from platform_app.events import letters
from platform_app.events.errors import CapacityBelowConfirmed, NothingToRelease, NotPositive
from platform_app.events.models import Event, EventChange, Pool
from platform_app.events.operations import seating
from platform_app.events.operations.planning import PoolPlan, record
from platform_app.events.registration_models import Registration
from platform_app.extensions import db
from platform_app.operation import operation
from platform_app.trail import canonical
from platform_app.vocabulary.actions import Action
from platform_app.vocabulary.events import Attending, LedgerCause, SeatPool


@operation(Action.CHANGE_CAPACITY)
def change_capacity(event: Event, *, plans: Sequence[PoolPlan], is_confirmed: bool = False, by: Actor) -> EventChange:
    """Set the pools of an event for which people may have registered already.

    More places move those up who wait. Fewer than the people seated is refused with
    CapacityBelowConfirmed, which says how many they are; with ``is_confirmed`` it is
    done, and nobody loses a place. Raises NotPositive, NothingChanged.
    """
    before = pools_told(event)
    wanted = {(plan.attending, plan.kept_for): plan for plan in plans}
    for key, plan in wanted.items():
        if plan.capacity is not None and plan.capacity < 0:
            raise NotPositive(field="pools")
        if key not in before_keys(event):
            event.pools.append(Pool(attending=plan.attending, kept_for=plan.kept_for, capacity=0))
    db.session.flush()
    for position, pool in enumerate(list(event.pools)):
        _set(event, pool, wanted.get((pool.attending, pool.kept_for)), is_confirmed=is_confirmed)
        pool.position = position
    db.session.flush()
    after = pools_told(event)
    if before == after:
        raise NothingChanged
    change = record(event, Action.CHANGE_CAPACITY, {})
    change.before, change.after = {"pools": before}, {"pools": after}
    letters.moved_up(seating.promote(event, by, cause=LedgerCause.CAPACITY))
    return change


def before_keys(event: Event) -> set[tuple[str, str]]:
    """Return which pools an event has."""
    return {(pool.attending, pool.kept_for) for pool in event.pools}


def _set(event: Event, pool: Pool, plan: PoolPlan | None, *, is_confirmed: bool) -> None:
    """Set one pool as planned; one that is planned no more goes, or has no places left to give."""
    seated = seating.held(pool)
    capacity = plan.capacity if plan else 0
    if capacity is not None and capacity < seated and not is_confirmed:
        labels = (Attending.label_of(pool.attending), SeatPool.label_of(pool.kept_for))
        raise CapacityBelowConfirmed.of(labels, seated, capacity)
    if plan is None and not _is_used(pool):
        event.pools.remove(pool)
        db.session.delete(pool)
        return
    pool.capacity = capacity
    if plan is not None and pool.released_at is None:
        pool.release_at = plan.release_at


def _is_used(pool: Pool) -> bool:
    return db.session.scalar(select(Registration.id).where(Registration.pool_id == pool.id).limit(1)) is not None


@operation(Action.RELEASE_POOL)
def release_pool(event: Event, *, pool_id: int, by: Actor) -> EventChange:
    """Give the unused places of a pool to the general pool of the same way of attending.

    Who waits moves up in the same transaction. Raises NothingToRelease, NotFound.
    """
    pool = next((each for each in event.pools if each.id == pool_id), None)
    if pool is None:
        raise NotFound
    if pool.released_at is not None or pool.capacity is None or pool.kept_for == SeatPool.GENERAL:
        raise NothingToRelease
    before = pools_told(event)
    unused = seating.free(pool) or 0
    general = _general(event, pool.attending)
    if general.capacity is not None:
        general.capacity += unused
    pool.capacity -= unused
    pool.released_at = now()
    db.session.flush()
    change = record(event, Action.RELEASE_POOL, {})
    change.before, change.after = {"pools": before}, {"pools": pools_told(event)}
    letters.moved_up(seating.promote(event, by, cause=LedgerCause.RELEASED))
    return change


def _general(event: Event, attending: str) -> Pool:
    """Return the pool that everybody may use, made where there is none."""
    for pool in event.pools:
        if pool.attending == attending and pool.kept_for == SeatPool.GENERAL:
            return pool
    made = Pool(attending=attending, kept_for=SeatPool.GENERAL.value, capacity=0, position=len(event.pools))
    event.pools.append(made)
    db.session.flush()
    return made


def pools_told(event: Event) -> list[dict[str, object]]:
    """Return the pools of an event in a JSON-safe form."""
    return [
        {
            "attending": pool.attending,
            "kept_for": pool.kept_for,
            "capacity": pool.capacity,
            "release_at": canonical(pool.release_at),
        }
        for pool in sorted(event.pools, key=lambda each: (each.attending, each.kept_for))
    ]
