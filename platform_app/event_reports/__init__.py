"""開催報告: drafted from what is known, written, approved by a second person, published."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the pages; several modules hang theirs on one blueprint."""
    from platform_app.event_reports import duty_staff, editing_staff, photos_staff, staff, views

    modules = (views, staff, editing_staff, photos_staff, duty_staff)
    for blueprint in dict.fromkeys(module.bp for module in modules):
        app.register_blueprint(blueprint)
