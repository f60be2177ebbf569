"""The outbox, its delivery, and the tasks for those who can not be reached by mail."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the staff pages and the delivery command."""
    from platform_app import chores
    from platform_app.mail import cli, staff
    from platform_app.mail.delivery import deliver

    app.register_blueprint(staff.bp)
    app.cli.add_command(cli.mail)
    chores.add(app, "mail", every=chores.PAUSE, run=deliver)
