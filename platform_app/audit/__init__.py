"""Reading and verifying the audit trail."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the staff pages and the verifying command."""
    from platform_app import chores
    from platform_app.audit import cli, staff
    from platform_app.audit.chain import note_anchor

    app.register_blueprint(staff.bp)
    app.cli.add_command(cli.audit)
    chores.add(app, "audit anchor", every=24 * 3600, run=note_anchor)
