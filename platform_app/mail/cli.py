"""Delivery at the command line."""

import click

from platform_app.mail.delivery import deliver as deliver_due


@click.group()
def mail() -> None:
    """Deliver what the outbox holds."""


@mail.command()
def deliver() -> None:
    """Send every message that is due, once (``flask work`` does it for ever)."""
    click.echo(f"{deliver_due()} sent")
