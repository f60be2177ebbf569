"""The office's own settings, texts and catalogues."""

from flask import Flask


def register(app: Flask) -> None:
    """Register the settings pages and give every template the office's names."""
    from platform_app.office import setup_views, staff
    from platform_app.office.queries import current, is_sample

    app.config["STAFF_SECOND_FACTOR"] = lambda: current().staff_second_factor
    app.register_blueprint(staff.bp)
    app.register_blueprint(setup_views.bp)
    app.context_processor(lambda: {"office": current(), "is_sample": is_sample()})
