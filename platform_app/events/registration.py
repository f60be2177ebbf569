"""Everything of registration that an application needs to know: pages, commands, acts by the clock."""

from flask import Flask

from platform_app import chores
from platform_app.events import (
    counter_changes_staff,
    counter_staff,
    letters,
    registration_attachments,
    registration_changes,
    registration_cli,
    registration_staff,
    registration_views,
    telling_staff,
)
from platform_app.events.operations import reminding
from platform_app.mail.attaching import ATTACHERS
from platform_app.mail.wanted import STILL_WANTED

#: What the worker does by the clock, and how many seconds apart.
BY_THE_CLOCK = {
    "expire-offers": registration_cli.end_offers,
    "release": registration_cli.release_pools,
    "remind": reminding.run_due,
}
EVERY = 30.0


def register(app: Flask) -> None:
    """Register the pages of registration, its commands, and what the worker does by the clock."""
    for module in (
        registration_views,
        registration_changes,
        counter_staff,
        counter_changes_staff,
        registration_staff,
        telling_staff,
    ):
        if module.bp.name not in app.blueprints:  # Two modules may hang their pages on one blueprint.
            app.register_blueprint(module.bp)
    app.cli.add_command(registration_cli.events)
    for name, run in BY_THE_CLOCK.items():
        chores.add(app, name, every=EVERY, run=run)
    ATTACHERS.update(registration_attachments.DRAWN)
    STILL_WANTED.update(
        {
            reminding.TEMPLATE: reminding.is_still_wanted,
            "registration_offered": letters.is_offer_open,
            "registration_promoted": letters.is_seated,
        }
    )
