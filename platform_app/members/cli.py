"""The register at the command line."""

from datetime import datetime
from pathlib import Path

import click

from platform_app import dates
from platform_app.actor import system
from platform_app.members import rosters as writing
from platform_app.members.queries import count_as_of
from platform_app.operation import disclose
from platform_app.vocabulary.actions import Action


@click.group()
def members() -> None:
    """Work on the member register."""


@members.command()
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day; today when left out.")
def count(as_of: datetime | None) -> None:
    """Print how many organisations belonged on a day."""
    click.echo(count_as_of(as_of.date() if as_of else dates.today()))


@click.group()
def rosters() -> None:
    """Write rosters to files."""


@rosters.command()
@click.argument("key", type=click.Choice(sorted(writing.ROSTERS)))
@click.argument("output", type=click.Choice(sorted(writing.OUTPUTS)))
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day; today when left out.")
def export(key: str, output: str, file: Path, as_of: datetime | None) -> None:
    """Write roster KEY in format OUTPUT to FILE; the export is recorded like any other."""
    on = as_of.date() if as_of else dates.today()
    file.write_bytes(writing.write(key, output, writing.Extract(on)))
    disclose(Action.EXPORT, "member_record", by=system(), what={"roster": key, "format": output, "as_of": str(on)})
