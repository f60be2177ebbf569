"""Accounts at the command line, for whoever runs the server."""

import click

from platform_app.accounts import links
from platform_app.accounts.errors import AddressTaken
from platform_app.accounts.operations import inviting, own_account, people
from platform_app.accounts.operations.inviting import Newcomer
from platform_app.accounts.queries import user_by_email
from platform_app.actor import system
from platform_app.vocabulary.accounts import Role


@click.group()
def accounts() -> None:
    """Manage the people who can sign in."""


@accounts.command("first-link")
def first_link() -> None:
    """Print the one-time link at which an empty platform is set up."""
    address = inviting.first_link()
    if address is None:
        message = "the platform has been set up already"
        raise click.ClickException(message)
    click.echo(address)


@accounts.command("create-administrator")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
def create_administrator(email: str, name: str) -> None:
    """Invite an administrator and print the one-time link at which the password is set."""
    newcomer = Newcomer(name, email, (Role.ADMINISTRATOR,))
    try:
        _user, token = inviting.invite(None, newcomer=newcomer, by=system())
    except AddressTaken as error:
        message = "somebody has this address already"
        raise click.ClickException(message) from error
    click.echo(links.address(f"/invitation/{token}"))


@accounts.command("send-link")
@click.argument("email")
def send_link(email: str) -> None:
    """Post the mail with which somebody sets a new password."""
    if own_account.request_reset(None, email=email, by=system()) is None:
        message = "nobody can sign in with this address"
        raise click.ClickException(message)
    click.echo("posted")


@accounts.command("reset-second-factor")
@click.argument("email")
def reset_second_factor(email: str) -> None:
    """Take the second factor off somebody who lost it, when no administrator can."""
    user = user_by_email(email)
    if user is None:
        message = "nobody has this address"
        raise click.ClickException(message)
    people.reset_second_factor(user, by=system())
    click.echo("reset")
