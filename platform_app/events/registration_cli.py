"""What happens by the clock, and the commands that do it by hand: offers, pools, reminders."""

import click

from platform_app.actor import system
from platform_app.dates import now
from platform_app.events import queries as event_queries
from platform_app.events import registration_queries as queries
from platform_app.events.errors import NothingToRelease
from platform_app.events.models import Event
from platform_app.events.operations import capacity, registering, reminding
from platform_app.extensions import db


@click.group()
def events() -> None:
    """Do what is due for events; ``flask work`` does all of it by itself."""


def end_offers() -> int:
    """End every offer whose time has passed; return how many."""
    keys = list(queries.with_overdue_offers(now()))
    return sum(len(registering.expire_offers(db.session.get_one(Event, key), by=system())) for key in keys)


def release_pools() -> int:
    """Give up the unused places of pools whose day has come; return how many pools."""
    done = 0
    for event_id, pool_id in [(pool.event_id, pool.id) for pool in event_queries.due_releases()]:
        try:
            capacity.release_pool(db.session.get_one(Event, event_id), pool_id=pool_id, by=system())
        except NothingToRelease:  # Another worker was faster.
            continue
        done += 1
    return done


@events.command("expire-offers")
def expire_offers() -> None:
    """End offers whose time has passed; the next ones move up."""
    click.echo(f"{end_offers()} offers ended")


@events.command()
def release() -> None:
    """Give the unused places of pools to everybody whose day has come."""
    click.echo(f"{release_pools()} pools released")


@events.command()
def remind() -> None:
    """Post the reminders that are due."""
    click.echo(f"{reminding.run_due()} reminders posted")
