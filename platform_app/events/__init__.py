"""Events: planning, registration, the day, and the numbers afterwards."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages and commands. Several modules may add pages to one blueprint."""
    from platform_app.events import (
        acts_staff,
        contents_staff,
        day_staff,
        door_staff,
        flyer_views,
        opendata_views,
        records_staff,
        registration,
        sheets_staff,
        staff,
        surveys,
        views,
    )

    modules = (
        views,
        flyer_views,
        opendata_views,
        staff,
        acts_staff,
        contents_staff,
        day_staff,
        door_staff,
        records_staff,
        sheets_staff,
    )
    for blueprint in dict.fromkeys(module.bp for module in modules):
        app.register_blueprint(blueprint)
    registration.register(app)
    surveys.register(app)
