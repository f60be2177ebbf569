"""The member register: append-only, true on a date and known on a date."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the public list, the staff register and its commands."""
    from platform_app.members import cli, record_staff, staff, views

    app.register_blueprint(views.bp)
    app.register_blueprint(staff.bp)
    app.register_blueprint(record_staff.bp)
    app.cli.add_command(cli.members)
    app.cli.add_command(cli.rosters)
