"""Groups of four: who sits at which table, why, and the sheets that show it."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages; several modules hang theirs on one blueprint."""
    from platform_app.groups import hand_staff, sheets_staff, staff

    for blueprint in dict.fromkeys(module.bp for module in (staff, hand_staff, sheets_staff)):
        app.register_blueprint(blueprint)
