"""The audit log at the command line."""

import sys

import click

from platform_app.audit.chain import note_anchor
from platform_app.audit.chain import verify as verify_chain
from platform_app.wording import audit_verdict


@click.group()
def audit() -> None:
    """Verify the audit log."""


@audit.command()
def verify() -> None:
    """Walk the chain; exit 1 and name every place where it was edited, cut or reordered."""
    count, breaks = verify_chain()
    click.echo(audit_verdict(count, [(found.kind, found.entry_id) for found in breaks]))
    if breaks:
        sys.exit(1)


@audit.command()
def anchor() -> None:
    """Note the newest entry outside the database (run it daily, keep the file elsewhere too)."""
    note_anchor()
