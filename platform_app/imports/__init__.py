"""Reading an existing member register from a workbook, previewing it, and applying what was previewed."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the import pages and the command."""
    from platform_app.imports import cli, staff
    from platform_app.members.cli import members

    app.register_blueprint(staff.bp)
    members.add_command(cli.import_register)
