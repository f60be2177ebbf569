"""The sample platform: what a fresh installation shows."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the loading command."""
    from platform_app.sample import cli

    app.cli.add_command(cli.sample)
