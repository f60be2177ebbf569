"""The members' own pages: what a member sees of itself, and the office's list of members' people."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the members' pages and the office's list."""
    from platform_app.my import people_views, staff, views

    del people_views  # Its pages hang on the blueprint of views.
    app.register_blueprint(views.bp)
    app.register_blueprint(staff.bp)
