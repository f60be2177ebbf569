"""The shape of the tables: Flask-Migrate and Alembic, loaded only when somebody lays or changes it.

A process that answers requests never does; without them it starts sooner and keeps
some 8 MB less.
"""

from typing import Any

import click
from flask import Flask, current_app

from platform_app.extensions import db


def upgrade() -> None:
    """Lay or bring up to date the tables of the current application's database."""
    import flask_migrate

    attach(current_app)
    flask_migrate.upgrade()


def attach(app: Flask) -> None:
    """Give Flask-Migrate the database and the folder of the migrations of ``app``."""
    from flask_migrate import Migrate

    Migrate(compare_type=True, render_as_batch=True).init_app(app, db, directory=f"{app.root_path}/migrations")


class _Commands(click.Command):
    """``flask db``: hands over to Flask-Migrate's own group once it is asked for."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the arguments as Flask-Migrate's group does; Flask has the application at hand by now."""
        from flask_migrate.cli import db as group

        attach(current_app)
        context: click.Context = group.make_context(info_name, args, parent, **extra)
        return context


commands = _Commands("db", help="Perform database migrations.")
