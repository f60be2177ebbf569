"""The public pages and the first page of the office."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the public pages and the office's desk."""
    from platform_app.portal import staff, views

    app.register_blueprint(views.bp)
    app.register_blueprint(staff.bp)
