"""Partners at the command line."""

import click

from platform_app.actor import system
from platform_app.worksheets.matching_index import rebuild


@click.group()
def partners() -> None:
    """Work on the index of needs and offers."""


@partners.command()
def index() -> None:
    """Make the index anew, after a register was loaded by other means."""
    click.echo(rebuild(None, by=system()))
