"""The sample platform at the command line."""

import click

from platform_app.sample.loading import NotEmpty, sample_words
from platform_app.sample.loading import load as load_sample
from platform_app.wording import SAMPLE_NEEDS_EMPTY


@click.group()
def sample() -> None:
    """Load the sample platform."""


@sample.command()
def load() -> None:
    """Load the sample platform into an empty instance."""
    try:
        load_sample()
    except NotEmpty as error:
        raise click.ClickException(SAMPLE_NEEDS_EMPTY) from error
    click.echo("\n".join(sample_words()))
