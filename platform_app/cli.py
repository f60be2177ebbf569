"""Commands that belong to no feature: laying the schema and serving the application."""

import errno
import os
import socket
import subprocess
import sys
from pathlib import Path

import click
from flask import Flask, current_app
from flask.cli import with_appcontext

from platform_app import chores, schema
from platform_app.copying import database
from platform_app.extensions import db
from platform_app.vocabulary.settings import SETTINGS
from platform_app.wording import port_taken, serving_words, set_up_words

DEFAULT_ADDRESS = next(setting.default for setting in SETTINGS if setting.name == "BASE_URL")


def register(app: Flask) -> None:
    """Register the commands on the application."""
    app.cli.add_command(serve)
    app.cli.add_command(work)
    app.cli.add_command(database)
    app.cli.add_command(schema.commands)


@click.command()
@click.option("--once", is_flag=True, help="Run every chore once and stop.")
@with_appcontext
def work(once: bool) -> None:  # noqa: FBT001
    """Deliver mail and do the platform's recurring chores, for ever."""
    chores.work(once=once)


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--workers", default=2, show_default=True, help="Processes that answer requests.")
@click.option("--sample/--no-sample", default=False, help="Load the sample platform into an empty instance.")
@with_appcontext
def serve(host: str, port: int, workers: int, sample: bool) -> None:  # noqa: FBT001
    """Lay the schema, deliver mail in the background, and serve with a production WSGI server."""
    if _is_taken(host, port):
        raise click.ClickException(port_taken(port))
    address = f"http://{host}:{port}"
    if current_app.config["BASE_URL"] == DEFAULT_ADDRESS:  # Nobody has named the site: it is what is served here.
        current_app.config["BASE_URL"] = os.environ["PLATFORM_BASE_URL"] = address
    schema.upgrade()
    folder = None if current_app.config["SMTP_URL"] else Path(current_app.instance_path) / "mail"
    click.echo(serving_words(address, folder, _prepare(sample=sample)))
    db.session.remove()
    db.engine.dispose()
    command = [sys.executable, "-m", "flask", "--app", "platform_app", "work"]
    courier = subprocess.Popen(command, stdout=subprocess.DEVNULL)  # noqa: S603 - our own command line
    try:
        _answer(host, port, workers)
    finally:
        courier.terminate()
        courier.wait(timeout=10)


def _is_taken(host: str, port: int) -> bool:
    """Whether somebody listens there already.

    The server's workers share one port, so the system would let another platform share it too: the two would answer
    by turns, each from its own database.
    """
    try:
        socket.create_server((host, port)).close()
    except OSError as error:
        return error.errno == errno.EADDRINUSE
    return False


def _prepare(*, sample: bool) -> list[str]:
    """Load the sample or open the set-up of an empty instance; return what to tell."""
    from platform_app.accounts.operations.inviting import first_link
    from platform_app.accounts.queries import has_staff
    from platform_app.sample.loading import load, sample_words

    if sample and not has_staff():
        load()
    link = first_link()
    if link:
        return set_up_words(link)
    return sample_words()


def _answer(host: str, port: int, workers: int) -> None:
    """Run the server until it is told to stop."""
    from granian import Granian
    from granian.constants import Interfaces
    from granian.log import LogLevels

    Granian(
        "platform_app:create_app",
        factory=True,
        address=host,
        port=port,
        interface=Interfaces.WSGI,
        workers=workers,
        blocking_threads=2,
        backpressure=64,
        log_level=LogLevels.warning,
        respawn_failed_workers=True,
    ).serve()
